// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace maquette::runlog {

/// Collects what one look left out, so that it becomes one sentence with the first few details.
class Troubles {
public:
    /// A record that is whole but cannot be used.
    void leftOut(std::int64_t offset, const std::string& problem);
    /// A value of a kind that has no place here; report each tag once.
    void notShown(std::int64_t offset, const std::string& tag, const std::string& kind);

    [[nodiscard]] bool any() const { return m_leftOut + m_notShown > 0; }
    /// BadInput that names the file; nothing where nothing was left out.
    [[nodiscard]] std::optional<base::Error> error(const std::filesystem::path& file) const;

private:
    void note(std::int64_t offset, const std::string& problem);

    std::int64_t m_leftOut = 0;
    std::int64_t m_notShown = 0;
    std::int64_t m_noted = 0;
    std::string m_details;
};

} // namespace maquette::runlog
