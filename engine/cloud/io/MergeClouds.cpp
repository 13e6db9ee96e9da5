// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/MergeClouds.h"

#include "cloud/io/CoordinateFrame.h"
#include "cloud/io/NumberType.h"
#include "cloud/io/RecordTable.h"

#include <algorithm>
#include <limits>

namespace maquette::cloud::io {

namespace {

Box boxOf(const Cloud& cloud)
{
    Box box;
    if (cloud.size() == 0)
        return box;
    const Bounds bounds = boundsOf(cloud);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        box.add(axis, cloud.shift[axis] + static_cast<double>(bounds.low[axis]));
        box.add(axis, cloud.shift[axis] + static_cast<double>(bounds.high[axis]));
    }
    return box;
}

/// The attributes of all parts by name, with a type that holds them.
std::vector<std::pair<std::string, NumberType>> unionOf(const std::vector<Cloud>& parts)
{
    std::vector<std::pair<std::string, NumberType>> all;
    for (const auto& part : parts)
        for (const auto& attribute : part.attributes) {
            const auto type = static_cast<NumberType>(attribute.values.index());
            const auto found
                = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.first == attribute.name; });
            if (found == all.end())
                all.emplace_back(attribute.name, type);
            else if (found->second != type)
                found->second = NumberType::F64;
        }
    return all;
}

void copyValues(const Attribute* source, std::size_t count, Column& target, std::size_t start)
{
    std::visit(
        [&](auto& to) {
            using T = typename std::remove_reference_t<decltype(to)>::value_type;
            if (!source) {
                if constexpr (std::is_floating_point_v<T>)
                    std::fill_n(to.begin() + static_cast<std::ptrdiff_t>(start), count,
                                std::numeric_limits<T>::quiet_NaN());
                return;
            }
            if (const auto* same = std::get_if<std::vector<T>>(&source->values))
                std::copy(same->begin(), same->end(), to.begin() + static_cast<std::ptrdiff_t>(start));
            else if constexpr (std::is_same_v<T, double>)
                for (std::size_t i = 0; i < count; ++i)
                    to[start + i] = valueAt(source->values, i);
        },
        target);
}

} // namespace

Cloud mergeClouds(std::vector<Cloud> parts)
{
    if (parts.size() == 1)
        return std::move(parts.front());
    Cloud all;
    Box box;
    std::size_t count = 0;
    bool colors = false;
    for (auto& part : parts) {
        box.add(boxOf(part));
        count += part.size();
        colors = colors || part.hasColors();
        all.droppedPoints += part.droppedPoints;
        all.notes.insert(all.notes.end(), part.notes.begin(), part.notes.end());
    }
    all.shift = chooseShift(box);
    all.positions.reserve(3 * count);
    for (const auto& [name, type] : unionOf(parts))
        all.attributes.push_back({name, makeColumn(type, count), Role::None});
    for (auto& part : parts) {
        const std::size_t start = all.size();
        for (std::size_t i = 0; i < part.positions.size(); ++i)
            all.positions.push_back(
                static_cast<float>((part.shift[i % 3] - all.shift[i % 3]) + static_cast<double>(part.positions[i])));
        if (colors && part.hasColors())
            all.colors.insert(all.colors.end(), part.colors.begin(), part.colors.end());
        else if (colors)
            all.colors.resize(3 * all.size(), 255);
        for (auto& attribute : all.attributes)
            copyValues(part.find(attribute.name), part.size(), attribute.values, start);
        part = {};
    }
    assignRoles(all);
    return all;
}

} // namespace maquette::cloud::io
