// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tensorio/Checkpoint.h"
#include "tensorio/Source.h"

#include <functional>

namespace maquette::tensorio {

/// What the readers of all formats share: the lists, the lookup, and the border that no exception crosses.
class TensorTable : public Checkpoint {
public:
    [[nodiscard]] std::string format() const override { return m_format; }
    [[nodiscard]] const std::vector<TensorInfo>& tensors() const override { return m_tensors; }
    [[nodiscard]] const std::map<std::string, std::string>& metadata() const override { return m_metadata; }
    [[nodiscard]] const std::vector<std::string>& unknownSymbols() const override { return m_unknownSymbols; }
    [[nodiscard]] base::Result<TensorData> load(const std::string& name) const override;

protected:
    TensorTable(std::string format, Source source)
        : m_format(std::move(format))
        , m_source(std::move(source))
    {
    }
    /// The tensor number `index` of tensors().
    [[nodiscard]] virtual base::Result<TensorData> loadAt(std::size_t index) const = 0;

    const std::string m_format;
    const Source m_source;
    std::vector<TensorInfo> m_tensors;
    std::map<std::string, std::string> m_metadata;
    std::vector<std::string> m_unknownSymbols;
};

/// The content of each format as one Checkpoint; BadInput where it is damaged. Source::owner is kept as long as the
/// checkpoint or a tensor taken from it lives.
[[nodiscard]] base::Result<std::shared_ptr<const Checkpoint>> openSafetensors(const Source& source);
[[nodiscard]] base::Result<std::shared_ptr<const Checkpoint>> openTorchZip(const Source& source);
[[nodiscard]] base::Result<std::shared_ptr<const Checkpoint>> openLegacyTorch(const Source& source);
[[nodiscard]] base::Result<std::shared_ptr<const Checkpoint>> openNpy(const Source& source);
[[nodiscard]] base::Result<std::shared_ptr<const Checkpoint>> openNpz(const Source& source);

/// Tells the format by content and opens it; what Checkpoint::open does with a mapped file.
[[nodiscard]] base::Result<std::shared_ptr<const Checkpoint>> openBytes(const Source& source);

/// A tensor from a stretch of a storage that holds all it needs: the stretch itself when it is in C order and
/// little-endian, a copy otherwise. Repetition through zero strides is bounded: BadInput above both 1 GiB and the
/// size of the storage.
[[nodiscard]] base::Result<TensorData> materialize(const Source& source, const TensorInfo& info,
                                                   std::span<const std::int64_t> strides,
                                                   std::span<const std::uint8_t> storage, bool bigEndian);

} // namespace maquette::tensorio
