// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/BoardDocument.h"

#include <QDateTime>

#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

std::size_t indexOf(BoardSlot slot) { return static_cast<std::size_t>(slot); }

} // namespace

BoardDocument::BoardDocument(base::ParameterValues defaults, QObject* parent)
    : QObject(parent)
    , m_defaults(std::move(defaults))
    , m_parameters(m_defaults)
{
    m_state.parameters = m_defaults.toJson();
}

PicturePtr BoardDocument::picture(BoardSlot slot) const { return m_library.picture(m_state.pictures[indexOf(slot)]); }

bool BoardDocument::complete() const
{
    return std::all_of(m_state.pictures.begin(), m_state.pictures.end(), [](ItemId id) { return id != 0; });
}

bool BoardDocument::empty() const
{
    return std::all_of(m_state.pictures.begin(), m_state.pictures.end(), [](ItemId id) { return id == 0; });
}

const std::vector<edit::Box>& BoardDocument::boxes(BoardSlot slot) const
{
    Q_ASSERT(slot != BoardSlot::Picture);
    return m_state.boxes[indexOf(slot)];
}

void BoardDocument::setPicture(BoardSlot slot, const PicturePtr& picture)
{
    std::array<PicturePtr, 3> pictures;
    pictures[indexOf(slot)] = picture;
    const QString name = slot == BoardSlot::Before ? tr("Set the before picture")
        : slot == BoardSlot::After                 ? tr("Set the after picture")
                                                   : tr("Set the picture");
    setPictures(pictures, name);
}

void BoardDocument::setPictures(const std::array<PicturePtr, 3>& pictures, const QString& stepName)
{
    BoardState next = m_state;
    for (const BoardSlot slot : allSlots) {
        const std::size_t i = indexOf(slot);
        if (!pictures[i])
            continue;
        next.pictures[i] = m_library.add(pictures[i]);
        // Boxes belong to what they were drawn on.
        if (slot != BoardSlot::Picture)
            next.boxes[i].clear();
    }
    commit(std::move(next), stepName);
}

void BoardDocument::clearSlot(BoardSlot slot)
{
    BoardState next = m_state;
    next.pictures[indexOf(slot)] = 0;
    if (slot != BoardSlot::Picture)
        next.boxes[indexOf(slot)].clear();
    commit(std::move(next),
           slot == BoardSlot::Before      ? tr("Clear the before picture")
               : slot == BoardSlot::After ? tr("Clear the after picture")
                                          : tr("Clear the picture"));
}

void BoardDocument::swapExample()
{
    BoardState next = m_state;
    std::swap(next.pictures[0], next.pictures[1]);
    std::swap(next.boxes[0], next.boxes[1]);
    commit(std::move(next), tr("Swap before and after"));
}

void BoardDocument::resultToPicture()
{
    const ResultPtr result = shownResult();
    if (!result)
        return;
    BoardState next = m_state;
    next.pictures[indexOf(BoardSlot::Picture)] = m_library.add(result->picture);
    commit(std::move(next), tr("Use the result as picture"));
}

void BoardDocument::setBoxes(BoardSlot slot, const std::vector<edit::Box>& boxes, const QString& stepName)
{
    BoardState next = m_state;
    next.boxes[indexOf(slot)] = boxes;
    commit(std::move(next), stepName, u"boxes/%1/%2/%3"_s.arg(indexOf(slot)).arg(boxes.size()).arg(stepName));
}

void BoardDocument::setParameters(const base::ParameterValues& values, const QString& name, const QString& label)
{
    BoardState next = m_state;
    next.parameters = values.toJson();
    commit(std::move(next), tr("Change %1").arg(label), u"parameter/"_s + name);
}

void BoardDocument::beginRun()
{
    m_awaitsFirst = true;
    m_runKey = u"run/%1"_s.arg(++m_runs);
}

void BoardDocument::addCandidate(const ResultPtr& result)
{
    // The earlier results stay until there is something to show in their place.
    if (std::exchange(m_awaitsFirst, false) && !m_state.candidates.empty()) {
        BoardState next = m_state;
        next.candidates = {m_library.add(result)};
        next.chosen = 0;
        commit(std::move(next), tr("Run again"), m_runKey);
        return;
    }
    m_state.candidates.push_back(m_library.add(result));
    m_history.extend(m_runKey, m_state.candidates);
    m_history.limit(m_library, m_state, m_undoBytes);
    Q_EMIT changed(Results);
}

ItemId BoardDocument::adjustResult(ItemId of, const ResultPtr& adjusted, const QString& stepName,
                                   const QString& gesture)
{
    BoardState next = m_state;
    const auto place = std::find(next.candidates.begin(), next.candidates.end(), of);
    if (of == 0 || (place == next.candidates.end() && of != next.accepted))
        return 0;
    const ItemId id = m_library.add(adjusted);
    if (place != next.candidates.end()) {
        *place = id;
    } else {
        next.candidates.push_back(id);
        next.chosen = static_cast<int>(next.candidates.size()) - 1;
    }
    // However long the hand rests within one gesture, it is one step.
    constexpr qint64 anyTime = 1;
    commit(std::move(next), stepName, u"adjust/"_s + gesture, anyTime);
    return id;
}

void BoardDocument::choose(int index)
{
    if (index == m_state.chosen || index < 0 || index >= static_cast<int>(m_state.candidates.size()))
        return;
    m_state.chosen = index;
    Q_EMIT changed(Results);
}

std::vector<ResultPtr> BoardDocument::candidates() const
{
    std::vector<ResultPtr> results;
    for (const ItemId id : m_state.candidates)
        if (ResultPtr result = m_library.result(id))
            results.push_back(std::move(result));
    return results;
}

ResultPtr BoardDocument::chosenResult() const
{
    const auto index = static_cast<std::size_t>(m_state.chosen);
    return index < m_state.candidates.size() ? m_library.result(m_state.candidates[index]) : nullptr;
}

ResultPtr BoardDocument::accepted() const { return m_library.result(m_state.accepted); }

ItemId BoardDocument::shownId() const
{
    const auto index = static_cast<std::size_t>(m_state.chosen);
    return index < m_state.candidates.size() ? m_state.candidates[index] : m_state.accepted;
}

void BoardDocument::accept()
{
    if (!chosenResult())
        return;
    BoardState next = m_state;
    next.accepted = m_state.candidates[static_cast<std::size_t>(m_state.chosen)];
    next.candidates.clear();
    next.chosen = 0;
    commit(std::move(next), tr("Accept the result"));
}

void BoardDocument::discard()
{
    if (m_state.candidates.empty())
        return;
    BoardState next = m_state;
    next.candidates.clear();
    next.chosen = 0;
    commit(std::move(next), tr("Discard the result"));
}

void BoardDocument::undo()
{
    if (!m_history.canUndo())
        return;
    const BoardState previous = m_state;
    m_history.undo(m_state);
    took(previous);
}

void BoardDocument::redo()
{
    if (!m_history.canRedo())
        return;
    const BoardState previous = m_state;
    m_history.redo(m_state);
    took(previous);
}

void BoardDocument::commit(BoardState next, const QString& name, const QString& mergeKey, qint64 time)
{
    if (next == m_state)
        return;
    m_history.push({name, m_state, next, mergeKey, time ? time : QDateTime::currentMSecsSinceEpoch()});
    const BoardState previous = std::exchange(m_state, std::move(next));
    m_history.limit(m_library, m_state, m_undoBytes);
    took(previous);
}

void BoardDocument::took(const BoardState& previous)
{
    Parts parts = History;
    if (previous.pictures != m_state.pictures)
        parts |= Pictures | Boxes | Results;
    if (previous.boxes != m_state.boxes)
        parts |= Boxes;
    if (previous.parameters != m_state.parameters) {
        parts |= Parameters;
        (void)readParameters(m_state.parameters); // states hold what was checked before
    }
    if (previous.candidates != m_state.candidates || previous.accepted != m_state.accepted)
        parts |= Results;
    Q_EMIT changed(parts);
}

base::Result<void> BoardDocument::readParameters(const base::Json& json)
{
    base::ParameterValues values = m_defaults;
    auto read = values.fromJson(json);
    m_parameters = read.ok() ? values : m_defaults;
    return read;
}

void BoardDocument::reset()
{
    m_state = {};
    m_parameters = m_defaults;
    m_state.parameters = m_defaults.toJson();
    m_history.clear();
    m_file.clear();
    m_library.keepOnly({});
    Q_EMIT changed(Everything);
}

BoardState BoardDocument::stateOf(const BoardContents& contents)
{
    BoardState state;
    for (std::size_t i = 0; i < contents.pictures.size(); ++i)
        if (contents.pictures[i])
            state.pictures[i] = m_library.add(contents.pictures[i]);
    state.boxes = contents.boxes;
    return state;
}

base::Result<void> BoardDocument::load(const BoardContents& contents, const QString& file)
{
    m_history.clear();
    m_state = stateOf(contents);
    auto read = readParameters(contents.parameters);
    m_state.parameters = m_parameters.toJson();
    m_library.keepOnly(namedIn(m_state));
    m_file = file;
    Q_EMIT changed(Everything);
    return read;
}

base::Result<void> BoardDocument::restore(const BoardContents& contents, const ResultPtr& result)
{
    BoardState next = stateOf(contents);
    const base::ParameterValues before = m_parameters;
    auto read = readParameters(contents.parameters);
    next.parameters = m_parameters.toJson();
    m_parameters = before; // commit() takes it from the state
    if (result) {
        auto entry = std::make_shared<ResultEntry>(*result);
        entry->madeFrom = next.pictures;
        next.candidates.push_back(m_library.add(ResultPtr(entry)));
    }
    commit(std::move(next), tr("Restore a board"));
    return read;
}

BoardContents BoardDocument::contents() const
{
    BoardContents contents;
    for (const BoardSlot slot : allSlots)
        contents.pictures[indexOf(slot)] = picture(slot);
    contents.boxes = m_state.boxes;
    contents.parameters = m_state.parameters;
    return contents;
}

BoardSession BoardDocument::session() const
{
    BoardSession session;
    session.places = m_state.pictures;
    session.boxes = m_state.boxes;
    session.parameters = m_state.parameters;
    session.candidates = m_state.candidates;
    session.chosen = m_state.chosen;
    session.accepted = m_state.accepted;
    session.file = m_file;
    session.modified = modified();
    for (const ItemId id : namedIn(m_state)) {
        if (PicturePtr picture = m_library.picture(id))
            session.pictures[id] = picture;
        const ResultPtr result = m_library.result(id);
        if (!result)
            continue;
        session.results[id] = result;
        if (result->source && result->madeFrom[2])
            session.pictures[result->madeFrom[2]] = result->source;
    }
    return session;
}

base::Result<void> BoardDocument::resume(const BoardSession& session)
{
    m_history.clear();
    m_library.keepOnly({});
    BoardState state;
    std::map<ItemId, ItemId> renamed{{0, 0}};
    for (const auto& [id, picture] : session.pictures)
        renamed[id] = m_library.add(picture);
    const auto place = [&](ItemId id) { return renamed.contains(id) ? renamed[id] : 0; };
    for (std::size_t i = 0; i < state.pictures.size(); ++i)
        state.pictures[i] = place(session.places[i]);
    for (const auto& [id, result] : session.results) {
        auto entry = std::make_shared<ResultEntry>(*result);
        for (ItemId& from : entry->madeFrom)
            from = place(from);
        renamed[id] = m_library.add(ResultPtr(entry));
    }
    for (const ItemId id : session.candidates)
        state.candidates.push_back(place(id));
    state.chosen = session.chosen;
    state.accepted = place(session.accepted);
    state.boxes = session.boxes;
    m_state = std::move(state);
    auto read = readParameters(session.parameters);
    m_state.parameters = m_parameters.toJson();
    m_file = session.file;
    if (session.modified)
        m_history.markModified();
    Q_EMIT changed(Everything);
    return read;
}

void BoardDocument::saved(const QString& file)
{
    m_file = file;
    m_history.markClean();
    Q_EMIT changed(History | File);
}

} // namespace maquette::widgets
