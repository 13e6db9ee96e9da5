// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/runs/Mesh.h"
#include "widgets/runs/RidgeView.h"
#include "widgets/runs/RunsData.h"
#include "widgets/runs/Sound.h"
#include "widgets/runs/TensorCell.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace maquette::widgets {

/// What one run has at a step, of the kind that was asked for.
struct MediaPart {
    struct Clip {
        runlog::Audio audio;
        std::optional<Sound> sound;
    };

    QString id, caption;
    QColor color;
    Qt::PenStyle style = Qt::SolidLine;
    std::vector<QImage> pictures;
    std::vector<RidgeView::Layer> layers;
    std::vector<QPointF> curve; ///< recall, precision
    std::vector<Clip> clips;
    std::shared_ptr<const Mesh> mesh;
    std::shared_ptr<const runlog::Tensor> tensor;
    TensorFacts facts;
    QString trouble;
};

/// Reads and decodes it, for a working thread: the value at `step` or the last one before; empty where there is none.
[[nodiscard]] MediaPart readMedia(const ShownRun& shown, const std::string& tag, runs::Kind kind, std::int64_t step);

} // namespace maquette::widgets
