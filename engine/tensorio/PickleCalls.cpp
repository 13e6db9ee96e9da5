// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/Layout.h"
#include "tensorio/Pickle.h"
#include "tensorio/PickleNames.h"

#include <array>

namespace maquette::tensorio {

namespace {

using Kind = PickleValue::Kind;

PickleValue nodeValue(std::size_t index)
{
    PickleValue value;
    value.kind = Kind::Node;
    value.integer = static_cast<std::int64_t>(index);
    return value;
}

} // namespace

std::optional<PickleValue> PickleCalls::make(PickleNode node)
{
    if (m_pickle.nodes.size() == m_limits.nodes)
        return fail("more than " + std::to_string(m_limits.nodes) + " objects");
    m_pickle.nodes.push_back(std::move(node));
    return nodeValue(m_pickle.nodes.size() - 1);
}

void PickleCalls::listUnknown(const std::string& name)
{
    if (m_listed.insert(name).second)
        m_pickle.unknownSymbols.push_back(name);
}

std::optional<PickleValue> PickleCalls::symbol(std::string_view module, std::string_view name)
{
    if (module.empty() || name.empty() || !validUtf8(module) || !validUtf8(name))
        return fail("a name of a type that is empty or not UTF-8");
    PickleNode node;
    node.kind = PickleNode::Kind::Symbol;
    node.module = module;
    node.name = name;
    node.known = isKnownName(module, name);
    if (!node.known)
        listUnknown(std::string(module) + "." + std::string(name));
    return make(std::move(node));
}

const PickleNode* PickleCalls::node(const PickleValue& value, PickleNode::Kind kind) const
{
    if (!value.isNode() || m_pickle.nodes[value.index()].kind != kind)
        return nullptr;
    return &m_pickle.nodes[value.index()];
}

std::optional<std::vector<std::int64_t>> PickleCalls::numbers(const PickleValue& value) const
{
    const PickleNode* list = node(value, PickleNode::Kind::Tuple);
    if (!list)
        list = node(value, PickleNode::Kind::List);
    if (!list || list->items.size() > maxAxes)
        return std::nullopt;
    std::vector<std::int64_t> result;
    for (const auto& item : list->items) {
        if (item.kind != Kind::Integer)
            return std::nullopt;
        result.push_back(item.integer);
    }
    return result;
}

std::optional<PickleValue> PickleCalls::object()
{
    PickleNode made;
    made.kind = PickleNode::Kind::Object;
    return make(std::move(made));
}

std::optional<PickleValue> PickleCalls::dictionary(const Values& arguments)
{
    PickleNode made;
    made.kind = PickleNode::Kind::Dict;
    // OrderedDict([[key, value], …]) is how Python 2 wrote it; other arguments (a default's factory) hold no items.
    const PickleNode* pairs = arguments.empty() ? nullptr : node(arguments[0], PickleNode::Kind::List);
    if (pairs) {
        for (const auto& item : pairs->items) {
            const PickleNode* pair = node(item, PickleNode::Kind::List);
            pair = pair ? pair : node(item, PickleNode::Kind::Tuple);
            if (!pair || pair->items.size() != 2)
                return fail("an OrderedDict made of something else than pairs");
            made.items.insert(made.items.end(), pair->items.begin(), pair->items.end());
        }
    } else if (const PickleNode* other = arguments.empty() ? nullptr : node(arguments[0], PickleNode::Kind::Dict)) {
        made.items = other->items;
    }
    m_copied += made.items.size();
    return make(std::move(made));
}

std::optional<PickleValue> PickleCalls::collection(PickleNode::Kind kind, const Values& arguments)
{
    PickleNode made;
    made.kind = kind;
    if (!arguments.empty() && arguments[0].isNode())
        made.items = m_pickle.nodes[arguments[0].index()].items;
    m_copied += made.items.size();
    return make(std::move(made));
}

std::optional<PickleValue> PickleCalls::tensor(const Values& arguments, const PickleValue* type, std::uint64_t place)
{
    if (arguments.size() < 4)
        return fail("a tensor made of fewer than four arguments");
    if (arguments[0].kind != Kind::Storage)
        // The storage's type was unknown and is listed already; so is the tensor's.
        return arguments[0].isNode() ? object() : fail("a tensor without a storage");
    PickleTensor made;
    made.storage = arguments[0].index();
    made.place = place;
    const PickleStorage& storage = m_pickle.storages[made.storage];
    made.type = storage.type;
    if (type) {
        const PickleNode* symbol = node(*type, PickleNode::Kind::Symbol);
        const auto found = symbol && symbol->module == "torch" ? torchType(symbol->name) : std::nullopt;
        if (!found)
            return symbol ? object() : fail("a tensor whose type is no type");
        made.type = *found;
    }
    auto shape = numbers(arguments[2]);
    auto strides = numbers(arguments[3]);
    if (arguments[1].kind != Kind::Integer || !shape || !strides)
        return fail("a tensor whose offset, size or stride are not integers");
    made.offset = arguments[1].integer;
    made.shape = std::move(*shape);
    made.strides = std::move(*strides);
    const auto needed = neededElements(made.offset, made.shape, made.strides);
    const auto size = static_cast<std::uint64_t>(bitsPer(made.type) / 8);
    const auto bytes = needed ? checkedMultiply(*needed, size) : std::nullopt;
    // The reader has checked that the view's bytes do not overflow.
    if (!bytes || !checkedBytes(made.type, made.shape)
        || *bytes > storage.viewElements * static_cast<std::uint64_t>(bitsPer(storage.type) / 8))
        return fail("a tensor whose offset, size and stride leave its storage " + inQuotes(storage.key));
    m_copied += made.shape.size() + 1;
    if (m_pickle.tensors.size() == m_limits.tensors)
        return fail("more than " + std::to_string(m_limits.tensors) + " tensors");
    m_pickle.tensors.push_back(std::move(made));
    PickleValue value;
    value.kind = Kind::Tensor;
    value.integer = static_cast<std::int64_t>(m_pickle.tensors.size() - 1);
    return value;
}

std::optional<PickleValue> PickleCalls::sparse(const Values& arguments)
{
    // (layout, (indices, values, size, coalesced)) or (layout, (compressed, plain, values, size)): listed by part.
    const PickleNode* data = arguments.size() < 2 ? nullptr : node(arguments[1], PickleNode::Kind::Tuple);
    if (!data)
        return fail("a sparse tensor without parts");
    const bool compressed = data->items.size() > 3 && data->items[2].kind == Kind::Tensor;
    static constexpr std::array<std::string_view, 2> coordinate = {"indices", "values"};
    static constexpr std::array<std::string_view, 3> rows = {"compressed_indices", "plain_indices", "values"};
    PickleNode made;
    made.kind = PickleNode::Kind::Dict;
    const std::size_t count = compressed ? rows.size() : coordinate.size();
    for (std::size_t i = 0; i < count && i < data->items.size(); ++i) {
        PickleValue key;
        key.kind = Kind::Text;
        key.text = compressed ? rows[i] : coordinate[i];
        made.items.push_back(key);
        made.items.push_back(data->items[i]);
    }
    return make(std::move(made));
}

std::optional<PickleValue> PickleCalls::callTorch(std::string_view name, const Values& arguments, std::uint64_t place,
                                                  int depth)
{
    if (name == "_rebuild_tensor" || name == "_rebuild_tensor_v2")
        return tensor(arguments, nullptr, place);
    if (name == "_rebuild_tensor_v3")
        return arguments.size() < 7 ? fail("a tensor without a type") : tensor(arguments, &arguments[6], place);
    if (name == "_rebuild_parameter" || name == "_rebuild_parameter_with_state")
        return arguments.empty() ? fail("a parameter without a tensor") : Made(arguments[0]);
    if (name == "_rebuild_sparse_tensor" || name == "_rebuild_sparse_csr_tensor")
        return sparse(arguments);
    if (name == "_rebuild_from_type_v2" || name == "_rebuild_from_type") {
        // (constructor, subclass, its arguments, state): the numbers are those of the inner call.
        const PickleNode* inner = arguments.size() < 3 ? nullptr : node(arguments[2], PickleNode::Kind::Tuple);
        const PickleNode* maker = inner ? node(arguments[0], PickleNode::Kind::Symbol) : nullptr;
        if (!maker || depth > 4)
            return fail("a tensor of a subclass without a constructor");
        const Values copy = inner->items;
        return maker->known ? callKnown(maker->module, maker->name, copy, place, depth + 1) : object();
    }
    return object();
}

std::optional<PickleValue> PickleCalls::callKnown(std::string_view module, std::string_view name,
                                                  const Values& arguments, std::uint64_t place, int depth)
{
    if (module == "collections" || name == "dict")
        return dictionary(arguments);
    if (name == "set" || name == "frozenset")
        return collection(PickleNode::Kind::Set, arguments);
    if (name == "list")
        return collection(PickleNode::Kind::List, arguments);
    if (name == "tuple")
        return collection(PickleNode::Kind::Tuple, arguments);
    if (module == "torch" && name == "Size")
        return arguments.size() == 1 && node(arguments[0], PickleNode::Kind::Tuple)
            ? Made(arguments[0])
            : fail("a torch.Size without a tuple");
    if (module == "_codecs") {
        if (arguments.empty() || arguments[0].kind != Kind::Text)
            return fail("_codecs.encode without a text");
        PickleValue bytes = arguments[0];
        bytes.kind = Kind::Bytes;
        return bytes;
    }
    if (name == "TorchVersion" && arguments.size() == 1 && arguments[0].kind == Kind::Text)
        return arguments[0];
    if (name == "_reconstructor")
        return arguments.empty() ? fail("an object without a class") : object();
    return callTorch(name, arguments, place, depth);
}

std::optional<PickleValue> PickleCalls::call(const PickleValue& callee, const PickleValue& arguments,
                                             std::uint64_t place)
{
    const PickleNode* list = node(arguments, PickleNode::Kind::Tuple);
    if (!list)
        return fail("a call whose arguments are no tuple");
    if (node(callee, PickleNode::Kind::Object))
        return object();
    const PickleNode* symbol = node(callee, PickleNode::Kind::Symbol);
    if (!symbol)
        return fail("a call of something that is no name");
    if (!symbol->known)
        return object();
    if (m_copied > m_limits.operations)
        return fail("containers are copied too often");
    // A copy: new nodes may move the list.
    const Values copy = list->items;
    m_copied += copy.size();
    return callKnown(symbol->module, symbol->name, copy, place, 0);
}

std::optional<PickleValue> PickleCalls::persistent(const PickleValue& id, std::uint64_t place)
{
    const PickleNode* parts = node(id, PickleNode::Kind::Tuple);
    if (!parts || parts->items.size() < 2 || parts->items[0].kind != Kind::Text)
        return fail("a persistent id that is not PyTorch's");
    const auto& items = parts->items;
    // Very old files hold the source text of modules beside their class; only the class matters.
    if (items[0].text == "module")
        return items[1];
    const PickleNode* type = node(items[1], PickleNode::Kind::Symbol);
    if (items[0].text != "storage" || items.size() < 5 || !type || items[4].kind != Kind::Integer
        || items[4].integer < 0 || (items[2].kind != Kind::Text && items[2].kind != Kind::Integer))
        return fail("a persistent id that is no storage");
    PickleStorage storage;
    storage.untyped = isUntypedStorage(type->module, type->name);
    const auto found = storageType(type->module, type->name);
    if (!found && !storage.untyped)
        return object();
    if (items[2].kind != Kind::Text)
        return fail("a storage whose key is no text");
    storage.type = found.value_or(DType::U8);
    storage.key = items[2].text;
    storage.elements = static_cast<std::uint64_t>(items[4].integer);
    storage.viewElements = storage.elements;
    storage.place = place;
    const PickleNode* view = items.size() > 5 ? node(items[5], PickleNode::Kind::Tuple) : nullptr;
    if (view) {
        if (view->items.size() != 3 || view->items[1].kind != Kind::Integer || view->items[2].kind != Kind::Integer
            || view->items[1].integer < 0 || view->items[2].integer < 0)
            return fail("a view of a storage without offset and size");
        storage.viewOffset = static_cast<std::uint64_t>(view->items[1].integer);
        storage.viewElements = static_cast<std::uint64_t>(view->items[2].integer);
    }
    const auto bytes = checkedMultiply(storage.elements, static_cast<std::uint64_t>(bitsPer(storage.type) / 8));
    if (!bytes || storage.viewOffset > storage.elements || storage.viewElements > storage.elements - storage.viewOffset)
        return fail("a storage whose size or view is out of range");
    if (m_pickle.storages.size() == m_limits.tensors)
        return fail("more than " + std::to_string(m_limits.tensors) + " storages");
    m_pickle.storages.push_back(storage);
    PickleValue value;
    value.kind = Kind::Storage;
    value.integer = static_cast<std::int64_t>(m_pickle.storages.size() - 1);
    return value;
}

} // namespace maquette::tensorio
