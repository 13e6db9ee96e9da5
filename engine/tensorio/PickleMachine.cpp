// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/PickleMachine.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace maquette::tensorio {

namespace {

using Kind = PickleValue::Kind;
using NodeKind = PickleNode::Kind;

constexpr std::size_t maxNameLength = 1024;

PickleValue integerValue(std::int64_t integer)
{
    PickleValue value;
    value.kind = Kind::Integer;
    value.integer = integer;
    return value;
}

} // namespace

bool PickleMachine::fail(std::string problem)
{
    m_problem = std::move(problem);
    return false;
}

bool PickleMachine::need(std::size_t count)
{
    return depth() >= count || fail("the stack holds too few values for " + operationName());
}

bool PickleMachine::takeMarked(std::vector<PickleValue>& values)
{
    if (m_marks.empty())
        return fail("no mark for " + operationName());
    const auto from = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
    values.assign(from, m_stack.end());
    m_stack.erase(from, m_stack.end());
    m_marks.pop_back();
    return true;
}

bool PickleMachine::number(int count, std::uint64_t& value)
{
    if (m_bytes.size() - m_at < static_cast<std::size_t>(count))
        return fail("the pickle ends within an argument");
    value = littleEndian(m_bytes, m_at, count);
    m_at += static_cast<std::size_t>(count);
    return true;
}

bool PickleMachine::text(int countBytes, std::string_view& value)
{
    std::uint64_t length = 0;
    if (!number(countBytes, length))
        return false;
    if (length > m_bytes.size() - m_at)
        return fail("a text of " + std::to_string(length) + " bytes leaves the pickle");
    value = {reinterpret_cast<const char*>(m_bytes.data()) + m_at, length};
    m_at += length;
    return true;
}

bool PickleMachine::line(std::string_view& value)
{
    const std::size_t most = std::min(m_bytes.size() - m_at, maxNameLength + 1);
    const void* found = most ? std::memchr(m_bytes.data() + m_at, '\n', most) : nullptr;
    if (!found)
        return fail("a name without end or above " + std::to_string(maxNameLength) + " bytes");
    const auto length = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - (m_bytes.data() + m_at));
    value = {reinterpret_cast<const char*>(m_bytes.data()) + m_at, length};
    m_at += length + 1;
    return true;
}

bool PickleMachine::pushText(int countBytes, Kind kind)
{
    PickleValue value;
    value.kind = kind;
    if (!text(countBytes, value.text))
        return false;
    if (kind == Kind::Text && !validUtf8(value.text))
        return fail("a text that is not UTF-8");
    return push(value);
}

bool PickleMachine::pushString(int countBytes)
{
    PickleValue value;
    if (!text(countBytes, value.text))
        return false;
    value.kind = validUtf8(value.text) ? Kind::Text : Kind::Bytes;
    return push(value);
}

bool PickleMachine::pushLong(int countBytes)
{
    std::string_view digits;
    if (!text(countBytes, digits))
        return false;
    PickleValue value;
    if (digits.size() > 8) {
        value.kind = Kind::Big;
        value.text = digits;
        return push(value);
    }
    std::uint64_t bits = !digits.empty() && (digits.back() & 0x80) ? ~std::uint64_t(0) : 0;
    for (std::size_t i = digits.size(); i-- > 0;)
        bits = bits << 8 | static_cast<unsigned char>(digits[i]);
    return push(integerValue(static_cast<std::int64_t>(bits)));
}

bool PickleMachine::pushNumber(int countBytes)
{
    std::uint64_t value = 0;
    if (!number(countBytes, value))
        return false;
    return push(integerValue(countBytes == 4 ? static_cast<std::int32_t>(static_cast<std::uint32_t>(value))
                                             : static_cast<std::int64_t>(value)));
}

bool PickleMachine::pushReal()
{
    std::uint64_t bits = 0;
    if (!number(8, bits))
        return false;
    PickleValue value;
    value.kind = Kind::Real;
    value.real = std::bit_cast<double>(__builtin_bswap64(bits));
    return push(value);
}

bool PickleMachine::pushTruth(bool truth)
{
    PickleValue value = integerValue(truth ? 1 : 0);
    value.kind = Kind::Bool;
    return push(value);
}

bool PickleMachine::pushNode(NodeKind kind, std::vector<PickleValue> items)
{
    PickleNode made;
    made.kind = kind;
    made.items = std::move(items);
    return push(m_calls.make(std::move(made)));
}

bool PickleMachine::pushTuple(std::size_t count)
{
    if (!need(count))
        return false;
    const auto from = m_stack.end() - static_cast<std::ptrdiff_t>(count);
    std::vector<PickleValue> items(from, m_stack.end());
    m_stack.erase(from, m_stack.end());
    return pushNode(NodeKind::Tuple, std::move(items));
}

bool PickleMachine::pushMarked(NodeKind kind)
{
    std::vector<PickleValue> items;
    if (!takeMarked(items))
        return false;
    if (kind == NodeKind::Dict && items.size() % 2 != 0)
        return fail("a dictionary with a key that has no value");
    return pushNode(kind, std::move(items));
}

bool PickleMachine::append(const std::vector<PickleValue>& values, bool toSet)
{
    PickleNode* target = need(1) ? nodeOf(m_stack.back()) : nullptr;
    const NodeKind wanted = toSet ? NodeKind::Set : NodeKind::List;
    if (!target || (target->kind != wanted && target->kind != NodeKind::Object))
        return fail("items for something that takes none");
    target->items.insert(target->items.end(), values.begin(), values.end());
    return true;
}

bool PickleMachine::setItems(const std::vector<PickleValue>& values)
{
    PickleNode* target = need(1) ? nodeOf(m_stack.back()) : nullptr;
    if (!target || (target->kind != NodeKind::Dict && target->kind != NodeKind::Object))
        return fail("keys for something that takes none");
    if (values.size() % 2 != 0)
        return fail("a key without a value");
    auto& list = target->kind == NodeKind::Dict ? target->items : target->entries;
    list.insert(list.end(), values.begin(), values.end());
    return true;
}

bool PickleMachine::appendOne()
{
    if (!need(2))
        return false;
    return append({take()}, false);
}

bool PickleMachine::setOne()
{
    if (!need(3))
        return false;
    const PickleValue value = take();
    const PickleValue key = take();
    return setItems({key, value});
}

bool PickleMachine::many(bool keys, bool toSet)
{
    std::vector<PickleValue> values;
    return takeMarked(values) && (keys ? setItems(values) : append(values, toSet));
}

bool PickleMachine::global()
{
    std::string_view module;
    std::string_view name;
    return line(module) && line(name) && push(m_calls.symbol(module, name));
}

bool PickleMachine::stackGlobal()
{
    if (!need(2))
        return false;
    const PickleValue name = take();
    const PickleValue module = take();
    if (name.kind != Kind::Text || module.kind != Kind::Text || name.text.size() > maxNameLength
        || module.text.size() > maxNameLength)
        return fail("a name that is no text or too long");
    return push(m_calls.symbol(module.text, name.text));
}

bool PickleMachine::call(bool withKeywords)
{
    if (!need(withKeywords ? 3 : 2))
        return false;
    if (withKeywords)
        take(); // keyword arguments decide nothing about the numbers
    const PickleValue arguments = take();
    const PickleValue callee = take();
    return push(m_calls.call(callee, arguments, here()));
}

bool PickleMachine::persistent()
{
    if (!need(1))
        return false;
    return push(m_calls.persistent(take(), here()));
}

bool PickleMachine::build()
{
    if (!need(2))
        return false;
    const PickleValue state = take();
    const PickleValue& target = m_stack.back();
    PickleNode* node = nodeOf(target);
    if (node && node->kind == NodeKind::Object) {
        node->state = state;
        return true;
    }
    // The state of an OrderedDict and of a tensor are attributes beside its content (`_metadata` and hooks).
    if (target.kind == Kind::Tensor || (node && node->kind == NodeKind::Dict))
        return true;
    return fail("a state for something that has none");
}

bool PickleMachine::remember(std::uint64_t index)
{
    if (!need(1))
        return false;
    m_memo[index] = m_stack.back();
    return true;
}

bool PickleMachine::rememberAt(int countBytes)
{
    std::uint64_t index = 0;
    return number(countBytes, index) && remember(index);
}

bool PickleMachine::recall(int countBytes)
{
    std::uint64_t index = 0;
    if (!number(countBytes, index))
        return false;
    const auto found = m_memo.find(index);
    return found == m_memo.end() ? fail("memo " + std::to_string(index) + " is empty") : push(found->second);
}

bool PickleMachine::protocol()
{
    std::uint64_t version = 0;
    if (!number(1, version))
        return false;
    return (version >= 2 && version <= 5) || fail("pickle protocol " + std::to_string(version));
}

bool PickleMachine::mark()
{
    if (m_marks.size() == m_limits.marks)
        return fail("nested deeper than " + std::to_string(m_limits.marks));
    m_marks.push_back(m_stack.size());
    return true;
}

bool PickleMachine::pop()
{
    if (depth() > 0) {
        m_stack.pop_back();
        return true;
    }
    if (m_marks.empty())
        return need(1);
    m_marks.pop_back();
    return true;
}

bool PickleMachine::stop()
{
    if (!need(1))
        return false;
    if (!m_marks.empty() || m_stack.size() != 1)
        return fail("values are left over at STOP");
    m_pickle.root = m_stack.back();
    m_stopped = true;
    return true;
}

} // namespace maquette::tensorio
