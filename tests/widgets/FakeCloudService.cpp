// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/FakeCloudService.h"

#include <chrono>
#include <thread>

namespace maquette::tests {

using base::Result;

Result<cloud::Cloud> FakeCloudService::read(const std::filesystem::path& file, const cloud::ReadOptions& options,
                                            const base::Job& job)
{
    for (int i = 0; i < slowSteps; ++i) {
        if (job.stopped()) {
            ++stopsSeen;
            return base::stoppedError();
        }
        job.report(double(i) / slowSteps);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return cloud::readCloud(file, options, job);
}

Result<cloud::ColumnPreview> FakeCloudService::preview(const std::filesystem::path& file)
{
    return cloud::previewColumns(file);
}

Result<std::vector<std::string>> FakeCloudService::write(const std::filesystem::path& file, const cloud::Cloud& cloud,
                                                         const base::Job& job)
{
    return cloud::writeCloud(file, cloud, {}, job);
}

Result<std::vector<cloud::RoomEntry>> FakeCloudService::rooms(const std::filesystem::path& folder, const base::Job& job)
{
    return cloud::listRooms(folder, job);
}

Result<cloud::Cloud> FakeCloudService::demoRoom(const base::Job&) { return checkedCloud(false); }

base::ParameterTable FakeCloudService::parameters() const { return cloud::segmentParameters(); }

Result<cloud::ModelInfo> FakeCloudService::inspect(const base::ParameterValues&)
{
    cloud::ModelInfo info;
    info.variant = "Fake";
    info.classes = 2;
    info.table = table;
    info.inputChannels = 4;
    info.features = {"red", "green", "blue", "height"};
    return info;
}

Result<cloud::SegmentPlan> FakeCloudService::plan(const cloud::Cloud& cloud, const base::ParameterValues& parameters)
{
    cloud::SegmentPlan plan;
    plan.model = inspect(parameters).value();
    plan.points = plan.voxels = static_cast<std::int64_t>(cloud.size());
    plan.passes = 1;
    plan.bytes = 1000000;
    plan.warnings = {"Few neighbors."};
    return plan;
}

Result<cloud::SegmentResult> FakeCloudService::segment(const cloud::Cloud& cloud,
                                                       const base::ParameterValues& parameters, const base::Job& job)
{
    if (job.stopped())
        return base::stoppedError();
    ++segmented;
    cloud::SegmentResult result;
    result.plan = plan(cloud, parameters).value();
    for (std::size_t i = 0; i < cloud.size(); ++i) {
        result.labels.push_back(cloud.positions[3 * i + 1] > 1.45F ? 1 : 0);
        result.confidence.push_back(cloud.positions[3 * i + 1] / 3);
    }
    result.protocol = "the fake network, all points";
    return result;
}

cloud::Cloud checkedCloud(bool withPrediction)
{
    cloud::Cloud cloud;
    cloud.name = "checked";
    std::vector<std::uint8_t> labels;
    std::vector<std::uint8_t> predictions;
    std::vector<float> temperature;
    for (int y = 0; y < 30; ++y)
        for (int x = 0; x < 30; ++x) {
            for (const float value : {0.1F * float(x), 0.1F * float(y), 0.0F})
                cloud.positions.push_back(value);
            for (const int value : {8 * x, 100, 200})
                cloud.colors.push_back(static_cast<std::uint8_t>(value));
            const int label = x / 10;
            labels.push_back(static_cast<std::uint8_t>(label));
            predictions.push_back(static_cast<std::uint8_t>(y < 5 ? (label + 1) % 3 : label));
            temperature.push_back(float(y));
        }
    cloud.set({"label", labels, cloud::Role::Label});
    if (withPrediction)
        cloud.set({"prediction", predictions, cloud::Role::Prediction});
    cloud.set({"temperature", temperature, cloud::Role::None});
    return cloud;
}

} // namespace maquette::tests
