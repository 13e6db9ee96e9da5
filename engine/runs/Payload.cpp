// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/Payload.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>

namespace maquette::runs {

using namespace runlog;

namespace {

/// One walk over the fields of a value serves both ways: `Out` appends what it is shown, `In` fills it.
class Out {
public:
    explicit Out(char kind) { raw(&kind, 1); }

    void raw(const void* from, std::size_t bytes)
    {
        const auto* first = static_cast<const std::byte*>(from);
        m_bytes.insert(m_bytes.end(), first, first + bytes);
    }
    template <class T> void number(const T& value) { raw(&value, sizeof value); }
    template <class List> void list(const List& values)
    {
        number(static_cast<std::uint64_t>(values.size()));
        if (!values.empty())
            raw(values.data(), values.size() * sizeof values[0]);
    }
    template <class T, class Each> void items(const std::vector<T>& values, const Each& each)
    {
        number(static_cast<std::uint64_t>(values.size()));
        for (const T& value : values)
            each(value);
    }
    std::vector<std::byte> take() { return std::move(m_bytes); }

private:
    std::vector<std::byte> m_bytes;
};

class In {
public:
    In(std::span<const std::byte> bytes, char kind)
        : m_bytes(bytes)
    {
        char found = 0;
        raw(&found, 1);
        m_good = m_good && found == kind;
    }

    void raw(void* into, std::size_t bytes)
    {
        m_good = m_good && bytes <= m_bytes.size();
        if (!m_good || bytes == 0)
            return;
        std::memcpy(into, m_bytes.data(), bytes);
        m_bytes = m_bytes.subspan(bytes);
    }
    template <class T> void number(T& value) { raw(&value, sizeof value); }
    template <class List> void list(List& values)
    {
        std::uint64_t count = 0;
        number(count);
        m_good = m_good && count <= m_bytes.size() / sizeof values[0];
        if (!m_good)
            return;
        values.resize(count);
        raw(values.data(), count * sizeof values[0]);
    }
    template <class T, class Each> void items(std::vector<T>& values, const Each& each)
    {
        std::uint64_t count = 0;
        number(count);
        m_good = m_good && count <= m_bytes.size(); // an item takes more than a byte
        for (std::uint64_t i = 0; m_good && i < count; ++i)
            each(values.emplace_back());
    }
    [[nodiscard]] bool good() const { return m_good && m_bytes.empty(); }

private:
    std::span<const std::byte> m_bytes;
    bool m_good = true;
};

template <class Way, class Value> void walk(Way& way, Value& value)
{
    using T = std::remove_const_t<Value>;
    if constexpr (std::is_same_v<T, Histogram>) {
        way.list(value.edges);
        way.list(value.counts);
        for (auto* number : {&value.minimum, &value.maximum, &value.sum, &value.sumOfSquares})
            way.number(*number);
    } else if constexpr (std::is_same_v<T, std::vector<Picture>>) {
        way.items(value, [&](auto& picture) {
            way.number(picture.width);
            way.number(picture.height);
            way.list(picture.encoded);
        });
    } else if constexpr (std::is_same_v<T, Text>) {
        way.number(value.rows);
        way.number(value.columns);
        way.items(value.cells, [&](auto& cell) { way.list(cell); });
    } else if constexpr (std::is_same_v<T, std::vector<Audio>>) {
        way.items(value, [&](auto& clip) {
            way.list(clip.encoded);
            way.list(clip.label);
        });
    } else if constexpr (std::is_same_v<T, PrecisionRecall>) {
        for (auto* numbers : {&value.truePositives, &value.falsePositives, &value.trueNegatives, &value.falseNegatives,
                              &value.precision, &value.recall})
            way.list(*numbers);
    } else if constexpr (std::is_same_v<T, MeshPart>) {
        way.number(value.kind);
        way.list(value.shape);
        way.list(value.values);
        way.list(value.config);
    } else {
        static_assert(std::is_same_v<T, Tensor>);
        way.list(value.shape);
        way.list(value.values);
    }
}

template <class Value> constexpr char letter = 0;
template <> constexpr char letter<Histogram> = 'h';
template <> constexpr char letter<std::vector<Picture>> = 'p';
template <> constexpr char letter<Text> = 't';
template <> constexpr char letter<std::vector<Audio>> = 'a';
template <> constexpr char letter<PrecisionRecall> = 'r';
template <> constexpr char letter<MeshPart> = 'm';
template <> constexpr char letter<Tensor> = 'n';

template <class Value> std::vector<std::byte> write(const Value& value)
{
    Out out(letter<Value>);
    walk(out, value);
    return out.take();
}

template <class Value> bool read(std::span<const std::byte> bytes, Value& into)
{
    In in(bytes, letter<Value>);
    walk(in, into);
    return in.good();
}

} // namespace

std::vector<std::byte> packed(const Histogram& value) { return write(value); }
std::vector<std::byte> packed(const std::vector<Picture>& value) { return write(value); }
std::vector<std::byte> packed(const Text& value) { return write(value); }
std::vector<std::byte> packed(const std::vector<Audio>& value) { return write(value); }
std::vector<std::byte> packed(const PrecisionRecall& value) { return write(value); }
std::vector<std::byte> packed(const MeshPart& value) { return write(value); }
std::vector<std::byte> packed(const Tensor& value) { return write(value); }

bool unpack(std::span<const std::byte> bytes, Histogram& into) { return read(bytes, into); }
bool unpack(std::span<const std::byte> bytes, std::vector<Picture>& into) { return read(bytes, into); }
bool unpack(std::span<const std::byte> bytes, Text& into) { return read(bytes, into); }
bool unpack(std::span<const std::byte> bytes, std::vector<Audio>& into) { return read(bytes, into); }
bool unpack(std::span<const std::byte> bytes, PrecisionRecall& into) { return read(bytes, into); }
bool unpack(std::span<const std::byte> bytes, MeshPart& into) { return read(bytes, into); }
bool unpack(std::span<const std::byte> bytes, Tensor& into) { return read(bytes, into); }

} // namespace maquette::runs
