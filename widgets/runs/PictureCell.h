// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QWidget>

namespace maquette::widgets {

/// A picture of a run with a line of text below; as large as the cell, small pictures in whole multiples with sharp
/// pixels.
class PictureCell : public QWidget {
    Q_OBJECT
public:
    explicit PictureCell(QWidget* parent = nullptr);

    void setPicture(const QImage& image, const QString& caption, const QColor& color);
    [[nodiscard]] const QImage& image() const { return m_image; }
    [[nodiscard]] const QString& caption() const { return m_caption; }
    [[nodiscard]] QSize sizeHint() const override { return {240, 220}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage m_image;
    QString m_caption;
    QColor m_color;
};

} // namespace maquette::widgets
