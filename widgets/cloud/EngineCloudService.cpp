// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/CloudService.h"

#include "base/Paths.h"
#include "cloud/data/RoomGenerator.h"

#include <mutex>
#include <optional>

namespace maquette::widgets {

namespace {

class EngineCloudService : public CloudService {
public:
    explicit EngineCloudService(const std::string& device)
        : m_device(device)
    {
    }

    base::Result<cloud::Cloud> read(const std::filesystem::path& file, const cloud::ReadOptions& options,
                                    const base::Job& job) override
    {
        return cloud::readCloud(file, options, job);
    }

    base::Result<cloud::ColumnPreview> preview(const std::filesystem::path& file) override
    {
        return cloud::previewColumns(file);
    }

    base::Result<std::vector<std::string>> write(const std::filesystem::path& file, const cloud::Cloud& cloud,
                                                 const base::Job& job) override
    {
        return cloud::writeCloud(file, cloud, {}, job);
    }

    base::Result<std::vector<cloud::RoomEntry>> rooms(const std::filesystem::path& folder,
                                                      const base::Job& job) override
    {
        return cloud::listRooms(folder, job);
    }

    base::Result<cloud::Cloud> demoRoom(const base::Job& job) override
    {
        cloud::RoomOptions options;
        options.seed = 7;
        return cloud::generateRoom(options, job);
    }

    base::ParameterTable parameters() const override { return cloud::segmentParameters(); }

    std::filesystem::path defaultModel() const override
    {
        return base::resourceFolder() / "models" / "pointnext-s-rooms.safetensors";
    }

    base::Result<cloud::ModelInfo> inspect(const base::ParameterValues& parameters) override
    {
        const std::lock_guard lock(m_mutex);
        return segmenter().inspect(parameters);
    }

    base::Result<cloud::SegmentPlan> plan(const cloud::Cloud& cloud, const base::ParameterValues& parameters) override
    {
        const std::lock_guard lock(m_mutex);
        return segmenter().plan(cloud, parameters);
    }

    base::Result<cloud::SegmentResult> segment(const cloud::Cloud& cloud, const base::ParameterValues& parameters,
                                               const base::Job& job) override
    {
        const std::lock_guard lock(m_mutex);
        return segmenter().segment(cloud, parameters, false, job);
    }

private:
    /// Made when first asked for, so that the window is there at once.
    cloud::Segmenter& segmenter()
    {
        if (!m_segmenter)
            m_segmenter.emplace(m_device);
        return *m_segmenter;
    }

    std::string m_device;
    std::mutex m_mutex; // the segmenter is for one thread at a time
    std::optional<cloud::Segmenter> m_segmenter;
};

} // namespace

std::unique_ptr<CloudService> makeEngineCloudService(const std::string& device)
{
    return std::make_unique<EngineCloudService>(device);
}

} // namespace maquette::widgets
