// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/CloudData.h"

#include "cloud/CloudLabels.h"
#include "widgets/common/Text.h"

#include <algorithm>

namespace maquette::widgets {

namespace {

LabelsPtr shared(std::vector<std::int32_t> labels, bool any)
{
    return any ? std::make_shared<const std::vector<std::int32_t>>(std::move(labels)) : nullptr;
}

/// The labels of a network by the ids that its classes have in a joined table.
LabelsPtr renumbered(const NetworkLabels& network, const std::vector<std::int32_t>& ids)
{
    std::array<std::int32_t, 256> bySlot{};
    bySlot.fill(-1);
    std::copy(ids.begin(), ids.end(), bySlot.begin()); // at most 255
    auto labels = std::make_shared<std::vector<std::int32_t>>(network.labels->size());
    std::transform(network.labels->begin(), network.labels->end(), labels->begin(),
                   [&](std::int32_t id) { return bySlot[network.table->slot(id)]; });
    return labels;
}

void keepSelected(cloud::Column& column, const std::vector<std::uint8_t>& selected)
{
    std::visit(
        [&](auto& values) {
            std::size_t to = 0;
            for (std::size_t i = 0; i < values.size(); ++i)
                if (selected[i])
                    values[to++] = values[i];
            values.resize(to);
        },
        column);
}

template <class Value> void keepTriples(std::vector<Value>& values, const std::vector<std::uint8_t>& selected)
{
    std::size_t to = 0;
    for (std::size_t i = 0; i < values.size() / 3; ++i)
        if (selected[i])
            for (std::size_t k = 0; k < 3; ++k)
                values[to++] = values[3 * i + k];
    values.resize(to);
}

void setLabels(cloud::Cloud& cloud, const LabelsPtr& labels, cloud::Role role, const char* name)
{
    if (!labels)
        return;
    const cloud::Attribute* known = cloud.find(role);
    // Files have their own ideas of types; what the user changed must fit whatever they were.
    if (known && cloud::labelsOf(known->values) == *labels)
        return;
    cloud.set({known ? known->name : name, *labels, role});
}

} // namespace

base::Result<SnapshotPtr> makeSnapshot(cloud::Cloud cloud, const QString& file, const base::Job& job)
{
    auto snapshot = std::make_shared<CloudSnapshot>();
    snapshot->file = file;
    const auto all = std::make_shared<const cloud::Cloud>(std::move(cloud));
    auto points = cloud::makePointSet(all, job.part(0, 0.8));
    if (!points.ok())
        return points.error();
    snapshot->points = points.value();
    CloudContents& contents = snapshot->contents;
    auto labels = cloud::labelsOfCloud(*all, toPath(file));
    if (!labels.ok())
        return labels.error();
    cloud::CloudLabels found = std::move(labels).value();
    contents.truth = shared(std::move(found.truth), all->find(cloud::Role::Label) != nullptr);
    contents.prediction = shared(std::move(found.prediction), all->find(cloud::Role::Prediction) != nullptr);
    contents.table = std::make_shared<const cloud::ClassTable>(std::move(found.table));
    if (job.stopped())
        return base::stoppedError();
    contents.slotData = makeSlotData(*snapshot->points, contents.truth, contents.prediction, *contents.table);
    const cloud::Bounds& bounds = snapshot->points->bounds;
    contents.box.center = bounds.center();
    for (std::size_t k = 0; k < 3; ++k)
        contents.box.size[k] = std::max(0.5 * (double(bounds.high[k]) - double(bounds.low[k])), 1e-3);
    return SnapshotPtr(snapshot);
}

void settleClasses(CloudContents& contents, const cloud::PointSet& points, const std::string& hint)
{
    const NetworkPtr network = contents.network;
    contents.labelTable.reset();
    contents.comparable = true;
    if (!contents.table && network && !contents.truth)
        contents.table = network->table;
    if (!contents.table) {
        const std::vector<std::int32_t> none;
        contents.table = std::make_shared<const cloud::ClassTable>(
            cloud::tableOfLabels(contents.truth ? *contents.truth : none,
                                 contents.prediction && !network ? *contents.prediction : none, hint));
    }
    if (network) {
        contents.prediction = network->labels;
        if (contents.truth && !cloud::sameClasses(*contents.table, *network->table)) {
            cloud::JoinedTable joined = cloud::joinTables(*contents.table, *network->table);
            contents.prediction = renumbered(*network, joined.ids);
            contents.labelTable = contents.table;
            contents.table = std::make_shared<const cloud::ClassTable>(std::move(joined.table));
            contents.comparable = false;
        }
    }
    contents.slotData = makeSlotData(points, contents.truth, contents.prediction, *contents.table);
}

SlotPtr makeSlotData(const cloud::PointSet& points, const LabelsPtr& truth, const LabelsPtr& prediction,
                     const cloud::ClassTable& table)
{
    auto data = std::make_shared<SlotData>();
    const std::vector<std::int32_t> none;
    data->classes = cloud::makeSlots(points, truth ? *truth : none, prediction ? *prediction : none, table);
    for (const std::uint8_t slot : data->classes.truth)
        ++data->truth[slot];
    for (const std::uint8_t slot : data->classes.prediction)
        ++data->prediction[slot];
    return data;
}

LabelsPtr relabeled(const LabelsPtr& labels, const std::vector<std::uint8_t>& selected, std::int32_t classId)
{
    auto changed = labels ? std::make_shared<std::vector<std::int32_t>>(*labels)
                          : std::make_shared<std::vector<std::int32_t>>(selected.size(), -1);
    for (std::size_t i = 0; i < selected.size(); ++i)
        if (selected[i])
            (*changed)[i] = classId;
    return changed;
}

cloud::Cloud exportedCloud(const cloud::PointSet& points, const CloudContents& contents, bool selectedOnly,
                           Labeling labeling)
{
    cloud::Cloud cloud = *points.cloud;
    setLabels(cloud, contents.truth, cloud::Role::Label, "label");
    setLabels(cloud, contents.prediction, cloud::Role::Prediction, "prediction");
    if (contents.confidence)
        cloud.set({confidenceName, *contents.confidence, cloud::Role::None});
    if (labeling != Labeling::All) {
        const cloud::Role other = labeling == Labeling::Truth ? cloud::Role::Prediction : cloud::Role::Label;
        std::erase_if(cloud.attributes, [other](const auto& attribute) { return attribute.role == other; });
    }
    cloud.classTable = cloud::classTable(contents.table->id) ? contents.table->id : std::string();
    if (selectedOnly && contents.selected) {
        const std::vector<std::uint8_t>& selected = *contents.selected;
        keepTriples(cloud.positions, selected);
        keepTriples(cloud.colors, selected);
        for (cloud::Attribute& attribute : cloud.attributes)
            keepSelected(attribute.values, selected);
    }
    return cloud;
}

std::size_t countSet(const std::vector<std::uint8_t>& mask)
{
    return mask.size() - static_cast<std::size_t>(std::count(mask.begin(), mask.end(), std::uint8_t{0}));
}

} // namespace maquette::widgets
