// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>

#include "base/Json.h"
#include "runs/analysis/AlarmSettings.h"
#include "widgets/runs/RunsPanel.h"

#include <optional>
#include <vector>

namespace maquette::widgets {

/// What stands in the text field of the filter, and what came of it.
struct RunsFilter {
    QString text;
    QString error; ///< empty when the text is an expression
    int errorPosition = -1; ///< in the text, of the error
};

/// Which tags the charts show and in which order.
struct ChartLayout {
    QStringList pins; ///< tags, in their order
    QStringList order; ///< tags that were moved out of the order of names, as they stand
    QStringList folded; ///< groups of tags whose charts are not shown
    QStringList opened; ///< groups that start folded and were opened
    int columns = 2; ///< of charts, 1 … 6
    int height = 220; ///< of a chart, pixels at 100 % text

    /// Groups of GroupRank::Tensor start folded.
    [[nodiscard]] bool isFolded(const QString& group) const;
    void fold(const QString& group, bool folded);

    bool operator==(const ChartLayout&) const = default;
};

/// What is open in the runs workspace: the roots, the newest snapshot, and what the user chose of it. For the interface
/// thread. Nothing here is written beside the runs; toJson() is what is kept of it per set of roots.
class RunsDocument : public QObject {
    Q_OBJECT
public:
    enum Part {
        Snapshot = 1, ///< runs, tags or points
        Shown = 2, ///< visibility, colors, filter, names
        Selection = 4,
        Options = 8,
        Layout = 16,
        Roots = 32,
        Alarms = 64,
        Everything = 127
    };
    Q_DECLARE_FLAGS(Parts, Part)

    explicit RunsDocument(QObject* parent = nullptr);

    [[nodiscard]] const QStringList& roots() const { return m_roots; }
    /// Keeps what was chosen for runs that stay.
    void setRoots(const QStringList& roots);
    void setSnapshot(RunsSnapshot snapshot);
    [[nodiscard]] const RunsSnapshot& snapshot() const { return m_snapshot; }
    [[nodiscard]] bool empty() const { return m_roots.isEmpty(); }

    [[nodiscard]] const RunsView& view() const { return m_view; }
    [[nodiscard]] const std::vector<ShownRun>& shown() const { return m_view.shown; }
    /// By id; nothing when it is not there.
    [[nodiscard]] RunPtr run(const QString& id) const;

    [[nodiscard]] bool visible(const QString& id) const { return !m_hidden.contains(id); }
    [[nodiscard]] bool passes(const QString& id) const { return m_passing.contains(id); }
    void setVisible(const QStringList& ids, bool visible);
    /// Only this one, or all again when it was the only one.
    void solo(const QString& id);
    [[nodiscard]] QColor color(const QString& id) const;
    [[nodiscard]] Qt::PenStyle style(const QString& id) const;
    /// An invalid color gives it the one from the palette back.
    void setColor(const QString& id, const QColor& color);
    /// The user's name, or the one from the files.
    [[nodiscard]] QString name(const runs::Run& run) const;
    [[nodiscard]] QString notes(const runs::Run& run) const;
    void setName(const QString& id, const QString& name);
    void setNotes(const QString& id, const QString& notes);

    [[nodiscard]] const RunsFilter& filter() const { return m_filter; }
    /// An expression of engine/runs/analysis; one with an error leaves the runs as they are.
    void setFilter(const QString& text);

    [[nodiscard]] const QStringList& selection() const { return m_view.selected; }
    void select(const QStringList& ids);

    [[nodiscard]] const ChartOptions& options() const { return m_options; }
    void setOptions(const ChartOptions& options);
    [[nodiscard]] const ChartLayout& layout() const { return m_layout; }
    void setLayout(const ChartLayout& layout);
    [[nodiscard]] const runs::AlarmSettings& alarms() const { return m_alarms; }
    void setAlarms(const runs::AlarmSettings& alarms);
    void setPinned(const QString& tag, bool pinned);
    /// Puts the chart of `tag` before that of `before` (empty: at the end of its section).
    void moveTag(const QString& tag, const QString& before);

    /// Only tags with this in their name have a chart; the case of letters does not count.
    void setTagSearch(const QString& text);
    [[nodiscard]] const QString& tagSearch() const { return m_tagSearch; }
    [[nodiscard]] bool tagMatches(const QString& tag) const { return tag.contains(m_tagSearch, Qt::CaseInsensitive); }

    /// Names of scalar tags of the shown runs in the order of the charts.
    [[nodiscard]] QStringList chartTags() const;
    /// Names of all settings of all runs.
    [[nodiscard]] const QStringList& settingNames() const { return m_settingNames; }
    /// Names of all scalar tags of all runs.
    [[nodiscard]] const QStringList& scalarTags() const { return m_scalarTags; }

    /// Pins, order, axes, smoothing, groups, alarms, hidden runs, colors, names and notes.
    [[nodiscard]] base::Json toJson() const;
    /// What is not there, or of another type, stays as it is.
    void fromJson(const base::Json& json);

    /// Colors follow the theme.
    void followTheme();

Q_SIGNALS:
    void changed(maquette::widgets::RunsDocument::Parts parts);

private:
    void collectNames();
    void applyFilter();
    void makeView();

    QStringList m_roots;
    RunsSnapshot m_snapshot;
    RunsView m_view;
    QSet<QString> m_hidden;
    QSet<QString> m_passing;
    QHash<QString, int> m_places; ///< in the palette, by id; in the order of appearance
    QHash<QString, QColor> m_colors;
    QHash<QString, QString> m_names, m_notes;
    RunsFilter m_filter;
    ChartOptions m_options;
    ChartLayout m_layout;
    runs::AlarmSettings m_alarms;
    QString m_tagSearch;
    QStringList m_settingNames, m_scalarTags;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(RunsDocument::Parts)

} // namespace maquette::widgets
