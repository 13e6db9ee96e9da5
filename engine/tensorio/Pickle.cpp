// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/Pickle.h"

#include <bit>
#include <cstring>
#include <unordered_map>

namespace maquette::tensorio {

namespace {

using Kind = PickleValue::Kind;
using NodeKind = PickleNode::Kind;

constexpr std::size_t maxNameLength = 1024;

// The names that Python's pickletools gives them.
enum Operation : std::uint8_t {
    MARK = '(',
    STOP = '.',
    POP = '0',
    POP_MARK = '1',
    DUP = '2',
    BINFLOAT = 'G',
    BININT = 'J',
    BININT1 = 'K',
    BININT2 = 'M',
    NONE = 'N',
    BINPERSID = 'Q',
    REDUCE = 'R',
    BINSTRING = 'T',
    SHORT_BINSTRING = 'U',
    BINUNICODE = 'X',
    BINBYTES = 'B',
    SHORT_BINBYTES = 'C',
    APPEND = 'a',
    BUILD = 'b',
    GLOBAL = 'c',
    DICT = 'd',
    APPENDS = 'e',
    BINGET = 'h',
    LONG_BINGET = 'j',
    LIST = 'l',
    BINPUT = 'q',
    LONG_BINPUT = 'r',
    SETITEM = 's',
    TUPLE = 't',
    SETITEMS = 'u',
    EMPTY_DICT = '}',
    EMPTY_LIST = ']',
    EMPTY_TUPLE = ')',
    PROTO = 0x80,
    NEWOBJ = 0x81,
    TUPLE1 = 0x85,
    TUPLE2 = 0x86,
    TUPLE3 = 0x87,
    NEWTRUE = 0x88,
    NEWFALSE = 0x89,
    LONG1 = 0x8a,
    LONG4 = 0x8b,
    SHORT_BINUNICODE = 0x8c,
    BINUNICODE8 = 0x8d,
    BINBYTES8 = 0x8e,
    EMPTY_SET = 0x8f,
    ADDITEMS = 0x90,
    FROZENSET = 0x91,
    NEWOBJ_EX = 0x92,
    STACK_GLOBAL = 0x93,
    MEMOIZE = 0x94,
    FRAME = 0x95,
    BYTEARRAY8 = 0x96,
};

PickleValue integerValue(std::int64_t integer)
{
    PickleValue value;
    value.kind = Kind::Integer;
    value.integer = integer;
    return value;
}

class Machine {
public:
    Machine(const Source& source, std::uint64_t place, const PickleLimits& limits)
        : m_source(source)
        , m_bytes(source.bytes)
        , m_base(place)
        , m_limits(limits)
        , m_calls(m_pickle, m_limits)
    {
    }

    base::Result<Pickle> run()
    {
        for (std::uint64_t count = 0; !m_stopped; ++count) {
            m_operationAt = m_at;
            if (m_at == m_bytes.size())
                return damaged(m_source.name, m_base + m_at, "the pickle ends without STOP");
            if (count == m_limits.operations)
                return damaged(m_source.name, m_base + m_at,
                               "a pickle of more than " + std::to_string(m_limits.operations) + " operations");
            if (!step(m_bytes[m_at++])) {
                if (m_problem.empty())
                    m_problem = m_calls.problem();
                return damaged(m_source.name, m_base + m_operationAt, m_problem);
            }
        }
        m_pickle.end = m_at;
        return std::move(m_pickle);
    }

private:
    using Made = std::optional<PickleValue>;

    bool fail(std::string problem)
    {
        m_problem = std::move(problem);
        return false;
    }
    std::uint64_t here() const { return m_base + m_operationAt; }

    // --- the stack -------------------------------------------------------------------------------------------

    /// How many values stand above the last mark.
    std::size_t depth() const { return m_stack.size() - (m_marks.empty() ? 0 : m_marks.back()); }

    bool push(const PickleValue& value)
    {
        m_stack.push_back(value);
        return true;
    }
    bool push(const Made& value) { return value && push(*value); }

    /// Takes the upper value; the caller has asked need().
    PickleValue take()
    {
        const PickleValue value = m_stack.back();
        m_stack.pop_back();
        return value;
    }
    bool need(std::size_t count)
    {
        return depth() >= count || fail("the stack holds too few values for " + operationName());
    }
    std::string operationName() const { return "operation " + std::to_string(m_bytes[m_operationAt]); }

    /// Takes all above the last mark, and the mark.
    bool takeMarked(std::vector<PickleValue>& values)
    {
        if (m_marks.empty())
            return fail("no mark for " + operationName());
        const auto from = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
        values.assign(from, m_stack.end());
        m_stack.erase(from, m_stack.end());
        m_marks.pop_back();
        return true;
    }

    PickleNode* nodeOf(const PickleValue& value) { return value.isNode() ? &m_pickle.nodes[value.index()] : nullptr; }

    // --- arguments in the stream -----------------------------------------------------------------------------

    bool number(int count, std::uint64_t& value)
    {
        if (m_bytes.size() - m_at < static_cast<std::size_t>(count))
            return fail("the pickle ends within an argument");
        value = littleEndian(m_bytes, m_at, count);
        m_at += static_cast<std::size_t>(count);
        return true;
    }
    bool text(int countBytes, std::string_view& value)
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
    bool line(std::string_view& value)
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

    bool pushText(int countBytes, Kind kind)
    {
        PickleValue value;
        value.kind = kind;
        if (!text(countBytes, value.text))
            return false;
        if (kind == Kind::Text && !validUtf8(value.text))
            return fail("a text that is not UTF-8");
        return push(value);
    }
    /// Strings of Python 2 may be texts or bytes; what is UTF-8 is taken as text.
    bool pushString(int countBytes)
    {
        PickleValue value;
        if (!text(countBytes, value.text))
            return false;
        value.kind = validUtf8(value.text) ? Kind::Text : Kind::Bytes;
        return push(value);
    }
    bool pushLong(int countBytes)
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
    bool pushNumber(int countBytes)
    {
        std::uint64_t value = 0;
        if (!number(countBytes, value))
            return false;
        return push(integerValue(countBytes == 4 ? static_cast<std::int32_t>(static_cast<std::uint32_t>(value))
                                                 : static_cast<std::int64_t>(value)));
    }
    bool pushReal()
    {
        std::uint64_t bits = 0;
        if (!number(8, bits))
            return false;
        PickleValue value;
        value.kind = Kind::Real;
        value.real = std::bit_cast<double>(__builtin_bswap64(bits));
        return push(value);
    }
    bool pushTruth(bool truth)
    {
        PickleValue value = integerValue(truth ? 1 : 0);
        value.kind = Kind::Bool;
        return push(value);
    }

    // --- containers ------------------------------------------------------------------------------------------

    bool pushNode(NodeKind kind, std::vector<PickleValue> items = {})
    {
        PickleNode made;
        made.kind = kind;
        made.items = std::move(items);
        return push(m_calls.make(std::move(made)));
    }
    bool pushTuple(std::size_t count)
    {
        if (!need(count))
            return false;
        const auto from = m_stack.end() - static_cast<std::ptrdiff_t>(count);
        std::vector<PickleValue> items(from, m_stack.end());
        m_stack.erase(from, m_stack.end());
        return pushNode(NodeKind::Tuple, std::move(items));
    }
    bool pushMarked(NodeKind kind)
    {
        std::vector<PickleValue> items;
        if (!takeMarked(items))
            return false;
        if (kind == NodeKind::Dict && items.size() % 2 != 0)
            return fail("a dictionary with a key that has no value");
        return pushNode(kind, std::move(items));
    }
    bool append(const std::vector<PickleValue>& values, bool toSet)
    {
        PickleNode* target = need(1) ? nodeOf(m_stack.back()) : nullptr;
        const NodeKind wanted = toSet ? NodeKind::Set : NodeKind::List;
        if (!target || (target->kind != wanted && target->kind != NodeKind::Object))
            return fail("items for something that takes none");
        target->items.insert(target->items.end(), values.begin(), values.end());
        return true;
    }
    bool setItems(const std::vector<PickleValue>& values)
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
    bool appendOne()
    {
        if (!need(2))
            return false;
        return append({take()}, false);
    }
    bool setOne()
    {
        if (!need(3))
            return false;
        const PickleValue value = take();
        const PickleValue key = take();
        return setItems({key, value});
    }
    bool many(bool keys, bool toSet)
    {
        std::vector<PickleValue> values;
        return takeMarked(values) && (keys ? setItems(values) : append(values, toSet));
    }

    // --- names, calls, memory --------------------------------------------------------------------------------

    bool global()
    {
        std::string_view module;
        std::string_view name;
        return line(module) && line(name) && push(m_calls.symbol(module, name));
    }
    bool stackGlobal()
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
    bool call(bool withKeywords)
    {
        if (!need(withKeywords ? 3 : 2))
            return false;
        if (withKeywords)
            take(); // keyword arguments decide nothing about the numbers
        const PickleValue arguments = take();
        const PickleValue callee = take();
        return push(m_calls.call(callee, arguments, here()));
    }
    bool persistent()
    {
        if (!need(1))
            return false;
        return push(m_calls.persistent(take(), here()));
    }
    bool build()
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
    bool remember(std::uint64_t index)
    {
        if (!need(1))
            return false;
        m_memo[index] = m_stack.back();
        return true;
    }
    bool rememberAt(int countBytes)
    {
        std::uint64_t index = 0;
        return number(countBytes, index) && remember(index);
    }
    bool recall(int countBytes)
    {
        std::uint64_t index = 0;
        if (!number(countBytes, index))
            return false;
        const auto found = m_memo.find(index);
        return found == m_memo.end() ? fail("memo " + std::to_string(index) + " is empty") : push(found->second);
    }
    bool protocol()
    {
        std::uint64_t version = 0;
        if (!number(1, version))
            return false;
        return (version >= 2 && version <= 5) || fail("pickle protocol " + std::to_string(version));
    }
    bool mark()
    {
        if (m_marks.size() == m_limits.marks)
            return fail("nested deeper than " + std::to_string(m_limits.marks));
        m_marks.push_back(m_stack.size());
        return true;
    }
    bool pop()
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
    bool stop()
    {
        if (!need(1))
            return false;
        if (!m_marks.empty() || m_stack.size() != 1)
            return fail("values are left over at STOP");
        m_pickle.root = m_stack.back();
        m_stopped = true;
        return true;
    }

    bool step(std::uint8_t operation)
    {
        std::uint64_t ignored = 0;
        std::vector<PickleValue> values;
        switch (operation) {
        case PROTO:
            return protocol();
        case FRAME:
            return number(8, ignored); // a hint for buffering only
        case STOP:
            return stop();
        case MARK:
            return mark();
        case POP:
            return pop();
        case POP_MARK:
            return takeMarked(values);
        case DUP:
            return need(1) && push(PickleValue(m_stack.back()));
        case NONE:
            return push(PickleValue());
        case NEWTRUE:
            return pushTruth(true);
        case NEWFALSE:
            return pushTruth(false);
        case BININT:
            return pushNumber(4);
        case BININT1:
            return pushNumber(1);
        case BININT2:
            return pushNumber(2);
        case LONG1:
            return pushLong(1);
        case LONG4:
            return pushLong(4);
        case BINFLOAT:
            return pushReal();
        case BINUNICODE:
            return pushText(4, Kind::Text);
        case SHORT_BINUNICODE:
            return pushText(1, Kind::Text);
        case BINUNICODE8:
            return pushText(8, Kind::Text);
        case BINSTRING:
            return pushString(4);
        case SHORT_BINSTRING:
            return pushString(1);
        case BINBYTES:
            return pushText(4, Kind::Bytes);
        case SHORT_BINBYTES:
            return pushText(1, Kind::Bytes);
        case BINBYTES8:
        case BYTEARRAY8:
            return pushText(8, Kind::Bytes);
        case EMPTY_DICT:
            return pushNode(NodeKind::Dict);
        case EMPTY_LIST:
            return pushNode(NodeKind::List);
        case EMPTY_TUPLE:
            return pushNode(NodeKind::Tuple);
        case EMPTY_SET:
            return pushNode(NodeKind::Set);
        case DICT:
            return pushMarked(NodeKind::Dict);
        case LIST:
            return pushMarked(NodeKind::List);
        case TUPLE:
            return pushMarked(NodeKind::Tuple);
        case FROZENSET:
            return pushMarked(NodeKind::Set);
        case TUPLE1:
            return pushTuple(1);
        case TUPLE2:
            return pushTuple(2);
        case TUPLE3:
            return pushTuple(3);
        case APPEND:
            return appendOne();
        case APPENDS:
            return many(false, false);
        case ADDITEMS:
            return many(false, true);
        case SETITEM:
            return setOne();
        case SETITEMS:
            return many(true, false);
        case BINPUT:
            return rememberAt(1);
        case LONG_BINPUT:
            return rememberAt(4);
        case MEMOIZE:
            return remember(m_memo.size());
        case BINGET:
            return recall(1);
        case LONG_BINGET:
            return recall(4);
        case GLOBAL:
            return global();
        case STACK_GLOBAL:
            return stackGlobal();
        case REDUCE:
        case NEWOBJ:
            return call(false);
        case NEWOBJ_EX:
            return call(true);
        case BUILD:
            return build();
        case BINPERSID:
            return persistent();
        default:
            return fail(operationName() + " is none that a file of weights may use");
        }
    }

    const Source& m_source;
    std::span<const std::uint8_t> m_bytes;
    std::uint64_t m_base;
    const PickleLimits m_limits;
    Pickle m_pickle;
    PickleCalls m_calls;
    std::vector<PickleValue> m_stack;
    std::vector<std::size_t> m_marks; ///< heights of the stack
    std::unordered_map<std::uint64_t, PickleValue> m_memo;
    std::string m_problem;
    std::size_t m_at = 0;
    std::size_t m_operationAt = 0;
    bool m_stopped = false;
};

} // namespace

base::Result<Pickle> readPickle(const Source& source, std::uint64_t place, const PickleLimits& limits)
{
    return Machine(source, place, limits).run();
}

} // namespace maquette::tensorio
