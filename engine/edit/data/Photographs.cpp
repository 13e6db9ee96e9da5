// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/Photographs.h"

#include "base/File.h"
#include "base/Json.h"
#include "base/Paths.h"
#include "imaging/PictureFile.h"
#include "imaging/Resize.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit::data {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

Error damagedList(const std::filesystem::path& file, std::string detail)
{
    return {ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "The list of photographs \"%1\" is damaged. Install the program again."),
             {file.string()}},
            std::move(detail)};
}

} // namespace

Result<std::vector<Photograph>> shippedPhotographs()
{
    const std::filesystem::path folder = base::resourceFolder() / "photos";
    const std::filesystem::path list = folder / "photos.json";
    const auto bytes = base::readFile(list, 1 << 20);
    if (!bytes.ok())
        return bytes.error();
    const auto json
        = base::parseJson({reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size()}, list.string());
    if (!json.ok())
        return json.error();
    const base::Json& root = json.value();
    if (!root.is_object() || !root.contains("photographs") || !root["photographs"].is_array())
        return damagedList(list, "no array \"photographs\"");
    std::vector<Photograph> photographs;
    for (const base::Json& entry : root["photographs"]) {
        const auto has = [&](const char* key) { return entry.is_object() && entry.contains(key); };
        if (!has("file") || !entry["file"].is_string() || !has("role") || !entry["role"].is_string())
            return damagedList(list, "an entry without file or role");
        Photograph photograph;
        photograph.file = folder / std::filesystem::path(entry["file"].get<std::string>()).filename();
        const auto role = entry["role"].get<std::string>();
        if (role != "test" && role != "train")
            return damagedList(list, "role \"" + role + "\"");
        photograph.test = role == "test";
        if (has("weight")) {
            if (!entry["weight"].is_number() || !(entry["weight"].get<double>() > 0))
                return damagedList(list, "a weight that is not a positive number");
            photograph.weight = entry["weight"].get<double>();
        }
        photographs.push_back(std::move(photograph));
    }
    if (photographs.empty())
        return damagedList(list, "no entries");
    return photographs;
}

Result<std::vector<Photograph>> photographsIn(const std::filesystem::path& folder, int smallest)
{
    std::error_code failure;
    std::vector<std::filesystem::path> files;
    auto entry = std::filesystem::recursive_directory_iterator(
        folder, std::filesystem::directory_options::skip_permission_denied, failure);
    while (!failure && entry != std::filesystem::recursive_directory_iterator()) {
        std::error_code unknown;
        if (entry->is_regular_file(unknown))
            files.push_back(entry->path());
        entry.increment(failure);
    }
    if (failure)
        return Error{ErrorCode::BadInput,
                     {QT_TRANSLATE_NOOP("Engine", "The folder \"%1\" cannot be read."), {folder.string()}},
                     failure.message()};
    std::sort(files.begin(), files.end());
    std::vector<Photograph> photographs;
    for (const auto& file : files) {
        const auto info = imaging::readPictureInfo(file);
        if (info.ok() && std::min(info.value().width, info.value().height) >= smallest)
            photographs.push_back({file, 1, false});
    }
    if (photographs.empty())
        return Error{ErrorCode::BadInput,
                     {QT_TRANSLATE_NOOP("Engine", "The folder \"%1\" holds no pictures of at least %2 pixels a side."),
                      {folder.string(), std::to_string(smallest)}},
                     {}};
    return photographs;
}

Result<imaging::Image> readPhotograph(const std::filesystem::path& file, int longest)
{
    auto picture = imaging::readPicture(file);
    if (!picture.ok())
        return picture.error();
    imaging::Picture& found = picture.value();
    const int side = std::max(found.width, found.height);
    if (side > longest) {
        const auto scaled = [&](int length) {
            return std::max(1, static_cast<int>(std::lround(static_cast<double>(length) * longest / side)));
        };
        return imaging::toImage(
            imaging::resize(found, scaled(found.width), scaled(found.height), imaging::Filter::Lanczos));
    }
    return imaging::toImage(found);
}

} // namespace maquette::edit::data
