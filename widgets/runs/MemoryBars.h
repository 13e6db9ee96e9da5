// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QWidget>

#include "runs/analysis/MemoryLedger.h"

#include <optional>
#include <vector>

class QPainter;

namespace maquette::widgets {

/// One bar of the ledger.
struct MemoryBar {
    QString name; ///< "Measured", "O2, predicted"
    runs::Ledger ledger;
    bool reference = false; ///< what the run is compared with: drawn fainter
};

/// "Weights", "First moment" …
[[nodiscard]] QString memoryClassName(runs::MemoryClass memoryClass);
/// Series colors with a pattern from the eighth class on.
[[nodiscard]] QBrush memoryClassBrush(runs::MemoryClass memoryClass, bool dark);
/// "1.36 MiB"
[[nodiscard]] QString bytesText(double bytes);

/// Bars of one scale below each other, stacked by class in the order of MemoryClass. The longest fills `area`. Draws no
/// text. For any thread.
void paintLedger(QPainter& painter, const QRectF& area, const std::vector<MemoryBar>& bars, bool dark);
/// The part of `area` that a class of a bar fills; empty for one without bytes.
[[nodiscard]] QRectF ledgerRect(const QRectF& area, const std::vector<MemoryBar>& bars, std::size_t bar,
                                runs::MemoryClass memoryClass);

/// The ledger as stacked bars with names at the left, totals at the right and the classes below.
class MemoryBars : public QWidget {
    Q_OBJECT
public:
    explicit MemoryBars(QWidget* parent = nullptr);

    void setBars(std::vector<MemoryBar> bars);
    [[nodiscard]] const std::vector<MemoryBar>& bars() const { return m_bars; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QRectF area() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] std::vector<runs::MemoryClass> classes() const;
    [[nodiscard]] int nameWidth() const;
    [[nodiscard]] int totalWidth() const;
    [[nodiscard]] int legendHeight() const;

    std::vector<MemoryBar> m_bars;
};

} // namespace maquette::widgets
