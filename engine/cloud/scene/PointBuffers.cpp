// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/scene/PointBuffers.h"

#include <vtkShaderProgram.h>
#include <vtkType.h>
#include <vtk_glew.h>

#include <algorithm>
#include <cassert>
#include <chrono>

namespace maquette::cloud {

namespace {

struct AttributeEntry {
    const char* name; ///< in the vertex shader
    int type;
    int components;
    bool normalized; ///< 0 … 255 become 0 … 1
};
constexpr std::array<AttributeEntry, 7> attributes = {{{"position", VTK_FLOAT, 3, false},
                                                       {"color", VTK_UNSIGNED_CHAR, 3, true},
                                                       {"truth", VTK_UNSIGNED_CHAR, 1, false},
                                                       {"prediction", VTK_UNSIGNED_CHAR, 1, false},
                                                       {"chosen", VTK_UNSIGNED_CHAR, 1, false},
                                                       {"indexLeft", VTK_UNSIGNED_CHAR, 1, false},
                                                       {"indexRight", VTK_UNSIGNED_CHAR, 1, false}}};

bool hasIndex(const std::shared_ptr<const PaneColors>& colors) { return colors && !colors->index.empty(); }

} // namespace

void PointBuffers::setData(const SceneData& data)
{
    if (data.points != m_data.points) {
        m_blocks.clear();
        const std::size_t size = data.points ? data.points->size() : 0;
        for (std::size_t first = 0; first < size; first += blockPoints) {
            Block block;
            block.first = first;
            block.count = std::min(blockPoints, size - first);
            m_blocks.push_back(std::move(block));
        }
    }
    if (data.slots != m_data.slots)
        m_slotsVersion = ++m_version;
    if (data.selected != m_data.selected)
        m_selectedVersion = ++m_version;
    m_data = data;
}

void PointBuffers::setPanes(std::array<Sides, mostPanes> panes)
{
    if (panes == m_panes)
        return;
    m_panes = std::move(panes);
    for (Block& block : m_blocks)
        std::erase_if(block.indices, [this](const auto& entry) {
            return std::none_of(m_panes.begin(), m_panes.end(), [&entry](const Sides& sides) {
                return std::find(sides.begin(), sides.end(), entry.first) != sides.end();
            });
        });
}

template <class T>
void PointBuffers::send(Array& array, const std::vector<T>& values, std::uint64_t version, std::size_t first,
                        std::size_t count)
{
    const bool held = array.buffer != nullptr || values.empty();
    if (array.version == version && held)
        return;
    array.version = version;
    array.buffer = nullptr;
    if (values.empty())
        return;
    assert(values.size() >= first + count);
    // A new buffer instead of new values in the old one: a driver may still read the old one for the last frame.
    array.buffer = Buffer::New();
    array.buffer->Upload(values.data() + first, count, vtkOpenGLBufferObject::ArrayBuffer);
    ++m_uploads;
    m_bytes += count * sizeof(T);
}

void PointBuffers::send(Block& block)
{
    static const std::vector<std::uint8_t> none;
    const PointSet& points = *m_data.points;
    send(block.positions, points.positions, 0, block.first * 3, block.count * 3);
    send(block.colors, points.colors, 0, block.first * 3, block.count * 3);
    send(block.truth, m_data.slots ? m_data.slots->truth : none, m_slotsVersion, block.first, block.count);
    send(block.prediction, m_data.slots ? m_data.slots->prediction : none, m_slotsVersion, block.first, block.count);
    if (block.selected.version != m_selectedVersion || (block.selected.buffer == nullptr) == hasSelection()) {
        std::vector<std::uint8_t> inOrder;
        if (hasSelection()) {
            inOrder.resize(block.count);
            for (std::size_t i = 0; i < block.count; ++i)
                inOrder[i] = (*m_data.selected)[points.order[block.first + i]];
        }
        send(block.selected, inOrder, m_selectedVersion, 0, block.count);
    }
    for (const Sides& sides : m_panes)
        for (const auto& colors : sides)
            if (hasIndex(colors))
                send(block.indices[colors], colors->index, 0, block.first, block.count);
}

bool PointBuffers::current(const Block& block) const
{
    const auto held = [](const Array& array, std::uint64_t version, bool given) {
        return array.version == version && (array.buffer != nullptr) == given;
    };
    const ClassSlots* slots = m_data.slots.get();
    if (!held(block.positions, 0, true) || !held(block.truth, m_slotsVersion, slots && !slots->truth.empty())
        || !held(block.prediction, m_slotsVersion, slots && !slots->prediction.empty())
        || !held(block.selected, m_selectedVersion, hasSelection()))
        return false;
    for (const Sides& sides : m_panes)
        for (const auto& colors : sides)
            if (hasIndex(colors) && !block.indices.contains(colors))
                return false;
    return true;
}

std::size_t PointBuffers::prepare(std::size_t points, double milliseconds, bool& complete)
{
    const auto start = std::chrono::steady_clock::now();
    complete = true;
    std::size_t drawable = 0;
    bool mayDraw = true;
    bool sentSome = false;
    for (Block& block : m_blocks) {
        if (block.first >= points)
            break;
        if (!current(block)) {
            const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
            if (!sentSome || spent.count() < milliseconds) {
                send(block);
                sentSome = true;
            } else {
                complete = false;
            }
        }
        // Blocks whose classes wait for their turn are drawn as they were.
        mayDraw = mayDraw && block.positions.buffer != nullptr;
        if (mayDraw)
            drawable = block.first + block.count;
    }
    return std::min(points, drawable);
}

void PointBuffers::bind(Block& block, int pane, vtkShaderProgram* program)
{
    Vertices& vertices = block.vertices.at(static_cast<std::size_t>(pane));
    const auto indexOf = [&block](const std::shared_ptr<const PaneColors>& colors) {
        const auto found = block.indices.find(colors);
        return found == block.indices.end() ? Buffer() : found->second.buffer;
    };
    const auto& colors = m_panes[static_cast<std::size_t>(pane)];
    const std::array<Buffer, attributes.size()> wanted
        = {block.positions.buffer, block.colors.buffer, block.truth.buffer, block.prediction.buffer,
           block.selected.buffer,  indexOf(colors[0]),  indexOf(colors[1])};
    if (vertices.object != nullptr && vertices.bound == wanted) {
        vertices.object->Bind();
        return;
    }
    vertices.object = vtkSmartPointer<vtkOpenGLVertexArrayObject>::New();
    vertices.object->Bind();
    for (std::size_t i = 0; i < attributes.size(); ++i) {
        if (wanted[i] == nullptr)
            continue;
        const auto& entry = attributes[i];
        const std::size_t size = entry.type == VTK_FLOAT ? sizeof(float) : 1;
        vertices.object->AddAttributeArray(program, wanted[i], entry.name, 0,
                                           size * static_cast<std::size_t>(entry.components), entry.type,
                                           entry.components, entry.normalized);
    }
    vertices.bound = wanted;
}

void PointBuffers::draw(int pane, std::size_t points, vtkShaderProgram* program)
{
    for (Block& block : m_blocks) {
        if (block.first >= points || block.positions.buffer == nullptr)
            break;
        bind(block, pane, program);
        glDrawArrays(GL_POINTS, 0, static_cast<GLsizei>(std::min(block.count, points - block.first)));
        block.vertices[static_cast<std::size_t>(pane)].object->Release();
    }
}

void PointBuffers::release()
{
    for (Block& block : m_blocks) {
        for (Vertices& vertices : block.vertices) {
            if (vertices.object != nullptr)
                vertices.object->ReleaseGraphicsResources();
            vertices = {};
        }
        block.positions = block.colors = block.truth = block.prediction = block.selected = {};
        block.indices.clear();
    }
}

} // namespace maquette::cloud
