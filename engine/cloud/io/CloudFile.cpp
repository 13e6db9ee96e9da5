// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/CloudFile.h"

#include "base/File.h"
#include "cloud/io/ColumnGuess.h"
#include "cloud/io/Reader.h"
#include "cloud/io/S3disRoom.h"

#include <algorithm>
#include <new>
#include <stdexcept>

namespace maquette::cloud {

namespace fs = std::filesystem;

namespace {

using io::Bytes;
using io::Input;
using io::Reader;

const std::vector<const Reader*>& readers()
{
    static const std::vector<const Reader*> all
        = {&io::plyReader(), &io::lasReader(), &io::pcdReader(),  &io::glbReader(),  &io::npyReader(),
           &io::ptsReader(), &io::objReader(), &io::textReader(), &io::kittiReader()};
    return all;
}

/// Null for bytes without a mark under a name with an unknown ending.
const Reader* readerFor(Bytes bytes, const fs::path& file)
{
    for (const Reader* reader : readers())
        if (reader->matches && reader->matches(bytes))
            return reader;
    const std::string ending = io::endingOf(file);
    for (const Reader* reader : readers())
        if (std::find(reader->endings.begin(), reader->endings.end(), ending) != reader->endings.end())
            return reader;
    return nullptr;
}

base::Error unknownFormat(const fs::path& file)
{
    std::string known;
    for (const auto& ending : readableEndings())
        known += (known.empty() ? "" : ", ") + ending;
    return {
        base::ErrorCode::BadInput,
        {QT_TRANSLATE_NOOP("Engine", "%1 is no point cloud of a known format. Known are %2."), {file.string(), known}},
        "byte 0: no known start of a file, and no known ending of its name"};
}

base::Error outOfMemory(const fs::path& file)
{
    return {base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "The memory does not suffice to read %1."), {file.string()}},
            {}};
}

base::Result<Input> openInput(const fs::path& file)
{
    auto mapped = base::MappedFile::open(file);
    if (!mapped.ok())
        return mapped.error();
    if (mapped.value()->bytes().empty())
        return base::Error{
            base::ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "%1 is empty."), {file.string()}}, "byte 0"};
    Input input;
    input.bytes = mapped.value()->bytes();
    input.name = file.string();
    input.path = file;
    input.owner = std::move(mapped).value();
    return input;
}

bool isGuessed(const Reader* reader, Bytes bytes)
{
    return reader == &io::textReader() || (reader == &io::npyReader() && io::startsWith(bytes, "\x93NUMPY"));
}

} // namespace

const std::vector<std::string>& readableEndings()
{
    static const std::vector<std::string> endings = [] {
        std::vector<std::string> all;
        for (const Reader* reader : readers())
            all.insert(all.end(), reader->endings.begin(), reader->endings.end());
        return all;
    }();
    return endings;
}

bool hasGuessedColumns(const fs::path& file)
{
    const auto input = openInput(file);
    return input.ok() && isGuessed(readerFor(input.value().bytes, file), input.value().bytes);
}

base::Result<ColumnPreview> previewColumns(const fs::path& file)
{
    auto input = openInput(file);
    if (!input.ok())
        return input.error();
    const Reader* reader = readerFor(input.value().bytes, file);
    if (!isGuessed(reader, input.value().bytes))
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine", "%1 says itself what its columns mean, or is no point cloud."),
                            {file.string()}},
                           {}};
    try {
        return reader == &io::textReader() ? io::previewText(input.value()) : io::previewNpy(input.value());
    } catch (const std::bad_alloc&) {
    } catch (const std::length_error&) {
    }
    return outOfMemory(file);
}

base::Result<Cloud> readCloud(const fs::path& file, const ReadOptions& options, const base::Job& job)
{
    if (job.stopped())
        return base::stoppedError();
    try {
        std::error_code error;
        if (fs::is_directory(file, error))
            return io::readS3disRoom(file, options, job);
        auto input = openInput(file);
        if (!input.ok())
            return input.error();
        input.value().options = options;
        input.value().job = job;
        const Reader* reader = readerFor(input.value().bytes, file);
        return reader ? reader->read(input.value()) : unknownFormat(file);
    } catch (const std::bad_alloc&) {
    } catch (const std::length_error&) {
    }
    return outOfMemory(file);
}

} // namespace maquette::cloud
