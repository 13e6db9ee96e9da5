// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/BoardGenerator.h"

#include "base/Threads.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace maquette::edit::data {

namespace {

constexpr std::uint64_t boardStream = 0x424f4152ULL;
constexpr std::uint64_t operationStream = 0x4f504552ULL;

/// Two different numbers below count.
std::array<int, 2> twoOf(base::Random& random, int count)
{
    assert(count >= 2);
    const int first = random.below(count);
    return {first, (first + 1 + random.below(count - 1)) % count};
}

/// Another exposure and white balance, as another camera would have.
void applyGains(imaging::Image& image, base::Random& random)
{
    const double all = 1 + 0.15 * random.normal();
    for (int c = 0; c < 3; ++c) {
        const auto gain = static_cast<float>(all * (1 + 0.12 * random.normal()));
        float* plane = image.plane(c);
        for (std::size_t i = 0; i < image.area(); ++i)
            plane[i] = std::clamp(plane[i] * gain, 0.0F, 1.0F);
    }
}

const OperationGroup& groupOf(const Operation& operation)
{
    const auto& groups = operationGroups();
    return *std::find_if(groups.begin(), groups.end(),
                         [&](const OperationGroup& group) { return std::string_view(group.name) == operation.group; });
}

/// Runs the operations of the sample on both pictures, which are used up.
void runPairs(BoardSample& sample, std::array<imaging::Image, 2>& pictures, const std::array<SceneMaps, 2>* maps,
              base::Random& random)
{
    const Operation& first = operations()[sample.operation];
    for (int i = 0; i < 2; ++i) {
        imaging::Image changed
            = first.run({pictures[i], maps != nullptr ? &(*maps)[i] : nullptr, random}, sample.values);
        clampImage(changed);
        if (sample.second >= 0) {
            changed = operations()[sample.second].run({changed, nullptr, random}, sample.secondValues);
            clampImage(changed);
        }
        imaging::Image& source = i == 0 ? sample.before : sample.image;
        imaging::Image& result = i == 0 ? sample.after : sample.target;
        source = std::move(first.restores ? changed : pictures[i]);
        result = std::move(first.restores ? pictures[i] : changed);
    }
}

} // namespace

struct BoardGenerator::Scenes {
    std::array<imaging::Image, 2> image;
    std::array<SceneMaps, 2> maps;
};

BoardGenerator::BoardGenerator(std::shared_ptr<const SceneBank> bank, const BoardOptions& options)
    : m_bank(std::move(bank))
    , m_options(options)
{
    for (int k = 0; k < groundClass; ++k)
        if (m_bank->scenesWith(k).size() >= 2)
            (k < colorClasses ? m_colorClasses : m_shapeClasses).push_back(k);
    double sum = 0;
    const auto& all = operations();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const OperationGroup& group = groupOf(all[i]);
        double total = 0;
        for (const Operation& operation : group.operations)
            total += operation.weight;
        if (possible(all[i]) && (m_options.extras || !all[i].trainingOnly))
            sum += group.weight * all[i].weight / total;
        m_cumulative.push_back(sum);
        if (all[i].chained)
            m_chained.push_back(static_cast<int>(i));
    }
}

bool BoardGenerator::possible(const Operation& operation) const
{
    switch (operation.classes) {
    case ClassUse::None:
        return true;
    case ClassUse::ColorClass:
        return !m_colorClasses.empty();
    case ClassUse::ShapeClass:
        return !m_shapeClasses.empty();
    case ClassUse::Any:
        return !m_colorClasses.empty() && !m_shapeClasses.empty();
    case ClassUse::Ground:
        return m_bank->count(SceneFamily::Shapes) >= 2;
    }
    return false;
}

void BoardGenerator::drawIndices(base::Random& random, BoardSample& sample) const
{
    const ClassUse use = operations()[sample.operation].classes;
    if (use == ClassUse::None) {
        std::array<double, sceneFamilies> share = m_options.families;
        double total = 0;
        for (int family = 0; family < sceneFamilies; ++family) {
            if (m_bank->count(static_cast<SceneFamily>(family)) < 2)
                share[family] = 0;
            total += share[family];
        }
        assert(total > 0);
        double rest = random.uniform() * total;
        int family = 0;
        while (family + 1 < sceneFamilies && (rest >= share[family] || share[family] == 0))
            rest -= share[family++];
        while (share[family] == 0)
            --family;
        sample.family = static_cast<SceneFamily>(family);
        sample.scenes = twoOf(random, m_bank->count(sample.family));
        return;
    }
    sample.family = SceneFamily::Shapes;
    if (use == ClassUse::Ground) {
        sample.scenes = twoOf(random, m_bank->count(sample.family));
        return;
    }
    const bool color
        = use == ClassUse::ColorClass || (use == ClassUse::Any && random.below(groundClass) < colorClasses);
    const auto& classes = color ? m_colorClasses : m_shapeClasses;
    sample.values.classIndex = classes[random.below(static_cast<int>(classes.size()))];
    const auto& scenes = m_bank->scenesWith(sample.values.classIndex);
    const auto [first, second] = twoOf(random, static_cast<int>(scenes.size()));
    sample.scenes = {scenes[first], scenes[second]};
}

BoardGenerator::Scenes BoardGenerator::drawScenes(base::Random& random, BoardSample& sample) const
{
    drawIndices(random, sample);
    const bool needsMaps = operations()[sample.operation].needsMaps();
    const int turn = m_options.turns ? random.below(8) : 0;
    Scenes scenes;
    for (int i = 0; i < 2; ++i) {
        if (needsMaps) {
            ShapeScene scene = m_bank->shapeScene(sample.scenes[i]);
            clampImage(scene.image);
            scenes.image[i] = turn == 0 ? std::move(scene.image) : turned(scene.image, turn);
            scenes.maps[i] = turn == 0 ? std::move(scene.maps) : turned(scene.maps, turn);
            continue; // no gains: an operation on a class of color works with the palette as it is
        }
        scenes.image[i] = m_bank->image(sample.family, sample.scenes[i]);
        if (turn != 0)
            scenes.image[i] = turned(scenes.image[i], turn);
        if (m_options.gains)
            applyGains(scenes.image[i], random);
    }
    return scenes;
}

BoardSample BoardGenerator::make(base::Random& random, int operation, double chainShare) const
{
    const Operation& first = operations()[operation];
    BoardSample sample;
    sample.operation = operation;
    Draw draw(random, m_options.heldOut, m_options.lengthScale);
    first.draw(draw, sample.values);
    if (groupOf(first).chains && random.uniform() < chainShare) {
        sample.second = m_chained[random.below(static_cast<int>(m_chained.size()))];
        operations()[sample.second].draw(draw, sample.secondValues);
    }
    Scenes scenes = drawScenes(random, sample);
    runPairs(sample, scenes.image, &scenes.maps, random);
    return sample;
}

BoardSample boardOfPictures(const imaging::Image& first, const imaging::Image& second, int operation,
                            std::uint64_t seed, bool heldOut)
{
    const Operation& chosen = operations()[operation];
    assert(!chosen.needsMaps());
    base::Random random(seed ^ operationStream, static_cast<std::uint64_t>(operation));
    BoardSample sample;
    sample.operation = operation;
    sample.family = SceneFamily::Photographs;
    sample.scenes = {0, 1};
    Draw draw(random, heldOut, std::sqrt(static_cast<double>(first.area())) / 64);
    chosen.draw(draw, sample.values);
    std::array<imaging::Image, 2> pictures{first, second};
    runPairs(sample, pictures, nullptr, random);
    return sample;
}

BoardSample BoardGenerator::board(std::uint64_t k) const
{
    base::Random random(m_options.seed ^ boardStream, k);
    const double place = random.uniform() * m_cumulative.back();
    const auto found = std::upper_bound(m_cumulative.begin(), m_cumulative.end(), place);
    return make(random, static_cast<int>(found - m_cumulative.begin()), m_options.chainShare);
}

BoardSample BoardGenerator::boardOf(int operation, std::uint64_t k) const
{
    assert(possible(operations()[operation]));
    base::Random random(m_options.seed ^ operationStream, (static_cast<std::uint64_t>(operation) << 40) + k);
    return make(random, operation, 0);
}

void BoardGenerator::boards(std::uint64_t first, std::span<BoardSample> out) const
{
    base::parallelFor(static_cast<std::int64_t>(out.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i)
            out[i] = board(first + static_cast<std::uint64_t>(i));
    });
}

} // namespace maquette::edit::data
