// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/io/NumberType.h"
#include "cloud/io/Reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace maquette::cloud::io {

struct PlyProperty {
    std::string name;
    NumberType type = NumberType::F32;
    std::optional<NumberType> listCount; ///< of a list: the type of its length
};

struct PlyElement {
    std::string name;
    std::uint64_t count = 0;
    std::vector<PlyProperty> properties;
    std::size_t line = 0; ///< byte offset of its line in the head

    /// Bytes of a record, lists taken as empty.
    [[nodiscard]] std::size_t leastBytes() const;
    [[nodiscard]] bool hasLists() const;
    [[nodiscard]] const PlyProperty* find(std::string_view property) const;
};

struct PlyHeader {
    enum class Form { Ascii, LittleEndian, BigEndian };
    Form form = Form::Ascii;
    std::vector<PlyElement> elements;
    std::size_t dataStart = 0;
    std::string classTable; ///< of the comment "classes ID", as our writer leaves it; empty without
};

/// The head of a PLY: "ply", the format, elements with their properties, end_header. BadInput with the byte offset.
[[nodiscard]] base::Result<PlyHeader> readPlyHeader(const Input& input);

/// "uchar", "uint8" … of the format; nothing for other words.
[[nodiscard]] std::optional<NumberType> plyType(std::string_view word);

} // namespace maquette::cloud::io
