// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/Mesh.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

namespace maquette::widgets {

namespace {

using Point = std::array<float, 3>;

constexpr const char *pointEnd = "_VERTEX", *faceEnd = "_FACE", *colorEnd = "_COLOR";
constexpr std::size_t stopEvery = 4096;
constexpr double fill = 0.9; // of the shorter side, at zoom 1

/// How many rows of three the first of the batch has; 0 when the shape says something else.
std::size_t rowsOf(const runlog::MeshPart& part)
{
    if (part.shape.size() < 2 || part.shape.back() != 3)
        return 0;
    const std::int64_t rows = part.shape[part.shape.size() - 2];
    return rows > 0 ? std::min(static_cast<std::size_t>(rows), part.values.size() / 3) : 0;
}

bool isFinite(const Point& point)
{
    return std::isfinite(point[0]) && std::isfinite(point[1]) && std::isfinite(point[2]);
}

/// A picture with the depth of each pixel.
struct Canvas {
    QImage image;
    std::vector<float> depth;

    void put(int x, int y, float z, QRgb color)
    {
        float& held = depth[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width())
                            + static_cast<std::size_t>(x)];
        if (z <= held)
            return;
        held = z;
        reinterpret_cast<QRgb*>(image.scanLine(y))[x] = color;
    }

    void square(const Point& at, int side, QRgb color)
    {
        const int left = static_cast<int>(std::floor(at[0])) - side / 2,
                  top = static_cast<int>(std::floor(at[1])) - side / 2;
        for (int y = std::max(0, top); y < std::min(image.height(), top + side); ++y)
            for (int x = std::max(0, left); x < std::min(image.width(), left + side); ++x)
                put(x, y, at[2], color);
    }

    void triangle(const Point& a, const Point& b, const Point& c, QRgb color)
    {
        const double area = double(b[0] - a[0]) * double(c[1] - a[1]) - double(b[1] - a[1]) * double(c[0] - a[0]);
        if (area == 0)
            return;
        const auto inside = [](float value, int most) {
            return static_cast<int>(std::clamp(value, -1.0F, static_cast<float>(most)));
        };
        const int left = std::max(0, inside(std::min({a[0], b[0], c[0]}), image.width()));
        const int right = std::min(image.width() - 1, inside(std::max({a[0], b[0], c[0]}), image.width()));
        const int top = std::max(0, inside(std::min({a[1], b[1], c[1]}), image.height()));
        const int bottom = std::min(image.height() - 1, inside(std::max({a[1], b[1], c[1]}), image.height()));
        for (int y = top; y <= bottom; ++y)
            for (int x = left; x <= right; ++x) {
                const double px = x + 0.5, py = y + 0.5;
                const double u = ((b[0] - px) * (c[1] - py) - (b[1] - py) * (c[0] - px)) / area;
                const double v = ((c[0] - px) * (a[1] - py) - (c[1] - py) * (a[0] - px)) / area;
                const double w = 1 - u - v;
                if (u >= 0 && v >= 0 && w >= 0)
                    put(x, y, static_cast<float>(u * a[2] + v * b[2] + w * c[2]), color);
            }
    }
};

QRgb lit(QRgb color, double light)
{
    const auto part = [light](int value) { return static_cast<int>(std::lround(value * light)); };
    return qRgb(part(qRed(color)), part(qGreen(color)), part(qBlue(color)));
}

QRgb mean(QRgb a, QRgb b, QRgb c)
{
    return qRgb((qRed(a) + qRed(b) + qRed(c)) / 3, (qGreen(a) + qGreen(b) + qGreen(c)) / 3,
                (qBlue(a) + qBlue(b) + qBlue(c)) / 3);
}

/// How much of the light that comes from the eye a triangle throws back.
double lightOn(const Point& a, const Point& b, const Point& c)
{
    const double ux = b[0] - a[0], uy = b[1] - a[1], uz = b[2] - a[2];
    const double vx = c[0] - a[0], vy = c[1] - a[1], vz = c[2] - a[2];
    const double x = uy * vz - uz * vy, y = uz * vx - ux * vz, z = ux * vy - uy * vx;
    const double length = std::sqrt(x * x + y * y + z * z);
    return length > 0 ? 0.35 + 0.65 * std::abs(z) / length : 0.35;
}

} // namespace

Mesh meshOf(const runlog::MeshPart& vertices, const runlog::MeshPart* faces, const runlog::MeshPart* colors)
{
    Mesh mesh;
    const auto rows = [](const runlog::MeshPart& part, const auto& take) {
        for (std::size_t i = 0; i < rowsOf(part); ++i)
            take(part.values[3 * i], part.values[3 * i + 1], part.values[3 * i + 2]);
    };
    rows(vertices, [&](float x, float y, float z) { mesh.points.push_back({x, y, z}); });
    if (colors && rowsOf(*colors) == mesh.points.size())
        rows(*colors, [&](float red, float green, float blue) {
            const auto part = [](float value) { return value > 0 ? static_cast<int>(std::min(value, 255.0F)) : 0; };
            mesh.colors.push_back(qRgb(part(red), part(green), part(blue)));
        });
    const auto known = [&](float index) { return index >= 0 && index < static_cast<float>(mesh.points.size()); };
    if (faces)
        rows(*faces, [&](float a, float b, float c) {
            if (known(a) && known(b) && known(c))
                mesh.faces.push_back(
                    {static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(c)});
            else
                ++mesh.leftOut;
        });
    return mesh;
}

std::string meshTag(const std::string& part)
{
    std::string tag = part.substr(0, part.rfind('#'));
    for (const char* end : {faceEnd, colorEnd})
        if (tag != part && tag.ends_with(end))
            return tag.substr(0, tag.size() - std::string_view(end).size()) + pointEnd;
    return tag;
}

std::vector<std::string> meshPartTags(const std::string& tag, runlog::MeshPart::Kind kind)
{
    const bool faces = kind == runlog::MeshPart::Kind::Faces;
    const char* mark = faces ? "#faces" : "#colors";
    std::vector<std::string> tags{tag + mark};
    if (tag.ends_with(pointEnd))
        tags.push_back(tag.substr(0, tag.size() - std::string_view(pointEnd).size()) + (faces ? faceEnd : colorEnd)
                       + mark);
    return tags;
}

QImage drawMesh(const Mesh& mesh, const MeshCamera& camera, const QSize& size, const QColor& ground,
                const QColor& plain, const base::Job& job)
{
    Canvas canvas{QImage(size.expandedTo({1, 1}), QImage::Format_RGB32), {}};
    canvas.image.fill(ground);
    canvas.depth.assign(static_cast<std::size_t>(canvas.image.width())
                            * static_cast<std::size_t>(canvas.image.height()),
                        -std::numeric_limits<float>::infinity());
    constexpr float most = std::numeric_limits<float>::max();
    Point low{most, most, most}, high{-most, -most, -most};
    for (const Point& point : mesh.points)
        if (isFinite(point))
            for (std::size_t axis = 0; axis < 3; ++axis) {
                low[axis] = std::min(low[axis], point[axis]);
                high[axis] = std::max(high[axis], point[axis]);
            }
    if (low[0] > high[0])
        return canvas.image;
    const auto half = [&](std::size_t axis) { return (double(high[axis]) - double(low[axis])) / 2; };
    const double radius = std::max(1e-30, std::hypot(half(0), half(1), half(2)));
    const double scale = fill * camera.zoom * std::min(canvas.image.width(), canvas.image.height()) / 2.0 / radius;
    const double sinYaw = std::sin(camera.yaw), cosYaw = std::cos(camera.yaw);
    const double sinPitch = std::sin(camera.pitch), cosPitch = std::cos(camera.pitch);
    std::vector<Point> seen(mesh.points.size());
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (i % stopEvery == 0 && job.stopped())
            return {};
        const double x = mesh.points[i][0] - (double(low[0]) + half(0)),
                     y = mesh.points[i][1] - (double(low[1]) + half(1)),
                     z = mesh.points[i][2] - (double(low[2]) + half(2));
        const double across = x * cosYaw - z * sinYaw, toward = x * sinYaw + z * cosYaw;
        const double up = y * cosPitch - toward * sinPitch, depth = y * sinPitch + toward * cosPitch;
        seen[i] = {static_cast<float>(canvas.image.width() / 2.0 + scale * across),
                   static_cast<float>(canvas.image.height() / 2.0 - scale * up), static_cast<float>(scale * depth)};
    }
    const auto color = [&](std::size_t point) { return mesh.colors.empty() ? plain.rgb() : mesh.colors[point]; };
    for (std::size_t i = 0; i < mesh.faces.size(); ++i) {
        if (i % (stopEvery / 16) == 0 && job.stopped())
            return {};
        const auto [a, b, c] = mesh.faces[i];
        if (isFinite(seen[a]) && isFinite(seen[b]) && isFinite(seen[c]))
            canvas.triangle(seen[a], seen[b], seen[c],
                            lit(mean(color(a), color(b), color(c)), lightOn(seen[a], seen[b], seen[c])));
    }
    const int side = seen.size() > 50000 ? 1 : seen.size() > 5000 ? 2 : 3;
    if (mesh.faces.empty())
        for (std::size_t i = 0; i < seen.size(); ++i) {
            if (i % stopEvery == 0 && job.stopped())
                return {};
            if (isFinite(seen[i]) && std::abs(seen[i][0]) < 1e6F && std::abs(seen[i][1]) < 1e6F)
                canvas.square(seen[i], side, color(i));
        }
    return canvas.image;
}

} // namespace maquette::widgets
