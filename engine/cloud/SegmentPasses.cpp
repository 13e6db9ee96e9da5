// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/SegmentPasses.h"

#include "base/Threads.h"

#include <algorithm>
#include <optional>

namespace maquette::cloud {

using base::Job;
using base::Result;

namespace {

std::ptrdiff_t offset(std::size_t index) { return static_cast<std::ptrdiff_t>(index); }

} // namespace

double tileMargin(const models::pointnext::PointNextConfig& config)
{
    double sum = 0;
    for (const auto& [first, second] : config.radii())
        sum += first;
    return sum;
}

Passes::Passes(const SegmentSetup& setup, const Cloud& cloud, const std::vector<float>& positions,
               const SubClouds& subClouds, std::int64_t most)
    : m_setup(setup)
    , m_cloud(cloud)
    , m_positions(positions)
    , m_subClouds(subClouds)
    , m_most(most)
    , m_classes(static_cast<std::size_t>(setup.model->config().classes))
{
}

Result<void> Passes::run(std::int64_t together, const Job& job)
{
    logits.assign(m_cloud.size() * m_classes, 0.0F);
    counts.assign(m_cloud.size(), 0);
    const std::int64_t passes = m_subClouds.passes();
    for (std::int64_t first = 0; first < passes; first += together) {
        const std::int64_t now = std::min(together, passes - first);
        std::vector<std::vector<std::int64_t>> indices(static_cast<std::size_t>(now));
        std::vector<std::optional<Result<std::vector<float>>>> results(indices.size());
        base::parallelFor(now, 1, [&](std::int64_t begin, std::int64_t end) {
            for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
                indices[i] = m_subClouds.pass(first + static_cast<std::int64_t>(i));
                results[i] = one(indices[i], now > 1, job);
            }
        });
        for (std::size_t i = 0; i < indices.size(); ++i) {
            if (!results[i]->ok())
                return results[i]->error();
            add(indices[i], results[i]->value());
        }
        seen = std::move(indices.back());
        job.report(static_cast<double>(first + now) / static_cast<double>(passes),
                   {QT_TRANSLATE_NOOP("Engine", "Segmenting, pass %1 of %2"),
                    {std::to_string(first + now), std::to_string(passes)}});
    }
    return {};
}

void Passes::copyWithinVoxels()
{
    const auto voxelOf = m_subClouds.voxelOfPoint();
    std::vector<std::size_t> chosen(static_cast<std::size_t>(m_subClouds.voxels()));
    for (const std::int64_t point : seen)
        chosen[static_cast<std::size_t>(voxelOf[static_cast<std::size_t>(point)])] = static_cast<std::size_t>(point);
    for (std::size_t point = 0; point < counts.size(); ++point)
        if (counts[point] == 0)
            std::copy_n(logits.begin() + offset(chosen[static_cast<std::size_t>(voxelOf[point])] * m_classes),
                        m_classes, logits.begin() + offset(point * m_classes));
}

void Passes::divide()
{
    for (std::size_t point = 0; point < counts.size(); ++point)
        if (counts[point] > 1)
            for (std::size_t c = 0; c < m_classes; ++c)
                logits[point * m_classes + c] /= static_cast<float>(counts[point]);
}

Result<std::vector<float>> Passes::one(const std::vector<std::int64_t>& indices, bool alone, const Job& job) const
{
    SubCloud part = subCloud(m_cloud, indices, m_setup.contract.needsNormals());
    for (std::size_t i = 0; i < indices.size(); ++i)
        std::copy_n(m_positions.data() + 3 * indices[i], 3, part.positions.data() + 3 * i);
    const NetworkInput input = makeInput(std::move(part), m_setup.contract);
    if (static_cast<std::int64_t>(indices.size()) > m_most)
        return inTiles(input, alone, job);
    return m_setup.model->run(input, 0, alone, job);
}

Result<std::vector<float>> Passes::inTiles(const NetworkInput& input, bool alone, const Job& job) const
{
    const std::size_t channels = m_setup.contract.features.size();
    std::vector<float> result(input.positions.size() / 3 * m_classes);
    for (const Tile& tile : makeTiles(input.positions, m_most, tileMargin(m_setup.model->config()))) {
        NetworkInput cut;
        for (const std::int64_t point : tile.points) {
            const auto at = static_cast<std::size_t>(point);
            cut.positions.insert(cut.positions.end(), input.positions.begin() + offset(3 * at),
                                 input.positions.begin() + offset(3 * at + 3));
            cut.features.insert(cut.features.end(), input.features.begin() + offset(channels * at),
                                input.features.begin() + offset(channels * (at + 1)));
        }
        const auto answer = m_setup.model->run(cut, 0, alone, job);
        if (!answer.ok())
            return answer;
        for (std::size_t i = 0; i < tile.points.size(); ++i)
            if (tile.own[i])
                std::copy_n(answer.value().begin() + offset(i * m_classes), m_classes,
                            result.begin() + offset(static_cast<std::size_t>(tile.points[i]) * m_classes));
    }
    return result;
}

void Passes::add(const std::vector<std::int64_t>& indices, const std::vector<float>& values)
{
    for (std::size_t i = 0; i < indices.size(); ++i) {
        const auto point = static_cast<std::size_t>(indices[i]);
        for (std::size_t c = 0; c < m_classes; ++c)
            logits[point * m_classes + c] += values[i * m_classes + c];
        ++counts[point];
    }
}

} // namespace maquette::cloud
