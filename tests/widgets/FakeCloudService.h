// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/cloud/CloudService.h"

#include <atomic>
#include <mutex>

namespace maquette::tests {

/// Real files, but a generator and a network made for the tests: the "network" says class 1 for points above the middle
/// of y and class 0 below, with a confidence of a third of y. Reading can be slowed, in steps of a few milliseconds
/// that listen to the job.
class FakeCloudService : public widgets::CloudService {
public:
    base::Result<cloud::Cloud> read(const std::filesystem::path& file, const cloud::ReadOptions& options,
                                    const base::Job& job) override;
    base::Result<cloud::ColumnPreview> preview(const std::filesystem::path& file) override;
    base::Result<std::vector<std::string>> write(const std::filesystem::path& file, const cloud::Cloud& cloud,
                                                 const base::Job& job) override;
    base::Result<std::vector<cloud::RoomEntry>> rooms(const std::filesystem::path& folder,
                                                      const base::Job& job) override;
    base::Result<cloud::Cloud> demoRoom(const base::Job& job) override;
    base::ParameterTable parameters() const override;
    std::filesystem::path defaultModel() const override { return model; }
    base::Result<cloud::ModelInfo> inspect(const base::ParameterValues& parameters) override;
    base::Result<cloud::SegmentPlan> plan(const cloud::Cloud& cloud, const base::ParameterValues& parameters) override;
    base::Result<cloud::SegmentResult> segment(const cloud::Cloud& cloud, const base::ParameterValues& parameters,
                                               const base::Job& job) override;

    cloud::ClassTable table; ///< of the network; empty: it does not say
    std::filesystem::path model; ///< where the model is said to be
    std::atomic<int> slowSteps{0}; ///< of 5 ms before a file is read
    std::atomic<int> stopsSeen{0};
    std::atomic<int> segmented{0};
};

/// 30 x 30 points on a plane, 0.1 apart, from (0, 0, 0): class 0, 1, 2 for each ten columns of x; the prediction is one
/// class further (modulo 3) in the five lowest rows of y, and right elsewhere. Colors follow x, "temperature" follows
/// y.
[[nodiscard]] cloud::Cloud checkedCloud(bool withPrediction = true);

} // namespace maquette::tests
