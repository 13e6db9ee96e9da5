// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "tensorio/Source.h"
#include "tensorio/Tensor.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::tensorio {

/// One tensor of a safetensors header: its bytes are [begin, end) of the data that follow the header.
struct SafetensorsEntry {
    TensorInfo info;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t place = 0; ///< in the file, just behind its name; for messages
};

struct SafetensorsHeader {
    std::vector<SafetensorsEntry> entries; ///< in the order of the header
    std::map<std::string, std::string> metadata;
};

/// Parses the JSON of a header that starts at byte 8 of `file`. Refused: anything but an object of tensors and one
/// `__metadata__` of texts, repeated names, unknown types, sizes that are no whole numbers, zero bytes. Keys of a
/// tensor that are unknown are skipped, as the official reader does. Linear in the length of the text.
[[nodiscard]] base::Result<SafetensorsHeader> parseSafetensorsHeader(std::string_view text, const std::string& file);

} // namespace maquette::tensorio
