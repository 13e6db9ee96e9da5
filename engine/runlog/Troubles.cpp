// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/Troubles.h"

namespace maquette::runlog {

void Troubles::note(std::int64_t offset, const std::string& problem)
{
    constexpr std::int64_t most = 5;
    if (++m_noted > most)
        return;
    m_details += (m_details.empty() ? "byte " : "; byte ") + std::to_string(offset) + ": " + problem;
}

void Troubles::leftOut(std::int64_t offset, const std::string& problem)
{
    ++m_leftOut;
    note(offset, problem);
}

void Troubles::notShown(std::int64_t offset, const std::string& tag, const std::string& kind)
{
    ++m_notShown;
    // A name from the file may be of any length.
    note(offset, tag.substr(0, 100) + ": " + kind);
}

std::optional<base::Error> Troubles::error(const std::filesystem::path& file) const
{
    if (!any())
        return std::nullopt;
    std::string details = m_details;
    if (m_noted > 5)
        details += "; and " + std::to_string(m_noted - 5) + " more";
    if (m_notShown == 0)
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine", "%1: %2 damaged records were left out."),
                            {file.string(), std::to_string(m_leftOut)}},
                           details};
    if (m_leftOut == 0)
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine", "%1: %2 tags hold values of a kind that is not shown."),
                            {file.string(), std::to_string(m_notShown)}},
                           details};
    return base::Error{
        base::ErrorCode::BadInput,
        {QT_TRANSLATE_NOOP(
             "Engine", "%1: %2 damaged records were left out, and %3 tags hold values of a kind that is not shown."),
         {file.string(), std::to_string(m_leftOut), std::to_string(m_notShown)}},
        details};
}

} // namespace maquette::runlog
