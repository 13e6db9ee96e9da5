// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/ModuleStates.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace maquette::tests {

inline constexpr const char* allPrecisions[] = {"fp32", "o1", "o2", "o3"};

inline train::ModuleStatesOptions statesOptions(const std::string& precision)
{
    train::ModuleStatesOptions options;
    options.level = train::fp8::levelFromName(precision);
    return options;
}

inline bool decaysMatrices(const std::string&, const at::Tensor& tensor) { return tensor.dim() > 1; }

/// Deep copies, as a file holds.
inline train::NamedTensors copies(const train::NamedTensors& tensors)
{
    train::NamedTensors all;
    for (const auto& [name, tensor] : tensors)
        all.emplace_back(name, tensor.detach().clone());
    return all;
}

inline void expectEqual(const train::NamedTensors& first, const train::NamedTensors& second)
{
    ASSERT_EQ(first.size(), second.size());
    const std::map<std::string, at::Tensor> byName(second.begin(), second.end());
    for (const auto& [name, tensor] : first) {
        const auto found = byName.find(name);
        ASSERT_NE(found, byName.end()) << name;
        EXPECT_TRUE(at::equal(tensor, found->second)) << name;
    }
}

} // namespace maquette::tests
