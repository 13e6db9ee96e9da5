// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/RecordTable.h"

#include "cloud/io/CoordinateFrame.h"

#include <algorithm>
#include <atomic>
#include <memory>

namespace maquette::cloud::io {

namespace {

/// Points a block: small enough for the second-level cache with their coordinates as doubles.
constexpr std::size_t blockPoints = 4096;
using Coordinates = std::array<std::array<double, blockPoints>, 3>;

struct BlockFacts {
    Box box;
    std::size_t kept = 0;
    std::size_t start = 0; ///< of its first point in the cloud
    double largestColor = 0;
    bool wholeColors = true;
};

template <class Out> void loadNumbers(const Field& field, std::size_t first, std::size_t count, Out* out)
{
    const std::uint8_t* at = field.data + first * field.stride;
    withType(field.type, [&](auto zero) {
        using T = decltype(zero);
        for (std::size_t i = 0; i < count; ++i)
            out[i] = static_cast<Out>(loadNumber<T>(at + i * field.stride, field.swapped));
    });
}

class Assembler {
public:
    Assembler(const Input& input, const RecordTable& table)
        : m_input(input)
        , m_table(table)
        , m_facts((static_cast<std::size_t>(table.count) + blockPoints - 1) / blockPoints)
        , m_nonZero(std::make_unique<std::atomic<bool>[]>(table.attributes.size()))
    {
    }

    base::Result<Cloud> run()
    {
        if (!forBlocks(m_input.job.part(0, 0.3), m_facts.size(), [this](std::size_t block) { survey(block); }))
            return base::stoppedError();
        prepare();
        if (!forBlocks(m_input.job.part(0.3, 1), m_facts.size(), [this](std::size_t block) { convert(block); }))
            return base::stoppedError();
        assignRoles(m_cloud);
        return std::move(m_cloud);
    }

private:
    [[nodiscard]] std::size_t first(std::size_t block) const { return block * blockPoints; }
    [[nodiscard]] std::size_t countOf(std::size_t block) const
    {
        return std::min<std::size_t>(blockPoints, static_cast<std::size_t>(m_table.count) - first(block));
    }

    void loadCoordinates(std::size_t block, Coordinates& out) const
    {
        const std::size_t count = countOf(block);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const Field& field = m_table.axes[axis];
            loadNumbers(field, first(block), count, out[axis].data());
            if (field.scale != 1 || field.offset != 0)
                for (std::size_t i = 0; i < count; ++i)
                    out[axis][i] = out[axis][i] * field.scale + field.offset;
        }
        if (!m_table.transform)
            return;
        const auto& m = *m_table.transform;
        for (std::size_t i = 0; i < count; ++i) {
            const double x = out[0][i];
            const double y = out[1][i];
            const double z = out[2][i];
            for (std::size_t axis = 0; axis < 3; ++axis)
                out[axis][i] = m[4 * axis] * x + m[4 * axis + 1] * y + m[4 * axis + 2] * z + m[4 * axis + 3];
        }
    }

    void survey(std::size_t block)
    {
        BlockFacts& facts = m_facts[block];
        const std::size_t count = countOf(block);
        Coordinates at; // NOLINT(cppcoreguidelines-pro-type-member-init): filled as far as it is read
        loadCoordinates(block, at);
        for (std::size_t i = 0; i < count; ++i)
            facts.kept += usable(at[0][i], at[1][i], at[2][i]) ? 1 : 0;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            if (facts.kept == count) {
                for (std::size_t i = 0; i < count; ++i)
                    facts.box.add(axis, at[axis][i]);
                continue;
            }
            for (std::size_t i = 0; i < count; ++i)
                if (usable(at[0][i], at[1][i], at[2][i]))
                    facts.box.add(axis, at[axis][i]);
        }
        if (m_table.colorScale == 0)
            for (const Field& color : m_table.colors)
                surveyColor(color, block, facts);
        for (std::size_t k = 0; k < m_table.attributes.size(); ++k) {
            const Field& field = m_table.attributes[k];
            if (field.leftOutWhenZero && !m_nonZero[k].load(std::memory_order_relaxed) && anyNonZero(field, block))
                m_nonZero[k].store(true, std::memory_order_relaxed);
        }
    }

    void surveyColor(const Field& color, std::size_t block, BlockFacts& facts) const
    {
        if (color.type == NumberType::U8)
            return;
        std::array<double, blockPoints> values; // NOLINT(cppcoreguidelines-pro-type-member-init)
        const std::size_t count = countOf(block);
        loadNumbers(color, first(block), count, values.data());
        for (std::size_t i = 0; i < count; ++i)
            if (values[i] <= largestCoordinate)
                facts.largestColor = std::max(facts.largestColor, values[i]);
        facts.wholeColors = facts.wholeColors && !isFloating(color.type);
    }

    [[nodiscard]] bool anyNonZero(const Field& field, std::size_t block) const
    {
        const std::uint8_t* at = field.data + first(block) * field.stride;
        const std::uint8_t mask = field.type == NumberType::U8 ? static_cast<std::uint8_t>(field.mask << field.firstBit)
                                                               : std::uint8_t(0xFF);
        std::uint8_t any = 0;
        for (std::size_t i = 0; i < countOf(block); ++i)
            for (std::size_t byte = 0; byte < byteSize(field.type); ++byte)
                any = static_cast<std::uint8_t>(any | (at[i * field.stride + byte] & mask));
        return any != 0;
    }

    void prepare()
    {
        Box box;
        std::size_t kept = 0;
        double largest = 0;
        bool whole = true;
        for (auto& facts : m_facts) {
            box.add(facts.box);
            facts.start = kept;
            kept += facts.kept;
            largest = std::max(largest, facts.largestColor);
            whole = whole && facts.wholeColors;
        }
        m_cloud.name = m_input.path.filename().string();
        m_cloud.droppedPoints = m_table.count - kept;
        m_cloud.shift = chooseShift(box);
        m_cloud.positions.resize(3 * kept);
        if (!m_table.colors.empty()) {
            m_cloud.colors.resize(3 * kept);
            const bool bytes = std::all_of(m_table.colors.begin(), m_table.colors.end(),
                                           [](const Field& color) { return color.type == NumberType::U8; });
            m_colorScale = m_table.colorScale != 0 ? m_table.colorScale : bytes ? 255 : colorScaleFor(largest, whole);
        }
        std::vector<std::string> names;
        for (std::size_t k = 0; k < m_table.attributes.size(); ++k) {
            const Field& field = m_table.attributes[k];
            if (field.leftOutWhenZero && !m_nonZero[k])
                continue;
            names.push_back(uniqueName(field.name, names));
            // What has 16 bits fits a float's 24 whatever its scale.
            const NumberType type = !field.scaled                            ? field.type
                : byteSize(field.type) <= 2 || field.type == NumberType::F32 ? NumberType::F32
                                                                             : NumberType::F64;
            m_cloud.attributes.push_back({names.back(), makeColumn(type, kept), Role::None});
            m_fields.push_back(&field);
        }
    }

    void convert(std::size_t block)
    {
        const std::size_t count = countOf(block);
        const BlockFacts& facts = m_facts[block];
        if (facts.kept == 0)
            return;
        Coordinates at; // NOLINT(cppcoreguidelines-pro-type-member-init)
        loadCoordinates(block, at);
        std::vector<std::uint32_t> kept;
        if (facts.kept != count)
            for (std::size_t i = 0; i < count; ++i)
                if (usable(at[0][i], at[1][i], at[2][i]))
                    kept.push_back(static_cast<std::uint32_t>(i));
        const auto source = [&](std::size_t i) { return kept.empty() ? i : kept[i]; };
        float* to = m_cloud.positions.data() + 3 * facts.start;
        for (std::size_t i = 0; i < facts.kept; ++i)
            for (std::size_t axis = 0; axis < 3; ++axis)
                to[3 * i + axis] = static_cast<float>(at[axis][source(i)] - m_cloud.shift[axis]);
        for (std::size_t channel = 0; channel < m_table.colors.size(); ++channel)
            convertColor(m_table.colors[channel], channel, block, kept);
        for (std::size_t k = 0; k < m_fields.size(); ++k)
            convertAttribute(*m_fields[k], m_cloud.attributes[k].values, block, kept);
    }

    void convertColor(const Field& field, std::size_t channel, std::size_t block,
                      const std::vector<std::uint32_t>& kept)
    {
        std::uint8_t* to = m_cloud.colors.data() + 3 * m_facts[block].start + channel;
        const std::uint8_t* at = field.data + first(block) * field.stride;
        const bool plain = field.type == NumberType::U8 && m_colorScale == 255;
        withType(field.type, [&](auto zero) {
            using T = decltype(zero);
            for (std::size_t i = 0; i < m_facts[block].kept; ++i) {
                const std::uint8_t* from = at + (kept.empty() ? i : kept[i]) * field.stride;
                to[3 * i]
                    = plain ? *from : colorByte(static_cast<double>(loadNumber<T>(from, field.swapped)) / m_colorScale);
            }
        });
    }

    void convertAttribute(const Field& field, Column& column, std::size_t block, const std::vector<std::uint32_t>& kept)
    {
        const BlockFacts& facts = m_facts[block];
        const std::uint8_t* at = field.data + first(block) * field.stride;
        const auto address = [&](std::size_t i) { return at + (kept.empty() ? i : kept[i]) * field.stride; };
        std::visit(
            [&](auto& values) {
                using Out = typename std::remove_reference_t<decltype(values)>::value_type;
                Out* to = values.data() + facts.start;
                if (field.scaled) {
                    withType(field.type, [&](auto zero) {
                        using T = decltype(zero);
                        for (std::size_t i = 0; i < facts.kept; ++i)
                            to[i] = static_cast<Out>(static_cast<double>(loadNumber<T>(address(i), field.swapped))
                                                         * field.scale
                                                     + field.offset);
                    });
                    return;
                }
                if constexpr (std::is_same_v<Out, std::uint8_t>) {
                    for (std::size_t i = 0; i < facts.kept; ++i)
                        to[i] = static_cast<std::uint8_t>((*address(i) >> field.firstBit) & field.mask);
                } else if (kept.empty()) {
                    for (std::size_t i = 0; i < facts.kept; ++i)
                        to[i] = loadNumber<Out>(at + i * field.stride, field.swapped);
                } else {
                    for (std::size_t i = 0; i < facts.kept; ++i)
                        to[i] = loadNumber<Out>(address(i), field.swapped);
                }
            },
            column);
    }

    const Input& m_input;
    const RecordTable& m_table;
    std::vector<BlockFacts> m_facts;
    std::unique_ptr<std::atomic<bool>[]> m_nonZero;
    Cloud m_cloud;
    std::vector<const Field*> m_fields; ///< of the attributes
    double m_colorScale = 255;
};

} // namespace

base::Result<Cloud> cloudFrom(const Input& input, const RecordTable& table)
{
    if (table.count > input.options.maxPoints)
        return tooManyPoints(input, table.count);
    return Assembler(input, table).run();
}

void assignRoles(Cloud& cloud)
{
    for (auto& attribute : cloud.attributes) {
        const Role role = roleFromName(attribute.name);
        const bool taken = (role == Role::Label || role == Role::Prediction) && cloud.find(role);
        attribute.role = taken ? Role::None : role;
    }
}

double colorScaleFor(double largest, bool whole)
{
    if (largest > 255)
        return 65535;
    return largest > 1 || whole ? 255 : 1;
}

} // namespace maquette::cloud::io
