// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "tensorio/Tensor.h"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace maquette::tensorio {

/// One file of tensors, whatever its format: safetensors, torch ZIP (.pt, .pth, .bin, .ckpt), legacy torch pickle,
/// NPY and NPZ; told by content, not by name. Opening reads the directory only; a tensor is read when asked for.
/// Nothing in a file is ever executed. Thread-safe.
///
/// Names: an NPY's one tensor is called as its file without the ending, a torch file that is one tensor calls it
/// `tensor`, an NPZ's tensors are called as its entries without `.npy`. In torch files two tensors whose joined names
/// come out equal are told apart by `#2`, `#3` …, and plain numbers and texts under the keys of dictionaries are
/// listed in metadata().
class Checkpoint {
public:
    /// BadInput when the file cannot be read, is of no known format (the error names it where it is a familiar one) or
    /// damaged; then the detail holds the byte offset.
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

    /// Null when there is no such tensor.
    [[nodiscard]] const TensorInfo* find(const std::string& name) const;
    /// The names that start with `prefix`, prefix included.
    [[nodiscard]] std::vector<std::string> withPrefix(const std::string& prefix) const;

private:
    mutable std::once_flag m_indexed;
    mutable std::unordered_map<std::string_view, std::size_t> m_index; ///< made at the first find()
};

/// Writes safetensors as the official writer does: sorted by descending type (in its order of types, which descends
/// by element size but for F4 and F6), then by name; header padded with spaces to a multiple of 8; the file appears
/// only when complete. C128 is our own addition that the official reader does not know. Usage error for repeated
/// names or metadata, names that are not UTF-8, and bytes that do not fit type and shape.
[[nodiscard]] base::Result<void> writeSafetensors(const std::filesystem::path& file,
                                                  const std::vector<TensorData>& tensors,
                                                  const std::map<std::string, std::string>& metadata = {});

/// Writes one tensor as NPY, byte for byte as NumPy does (version 1.0, C order); the name is not stored. Usage error
/// for types that NumPy has no word for (BF16, F8, F6, F4) and bytes that do not fit type and shape.
[[nodiscard]] base::Result<void> writeNpy(const std::filesystem::path& file, const TensorData& tensor);

} // namespace maquette::tensorio
