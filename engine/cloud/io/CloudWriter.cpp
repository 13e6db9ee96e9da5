// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/CloudWriter.h"

#include "cloud/io/Reader.h"

#include <charconv>
#include <cmath>
#include <type_traits>

namespace maquette::cloud {

namespace {

struct Writer {
    const char* ending;
    base::Result<void> (*write)(io::Output&);
};
constexpr Writer writers[] = {{"ply", io::writePly},
                              {"las", io::writeLas},
                              {"npy", io::writeNpyCloud},
                              {"txt", io::writeText},
                              {"obj", io::writeObj}};

} // namespace

const std::vector<std::string>& writableEndings()
{
    static const std::vector<std::string> endings = [] {
        std::vector<std::string> all;
        for (const auto& writer : writers)
            all.emplace_back(writer.ending);
        return all;
    }();
    return endings;
}

base::Result<std::vector<std::string>> writeCloud(const std::filesystem::path& file, const Cloud& cloud,
                                                  const WriteOptions& options, const base::Job& job)
{
    const std::string ending = io::endingOf(file);
    const auto* writer = std::find_if(std::begin(writers), std::end(writers),
                                      [&](const Writer& each) { return ending == each.ending; });
    if (writer == std::end(writers)) {
        std::string known;
        for (const auto& each : writableEndings())
            known += (known.empty() ? "" : ", ") + each;
        return base::Error{base::ErrorCode::Usage,
                           {QT_TRANSLATE_NOOP("Engine", "%1 has no ending of a format that is written. Known are %2."),
                            {file.string(), known}},
                           {}};
    }
    if (!options.colors.empty() && options.colors.size() != 4 * cloud.size())
        return base::Error{base::ErrorCode::Usage,
                           {QT_TRANSLATE_NOOP("Engine", "The colors to write do not fit the number of points.")},
                           std::to_string(options.colors.size()) + " bytes for " + std::to_string(cloud.size())
                               + " points"};
    if (job.stopped())
        return base::stoppedError();
    auto target = base::AtomicFile::create(file);
    if (!target.ok())
        return target.error();
    std::vector<std::string> notes;
    io::Output out{*target.value(), cloud, options, job, notes};
    if (auto written = writer->write(out); !written.ok())
        return written.error();
    if (job.stopped())
        return base::stoppedError();
    if (auto committed = target.value()->commit(); !committed.ok())
        return committed.error();
    return notes;
}

} // namespace maquette::cloud

namespace maquette::cloud::io {

const Attribute* classOf(const Cloud& cloud)
{
    const Attribute* label = cloud.find(Role::Label);
    return label ? label : cloud.find(Role::Prediction);
}

std::vector<std::string> wordNames(const Cloud& cloud, std::vector<std::string> taken)
{
    std::vector<std::string> names;
    for (const auto& attribute : cloud.attributes) {
        std::string word = uniqueName(attribute.name, {});
        for (char& c : word)
            c = c == ' ' || c == ',' || c == ';' || c == '"' || c == '\'' ? '_' : c;
        std::string unique = word;
        for (int number = 2; std::find(taken.begin(), taken.end(), unique) != taken.end(); ++number)
            unique = word + "_" + std::to_string(number);
        taken.push_back(unique);
        names.push_back(unique);
    }
    return names;
}

void appendCoordinate(std::string& text, double shift, float position)
{
    char buffer[400];
    char* const end = buffer + sizeof buffer;
    if (shift == 0) {
        text.append(buffer, std::to_chars(buffer, end, position).ptr);
        return;
    }
    // As many decimals as the position itself needs; a double has 15 digits for sure.
    constexpr int mostDecimals = 15;
    char* stop = std::to_chars(buffer, end, position, std::chars_format::fixed).ptr;
    const std::string_view shown(buffer, static_cast<std::size_t>(stop - buffer));
    const auto point = shown.find('.');
    const int decimals = point == std::string_view::npos ? 0 : static_cast<int>(shown.size() - point - 1);
    if (decimals <= mostDecimals) {
        double exact = 0;
        std::from_chars(buffer, stop, exact);
        stop = std::to_chars(buffer, end, shift + exact, std::chars_format::fixed, decimals).ptr;
        std::from_chars(buffer, stop, exact);
        if (static_cast<float>(exact - shift) == position) {
            text.append(buffer, stop);
            return;
        }
    }
    text.append(buffer, std::to_chars(buffer, end, shift + static_cast<double>(position)).ptr);
}

void appendValue(std::string& text, const Column& column, std::size_t index)
{
    char buffer[64];
    std::visit(
        [&](const auto& values) {
            text.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, +values[index]).ptr);
        },
        column);
}

void noteLeftOut(Output& out, const Attribute* written)
{
    std::string names;
    for (const auto& attribute : out.cloud.attributes)
        if (&attribute != written)
            names += (names.empty() ? "" : ", ") + attribute.name;
    if (!names.empty())
        out.notes.push_back("The format has no room for: " + names + ".");
}

} // namespace maquette::cloud::io
