// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/Conformance.h"

#include "nn/Runtime.h"
#include "train/fp8/Fp8Adam.h"
#include "train/fp8/GradientReduce.h"

#include <ATen/ATen.h>

#include <cmath>
#include <limits>

namespace maquette::train::fp8 {

namespace {

using Checks = std::vector<base::Check>;
using kernels::Fp8Format;

constexpr const char* system = "fp8";
constexpr float infinite = std::numeric_limits<float>::infinity();
constexpr float notNumber = std::numeric_limits<float>::quiet_NaN();

void append(Checks& checks, const std::string& name, double expected, double got, double tolerance = 0)
{
    checks.push_back(base::makeCheck(system, name, expected, got, tolerance));
}

at::Tensor one() { return at::ones({}, at::kFloat); }

int code(float value, Fp8Format format)
{
    return std::get<0>(kernels::fp8Encode(at::full({1}, value, at::kFloat), one(), format)).item<std::uint8_t>();
}

/// Section 2.2, computed there with CUDA's own conversion.
void checkCodes(Checks& checks)
{
    const struct {
        const char* name;
        float value;
        int e4m3, e5m2;
    } rows[] = {
        {"-0", -0.0F, 0x80, 0x80},
        {"1.0625", 1.0625F, 0x38, 0x3C},
        {"1.1875", 1.1875F, 0x3A, 0x3D},
        {"0.1", 0.1F, 0x1D, 0x2E},
        {"0.3952", 0.3952F, 0x2D, 0x36},
        {"-0.3", -0.3F, 0xAA, 0xB5},
        {"447", 447, 0x7E, 0x5F},
        {"464", 464, 0x7E, 0x5F},
        {"480", 480, 0x7E, 0x60},
        {"1000", 1000, 0x7E, 0x64},
        {"61440", 61440, 0x7E, 0x7B},
        {"1e9", 1e9F, 0x7E, 0x7B},
        {"infinity", infinite, 0x7E, 0x7B},
        {"-infinity", -infinite, 0xFE, 0xFB},
        {"NaN", notNumber, 0x7F, 0x7F},
        {"-NaN", -notNumber, 0x7F, 0x7F},
        {"2^-9", 0x1p-9F, 0x01, 0x18},
        {"2^-10", 0x1p-10F, 0x00, 0x14},
        {"above 2^-10", std::nextafter(0x1p-10F, 1.0F), 0x01, 0x14},
        {"1.5 2^-9", 0x1.8p-9F, 0x02, 0x1A},
        {"2.5 2^-9", 0x1.4p-8F, 0x02, 0x1D},
        {"2^-16", 0x1p-16F, 0x00, 0x01},
        {"2^-17", 0x1p-17F, 0x00, 0x00},
    };
    for (const auto& row : rows) {
        append(checks, std::string("E4M3 of ") + row.name, row.e4m3, code(row.value, Fp8Format::E4M3));
        append(checks, std::string("E5M2 of ") + row.name, row.e5m2, code(row.value, Fp8Format::E5M2));
    }
    // All finite halves must come out as LibTorch's saturating cast has them.
    const at::Tensor halves = at::arange(65536, at::kInt).to(at::kShort).view(at::kHalf);
    const at::Tensor finite = halves.masked_select(halves.isfinite());
    const at::Tensor wide = finite.to(at::kFloat);
    append(checks, "finite halves with another E4M3 than LibTorch's", 0,
           std::get<0>(kernels::fp8Encode(finite, one(), Fp8Format::E4M3))
               .ne(wide.clamp(-448, 448).to(at::kFloat8_e4m3fn).view(at::kByte))
               .sum()
               .item<double>());
    append(checks, "finite halves with another E5M2 than LibTorch's", 0,
           std::get<0>(kernels::fp8Encode(finite, one(), Fp8Format::E5M2))
               .ne(wide.clamp(-57344, 57344).to(at::kFloat8_e5m2).view(at::kByte))
               .sum()
               .item<double>());
}

/// Section 3.2, the scale before is 8.
void checkScales(Checks& checks)
{
    const struct {
        const char* name;
        float amax, largest;
        double expected;
        bool guarded;
    } rows[] = {
        {"10", 10, 448, 32, true},
        {"448", 448, 448, 1, true},
        {"448.5", 448.5F, 448, 0.5, true},
        {"447.99", 447.99F, 448, 1, true},
        {"1, E4M3", 1, 448, 256, true},
        {"1, E5M2", 1, 57344, 32768, true},
        {"1, FP16", 1, 65504, 32768, true},
        {"10000", 10000, 448, 1.0 / 32, true},
        {"1e-3", 1e-3F, 448, 262144, true},
        {"0", 0, 448, 8, true},
        {"NaN", notNumber, 448, 8, true},
        {"infinity", infinite, 448, 8, true},
        {"infinity, as official", infinite, 448, 0.125, false},
    };
    for (const auto& row : rows)
        append(checks, std::string("scale for amax ") + row.name, row.expected,
               kernels::fp8Scale(at::full({}, row.amax, at::kFloat), at::full({}, 8.0F, at::kFloat), row.largest, 0,
                                 row.guarded)
                   .item<double>());
}

void checkBytes(Checks& checks)
{
    constexpr std::int64_t elements = 1000;
    const auto perElement
        = [](StateBytes::Classes bytes) { return static_cast<double>(bytes.total() - bytes.metas) / elements; };
    append(checks, "bytes of states an element, baseline", 16, perElement(baselineBytes(elements)));
    append(checks, "bytes of states an element, O1", 11, perElement(predictedBytes(Level::O1, elements, 1)));
    append(checks, "bytes of states an element, O2", 6, perElement(predictedBytes(Level::O2, elements, 1)));
    append(checks, "bytes of states an element, O3", 7, perElement(predictedBytes(Level::O3, elements, 1)));
}

/// Section 6.4: the vectors of tests/operators/test_dist.py.
void checkAdditions(Checks& checks)
{
    const auto sum = [](int a, int b) {
        return fp8Add(at::full({1}, a, at::kByte), at::full({1}, b, at::kByte), Fp8Format::E4M3).item<std::uint8_t>();
    };
    append(checks, "E4M3 5 + 8", 0x55, sum(0x4A, 0x50));
    append(checks, "E4M3 16 + 24", 0x62, sum(0x58, 0x5C));
    append(checks, "E4M3 448 + 448", 0x7E, sum(0x7E, 0x7E));
}

bool all(const std::string&, const at::Tensor&) { return true; }

/// Section 7.3: four steps of a layer of 4 x 4; the largest difference of a weight to Adam or AdamW in float32, where
/// the official tests allow 3e-4.
double optimizerDistance(Level level, bool decoupled)
{
    const at::Tensor weight = at::sin(at::arange(1, 17, at::kFloat) * 0.7).view({4, 4}) * 0.5;
    const at::Tensor gradient = at::cos(at::arange(1, 17, at::kFloat) * 0.9).view({4, 4});
    Fp8State state({.level = level});
    const auto parameter = state.add("weight", weight);
    AdamOptions options;
    options.decoupled = decoupled;
    options.decay = decoupled ? 0.01 : 0;
    Fp8Adam optimizer({}, state, options, all);
    const at::Tensor expected = parameter->kept().decode();
    const at::Tensor first = at::zeros_like(expected);
    const at::Tensor second = at::zeros_like(expected);
    constexpr double rate = 1e-3;
    for (int step = 1; step <= 4; ++step) {
        parameter->gradient = ScalingTensor::from(gradient, parameter->weightGradient);
        optimizer.step(rate);
        expected.mul_(1 - rate * options.decay);
        first.mul_(0.9).add_(gradient, 0.1);
        second.mul_(0.999).addcmul_(gradient, gradient, 0.001);
        const at::Tensor root = (second / (1 - std::pow(0.999, step))).sqrt() + 1e-8;
        expected.addcdiv_(first, root, -rate / (1 - std::pow(0.9, step)));
    }
    return (parameter->kept().decode() - expected).abs().max().item<double>();
}

} // namespace

std::vector<base::Check> conformanceChecks()
{
    nn::startRuntime();
    Checks checks;
    checkCodes(checks);
    checkScales(checks);
    checkBytes(checks);
    checkAdditions(checks);
    for (const bool decoupled : {false, true})
        for (const Level level : {Level::O1, Level::O2, Level::O3})
            append(checks, std::string(decoupled ? "AdamW" : "Adam") + " from float32 after 4 steps, " + name(level), 0,
                   optimizerDistance(level, decoupled), 3e-4);
    return checks;
}

} // namespace maquette::train::fp8
