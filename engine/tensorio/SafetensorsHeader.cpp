// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/SafetensorsHeader.h"

#include "tensorio/Layout.h"

#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_set>

namespace maquette::tensorio {

namespace {

constexpr std::uint64_t headerStart = 8;
constexpr int maxSkippedDepth = 32;

/// Walks over the text and leaves behind how far the parser has come, so that each problem has its place.
struct Cursor {
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    const char* at = nullptr;
    const char** seen = nullptr;

    reference operator*() const { return *at; }
    Cursor& operator++()
    {
        ++at;
        if (seen)
            *seen = at;
        return *this;
    }
    Cursor operator++(int)
    {
        const Cursor before = *this;
        ++*this;
        return before;
    }
    bool operator==(const Cursor& other) const { return at == other.at; }
    bool operator!=(const Cursor& other) const { return at != other.at; }
};

/// Receives the events of the JSON parser and builds the header; the grammar is that of the format, so no tree is
/// built and a name is looked up once.
class HeaderBuilder {
public:
    HeaderBuilder(const char* start, const char* const* seen)
        : m_start(start)
        , m_seen(seen)
    {
    }

    bool null() { return m_skipped > 0 || pastUnknown() || fail("null where none is due"); }
    bool boolean(bool) { return m_skipped > 0 || pastUnknown() || fail("a truth value where none is due"); }
    bool number_integer(std::int64_t value)
    {
        return m_skipped > 0 || pastUnknown() || fail("the negative number " + std::to_string(value));
    }
    bool number_float(double, const std::string& text)
    {
        return m_skipped > 0 || pastUnknown() || fail("the number " + text + " is not whole");
    }
    bool binary(nlohmann::json::binary_t&) { return fail("binary data"); }

    bool number_unsigned(std::uint64_t value)
    {
        if (m_skipped > 0 || pastUnknown())
            return true;
        if (m_place == Place::Shape) {
            if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
                return fail("an axis of " + std::to_string(value) + " elements");
            if (entry().info.shape.size() == maxAxes)
                return fail("more than " + std::to_string(maxAxes) + " axes");
            entry().info.shape.push_back(static_cast<std::int64_t>(value));
            return true;
        }
        if (m_place == Place::Offsets && m_offsets < 2) {
            (m_offsets++ == 0 ? entry().begin : entry().end) = value;
            return true;
        }
        return fail(m_place == Place::Offsets ? "more than two data_offsets" : "a number where none is due");
    }

    bool string(std::string& value)
    {
        if (m_skipped > 0 || pastUnknown())
            return true;
        if (m_place == Place::Metadata) {
            m_header.metadata[m_key] = value;
            return true;
        }
        if (m_place != Place::Tensor || m_key != "dtype")
            return fail("a text where none is due");
        const auto type = dtypeFromName(value);
        if (!type)
            return fail("the dtype " + inQuotes(value) + " is unknown");
        entry().info.type = *type;
        return true;
    }

    bool start_object(std::size_t)
    {
        if (m_skipped > 0 || pastUnknown(true))
            return skipInto();
        switch (m_place) {
        case Place::Outside:
            m_place = Place::Top;
            return true;
        case Place::Top:
            m_place = m_key == "__metadata__" ? Place::Metadata : Place::Tensor;
            if (m_place == Place::Tensor) {
                m_header.entries.push_back({{m_key, DType::F32, {}}, 0, 0, m_keyEnd});
                m_fields = 0;
            }
            return true;
        default:
            return fail("an object where none is due");
        }
    }

    bool end_object()
    {
        if (m_skipped > 0)
            return skipOut();
        if (m_place == Place::Tensor && m_fields != allFields)
            return fail("tensor " + inQuotes(entry().info.name) + " lacks dtype, shape or data_offsets");
        m_place = m_place == Place::Top ? Place::Outside : Place::Top;
        return true;
    }

    bool start_array(std::size_t)
    {
        if (m_skipped > 0 || pastUnknown(true))
            return skipInto();
        if (m_place == Place::Tensor && m_key == "shape") {
            m_place = Place::Shape;
            return true;
        }
        if (m_place == Place::Tensor && m_key == "data_offsets") {
            m_place = Place::Offsets;
            m_offsets = 0;
            return true;
        }
        return fail("a list where none is due");
    }

    bool end_array()
    {
        if (m_skipped > 0)
            return skipOut();
        if (m_place == Place::Offsets && m_offsets != 2)
            return fail("fewer than two data_offsets");
        m_place = Place::Tensor;
        return true;
    }

    bool key(std::string& name)
    {
        if (m_skipped > 0)
            return true;
        m_key = name;
        m_keyEnd = offset();
        if (m_place == Place::Top)
            return m_names.insert(name).second || fail("the name " + inQuotes(name) + " stands twice");
        if (m_place == Place::Metadata)
            return m_header.metadata.count(name) == 0 || fail("the metadata key " + inQuotes(name) + " stands twice");
        const int bit = name == "dtype" ? 1 : name == "shape" ? 2 : name == "data_offsets" ? 4 : 0;
        m_unknown = bit == 0;
        if (m_fields & bit)
            return fail("the key " + inQuotes(name) + " stands twice");
        m_fields |= bit;
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& exception)
    {
        m_problem = exception.what();
        m_problemAt = headerStart + (position > 0 ? position - 1 : 0);
        return false;
    }

    [[nodiscard]] SafetensorsHeader& header() { return m_header; }
    [[nodiscard]] const std::string& problem() const { return m_problem; }
    [[nodiscard]] std::uint64_t problemAt() const { return m_problemAt; }

private:
    enum class Place { Outside, Top, Metadata, Tensor, Shape, Offsets };
    static constexpr int allFields = 7;

    [[nodiscard]] std::uint64_t offset() const { return headerStart + static_cast<std::uint64_t>(*m_seen - m_start); }
    SafetensorsEntry& entry() { return m_header.entries.back(); }

    bool fail(std::string problem)
    {
        m_problem = std::move(problem);
        m_problemAt = offset();
        return false;
    }

    /// True when the value belongs to an unknown key of a tensor; a container stays unknown until it is left.
    bool pastUnknown(bool container = false)
    {
        if (m_place != Place::Tensor || !m_unknown)
            return false;
        m_unknown = container;
        return true;
    }
    bool skipInto() { return ++m_skipped <= maxSkippedDepth || fail("nested too deep"); }
    bool skipOut()
    {
        if (--m_skipped == 0)
            m_unknown = false;
        return true;
    }

    const char* m_start;
    const char* const* m_seen;
    SafetensorsHeader m_header;
    std::unordered_set<std::string> m_names;
    std::string m_key;
    std::uint64_t m_keyEnd = headerStart;
    std::string m_problem;
    std::uint64_t m_problemAt = headerStart;
    Place m_place = Place::Outside;
    int m_fields = 0;
    int m_offsets = 0;
    int m_skipped = 0;
    bool m_unknown = false;
};

} // namespace

base::Result<SafetensorsHeader> parseSafetensorsHeader(std::string_view text, const std::string& file)
{
    if (text.empty() || text.front() != '{')
        return damaged(file, headerStart, "a header starts with {");
    // The JSON parser takes a zero byte for the end of its input, which would hide what follows.
    if (const auto zero = text.find('\0'); zero != std::string_view::npos)
        return damaged(file, headerStart + zero, "a zero byte in the header");
    const char* seen = text.data();
    HeaderBuilder builder(text.data(), &seen);
    const Cursor first{text.data(), &seen};
    const Cursor last{text.data() + text.size(), nullptr};
    if (!nlohmann::json::sax_parse(first, last, &builder))
        return damaged(file, builder.problemAt(), builder.problem());
    return std::move(builder.header());
}

} // namespace maquette::tensorio
