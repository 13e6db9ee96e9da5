// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/InspectLogFile.h"

#include "runlog/LineFile.h"

#include <charconv>
#include <string>

namespace maquette::runlog {

namespace {

constexpr std::string_view iterationMark = "\t\t\t\titeration=";
constexpr std::string_view valueMark = "\t\t\t\tvalue=";

std::string headOf(const std::filesystem::path& path)
{
    constexpr std::string_view mark = "globalrank-";
    const std::string name = path.stem().string();
    const auto at = name.rfind(mark);
    if (at == std::string::npos)
        return {};
    int rank = 0;
    const char* const end = name.data() + name.size();
    const auto read = std::from_chars(name.data() + at + mark.size(), end, rank);
    return read.ptr == end && rank > 0 ? "rank_" + std::to_string(rank) + "/" : std::string();
}

class InspectLogFile final : public RunFile {
public:
    explicit InspectLogFile(const std::filesystem::path& path)
        : m_lines(path)
        , m_head(headOf(path))
    {
    }

    [[nodiscard]] const std::filesystem::path& path() const override { return m_lines.path(); }
    [[nodiscard]] Format format() const override { return Format::InspectLog; }
    [[nodiscard]] Advance advance(RunSink& sink, const base::Job& job, std::int64_t budget) override
    {
        return m_lines.advance(job, budget, {{}, [&](const LineFile::Line& line, Troubles& troubles) {
                                                 return line.whole && take(line, sink, troubles);
                                             }});
    }

private:
    bool take(const LineFile::Line& line, RunSink& sink, Troubles& troubles) const
    {
        const auto iteration = line.text.find(iterationMark);
        if (iteration == std::string_view::npos)
            return true;
        std::string_view name = line.text.substr(0, iteration);
        // A logger may put its level and time in front.
        if (const auto dash = name.rfind(" - "); dash != std::string_view::npos)
            name.remove_prefix(dash + 3);
        const std::string_view rest = line.text.substr(iteration + iterationMark.size());
        const auto split = rest.find(valueMark);
        std::int64_t step = 0;
        const auto digits = rest.substr(0, split);
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), step);
        const auto value
            = split == std::string_view::npos ? std::nullopt : numberIn(rest.substr(split + valueMark.size()));
        if (name.empty() || name.size() > longestName || digits.empty() || read.ec != std::errc()
            || read.ptr != digits.data() + digits.size() || !value) {
            troubles.leftOut(line.offset, "a line without name, iteration or value");
            return true;
        }
        sink.scalar(m_head + std::string(name), {step, unknown}, *value);
        return true;
    }

    LineFile m_lines;
    std::string m_head;
};

} // namespace

std::unique_ptr<RunFile> openInspectLog(const std::filesystem::path& path)
{
    return std::make_unique<InspectLogFile>(path);
}

} // namespace maquette::runlog
