// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "cloud/view/video/VideoFunctions.h"
#include "imaging/Image.h"

#include <filesystem>
#include <memory>
#include <string>

namespace maquette::cloud {

/// Whether the name ends in .mp4, .avi or .mkv, in any case.
[[nodiscard]] bool isVideoName(const std::filesystem::path& file);

/// WriteFailed with the name and what can be done.
[[nodiscard]] base::Error videoNotWritten(const std::filesystem::path& file, std::string detail);

/// A video being written: MPEG-4 in .mp4 and .mkv, motion JPEG in .avi. Not thread-safe.
class VideoFile {
public:
    /// `name` stands in messages. Even sides. WriteFailed when the library for videos is missing or no encoder opens
    /// the file.
    [[nodiscard]] static base::Result<std::unique_ptr<VideoFile>> create(const std::filesystem::path& file,
                                                                         const std::filesystem::path& name,
                                                                         int framesPerSecond, int width, int height);
    ~VideoFile();
    VideoFile(const VideoFile&) = delete;
    VideoFile& operator=(const VideoFile&) = delete;

    /// 8 bits, RGB, of the size of the video.
    base::Result<void> write(const imaging::Picture& picture);
    /// Ends the file; nothing can be written afterwards.
    base::Result<void> close();

private:
    VideoFile(const VideoFunctions& functions, void* video, std::filesystem::path name);

    const VideoFunctions& m_functions;
    void* m_video;
    std::filesystem::path m_name;
};

} // namespace maquette::cloud
