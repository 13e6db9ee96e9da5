// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Parameter.h"
#include "edit/Family.h"
#include "edit/families/Samples.h"
#include "edit/fit/Plane.h"
#include "imaging/Image.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace maquette::edit::look {

using fit::Plane;

[[nodiscard]] Plane lumaPlane(const imaging::Image& image);
[[nodiscard]] Plane channelPlane(const imaging::Image& image, int channel);
/// Gaussian of `sigma` pixels, cut at 3 sigma, borders mirrored without repeating the last pixel. Below 0.2 px a copy.
[[nodiscard]] Plane blurredPlane(const Plane& plane, double sigma);
/// Magnitude of the Sobel gradient with weights 1 2 1 over 4 (a step of height 1 gives 1), borders repeated.
[[nodiscard]] Plane sobelPlane(const Plane& plane);
/// The same at one pixel of the luma of a picture.
[[nodiscard]] float sobelAt(const imaging::Image& image, int x, int y);

/// The edges of a picture's luma after a blur of `sigma` pixels.
[[nodiscard]] Plane edgePlane(const Plane& luma, double sigma);
/// What a plane of edges, or the edges of a picture, have at the samples.
[[nodiscard]] std::vector<float> edgesAt(const Plane& edges, const Samples& samples);
[[nodiscard]] std::vector<float> edgesAt(const imaging::Image& image, const Samples& samples);
/// Goes on from the blur `sigma` to one of less `cost`, within 0.2 and `most` pixels.
[[nodiscard]] double refinedSigma(double sigma, double most, int evaluations,
                                  const std::function<double(double sigma)>& cost);
/// The slider for the blur before edges are looked for; `sigma` is relative to the scale.
[[nodiscard]] base::Parameter smoothingSlider(double sigma);

/// A part of an example, at its own resolution, that stands for the whole while a local filter is fitted.
class ExampleCrop {
public:
    /// The part with sides of at most `side` pixels that has most detail; pixels within `margin` of its sides (where
    /// those are not sides of the picture) are kept out of the fit because filters see beyond them.
    ExampleCrop(const FitContext& context, int side, int margin);

    [[nodiscard]] FitContext context() const;
    [[nodiscard]] const imaging::Image& source() const { return m_source; }

private:
    imaging::Image m_source;
    imaging::Image m_target;
    std::vector<std::uint8_t> m_mask;
    std::vector<float> m_weights;
    double m_scale;
    bool m_quick;
    bool m_first;
};

} // namespace maquette::edit::look
