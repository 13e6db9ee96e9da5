// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/CloudData.h"

#include <algorithm>

namespace maquette::widgets {

namespace {

LabelsPtr labelsFor(const cloud::Cloud& cloud, cloud::Role role)
{
    const cloud::Attribute* attribute = cloud.find(role);
    if (!attribute)
        return nullptr;
    return std::make_shared<const std::vector<std::int32_t>>(cloud::labelsOf(attribute->values));
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

base::Result<SnapshotPtr> makeSnapshot(cloud::Cloud cloud, const QString& file, const std::string& hint,
                                       const base::Job& job)
{
    auto snapshot = std::make_shared<CloudSnapshot>();
    snapshot->file = file;
    const auto shared = std::make_shared<const cloud::Cloud>(std::move(cloud));
    auto points = cloud::makePointSet(shared, job.part(0, 0.8));
    if (!points.ok())
        return points.error();
    snapshot->points = points.value();
    CloudContents& contents = snapshot->contents;
    contents.truth = labelsFor(*shared, cloud::Role::Label);
    contents.prediction = labelsFor(*shared, cloud::Role::Prediction);
    contents.table = std::make_shared<const cloud::ClassTable>(tableOf(contents.truth, contents.prediction, hint));
    if (job.stopped())
        return base::stoppedError();
    contents.slotData = makeSlotData(*snapshot->points, contents.truth, contents.prediction, *contents.table);
    const cloud::Bounds& bounds = snapshot->points->bounds;
    contents.box.center = bounds.center();
    for (std::size_t k = 0; k < 3; ++k)
        contents.box.size[k] = std::max(0.5 * (double(bounds.high[k]) - double(bounds.low[k])), 1e-3);
    return SnapshotPtr(snapshot);
}

cloud::ClassTable tableOf(const LabelsPtr& truth, const LabelsPtr& prediction, const std::string& hint)
{
    if (!truth || !prediction)
        return cloud::guessTable(truth ? *truth : prediction ? *prediction : std::vector<std::int32_t>(), hint);
    std::vector<std::int32_t> both = *truth;
    both.insert(both.end(), prediction->begin(), prediction->end());
    return cloud::guessTable(both, hint);
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

cloud::Cloud exportedCloud(const cloud::PointSet& points, const CloudContents& contents, bool selectedOnly)
{
    cloud::Cloud cloud = *points.cloud;
    setLabels(cloud, contents.truth, cloud::Role::Label, "label");
    setLabels(cloud, contents.prediction, cloud::Role::Prediction, "prediction");
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
