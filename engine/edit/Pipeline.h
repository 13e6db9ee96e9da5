// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Editor.h"
#include "edit/Paint.h"

#include <optional>

namespace maquette::edit {

/// How an edit is to be made; from the parameters of an edit, or set by an evaluation.
struct PipelineOptions {
    enum class Method {
        Auto, ///< the explanation, and the network where it leaves something and helps
        Explain, ///< the explanation alone
        ImageBrush, ///< always the network, on top of the explanation
    };
    enum class Application { Auto, Global, Tiled };

    Method method = Method::Auto;
    Application application = Application::Auto;
    bool withExplanation = true; ///< false: the network on the bare example
    PaintOptions paint;
    ExplainOptions explain;

    [[nodiscard]] static PipelineOptions fromParameters(const base::ParameterValues& values);
};

struct PipelineResult {
    imaging::Image image;
    Explanation explanation;
    Mode mode = Mode::Unchanged;
    double selfScore = 0; ///< dB, at most 50
    double guessedShare = 0; ///< see EditResult
    int stepsDone = 0;
    EditTimes times;
};

/// Root mean square error to expect of an explanation under which the network is not asked: it could only spoil an
/// exact answer. Measured with the first experiments: the prior alone is better than any network below it.
constexpr double exactResidual = 0.012;
/// The same for an explanation that is exact on the example and doubtful on the picture: what is expected there is an
/// estimate, and the network is asked when it is clear.
constexpr double doubtfulResidual = 0.015;

/// The whole way from an example and a picture to the result: explain, align, paint if it pays, choose by self score.
/// `painter` may be null where the method does not need it (Auto then stays with the explanation). `given` replaces
/// the search.
[[nodiscard]] base::Result<PipelineResult> runPipeline(const imaging::Image& before, const imaging::Image& after,
                                                       const imaging::Image& image, const std::vector<Box>& beforeBoxes,
                                                       const std::vector<Box>& afterBoxes,
                                                       const PipelineOptions& options, Painter* painter,
                                                       const Explanation* given, const base::Job& job);

} // namespace maquette::edit
