// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/PickleNames.h"

#include <algorithm>
#include <array>

namespace maquette::tensorio {

namespace {

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

} // namespace

std::optional<DType> torchType(std::string_view name) { return typeNamed(dtypes, name); }

std::optional<DType> storageType(std::string_view module, std::string_view name)
{
    return isStorageModule(module) ? typeNamed(storages, name) : std::nullopt;
}

bool isUntypedStorage(std::string_view module, std::string_view name)
{
    return isStorageModule(module) && (name == "UntypedStorage" || name == "_UntypedStorage");
}

bool isKnownName(std::string_view module, std::string_view name)
{
    if (module == "torch" && torchType(name))
        return true;
    if (storageType(module, name) || isUntypedStorage(module, name))
        return true;
    return std::any_of(knownNames.begin(), knownNames.end(),
                       [&](const Name& known) { return known.module == module && known.name == name; });
}

} // namespace maquette::tensorio
