// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tensorio/Pickle.h"

#include <unordered_map>

namespace maquette::tensorio {

/// The state of a pickle's machine and what one operation does to it; see readPickle(). Each member returns false where
/// the file is at fault, and m_problem (or the table of constructors) says why.
class PickleMachine {
public:
    PickleMachine(const Source& source, std::uint64_t place, const PickleLimits& limits)
        : m_source(source)
        , m_bytes(source.bytes)
        , m_base(place)
        , m_limits(limits)
        , m_calls(m_pickle, m_limits)
    {
    }

    base::Result<Pickle> run();

private:
    using Made = std::optional<PickleValue>;

    bool fail(std::string problem);
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
    bool need(std::size_t count);
    std::string operationName() const { return "operation " + std::to_string(m_bytes[m_operationAt]); }

    /// Takes all above the last mark, and the mark.
    bool takeMarked(std::vector<PickleValue>& values);

    PickleNode* nodeOf(const PickleValue& value) { return value.isNode() ? &m_pickle.nodes[value.index()] : nullptr; }

    // --- arguments in the stream -----------------------------------------------------------------------------

    /// The little-endian number of `count` bytes that comes next.
    bool number(int count, std::uint64_t& value);
    /// The text that comes next, after its length of `countBytes` bytes.
    bool text(int countBytes, std::string_view& value);
    /// The text up to the next line feed.
    bool line(std::string_view& value);

    bool pushText(int countBytes, PickleValue::Kind kind);
    /// Strings of Python 2 may be texts or bytes; what is UTF-8 is taken as text.
    bool pushString(int countBytes);
    bool pushLong(int countBytes);
    bool pushNumber(int countBytes);
    bool pushReal();
    bool pushTruth(bool truth);

    // --- containers ------------------------------------------------------------------------------------------

    bool pushNode(PickleNode::Kind kind, std::vector<PickleValue> items = {});
    bool pushTuple(std::size_t count);
    bool pushMarked(PickleNode::Kind kind);
    bool append(const std::vector<PickleValue>& values, bool toSet);
    bool setItems(const std::vector<PickleValue>& values);
    bool appendOne();
    bool setOne();
    bool many(bool keys, bool toSet);

    // --- names, calls, memory --------------------------------------------------------------------------------

    bool global();
    bool stackGlobal();
    bool call(bool withKeywords);
    bool persistent();
    bool build();
    bool remember(std::uint64_t index);
    bool rememberAt(int countBytes);
    bool recall(int countBytes);
    bool protocol();
    bool mark();
    bool pop();
    bool stop();

    bool step(std::uint8_t operation);

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

} // namespace maquette::tensorio
