// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "runlog/RunSink.h"
#include "runlog/Troubles.h"

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::runlog {

/// A number alone, which most values are; NaN and Infinity, for which JSON has no word, stand bare or in quotes.
[[nodiscard]] std::optional<double> jsonNumber(std::string_view json);

/// Gives the JSON values of a history row to a sink: numbers and truth values as scalars, words as text, lists of
/// numbers as tensors, objects by their `_type` (histogram, image-file, images/separated, audio-file) or entry by entry
/// as "TAG/KEY". Other types are reported once per tag. Source: wandb/wandb: sdk/data_types.
class WandbValues {
public:
    /// Pictures and clips lie in `folder`/files; names that lead out of it are refused.
    explicit WandbValues(std::filesystem::path folder);

    void give(const std::string& tag, std::string_view json, At at, std::int64_t offset, RunSink& sink,
              Troubles& troubles);

private:
    struct Call;

    void byType(const std::string& tag, const base::Json& value, At at, Call& call);
    void media(const std::string& tag, const std::string& type, const base::Json& value, At at, Call& call);
    void histogram(const std::string& tag, const base::Json& value, At at, Call& call);
    void notShown(const std::string& tag, const std::string& kind, Call& call);
    /// Empty where it cannot be read.
    [[nodiscard]] std::vector<std::byte> savedFile(const std::string& name, Call& call) const;

    std::filesystem::path m_folder;
    std::set<std::string> m_reported;
};

} // namespace maquette::runlog
