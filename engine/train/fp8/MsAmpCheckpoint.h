// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "tensorio/Checkpoint.h"
#include "train/fp8/ScalingTensor.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace maquette::train::fp8 {

/// A checkpoint that MS-AMP wrote: its scaled tensors under their plain names, decoded. The safe reader keeps their
/// Python objects as records of attributes; nothing of MS-AMP runs. Files without scaled tensors read as they are.
/// Facts 10.
class MsAmpCheckpoint {
public:
    /// BadInput as Checkpoint::open(), and where a scaled tensor is not whole: no scale, or a payload whose type its
    /// format contradicts.
    [[nodiscard]] static base::Result<MsAmpCheckpoint> open(const std::filesystem::path& file);

    struct Entry {
        std::string name; ///< "layers.0.mlp.weight", "state.3.exp_avg"
        std::vector<std::int64_t> shape;
        bool scaled = false;
        QType type = QType::Float32; ///< of scaled ones
    };
    /// In file order; what belongs to a scaled tensor is not listed by itself.
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    /// By name; scaled ones in float32, others in their own type. BadInput where it is unknown or damaged.
    [[nodiscard]] base::Result<at::Tensor> load(const std::string& name) const;
    /// As it was stored. BadInput as load(), and for tensors without a scale.
    [[nodiscard]] base::Result<ScalingTensor> loadScaled(const std::string& name) const;

    /// The file as it is, for everything else that stands in it.
    [[nodiscard]] const tensorio::Checkpoint& file() const { return *m_file; }

private:
    explicit MsAmpCheckpoint(std::shared_ptr<const tensorio::Checkpoint> file)
        : m_file(std::move(file))
    {
    }

    [[nodiscard]] base::Error damaged(const std::string& name, std::string detail) const;
    [[nodiscard]] const Entry* find(const std::string& name) const;
    [[nodiscard]] base::Result<at::Tensor> read(const std::string& name) const;
    [[nodiscard]] base::Result<float> number(const std::string& tensor, const std::string& key) const;

    std::shared_ptr<const tensorio::Checkpoint> m_file;
    std::filesystem::path m_path;
    std::vector<Entry> m_entries;
};

} // namespace maquette::train::fp8
