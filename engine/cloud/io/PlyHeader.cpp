// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/PlyHeader.h"

#include "cloud/ClassTable.h"

#include "cloud/io/TextRows.h"

#include <algorithm>
#include <charconv>

namespace maquette::cloud::io {

namespace {

constexpr std::size_t longestHeader = std::size_t(1) << 20;
constexpr std::size_t mostElements = 64;
constexpr std::size_t mostProperties = 1024;

class Parser {
public:
    explicit Parser(const Input& input)
        : m_input(input)
        , m_lines(textOf(input.bytes).substr(0, longestHeader), 0)
    {
    }

    base::Result<PlyHeader> run()
    {
        std::string_view line;
        if (!m_lines.next(line) || trimmed(line) != "ply")
            return tensorio::damaged(m_input.name, 0, "a PLY starts with the line \"ply\"");
        bool hasForm = false;
        for (std::size_t at = m_lines.at(); m_lines.next(line); at = m_lines.at()) {
            const auto words = cellsOf(line, ' ');
            if (words.empty() || words[0] == "comment" || words[0] == "obj_info") {
                if (words.size() == 3 && words[1] == "classes" && classTable(words[2]) != nullptr)
                    m_header.classTable = words[2];
                continue;
            }
            if (words[0] == "end_header") {
                if (m_lines.at() > m_input.bytes.size() || !hasForm)
                    break;
                m_header.dataStart = m_lines.at();
                return std::move(m_header);
            }
            std::string problem;
            if (words[0] == "format")
                problem = form(words, hasForm);
            else if (words[0] == "element")
                problem = element(words, at);
            else if (words[0] == "property")
                problem = property(words);
            else
                problem = "an unknown line " + tensorio::inQuotes(line);
            if (!problem.empty())
                return tensorio::damaged(m_input.name, at, problem);
        }
        return tensorio::damaged(m_input.name, std::min(m_lines.at(), m_input.bytes.size()),
                                 hasForm ? "the head does not end with end_header" : "the head names no format");
    }

private:
    using Words = std::vector<std::string_view>;

    std::string form(const Words& words, bool& known)
    {
        known = true;
        if (words.size() >= 2 && words[1] == "ascii")
            m_header.form = PlyHeader::Form::Ascii;
        else if (words.size() >= 2 && words[1] == "binary_little_endian")
            m_header.form = PlyHeader::Form::LittleEndian;
        else if (words.size() >= 2 && words[1] == "binary_big_endian")
            m_header.form = PlyHeader::Form::BigEndian;
        else
            return "a format that is neither ascii nor binary_little_endian nor binary_big_endian";
        return {};
    }

    std::string element(const Words& words, std::size_t line)
    {
        PlyElement element;
        element.line = line;
        if (words.size() != 3)
            return "an element needs a name and a number";
        element.name = words[1];
        const char* end = words[2].data() + words[2].size();
        const auto [stop, error] = std::from_chars(words[2].data(), end, element.count);
        if (error != std::errc() || stop != end)
            return "the number of elements expected, found " + tensorio::inQuotes(words[2]);
        if (m_header.elements.size() == mostElements)
            return "more than " + std::to_string(mostElements) + " elements";
        m_header.elements.push_back(std::move(element));
        return {};
    }

    std::string property(const Words& words)
    {
        if (m_header.elements.empty())
            return "a property of no element";
        auto& properties = m_header.elements.back().properties;
        if (properties.size() == mostProperties)
            return "more than " + std::to_string(mostProperties) + " properties";
        const bool list = words.size() == 5 && words[1] == "list";
        if (!list && words.size() != 3)
            return "a property needs a type and a name";
        const auto type = plyType(words[list ? 3 : 1]);
        const auto count = list ? plyType(words[2]) : std::nullopt;
        if (!type || (list && (!count || isFloating(*count))))
            return "an unknown type of a property";
        properties.push_back({std::string(words.back()), *type, count});
        return {};
    }

    const Input& m_input;
    LineReader m_lines;
    PlyHeader m_header;
};

} // namespace

std::size_t PlyElement::leastBytes() const
{
    std::size_t bytes = 0;
    for (const auto& property : properties)
        bytes += byteSize(property.listCount.value_or(property.type));
    return bytes;
}

bool PlyElement::hasLists() const
{
    return std::any_of(properties.begin(), properties.end(),
                       [](const auto& each) { return each.listCount.has_value(); });
}

const PlyProperty* PlyElement::find(std::string_view property) const
{
    const auto found = std::find_if(properties.begin(), properties.end(),
                                    [&](const auto& each) { return !each.listCount && each.name == property; });
    return found == properties.end() ? nullptr : &*found;
}

base::Result<PlyHeader> readPlyHeader(const Input& input) { return Parser(input).run(); }

std::optional<NumberType> plyType(std::string_view word)
{
    static constexpr std::pair<std::string_view, NumberType> types[] = {
        {"char", NumberType::I8},     {"uchar", NumberType::U8},   {"short", NumberType::I16},
        {"ushort", NumberType::U16},  {"int", NumberType::I32},    {"uint", NumberType::U32},
        {"float", NumberType::F32},   {"double", NumberType::F64}, {"int8", NumberType::I8},
        {"uint8", NumberType::U8},    {"int16", NumberType::I16},  {"uint16", NumberType::U16},
        {"int32", NumberType::I32},   {"uint32", NumberType::U32}, {"float32", NumberType::F32},
        {"float64", NumberType::F64}, {"int64", NumberType::I64},  {"uint64", NumberType::U64},
        {"long", NumberType::I64},    {"ulong", NumberType::U64},
    };
    for (const auto& [name, type] : types)
        if (word == name)
            return type;
    return std::nullopt;
}

} // namespace maquette::cloud::io
