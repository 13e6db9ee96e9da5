// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/OperationGroups.h"

#include <algorithm>

namespace maquette::edit::data {

namespace {

void drawNothing(Draw& /*draw*/, Values& /*values*/) { }
imaging::Image same(const OperationInput& in, const Values& /*values*/) { return in.image; }

std::span<const Operation> identityOperations()
{
    static const Operation table[]
        = {{.name = "identity", .group = "identity", .weight = 1, .draw = drawNothing, .run = same}};
    return table;
}

} // namespace

SceneMaps turned(const SceneMaps& maps, int turn)
{
    SceneMaps out;
    for (std::size_t i = 0; i < maps.planes.size(); ++i)
        if (!maps.planes[i].data.empty())
            out.planes[i] = turned(maps.planes[i], turn);
    return out;
}

const std::vector<OperationGroup>& operationGroups()
{
    static const std::vector<OperationGroup> groups{
        {"tone", 16, true, toneOperations()},        {"quantize", 9, true, quantizeOperations()},
        {"select", 12, false, selectOperations()},   {"object", 14, false, objectOperations()},
        {"filter", 18, true, filterOperations()},    {"restore", 13, false, restoreOperations()},
        {"geometry", 2, true, geometryOperations()}, {"edges", 11, false, edgeOperations()},
        {"style", 11, false, styleOperations()},     {"identity", 1, false, identityOperations()},
        {"extra", 10, false, extraOperations()},
    };
    return groups;
}

const std::vector<Operation>& operations()
{
    static const std::vector<Operation> all = [] {
        std::vector<Operation> list;
        for (const OperationGroup& group : operationGroups())
            list.insert(list.end(), group.operations.begin(), group.operations.end());
        return list;
    }();
    return all;
}

int operationIndex(std::string_view name)
{
    const auto& all = operations();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Operation& o) { return name == o.name; });
    return found == all.end() ? -1 : static_cast<int>(found - all.begin());
}

} // namespace maquette::edit::data
