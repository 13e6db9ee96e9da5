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
    if (contents.truth && contents.prediction && contents.comparable)
        return {{ColorBy::Input}, {ColorBy::Truth}, {ColorBy::Prediction}, {ColorBy::Error}};
    if (contents.truth && contents.prediction)
        return {{ColorBy::Input}, {ColorBy::Truth}, {ColorBy::Prediction}};
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
    m_savedTruths = {m_contents.truth};
    m_savedPredictions = {m_contents.prediction};
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
    scene.confidence = m_contents.confidence;
    return scene;
}

void CloudDocument::changeClasses(const QString& name, const std::function<void(CloudContents&)>& change)
{
    CloudContents contents = m_contents;
    change(contents);
    std::function<base::Result<CloudContents>(const base::Job&)> work
        = [points = m_points, contents, hint = table().id](const base::Job&) -> base::Result<CloudContents> {
        CloudContents made = contents;
        settleClasses(made, *points, hint);
        return made;
    };
    m_jobs->run<CloudContents>(
        tr("Sort points by class"), this, work,
        [this, name, change, points = m_points, before = m_contents](const base::Result<CloudContents>& made) {
            if (!made.ok() || points != m_points)
                return;
            if (before.truth != m_contents.truth || before.prediction != m_contents.prediction
                || before.table != m_contents.table)
                return changeClasses(name, change);
            CloudContents changed = made.value();
            // What changed meanwhile beside the labels stays.
            changed.selected = m_contents.selected;
            changed.selectedCount = m_contents.selectedCount;
            changed.box = m_contents.box;
            push(name, std::move(changed));
        });
}

void CloudDocument::setLabels(bool prediction, const LabelsPtr& labels)
{
    if (!m_points || !labels || labels->size() != m_points->size())
        return;
    (prediction ? m_savedPredictions : m_savedTruths).push_back(labels);
    changeClasses(prediction ? tr("Compare with a prediction") : tr("Compare with a truth"),
                  [prediction, labels](CloudContents& contents) {
                      if (!contents.truth && !contents.prediction)
                          contents.table.reset();
                      else if (contents.labelTable)
                          contents.table = contents.labelTable;
                      if (!prediction) {
                          contents.truth = labels;
                          return;
                      }
                      contents.prediction = labels;
                      contents.predictionProtocol.clear();
                      contents.sampled.reset();
                      contents.network.reset();
                      contents.confidence.reset();
                  });
}

void CloudDocument::setPrediction(const NetworkPtr& network, const std::string& protocol, const MaskPtr& sampled)
{
    if (!m_points || !network || network->labels->size() != m_points->size())
        return;
    changeClasses(tr("Segment"), [network, protocol, sampled](CloudContents& contents) {
        if (!contents.truth)
            contents.table.reset();
        else if (contents.labelTable)
            contents.table = contents.labelTable;
        contents.prediction = network->labels;
        contents.predictionProtocol = protocol;
        contents.sampled = sampled;
        contents.network = network->table ? network : nullptr;
        contents.confidence = network->confidence;
    });
}

void CloudDocument::fitPanes(const CloudContents& contents)
{
    const bool same = bool(contents.truth) == hasTruth() && bool(contents.prediction) == hasPrediction()
        && contents.comparable == m_contents.comparable;
    if (!same) {
        m_view.panes = firstPanes(contents);
        m_view.curtain.reset();
    }
    const cloud::PaneContent confidence{cloud::ColorBy::Attribute, confidenceName};
    if (m_contents.confidence && !contents.confidence && !m_points->cloud->find(confidenceName))
        std::replace(m_view.panes.begin(), m_view.panes.end(), confidence, cloud::PaneContent());
}

void CloudDocument::apply(const CloudContents& contents)
{
    Parts parts = History;
    if (contents.truth != m_contents.truth || contents.prediction != m_contents.prediction
        || contents.table != m_contents.table)
        parts |= Classes | View;
    if (contents.selected != m_contents.selected)
        parts |= Selection;
    if (!(contents.box == m_contents.box))
        parts |= View;
    // What is hidden is known by slot, so it stays only while the slots mean the same classes.
    const auto& now = table().entries;
    const auto& then = contents.table->entries;
    const bool others = !std::equal(now.begin(), now.end(), then.begin(), then.end(),
                                    [](const auto& a, const auto& b) { return a.id == b.id; });
    fitPanes(contents);
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
    const auto saved = [](const std::vector<LabelsPtr>& known, const LabelsPtr& labels) {
        return !labels || std::find(known.begin(), known.end(), labels) != known.end();
    };
    // A prediction of a made room is made again in no time.
    return m_points
        && (!saved(m_savedTruths, m_contents.truth)
            || (!m_file.isEmpty() && !saved(m_savedPredictions, m_contents.prediction)));
}

void CloudDocument::setSaved(Labeling labeling)
{
    if (labeling != Labeling::Prediction)
        m_savedTruths = {m_contents.truth};
    if (labeling != Labeling::Truth)
        m_savedPredictions = {m_contents.prediction};
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
    if (contents.labelTable && contents.labelTable->find(classId)) {
        auto labels = std::make_shared<cloud::ClassTable>(*contents.labelTable);
        edit(labels->entries[labels->slot(classId)]);
        contents.labelTable = labels;
    }
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
    const TablePtr chosen = std::make_shared<const cloud::ClassTable>(newTable);
    if (m_points)
        return changeClasses(tr("Choose a class table"),
                             [chosen](CloudContents& contents) { contents.table = chosen; });
    CloudContents contents = m_contents;
    contents.table = chosen;
    apply(contents);
}

void CloudDocument::setTableByLabels()
{
    if (m_points)
        changeClasses(tr("Choose a class table"), [](CloudContents& contents) {
            contents.table = std::make_shared<const cloud::ClassTable>(
                cloud::tableForLabels(contents.truth            ? *contents.truth
                                          : contents.prediction ? *contents.prediction
                                                                : std::vector<std::int32_t>()));
        });
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
    m_jobs->run<Made>(tr("Relabel"), this, work, [this, points, contents, classId](const base::Result<Made>& made) {
        if (!made.ok() || points != m_points)
            return;
        if (contents.truth != m_contents.truth || contents.prediction != m_contents.prediction
            || contents.table != m_contents.table) {
            // Again with the labels as they are now, unless the selection is another one, too.
            if (contents.selected == m_contents.selected && m_contents.table->find(classId))
                relabelSelection(classId);
            return;
        }
        CloudContents changed = m_contents;
        changed.truth = made.value().first;
        changed.slotData = made.value().second;
        push(tr("Relabel %n point(s)", nullptr, static_cast<int>(contents.selectedCount)), std::move(changed));
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
    if (!comparable()) {
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
