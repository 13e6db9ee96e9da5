// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/scene/PointScene.h"

#include <vtkOpenGLBufferObject.h>
#include <vtkOpenGLVertexArrayObject.h>
#include <vtkSmartPointer.h>

#include <array>
#include <map>
#include <vector>

class vtkShaderProgram;

namespace maquette::cloud {

/// Per-point arrays in the graphics memory, in blocks of the drawing order, so that a prefix is drawn by a count and a
/// large cloud is sent over several frames. Each array is sent once, and again only when another one takes its place.
class PointBuffers {
public:
    static constexpr std::size_t blockPoints = std::size_t(1) << 18;
    static constexpr int mostPanes = 4;

    // The context is current in all functions from here on.
    /// Keeps what is in the graphics memory for everything that is still the same object.
    void setData(const SceneData& data);
    /// What each pane looks its colors up with, on the left and on the right of a curtain. A null one, and one without
    /// an index of its own, needs no array. Arrays that no pane shows any more are freed.
    using Sides = std::array<std::shared_ptr<const PaneColors>, 2>;
    void setPanes(std::array<Sides, mostPanes> panes);

    /// Sends what is missing for the first `points` points, block by block until `milliseconds` are over (at least one
    /// block). Returns how many points can be drawn; `complete` is false while some are missing or out of date.
    std::size_t prepare(std::size_t points, double milliseconds, bool& complete);

    /// Draws the first `points` points (no more than prepare() gave) with a pane's arrays; the program is bound.
    void draw(int pane, std::size_t points, vtkShaderProgram* program);

    /// Frees all in the graphics memory; what is needed is sent again later.
    void release();

    [[nodiscard]] std::uint64_t uploads() const { return m_uploads; }
    [[nodiscard]] std::uint64_t uploadedBytes() const { return m_bytes; }
    [[nodiscard]] const SceneData& data() const { return m_data; }

private:
    using Buffer = vtkSmartPointer<vtkOpenGLBufferObject>;
    struct Array {
        Buffer buffer; ///< null: there is none, or it was not sent
        std::uint64_t version = 0; ///< of the values that it holds
    };
    struct Vertices {
        vtkSmartPointer<vtkOpenGLVertexArrayObject> object;
        std::array<Buffer, 7> bound = {}; ///< owned, so that no other can have the same address
    };
    struct Block {
        std::size_t first = 0;
        std::size_t count = 0;
        Array positions, colors, truth, prediction, selected;
        std::map<std::shared_ptr<const PaneColors>, Array> indices;
        std::array<Vertices, mostPanes> vertices;
    };

    template <class T>
    void send(Array& array, const std::vector<T>& values, std::uint64_t version, std::size_t first, std::size_t count);
    void send(Block& block);
    [[nodiscard]] bool hasSelection() const { return m_data.selected && !m_data.selected->empty(); }
    [[nodiscard]] bool current(const Block& block) const;
    void bind(Block& block, int pane, vtkShaderProgram* program);

    SceneData m_data;
    std::array<Sides, mostPanes> m_panes;
    // Counted up with each new object; addresses come again.
    std::uint64_t m_version = 0;
    std::uint64_t m_slotsVersion = 0;
    std::uint64_t m_selectedVersion = 0;
    std::vector<Block> m_blocks;
    std::uint64_t m_uploads = 0;
    std::uint64_t m_bytes = 0;
};

} // namespace maquette::cloud
