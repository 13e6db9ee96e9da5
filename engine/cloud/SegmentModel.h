// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "cloud/NetworkInput.h"
#include "cloud/Segmenter.h"
#include "models/pointnext/PointNextConfig.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace maquette::cloud {

/// A loaded network behind plain types: what the workspace needs of LibTorch. Thread-safe after loading.
class SegmentModel {
public:
    /// `radius` above 0 takes the place of the one of the file. ModelUnfit as models::pointnext::loadPointNext() says;
    /// Device when `device` is not there.
    [[nodiscard]] static base::Result<std::shared_ptr<const SegmentModel>>
    load(const std::filesystem::path& file, const std::string& device, double radius);
    virtual ~SegmentModel() = default;

    [[nodiscard]] virtual const models::pointnext::PointNextConfig& config() const = 0;
    [[nodiscard]] virtual std::int64_t parameterCount() const = 0;
    [[nodiscard]] virtual std::string deviceName() const = 0;
    /// Text of the file's metadata; empty without one.
    [[nodiscard]] virtual std::string metadata(const std::string& key) const = 0;
    /// Logits [N, classes] of one cloud, or [classes] for classification. Clouds of fewer points than the stages need
    /// are made up by repeating points. `object`: the kind of object for parts. `alone`: on the calling thread only,
    /// for callers that run several at once. Stopped when the job is.
    [[nodiscard]] virtual base::Result<std::vector<float>> run(const NetworkInput& input, int object, bool alone,
                                                               const base::Job& job) const = 0;
    /// The most bytes that a run over so many points takes, an upper bound.
    [[nodiscard]] virtual std::int64_t peakBytes(std::int64_t points) const = 0;
};

} // namespace maquette::cloud
