// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/Confusion.h"

#include "base/Threads.h"

#include <cassert>
#include <mutex>

namespace maquette::cloud {

namespace {

/// What the official code adds to numerator and denominator.
constexpr double epsilon = 1e-10;

double percent(std::int64_t part, std::int64_t whole)
{
    return (static_cast<double>(part) + epsilon) / (static_cast<double>(whole) + epsilon) * 100;
}

} // namespace

Confusion::Confusion(int classes)
    : m_classes(classes)
    , m_cells(static_cast<std::size_t>(classes) * static_cast<std::size_t>(classes))
{
    assert(classes >= 0 && classes <= 256);
}

std::int64_t Confusion::cell(int truth, int prediction) const
{
    return m_cells[static_cast<std::size_t>(truth) * static_cast<std::size_t>(m_classes)
                   + static_cast<std::size_t>(prediction)];
}

void Confusion::add(int truth, int prediction, std::int64_t points)
{
    if (truth < 0 || truth >= m_classes || prediction < 0 || prediction >= m_classes)
        m_ignored += points;
    else
        m_cells[static_cast<std::size_t>(truth) * static_cast<std::size_t>(m_classes)
                + static_cast<std::size_t>(prediction)]
            += points;
}

void Confusion::add(std::span<const std::int32_t> truth, std::span<const std::int32_t> prediction,
                    std::span<const std::uint8_t> keep)
{
    assert(truth.size() == prediction.size() && (keep.empty() || keep.size() == truth.size()));
    std::mutex mutex;
    base::parallelFor(static_cast<std::int64_t>(truth.size()), 1 << 18, [&](std::int64_t begin, std::int64_t end) {
        Confusion own(m_classes);
        for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i)
            if (keep.empty() || keep[i])
                own.add(truth[i], prediction[i]);
        const std::lock_guard lock(mutex);
        add(own);
    });
}

void Confusion::add(const Confusion& other)
{
    assert(other.m_classes == m_classes);
    for (std::size_t i = 0; i < m_cells.size(); ++i)
        m_cells[i] += other.m_cells[i];
    m_ignored += other.m_ignored;
}

std::int64_t Confusion::points() const
{
    std::int64_t sum = 0;
    for (const std::int64_t points : m_cells)
        sum += points;
    return sum;
}

Scores scoresOf(const Confusion& confusion, std::string protocol, AbsentClass absent)
{
    Scores scores;
    scores.protocol = std::move(protocol);
    scores.absent = absent;
    const int classes = confusion.classes();
    std::int64_t right = 0;
    int counted = 0;
    for (int c = 0; c < classes; ++c) {
        ClassScore score;
        for (int other = 0; other < classes; ++other) {
            score.truth += confusion.cell(c, other);
            score.prediction += confusion.cell(other, c);
        }
        const std::int64_t hit = confusion.cell(c, c);
        right += hit;
        score.present = score.truth > 0 || score.prediction > 0;
        score.iou = percent(hit, score.truth + score.prediction - hit);
        score.accuracy = percent(hit, score.truth);
        if (score.present || absent == AbsentClass::Counts100) {
            scores.meanIou += score.iou;
            scores.meanAccuracy += score.accuracy;
            ++counted;
        }
        scores.classes.push_back(score);
    }
    if (counted > 0) {
        scores.meanIou /= counted;
        scores.meanAccuracy /= counted;
    }
    const std::int64_t points = confusion.points();
    scores.overallAccuracy = points > 0 ? static_cast<double>(right) / static_cast<double>(points) * 100 : 0;
    return scores;
}

base::Json Scores::toJson(const ClassTable& table) const
{
    base::Json list = base::Json::array();
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const ClassScore& score = classes[i];
        list.push_back({{"id", i < table.entries.size() ? table.entries[i].id : static_cast<std::int32_t>(i)},
                        {"name", i < table.entries.size() ? table.entries[i].name : std::string()},
                        {"iou", score.iou},
                        {"accuracy", score.accuracy},
                        {"truth", score.truth},
                        {"prediction", score.prediction},
                        {"present", score.present}});
    }
    return {{"protocol", protocol},
            {"overall-accuracy", overallAccuracy},
            {"mean-iou", meanIou},
            {"mean-accuracy", meanAccuracy},
            {"absent-classes", absent == AbsentClass::Counts100 ? "count as 100 %" : "left out"},
            {"classes", std::move(list)}};
}

} // namespace maquette::cloud
