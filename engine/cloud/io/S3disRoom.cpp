// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/S3disRoom.h"

#include "base/File.h"
#include "cloud/ClassTable.h"
#include "cloud/io/CoordinateFrame.h"
#include "cloud/io/Reader.h"
#include "cloud/io/RecordTable.h"
#include "cloud/io/TextRows.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace maquette::cloud::io {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t rowCells = 6; // x y z r g b
using Row = std::array<double, rowCells>;

struct Object {
    fs::path file;
    std::int32_t label = 0;
    std::vector<double> coordinates;
    std::vector<std::uint8_t> colors;
    std::uint64_t rows = 0; ///< read, left out or dropped
    std::uint64_t unreadable = 0;
    std::uint64_t dropped = 0;
    std::uint64_t repaired = 0;
    std::vector<std::string> notes;
    std::optional<base::Error> error;
};

bool isNumberByte(char c) { return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E'; }

bool plainRow(std::string_view line, Row& row)
{
    const char* at = line.data();
    const char* const end = line.data() + line.size();
    for (double& value : row) {
        while (at != end && isBlank(*at))
            ++at;
        const auto [stop, error] = std::from_chars(at, end, value);
        if (error != std::errc() || (stop != end && !isBlank(*stop)))
            return false;
        at = stop;
    }
    return std::all_of(at, end, isBlank);
}

/// Bytes that belong to no number separate numbers, unless that gives one number too many: then they stand within one.
bool repairedRow(std::string_view line, Row& row)
{
    std::vector<std::string> numbers;
    std::vector<bool> oddBefore; ///< something else than blanks stands before the number
    bool odd = false;
    bool within = false;
    for (const char c : line) {
        if (!isNumberByte(c)) {
            odd = odd || !isBlank(c);
            within = false;
            continue;
        }
        if (!within) {
            numbers.emplace_back();
            oddBefore.push_back(odd && numbers.size() > 1);
            odd = false;
            if (numbers.size() > rowCells + 1)
                return false;
        }
        within = true;
        numbers.back() += c;
    }
    if (numbers.size() == rowCells + 1) {
        const auto found = std::find(oddBefore.begin(), oddBefore.end(), true);
        if (found == oddBefore.end())
            return false;
        const auto k = static_cast<std::size_t>(found - oddBefore.begin());
        numbers[k - 1] += numbers[k];
        numbers.erase(numbers.begin() + static_cast<std::ptrdiff_t>(k));
    }
    if (numbers.size() != rowCells)
        return false;
    for (std::size_t k = 0; k < rowCells; ++k)
        if (!parseNumber(numbers[k], row[k]))
            return false;
    return true;
}

void readObject(Object& object, const base::Job& job)
{
    constexpr std::uint64_t mostNotes = 10;
    auto mapped = base::MappedFile::open(object.file);
    if (!mapped.ok()) {
        object.error = mapped.error();
        return;
    }
    const std::string shown = "Annotations/" + object.file.filename().string();
    LineReader lines(textOf(mapped.value()->bytes()), 0);
    std::string_view line;
    for (std::uint64_t number = 1; lines.next(line); ++number) {
        if (number % 4096 == 0 && job.stopped())
            return;
        line = trimmed(line);
        if (line.empty())
            continue;
        Row row = {};
        ++object.rows;
        if (!plainRow(line, row)) {
            const bool saved = repairedRow(line, row);
            (saved ? object.repaired : object.unreadable) += 1;
            if (object.notes.size() < mostNotes)
                object.notes.push_back(shown + ", line " + std::to_string(number) + ": "
                                       + (saved ? "repaired " : "left out ") + tensorio::inQuotes(line));
            if (!saved)
                continue;
        }
        if (!usable(row[0], row[1], row[2])) {
            ++object.dropped;
            continue;
        }
        object.coordinates.insert(object.coordinates.end(), row.begin(), row.begin() + 3);
        for (std::size_t channel = 3; channel < rowCells; ++channel)
            object.colors.push_back(colorByte(row[channel] / 255));
    }
}

/// "chair" of chair_12.txt.
std::string className(const fs::path& file)
{
    const std::string stem = file.stem().string();
    return lowerCase(stem.substr(0, stem.rfind('_')));
}

base::Result<std::vector<Object>> listObjects(const fs::path& folder, std::vector<std::string>& notes)
{
    constexpr std::size_t mostObjects = 100000;
    constexpr std::int32_t clutter = 12;
    const ClassTable* table = classTable("s3dis");
    std::vector<Object> objects;
    std::error_code error;
    for (fs::directory_iterator entry(folder / "Annotations", error), end; !error && entry != end;
         entry.increment(error)) {
        const fs::path& file = entry->path();
        if (file.extension() != ".txt" || file.filename().string().starts_with('.') || !entry->is_regular_file(error))
            continue;
        if (objects.size() == mostObjects)
            return tensorio::damaged(folder.string(), 0, "more than " + std::to_string(mostObjects) + " objects");
        objects.emplace_back().file = file;
    }
    std::sort(objects.begin(), objects.end(), [](const Object& a, const Object& b) { return a.file < b.file; });
    for (auto& object : objects) {
        const std::string name = className(object.file);
        object.label = -1;
        for (std::size_t k = 0; table && k < table->entries.size(); ++k)
            if (table->entries[k].name == name)
                object.label = table->entries[k].id;
        if (object.label >= 0)
            continue;
        object.label = clutter;
        notes.push_back("Annotations/" + object.file.filename().string() + ": the class " + tensorio::inQuotes(name)
                        + " is not one of S3DIS; its points count as clutter.");
    }
    return objects;
}

Cloud joined(std::vector<Object>& objects)
{
    Cloud cloud;
    Box box;
    std::size_t count = 0;
    for (const auto& object : objects) {
        count += object.colors.size() / 3;
        for (std::size_t i = 0; i < object.coordinates.size(); ++i)
            box.add(i % 3, object.coordinates[i]);
    }
    cloud.shift = chooseShift(box);
    cloud.positions.reserve(3 * count);
    cloud.colors.reserve(3 * count);
    std::vector<std::uint8_t> labels;
    std::vector<std::int32_t> instances;
    labels.reserve(count);
    instances.reserve(count);
    for (std::size_t k = 0; k < objects.size(); ++k) {
        Object& object = objects[k];
        for (std::size_t i = 0; i < object.coordinates.size(); ++i)
            cloud.positions.push_back(static_cast<float>(object.coordinates[i] - cloud.shift[i % 3]));
        cloud.colors.insert(cloud.colors.end(), object.colors.begin(), object.colors.end());
        labels.resize(cloud.size(), static_cast<std::uint8_t>(object.label));
        instances.resize(cloud.size(), static_cast<std::int32_t>(k));
        cloud.droppedPoints += object.dropped;
        object.coordinates = {};
        object.colors = {};
    }
    cloud.attributes.push_back({"label", std::move(labels), Role::Label});
    cloud.attributes.push_back({"instance", std::move(instances), Role::Instance});
    return cloud;
}

} // namespace

base::Result<Cloud> readS3disRoom(const fs::path& folder, const ReadOptions& options, const base::Job& job)
{
    constexpr std::size_t mostNotes = 50;
    std::error_code error;
    if (!fs::is_directory(folder / "Annotations", error))
        return base::Error{
            base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 is a folder, but no room of S3DIS: it has no folder Annotations."),
             {folder.string()}},
            {}};
    std::vector<std::string> notes;
    auto listed = listObjects(folder, notes);
    if (!listed.ok())
        return listed.error();
    auto& objects = listed.value();
    if (!forBlocks(job, objects.size(), [&](std::size_t k) { readObject(objects[k], job); }))
        return base::stoppedError();
    std::uint64_t rows = 0;
    std::uint64_t unreadable = 0;
    std::uint64_t repaired = 0;
    for (const auto& object : objects) {
        if (object.error)
            return *object.error;
        rows += object.rows;
        unreadable += object.unreadable;
        repaired += object.repaired;
        notes.insert(notes.end(), object.notes.begin(), object.notes.end());
    }
    const std::string first = notes.empty() ? std::string() : notes.front();
    if (rows == unreadable || unreadable > 1 + rows / 100)
        return tensorio::damaged(folder.string(), 0,
                                 rows == 0 ? "no rows in Annotations/*.txt"
                                           : std::to_string(unreadable) + " of " + std::to_string(rows)
                                         + " rows are not x y z r g b; " + first);
    if (rows > options.maxPoints)
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine", "%1 has %2 points; the limit here is %3."),
                            {folder.string(), std::to_string(rows), std::to_string(options.maxPoints)}},
                           {}};
    if (notes.size() > mostNotes) {
        notes.resize(mostNotes);
        notes.push_back("In all, " + std::to_string(repaired) + " rows were repaired and " + std::to_string(unreadable)
                        + " left out.");
    }
    Cloud cloud = joined(objects);
    cloud.classTable = "s3dis";
    cloud.name = (folder.has_filename() ? folder : folder.parent_path()).filename().string();
    cloud.notes = std::move(notes);
    return cloud;
}

} // namespace maquette::cloud::io
