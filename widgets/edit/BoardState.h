// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "edit/Board.h"
#include "edit/Editor.h"
#include "widgets/common/Pictures.h"

#include <array>
#include <map>
#include <memory>
#include <vector>

namespace maquette::widgets {

/// The three places of a board.
enum class BoardSlot { Before = 0, After = 1, Picture = 2 };
inline constexpr std::array allSlots{BoardSlot::Before, BoardSlot::After, BoardSlot::Picture};

/// Names a picture or a result in a Library; 0 is none.
using ItemId = quint64;

/// A result with what it was made from, immutable.
struct ResultEntry {
    edit::EditResult result; ///< its pixels are in `picture`
    PicturePtr picture;
    PicturePtr source; ///< the picture that was changed
    std::array<ItemId, 3> madeFrom{};
    base::Json json; ///< for the file that the result is saved to
    /// The explanation as it was found; sliders start from it, while result.explanation has them applied.
    edit::Explanation fitted;
    std::vector<base::Json> adjusted; ///< slider values by step; empty: as found
    std::vector<bool> enabled; ///< steps in use; empty: all
};

using ResultPtr = std::shared_ptr<const ResultEntry>;

/// Whether the network painted anything, so that the seed counts. Where the explanation leaves nothing it does not.
[[nodiscard]] inline bool painted(const edit::EditResult& result)
{
    return (result.mode == edit::Mode::Global || result.mode == edit::Mode::Tiled) && result.stepsDone > 0;
}

/// All of a board that undo brings back. Small: pictures and results are named, not held.
struct BoardState {
    std::array<ItemId, 3> pictures{};
    std::array<std::vector<edit::Box>, 2> boxes; ///< on before and after
    base::Json parameters = base::Json::object();
    ItemId accepted = 0;
    std::vector<ItemId> candidates; ///< results not yet accepted, one a seed
    int chosen = 0; ///< the one shown

    bool operator==(const BoardState&) const = default;
};

/// Pictures and results by id, shared by the states that name them.
class Library {
public:
    ItemId add(PicturePtr picture);
    ItemId add(ResultPtr result);
    /// Null for 0 and for what was dropped.
    [[nodiscard]] PicturePtr picture(ItemId id) const;
    [[nodiscard]] ResultPtr result(ItemId id) const;
    /// Pictures, and those of results.
    [[nodiscard]] std::vector<PicturePtr> pictures() const;
    /// Bytes that dropping everything outside `kept` would free.
    [[nodiscard]] qint64 bytesOutside(const std::vector<ItemId>& kept) const;
    void keepOnly(const std::vector<ItemId>& kept);

private:
    ItemId m_next = 1;
    std::map<ItemId, PicturePtr> m_pictures;
    std::map<ItemId, ResultPtr> m_results;
};

/// The ids that a state names.
[[nodiscard]] std::vector<ItemId> namedIn(const BoardState& state);

/// Undo steps: each remembers what it changed, by value before and after. What a step did not change (a result that
/// came meanwhile) stays when it is undone.
class BoardHistory {
public:
    struct Step {
        QString name;
        BoardState before;
        BoardState after;
        QString mergeKey;
        qint64 time = 0; ///< ms
    };

    /// Drops redo steps. With a key equal to the newest step's, given within a second, the two become one.
    void push(Step step);
    /// The newest step with this key has led to `candidates`: more of what it began has come.
    void extend(const QString& mergeKey, const std::vector<ItemId>& candidates);
    [[nodiscard]] bool canUndo() const { return m_index > 0; }
    [[nodiscard]] bool canRedo() const { return m_index < m_steps.size(); }
    [[nodiscard]] QString undoName() const { return canUndo() ? m_steps[m_index - 1].name : QString(); }
    [[nodiscard]] QString redoName() const { return canRedo() ? m_steps[m_index].name : QString(); }
    /// Puts back what the step changed. Call only when it can.
    void undo(BoardState& state);
    void redo(BoardState& state);
    void clear();

    /// Nothing in this history leads to what is saved.
    void markModified() { m_clean = -1; }
    void markClean() { m_clean = static_cast<qint64>(m_index); }
    [[nodiscard]] bool clean() const { return m_clean == static_cast<qint64>(m_index); }
    [[nodiscard]] std::size_t size() const { return m_steps.size(); }

    /// Drops the oldest steps until the pictures that `library` keeps for history alone hold at most `bytes`, but
    /// leaves five steps; then drops the pictures that nothing names.
    void limit(Library& library, const BoardState& current, qint64 bytes);

private:
    std::vector<Step> m_steps;
    std::size_t m_index = 0;
    qint64 m_clean = 0; ///< -1: the clean state cannot be reached any more
};

} // namespace maquette::widgets
