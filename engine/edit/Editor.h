// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Parameter.h"
#include "edit/Board.h"
#include "edit/Explanation.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace maquette::edit {

/// How a result was made.
enum class Mode {
    Unchanged, ///< nothing did better than leaving the picture alone
    Explanation, ///< the explanation alone
    Global, ///< explanation and network on the whole picture at once
    Tiled, ///< explanation and network on native tiles
};
[[nodiscard]] const char* modeName(Mode mode);

/// The parameters of an edit: method, steps, seed, guidance, mode, the ablations, and weights. See the manual's table.
[[nodiscard]] base::ParameterTable editParameters();

/// From this EditResult::guessedShare on it is worth a word.
constexpr double guessedFrom = 0.05;

/// What was measured on the way, in seconds.
struct EditTimes {
    double explain = 0;
    double paint = 0;
    double total = 0;
};

struct EditResult {
    imaging::Picture picture;
    Explanation explanation;
    Mode mode = Mode::Unchanged;
    /// PSNR in dB (at most 50) of the after picture rebuilt from the before picture in this mode.
    double selfScore = 0;
    /// False under the limit below which an edit was probably not understood (24 dB unless measured otherwise).
    bool understood = true;
    /// Share of the picture whose colors the example does not show, when the explanation is doubtful there; else 0.
    double guessedShare = 0;
    int stepsDone = 0;
    std::int64_t seed = 0;
    std::string weights; ///< "variant (first 8 digits of SHA-256)", empty without the network
    EditTimes times;

    /// What is stored with a saved result and printed by --json; pictures are named by size only.
    [[nodiscard]] base::Json toJson() const;
};

/// The default model shipped with the program; the file may be missing.
[[nodiscard]] std::filesystem::path defaultWeights();

/// Edits boards. Loads the network on first use and keeps it. One Editor may be used from several threads; runs
/// of the same Editor wait for each other where they need the network.
class Editor {
public:
    /// `device`: auto, cpu or cuda:N.
    explicit Editor(std::string device = "auto");
    ~Editor();
    Editor(const Editor&) = delete;
    Editor& operator=(const Editor&) = delete;

    struct Request {
        base::ParameterValues parameters{editParameters()};
        std::optional<Explanation> explanation; ///< use this one (sliders moved) instead of searching
        std::function<void(const imaging::Picture&)> preview; ///< called while sampling, on the working thread
    };

    /// Runs one edit. Errors: Usage (slot empty, parameter out of range), ModelUnfit, Device, Stopped.
    [[nodiscard]] base::Result<EditResult> run(const Board& board, const Request& request, const base::Job& job = {});

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace maquette::edit
