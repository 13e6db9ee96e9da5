// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/LineFile.h"

#include "runlog/FileWindow.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace maquette::runlog {

namespace {

constexpr std::int64_t piece = 64 << 10;
constexpr std::int64_t longestLine = 16 << 20;
constexpr int linesPerCheck = 256; ///< of the job

std::string_view withoutEnd(std::string_view line, std::int64_t offset)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF"; // of UTF-8
    if (offset == 0 && line.starts_with(mark))
        line.remove_prefix(mark.size());
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

} // namespace

LineFile::LineFile(std::filesystem::path path, Ends ends)
    : m_file(std::move(path))
    , m_ends(ends)
{
}

std::size_t LineFile::endOf(std::string_view text, std::size_t from) const
{
    if (m_ends == Ends::AtNewline)
        return text.find('\n', from);
    bool quoted = false;
    for (std::size_t i = from; i < text.size(); ++i) {
        if (text[i] == '"')
            quoted = !quoted;
        else if (text[i] == '\n' && !quoted)
            return i;
    }
    return std::string_view::npos;
}

Advance LineFile::advance(const base::Job& job, std::int64_t budget, const Calls& calls)
{
    Advance advance;
    const auto look = m_file.look(m_offset);
    if (look.replaced()) {
        m_offset = 0;
        advance.replaced = true;
        if (calls.replaced)
            calls.replaced();
    }
    advance.offset = m_offset;
    if (look.gone() || look.trouble()) {
        advance.state = look.gone() ? Advance::State::Gone : Advance::State::Waiting;
        advance.trouble = look.trouble();
        return advance;
    }
    Troubles troubles;
    FileWindow window(look);
    std::int64_t wanted = piece;
    while (m_offset < look.size()) {
        if (job.stopped() || advance.bytes >= budget) {
            advance.state = Advance::State::More;
            break;
        }
        const auto bytes = window.at(m_offset, wanted);
        const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        std::size_t start = 0;
        for (int lines = 0; start < text.size(); ++lines) {
            const auto end = endOf(text, start);
            if (end == std::string_view::npos || (lines % linesPerCheck == linesPerCheck - 1 && job.stopped()))
                break;
            const std::int64_t offset = m_offset + static_cast<std::int64_t>(start);
            calls.line({withoutEnd(text.substr(start, end - start), offset), offset, true}, troubles);
            ++advance.records;
            start = end + 1;
        }
        m_offset += static_cast<std::int64_t>(start);
        advance.bytes += static_cast<std::int64_t>(start);
        advance.offset = m_offset;
        if (start > 0) {
            wanted = piece;
            continue;
        }
        if (static_cast<std::int64_t>(text.size()) < wanted) { // the end of the file, or it cannot be read further
            const bool taken = !text.empty() && !window.trouble()
                && calls.line({withoutEnd(text, m_offset), m_offset, false}, troubles);
            if (taken) {
                ++advance.records;
                m_offset += static_cast<std::int64_t>(text.size());
                advance.bytes += static_cast<std::int64_t>(text.size());
                advance.offset = m_offset;
            }
            break;
        }
        if (job.stopped())
            continue;
        if (wanted >= longestLine) {
            advance.state = Advance::State::Damaged;
            advance.trouble
                = damagedRun(path(), m_offset, "a line of more than " + std::to_string(longestLine) + " bytes");
            break;
        }
        wanted = std::min(4 * wanted, longestLine);
    }
    if (!advance.trouble)
        advance.trouble = window.trouble() ? window.trouble() : troubles.error(path());
    return advance;
}

std::optional<double> numberIn(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    if (text.starts_with('+') && !text.starts_with("+-"))
        text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end != text.data() + text.size() || text.empty())
        return std::nullopt;
    if (error == std::errc::result_out_of_range) {
        // Beyond what a double holds: zero or infinite, as the exponent says.
        const bool small = text.find("e-") != std::string_view::npos || text.find("E-") != std::string_view::npos;
        const double size = small ? 0.0 : std::numeric_limits<double>::infinity();
        return text.starts_with('-') ? -size : size;
    }
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> wholeNumber(double value)
{
    constexpr double exact = 9007199254740992; // 2^53
    if (!(std::abs(value) <= exact) || value != std::floor(value))
        return std::nullopt;
    return static_cast<std::int64_t>(value);
}

std::optional<double> asWallTime(double value)
{
    constexpr double from = 315532800, to = 4102444800; // 1980 and 2100
    for (const double unit : {1.0, 1e3, 1e6, 1e9})
        if (value >= from * unit && value <= to * unit)
            return value / unit;
    return std::nullopt;
}

} // namespace maquette::runlog
