// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/CloudDocument.h"

#include <QFileInfo>
#include <QTimer>

#include "widgets/cloud/CloudScoring.h"
#include "widgets/common/JobRunner.h"
#include "widgets/common/Text.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr std::size_t maxSteps = 64; // a step may hold labels of ten million points
constexpr int scoreDelayMs = 150;

std::vector<cloud::PaneContent> firstPanes(const CloudContents& contents)
{
    using cloud::ColorBy;
    if (contents.truth && contents.prediction)
        return {{ColorBy::Input}, {ColorBy::Truth}, {ColorBy::Prediction}, {ColorBy::Error}};
    if (contents.truth)
        return {{ColorBy::Input}, {ColorBy::Truth}};
    if (contents.prediction)
        return {{ColorBy::Input}, {ColorBy::Prediction}};
    return {{ColorBy::Input}};
}

} // namespace

CloudDocument::CloudDocument(JobRunner* jobs, QObject* parent)
    : QObject(parent)
    , m_jobs(jobs)
    , m_scoreTimer(new QTimer(this))
{
    m_contents.table = std::make_shared<const cloud::ClassTable>(cloud::classTables().front());
    m_contents.slotData = std::make_shared<const SlotData>();
    m_scoreTimer->setSingleShot(true);
    m_scoreTimer->setInterval(scoreDelayMs);
    connect(m_scoreTimer, &QTimer::timeout, this, &CloudDocument::countScores);
}

void CloudDocument::open(const SnapshotPtr& snapshot)
{
    m_file = snapshot->file;
    m_points = snapshot->points;
    m_contents = snapshot->contents;
    m_savedTruth = m_contents.truth;
    m_savedPrediction = m_contents.prediction;
    m_steps.clear();
    m_position = 0;
    m_picked.clear();
    m_bookmarks.clear();
    const cloud::PointLook look = m_view.look;
    m_view = {};
    m_view.look = look;
    m_view.camera = cloud::cameraFor(m_points->bounds, "iso", 1);
    m_view.panes = firstPanes(m_contents);
    m_view.filter.box = m_contents.box;
    m_scores.reset();
    scoresOutdated();
    Q_EMIT changed(Everything);
}

QString CloudDocument::name() const
{
    if (!m_points)
        return {};
    return m_file.isEmpty() ? fromUtf8(m_points->cloud->name) : QFileInfo(m_file).fileName();
}

CloudScene CloudDocument::scene() const
{
    CloudScene scene;
    scene.points = m_points;
    scene.slots = std::shared_ptr<const cloud::ClassSlots>(m_contents.slotData, &m_contents.slotData->classes);
    scene.table = m_contents.table;
    scene.selected = m_contents.selected;
    return scene;
}

void CloudDocument::withSlots(const QString& name, CloudContents contents, const std::string& hint,
                              std::function<void(CloudContents)> done)
{
    using Made = std::pair<TablePtr, SlotPtr>;
    const auto points = m_points;
    std::function<base::Result<Made>(const base::Job&)> work
        = [points, contents, hint](const base::Job&) -> base::Result<Made> {
        const TablePtr table = contents.table
            ? contents.table
            : std::make_shared<const cloud::ClassTable>(tableOf(contents.truth, contents.prediction, hint));
        return Made(table, makeSlotData(*points, contents.truth, contents.prediction, *table));
    };
    m_jobs->run<Made>(name, this, work,
                      [this, points, contents, done = std::move(done), truth = m_contents.truth,
                       table = m_contents.table](const base::Result<Made>& made) {
                          if (!made.ok() || points != m_points || truth != m_contents.truth
                              || table != m_contents.table)
                              return;
                          CloudContents changed = contents;
                          changed.table = made.value().first;
                          changed.slotData = made.value().second;
                          // What changed meanwhile beside the labels stays.
                          changed.selected = m_contents.selected;
                          changed.selectedCount = m_contents.selectedCount;
                          changed.box = m_contents.box;
                          done(std::move(changed));
                      });
}

void CloudDocument::setLabels(bool prediction, const LabelsPtr& labels, const std::string& protocol,
                              const MaskPtr& sampled, const TablePtr& newTable)
{
    if (!m_points || !labels || labels->size() != m_points->size())
        return;
    CloudContents contents = m_contents;
    (prediction ? contents.prediction : contents.truth) = labels;
    if (protocol.empty()) // they came from a file
        (prediction ? m_savedPrediction : m_savedTruth) = labels;
    if (prediction) {
        contents.predictionProtocol = protocol;
        contents.sampled = sampled;
    }
    if (!m_contents.truth && !m_contents.prediction)
        contents.table = newTable; // null: to be guessed
    withSlots(tr("Sort points by class"), contents, table().id, [this](const CloudContents& made) {
        const bool more = bool(made.truth) != hasTruth() || bool(made.prediction) != hasPrediction();
        // The steps so far are of other labels.
        m_steps.clear();
        m_position = 0;
        if (more) {
            m_view.panes = firstPanes(made);
            m_view.curtain.reset();
        }
        m_contents = made;
        scoresOutdated();
        Q_EMIT changed(Classes | View | History);
    });
}

void CloudDocument::apply(const CloudContents& contents)
{
    Parts parts = History;
    if (contents.truth != m_contents.truth || contents.prediction != m_contents.prediction
        || contents.table != m_contents.table)
        parts |= Classes;
    if (contents.selected != m_contents.selected)
        parts |= Selection;
    if (!(contents.box == m_contents.box))
        parts |= View;
    // What is hidden is known by slot, so it stays only while the slots mean the same classes.
    const auto& now = table().entries;
    const auto& then = contents.table->entries;
    const bool others = !std::equal(now.begin(), now.end(), then.begin(), then.end(),
                                    [](const auto& a, const auto& b) { return a.id == b.id; });
    m_contents = contents;
    m_view.filter.box = contents.box;
    if (others) {
        m_view.filter.hidden.reset();
        m_view.filter.cell.reset();
        parts |= View;
    }
    if ((parts & (Classes | View)) || m_view.filter.selectionOnly)
        scoresOutdated();
    Q_EMIT changed(parts);
}

void CloudDocument::push(const QString& name, CloudContents contents)
{
    m_steps.resize(m_position);
    m_steps.push_back({name, m_contents, contents});
    if (m_steps.size() > maxSteps)
        m_steps.erase(m_steps.begin());
    m_position = m_steps.size();
    m_dragging = false;
    apply(contents);
}

void CloudDocument::undo()
{
    if (!canUndo())
        return;
    m_dragging = false;
    apply(m_steps[--m_position].before);
}

void CloudDocument::redo()
{
    if (!canRedo())
        return;
    m_dragging = false;
    apply(m_steps[m_position++].after);
}

bool CloudDocument::modified() const
{
    // A prediction of a made room is made again in no time.
    return m_points
        && (m_contents.truth != m_savedTruth || (m_contents.prediction != m_savedPrediction && !m_file.isEmpty()));
}

void CloudDocument::setSaved()
{
    m_savedTruth = m_contents.truth;
    m_savedPrediction = m_contents.prediction;
    Q_EMIT changed(History);
}

void CloudDocument::editEntry(const QString& name, std::int32_t classId,
                              const std::function<void(cloud::ClassEntry&)>& edit)
{
    auto changed = std::make_shared<cloud::ClassTable>(table());
    const std::uint8_t slot = changed->slot(classId);
    if (slot >= changed->entries.size())
        return;
    edit(changed->entries[slot]);
    if (*changed == table())
        return;
    CloudContents contents = m_contents;
    contents.table = changed;
    push(name, std::move(contents));
}

void CloudDocument::setClassColor(std::int32_t classId, cloud::Rgb color)
{
    editEntry(tr("Color of a class"), classId, [&](cloud::ClassEntry& entry) { entry.color = color; });
}

void CloudDocument::setClassName(std::int32_t classId, const QString& name)
{
    editEntry(tr("Name of a class"), classId, [&](cloud::ClassEntry& entry) { entry.name = toUtf8(name); });
}

void CloudDocument::setTable(const cloud::ClassTable& newTable)
{
    if (newTable == table())
        return;
    CloudContents contents = m_contents;
    contents.table = std::make_shared<const cloud::ClassTable>(newTable);
    if (!m_points)
        return apply(contents);
    chooseTable(std::move(contents));
}

void CloudDocument::setTableByLabels()
{
    CloudContents contents = m_contents;
    contents.table.reset();
    if (m_points)
        chooseTable(std::move(contents));
}

void CloudDocument::chooseTable(CloudContents contents)
{
    withSlots(tr("Sort points by class"), std::move(contents), {},
              [this](CloudContents made) { push(tr("Choose a class table"), std::move(made)); });
}

void CloudDocument::select(const std::vector<std::uint32_t>& points, int mode)
{
    if (!m_points)
        return;
    auto mask = mode != 0 && m_contents.selected ? std::make_shared<std::vector<std::uint8_t>>(*m_contents.selected)
                                                 : std::make_shared<std::vector<std::uint8_t>>(m_points->size());
    for (const std::uint32_t index : points)
        if (index < mask->size())
            (*mask)[index] = mode == 2 ? 0 : 1;
    CloudContents contents = m_contents;
    contents.selectedCount = countSet(*mask);
    contents.selected = contents.selectedCount ? mask : nullptr;
    if (!contents.selected && !m_contents.selected)
        return;
    push(tr("Select"), std::move(contents));
}

void CloudDocument::invertSelection()
{
    if (!m_points)
        return;
    auto mask = std::make_shared<std::vector<std::uint8_t>>(m_points->size(), std::uint8_t{1});
    if (m_contents.selected)
        std::transform(m_contents.selected->begin(), m_contents.selected->end(), mask->begin(),
                       [](std::uint8_t one) { return std::uint8_t(one == 0); });
    CloudContents contents = m_contents;
    contents.selectedCount = countSet(*mask);
    contents.selected = contents.selectedCount ? mask : nullptr;
    push(tr("Invert the selection"), std::move(contents));
}

void CloudDocument::clearSelection()
{
    if (!m_contents.selected)
        return;
    CloudContents contents = m_contents;
    contents.selected.reset();
    contents.selectedCount = 0;
    push(tr("Select nothing"), std::move(contents));
}

void CloudDocument::relabelSelection(std::int32_t classId)
{
    if (!m_points || !m_contents.selected)
        return;
    using Made = std::pair<LabelsPtr, SlotPtr>;
    const CloudContents contents = m_contents;
    const auto points = m_points;
    std::function<base::Result<Made>(const base::Job&)> work
        = [points, contents, classId](const base::Job&) -> base::Result<Made> {
        const LabelsPtr labels = relabeled(contents.truth, *contents.selected, classId);
        return Made(labels, makeSlotData(*points, labels, contents.prediction, *contents.table));
    };
    m_jobs->run<Made>(tr("Relabel"), this, work, [this, points, contents](const base::Result<Made>& made) {
        if (!made.ok() || points != m_points || contents.truth != m_contents.truth
            || contents.table != m_contents.table)
            return;
        const bool first = !hasTruth();
        CloudContents changed = m_contents;
        changed.truth = made.value().first;
        changed.slotData = made.value().second;
        push(tr("Relabel %n point(s)", nullptr, static_cast<int>(contents.selectedCount)), std::move(changed));
        if (first)
            setPanes({{cloud::ColorBy::Input}, {cloud::ColorBy::Truth}}, {});
    });
}

void CloudDocument::setBox(const cloud::ClipBox& box, bool settled)
{
    if (box == m_contents.box) {
        m_dragging = m_dragging && !settled;
        return;
    }
    CloudContents contents = m_contents;
    contents.box = box;
    if (m_dragging && m_position == m_steps.size() && m_position > 0) {
        m_steps.back().after = contents;
        apply(contents);
    } else {
        push(tr("Clip box"), std::move(contents));
    }
    m_dragging = !settled;
}

void CloudDocument::scoresOutdated() { m_scoreTimer->start(); }

void CloudDocument::countScores()
{
    m_jobs->stop(std::exchange(m_scoreJob, 0));
    if (!m_points || !hasTruth() || !hasPrediction()) {
        m_scores.reset();
        Q_EMIT changed(ScoresPart);
        return;
    }
    std::function<base::Result<ScoresPtr>(const base::Job&)> work
        = [points = m_points, contents = m_contents, filter = m_view.filter, absent = m_absent](const base::Job& job) {
              return countScoresOf(*points, contents, filter, absent, job);
          };
    const auto serial = std::make_shared<quint64>();
    *serial
        = m_jobs->run<ScoresPtr>(tr("Count errors"), this, work, [this, serial](const base::Result<ScoresPtr>& made) {
              if (*serial != m_scoreJob)
                  return;
              m_scoreJob = 0;
              m_scores = made.ok() ? made.value() : nullptr;
              Q_EMIT changed(ScoresPart);
          });
    m_scoreJob = *serial;
}

} // namespace maquette::widgets
