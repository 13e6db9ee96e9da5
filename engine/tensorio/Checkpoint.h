// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "tensorio/Tensor.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace maquette::tensorio {

/// One file of tensors, whatever its format: safetensors, torch ZIP (.pt, .pth, .bin, .ckpt), legacy torch pickle,
/// NPY and NPZ; told by content, not by name. Opening reads the directory only; a tensor is read when asked for.
/// Nothing in a file is ever executed. Thread-safe.
class Checkpoint {
public:
    /// Errors are BadInput with the byte offset in the detail.
    [[nodiscard]] static base::Result<std::shared_ptr<const Checkpoint>> open(const std::filesystem::path& file);

    virtual ~Checkpoint() = default;

    /// "safetensors", "torch", "torch-legacy", "npy", "npz".
    [[nodiscard]] virtual std::string format() const = 0;
    /// In file order. Nested containers are joined by points: `state_dict.layer.weight`.
    [[nodiscard]] virtual const std::vector<TensorInfo>& tensors() const = 0;
    [[nodiscard]] virtual const std::map<std::string, std::string>& metadata() const = 0;
    /// Names met in a pickle that stand for code or types unknown to the reader, each once; kept as opaque records.
    [[nodiscard]] virtual const std::vector<std::string>& unknownSymbols() const = 0;
    /// The tensor in C order (strided ones are copied). BadInput when the name is unknown or its data damaged.
    [[nodiscard]] virtual base::Result<TensorData> load(const std::string& name) const = 0;

    [[nodiscard]] const TensorInfo* find(const std::string& name) const;
    /// The names that start with `prefix`, prefix included.
    [[nodiscard]] std::vector<std::string> withPrefix(const std::string& prefix) const;
};

/// Writes safetensors as the official writer does: sorted by descending element size, then name; header padded with
/// spaces to a multiple of 8; the file appears only when complete. Usage error for repeated names.
[[nodiscard]] base::Result<void> writeSafetensors(const std::filesystem::path& file,
                                                  const std::vector<TensorData>& tensors,
                                                  const std::map<std::string, std::string>& metadata = {});

} // namespace maquette::tensorio
