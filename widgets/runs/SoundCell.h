// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/Run.h"
#include "widgets/runs/MediaCell.h"
#include "widgets/runs/Sound.h"

#include <optional>

namespace maquette::widgets {

/// The outline of a clip over its time.
class WaveView : public QWidget {
    Q_OBJECT
public:
    explicit WaveView(QWidget* parent = nullptr);

    void setSound(std::optional<Sound> sound, const QColor& color);
    [[nodiscard]] const std::optional<Sound>& sound() const { return m_sound; }
    [[nodiscard]] QSize sizeHint() const override { return {240, 120}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<Sound> m_sound;
    QColor m_color;
};

/// A clip of a run: its outline, how long it is, and the clip as a file. It is not played.
class SoundCell : public MediaCell {
    Q_OBJECT
public:
    explicit SoundCell(QWidget* parent = nullptr);

    /// `sound`: of the clip; nothing when it is in no coding that is read here.
    void setClip(const runlog::Audio& clip, std::optional<Sound> sound, const QString& caption, const QColor& color);
    [[nodiscard]] WaveView* wave() const { return m_wave; }

private:
    WaveView* m_wave;
};

} // namespace maquette::widgets
