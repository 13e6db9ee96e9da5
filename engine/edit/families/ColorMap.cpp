// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/ColorMap.h"

#include "base/Simd.h"
#include "edit/fit/Fields.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

namespace {

constexpr std::size_t blockSize = 256;

MAQUETTE_SIMD void readCurve(const float* knots, int count, float low, float high, const float* in, float* out,
                             std::size_t n)
{
    const float scale = static_cast<float>(count - 1) / (high - low);
    const auto last = static_cast<float>(count - 1);
    for (std::size_t i = 0; i < n; ++i) {
        const float position = std::min(std::max((in[i] - low) * scale, 0.0F), last);
        const int k = std::min(static_cast<int>(position), count - 2);
        const float f = position - static_cast<float>(k);
        out[i] = knots[k] + f * (knots[k + 1] - knots[k]);
    }
}

MAQUETTE_SIMD void applyRow(const float* k, const float* r, const float* g, const float* b, float* out, std::size_t n)
{
    const float k0 = k[0];
    const float k1 = k[1];
    const float k2 = k[2];
    const float k3 = k[3];
    for (std::size_t i = 0; i < n; ++i)
        out[i] = k0 + k1 * r[i] + k2 * g[i] + k3 * b[i];
}

MAQUETTE_SIMD void clampRow(float* row, std::size_t n)
{
    for (std::size_t i = 0; i < n; ++i)
        row[i] = std::min(std::max(row[i], 0.0F), 1.0F);
}

MAQUETTE_SIMD void makeTerms(const float* r, const float* g, const float* b, std::size_t n, float* const* terms)
{
    for (std::size_t i = 0; i < n; ++i) {
        const float x = r[i] - 0.5F;
        const float y = g[i] - 0.5F;
        const float z = b[i] - 0.5F;
        terms[0][i] = 1;
        terms[1][i] = r[i];
        terms[2][i] = g[i];
        terms[3][i] = b[i];
        terms[4][i] = x * x;
        terms[5][i] = y * y;
        terms[6][i] = z * z;
        terms[7][i] = x * y;
        terms[8][i] = x * z;
        terms[9][i] = y * z;
        terms[10][i] = x * x * x;
        terms[11][i] = y * y * y;
        terms[12][i] = z * z * z;
        terms[13][i] = 0;
    }
}

MAQUETTE_SIMD void addScaled(const float* in, float scale, float* out, std::size_t n)
{
    for (std::size_t i = 0; i < n; ++i)
        out[i] += scale * in[i];
}

/// Adds the lattice, read trilinearly at (r, g, b), to the output planes.
MAQUETTE_SIMD void addLattice(const float* table, int side, const float* r, const float* g, const float* b, float* o0,
                              float* o1, float* o2, std::size_t n)
{
    const auto last = static_cast<float>(side - 1);
    const int stepG = side * 4;
    const int stepB = side * side * 4;
    for (std::size_t i = 0; i < n; ++i) {
        const float pr = std::min(std::max(r[i], 0.0F), 1.0F) * last;
        const float pg = std::min(std::max(g[i], 0.0F), 1.0F) * last;
        const float pb = std::min(std::max(b[i], 0.0F), 1.0F) * last;
        const int ir = std::min(static_cast<int>(pr), side - 2);
        const int ig = std::min(static_cast<int>(pg), side - 2);
        const int ib = std::min(static_cast<int>(pb), side - 2);
        const float fr = pr - static_cast<float>(ir);
        const float fg = pg - static_cast<float>(ig);
        const float fb = pb - static_cast<float>(ib);
        const float* node = table + ir * 4 + ig * stepG + ib * stepB;
        float value[4];
        for (int k = 0; k < 4; ++k) {
            const float a = node[k] + fr * (node[4 + k] - node[k]);
            const float c = node[stepG + k] + fr * (node[stepG + 4 + k] - node[stepG + k]);
            const float* up = node + stepB;
            const float d = up[k] + fr * (up[4 + k] - up[k]);
            const float e = up[stepG + k] + fr * (up[stepG + 4 + k] - up[stepG + k]);
            const float low = a + fg * (c - a);
            const float high = d + fg * (e - d);
            value[k] = low + fb * (high - low);
        }
        o0[i] += value[0];
        o1[i] += value[1];
        o2[i] += value[2];
    }
}

void applyBlock(const ColorMap& map, const std::array<const float*, 3>& in, const std::array<float*, 3>& out,
                std::size_t n)
{
    float colors[3][blockSize];
    float mapped[3][blockSize];
    std::array<const float*, 3> source = in;
    for (int c = 0; c < 3; ++c)
        if (!map.before[c].empty()) {
            readCurve(map.before[c].data(), static_cast<int>(map.before[c].size()), 0, 1, in[c], colors[c], n);
            source[c] = colors[c];
        }
    for (int c = 0; c < 3; ++c) {
        float k[4];
        std::copy(map.matrix[c].begin(), map.matrix[c].end(), k);
        applyRow(k, source[0], source[1], source[2], mapped[c], n);
        if (!map.after[c].empty())
            readCurve(map.after[c].data(), static_cast<int>(map.after[c].size()), map.afterLow[c], map.afterHigh[c],
                      mapped[c], mapped[c], n);
    }
    if (!map.polynomial.empty()) {
        float storage[ColorMap::polynomialTerms][blockSize];
        std::array<float*, ColorMap::polynomialTerms> terms{};
        for (int t = 0; t < ColorMap::polynomialTerms; ++t)
            terms[t] = storage[t];
        polynomialTerms(in, n, terms);
        for (int c = 0; c < 3; ++c)
            for (int t = 0; t < ColorMap::polynomialTerms; ++t)
                addScaled(terms[t], map.polynomial[c * ColorMap::polynomialTerms + t], mapped[c], n);
    }
    for (auto& row : mapped)
        clampRow(row, n);
    if (map.lattice > 1) {
        addLattice(map.table.data(), map.lattice, in[0], in[1], in[2], mapped[0], mapped[1], mapped[2], n);
        for (auto& row : mapped)
            clampRow(row, n);
    }
    for (int c = 0; c < 3; ++c)
        std::copy(mapped[c], mapped[c] + n, out[c]);
}

base::Json curveJson(const std::vector<float>& curve)
{
    base::Json list = base::Json::array();
    for (const float value : curve)
        list.push_back(value);
    return list;
}

} // namespace

void polynomialTerms(const std::array<const float*, 3>& color, std::size_t count,
                     const std::array<float*, ColorMap::polynomialTerms>& terms)
{
    makeTerms(color[0], color[1], color[2], count, terms.data());
    // The root of luma replaces the roots of the channels: one term, and smooth where colors are saturated.
    for (std::size_t i = 0; i < count; ++i) {
        const float luma = 0.299F * color[0][i] + 0.587F * color[1][i] + 0.114F * color[2][i];
        terms[13][i] = std::sqrt(std::max(luma, 1e-4F)) - luma;
    }
}

void ColorMap::apply(const std::array<const float*, 3>& in, const std::array<float*, 3>& out, std::size_t count) const
{
    for (std::size_t i = 0; i < count; i += blockSize)
        applyBlock(*this, {in[0] + i, in[1] + i, in[2] + i}, {out[0] + i, out[1] + i, out[2] + i},
                   std::min(blockSize, count - i));
}

void ColorMap::write(base::Json& json) const
{
    base::Json rows = base::Json::array();
    for (const auto& row : matrix)
        for (const double value : row)
            rows.push_back(value);
    json["matrix"] = std::move(rows);
    static constexpr std::array<const char*, 3> beforeKeys{"beforeRed", "beforeGreen", "beforeBlue"};
    static constexpr std::array<const char*, 3> afterKeys{"afterRed", "afterGreen", "afterBlue"};
    if (!before[0].empty())
        for (int c = 0; c < 3; ++c)
            json[beforeKeys[c]] = curveJson(before[c]);
    if (!after[0].empty()) {
        for (int c = 0; c < 3; ++c)
            json[afterKeys[c]] = curveJson(after[c]);
        json["afterRange"] = {afterLow[0], afterLow[1], afterLow[2], afterHigh[0], afterHigh[1], afterHigh[2]};
    }
    if (!polynomial.empty())
        json["polynomial"] = curveJson(polynomial);
    if (lattice > 1) {
        json["lattice"] = lattice;
        base::Json nodes = base::Json::array();
        for (std::size_t i = 0; i < table.size(); ++i)
            if (i % 4 != 3)
                nodes.push_back(static_cast<int>(std::lround(table[i] / tableUnit)));
        json["table"] = std::move(nodes);
    }
}

base::Result<ColorMap> ColorMap::read(const base::Json& json)
{
    ColorMap map;
    fit::Fields fields(json);
    const auto rows = fields.reals("matrix", 12, 12, -1e4, 1e4);
    const auto exact = json.find("matrix");
    if (fields.check().ok())
        for (int i = 0; i < 12; ++i)
            map.matrix[i / 4][i % 4] = (*exact)[i].get<double>();
    static constexpr std::array<const char*, 3> beforeKeys{"beforeRed", "beforeGreen", "beforeBlue"};
    static constexpr std::array<const char*, 3> afterKeys{"afterRed", "afterGreen", "afterBlue"};
    constexpr std::size_t mostKnots = 4096;
    if (fields.has(beforeKeys[0]))
        for (int c = 0; c < 3; ++c)
            map.before[c] = fields.reals(beforeKeys[c], 2, mostKnots, -100, 100);
    if (fields.has(afterKeys[0])) {
        for (int c = 0; c < 3; ++c)
            map.after[c] = fields.reals(afterKeys[c], 2, mostKnots, -100, 100);
        const auto range = fields.reals("afterRange", 6, 6, -1e4, 1e4);
        for (int c = 0; c < 3; ++c) {
            map.afterLow[c] = range[c];
            map.afterHigh[c] = range[c + 3];
            if (!(range[c + 3] - range[c] > 1e-6F))
                fields.refuse("afterRange");
        }
    }
    if (fields.has("polynomial"))
        map.polynomial = fields.reals("polynomial", 3 * polynomialTerms, 3 * polynomialTerms, -1e4, 1e4);
    if (fields.has("lattice")) {
        map.lattice = fields.integer("lattice", 2, 65);
        const auto nodes = static_cast<std::size_t>(map.lattice) * map.lattice * map.lattice;
        const auto values = fields.reals("table", nodes * 3, nodes * 3, -32768, 32768);
        map.table.assign(nodes * 4, 0);
        for (std::size_t i = 0; i < nodes; ++i)
            for (std::size_t c = 0; c < 3; ++c)
                map.table[i * 4 + c] = values[i * 3 + c] * tableUnit;
    }
    if (const auto fine = fields.check(); !fine.ok())
        return fine.error();
    return map;
}

} // namespace maquette::edit
