// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/TorchTree.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

namespace maquette::tensorio {

namespace {

using Kind = PickleValue::Kind;
using NodeKind = PickleNode::Kind;

constexpr int maxDepth = 256;
constexpr std::uint64_t maxVisits = 20'000'000; ///< twice what an unshared pickle can hold
constexpr std::uint64_t maxTensors = 2'000'000;
constexpr std::uint64_t maxMeetings = 16; ///< of one tensor under different names, on average
constexpr std::uint64_t maxNameBytes = std::uint64_t(256) << 20;
constexpr std::size_t maxNotes = 10'000;
constexpr std::size_t maxNoteBytes = 4096;

std::string realText(double value)
{
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

/// What a value that is no container looks like as a text; nothing for those that have no short one.
std::optional<std::string> plainText(const PickleValue& value)
{
    switch (value.kind) {
    case Kind::None:
        return "None";
    case Kind::Bool:
        return value.integer ? "True" : "False";
    case Kind::Integer:
        return std::to_string(value.integer);
    case Kind::Real:
        return realText(value.real);
    case Kind::Text:
        return std::string(value.text);
    default:
        return std::nullopt;
    }
}

class Walk {
public:
    explicit Walk(Pickle& pickle)
        : m_pickle(pickle)
        , m_mostTensors(std::min(maxTensors, 1000 + maxMeetings * (pickle.tensors.size() + pickle.storages.size())))
    {
    }

    /// False where a limit was met; problem() says which.
    bool visit(const PickleValue& value, const std::string& name, int depth)
    {
        if (++m_visits > maxVisits)
            return fail("containers that are shared multiply beyond " + std::to_string(maxVisits) + " parts");
        if (m_nameBytes > maxNameBytes)
            return fail("containers that are shared multiply their names beyond " + std::to_string(maxNameBytes)
                        + " bytes");
        if (value.kind == Kind::Tensor)
            return add(name, m_pickle.tensors[value.index()]);
        if (value.kind == Kind::Storage) {
            const PickleStorage& storage = m_pickle.storages[value.index()];
            return add(name,
                       {storage.type,
                        value.index(),
                        0,
                        {static_cast<std::int64_t>(storage.viewElements)},
                        {1},
                        storage.place});
        }
        if (!value.isNode())
            return true;
        PickleNode& node = m_pickle.nodes[value.index()];
        if (node.onPath) {
            ++m_loops;
            return true;
        }
        if (node.barren || node.kind == NodeKind::Symbol)
            return true;
        if (depth == maxDepth)
            return fail("containers nest deeper than " + std::to_string(maxDepth));
        const std::uint64_t before = m_found + m_loops;
        node.onPath = true;
        const bool done
            = node.kind == NodeKind::Dict ? visitEntries(node.items, name, depth) : visitItems(node, name, depth);
        node.onPath = false;
        // What holds nothing need not be looked through again, however often it is shared; where a loop was cut,
        // another way in may show more.
        node.barren = before == m_found + m_loops;
        return done;
    }

    [[nodiscard]] const std::string& problem() const { return m_problem; }
    [[nodiscard]] TorchTree& tree() { return m_tree; }

private:
    bool fail(std::string problem)
    {
        m_problem = std::move(problem);
        return false;
    }

    /// Long keys of shared containers would be copied again and again; visit() looks at the sum.
    std::string join(const std::string& prefix, const std::string& key)
    {
        m_nameBytes += prefix.size() + key.size() + 1;
        return prefix.empty() ? key : prefix + "." + key;
    }

    static bool hasParts(const PickleValue& value)
    {
        return value.isNode() || value.kind == Kind::Tensor || value.kind == Kind::Storage;
    }

    bool add(const std::string& name, PickleTensor tensor)
    {
        ++m_found;
        const std::string wanted = name.empty() ? "tensor" : name;
        std::string unique = wanted;
        while (!m_names.insert(unique).second)
            unique = wanted + "#" + std::to_string(++m_numbers.try_emplace(wanted, 1).first->second);
        if (m_tree.tensors.size() == m_mostTensors)
            return fail("containers that are shared multiply the tensors beyond " + std::to_string(m_mostTensors));
        m_tree.tensors.push_back({std::move(unique), std::move(tensor)});
        return true;
    }

    void note(const std::string& name, const PickleValue& value)
    {
        const auto text = plainText(value);
        m_found += text ? 1 : 0;
        if (text && value.kind != Kind::None && text->size() <= maxNoteBytes && name.size() <= maxNoteBytes
            && m_tree.metadata.size() < maxNotes)
            m_tree.metadata[name] = *text;
    }

    bool visitEntries(const std::vector<PickleValue>& entries, const std::string& name, int depth)
    {
        // A key set twice keeps its place and takes the later value, as in Python.
        std::unordered_map<std::string, std::size_t> places;
        std::vector<std::pair<std::string, const PickleValue*>> last;
        for (std::size_t i = 0; i + 1 < entries.size(); i += 2) {
            if (++m_visits > maxVisits)
                return fail("containers that are shared multiply beyond " + std::to_string(maxVisits) + " parts");
            const auto text = plainText(entries[i]);
            std::string key = text ? *text : "[" + std::to_string(i / 2) + "]";
            // 1 and "1" are two keys that look alike; the kind keeps them apart.
            std::string marked(1, static_cast<char>(entries[i].kind));
            marked += key;
            const auto [place, fresh] = places.emplace(std::move(marked), last.size());
            if (fresh)
                last.emplace_back(std::move(key), &entries[i + 1]);
            else
                last[place->second].second = &entries[i + 1];
        }
        for (const auto& [key, value] : last) {
            const std::string joined = join(name, key);
            note(joined, *value);
            if (!visit(*value, joined, depth + 1))
                return false;
        }
        return true;
    }

    bool visitItems(const PickleNode& node, const std::string& name, int depth)
    {
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            if (!hasParts(node.items[i]))
                ++m_visits;
            else if (!visit(node.items[i], join(name, std::to_string(i)), depth + 1))
                return false;
        }
        if (node.kind != NodeKind::Object)
            return true;
        if (!visitEntries(node.entries, name, depth))
            return false;
        // The state is a dictionary of attributes, or (that, the slots'); either way its keys follow the object's name.
        const PickleNode* state = node.state.isNode() ? &m_pickle.nodes[node.state.index()] : nullptr;
        if (state && state->kind == NodeKind::Tuple && state->items.size() == 2 && state->items[1].isNode()
            && m_pickle.nodes[state->items[1].index()].kind == NodeKind::Dict)
            return visit(state->items[0], name, depth + 1) && visit(state->items[1], name, depth + 1);
        return visit(node.state, name, depth + 1);
    }

    Pickle& m_pickle;
    const std::uint64_t m_mostTensors;
    TorchTree m_tree;
    std::unordered_set<std::string> m_names;
    std::unordered_map<std::string, int> m_numbers;
    std::string m_problem;
    std::uint64_t m_visits = 0;
    std::uint64_t m_nameBytes = 0;
    std::uint64_t m_found = 0; ///< tensors and notes, each time they are met
    std::uint64_t m_loops = 0; ///< how often a loop was cut
};

} // namespace

base::Result<TorchTree> listTree(Pickle& pickle, const Source& source)
{
    Walk walk(pickle);
    if (!walk.visit(pickle.root, "", 0))
        return damaged(source.name, 0, walk.problem());
    return std::move(walk.tree());
}

} // namespace maquette::tensorio
