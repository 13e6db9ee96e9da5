// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/SceneBank.h"

#include "base/Random.h"
#include "base/Threads.h"
#include "imaging/Resize.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <optional>

namespace maquette::edit::data {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::uint64_t cropStream = 0x43524f5053ULL;

/// A square part of a photograph, shrunk (or enlarged) to the cell.
imaging::Image cropped(const imaging::Image& photograph, base::Random& random, const SceneBankOptions& options)
{
    const int shorter = std::min(photograph.width, photograph.height);
    const double smallest = std::min<double>(shorter, options.smallestCrop * options.cell);
    const int side
        = std::clamp(static_cast<int>(smallest * std::pow(shorter / smallest, random.uniform())), 1, shorter);
    const int top = random.below(photograph.height - side + 1);
    const int left = random.below(photograph.width - side + 1);
    imaging::Image part(side, side);
    for (int c = 0; c < 3; ++c) {
        for (int y = 0; y < side; ++y) {
            const float* row = photograph.row(c, top + y) + left;
            std::copy(row, row + side, part.row(c, y));
        }
    }
    const auto filter = side >= 2 * options.cell ? imaging::Filter::Box : imaging::Filter::Bilinear;
    return imaging::resize(part, options.cell, options.cell, filter);
}

/// Index drawn in proportion to the weights.
std::size_t drawn(const std::vector<Photograph>& photographs, double total, double uniform)
{
    double rest = uniform * total;
    for (std::size_t i = 0; i + 1 < photographs.size(); ++i) {
        rest -= photographs[i].weight;
        if (rest < 0)
            return i;
    }
    return photographs.size() - 1;
}

} // namespace

Result<void> SceneBankOptions::check() const
{
    const bool good = cell >= 16 && cell <= 1024 && shapes >= 0 && fields >= 0 && photographs >= 0
        && smallestCrop >= 0.25 && smallestCrop <= 16 && shapes != 1 && fields != 1 && photographs != 1
        && shapes + fields + photographs > 0;
    if (good)
        return {};
    return Error{ErrorCode::Usage,
                 {QT_TRANSLATE_NOOP("Engine",
                                    "A scene bank needs cells of 16 to 1024 pixels and two scenes or more of each kind "
                                    "that it holds."),
                  {}},
                 {}};
}

SceneBank::SceneBank(const SceneBankOptions& options)
    : m_options(options)
{
    const std::array<int, sceneFamilies> counts{options.shapes, options.fields, options.photographs};
    for (int family = 0; family < sceneFamilies; ++family)
        m_scenes[family].resize(sceneBytes() * counts[family]);
}

std::size_t SceneBank::sceneBytes() const { return static_cast<std::size_t>(3) * m_options.cell * m_options.cell; }

std::size_t SceneBank::bytes() const { return m_scenes[0].size() + m_scenes[1].size() + m_scenes[2].size(); }

int SceneBank::count(SceneFamily family) const
{
    return static_cast<int>(m_scenes[static_cast<int>(family)].size() / sceneBytes());
}

void SceneBank::store(SceneFamily family, int index, const imaging::Image& image)
{
    std::uint8_t* target = m_scenes[static_cast<int>(family)].data() + index * sceneBytes();
    for (std::size_t i = 0; i < sceneBytes(); ++i)
        target[i] = static_cast<std::uint8_t>(std::clamp(image.data[i], 0.0F, 1.0F) * 255 + 0.5F);
}

imaging::Image SceneBank::image(SceneFamily family, int index) const
{
    assert(index >= 0 && index < count(family));
    imaging::Image image(m_options.cell, m_options.cell);
    const std::uint8_t* source = m_scenes[static_cast<int>(family)].data() + index * sceneBytes();
    for (std::size_t i = 0; i < sceneBytes(); ++i)
        image.data[i] = static_cast<float>(source[i]) * (1.0F / 255);
    return image;
}

ShapeScene SceneBank::shapeScene(int index) const { return data::shapeScene(m_options.cell, m_options.seed, index); }

Result<void> SceneBank::cutPhotographs(const std::vector<Photograph>& photographs, const base::Job& job)
{
    double total = 0;
    for (const Photograph& photograph : photographs)
        total += photograph.weight;
    // Which scenes come from which photograph is drawn first, so that each file is read once and let go again.
    std::vector<std::vector<int>> scenes(photographs.size());
    for (int i = 0; i < m_options.photographs; ++i) {
        base::Random random(m_options.seed ^ cropStream, i);
        scenes[drawn(photographs, total, random.uniform())].push_back(i);
    }
    std::mutex mutex;
    std::optional<std::pair<std::size_t, Error>> failure;
    std::int64_t done = 0;
    base::parallelFor(static_cast<std::int64_t>(photographs.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t p = begin; p < end && !job.stopped(); ++p) {
            if (scenes[p].empty())
                continue;
            const auto photograph = readPhotograph(photographs[p].file);
            if (!photograph.ok()) {
                const std::lock_guard lock(mutex);
                if (!failure || static_cast<std::size_t>(p) < failure->first)
                    failure.emplace(p, photograph.error());
                continue;
            }
            for (const int i : scenes[p]) {
                if (job.stopped())
                    return;
                base::Random random(m_options.seed ^ cropStream, i);
                (void)random.uniform(); // the one that chose the photograph
                store(SceneFamily::Photographs, i, cropped(photograph.value(), random, m_options));
            }
            const std::lock_guard lock(mutex);
            done += static_cast<std::int64_t>(scenes[p].size());
            job.report(static_cast<double>(done) / m_options.photographs,
                       {QT_TRANSLATE_NOOP("Engine", "Cutting photographs")});
        }
    });
    if (job.stopped())
        return base::stoppedError();
    if (failure)
        return failure->second;
    return {};
}

Result<std::shared_ptr<const SceneBank>>
SceneBank::create(const SceneBankOptions& options, const std::vector<Photograph>& photographs, const base::Job& job)
{
    SceneBankOptions used = options;
    if (photographs.empty())
        used.photographs = 0;
    if (const auto good = used.check(); !good.ok())
        return good.error();
    const std::shared_ptr<SceneBank> bank(new SceneBank(used));

    const base::Job drawing = job.part(0, used.photographs > 0 ? 0.5 : 1);
    std::vector<std::uint32_t> classes(used.shapes);
    const std::int64_t made = static_cast<std::int64_t>(used.shapes) + used.fields;
    std::mutex mutex;
    std::int64_t done = 0;
    base::parallelFor(made, 16, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            if (job.stopped())
                return;
            if (i < used.shapes) {
                const ShapeScene scene = data::shapeScene(used.cell, used.seed, i);
                bank->store(SceneFamily::Shapes, static_cast<int>(i), scene.image);
                classes[i] = scene.classes;
            } else {
                const std::int64_t k = i - used.shapes;
                bank->store(SceneFamily::Fields, static_cast<int>(k),
                            k % 2 == 0 ? plasmaScene(used.cell, used.seed, k) : voronoiScene(used.cell, used.seed, k));
            }
            if (i % 64 == 0) {
                const std::lock_guard lock(mutex);
                done += 64;
                drawing.report(static_cast<double>(done) / static_cast<double>(made),
                               {QT_TRANSLATE_NOOP("Engine", "Drawing scenes")});
            }
        }
    });
    if (job.stopped())
        return base::stoppedError();
    for (int i = 0; i < used.shapes; ++i)
        for (int k = 0; k < groundClass; ++k)
            if ((classes[i] >> k & 1U) != 0)
                bank->m_byClass[k].push_back(i);
    if (used.photographs > 0)
        if (const auto cut = bank->cutPhotographs(photographs, job.part(0.5, 1)); !cut.ok())
            return cut.error();
    return std::shared_ptr<const SceneBank>(bank);
}

} // namespace maquette::edit::data
