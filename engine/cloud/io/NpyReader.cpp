// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/ColumnGuess.h"
#include "cloud/io/RecordTable.h"
#include "tensorio/TensorTable.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

namespace maquette::cloud::io {

namespace {

using tensorio::DType;

std::optional<NumberType> numberType(DType type)
{
    switch (type) {
    case DType::Bool:
    case DType::U8:
        return NumberType::U8;
    case DType::I8:
        return NumberType::I8;
    case DType::U16:
        return NumberType::U16;
    case DType::I16:
        return NumberType::I16;
    case DType::U32:
        return NumberType::U32;
    case DType::I32:
        return NumberType::I32;
    case DType::U64:
        return NumberType::U64;
    case DType::I64:
        return NumberType::I64;
    case DType::F16:
    case DType::BF16:
    case DType::F32:
        return NumberType::F32;
    case DType::F64:
        return NumberType::F64;
    default:
        return std::nullopt;
    }
}

float fromHalf(std::uint16_t bits)
{
    const float sign = bits & 0x8000 ? -1.0F : 1.0F;
    const int exponent = bits >> 10 & 31;
    const auto fraction = static_cast<float>(bits & 1023);
    if (exponent == 31)
        return fraction == 0 ? sign * std::numeric_limits<float>::infinity() : std::numeric_limits<float>::quiet_NaN();
    return sign * (exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25));
}

/// An array of rows; axes of length 1 in front do not count, and a list is a single column.
struct Matrix {
    std::string name;
    NumberType type = NumberType::F32;
    std::uint64_t rows = 0;
    std::uint64_t columns = 0;
    Bytes bytes;
    std::shared_ptr<const void> owner;

    [[nodiscard]] Field field(std::size_t column, std::string fieldName) const
    {
        Field field;
        field.name = std::move(fieldName);
        field.type = type;
        field.data = rows > 0 ? bytes.data() + column * byteSize(type) : nullptr;
        field.stride = columns * byteSize(type);
        return field;
    }
};

struct MatrixShape {
    std::uint64_t rows = 0;
    std::uint64_t columns = 0;
};

std::optional<MatrixShape> shapeOf(const tensorio::TensorInfo& info)
{
    auto shape = info.shape;
    while (shape.size() > 2 && shape.front() == 1)
        shape.erase(shape.begin());
    if (!numberType(info.type) || shape.empty() || shape.size() > 2)
        return std::nullopt;
    return MatrixShape{static_cast<std::uint64_t>(shape[0]),
                       shape.size() == 1 ? 1 : static_cast<std::uint64_t>(shape[1])};
}

base::Result<Matrix> load(const tensorio::Checkpoint& file, const tensorio::TensorInfo& info)
{
    auto data = file.load(info.name);
    if (!data.ok())
        return data.error();
    const auto shape = shapeOf(info);
    Matrix matrix{info.name,      *numberType(info.type), shape->rows,
                  shape->columns, data.value().bytes,     data.value().owner};
    if (info.type == DType::F16 || info.type == DType::BF16) {
        auto floats = std::make_shared<std::vector<float>>(data.value().bytes.size() / 2);
        for (std::size_t i = 0; i < floats->size(); ++i) {
            const auto bits = loadNumber<std::uint16_t>(data.value().bytes.data() + 2 * i, false);
            (*floats)[i] = info.type == DType::F16 ? fromHalf(bits) : std::bit_cast<float>(std::uint32_t(bits) << 16);
        }
        matrix.bytes = {reinterpret_cast<const std::uint8_t*>(floats->data()), 4 * floats->size()};
        matrix.owner = std::move(floats);
    }
    return matrix;
}

double valueOf(const Matrix& matrix, std::size_t row, std::size_t column)
{
    const std::uint8_t* at = matrix.bytes.data() + (row * matrix.columns + column) * byteSize(matrix.type);
    return withType(matrix.type, [&](auto zero) { return static_cast<double>(loadNumber<decltype(zero)>(at, false)); });
}

/// In as few digits as tell the number from its neighbors.
std::string shown(const Matrix& matrix, std::size_t row, std::size_t column)
{
    const std::uint8_t* at = matrix.bytes.data() + (row * matrix.columns + column) * byteSize(matrix.type);
    return withType(matrix.type, [&](auto zero) {
        char buffer[64];
        const auto value = loadNumber<decltype(zero)>(at, false);
        return std::string(buffer, std::to_chars(buffer, buffer + sizeof buffer, +value).ptr);
    });
}

ColumnSample sampleOf(const Matrix& matrix)
{
    constexpr std::uint64_t most = 4000;
    constexpr std::size_t mostDistinct = 65;
    ColumnSample sample;
    sample.stats.resize(matrix.columns);
    const std::uint64_t count = std::min(most, matrix.rows);
    std::vector<std::vector<double>> distinct(matrix.columns);
    for (std::uint64_t i = 0; i < count; ++i) {
        // Rows all over the array, as the first ones are often of one object.
        const std::uint64_t row = i * (matrix.rows / count);
        for (std::size_t k = 0; k < matrix.columns; ++k) {
            const double value = valueOf(matrix, row, k);
            sample.values.push_back(value);
            ColumnStats& s = sample.stats[k];
            if (!std::isfinite(value)) {
                s.gaps = true;
                continue;
            }
            s.whole = s.whole && value == std::floor(value);
            s.low = s.count ? std::min(s.low, value) : value;
            s.high = s.count ? std::max(s.high, value) : value;
            ++s.count;
            auto& seen = distinct[k];
            if (seen.size() < mostDistinct && std::find(seen.begin(), seen.end(), value) == seen.end())
                seen.push_back(value);
        }
    }
    for (std::size_t k = 0; k < matrix.columns; ++k)
        sample.stats[k].distinct = distinct[k].size();
    return sample;
}

base::Error noRows(const Input& input, const std::string& found)
{
    return {base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine",
                               "%1 holds no array of points: one row a point with at least x, y and z is needed."),
             {input.name}},
            found};
}

std::string describe(const tensorio::TensorInfo& info)
{
    std::string text = info.name + " has the shape [";
    for (std::size_t i = 0; i < info.shape.size(); ++i)
        text += (i ? ", " : "") + std::to_string(info.shape[i]);
    return text + "] of " + std::string(tensorio::name(info.type));
}

void addColumns(const Matrix& matrix, const ColumnLayout& layout, RecordTable& table)
{
    static constexpr std::string_view axes = "xyz";
    static constexpr std::string_view channels = "rgb";
    table.count = matrix.rows;
    table.colorScale = layout.colorScale;
    for (std::size_t k = 0; k < std::min<std::size_t>(layout.columns.size(), matrix.columns); ++k) {
        const std::string& word = layout.columns[k];
        const auto axis = word.size() == 1 ? axes.find(word) : std::string_view::npos;
        const auto channel = word.size() == 1 ? channels.find(word) : std::string_view::npos;
        if (axis != std::string_view::npos) {
            table.axes[axis] = matrix.field(k, word);
        } else if (channel != std::string_view::npos) {
            table.colors.resize(3);
            table.colors[channel] = matrix.field(k, word);
        } else if (word != "skip") {
            table.attributes.push_back(matrix.field(k, word));
        }
    }
}

base::Result<ColumnLayout> layoutFor(const Input& input, const Matrix& matrix)
{
    ColumnLayout layout;
    if (input.options.columns)
        layout = *input.options.columns;
    else
        layout.columns = guessColumns(sampleOf(matrix));
    if (auto checked = checkLayout(layout); !checked.ok())
        return checked.error();
    for (std::size_t k = matrix.columns; k < layout.columns.size(); ++k)
        if (layout.columns[k] != "skip")
            return noRows(input,
                          "column " + std::to_string(k + 1) + " is to be " + layout.columns[k] + ", the array has "
                              + std::to_string(matrix.columns));
    return layout;
}

bool isPointArray(const tensorio::TensorInfo& info)
{
    const auto shape = shapeOf(info);
    return shape && shape->columns >= 3 && shape->columns <= mostTextColumns;
}

/// Which of the names of arrays that are in use a name is.
enum class Meaning { Points, Colors, Normals, Axis, Other };
Meaning meaningOf(const std::string& name)
{
    static constexpr struct {
        Meaning meaning;
        const char* word;
    } words[] = {
        {Meaning::Points, "points"},
        {Meaning::Points, "point"},
        {Meaning::Points, "coord"},
        {Meaning::Points, "coords"},
        {Meaning::Points, "xyz"},
        {Meaning::Points, "pos"},
        {Meaning::Points, "position"},
        {Meaning::Points, "positions"},
        {Meaning::Points, "pc"},
        {Meaning::Points, "pointcloud"},
        {Meaning::Points, "point_cloud"},
        {Meaning::Points, "vertices"},
        {Meaning::Colors, "color"},
        {Meaning::Colors, "colors"},
        {Meaning::Colors, "colour"},
        {Meaning::Colors, "colours"},
        {Meaning::Colors, "rgb"},
        {Meaning::Normals, "normal"},
        {Meaning::Normals, "normals"},
        {Meaning::Axis, "x"},
        {Meaning::Axis, "y"},
        {Meaning::Axis, "z"},
    };
    const std::string lower = lowerCase(name);
    for (const auto& entry : words)
        if (lower == entry.word)
            return entry.meaning;
    return Meaning::Other;
}

class NpzFile {
public:
    NpzFile(const Input& input, const tensorio::Checkpoint& file)
        : m_input(input)
        , m_file(file)
    {
    }

    base::Result<Cloud> read()
    {
        if (auto points = readPoints(); !points.ok())
            return points.error();
        constexpr std::size_t mostFields = 1024;
        for (const auto& info : m_file.tensors()) {
            if (m_input.job.stopped())
                return base::stoppedError();
            if (std::find(m_used.begin(), m_used.end(), info.name) != m_used.end())
                continue;
            const auto shape = shapeOf(info);
            if (!shape || shape->rows != m_table.count || m_table.attributes.size() + shape->columns > mostFields) {
                m_notes.push_back(describe(info) + " and was left out: one value or row for each of "
                                  + std::to_string(m_table.count) + " points is read.");
                continue;
            }
            auto matrix = load(m_file, info);
            if (!matrix.ok())
                return matrix.error();
            add(std::move(matrix).value());
        }
        auto cloud = cloudFrom(m_input, m_table);
        if (cloud.ok())
            cloud.value().notes = std::move(m_notes);
        return cloud;
    }

private:
    base::Result<void> readPoints()
    {
        const tensorio::TensorInfo* points = nullptr;
        for (const auto& info : m_file.tensors())
            if (isPointArray(info)
                && (!points || (meaningOf(info.name) == Meaning::Points && meaningOf(points->name) != Meaning::Points)))
                points = &info;
        if (!points || meaningOf(points->name) != Meaning::Points)
            if (auto axes = readAxes(); !axes.ok() || m_table.count > 0 || m_used.size() == 3)
                return axes;
        if (!points)
            return noRows(m_input, "no array has rows of three numbers");
        auto matrix = load(m_file, *points);
        if (!matrix.ok())
            return matrix.error();
        auto layout = layoutFor(m_input, matrix.value());
        if (!layout.ok())
            return layout.error();
        addColumns(matrix.value(), layout.value(), m_table);
        m_used.push_back(points->name);
        m_matrices.push_back(std::move(matrix).value());
        return {};
    }

    /// One list for each of x, y and z, if they are there.
    base::Result<void> readAxes()
    {
        std::array<const tensorio::TensorInfo*, 3> found = {};
        for (const auto& info : m_file.tensors())
            if (const auto shape = shapeOf(info); shape && shape->columns == 1 && meaningOf(info.name) == Meaning::Axis)
                found[static_cast<std::size_t>(lowerCase(info.name)[0] - 'x')] = &info;
        if (!found[0] || !found[1] || !found[2])
            return {};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            auto matrix = load(m_file, *found[axis]);
            if (!matrix.ok())
                return matrix.error();
            if (axis > 0 && matrix.value().rows != m_table.count)
                return noRows(m_input, "x, y and z have different lengths");
            m_table.count = matrix.value().rows;
            m_table.axes[axis] = matrix.value().field(0, "");
            m_used.push_back(found[axis]->name);
            m_matrices.push_back(std::move(matrix).value());
        }
        return {};
    }

    void add(Matrix matrix)
    {
        const Meaning meaning = meaningOf(matrix.name);
        const bool colors = meaning == Meaning::Colors && matrix.columns >= 3 && m_table.colors.empty();
        for (std::size_t k = 0; k < matrix.columns; ++k) {
            if (colors && k < 3)
                m_table.colors.push_back(matrix.field(k, ""));
            else if (meaning == Meaning::Normals && matrix.columns == 3)
                m_table.attributes.push_back(matrix.field(k, std::string("n") + "xyz"[k]));
            else
                m_table.attributes.push_back(
                    matrix.field(k, matrix.columns == 1 ? matrix.name : matrix.name + "_" + std::to_string(k)));
        }
        m_matrices.push_back(std::move(matrix));
    }

    const Input& m_input;
    const tensorio::Checkpoint& m_file;
    RecordTable m_table;
    std::vector<Matrix> m_matrices; ///< keep the bytes of the table
    std::vector<std::string> m_used;
    std::vector<std::string> m_notes;
};

base::Result<Matrix> loadOnlyArray(const Input& input)
{
    auto file = tensorio::openNpy({input.bytes, input.name, input.owner});
    if (!file.ok())
        return file.error();
    const auto& info = file.value()->tensors().front();
    if (!isPointArray(info))
        return noRows(input, describe(info));
    return load(*file.value(), info);
}

base::Result<Cloud> readNpy(const Input& input)
{
    if (startsWith(input.bytes, "PK")) {
        auto file = tensorio::openBytes({input.bytes, input.name, input.owner});
        if (!file.ok())
            return file.error();
        if (file.value()->format() != "npz")
            return holdsNoPoints(input, "a file of tensors of the format " + file.value()->format());
        return NpzFile(input, *file.value()).read();
    }
    auto matrix = loadOnlyArray(input);
    if (!matrix.ok())
        return matrix.error();
    auto layout = layoutFor(input, matrix.value());
    if (!layout.ok())
        return layout.error();
    RecordTable table;
    addColumns(matrix.value(), layout.value(), table);
    return cloudFrom(input, table);
}

} // namespace

base::Result<ColumnPreview> previewNpy(const Input& input)
{
    constexpr std::uint64_t mostRows = 50;
    auto matrix = loadOnlyArray(input);
    if (!matrix.ok())
        return matrix.error();
    ColumnPreview preview;
    preview.guess.columns = guessColumns(sampleOf(matrix.value()));
    for (std::uint64_t row = 0; row < std::min(mostRows, matrix.value().rows); ++row) {
        auto& cells = preview.rows.emplace_back();
        for (std::size_t k = 0; k < matrix.value().columns; ++k)
            cells.push_back(shown(matrix.value(), row, k));
    }
    return preview;
}

const Reader& npyReader()
{
    static const Reader reader{
        {"npy", "npz"},
        [](Bytes bytes) { return startsWith(bytes, "\x93NUMPY") || startsWith(bytes, "PK\x03\x04"); },
        readNpy};
    return reader;
}

} // namespace maquette::cloud::io
