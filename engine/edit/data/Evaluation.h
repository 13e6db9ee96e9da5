// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Json.h"
#include "base/Result.h"
#include "edit/data/EvaluationSets.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace maquette::edit::data {

/// What a method made of an image: an image of the same size.
struct Edited {
    imaging::Image result;
    std::optional<imaging::Image> explained; ///< by the explanation alone, where the method has one
};

/// A way to edit: before, after and image. Called from several threads at once.
using EditMethod = std::function<Edited(const imaging::Image&, const imaging::Image&, const imaging::Image&)>;

/// Averages over boards. PSNR in dB, each board capped at 50.
struct Scores {
    std::string name; ///< of the operation or group; empty for all
    int boards = 0;
    double psnr = 0; ///< of the method
    double ssim = 0; ///< of the method
    double copy = 0; ///< PSNR of leaving the image alone
    double affine = 0;
    double reinhard = 0;
    std::optional<double> explain; ///< PSNR of the explanation alone
    std::optional<double> wrongExample; ///< PSNR of the method when shown a pair of another group
};

struct SetScores {
    std::string name;
    Scores all; ///< each operation with the same weight
    std::vector<Scores> groups;
    std::vector<Scores> operations;
};

struct Evaluation {
    std::vector<SetScores> sets;

    /// {"sets":[{"name","all":{…},"groups":[{"name","boards","psnr","ssim","copy","affine","reinhard","explain",
    /// "wrong_example"}]}]}; what was not measured is null.
    [[nodiscard]] base::Json toJson() const;
    /// Aligned columns, one row a group, for a terminal.
    [[nodiscard]] std::string table() const;
    /// The same with one row an operation.
    [[nodiscard]] std::string operationTable() const;
};

struct EvaluationMethods {
    EditMethod method; ///< what is judged
    bool wrongExample = true; ///< run the control with the pair of another group
};

/// Runs the methods over all boards of the sets on the program's threads. A result that is empty or has another size
/// than the truth counts as 0 dB and no similarity. Stopped.
[[nodiscard]] base::Result<Evaluation> evaluate(const std::vector<EvaluationSet>& sets,
                                                const EvaluationMethods& methods, const base::Job& job = {});

} // namespace maquette::edit::data
