// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/fp8/Fp8Adam.h"
#include "train/fp8/LossScaler.h"

#include <map>
#include <optional>

namespace maquette::train::fp8 {

/// What a scaled tensor is to its layer or parameter. Facts B.3.
/// ReducedGradient: the weight gradient as the mean over ranks, beside the exact mean.
enum class Role { Input, Weight, OutputGradient, WeightGradient, ReducedGradient, FirstMoment, SecondMoment, Master };
/// "input", "weight", "ograd", "wgrad", "wgrad_reduced", "exp_avg", "exp_avg_sq", "master".
[[nodiscard]] const char* name(Role role);

/// Facts B.2, of one tensor at one step.
struct TensorStatistics {
    std::string tensor; ///< the layer's or parameter's name
    Role role = Role::Input;
    QType type = QType::E4M3;
    double scale = 1;
    double scaleInverse = 1;
    double factor = 1; ///< of the scale that amax alone would give
    double amax = 0; ///< current
    double windowAmax = 0; ///< largest of the window; the current one where the window is 1
    std::vector<float> window; ///< newest first
    double headroom = 0; ///< bits: log2(largest / (amax · scale used)); below 0 clips. Infinite where amax is 0
    std::int64_t counter = 0; ///< steps since the start or the last infinity
    bool warmingUp = false;

    /// Needs a pass over the values; every few steps only. All micro-batches of the step together.
    struct Measured {
        std::int64_t elements = 0;
        double underflow = 0; ///< %: nonzero before and zero after
        double overflow = 0; ///< %: |x| above the largest value that the scale can hold
        double zeros = 0; ///< %: of the payload
        double saturated = 0; ///< %: codes of the largest magnitude in the payload
        double mse = 0;
        double snr = 0; ///< dB: 20 log10(‖x‖ / ‖x - x̂‖); infinite where the cast is exact
        double dynamicRange = 0; ///< log2(amax) - log2(smallest nonzero magnitude)
        /// Counts of |x| by binade before the cast: bin i holds floor(log2|x|) = firstExponent + i; the first and the
        /// last also hold what lies beyond. Zeros are left out.
        std::vector<std::int64_t> exponents;
    };
    static constexpr int firstExponent = -64;
    static constexpr int exponentBins = 96;
    std::optional<Measured> measured;
};

/// Of a whole step.
struct StepStatistics {
    std::int64_t step = 0;
    double lossScale = 1;
    std::int64_t skippedSteps = 0; ///< in all
    std::int64_t warmingUp = 0; ///< layers that measure every cast
    std::int64_t restarted = 0; ///< layers that went back to that in the last step
    double gradientNorm = 0;
    double clipCoefficient = 1;
    StateBytes bytes;
    std::vector<TensorStatistics> tensors; ///< by layer in the order of the network, then by role
};

/// Gathers what the FP8 panels show. Cheap numbers every step; those that need a pass over the values every `every`
/// steps. Enters itself into the Fp8State and takes itself out.
class Fp8Statistics {
public:
    /// every 0: never the costly ones.
    Fp8Statistics(Fp8State& state, std::int64_t every);
    ~Fp8Statistics();
    Fp8Statistics(const Fp8Statistics&) = delete;
    Fp8Statistics& operator=(const Fp8Statistics&) = delete;

    /// Before the forward pass of a step.
    void begin(std::int64_t step);
    /// Whether this step is measured.
    [[nodiscard]] bool measuring() const { return m_measuring; }
    /// Layers and the optimizer show each cast: `source` before, `result` after it.
    void observe(const std::string& tensor, Role role, const at::Tensor& source, const ScalingTensor& result);
    /// Layers and the optimizer give the numbers of each tensor at the moment of its use.
    void note(const std::string& tensor, Role role, const ScalingMeta& meta);
    /// After the optimizer's step, or in its place where it was skipped.
    [[nodiscard]] StepStatistics end(const Fp8Adam& optimizer, const LossScaler* scaler, double gradientNorm,
                                     double clipCoefficient);

private:
    struct Sums {
        std::int64_t elements = 0, lost = 0, over = 0, zeros = 0, saturated = 0;
        double squares = 0, errors = 0;
        float smallest = 0, peak = 0; ///< magnitudes that are not zero
        std::vector<std::int64_t> exponents;

        void add(const Sums& other);
    };
    static Sums sumsOf(const float* source, const float* payload, std::int64_t count, float scaleInverse, float most);
    static TensorStatistics::Measured measuredOf(const Sums& sums);
    using Key = std::pair<std::string, Role>;

    Fp8State& m_state;
    std::int64_t m_every;
    std::int64_t m_step = 0;
    bool m_measuring = false;
    std::map<Key, TensorStatistics> m_noted;
    std::map<Key, Sums> m_sums;
    std::map<std::string, std::size_t> m_order; ///< of tensors, as they were first seen
};

} // namespace maquette::train::fp8
