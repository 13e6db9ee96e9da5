// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/video/VideoFunctions.h"

#include <memory>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

namespace {

struct Video {
    cv::VideoWriter writer;
    cv::Size size;
    cv::Mat reversed;
};

void* openVideo(const char* file, const char* code, int framesPerSecond, int width, int height)
{
    try {
        auto video = std::make_unique<Video>();
        video->size = {width, height};
        const int letters = cv::VideoWriter::fourcc(code[0], code[1], code[2], code[3]);
        // By name, as OpenCV's other back ends write their troubles to the terminal. Its own knows motion JPEG only.
        for (const int backEnd : {cv::CAP_FFMPEG, cv::CAP_OPENCV_MJPEG}) {
            if (!video->writer.isOpened())
                video->writer.open(file, backEnd, letters, framesPerSecond, video->size);
        }
        return video->writer.isOpened() ? video.release() : nullptr;
    } catch (...) {
        return nullptr;
    }
}

bool writeVideo(void* opened, const std::uint8_t* pixels)
{
    try {
        auto* const video = static_cast<Video*>(opened);
        const cv::Mat picture(video->size, CV_8UC3, const_cast<std::uint8_t*>(pixels));
        cv::cvtColor(picture, video->reversed, cv::COLOR_RGB2BGR);
        video->writer.write(video->reversed);
        return true;
    } catch (...) {
        return false;
    }
}

bool closeVideo(void* opened)
{
    const std::unique_ptr<Video> video(static_cast<Video*>(opened));
    try {
        video->writer.release();
        return true;
    } catch (...) {
        return false;
    }
}

} // namespace

extern "C" __attribute__((visibility("default"))) const maquette::cloud::VideoFunctions* maquetteVideoFunctions()
{
    static constexpr maquette::cloud::VideoFunctions functions = {openVideo, writeVideo, closeVideo};
    return &functions;
}
