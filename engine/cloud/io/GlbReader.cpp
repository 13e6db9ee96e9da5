// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Json.h"
#include "cloud/io/MergeClouds.h"
#include "cloud/io/RecordTable.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace maquette::cloud::io {

namespace {

using base::Json;

constexpr std::size_t longestJson = std::size_t(1) << 24;
constexpr int deepestNode = 64;

/// Rows of an affine map.
using Affine = std::array<double, 12>;
constexpr Affine identity = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};

Affine product(const Affine& a, const Affine& b)
{
    Affine c = {};
    for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t column = 0; column < 4; ++column) {
            double sum = column == 3 ? a[4 * row + 3] : 0;
            for (std::size_t k = 0; k < 3; ++k)
                sum += a[4 * row + k] * b[4 * k + column];
            c[4 * row + column] = sum;
        }
    return c;
}

const Json* member(const Json& json, const char* key)
{
    if (!json.is_object())
        return nullptr;
    const auto found = json.find(key);
    return found == json.end() ? nullptr : &*found;
}

/// A number that is not negative and whole.
std::optional<std::uint64_t> wholeNumber(const Json* json)
{
    if (!json || !json->is_number_unsigned())
        return std::nullopt;
    return json->get<std::uint64_t>();
}

std::string textOr(const Json* json, const char* fallback)
{
    return json && json->is_string() ? json->get<std::string>() : fallback;
}

/// False where there is something else than `count` finite numbers.
bool numbers(const Json* json, std::size_t count, double* out)
{
    if (!json || !json->is_array() || json->size() != count)
        return false;
    for (std::size_t i = 0; i < count; ++i) {
        if (!(*json)[i].is_number())
            return false;
        out[i] = (*json)[i].get<double>();
        if (!std::isfinite(out[i]))
            return false;
    }
    return true;
}

struct Accessor {
    NumberType type = NumberType::F32;
    std::size_t components = 1;
    std::uint64_t count = 0;
    bool normalized = false;
    const std::uint8_t* data = nullptr;
    std::size_t stride = 0;

    [[nodiscard]] double largest() const
    {
        constexpr double sizes[] = {255, 127, 65535, 32767, 4294967295.0, 2147483647.0};
        return isFloating(type) ? 1 : sizes[static_cast<std::size_t>(type)];
    }
    [[nodiscard]] Field field(std::size_t component, std::string name) const
    {
        Field field;
        field.name = std::move(name);
        field.type = type;
        field.data = data + component * byteSize(type);
        field.stride = stride;
        if (normalized) {
            field.scaled = true;
            field.scale = 1 / largest();
        }
        return field;
    }
};

class GlbFile {
public:
    explicit GlbFile(const Input& input)
        : m_input(input)
        , m_bytes(input.bytes)
    {
    }

    base::Result<Cloud> read()
    {
        if (auto chunks = readChunks(); !chunks.ok())
            return chunks.error();
        if (const Json* required = member(m_json, "extensionsRequired"); required && required->is_array())
            for (const auto& each : *required)
                if (each.is_string() && each != "KHR_mesh_quantization")
                    return needsExtension(each.get<std::string>());
        if (auto walked = walk(); !walked.ok())
            return walked.error();
        if (m_parts.empty())
            return holdsNoPoints(m_input, m_others ? "its primitives are lines or triangles" : "no primitive");
        Cloud cloud = mergeClouds(std::move(m_parts));
        cloud.name = m_input.path.filename().string();
        if (m_others)
            cloud.notes.push_back(std::to_string(m_others) + " primitives of lines or triangles were left out.");
        return cloud;
    }

private:
    [[nodiscard]] base::Error bad(const std::string& problem, std::size_t at = 20) const
    {
        return tensorio::damaged(m_input.name, at, problem);
    }
    [[nodiscard]] base::Error needsExtension(const std::string& name) const
    {
        return {base::ErrorCode::BadInput,
                {QT_TRANSLATE_NOOP("Engine", "%1 needs %2 of glTF, which is not read here. Save it without."),
                 {m_input.name, name}},
                {}};
    }

    [[nodiscard]] std::uint32_t word(std::size_t at) const
    {
        return loadNumber<std::uint32_t>(m_bytes.data() + at, false);
    }

    base::Result<void> readChunks()
    {
        constexpr std::uint32_t jsonChunk = 0x4E4F534A;
        constexpr std::uint32_t binaryChunk = 0x004E4942;
        constexpr std::size_t start = 20;
        if (m_bytes.size() < start)
            return bad("the file ends within the header", m_bytes.size());
        if (word(4) != 2)
            return bad("glTF version 2 expected, found " + std::to_string(word(4)), 4);
        if (word(8) > m_bytes.size())
            return bad(std::to_string(word(8)) + " bytes are announced, the file has " + std::to_string(m_bytes.size()),
                       8);
        const std::size_t end = word(8);
        const std::size_t length = word(12);
        if (end < start || word(16) != jsonChunk || length > end - start || length > longestJson)
            return bad("a first chunk of JSON expected, of " + std::to_string(longestJson) + " bytes at most", 12);
        auto json = base::parseJson(textOf(m_bytes.subspan(start, length)), m_input.name, deepestNode);
        if (!json.ok())
            return json.error();
        m_json = std::move(json).value();
        const std::size_t next = start + length;
        if (end - next >= 8 && word(next + 4) == binaryChunk) {
            if (word(next) > end - next - 8)
                return bad("the chunk of numbers is cut short", next);
            m_binary = m_bytes.subspan(next + 8, word(next));
        }
        return {};
    }

    [[nodiscard]] const Json* entry(const char* list, std::optional<std::uint64_t> index) const
    {
        const Json* all = member(m_json, list);
        if (!all || !all->is_array() || !index || *index >= all->size())
            return nullptr;
        const Json& found = (*all)[static_cast<std::size_t>(*index)];
        return found.is_object() ? &found : nullptr;
    }

    base::Result<void> walk()
    {
        const Json* nodes = member(m_json, "nodes");
        m_visited.assign(nodes && nodes->is_array() ? nodes->size() : 0, false);
        const Json* scene = entry("scenes", wholeNumber(member(m_json, "scene")).value_or(0));
        if (const Json* roots = scene ? member(*scene, "nodes") : nullptr; roots && roots->is_array()) {
            for (const auto& root : *roots)
                if (auto visited = visit(wholeNumber(&root), identity, 0); !visited.ok())
                    return visited;
            return {};
        }
        // A file without scenes is a library of meshes.
        const Json* meshes = member(m_json, "meshes");
        for (std::size_t i = 0; meshes && meshes->is_array() && i < meshes->size(); ++i)
            if (auto added = addMesh(i, identity); !added.ok())
                return added;
        return {};
    }

    base::Result<void> visit(std::optional<std::uint64_t> index, const Affine& parent, int depth)
    {
        const Json* node = entry("nodes", index);
        if (!node)
            return bad("a node that is none");
        if (m_visited[static_cast<std::size_t>(*index)] || depth > deepestNode)
            return bad("nodes that are no tree, or one of more than " + std::to_string(deepestNode) + " levels");
        m_visited[static_cast<std::size_t>(*index)] = true;
        Affine local = identity;
        if (!localMap(*node, local))
            return bad("a node whose transform is none");
        const Affine map = product(parent, local);
        if (const Json* mesh = member(*node, "mesh"))
            if (auto added = addMesh(wholeNumber(mesh), map); !added.ok())
                return added;
        if (const Json* children = member(*node, "children"); children && children->is_array())
            for (const auto& child : *children)
                if (auto visited = visit(wholeNumber(&child), map, depth + 1); !visited.ok())
                    return visited;
        return {};
    }

    static bool localMap(const Json& node, Affine& map)
    {
        if (const Json* matrix = member(node, "matrix")) {
            double m[16]; // by columns
            if (!numbers(matrix, 16, m))
                return false;
            for (std::size_t row = 0; row < 3; ++row)
                for (std::size_t column = 0; column < 4; ++column)
                    map[4 * row + column] = m[4 * column + row];
            return true;
        }
        double t[3] = {0, 0, 0};
        double q[4] = {0, 0, 0, 1};
        double s[3] = {1, 1, 1};
        const auto given = [&](const char* key, std::size_t count, double* out) {
            const Json* json = member(node, key);
            return !json || numbers(json, count, out);
        };
        if (!given("translation", 3, t) || !given("rotation", 4, q) || !given("scale", 3, s))
            return false;
        const double x = q[0];
        const double y = q[1];
        const double z = q[2];
        const double w = q[3];
        const double r[9] = {1 - 2 * (y * y + z * z), 2 * (x * y - z * w),     2 * (x * z + y * w),
                             2 * (x * y + z * w),     1 - 2 * (x * x + z * z), 2 * (y * z - x * w),
                             2 * (x * z - y * w),     2 * (y * z + x * w),     1 - 2 * (x * x + y * y)};
        for (std::size_t row = 0; row < 3; ++row) {
            for (std::size_t column = 0; column < 3; ++column)
                map[4 * row + column] = r[3 * row + column] * s[column];
            map[4 * row + 3] = t[row];
        }
        return true;
    }

    base::Result<void> addMesh(std::optional<std::uint64_t> index, const Affine& map)
    {
        const Json* mesh = entry("meshes", index);
        const Json* primitives = mesh ? member(*mesh, "primitives") : nullptr;
        if (!primitives || !primitives->is_array())
            return bad("a mesh without primitives");
        constexpr std::uint64_t triangles = 4;
        for (const auto& primitive : *primitives) {
            if (m_input.job.stopped())
                return base::stoppedError();
            if (const Json* mode = member(primitive, "mode"); wholeNumber(mode).value_or(triangles) != 0) {
                ++m_others;
                continue;
            }
            if (auto added = addPoints(primitive, map); !added.ok())
                return added;
        }
        return {};
    }

    base::Result<void> addPoints(const Json& primitive, const Affine& map)
    {
        const Json* attributes = member(primitive, "attributes");
        if (!attributes || !attributes->is_object())
            return bad("a primitive without attributes");
        RecordTable table;
        auto positions = accessor(member(*attributes, "POSITION"), std::nullopt);
        if (!positions.ok())
            return positions.error();
        if (positions.value().components != 3)
            return bad("positions of three numbers expected");
        table.count = positions.value().count;
        for (std::size_t axis = 0; axis < 3; ++axis)
            table.axes[axis] = positions.value().field(axis, "");
        if (map != identity)
            table.transform = map;
        std::size_t bytes = 12;
        for (const auto& item : attributes->items()) {
            const std::string& key = item.key();
            if (key != "COLOR_0" && key != "NORMAL" && !key.starts_with('_'))
                continue;
            auto values = accessor(&item.value(), table.count);
            if (!values.ok())
                return values.error();
            addValues(key, values.value(), table);
            bytes += values.value().components * byteSize(values.value().type);
        }
        // One accessor may serve many primitives; the memory must stay in proportion to the file.
        m_outputBytes += static_cast<double>(bytes) * static_cast<double>(table.count);
        if (m_outputBytes > 2.0 * static_cast<double>(m_bytes.size()))
            return bad("the same points again and again, more than twice the size of the file");
        m_points += table.count;
        if (m_points > m_input.options.maxPoints)
            return tooManyPoints(m_input, m_points);
        // Its progress would start again with each primitive.
        Input quiet = m_input;
        quiet.job = base::Job(m_input.job.stopToken(), {});
        auto cloud = cloudFrom(quiet, table);
        if (!cloud.ok())
            return cloud.error();
        turnNormals(map, cloud.value());
        m_parts.push_back(std::move(cloud).value());
        return {};
    }

    static void addValues(const std::string& key, const Accessor& values, RecordTable& table)
    {
        if (key == "COLOR_0" && values.components >= 3) {
            table.colorScale = values.largest();
            for (std::size_t channel = 0; channel < 3; ++channel)
                table.colors.push_back(values.field(channel, ""));
        } else if (key == "NORMAL" && values.components == 3) {
            for (std::size_t axis = 0; axis < 3; ++axis)
                table.attributes.push_back(values.field(axis, std::string("n") + "xyz"[axis]));
        } else if (key.starts_with('_')) {
            // Names of one's own start with an underscore and are in capitals by custom.
            const std::string name = lowerCase(key.substr(1));
            for (std::size_t k = 0; k < values.components; ++k)
                table.attributes.push_back(
                    values.field(k, values.components == 1 ? name : name + "_" + std::to_string(k)));
        }
    }

    /// Normals go through the matrix of cofactors.
    static void turnNormals(const Affine& m, Cloud& cloud)
    {
        std::array<std::vector<float>*, 3> n = {};
        for (std::size_t axis = 0; axis < 3; ++axis)
            for (auto& attribute : cloud.attributes)
                if (attribute.name == std::string("n") + "xyz"[axis])
                    n[axis] = std::get_if<std::vector<float>>(&attribute.values);
        if (map3(m) == map3(identity) || !n[0] || !n[1] || !n[2])
            return;
        const auto row = [&](std::size_t k) { return Vec3{m[4 * k], m[4 * k + 1], m[4 * k + 2]}; };
        const auto cross = [](const Vec3& a, const Vec3& b) {
            return Vec3{a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
        };
        const Vec3 cofactors[3] = {cross(row(1), row(2)), cross(row(2), row(0)), cross(row(0), row(1))};
        for (std::size_t i = 0; i < cloud.size(); ++i) {
            Vec3 turned;
            for (std::size_t k = 0; k < 3; ++k)
                turned[k] = cofactors[k][0] * static_cast<double>((*n[0])[i])
                    + cofactors[k][1] * static_cast<double>((*n[1])[i])
                    + cofactors[k][2] * static_cast<double>((*n[2])[i]);
            const double length = std::hypot(turned[0], turned[1], turned[2]);
            for (std::size_t k = 0; k < 3 && length > 0; ++k)
                (*n[k])[i] = static_cast<float>(turned[k] / length);
        }
    }
    static std::array<double, 9> map3(const Affine& m)
    {
        return {m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10]};
    }

    /// The numbers that an accessor stands for; `count` is how many it must have.
    base::Result<Accessor> accessor(const Json* index, std::optional<std::uint64_t> count) const
    {
        const Json* json = entry("accessors", wholeNumber(index));
        if (!json)
            return bad("an accessor that is none");
        if (member(*json, "sparse"))
            return needsExtension("sparse accessors");
        Accessor result;
        static constexpr std::pair<std::uint64_t, NumberType> types[]
            = {{5120, NumberType::I8},  {5121, NumberType::U8},  {5122, NumberType::I16},
               {5123, NumberType::U16}, {5125, NumberType::U32}, {5126, NumberType::F32}};
        static constexpr std::pair<const char*, std::size_t> shapes[]
            = {{"SCALAR", 1}, {"VEC2", 2}, {"VEC3", 3}, {"VEC4", 4}};
        const auto type = std::find_if(std::begin(types), std::end(types), [&](const auto& each) {
            return each.first == wholeNumber(member(*json, "componentType"));
        });
        const std::string shapeName = textOr(member(*json, "type"), "");
        const auto shape = std::find_if(std::begin(shapes), std::end(shapes),
                                        [&](const auto& each) { return shapeName == each.first; });
        const auto announced = wholeNumber(member(*json, "count"));
        if (type == std::end(types) || shape == std::end(shapes) || !announced || (count && *announced != *count))
            return bad("an accessor of unknown type, or of another length than the positions");
        result.type = type->second;
        result.components = shape->second;
        result.count = *announced;
        const Json* normalized = member(*json, "normalized");
        result.normalized = normalized && normalized->is_boolean() && normalized->get<bool>();
        if (auto placed = place(*json, count.has_value(), result); !placed.ok())
            return placed.error();
        return result;
    }

    base::Result<void> place(const Json& json, bool mayBeZeros, Accessor& result) const
    {
        static constexpr std::uint8_t zeros[64] = {};
        const std::size_t size = result.components * byteSize(result.type);
        if (!member(json, "bufferView") && mayBeZeros) {
            result.data = zeros;
            return {};
        }
        const Json* view = entry("bufferViews", wholeNumber(member(json, "bufferView")));
        const Json* buffer = view ? entry("buffers", wholeNumber(member(*view, "buffer"))) : nullptr;
        if (!buffer)
            return bad("an accessor without numbers");
        if (member(*buffer, "uri") || wholeNumber(member(*view, "buffer")) != 0)
            return needsExtension("numbers outside of the file");
        const std::uint64_t start = wholeNumber(member(*view, "byteOffset")).value_or(0);
        const auto length = wholeNumber(member(*view, "byteLength"));
        const std::uint64_t within = wholeNumber(member(json, "byteOffset")).value_or(0);
        const std::uint64_t stride = wholeNumber(member(*view, "byteStride")).value_or(size);
        const auto span = tensorio::checkedMultiply(result.count > 0 ? result.count - 1 : 0, stride);
        if (!length || start > m_binary.size() || *length > m_binary.size() - start || within > *length || !span
            || stride < size || stride > 65536
            || (result.count > 0 && (*length - within < size || *span > *length - within - size)))
            return bad("an accessor that reaches beyond its numbers");
        result.data = result.count > 0 ? m_binary.data() + start + within : zeros;
        result.stride = static_cast<std::size_t>(stride);
        return {};
    }

    const Input& m_input;
    const Bytes m_bytes;
    Json m_json;
    Bytes m_binary;
    std::vector<bool> m_visited;
    std::vector<Cloud> m_parts;
    std::size_t m_others = 0;
    double m_outputBytes = 0;
    std::uint64_t m_points = 0;
};

base::Result<Cloud> readGlb(const Input& input)
{
    if (!startsWith(input.bytes, "glTF"))
        return tensorio::damaged(input.name, 0, "a GLB starts with the letters glTF");
    return GlbFile(input).read();
}

} // namespace

const Reader& glbReader()
{
    static const Reader reader{{"glb"}, [](Bytes bytes) { return startsWith(bytes, "glTF"); }, readGlb};
    return reader;
}

} // namespace maquette::cloud::io
