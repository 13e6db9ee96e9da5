// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/File.h"
#include "cloud/view/Panes.h"
#include "cloud/view/Render.h"
#include "cloud/view/video/VideoFile.h"
#include "imaging/PictureFile.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <system_error>
#include <unistd.h>

namespace maquette::cloud {

using base::Error;
using base::ErrorCode;
using base::Result;
using imaging::Picture;

namespace fs = std::filesystem;

namespace {

/// A sibling of the target with a name of its own and the same ending; whatever has the name goes with the object.
class TemporarySibling {
public:
    explicit TemporarySibling(const fs::path& target)
    {
        std::string name = ".";
        name += target.stem().string();
        name.append(".").append(std::to_string(::getpid())).append("-");
        name.append(std::to_string(++counter)).append(".part");
        name += target.extension().string();
        m_path = target.parent_path() / name;
    }
    ~TemporarySibling()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    TemporarySibling(const TemporarySibling&) = delete;
    TemporarySibling& operator=(const TemporarySibling&) = delete;

    [[nodiscard]] const fs::path& path() const { return m_path; }

    Result<void> become(const fs::path& target) const
    {
        for (const fs::path& each : {m_path, target.parent_path().empty() ? fs::path(".") : target.parent_path()}) {
            const int descriptor = ::open(each.c_str(), O_RDONLY | O_CLOEXEC);
            if (descriptor < 0)
                return videoNotWritten(target, std::strerror(errno));
            const bool synced = ::fsync(descriptor) == 0;
            const int code = errno;
            ::close(descriptor);
            if (!synced && code != EINVAL)
                return videoNotWritten(target, std::strerror(code));
        }
        if (::rename(m_path.c_str(), target.c_str()) != 0)
            return videoNotWritten(target, std::strerror(errno));
        return {};
    }

private:
    static inline std::atomic<int> counter{0};
    fs::path m_path;
};

using Sink = std::function<Result<void>(int frame, const Picture& picture)>;

Result<void> drawFrames(const RenderInput& input, const ViewState& state, const RenderOptions& options,
                        const TurntableOptions& turntable, const base::Job& job, const Sink& sink)
{
    const Panes panes(input, state, options);
    ViewState view = state;
    for (int frame = 0; frame < turntable.frames; ++frame) {
        const double share = 1.0 / turntable.frames;
        view.camera = turned(state.camera, 360.0 * frame * share, 0);
        auto picture = drawPicture(input, view, options, panes, job.part(frame * share, (frame + 1) * share));
        if (!picture.ok())
            return picture.error();
        if (auto put = sink(frame, picture.value()); !put.ok())
            return put.error();
        job.report((frame + 1) * share,
                   {QT_TRANSLATE_NOOP("Engine", "Drawing picture %1 of %2"),
                    {std::to_string(frame + 1), std::to_string(turntable.frames)}});
    }
    return {};
}

Result<void> toVideo(const fs::path& file, const RenderInput& input, const ViewState& state, RenderOptions options,
                     const TurntableOptions& turntable, const base::Job& job)
{
    // Chroma of half the resolution wants even sides.
    options.width &= ~1;
    options.height &= ~1;
    // Says what keeps a file from being written there better than an encoder does, and leaves nothing behind.
    if (auto probe = base::AtomicFile::create(file); !probe.ok())
        return probe.error();
    const TemporarySibling temporary(file);
    {
        auto video
            = VideoFile::create(temporary.path(), file, turntable.framesPerSecond, options.width, options.height);
        if (!video.ok())
            return video.error();
        auto drawn = drawFrames(input, state, options, turntable, job,
                                [&](int, const Picture& picture) { return video.value()->write(picture); });
        if (!drawn.ok())
            return drawn;
        if (auto closed = video.value()->close(); !closed.ok())
            return closed;
    }
    // Encoders do not say when the disk is full.
    std::error_code error;
    if (const auto size = fs::file_size(temporary.path(), error); error || size == 0)
        return videoNotWritten(file, error ? error.message() : "the encoder wrote nothing");
    return temporary.become(file);
}

Result<void> toFolder(const fs::path& folder, const RenderInput& input, const ViewState& state,
                      const RenderOptions& options, const TurntableOptions& turntable, const base::Job& job)
{
    std::error_code error;
    if (fs::exists(folder, error) && !(fs::is_directory(folder, error) && fs::is_empty(folder, error)))
        return Error{ErrorCode::WriteFailed,
                     {QT_TRANSLATE_NOOP("Engine",
                                        "%1 is there already. Name a new or an empty folder for the "
                                        "pictures, or a file that ends in .mp4, .avi or .mkv."),
                      {folder.string()}},
                     {}};
    const TemporarySibling temporary(folder);
    if (!fs::create_directory(temporary.path(), error) || error)
        return videoNotWritten(folder, error.message());
    auto drawn = drawFrames(input, state, options, turntable, job, [&](int frame, const Picture& picture) {
        std::array<char, 32> name = {};
        std::snprintf(name.data(), name.size(), "frame-%05d.png", frame);
        return imaging::writePicture(temporary.path() / name.data(), picture);
    });
    if (!drawn.ok())
        return drawn;
    return temporary.become(folder);
}

Result<void> checkTurntable(const TurntableOptions& turntable)
{
    constexpr int mostFrames = 36000;
    constexpr int mostPerSecond = 240;
    if (turntable.frames >= 1 && turntable.frames <= mostFrames && turntable.framesPerSecond >= 1
        && turntable.framesPerSecond <= mostPerSecond)
        return {};
    return Error{ErrorCode::Usage,
                 {QT_TRANSLATE_NOOP("Engine", "A turntable has 1 to %1 pictures and 1 to %2 of them a second."),
                  {std::to_string(mostFrames), std::to_string(mostPerSecond)}},
                 {}};
}

} // namespace

Result<void> renderTurntable(const fs::path& file, const RenderInput& input, const ViewState& state,
                             const RenderOptions& options, const TurntableOptions& turntable, const base::Job& job)
{
    if (auto checked = checkOptions(options); !checked.ok())
        return checked;
    if (auto checked = checkTurntable(turntable); !checked.ok())
        return checked;
    // "folder/" names the folder.
    const fs::path target = file.has_filename() ? file : file.parent_path();
    if (isVideoName(target))
        return toVideo(target, input, state, options, turntable, job);
    return toFolder(target, input, state, options, turntable, job);
}

} // namespace maquette::cloud
