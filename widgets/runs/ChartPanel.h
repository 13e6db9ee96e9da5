// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/runs/RunsDocument.h"

#include <functional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSlider;

namespace maquette::widgets {

class NumberBox;
class SegmentedControl;

/// Axes of all charts.
class AxesPanel : public QWidget {
    Q_OBJECT
public:
    explicit AxesPanel(RunsDocument* document, QWidget* parent = nullptr);

private:
    void refresh();
    void change(const std::function<void(ChartOptions&)>& edit);

    RunsDocument* m_document;
    QFormLayout* m_form;
    QComboBox* m_axis;
    QComboBox* m_metric;
    QComboBox* m_perStep;
    QCheckBox* m_logX;
    QCheckBox* m_logY;
    QCheckBox* m_outliers;
    QCheckBox* m_left;
};

/// Smoothing of all charts.
class SmoothingPanel : public QWidget {
    Q_OBJECT
public:
    explicit SmoothingPanel(RunsDocument* document, QWidget* parent = nullptr);

private:
    void refresh();

    RunsDocument* m_document;
    QComboBox* m_kind;
    QSlider* m_slider;
    NumberBox* m_amount;
    QComboBox* m_behind;
};

/// How runs are put together.
class GroupPanel : public QWidget {
    Q_OBJECT
public:
    explicit GroupPanel(RunsDocument* document, QWidget* parent = nullptr);

private:
    void refresh();

    RunsDocument* m_document;
    QComboBox* m_by;
    QComboBox* m_setting;
    QLineEdit* m_pattern;
    QLabel* m_error;
    QComboBox* m_center;
    QComboBox* m_band;
};

} // namespace maquette::widgets
