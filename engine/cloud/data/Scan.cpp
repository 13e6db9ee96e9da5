// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/Scan.h"

#include "base/Threads.h"
#include "cloud/data/DepthCube.h"

#include <algorithm>
#include <cmath>

namespace maquette::cloud::rooms {

namespace {

constexpr int eyeResolution = 320; ///< 0.28 degrees a pixel
constexpr int lampResolution = 160;
constexpr std::size_t sliceSize = 16384;
/// Up to here (meters) a scan has at least as many points as asked for.
constexpr float fullDensity = 3.2F;
constexpr std::uint64_t firstStream = 1000; ///< the ones below are those of the plan

/// Rooms of one seed draw from different numbers.
std::uint64_t seedOf(const RoomOptions& options) { return options.seed ^ (options.number * 0x9e3779b97f4a7c15ULL); }

/// Points of one patch that are made in one go, with a stream of random numbers of their own.
struct Slice {
    std::uint32_t patch = 0;
    std::uint32_t count = 0;
};

struct Points {
    std::vector<float> positions;
    std::vector<std::uint8_t> colors;
};

struct Sight {
    int scan = -1; ///< the one that sees the point best, or none
    double chance = 0; ///< that some scan has the point
};

class Scanner {
public:
    Scanner(const Mesh& mesh, const Setting& setting, const RoomOptions& options)
        : m_mesh(mesh)
        , m_setting(setting)
        , m_options(options)
    {
        for (const Vec eye : setting.eyes)
            m_cubes.emplace_back(eye, eyeResolution);
        for (std::size_t i = 0; i < std::min<std::size_t>(2, setting.lamps.size()); ++i)
            m_cubes.emplace_back(setting.lamps[i], lampResolution);
    }

    void look(const base::Job& job)
    {
        base::parallelFor(static_cast<std::int64_t>(m_cubes.size()) * 6, 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t i = begin; i < end && !job.stopped(); ++i)
                m_cubes[i / 6].draw(m_mesh, static_cast<int>(i % 6));
        });
    }

    /// Sets the exposure by what the room is like, as a camera does.
    void expose(base::Random random);
    void sample(const Slice& slice, std::uint64_t stream, Points& points) const;

private:
    [[nodiscard]] Sight sight(Vec point, Vec normal, std::uint32_t patch) const;
    [[nodiscard]] float light(Vec point, Vec normal, std::uint32_t patch) const;

    const Mesh& m_mesh;
    const Setting& m_setting;
    const RoomOptions& m_options;
    std::vector<DepthCube> m_cubes; ///< of the eyes, then of the lamps
    float m_exposure = 1;
};

Sight Scanner::sight(Vec point, Vec normal, std::uint32_t patch) const
{
    Sight result;
    double missed = 1;
    double best = 0;
    for (std::size_t i = 0; i < m_setting.eyes.size(); ++i) {
        const Vec away = m_setting.eyes[i] - point;
        const float along = dot(away, normal);
        if (along <= 0)
            continue;
        const float square = dot(away, away);
        // Below its own stand a scanner sees nothing.
        if (away.z > 0 && away.z * away.z > 0.86F * square)
            continue;
        if (!m_cubes[i].sees(point, patch))
            continue;
        const float cosine = along / std::sqrt(square);
        const double got = std::min(1.0F, fullDensity * fullDensity / square * std::min(1.0F, 0.15F + 1.5F * cosine));
        missed *= 1 - got;
        if (got > best) {
            best = got;
            result.scan = static_cast<int>(i);
        }
    }
    result.chance = 1 - missed;
    return result;
}

float Scanner::light(Vec point, Vec normal, std::uint32_t patch) const
{
    float sum = m_setting.ambient;
    const float each
        = 2.6F * (1 - m_setting.ambient) / static_cast<float>(std::max<std::size_t>(1, m_setting.lamps.size()));
    for (std::size_t i = 0; i < m_setting.lamps.size(); ++i) {
        const Vec away = m_setting.lamps[i] - point;
        const float square = dot(away, away);
        const float facing = std::max(0.15F, dot(away, normal) / std::sqrt(square));
        float got = each * facing * 4 / (square + 3);
        if (i < m_cubes.size() - m_setting.eyes.size() && !m_cubes[m_setting.eyes.size() + i].sees(point, patch))
            got *= 0.45F;
        sum += got;
    }
    for (const Vec window : m_setting.windows) {
        const Vec away = window - point;
        sum += m_setting.daylight * std::max(0.2F, dot(away, normal) / length(away)) / (dot(away, away) + 1);
    }
    // Corners and edges get less of the light from everywhere.
    const auto edge = [](float distance) { return 1 - 0.2F / (1 + distance * distance * 90); };
    return sum * edge(std::min(point.x - m_setting.low.x, m_setting.high.x - point.x))
        * edge(std::min(point.y - m_setting.low.y, m_setting.high.y - point.y))
        * edge(std::min(point.z - m_setting.low.z, m_setting.high.z - point.z));
}

void Scanner::expose(base::Random random)
{
    double sum = 0;
    double area = 0;
    for (std::size_t i = 0; i < m_mesh.patches.size(); ++i) {
        const Patch& patch = m_mesh.patches[i];
        if (patch.label > Label::Wall || patch.glowing)
            continue;
        const double each = static_cast<double>(patch.area());
        for (int k = 0; k < 40; ++k) {
            const auto s = static_cast<float>(random.uniform());
            const auto t = static_cast<float>(random.uniform());
            const Vec normal = patch.normal() * (1 / length(patch.normal()));
            const Vec point = patch.origin + patch.u * s + patch.v * t;
            sum += each * static_cast<double>(light(point, normal, static_cast<std::uint32_t>(i)));
            area += each;
        }
    }
    m_exposure = area > 0 ? m_setting.exposure * static_cast<float>(area / sum) : 1.0F;
}

void Scanner::sample(const Slice& slice, std::uint64_t stream, Points& points) const
{
    base::Random random(seedOf(m_options), stream);
    const Patch& patch = m_mesh.patches[slice.patch];
    const Material& material = m_mesh.materials[patch.material];
    Vec normal = patch.normal();
    normal = normal * (1 / length(normal));
    const bool seen = std::any_of(m_setting.eyes.begin(), m_setting.eyes.end(),
                                  [&](Vec eye) { return dot(eye - patch.origin, normal) > 0; });
    if (!seen)
        return;
    const float lengthU = length(patch.u);
    const float lengthV = length(patch.v);
    const bool turnGrain = material.texture == Texture::Wood && lengthV > lengthU;
    for (std::uint32_t i = 0; i < slice.count; ++i) {
        float s = static_cast<float>(random.uniform());
        // In bands, so that neighbors in memory are neighbors in the room: the depth pictures stay in the cache.
        float t = (static_cast<float>(i) + static_cast<float>(random.uniform())) / static_cast<float>(slice.count);
        if (patch.triangle && s + t > 1) {
            s = 1 - s;
            t = 1 - t;
        }
        const Vec point = patch.origin + patch.u * s + patch.v * t;
        const Sight found = sight(point, normal, slice.patch);
        if (found.scan < 0 || random.uniform() >= found.chance)
            continue;
        const Vec away = point - m_setting.eyes[found.scan];
        const float error = static_cast<float>(m_options.noise * random.normal()) / length(away);
        const Vec measured = point + away * error;
        points.positions.insert(points.positions.end(), {measured.x, measured.y, measured.z});
        const float grain = 1 + 0.025F * static_cast<float>(random.normal()); // also without colors: the same points
        if (!m_options.colors)
            continue;
        const float u = patch.startU + s * lengthU;
        const float v = patch.startV + t * lengthV;
        Vec color = turnGrain ? colorAt(material, v, u) : colorAt(material, u, v);
        if (!patch.glowing)
            color = color * m_setting.lampTint * (m_exposure * light(point, normal, slice.patch));
        color = color * m_setting.tints[found.scan];
        for (const float value : {color.x, color.y, color.z}) {
            // Bright places bend towards white as in a camera, instead of being cut.
            const float bent
                = value * grain <= 0.7F ? value * grain : 1 - 0.3F * std::exp((0.7F - value * grain) / 0.3F);
            points.colors.push_back(static_cast<std::uint8_t>(std::clamp(bent * 255 + 0.5F, 0.0F, 255.0F)));
        }
    }
}

std::vector<Slice> slicesOf(const Mesh& mesh, const RoomOptions& options)
{
    base::Random random(seedOf(options), firstStream - 1);
    std::vector<Slice> slices;
    for (std::size_t i = 0; i < mesh.patches.size(); ++i) {
        const double wanted = options.density * static_cast<double>(mesh.patches[i].area() * mesh.patches[i].share);
        auto left = static_cast<std::uint64_t>(wanted + random.uniform());
        while (left > 0) {
            const auto part = std::min<std::uint64_t>(left, sliceSize);
            slices.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(part)});
            left -= part;
        }
    }
    return slices;
}

/// All points in the order of the slices, moved so that the lower corner is the origin.
Cloud joined(const Mesh& mesh, int quarterTurns, const std::vector<Slice>& slices, std::vector<Points>& parts,
             bool colors)
{
    std::size_t count = 0;
    Vec low = {1e9F, 1e9F, 1e9F};
    for (Points& part : parts) {
        count += part.positions.size() / 3;
        for (std::size_t i = 0; i < part.positions.size(); i += 3) {
            for (int turn = 0; turn < quarterTurns; ++turn) {
                std::swap(part.positions[i], part.positions[i + 1]);
                part.positions[i] = -part.positions[i];
            }
            low.x = std::min(low.x, part.positions[i]);
            low.y = std::min(low.y, part.positions[i + 1]);
            low.z = std::min(low.z, part.positions[i + 2]);
        }
    }
    Cloud cloud;
    cloud.positions.reserve(count * 3);
    cloud.colors.reserve(colors ? count * 3 : 0);
    std::vector<std::uint8_t> labels;
    std::vector<std::uint16_t> instances;
    labels.reserve(count);
    instances.reserve(count);
    for (std::size_t k = 0; k < slices.size(); ++k) {
        Points& part = parts[k];
        const Patch& patch = mesh.patches[slices[k].patch];
        for (std::size_t i = 0; i < part.positions.size(); i += 3) {
            cloud.positions.push_back(part.positions[i] - low.x);
            cloud.positions.push_back(part.positions[i + 1] - low.y);
            cloud.positions.push_back(part.positions[i + 2] - low.z);
        }
        cloud.colors.insert(cloud.colors.end(), part.colors.begin(), part.colors.end());
        labels.insert(labels.end(), part.positions.size() / 3, static_cast<std::uint8_t>(patch.label));
        instances.insert(instances.end(), part.positions.size() / 3, patch.instance);
        part = {};
    }
    cloud.set({"label", std::move(labels), Role::Label});
    cloud.set({"instance", std::move(instances), Role::Instance});
    return cloud;
}

} // namespace

base::Result<Cloud> scan(const Mesh& mesh, const Setting& setting, const RoomOptions& options, const base::Job& job)
{
    Scanner scanner(mesh, setting, options);
    scanner.look(job);
    if (job.stopped())
        return base::stoppedError();
    scanner.expose(base::Random(seedOf(options), firstStream - 2));
    const std::vector<Slice> slices = slicesOf(mesh, options);
    std::vector<Points> parts(slices.size());
    base::parallelFor(static_cast<std::int64_t>(slices.size()), 8, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end && !job.stopped(); ++i)
            scanner.sample(slices[i], firstStream + static_cast<std::uint64_t>(i), parts[i]);
    });
    if (job.stopped())
        return base::stoppedError();
    return joined(mesh, setting.quarterTurns, slices, parts, options.colors);
}

} // namespace maquette::cloud::rooms
