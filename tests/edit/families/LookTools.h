// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"
#include "imaging/Image.h"

#include <array>
#include <functional>
#include <string>

namespace maquette::test {

using imaging::Image;
using Edit = std::function<Image(const Image&)>;

/// A photograph of the resource folder ("cat.jpg"), reduced by a whole factor and rounded to 8 bits; fails the test
/// when it cannot be read.
[[nodiscard]] Image photo(const std::string& name, int factor = 2);
[[nodiscard]] Image cropped(const Image& image, int x, int y, int width, int height);
/// Means of factor x factor pixels.
[[nodiscard]] Image reduced(const Image& image, int factor);
/// Clamped to [0, 1] and rounded to 8 bits, as files hold it.
[[nodiscard]] Image stored(const Image& image);
[[nodiscard]] Image clamped(Image image);

/// Applies `pixel(color) -> color` everywhere.
[[nodiscard]] Image perPixel(const Image& image,
                             const std::function<std::array<float, 3>(std::array<float, 3>)>& pixel);
/// Applies `pixel(x, y, color) -> color` everywhere.
[[nodiscard]] Image perPlace(const Image& image,
                             const std::function<std::array<float, 3>(int, int, std::array<float, 3>)>& pixel);

/// An example with a checkerboard of blocks, half for fitting, half for scoring.
class Example {
public:
    Example(Image before, Image after, bool quick = false);

    [[nodiscard]] edit::FitContext context() const;
    [[nodiscard]] std::vector<edit::Proposal> proposals(const edit::Family& family) const;
    /// PSNR (at most 60 dB) of a step on the pixels kept for scoring.
    [[nodiscard]] double score(const edit::Step& step) const;
    /// PSNR there of doing nothing.
    [[nodiscard]] double copyScore() const;
    /// The candidate with the best score less its price, null when there is none that beats doing nothing.
    [[nodiscard]] edit::StepPtr best(const edit::Family& family) const;

    Image before;
    Image after;
    std::vector<float> weights;

private:
    [[nodiscard]] double score(const Image& result) const;

    std::vector<std::uint8_t> m_mask;
    bool m_quick;
};

/// How well what is learned from (learn, edit(learn)) does on `other`: PSNR in dB, at most 60, against edit(other); -1
/// when nothing was found. Also checks that the step survives JSON and that its sliders at rest change nothing.
[[nodiscard]] double transferDb(const edit::Family& family, const Edit& edit, const Image& learn, const Image& other,
                                bool quick = false, edit::StepPtr* found = nullptr);

/// Expects no candidate to beat doing nothing by more than its price plus 1 dB, over several tone edits, identity,
/// and pairs that have nothing to do with each other; tiny and constant pictures must not crash.
void expectNoFalseAlarm(const edit::Family& family);

} // namespace maquette::test
