// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Board.h"

#include "base/File.h"
#include "imaging/PictureFile.h"
#include "tensorio/Zip.h"

#include <array>

namespace maquette::edit {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

namespace {

constexpr int boardVersion = 1;
constexpr std::size_t maxBoxes = 16;

struct Slot {
    const char* name;
    imaging::Picture Board::*picture;
};
constexpr std::array<Slot, 3> slots = {{
    {"before", &Board::before},
    {"after", &Board::after},
    {"image", &Board::image},
}};

Error damaged(const std::string& file, std::string detail)
{
    return {ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 is not a board of Maquette, or it is damaged."), {file}},
            std::move(detail)};
}

Json boxesToJson(const std::vector<Box>& boxes)
{
    Json list = Json::array();
    for (const auto& box : boxes)
        list.push_back({box.left, box.top, box.right, box.bottom});
    return list;
}

/// False when the list is not one of boxes within 0 … 1.
bool boxesFromJson(const Json& json, const char* key, std::vector<Box>& boxes)
{
    if (!json.contains(key))
        return true;
    const Json& list = json.at(key);
    if (!list.is_array() || list.size() > maxBoxes)
        return false;
    for (const auto& item : list) {
        if (!item.is_array() || item.size() != 4)
            return false;
        std::array<double, 4> edges{};
        for (std::size_t i = 0; i < 4; ++i) {
            if (!item[i].is_number())
                return false;
            edges[i] = item[i].get<double>();
        }
        const Box box{edges[0], edges[1], edges[2], edges[3]};
        if (!(box.left >= 0 && box.left < box.right && box.right <= 1 && box.top >= 0 && box.top < box.bottom
              && box.bottom <= 1))
            return false;
        boxes.push_back(box);
    }
    return true;
}

} // namespace

Result<Board> readBoard(const std::filesystem::path& file)
{
    auto mapped = base::MappedFile::open(file);
    if (!mapped.ok())
        return mapped.error();
    auto zip = tensorio::ZipReader::open(mapped.value());
    if (!zip.ok())
        return damaged(file.string(), zip.error().english());
    const auto* entry = zip.value().find("board.json");
    if (!entry)
        return damaged(file.string(), "board.json is missing");
    auto text = zip.value().read(*entry);
    if (!text.ok())
        return damaged(file.string(), text.error().english());
    auto parsed = base::parseJson({reinterpret_cast<const char*>(text.value().data()), text.value().size()},
                                  file.string() + ": board.json");
    if (!parsed.ok())
        return parsed.error();
    const Json& json = parsed.value();
    if (!json.is_object() || json.value("format", Json()) != Json("maquette-board")
        || !json.value("version", Json()).is_number_integer())
        return damaged(file.string(), "board.json names another format");
    // Compared as JSON: a number may be beyond every integer type.
    const Json& version = json.at("version");
    if (version < Json(1) || version > Json(boardVersion))
        return Error{ErrorCode::BadInput,
                     {QT_TRANSLATE_NOOP("Engine",
                                        "%1 is a board of version %2; this program reads versions 1 to %3. "
                                        "Install a newer Maquette to open it."),
                      {file.string(), base::dumpJson(version), std::to_string(boardVersion)}},
                     {}};

    Board board;
    if (!boxesFromJson(json, "beforeBoxes", board.beforeBoxes) || !boxesFromJson(json, "afterBoxes", board.afterBoxes))
        return damaged(file.string(), "a box is not [left, top, right, bottom] within 0 and 1");
    if (json.contains("parameters")) {
        if (!json.at("parameters").is_object())
            return damaged(file.string(), "\"parameters\" is not an object");
        board.parameters = json.at("parameters");
    }
    for (const auto& slot : slots) {
        const std::string name = std::string(slot.name) + ".png";
        const auto* picture = zip.value().find(name);
        if (!picture)
            continue;
        auto bytes = zip.value().read(*picture);
        if (!bytes.ok())
            return damaged(file.string(), bytes.error().english());
        auto decoded = imaging::decodePicture(bytes.value(), file.string() + ": " + name);
        if (!decoded.ok())
            return decoded.error();
        board.*slot.picture = std::move(decoded).value();
    }
    return board;
}

Result<void> writeBoard(const std::filesystem::path& file, const Board& board)
{
    auto zip = tensorio::ZipWriter::create(file);
    if (!zip.ok())
        return zip.error();
    Json json = Json::object();
    json["format"] = "maquette-board";
    json["version"] = boardVersion;
    json["beforeBoxes"] = boxesToJson(board.beforeBoxes);
    json["afterBoxes"] = boxesToJson(board.afterBoxes);
    json["parameters"] = board.parameters;
    const std::string text = base::dumpJson(json, 2) + "\n";
    if (auto added = zip.value().add("board.json", {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
        !added.ok())
        return added;
    for (const auto& slot : slots) {
        const imaging::Picture& picture = board.*slot.picture;
        if (picture.empty())
            continue;
        imaging::WriteOptions options;
        options.texts = picture.texts;
        auto png = imaging::encodePicture(picture, ".png", options);
        if (!png.ok())
            return png.error();
        if (auto added = zip.value().add(std::string(slot.name) + ".png", png.value()); !added.ok())
            return added;
    }
    return zip.value().commit();
}

} // namespace maquette::edit
