// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "tensorio/Checkpoint.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace torch::nn {
class Module;
}

namespace maquette::nn {

/// From the name of a parameter or buffer in our module to its name in a file of weights. An empty function keeps
/// names as they are.
using KeyRename = std::function<std::string(const std::string&)>;

/// What does not fit between a module and a file. Missing, misshapen and not finite go by the names in the file.
struct KeyReport {
    std::vector<std::string> missing;
    std::vector<std::string> unexpected;
    std::vector<std::string> misshapen; ///< "name: [2, 3] instead of [2, 4]"
    std::vector<std::string> notFinite; ///< hold NaN or infinity

    [[nodiscard]] bool fits() const
    {
        return missing.empty() && unexpected.empty() && misshapen.empty() && notFinite.empty();
    }
};

struct LoadOptions {
    KeyRename rename;
    /// Names in the file that may be there and are not read.
    std::function<bool(const std::string&)> ignore;
};

/// Parameters, then persistent buffers, by name: the state dictionary of a module.
[[nodiscard]] std::vector<std::pair<std::string, at::Tensor>> stateOf(const torch::nn::Module& module);

/// Compares names and shapes without reading any tensor.
[[nodiscard]] KeyReport compareKeys(const torch::nn::Module& module, const tensorio::Checkpoint& checkpoint,
                                    const LoadOptions& options = {});

/// Fills every parameter and persistent buffer from the checkpoint, converted to the module's own element type.
/// ModelUnfit names `file` and the first few keys that do not fit (all of them in the detail); the module may then be
/// filled in part. Nothing is loaded when names or shapes differ.
[[nodiscard]] base::Result<void> loadState(torch::nn::Module& module, const tensorio::Checkpoint& checkpoint,
                                           const std::string& file, const LoadOptions& options = {});

/// Gives every tensor of the state the values of a fixed rule, so that networks can be compared without weights. With
/// n the flat index from 0, L the length of the full key and s = sin(0.37 (n + 1) + 0.11 L): rank >= 2 gets
/// s * sqrt(3 / elements of one row), rank 1 whose key ends in "weight" gets 1 + 0.1 s, every other 0.05 s.
void fillDeterministic(torch::nn::Module& module, const KeyRename& rename = {});

} // namespace maquette::nn
