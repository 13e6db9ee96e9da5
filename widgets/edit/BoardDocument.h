// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>
#include <QObject>

#include "widgets/edit/BoardState.h"

#include <map>

namespace maquette::widgets {

/// What a board file or a restored result holds, ready for the screen.
struct BoardContents {
    std::array<PicturePtr, 3> pictures;
    std::array<std::vector<edit::Box>, 2> boxes;
    base::Json parameters = base::Json::object();
};

/// A board under work with its results: what is kept between two runs of the program. Ids are those of the document
/// that gave it.
struct BoardSession {
    std::map<ItemId, PicturePtr> pictures; ///< those of the places, and what results were made from
    std::map<ItemId, ResultPtr> results;
    std::array<ItemId, 3> places{};
    std::array<std::vector<edit::Box>, 2> boxes;
    base::Json parameters = base::Json::object();
    std::vector<ItemId> candidates;
    int chosen = 0;
    ItemId accepted = 0;
    QString file; ///< the board's file, empty without one
    bool modified = false;
};

/// The board that is open: three pictures, boxes, parameters, results, and the history of changes. For the interface
/// thread. Every change goes through here, is one undo step with a name, and is told by changed().
class BoardDocument : public QObject {
    Q_OBJECT
public:
    enum Part {
        Pictures = 1,
        Boxes = 2,
        Parameters = 4,
        Results = 8, ///< candidates, the chosen one, the accepted one
        History = 16, ///< undo and redo, modified
        File = 32,
        Everything = 63
    };
    Q_DECLARE_FLAGS(Parts, Part)

    /// `defaults`: the parameters of a new board.
    explicit BoardDocument(base::ParameterValues defaults, QObject* parent = nullptr);

    [[nodiscard]] PicturePtr picture(BoardSlot slot) const;
    [[nodiscard]] bool complete() const;
    [[nodiscard]] bool empty() const;
    [[nodiscard]] const std::vector<edit::Box>& boxes(BoardSlot slot) const;
    [[nodiscard]] const base::ParameterValues& parameters() const { return m_parameters; }
    [[nodiscard]] std::array<ItemId, 3> pictureIds() const { return m_state.pictures; }

    void setPicture(BoardSlot slot, const PicturePtr& picture);
    /// Several slots in one step; null pictures leave their slot as it is.
    void setPictures(const std::array<PicturePtr, 3>& pictures, const QString& stepName);
    void clearSlot(BoardSlot slot);
    /// The other way round: after becomes before, with its boxes.
    void swapExample();
    /// The result shown becomes the picture.
    void resultToPicture();
    /// `stepName` says what was done: "Draw a box". Moves within a second are one step.
    void setBoxes(BoardSlot slot, const std::vector<edit::Box>& boxes, const QString& stepName);
    /// `label` names the parameter that was changed.
    void setParameters(const base::ParameterValues& values, const QString& name, const QString& label);

    /// Candidates: what runs made and nobody has accepted. Adding one is not an undo step; discarding is, and so is
    /// the first result after beginRun() when it takes the place of those of an earlier run.
    void beginRun();
    void addCandidate(const ResultPtr& result);
    /// The result with the id `of` with its sliders moved takes the place of that one, or stands beside it when it was
    /// accepted. Steps with the same `gesture` are one. Its new id; 0 when `of` is not on the board any more.
    ItemId adjustResult(ItemId of, const ResultPtr& adjusted, const QString& stepName, const QString& gesture);
    void choose(int index);
    [[nodiscard]] std::vector<ResultPtr> candidates() const;
    [[nodiscard]] int chosen() const { return m_state.chosen; }
    [[nodiscard]] ResultPtr chosenResult() const;
    [[nodiscard]] ResultPtr accepted() const;
    /// The chosen candidate, or else the accepted result.
    [[nodiscard]] ResultPtr shownResult() const { return m_library.result(shownId()); }
    [[nodiscard]] ItemId shownId() const;
    /// A picture or result that the board or its history still holds; null when it was dropped.
    [[nodiscard]] PicturePtr pictureOf(ItemId id) const { return m_library.picture(id); }
    [[nodiscard]] ResultPtr resultOf(ItemId id) const { return m_library.result(id); }
    /// All pictures that the board and its history hold, those of results, too.
    [[nodiscard]] std::vector<PicturePtr> knownPictures() const { return m_library.pictures(); }
    /// Whether the result was made from the pictures that are on the board now.
    [[nodiscard]] bool current(const ResultEntry& result) const { return result.madeFrom == m_state.pictures; }
    void accept();
    void discard();

    void undo();
    void redo();
    [[nodiscard]] const BoardHistory& history() const { return m_history; }
    void setUndoBytes(qint64 bytes) { m_undoBytes = bytes; }

    /// Forgets everything, history too.
    void reset();
    /// The contents of a file: a new board with a fresh history. Says which parameters were not understood.
    base::Result<void> load(const BoardContents& contents, const QString& file);
    /// The same as one undo step on this board, keeping its file. `result`, if given, becomes the candidate.
    base::Result<void> restore(const BoardContents& contents, const ResultPtr& result);
    [[nodiscard]] BoardContents contents() const;
    [[nodiscard]] BoardSession session() const;
    /// Goes on with a session: its board and results, with a fresh history. Says which parameters were not understood.
    base::Result<void> resume(const BoardSession& session);
    [[nodiscard]] QString file() const { return m_file; }
    void saved(const QString& file);
    [[nodiscard]] bool modified() const { return !m_history.clean(); }

Q_SIGNALS:
    void changed(maquette::widgets::BoardDocument::Parts parts);

private:
    /// Takes `next` as the state, as one step. Without a time it is now.
    void commit(BoardState next, const QString& name, const QString& mergeKey = {}, qint64 time = 0);
    void took(const BoardState& previous);
    base::Result<void> readParameters(const base::Json& json);
    [[nodiscard]] BoardState stateOf(const BoardContents& contents);

    base::ParameterValues m_defaults;
    base::ParameterValues m_parameters; ///< m_state.parameters, checked
    Library m_library;
    BoardState m_state;
    BoardHistory m_history;
    qint64 m_undoBytes = qint64(1) << 30;
    QString m_runKey; ///< names the run whose results come in
    int m_runs = 0;
    bool m_awaitsFirst = false; ///< the next candidate is the first of a run
    QString m_file;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(BoardDocument::Parts)

} // namespace maquette::widgets
