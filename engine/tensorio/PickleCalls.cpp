// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The closed list of names; its extent follows torch/_weights_only_unpickler.py, which executes what is here only
// noted.
#include "tensorio/Layout.h"
#include "tensorio/Pickle.h"

#include <algorithm>
#include <array>

namespace maquette::tensorio {

namespace {

using Kind = PickleValue::Kind;

struct NamedType {
    std::string_view name;
    DType type;
};

constexpr std::array<NamedType, 38> dtypes = {{
    {"float32", DType::F32},
    {"float", DType::F32},
    {"float64", DType::F64},
    {"double", DType::F64},
    {"float16", DType::F16},
    {"half", DType::F16},
    {"bfloat16", DType::BF16},
    {"uint8", DType::U8},
    {"int8", DType::I8},
    {"uint16", DType::U16},
    {"int16", DType::I16},
    {"short", DType::I16},
    {"uint32", DType::U32},
    {"int32", DType::I32},
    {"int", DType::I32},
    {"uint64", DType::U64},
    {"int64", DType::I64},
    {"long", DType::I64},
    {"bool", DType::Bool},
    {"complex64", DType::C64},
    {"cfloat", DType::C64},
    {"complex128", DType::C128},
    {"cdouble", DType::C128},
    {"float8_e4m3fn", DType::F8_E4M3},
    {"float8_e5m2", DType::F8_E5M2},
    {"float8_e4m3fnuz", DType::F8_E4M3FNUZ},
    {"float8_e5m2fnuz", DType::F8_E5M2FNUZ},
    {"float8_e8m0fnu", DType::F8_E8M0},
    // Quantized numbers are storages only; the scale belongs to the tensor, which is left opaque.
    {"quint8", DType::U8},
    {"qint8", DType::I8},
    {"qint32", DType::I32},
    {"quint4x2", DType::U8},
    {"quint2x4", DType::U8},
    {"bits8", DType::U8},
    {"bits1x8", DType::U8},
    {"bits2x4", DType::U8},
    {"bits4x2", DType::U8},
    {"bits16", DType::U16},
}};

constexpr std::array<NamedType, 17> storages = {{
    {"FloatStorage", DType::F32},
    {"DoubleStorage", DType::F64},
    {"HalfStorage", DType::F16},
    {"BFloat16Storage", DType::BF16},
    {"ByteStorage", DType::U8},
    {"CharStorage", DType::I8},
    {"ShortStorage", DType::I16},
    {"IntStorage", DType::I32},
    {"LongStorage", DType::I64},
    {"BoolStorage", DType::Bool},
    {"ComplexFloatStorage", DType::C64},
    {"ComplexDoubleStorage", DType::C128},
    {"QUInt8Storage", DType::U8},
    {"QInt8Storage", DType::I8},
    {"QInt32Storage", DType::I32},
    {"QUInt4x2Storage", DType::U8},
    {"QUInt2x4Storage", DType::U8},
}};

template <std::size_t N> std::optional<DType> typeNamed(const std::array<NamedType, N>& table, std::string_view name)
{
    for (const auto& entry : table) {
        if (entry.name == name)
            return entry.type;
    }
    return std::nullopt;
}

bool isStorageModule(std::string_view module)
{
    return module == "torch" || module == "torch.cuda" || module == "torch.storage";
}

bool isUntypedStorage(std::string_view module, std::string_view name)
{
    return isStorageModule(module) && (name == "UntypedStorage" || name == "_UntypedStorage");
}

struct Name {
    std::string_view module;
    std::string_view name;
};

/// What may stand in a file of weights beside types and storages. Python 2 called two modules otherwise.
constexpr std::array<Name, 46> knownNames = {{
    {"collections", "OrderedDict"},
    {"collections", "Counter"},
    {"collections", "defaultdict"},
    {"builtins", "set"},
    {"builtins", "frozenset"},
    {"builtins", "dict"},
    {"builtins", "list"},
    {"builtins", "tuple"},
    {"builtins", "bytearray"},
    {"builtins", "complex"},
    {"builtins", "int"},
    {"builtins", "float"},
    {"builtins", "str"},
    {"builtins", "object"},
    {"__builtin__", "set"},
    {"__builtin__", "frozenset"},
    {"__builtin__", "dict"},
    {"__builtin__", "list"},
    {"__builtin__", "tuple"},
    {"__builtin__", "bytearray"},
    {"__builtin__", "complex"},
    {"__builtin__", "object"},
    {"copyreg", "_reconstructor"},
    {"copy_reg", "_reconstructor"},
    {"_codecs", "encode"},
    {"torch", "Size"},
    {"torch", "device"},
    {"torch", "Tensor"},
    {"torch", "strided"},
    {"torch._tensor", "Tensor"},
    {"torch.nn.parameter", "Parameter"},
    {"torch.nn.parameter", "Buffer"},
    {"torch.serialization", "_get_layout"},
    {"torch._utils", "_rebuild_tensor"},
    {"torch._utils", "_rebuild_tensor_v2"},
    {"torch._utils", "_rebuild_tensor_v3"},
    {"torch._utils", "_rebuild_parameter"},
    {"torch._utils", "_rebuild_parameter_with_state"},
    {"torch._utils", "_rebuild_sparse_tensor"},
    {"torch._utils", "_rebuild_meta_tensor_no_storage"},
    {"torch._utils", "_rebuild_sparse_csr_tensor"},
    {"torch._tensor", "_rebuild_from_type_v2"},
    {"torch._tensor", "_rebuild_from_type"},
    {"torch.torch_version", "TorchVersion"},
    {"torch.utils.hooks", "RemovableHandle"},
    {"torch.storage", "TypedStorage"},
}};

bool isKnown(std::string_view module, std::string_view name)
{
    if (module == "torch" && typeNamed(dtypes, name))
        return true;
    if (isStorageModule(module) && (typeNamed(storages, name) || isUntypedStorage(module, name)))
        return true;
    return std::any_of(knownNames.begin(), knownNames.end(),
                       [&](const Name& known) { return known.module == module && known.name == name; });
}

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
    node.known = isKnown(module, name);
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
        const auto found = symbol && symbol->module == "torch" ? typeNamed(dtypes, symbol->name) : std::nullopt;
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
    const auto found = isStorageModule(type->module) ? typeNamed(storages, type->name) : std::nullopt;
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
