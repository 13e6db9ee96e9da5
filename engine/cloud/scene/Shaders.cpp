// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/scene/Shaders.h"

namespace maquette::cloud {

const char* const pointVertexShader = R"(//VTK::System::Dec
in vec3 position;
in vec3 color;
in float truth;
in float prediction;
in float chosen;
in float indexLeft;
in float indexRight;

uniform vec3 origin;        // of the camera, as the sum of two floats
uniform vec3 originRest;
uniform vec3 axisRight;
uniform vec3 axisUp;
uniform vec3 axisBack;
uniform vec2 paneSize;      // pixels
uniform float scale;        // pixels per unit, at depth 1 in a perspective
uniform int parallel;
uniform vec2 planes;        // nearest and farthest depth that is drawn
uniform vec2 depthRange;    // depths that the depth buffer holds
uniform vec2 pointSize;     // fixed, and per unit of the cloud
uniform vec2 sizeLimits;

uniform int colorLeft;
uniform int colorRight;
uniform int paletteLeft[256];  // red + 256 green + 65536 blue
uniform int paletteRight[256];
uniform vec3 background;
uniform vec4 selection;        // color, and its part

uniform int hideBy;            // 0 nothing, 1 truth, 2 prediction
uniform int hidden[16];        // a bit for each class, 16 in a number
uniform int byCell;
uniform vec2 cell;
uniform int selectionOnly;
uniform int boxMode;           // 0 off, 1 inside, 2 outside, 3 highlight
uniform vec3 boxCenter;
uniform vec3 boxHalf;
uniform vec2 boxTurn;          // cosine and sine of its yaw

flat out vec3 leftColor;
flat out vec3 rightColor;
flat out float diameter;

vec3 unpacked(int value)
{
  return vec3(float(value & 255), float((value >> 8) & 255), float((value >> 16) & 255)) / 255.0;
}

int entryOf(int source, float index)
{
  return int((source == 1 ? truth : source == 2 ? prediction : source == 3 ? index : 0.0) + 0.5);
}

vec3 marked(vec3 found, bool inBox)
{
  if (chosen > 0.5)
    return mix(found, selection.rgb, selection.a);
  if (boxMode == 3 && !inBox)
    return mix(found, background, selection.a);
  return found;
}

void main()
{
  vec3 offset = (position - origin) - originRest;
  float depth = -dot(axisBack, offset);
  bool keep = depth >= planes.x && depth <= planes.y;

  if (hideBy != 0)
  {
    int slot = int((hideBy == 1 ? truth : prediction) + 0.5);
    keep = keep && ((hidden[slot >> 4] >> (slot & 15)) & 1) == 0;
  }
  if (byCell != 0)
    keep = keep && abs(truth - cell.x) < 0.5 && abs(prediction - cell.y) < 0.5;
  if (selectionOnly != 0)
    keep = keep && chosen > 0.5;
  bool inBox = true;
  if (boxMode != 0)
  {
    vec3 d = position - boxCenter;
    vec3 along = vec3(d.x * boxTurn.x + d.y * boxTurn.y, d.y * boxTurn.x - d.x * boxTurn.y, d.z);
    inBox = all(lessThanEqual(abs(along), boxHalf));
    if (boxMode != 3)
      keep = keep && (inBox == (boxMode == 1));
  }
  if (!keep)
  {
    gl_Position = vec4(0.0, 0.0, 4.0, 1.0);
    gl_PointSize = 1.0;
    leftColor = vec3(0.0);
    rightColor = vec3(0.0);
    diameter = 1.0;
    return;
  }

  // A splat covers whole pixels, from the corner that its size puts it to.
  float pixels = parallel != 0 ? scale : scale / depth;
  diameter = floor(clamp(pointSize.x + pointSize.y * pixels, sizeLimits.x, sizeLimits.y) + 0.5);
  vec2 center = paneSize * 0.5 + vec2(dot(axisRight, offset), -dot(axisUp, offset)) * pixels;
  vec2 corner = floor(center - (0.5 * diameter - 0.5));
  vec2 place = (corner + 0.5 * diameter) / paneSize * 2.0 - 1.0;
  float w = parallel != 0 ? 1.0 : depth;
  float range = depthRange.y - depthRange.x;
  float z = parallel != 0 ? 2.0 * (depth - depthRange.x) / range - 1.0
                          : ((depthRange.y + depthRange.x) * depth - 2.0 * depthRange.y * depthRange.x) / range;
  gl_Position = vec4(place.x * w, -place.y * w, z, w);
  gl_PointSize = diameter;

  vec3 left = colorLeft == 0 ? color : unpacked(paletteLeft[entryOf(colorLeft, indexLeft)]);
  vec3 right = colorRight == 0 ? color : unpacked(paletteRight[entryOf(colorRight, indexRight)]);
  leftColor = marked(left, inBox);
  rightColor = marked(right, inBox);
}
)";

const char* const pointFragmentShader = R"(//VTK::System::Dec
//VTK::Output::Dec
flat in vec3 leftColor;
flat in vec3 rightColor;
flat in float diameter;
uniform float curtain; // pixels from the left; beyond the picture where there is none

void main()
{
  if (diameter > 3.5)
  {
    vec2 cell = floor(gl_PointCoord * diameter);
    float radius = 0.5 * diameter;
    float dy = cell.y + 0.5 - radius;
    float inset = floor(radius - sqrt(radius * radius - dy * dy) + 0.5);
    if (cell.x < inset || cell.x >= diameter - inset)
      discard;
  }
  gl_FragData[0] = vec4(gl_FragCoord.x < curtain ? leftColor : rightColor, 1.0);
}
)";

const char* const paneFragmentShader = R"(//VTK::System::Dec
//VTK::Output::Dec
in vec2 texCoord;           // 0 ... 1 in the pane
uniform sampler2D colors;
uniform sampler2D depths;
uniform vec4 pane;          // first and last pixel
uniform vec2 depthRange;
uniform int parallel;
uniform float slope;        // of what stands for the logarithm in a parallel projection
uniform float strength;     // 0: no lighting
uniform vec2 neighbors[8];

// A pixel without a point gives 1e30 and so no shade.
float logarithm(ivec2 pixel)
{
  if (float(pixel.x) < pane.x || float(pixel.y) < pane.y || float(pixel.x) > pane.z || float(pixel.y) > pane.w)
    return 1e30;
  float stored = texelFetch(depths, pixel, 0).r;
  if (stored >= 1.0)
    return 1e30;
  float range = depthRange.y - depthRange.x;
  if (parallel != 0)
    return (depthRange.x + stored * range) * slope;
  return log2(depthRange.y * depthRange.x / (depthRange.y - stored * range));
}

void main()
{
  ivec2 pixel = ivec2(floor(pane.xy + texCoord * (pane.zw - pane.xy + 1.0)));
  vec3 color = texelFetch(colors, pixel, 0).rgb;
  float light = 1.0;
  if (strength > 0.0)
  {
    float center = logarithm(pixel);
    if (center < 1e29)
    {
      float sum = 0.0;
      for (int i = 0; i < 8; ++i)
        sum += max(0.0, center - logarithm(pixel + ivec2(neighbors[i])));
      light = exp(-strength * sum);
    }
  }
  gl_FragData[0] = vec4(color * light, 1.0);
}
)";

} // namespace maquette::cloud
