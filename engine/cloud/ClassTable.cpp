// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/ClassTable.h"

#include "base/File.h"
#include "base/Random.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <set>

namespace maquette::cloud {

namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

/// Okabe and Ito 2008, without black: told apart by people who see colors otherwise, too.
constexpr Rgb okabeIto[]
    = {{230, 159, 0}, {86, 180, 233}, {0, 158, 115}, {240, 228, 66}, {0, 114, 178}, {213, 94, 0}, {204, 121, 167}};

Rgb colorOfId(std::int32_t id)
{
    if (id >= 0 && id < static_cast<std::int32_t>(std::size(okabeIto)))
        return okabeIto[id];
    // Hues by the golden angle, so that ids which are neighbors look different; two values, so that hues which come
    // close after a turn differ all the same.
    const double hue = std::fmod(static_cast<double>(id) * 0.6180339887498949, 1.0) * 6;
    const double value = id % 2 == 0 ? 0.95 : 0.7;
    const auto channel = [&](double offset) {
        const double place = std::fmod(offset + hue, 6.0);
        const double part = std::clamp(std::min(place, 4 - place), 0.0, 1.0);
        return static_cast<std::uint8_t>(std::lround(255 * (value - value * 0.65 * part)));
    };
    return {channel(5), channel(3), channel(1)};
}

struct NamedColor {
    const char* name;
    Rgb color;
};

ClassTable makeTable(const char* id, const char* name, std::initializer_list<NamedColor> classes)
{
    ClassTable table{id, name, {}};
    std::int32_t next = 0;
    for (const auto& each : classes)
        table.entries.push_back({next++, each.name, each.color});
    return table;
}

/// openpoints: dataset/s3dis/s3dis.py, colors; the names in the order of the stored labels, which that file's list of
/// names is not in.
ClassTable s3dis()
{
    return makeTable("s3dis", "S3DIS",
                     {{"ceiling", {0, 255, 0}},
                      {"floor", {0, 0, 255}},
                      {"wall", {0, 255, 255}},
                      {"beam", {255, 255, 0}},
                      {"column", {255, 0, 255}},
                      {"window", {100, 100, 255}},
                      {"door", {200, 200, 100}},
                      {"table", {170, 120, 200}},
                      {"chair", {255, 0, 0}},
                      {"sofa", {200, 100, 100}},
                      {"bookcase", {10, 200, 100}},
                      {"board", {200, 200, 200}},
                      {"clutter", {50, 50, 50}}});
}

/// The colors that ScanNet's own tools use.
ClassTable scannet()
{
    return makeTable("scannet", "ScanNet (20)", {{"wall", {174, 199, 232}},        {"floor", {152, 223, 138}},
                                                 {"cabinet", {31, 119, 180}},      {"bed", {255, 187, 120}},
                                                 {"chair", {188, 189, 34}},        {"sofa", {140, 86, 75}},
                                                 {"table", {255, 152, 150}},       {"door", {214, 39, 40}},
                                                 {"window", {197, 176, 213}},      {"bookshelf", {148, 103, 189}},
                                                 {"picture", {196, 156, 148}},     {"counter", {23, 190, 207}},
                                                 {"desk", {247, 182, 210}},        {"curtain", {219, 219, 141}},
                                                 {"refrigerator", {255, 127, 14}}, {"shower curtain", {158, 218, 229}},
                                                 {"toilet", {44, 160, 44}},        {"sink", {112, 128, 144}},
                                                 {"bathtub", {227, 119, 194}},     {"otherfurniture", {82, 84, 163}}});
}

/// Parts are numbered on through the objects; a part's color is that of its id.
ClassTable shapeNetPart()
{
    static constexpr struct {
        const char* object;
        int parts;
    } objects[] = {{"airplane", 4}, {"bag", 2},    {"cap", 2},        {"car", 4},    {"chair", 4},     {"earphone", 3},
                   {"guitar", 3},   {"knife", 2},  {"lamp", 4},       {"laptop", 2}, {"motorbike", 6}, {"mug", 2},
                   {"pistol", 3},   {"rocket", 3}, {"skateboard", 3}, {"table", 3}};
    ClassTable table{"shapenetpart", "ShapeNetPart (50)", {}};
    std::int32_t id = 0;
    for (const auto& each : objects)
        for (int part = 0; part < each.parts; ++part, ++id)
            table.entries.push_back({id, std::string(each.object) + " " + std::to_string(part + 1), colorOfId(id)});
    return table;
}

/// ASPRS, LAS specification 1.4 R15, table 17.
ClassTable las()
{
    return makeTable("las", "LAS (ASPRS)",
                     {{"never classified", {160, 160, 160}},
                      {"unclassified", {190, 190, 190}},
                      {"ground", {166, 118, 29}},
                      {"low vegetation", {178, 223, 138}},
                      {"medium vegetation", {102, 166, 30}},
                      {"high vegetation", {27, 120, 55}},
                      {"building", {217, 95, 2}},
                      {"low point (noise)", {231, 41, 138}},
                      {"model key point", {230, 171, 2}},
                      {"water", {31, 120, 180}},
                      {"rail", {117, 112, 179}},
                      {"road surface", {110, 110, 115}},
                      {"overlap", {253, 218, 236}},
                      {"wire guard", {141, 211, 199}},
                      {"wire conductor", {255, 237, 111}},
                      {"transmission tower", {251, 128, 114}},
                      {"wire connector", {128, 177, 211}},
                      {"bridge deck", {188, 128, 189}},
                      {"high noise", {228, 26, 28}}});
}

std::string hexOf(const Rgb& color)
{
    char text[8];
    std::snprintf(text, sizeof text, "#%02x%02x%02x", color[0], color[1], color[2]);
    return text;
}

bool colorFromHex(const std::string& text, Rgb& color)
{
    unsigned value = 0;
    if (text.size() != 7 || text[0] != '#')
        return false;
    const auto read = std::from_chars(text.data() + 1, text.data() + 7, value, 16);
    color = {static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8),
             static_cast<std::uint8_t>(value)};
    return read.ec == std::errc() && read.ptr == text.data() + 7;
}

Error unusable(const std::string& source, std::string detail)
{
    return {
        ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "%1 is no table of classes."), {source}}, std::move(detail)};
}

} // namespace

const ClassEntry* ClassTable::find(std::int32_t classId) const
{
    const std::uint8_t at = slot(classId);
    return at == otherSlot ? nullptr : &entries[at];
}

std::uint8_t ClassTable::slot(std::int32_t classId) const
{
    const auto found = std::lower_bound(entries.begin(), entries.end(), classId,
                                        [](const ClassEntry& entry, std::int32_t wanted) { return entry.id < wanted; });
    return found == entries.end() || found->id != classId ? otherSlot
                                                          : static_cast<std::uint8_t>(found - entries.begin());
}

base::Json ClassTable::toJson() const
{
    base::Json list = base::Json::array();
    for (const auto& entry : entries)
        list.push_back({{"id", entry.id}, {"name", entry.name}, {"color", hexOf(entry.color)}});
    return {{"name", name}, {"classes", std::move(list)}};
}

const std::vector<ClassTable>& classTables()
{
    static const std::vector<ClassTable> tables = {s3dis(), scannet(), shapeNetPart(), las()};
    return tables;
}

const ClassTable* classTable(std::string_view id)
{
    for (const auto& table : classTables())
        if (table.id == id)
            return &table;
    return nullptr;
}

Result<ClassTable> classTableFromJson(const base::Json& json, const std::string& source)
{
    if (!json.is_object() || !json.contains("classes") || !json["classes"].is_array())
        return unusable(source, "there is no list \"classes\"");
    ClassTable table;
    table.id = source;
    table.name = json.contains("name") && json["name"].is_string() ? json["name"].get<std::string>() : source;
    std::set<std::int32_t> ids;
    for (const auto& each : json["classes"]) {
        const std::string where = "class " + std::to_string(table.entries.size() + 1) + ": ";
        if (!each.is_object() || !each.contains("id") || !each["id"].is_number_integer() || !each.contains("name")
            || !each["name"].is_string())
            return unusable(source, where + "it needs a whole number \"id\" and a text \"name\"");
        const auto id = each["id"].get<std::int64_t>();
        if (id < 0 || id > 2147483647)
            return unusable(source, where + "its id is below 0 or above 2147483647");
        ClassEntry entry{static_cast<std::int32_t>(id), each["name"].get<std::string>(),
                         colorOfId(static_cast<std::int32_t>(id))};
        if (!ids.insert(entry.id).second)
            return unusable(source, where + "the id " + std::to_string(id) + " is there twice");
        if (each.contains("color") && !(each["color"].is_string() && colorFromHex(each["color"], entry.color)))
            return unusable(source, where + "a color is written as \"#rrggbb\"");
        table.entries.push_back(std::move(entry));
        if (table.entries.size() > otherSlot)
            return unusable(source, "there are more than 255 classes");
    }
    if (table.entries.empty())
        return unusable(source, "there are no classes");
    std::sort(table.entries.begin(), table.entries.end(),
              [](const ClassEntry& a, const ClassEntry& b) { return a.id < b.id; });
    return table;
}

Result<ClassTable> readClassTable(const std::filesystem::path& file)
{
    constexpr std::uint64_t largest = 1 << 20;
    const auto bytes = base::readFile(file, largest);
    if (!bytes.ok())
        return bytes.error();
    const std::string_view text(reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size());
    const auto json = base::parseJson(text, file.string());
    if (!json.ok())
        return json.error();
    auto table = classTableFromJson(json.value(), file.string());
    if (table.ok())
        table.value().id = file.filename().string();
    return table;
}

Result<void> writeClassTable(const std::filesystem::path& file, const ClassTable& table)
{
    const std::string text = base::dumpJson(table.toJson(), 2) + "\n";
    return base::writeFileAtomically(file, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

ClassTable tableForLabels(std::span<const std::int32_t> labels)
{
    // Most files have few classes: neighbors of equal label cost nothing.
    std::set<std::int32_t> ids;
    std::int32_t last = -1;
    for (const std::int32_t label : labels)
        if (label != last) {
            last = label;
            if (label >= 0 && ids.size() < otherSlot)
                ids.insert(label);
        }
    ClassTable table{"labels", "Labels of the file", {}};
    for (const std::int32_t id : ids)
        table.entries.push_back({id, "class " + std::to_string(id), colorOfId(id)});
    return table;
}

ClassTable guessTable(std::span<const std::int32_t> labels, std::string_view hint)
{
    if (const ClassTable* named = classTable(hint)) {
        const bool fits = std::all_of(labels.begin(), labels.end(),
                                      [&](std::int32_t label) { return label < 0 || named->slot(label) != otherSlot; });
        if (fits)
            return *named;
    }
    return tableForLabels(labels);
}

} // namespace maquette::cloud
