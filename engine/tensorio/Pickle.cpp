// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The operations by their bytes; what each does is in PickleMachine.cpp.
#include "tensorio/PickleMachine.h"

namespace maquette::tensorio {

namespace {

using Kind = PickleValue::Kind;
using NodeKind = PickleNode::Kind;

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

} // namespace

base::Result<Pickle> PickleMachine::run()
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

bool PickleMachine::step(std::uint8_t operation)
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

base::Result<Pickle> readPickle(const Source& source, std::uint64_t place, const PickleLimits& limits)
{
    return PickleMachine(source, place, limits).run();
}

} // namespace maquette::tensorio
