// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "tensorio/Source.h"
#include "tensorio/Tensor.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace maquette::tensorio {

/// What a pickle's virtual machine handles. Texts point into the file; everything with parts is a node.
struct PickleValue {
    enum class Kind : std::uint8_t {
        None,
        Bool,
        Integer,
        Real,
        Big, ///< an integer above 64 bits: its little-endian two's complement bytes in `text`
        Text, ///< UTF-8
        Bytes,
        Node,
        Tensor, ///< `integer` is the index in Pickle::tensors
        Storage ///< `integer` is the index in Pickle::storages
    };
    Kind kind = Kind::None;
    union {
        std::int64_t integer = 0; ///< also the truth value and the indices
        double real;
    };
    std::string_view text;

    [[nodiscard]] bool isNode() const { return kind == Kind::Node; }
    [[nodiscard]] std::size_t index() const { return static_cast<std::size_t>(integer); }
};

struct PickleNode {
    enum class Kind : std::uint8_t {
        Tuple,
        List,
        Set,
        Dict, ///< items are key, value, key, value …
        Symbol, ///< a name met in the file; `text` is "module.name"
        Object ///< something unknown; items as of a list, entries as of a Dict
    };
    Kind kind = Kind::Tuple;
    bool known = false; ///< Symbol: in the closed list
    bool onPath = false; ///< for walks: being visited
    bool barren = false; ///< for walks: nothing was found below
    std::vector<PickleValue> items;
    std::vector<PickleValue> entries; ///< Object: what was set by key
    PickleValue state; ///< Object: what BUILD gave it
    std::string_view module; ///< Symbol
    std::string_view name; ///< Symbol
};

/// A stretch of numbers that stands outside the pickle.
struct PickleStorage {
    std::string_view key;
    DType type = DType::U8;
    bool untyped = false;
    std::uint64_t elements = 0; ///< of `type`
    std::uint64_t viewOffset = 0; ///< legacy files: where in the root storage this one begins, in elements
    std::uint64_t viewElements = 0; ///< how many of them it has; equals `elements` where there is no view
    std::uint64_t place = 0; ///< in the file, for messages
};

struct PickleTensor {
    DType type = DType::F32;
    std::size_t storage = 0;
    std::int64_t offset = 0; ///< elements of `type` from the start of the storage's view
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides; ///< elements
    std::uint64_t place = 0;
};

/// What one pickle said: a tree without any behavior.
struct Pickle {
    PickleValue root;
    std::vector<PickleNode> nodes;
    std::vector<PickleStorage> storages;
    std::vector<PickleTensor> tensors;
    std::vector<std::string> unknownSymbols; ///< each once, in order of appearance
    std::size_t end = 0; ///< the byte after STOP, counted in the bytes given
};

struct PickleLimits {
    std::uint64_t operations = 10'000'000;
    std::size_t nodes = 4'000'000;
    std::size_t tensors = 1'000'000; ///< and as many storages
    std::size_t marks = 10'000; ///< how deep constructions may nest
};

/// Runs the pickle's own little machine with a closed list of operations (the binary ones of protocols 2 to 5; no
/// text operations, no extensions, no out-of-band buffers). Nothing of the file is executed: a GLOBAL is a symbol, a
/// REDUCE looks its symbol up in a table of PyTorch's constructors and makes a record, anything else becomes an opaque
/// object and its symbol is listed. Tensors are checked against the size that their storage claims: offset, sizes
/// and strides not negative and within it. `source.bytes` start at byte `place` of the file.
[[nodiscard]] base::Result<Pickle> readPickle(const Source& source, std::uint64_t place,
                                              const PickleLimits& limits = {});

/// What the machine asks of the table of constructors; see PickleCalls.cpp.
class PickleCalls {
public:
    PickleCalls(Pickle& pickle, const PickleLimits& limits)
        : m_pickle(pickle)
        , m_limits(limits)
    {
    }

    /// A new node, or nothing (and problem() says so) where there are too many.
    [[nodiscard]] std::optional<PickleValue> make(PickleNode node);
    /// The symbol `module.name`; unknown ones are listed.
    [[nodiscard]] std::optional<PickleValue> symbol(std::string_view module, std::string_view name);
    /// What calling `callee` with the tuple `arguments` stands for.
    [[nodiscard]] std::optional<PickleValue> call(const PickleValue& callee, const PickleValue& arguments,
                                                  std::uint64_t place);
    /// What the persistent id of PyTorch stands for.
    [[nodiscard]] std::optional<PickleValue> persistent(const PickleValue& id, std::uint64_t place);

    [[nodiscard]] const std::string& problem() const { return m_problem; }

private:
    using Values = std::vector<PickleValue>;
    using Made = std::optional<PickleValue>;

    std::nullopt_t fail(std::string problem)
    {
        m_problem = std::move(problem);
        return std::nullopt;
    }
    [[nodiscard]] const PickleNode* node(const PickleValue& value, PickleNode::Kind kind) const;
    [[nodiscard]] std::optional<std::vector<std::int64_t>> numbers(const PickleValue& value) const;

    Made callKnown(std::string_view module, std::string_view name, const Values& arguments, std::uint64_t place,
                   int depth);
    Made callTorch(std::string_view name, const Values& arguments, std::uint64_t place, int depth);
    Made object();
    Made dictionary(const Values& arguments);
    Made collection(PickleNode::Kind kind, const Values& arguments);
    Made tensor(const Values& arguments, const PickleValue* type, std::uint64_t place);
    Made sparse(const Values& arguments);
    void listUnknown(const std::string& name);

    Pickle& m_pickle;
    const PickleLimits& m_limits;
    std::string m_problem;
    std::unordered_set<std::string> m_listed;
    std::uint64_t m_copied = 0; ///< items taken from one container to another; bounded as the operations are
};

} // namespace maquette::tensorio
