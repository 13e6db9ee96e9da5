// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/video/VideoFile.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cctype>
#include <dlfcn.h>
#include <utility>

namespace maquette::cloud {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace fs = std::filesystem;

namespace {

struct VideoKind {
    const char* extension;
    const char* code;
};
constexpr std::array<VideoKind, 3> videoKinds = {{{".mp4", "mp4v"}, {".avi", "MJPG"}, {".mkv", "mp4v"}}};

const VideoKind* videoKind(const fs::path& file)
{
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char each) { return static_cast<char>(std::tolower(each)); });
    const auto* const found = std::find_if(videoKinds.begin(), videoKinds.end(),
                                           [&](const VideoKind& kind) { return extension == kind.extension; });
    return found == videoKinds.end() ? nullptr : found;
}

struct Library {
    const VideoFunctions* functions = nullptr;
    std::string problem;
};

/// It lies beside the program's other libraries: in the build tree, or installed.
Library load()
{
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    for (const char* const folder : {"../lib", "../lib/maquette", "../lib/x86_64-linux-gnu/maquette", "."}) {
        const fs::path file = program.parent_path() / folder / "libmaquette_video.so";
        if (!fs::exists(file, error))
            continue;
        void* const library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!library)
            return {nullptr, dlerror()};
        using Entry = const VideoFunctions* (*)();
        const auto entry = reinterpret_cast<Entry>(dlsym(library, "maquetteVideoFunctions"));
        return entry ? Library{entry(), {}} : Library{nullptr, file.string() + " is of another version"};
    }
    return {nullptr, "libmaquette_video.so is not there"};
}

const Library& library()
{
    static const Library loaded = load();
    return loaded;
}

} // namespace

bool isVideoName(const fs::path& file) { return videoKind(file) != nullptr; }

Error videoNotWritten(const fs::path& file, std::string detail)
{
    return {ErrorCode::WriteFailed,
            {QT_TRANSLATE_NOOP("Engine",
                               "%1 was not written: the video could not be made. Choose another folder or "
                               "format (.mp4, .avi, .mkv, or a folder for single pictures)."),
             {file.string()}},
            std::move(detail)};
}

Result<std::unique_ptr<VideoFile>> VideoFile::create(const fs::path& file, const fs::path& name, int framesPerSecond,
                                                     int width, int height)
{
    const VideoKind* const kind = videoKind(file);
    assert(kind);
    if (!library().functions)
        return videoNotWritten(name, library().problem);
    void* const video = library().functions->open(file.c_str(), kind->code, framesPerSecond, width, height);
    if (!video)
        return videoNotWritten(name, "no encoder opened the file");
    return std::unique_ptr<VideoFile>(new VideoFile(*library().functions, video, name));
}

VideoFile::VideoFile(const VideoFunctions& functions, void* video, fs::path name)
    : m_functions(functions)
    , m_video(video)
    , m_name(std::move(name))
{
}

VideoFile::~VideoFile()
{
    if (m_video)
        m_functions.close(m_video);
}

Result<void> VideoFile::write(const imaging::Picture& picture)
{
    assert(m_video && picture.channels == 3 && picture.bits == 8);
    if (!m_functions.write(m_video, picture.bytes.data()))
        return videoNotWritten(m_name, "the encoder refused a picture");
    return {};
}

Result<void> VideoFile::close()
{
    if (!m_functions.close(std::exchange(m_video, nullptr)))
        return videoNotWritten(m_name, "the encoder could not end the file");
    return {};
}

} // namespace maquette::cloud
