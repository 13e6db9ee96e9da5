// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Parameter.h"
#include "cloud/Segmenter.h"
#include "cloud/io/CloudFile.h"

#include <memory>
#include <string>
#include <vector>

namespace maquette::widgets {

/// What the cloud workspace wants from files, generators and networks. All but parameters() are for working threads and
/// may be called from several at once.
class CloudService {
public:
    virtual ~CloudService() = default;

    [[nodiscard]] virtual base::Result<cloud::Cloud> read(const std::filesystem::path& file,
                                                          const cloud::ReadOptions& options, const base::Job& job)
        = 0;
    [[nodiscard]] virtual base::Result<cloud::ColumnPreview> preview(const std::filesystem::path& file) = 0;
    [[nodiscard]] virtual base::Result<std::vector<std::string>> write(const std::filesystem::path& file,
                                                                       const cloud::Cloud& cloud, const base::Job& job)
        = 0;
    [[nodiscard]] virtual base::Result<std::vector<cloud::RoomEntry>> rooms(const std::filesystem::path& folder,
                                                                            const base::Job& job)
        = 0;
    /// A furnished room with labels.
    [[nodiscard]] virtual base::Result<cloud::Cloud> demoRoom(const base::Job& job) = 0;

    [[nodiscard]] virtual base::ParameterTable parameters() const = 0;
    /// Where the model that comes with the program is, whether or not it is there.
    [[nodiscard]] virtual std::filesystem::path defaultModel() const = 0;
    [[nodiscard]] virtual base::Result<cloud::ModelInfo> inspect(const base::ParameterValues& parameters) = 0;
    [[nodiscard]] virtual base::Result<cloud::SegmentPlan> plan(const cloud::Cloud& cloud,
                                                                const base::ParameterValues& parameters)
        = 0;
    [[nodiscard]] virtual base::Result<cloud::SegmentResult>
    segment(const cloud::Cloud& cloud, const base::ParameterValues& parameters, const base::Job& job) = 0;
};

/// The service over the engine. `device`: auto, cpu or cuda:N.
[[nodiscard]] std::unique_ptr<CloudService> makeEngineCloudService(const std::string& device = "auto");

} // namespace maquette::widgets
