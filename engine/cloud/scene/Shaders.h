// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace maquette::cloud {

/// The programs of the scene in GLSL 1.50, with VTK's marks for the version and the outputs. They compute what
/// cloud/view computes on the processor (Splats, Rasterizer, FilterTest, Shading), so that both give one picture.

/// Projects a point to whole pixels, looks up its color for both sides of a curtain, and drops what is filtered out.
extern const char* const pointVertexShader;
extern const char* const pointFragmentShader;
/// Brings a pane to the screen, with eye-dome lighting.
extern const char* const paneFragmentShader;

/// Values of the uniforms colorLeft and colorRight: where a color comes from.
enum class ColorSource { Direct = 0, Truth = 1, Prediction = 2, Index = 3, FirstOfPalette = 4 };

} // namespace maquette::cloud
