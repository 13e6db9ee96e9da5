// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunFile.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

namespace maquette::fuzz {

/// Aborts when what a reader gives does not fit together.
class SoundSink final : public runlog::RunSink {
public:
    void scalar(const std::string&, runlog::At, double) override { }
    void histogram(const std::string&, runlog::At, runlog::Histogram value) override
    {
        require(value.edges.size() == value.counts.size() + 1);
        for (std::size_t i = 0; i < value.counts.size(); ++i)
            require(value.edges[i] <= value.edges[i + 1] && value.counts[i] >= 0);
    }
    void pictures(const std::string&, runlog::At, std::vector<runlog::Picture> value) override
    {
        for (const auto& picture : value)
            require(picture.width >= 0 && picture.height >= 0);
    }
    void text(const std::string&, runlog::At, runlog::Text value) override
    {
        require(product({value.rows, value.columns}) == value.cells.size());
    }
    void audio(const std::string&, runlog::At, std::vector<runlog::Audio>) override { }
    void precisionRecall(const std::string&, runlog::At, runlog::PrecisionRecall value) override
    {
        for (const auto* row :
             {&value.falsePositives, &value.trueNegatives, &value.falseNegatives, &value.precision, &value.recall})
            require(row->size() == value.truePositives.size());
    }
    void mesh(const std::string&, runlog::At, runlog::MeshPart value) override
    {
        require(product(value.shape) == value.values.size());
    }
    void tensor(const std::string&, runlog::At, runlog::Tensor value) override
    {
        require(product(value.shape) == value.values.size());
    }
    void setting(const std::string&, const runlog::Setting&) override { }
    void about(const std::string&, const std::string&) override { }
    void describe(const std::string&, const std::string&, const std::string&) override { }
    void restart(std::int64_t) override { }
    void status(runlog::Status, double) override { }

    static void require(bool sound)
    {
        if (!sound)
            std::abort();
    }

private:
    static std::size_t product(const std::vector<std::int64_t>& shape)
    {
        std::size_t count = 1;
        for (const auto side : shape) {
            require(side >= 0);
            count *= static_cast<std::size_t>(side);
        }
        return count;
    }
};

/// Lets the file grow to the bytes in two steps and reads it in looks of little budget.
inline void readRun(std::string_view bytes, runlog::Format format)
{
    static const int descriptor = ::memfd_create("fuzz", 0);
    static const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
    SoundSink::require(descriptor >= 0 && ::ftruncate(descriptor, 0) == 0);
    const auto file = runlog::openRunFile(path, format);
    SoundSink sink;
    std::int64_t offset = 0;
    std::size_t written = 0;
    for (const std::size_t end : {bytes.size() / 2, bytes.size()}) {
        SoundSink::require(::pwrite(descriptor, bytes.data() + written, end - written, static_cast<off_t>(written))
                           == static_cast<ssize_t>(end - written));
        written = end;
        for (bool more = true; more;) {
            const auto advance = file->advance(sink, {}, 1000);
            more = advance.state == runlog::Advance::State::More;
            // Each look that ends early comes forward, so that reading ends.
            SoundSink::require(!advance.replaced && advance.offset >= offset && (!more || advance.offset > offset));
            SoundSink::require(advance.offset <= static_cast<std::int64_t>(end));
            SoundSink::require(!advance.trouble || !advance.trouble->message.empty());
            SoundSink::require(advance.state != runlog::Advance::State::Damaged || advance.trouble);
            offset = advance.offset;
        }
    }
}

} // namespace maquette::fuzz
