// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "runs/analysis/Alarms.h"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::runs {

/// What there are alarms for.
enum class AlarmName {
    NotFinite, ///< a value, or an amax, is NaN or infinite
    Silent, ///< a run that is not ended has no new value
    Overflow,
    Underflow,
    Headroom,
    StaleScale, ///< of an input or an output gradient
    ScaleJump
};

/// What a form needs to know of an alarm.
struct AlarmFacts {
    AlarmName name;
    const char* key; ///< in JSON
    double limit; ///< unless somebody sets another
    double lowest, highest; ///< of the limit
    const char* unit; ///< "s", "%", "bits", "steps", "powers of two"; empty: it has no limit
};

/// Which alarms are on, and from where on they hold. The defaults: no new value for 600 s; more than 0.001 % overflow
/// (the limit of FP8-LM's automatic factor), more than 5 % underflow, headroom below 0 bits, a scale of an input or an
/// output gradient that stays for more than 2000 steps, a scale that jumps by more than 2^6.
class AlarmSettings {
public:
    static constexpr std::size_t count = 7;
    struct Choice {
        bool on = true;
        double limit = 0;
        bool operator==(const Choice&) const = default;
    };

    AlarmSettings();
    bool operator==(const AlarmSettings&) const = default;

    /// In the order of AlarmName.
    [[nodiscard]] static std::span<const AlarmFacts, count> facts();
    [[nodiscard]] const Choice& of(AlarmName name) const { return m_choices[static_cast<std::size_t>(name)]; }
    /// A limit out of its range becomes the nearest that is in it, NaN the default; steps become whole.
    void set(AlarmName name, Choice choice);

    /// For the scalars of any run, by evaluateAlarms(); those of FP8 go by the names that Transformer Engine logs.
    [[nodiscard]] std::vector<AlarmRule> scalarRules() const;
    /// For evaluateFp8Alarms().
    [[nodiscard]] std::vector<AlarmRule> fp8Rules() const;

    /// {"overflow":{"on":true,"limit":0.001}, …}, all of them; no "limit" where there is none.
    [[nodiscard]] base::Json toJson() const;
    /// Sets what `json` has, as set() does; the rest stays. BadInput names `source` and the key that is not known or of
    /// another kind; then nothing is set.
    [[nodiscard]] base::Result<void> read(const base::Json& json, const std::string& source);
    /// A file of that, of at most 1 MB.
    [[nodiscard]] base::Result<void> readFrom(const std::string& file);

private:
    std::array<Choice, count> m_choices;
};

} // namespace maquette::runs
