// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunsDocument.h"

#include "runs/analysis/Words.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/RunFiltering.h"

#include <algorithm>
#include <set>
#include <vector>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

QStringList toList(const std::set<std::string>& names)
{
    // Not by the locale's rules: in the locale "C" they do not know numbers.
    std::vector<std::string> sorted(names.begin(), names.end());
    std::sort(sorted.begin(), sorted.end(),
              [](const std::string& a, const std::string& b) { return runs::compareNaturally(a, b) < 0; });
    QStringList list;
    for (const std::string& name : sorted)
        list << fromUtf8(name);
    return list;
}

} // namespace

RunsDocument::RunsDocument(QObject* parent)
    : QObject(parent)
    , m_snapshot(std::make_shared<const runs::Snapshot>())
{
    m_view.snapshot = m_snapshot;
    if (Theme* theme = Theme::instance())
        connect(theme, &Theme::changed, this, &RunsDocument::followTheme);
}

void RunsDocument::setRoots(const QStringList& roots)
{
    if (roots == m_roots)
        return;
    m_roots = roots;
    Q_EMIT changed(Roots);
}

void RunsDocument::setSnapshot(RunsSnapshot snapshot)
{
    m_snapshot = std::move(snapshot);
    for (const RunPtr& run : m_snapshot->runs) {
        const QString id = fromUtf8(run->id);
        if (!m_places.contains(id))
            m_places.insert(id, static_cast<int>(m_places.size()));
    }
    collectNames();
    applyFilter();
    makeView();
    Q_EMIT changed(Snapshot);
}

void RunsDocument::collectNames()
{
    std::set<std::string> settings, tags;
    for (const RunPtr& run : m_snapshot->runs) {
        for (const auto& [name, value] : run->settings)
            settings.insert(name);
        for (const auto& tag : run->tags)
            if (tag->kind == runs::Kind::Scalar)
                tags.insert(tag->name);
    }
    m_settingNames = toList(settings);
    m_scalarTags = toList(tags);
}

void RunsDocument::applyFilter()
{
    m_passing.clear();
    const FilterOutcome outcome = filterRuns(m_filter.text, m_snapshot->runs);
    m_filter.error = outcome.error;
    m_filter.errorPosition = outcome.position;
    for (std::size_t i = 0; i < m_snapshot->runs.size(); ++i)
        if (!outcome.error.isEmpty() || outcome.keep[i])
            m_passing.insert(fromUtf8(m_snapshot->runs[i]->id));
}

void RunsDocument::makeView()
{
    m_view.snapshot = m_snapshot;
    m_view.shown.clear();
    for (const RunPtr& run : m_snapshot->runs) {
        const QString id = fromUtf8(run->id);
        if (visible(id) && passes(id))
            m_view.shown.push_back({run, name(*run), color(id), style(id), m_view.selected.contains(id)});
    }
}

RunPtr RunsDocument::run(const QString& id) const { return m_snapshot->run(toUtf8(id)); }

void RunsDocument::setVisible(const QStringList& ids, bool visible)
{
    const QSet<QString> before = m_hidden;
    for (const QString& id : ids) {
        if (visible)
            m_hidden.remove(id);
        else
            m_hidden.insert(id);
    }
    if (m_hidden == before)
        return;
    makeView();
    Q_EMIT changed(Shown);
}

void RunsDocument::solo(const QString& id)
{
    const bool alone = m_view.shown.size() == 1 && fromUtf8(m_view.shown.front().run->id) == id;
    m_hidden.clear();
    for (const RunPtr& run : m_snapshot->runs)
        if (!alone && fromUtf8(run->id) != id)
            m_hidden.insert(fromUtf8(run->id));
    makeView();
    Q_EMIT changed(Shown);
}

QColor RunsDocument::color(const QString& id) const
{
    const auto own = m_colors.find(id);
    if (own != m_colors.end())
        return *own;
    const Theme* theme = Theme::instance();
    return seriesColor(m_places.value(id), theme && theme->dark());
}

Qt::PenStyle RunsDocument::style(const QString& id) const
{
    return m_colors.contains(id) ? Qt::SolidLine : seriesStyle(m_places.value(id));
}

void RunsDocument::setColor(const QString& id, const QColor& color)
{
    if (color.isValid())
        m_colors.insert(id, color);
    else
        m_colors.remove(id);
    makeView();
    Q_EMIT changed(Shown);
}

QString RunsDocument::name(const runs::Run& run) const
{
    const QString own = m_names.value(fromUtf8(run.id));
    return own.isEmpty() ? fromUtf8(run.name == "." ? run.folder.filename().string() : run.name) : own;
}

QString RunsDocument::notes(const runs::Run& run) const
{
    const auto own = m_notes.find(fromUtf8(run.id));
    return own == m_notes.end() ? fromUtf8(run.notes()) : *own;
}

void RunsDocument::setName(const QString& id, const QString& name)
{
    if (name.trimmed().isEmpty())
        m_names.remove(id);
    else
        m_names.insert(id, name.trimmed());
    makeView();
    Q_EMIT changed(Shown);
}

void RunsDocument::setNotes(const QString& id, const QString& notes)
{
    m_notes.insert(id, notes.trimmed());
    Q_EMIT changed(Shown);
}

void RunsDocument::setFilter(const QString& text)
{
    if (text == m_filter.text)
        return;
    m_filter.text = text;
    const QSet<QString> before = m_passing;
    applyFilter();
    if (!m_filter.error.isEmpty())
        m_passing = before;
    makeView();
    Q_EMIT changed(Shown);
}

void RunsDocument::select(const QStringList& ids)
{
    if (ids == m_view.selected)
        return;
    m_view.selected = ids;
    for (ShownRun& shown : m_view.shown)
        shown.selected = ids.contains(fromUtf8(shown.run->id));
    Q_EMIT changed(Selection);
}

void RunsDocument::setOptions(const ChartOptions& options)
{
    if (options == m_options)
        return;
    m_options = options;
    Q_EMIT changed(Options);
}

void RunsDocument::setLayout(const ChartLayout& layout)
{
    if (layout == m_layout)
        return;
    m_layout = layout;
    m_layout.columns = std::clamp(m_layout.columns, 1, 6);
    m_layout.height = std::clamp(m_layout.height, 120, 800);
    Q_EMIT changed(Layout);
}

void RunsDocument::setAlarms(const runs::AlarmSettings& alarms)
{
    if (alarms == m_alarms)
        return;
    m_alarms = alarms;
    Q_EMIT changed(Alarms);
}

void RunsDocument::setPinned(const QString& tag, bool pinned)
{
    ChartLayout layout = m_layout;
    layout.pins.removeAll(tag);
    if (pinned)
        layout.pins << tag;
    setLayout(layout);
}

void RunsDocument::moveTag(const QString& tag, const QString& before)
{
    if (tag == before)
        return;
    ChartLayout layout = m_layout;
    if (layout.pins.contains(tag)) {
        layout.pins.removeAll(tag);
        const qsizetype place = layout.pins.indexOf(before);
        layout.pins.insert(place < 0 ? layout.pins.size() : place, tag);
    } else {
        // The whole order as it stands, so that what is not moved keeps its place.
        QStringList order = chartTags();
        order.removeAll(tag);
        const qsizetype place = order.indexOf(before);
        order.insert(place < 0 ? order.size() : place, tag);
        layout.order = order;
    }
    setLayout(layout);
}

void RunsDocument::setTagSearch(const QString& text)
{
    if (text == m_tagSearch)
        return;
    m_tagSearch = text;
    Q_EMIT changed(Layout);
}

QStringList RunsDocument::chartTags() const
{
    std::set<std::string> names;
    for (const ShownRun& shown : m_view.shown)
        for (const auto& tag : shown.run->tags)
            if (tag->kind == runs::Kind::Scalar)
                names.insert(tag->name);
    QStringList byName = toList(names);
    std::stable_sort(byName.begin(), byName.end(), [](const QString& a, const QString& b) {
        return groupRank(tagGroup(a)) < groupRank(tagGroup(b));
    });
    // Groups stay together: those of the first tag moved to the front come first.
    QStringList ordered;
    const QSet<QString> there(byName.begin(), byName.end());
    for (const QString& tag : m_layout.order)
        if (there.contains(tag))
            ordered << tag;
    const QSet<QString> placed(ordered.begin(), ordered.end());
    for (const QString& tag : byName)
        if (!placed.contains(tag))
            ordered << tag;
    QHash<QString, std::size_t> places;
    std::vector<QStringList> groups;
    for (const QString& tag : ordered) {
        auto place = places.find(tagGroup(tag));
        if (place == places.end()) {
            place = places.insert(tagGroup(tag), groups.size());
            groups.emplace_back();
        }
        groups[*place] << tag;
    }
    QStringList list;
    for (const QStringList& group : groups)
        list << group;
    return list;
}

void RunsDocument::followTheme()
{
    makeView();
    Q_EMIT changed(Shown);
}

} // namespace maquette::widgets
