// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "cloud/view/Render.h"

namespace maquette::widgets {

/// Size and extras of a picture or a turntable.
class RenderDialog : public QDialog {
    Q_OBJECT
public:
    /// `size`: what is proposed, in pixels.
    RenderDialog(bool turntable, const QSize& size, QWidget* parent);

Q_SIGNALS:
    void chosen(const maquette::cloud::RenderOptions& options, const maquette::cloud::TurntableOptions& turntable);
};

} // namespace maquette::widgets
