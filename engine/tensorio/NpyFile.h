// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "tensorio/Source.h"
#include "tensorio/Tensor.h"

namespace maquette::tensorio {

/// The longest header that is read, with magic and length.
inline constexpr std::uint64_t maxNpyHeader = 65536 + 12;

/// What stands before the numbers of an NPY.
struct NpyHeader {
    TensorInfo info; ///< without a name
    bool fortranOrder = false;
    bool bigEndian = false;
    std::uint64_t dataStart = 0; ///< within the NPY
};

/// Reads the header at the start of `source.bytes`, which are byte `place` of the file and may end behind the header.
/// The grammar is that of NumPy's writer (numpy.lib.format, versions 1.0, 2.0 and 3.0), not Python's: a dictionary of
/// descr, fortran_order and shape. Structures, objects and texts are refused by name.
[[nodiscard]] base::Result<NpyHeader> readNpyHeader(const Source& source, std::uint64_t place);

/// The strides of the array in its file, in elements.
[[nodiscard]] std::vector<std::int64_t> npyStrides(const NpyHeader& header);

} // namespace maquette::tensorio
