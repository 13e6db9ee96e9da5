// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/EvaluationSets.h"

#include <algorithm>
#include <string_view>

namespace maquette::edit::data {

namespace {

// Keeps the scenes of the evaluation apart from those of any training seed.
constexpr std::uint64_t evaluationSalt = 0x9d2c5680e7c3b1a5ULL;
constexpr std::uint64_t wrongStream = 0x57524f4e47ULL;

std::vector<int> chosen(bool (*wanted)(const Operation&))
{
    std::vector<int> list;
    const auto& all = operations();
    for (std::size_t i = 0; i < all.size(); ++i)
        if (!all[i].trainingOnly && wanted(all[i]))
            list.push_back(static_cast<int>(i));
    return list;
}

} // namespace

EvaluationSet::EvaluationSet(std::string name, std::shared_ptr<const BoardGenerator> generator,
                             std::vector<int> operations, int perOperation, std::uint64_t seed)
    : m_name(std::move(name))
    , m_generator(std::move(generator))
    , m_operations(std::move(operations))
    , m_perOperation(perOperation)
    , m_seed(seed)
{
}

BoardSample EvaluationSet::board(int index) const
{
    assert(index >= 0 && index < count());
    return m_generator->boardOf(m_operations[index / m_perOperation], index % m_perOperation);
}

int EvaluationSet::wrongExampleFor(int index) const
{
    const auto& all = data::operations();
    const std::string_view group = all[m_operations[index / m_perOperation]].group;
    std::vector<int> others;
    for (std::size_t i = 0; i < m_operations.size(); ++i)
        if (group != all[m_operations[i]].group)
            others.push_back(static_cast<int>(i));
    if (others.empty())
        return -1;
    base::Random random(m_seed ^ wrongStream, index);
    return others[random.below(static_cast<int>(others.size()))] * m_perOperation + index % m_perOperation;
}

base::Result<std::vector<EvaluationSet>> evaluationSets(const EvaluationSetOptions& options, const base::Job& job)
{
    if (options.boards < 1)
        return base::Error{base::ErrorCode::Usage,
                           {QT_TRANSLATE_NOOP("Engine", "An evaluation needs at least one board of each operation.")},
                           {}};
    auto photographs = shippedPhotographs();
    if (!photographs.ok())
        return photographs.error();
    std::vector<Photograph> training;
    std::vector<Photograph> testing;
    for (Photograph& photograph : photographs.value())
        (photograph.test ? testing : training).push_back(std::move(photograph));

    const std::uint64_t seed = options.seed ^ evaluationSalt;
    auto scenes
        = SceneBank::create({.cell = options.cell, .shapes = 500, .fields = 500, .photographs = 500, .seed = seed},
                            training, job.part(0, 0.7));
    if (!scenes.ok())
        return scenes.error();
    auto crops = SceneBank::create({.cell = options.cell, .shapes = 0, .fields = 0, .photographs = 600, .seed = seed},
                                   testing, job.part(0.7, 1));
    if (!crops.ok())
        return crops.error();

    BoardOptions boards;
    boards.seed = seed;
    boards.extras = false;
    boards.lengthScale = options.cell / 64.0;
    const auto generator = [&](const std::shared_ptr<const SceneBank>& bank) {
        return std::make_shared<const BoardGenerator>(bank, boards);
    };
    std::vector<EvaluationSet> sets;
    sets.emplace_back("scenes", generator(scenes.value()), chosen([](const Operation&) { return true; }),
                      options.boards, seed);
    boards.heldOut = true;
    sets.emplace_back("held-out", generator(scenes.value()), chosen([](const Operation& o) { return o.heldOut; }),
                      options.boards, seed);
    boards.heldOut = false;
    boards.turns = false;
    boards.gains = false;
    sets.emplace_back("photographs", generator(crops.value()),
                      chosen([](const Operation& o) { return !o.needsMaps(); }), options.boards, seed);
    return sets;
}

} // namespace maquette::edit::data
