// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "edit/Board.h"
#include "imaging/Image.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace maquette::edit {

/// A board as the network sees it: the explanation is already applied to `before` and `image`; the raw pictures are
/// merely aligned (mirrored, rotated, cropped) with them. before, rawBefore and after have one size, image and rawImage
/// another.
struct PaintBoard {
    const imaging::Image& before;
    const imaging::Image& after;
    const imaging::Image& image;
    const imaging::Image& rawBefore;
    const imaging::Image& rawImage;
    std::vector<Box> beforeBoxes;
    std::vector<Box> afterBoxes;
    double beforeResidual = 0; ///< root mean square error that the explanation leaves on `before`
    double imageResidual = 0; ///< what it is expected to leave on `image`
};

struct PaintOptions {
    int steps = 1; ///< 1, 2, 4 or 8
    std::uint64_t seed = 0;
    double guidance = 1;
    bool withPrompt = true;
    bool withBoxes = true;
    /// Called after each sampling step with the present picture.
    std::function<void(const imaging::Image&)> preview;
};

/// A picture and how much was sampled for it.
struct Painted {
    imaging::Image image;
    int stepsDone = 0;
};

/// The network, ready to paint what an explanation leaves. Uses no global state: one Painter per thread at a time.
class Painter {
public:
    /// Loads weights to `device` (auto, cpu, cuda:N). ModelUnfit or Device.
    [[nodiscard]] static base::Result<std::shared_ptr<Painter>> load(const std::filesystem::path& weights,
                                                                     const std::string& device);
    ~Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    /// "variant, 3.3 M parameters".
    [[nodiscard]] const std::string& name() const;
    /// Pixels along a side of a cell of the board.
    [[nodiscard]] int cell() const;

    /// The whole picture at once: the network sees all three pictures reduced to a cell; its filters, color maps and
    /// remainder are then applied at the picture's own size. What depends on place is kept, detail under a cell's
    /// pixel is not seen.
    [[nodiscard]] base::Result<Painted> global(const PaintBoard& board, const PaintOptions& options,
                                               const base::Job& job);

    /// Native tiles of one cell with overlap, each with the example's crop that is most like it. Detail is kept, place
    /// is not seen. Needs an example of at least one cell's size in both directions; smaller pictures are mirrored out.
    [[nodiscard]] base::Result<Painted> tiled(const PaintBoard& board, const PaintOptions& options,
                                              const base::Job& job);

    /// How many dB better than `board.before` the network rebuilds `board.after`, asked with the mirrored before
    /// picture so that copying the example's answer from its place does not help. Negative: it makes things worse.
    [[nodiscard]] base::Result<double> globalGain(const PaintBoard& board, const PaintOptions& options,
                                                  const base::Job& job);
    [[nodiscard]] base::Result<double> tiledGain(const PaintBoard& board, const PaintOptions& options,
                                                 const base::Job& job);

private:
    Painter();
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace maquette::edit
