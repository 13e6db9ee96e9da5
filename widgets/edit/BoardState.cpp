// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/BoardState.h"

#include <algorithm>

namespace maquette::widgets {

namespace {

constexpr qint64 mergeWithinMs = 1000;
constexpr std::size_t keptSteps = 5;

bool contains(const std::vector<ItemId>& ids, ItemId id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

/// One result in the place of another leaves the others, and those that came meanwhile, where they are.
void applyCandidates(BoardState& state, const BoardState& from, const BoardState& to)
{
    if (from.candidates.size() == to.candidates.size()) {
        const auto [old, fresh] = std::mismatch(from.candidates.begin(), from.candidates.end(), to.candidates.begin());
        const auto place = std::find(state.candidates.begin(), state.candidates.end(), *old);
        if (std::equal(old + 1, from.candidates.end(), fresh + 1) && place != state.candidates.end()) {
            *place = *fresh;
            state.chosen = static_cast<int>(place - state.candidates.begin());
            return;
        }
    }
    state.candidates = to.candidates;
    state.chosen = to.chosen;
}

/// Gives `state` the value of `to` wherever `from` and `to` differ.
void applyDifference(BoardState& state, const BoardState& from, const BoardState& to)
{
    for (std::size_t i = 0; i < state.pictures.size(); ++i)
        if (from.pictures[i] != to.pictures[i])
            state.pictures[i] = to.pictures[i];
    for (std::size_t i = 0; i < state.boxes.size(); ++i)
        if (from.boxes[i] != to.boxes[i])
            state.boxes[i] = to.boxes[i];
    if (from.parameters != to.parameters)
        state.parameters = to.parameters;
    if (from.accepted != to.accepted)
        state.accepted = to.accepted;
    if (from.candidates != to.candidates)
        applyCandidates(state, from, to);
}

} // namespace

ItemId Library::add(PicturePtr picture)
{
    m_pictures[m_next] = std::move(picture);
    return m_next++;
}

ItemId Library::add(ResultPtr result)
{
    m_results[m_next] = std::move(result);
    return m_next++;
}

PicturePtr Library::picture(ItemId id) const
{
    const auto found = m_pictures.find(id);
    return found == m_pictures.end() ? nullptr : found->second;
}

ResultPtr Library::result(ItemId id) const
{
    const auto found = m_results.find(id);
    return found == m_results.end() ? nullptr : found->second;
}

std::vector<PicturePtr> Library::pictures() const
{
    std::vector<PicturePtr> list;
    for (const auto& item : m_pictures)
        list.push_back(item.second);
    for (const auto& item : m_results) {
        list.push_back(item.second->picture);
        if (item.second->source)
            list.push_back(item.second->source);
    }
    return list;
}

qint64 Library::bytesOutside(const std::vector<ItemId>& kept) const
{
    qint64 bytes = 0;
    for (const auto& [id, picture] : m_pictures)
        if (!contains(kept, id))
            bytes += picture->byteCount();
    for (const auto& [id, result] : m_results)
        if (!contains(kept, id))
            bytes += result->picture->byteCount();
    return bytes;
}

void Library::keepOnly(const std::vector<ItemId>& kept)
{
    std::erase_if(m_pictures, [&](const auto& item) { return !contains(kept, item.first); });
    std::erase_if(m_results, [&](const auto& item) { return !contains(kept, item.first); });
}

std::vector<ItemId> namedIn(const BoardState& state)
{
    std::vector<ItemId> ids(state.pictures.begin(), state.pictures.end());
    ids.insert(ids.end(), state.candidates.begin(), state.candidates.end());
    ids.push_back(state.accepted);
    return ids;
}

void BoardHistory::push(Step step)
{
    if (m_clean > static_cast<qint64>(m_index))
        m_clean = -1;
    m_steps.resize(m_index);
    if (!m_steps.empty() && !clean()) {
        Step& last = m_steps.back();
        if (!step.mergeKey.isEmpty() && last.mergeKey == step.mergeKey && step.time - last.time < mergeWithinMs) {
            last.after = std::move(step.after);
            last.time = step.time;
            return;
        }
    }
    m_steps.push_back(std::move(step));
    m_index = m_steps.size();
}

void BoardHistory::extend(const QString& mergeKey, const std::vector<ItemId>& candidates)
{
    if (mergeKey.isEmpty())
        return;
    const auto step = std::find_if(m_steps.rbegin(), m_steps.rend(),
                                   [&](const Step& candidate) { return candidate.mergeKey == mergeKey; });
    if (step != m_steps.rend())
        step->after.candidates = candidates;
}

void BoardHistory::undo(BoardState& state)
{
    --m_index;
    applyDifference(state, m_steps[m_index].after, m_steps[m_index].before);
}

void BoardHistory::redo(BoardState& state)
{
    applyDifference(state, m_steps[m_index].before, m_steps[m_index].after);
    ++m_index;
}

void BoardHistory::clear()
{
    m_steps.clear();
    m_index = 0;
    m_clean = 0;
}

void BoardHistory::limit(Library& library, const BoardState& current, qint64 bytes)
{
    const std::vector<ItemId> shown = namedIn(current);
    const auto named = [&] {
        std::vector<ItemId> ids = shown;
        for (const Step& step : m_steps) {
            for (const BoardState* state : {&step.before, &step.after}) {
                const std::vector<ItemId> more = namedIn(*state);
                ids.insert(ids.end(), more.begin(), more.end());
            }
        }
        return ids;
    };
    library.keepOnly(named());
    while (m_index > keptSteps && library.bytesOutside(shown) > bytes) {
        m_steps.erase(m_steps.begin());
        --m_index;
        m_clean = m_clean > 0 ? m_clean - 1 : -1;
        library.keepOnly(named());
    }
}

} // namespace maquette::widgets
