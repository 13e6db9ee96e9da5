// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/TrainBoards.h"

#include "base/Random.h"
#include "base/Threads.h"
#include "edit/Explanation.h"
#include "edit/Pipeline.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace maquette::edit {

using imaging::Image;

namespace {

constexpr std::uint64_t ahead = 512; ///< boards made before their turn at most; about 50 MB of 64-pixel cells

/// Where the picture changed: the bounding box of differences over 0.08, whole when that is most of the picture.
Box changedRegion(const Image& before, const Image& after)
{
    int left = before.width, right = -1, top = before.height, bottom = -1;
    for (int y = 0; y < before.height; ++y)
        for (int x = 0; x < before.width; ++x) {
            float difference = 0;
            for (int channel = 0; channel < 3; ++channel)
                difference = std::max(difference, std::abs(before.at(channel, x, y) - after.at(channel, x, y)));
            if (difference > 0.08F) {
                left = std::min(left, x);
                right = std::max(right, x);
                top = std::min(top, y);
                bottom = std::max(bottom, y);
            }
        }
    if (right < 0)
        return {};
    const double width = before.width;
    const double height = before.height;
    const Box box{left / width, top / height, (right + 1) / width, (bottom + 1) / height};
    const double share = (box.right - box.left) * (box.bottom - box.top);
    return share > 0.7 ? Box{} : box;
}

/// Nothing where the network has nothing to learn: the explanation is exact, or sizes do not match.
std::optional<TrainBoard> prepared(const data::BoardGenerator& generator, const TrainBoards::Options& options,
                                   std::uint64_t index)
{
    data::BoardSample sample = generator.board(index);
    base::Random random(options.seed ^ 0x5bd1e995U, index);
    const bool hide = random.uniform() < options.hide;
    const bool dropBoxes = random.uniform() < options.boxDrop;
    ExplainOptions explaining;
    explaining.quick = true;
    const auto found = explain(sample.before, sample.after, explaining);
    if (!found.ok())
        return {};
    const Explanation& explanation = found.value();
    TrainBoard board;
    board.index = index;
    board.rawBefore = explanation.align(sample.before);
    board.rawImage = explanation.align(sample.image);
    if (hide) {
        board.before = board.rawBefore;
        board.image = board.rawImage;
    } else {
        board.residual = explanation.expectedResidual(sample.before, sample.image);
        if (!explanation.steps.empty() && board.residual < exactResidual)
            return {};
        board.before = explanation.apply(sample.before);
        board.image = explanation.apply(sample.image);
    }
    if (!board.before.sameSize(sample.after) || !board.image.sameSize(sample.target))
        return {};
    if (!dropBoxes) {
        const Box box = changedRegion(board.rawBefore, sample.after);
        board.boxes[0] = box;
        board.boxes[2] = box;
    }
    board.after = std::move(sample.after);
    board.target = std::move(sample.target);
    return board;
}

} // namespace

TrainBoards::TrainBoards(const data::BoardGenerator& generator, const Options& options, std::uint64_t first)
    : m_generator(generator)
    , m_options(options)
    , m_position(first)
    , m_taken(first)
{
    for (int i = 0; i < std::max(1, options.threads); ++i)
        m_workers.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

TrainBoards::~TrainBoards()
{
    for (auto& worker : m_workers)
        worker.request_stop();
}

void TrainBoards::work(const std::stop_token& stop)
{
    const base::SerialScope serial;
    for (;;) {
        std::uint64_t index = 0;
        {
            std::unique_lock lock(m_mutex);
            if (!m_room.wait(lock, stop, [this] { return m_taken < m_position + ahead; }) || stop.stop_requested())
                return;
            index = m_taken++;
        }
        auto board = prepared(m_generator, m_options, index);
        {
            const std::lock_guard lock(m_mutex);
            m_made.emplace(index, std::move(board));
        }
        m_ready.notify_one();
    }
}

base::Result<std::vector<TrainBoard>> TrainBoards::next(int count, const base::Job& job)
{
    std::vector<TrainBoard> boards;
    std::unique_lock lock(m_mutex);
    const std::uint64_t start = m_position;
    while (static_cast<int>(boards.size()) < count) {
        const auto here = [this] { return m_made.count(m_position) > 0; };
        if (!m_ready.wait(lock, job.stopToken(), here)) {
            m_position = start; // a run that goes on from here needs this batch whole
            return base::stoppedError();
        }
        auto board = m_made.extract(m_position++);
        if (board.mapped())
            boards.push_back(std::move(*board.mapped()));
        m_room.notify_all();
    }
    return boards;
}

} // namespace maquette::edit
