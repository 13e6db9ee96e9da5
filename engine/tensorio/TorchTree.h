// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "tensorio/Pickle.h"

#include <map>
#include <string>
#include <vector>

namespace maquette::tensorio {

/// A tensor of a tree with its joined name.
struct NamedTensor {
    std::string name;
    PickleTensor tensor;
};

struct TorchTree {
    std::vector<NamedTensor> tensors; ///< in the order of the file
    std::map<std::string, std::string> metadata; ///< plain values under the keys of dictionaries
};

/// Lists the tensors of a pickle's tree with names joined by points. Of unknown objects their items and what BUILD
/// gave them are followed, so that the parts of a pickled module are found. Loops are followed once. BadInput where
/// containers nest deeper than 256 or sharing multiplies them beyond millions.
[[nodiscard]] base::Result<TorchTree> listTree(Pickle& pickle, const Source& source);

} // namespace maquette::tensorio
