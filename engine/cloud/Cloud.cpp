// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/Cloud.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <type_traits>
#include <utility>

namespace maquette::cloud {

namespace {

std::string lowered(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
    });
    return lower;
}

template <class T> std::int32_t toLabel(T value)
{
    if constexpr (std::is_floating_point_v<T>)
        return value > T(-2147483648.0) && value < T(2147483648.0) ? static_cast<std::int32_t>(value) : -1;
    else
        return std::in_range<std::int32_t>(value) ? static_cast<std::int32_t>(value) : -1;
}

} // namespace

const char* typeName(const Column& column)
{
    static constexpr const char* names[] = {"u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "f32", "f64"};
    return names[column.index()];
}

std::size_t sizeOf(const Column& column)
{
    return std::visit([](const auto& values) { return values.size(); }, column);
}

double valueAt(const Column& column, std::size_t index)
{
    return std::visit([index](const auto& values) { return static_cast<double>(values[index]); }, column);
}

Role roleFromName(std::string_view name)
{
    std::string word = lowered(name);
    if (word.starts_with("scalar_"))
        word.erase(0, 7);
    static constexpr struct {
        Role role;
        const char* word;
    } words[] = {
        {Role::Label, "label"},
        {Role::Label, "labels"},
        {Role::Label, "class"},
        {Role::Label, "classes"},
        {Role::Label, "classification"},
        {Role::Label, "cls"},
        {Role::Label, "gt"},
        {Role::Label, "truth"},
        {Role::Label, "ground_truth"},
        {Role::Label, "sem"},
        {Role::Label, "semantic"},
        {Role::Label, "semantics"},
        {Role::Label, "sem_class"},
        {Role::Label, "category"},
        {Role::Prediction, "pred"},
        {Role::Prediction, "preds"},
        {Role::Prediction, "prediction"},
        {Role::Prediction, "predictions"},
        {Role::Prediction, "predicted"},
        {Role::Prediction, "pred_label"},
        {Role::Prediction, "predicted_label"},
        {Role::Instance, "instance"},
        {Role::Instance, "instances"},
        {Role::Instance, "instance_id"},
        {Role::Instance, "ins"},
        {Role::Instance, "object"},
        {Role::Instance, "objectid"},
        {Role::Instance, "segment"},
        {Role::Instance, "segment_id"},
        {Role::Intensity, "intensity"},
        {Role::Intensity, "reflectance"},
        {Role::Intensity, "reflectivity"},
        {Role::Intensity, "remission"},
    };
    for (const auto& entry : words)
        if (word == entry.word)
            return entry.role;
    return Role::None;
}

Vec3 Cloud::coordinate(std::size_t index) const
{
    const float* at = positions.data() + 3 * index;
    return {shift[0] + static_cast<double>(at[0]), shift[1] + static_cast<double>(at[1]),
            shift[2] + static_cast<double>(at[2])};
}

const Attribute* Cloud::find(std::string_view wanted) const
{
    const auto found
        = std::find_if(attributes.begin(), attributes.end(), [&](const auto& each) { return each.name == wanted; });
    return found == attributes.end() ? nullptr : &*found;
}

const Attribute* Cloud::find(Role role) const
{
    const auto found
        = std::find_if(attributes.begin(), attributes.end(), [&](const auto& each) { return each.role == role; });
    return found == attributes.end() ? nullptr : &*found;
}

void Cloud::set(Attribute attribute)
{
    assert(sizeOf(attribute.values) == size());
    if (attribute.role == Role::Label || attribute.role == Role::Prediction)
        for (auto& each : attributes)
            if (each.role == attribute.role)
                each.role = Role::None;
    for (auto& each : attributes)
        if (each.name == attribute.name) {
            each = std::move(attribute);
            return;
        }
    attributes.push_back(std::move(attribute));
}

Vec3 Bounds::center() const
{
    Vec3 middle;
    for (std::size_t axis = 0; axis < 3; ++axis)
        middle[axis] = 0.5 * (static_cast<double>(low[axis]) + static_cast<double>(high[axis]));
    return middle;
}

double Bounds::diagonal() const
{
    double sum = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double edge = static_cast<double>(high[axis]) - static_cast<double>(low[axis]);
        sum += edge * edge;
    }
    return std::sqrt(sum);
}

Bounds boundsOf(const Cloud& cloud)
{
    Bounds bounds;
    if (cloud.size() == 0)
        return bounds;
    std::copy_n(cloud.positions.data(), 3, bounds.low.data());
    bounds.high = bounds.low;
    for (std::size_t i = 0; i < cloud.positions.size(); i += 3)
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const float value = cloud.positions[i + axis];
            bounds.low[axis] = std::min(bounds.low[axis], value);
            bounds.high[axis] = std::max(bounds.high[axis], value);
        }
    return bounds;
}

std::vector<std::int32_t> labelsOf(const Column& column)
{
    return std::visit(
        [](const auto& values) {
            std::vector<std::int32_t> labels(values.size());
            std::transform(values.begin(), values.end(), labels.begin(), [](auto value) { return toLabel(value); });
            return labels;
        },
        column);
}

} // namespace maquette::cloud
