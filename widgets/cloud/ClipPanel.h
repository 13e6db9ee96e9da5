// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/cloud/CloudDocument.h"

class QComboBox;
class QPushButton;

namespace maquette::widgets {

class NumberBox;

/// The clip box in numbers, and the near and far planes of the camera.
class ClipPanel : public QWidget {
    Q_OBJECT
public:
    explicit ClipPanel(CloudDocument* document, QWidget* parent = nullptr);

private:
    void commitBox();
    void commitPlanes();
    void fitTo(bool selection);
    void refresh(CloudDocument::Parts parts);

    CloudDocument* m_document;
    QComboBox* m_mode;
    std::array<NumberBox*, 3> m_center{};
    std::array<NumberBox*, 3> m_size{};
    NumberBox* m_yaw;
    NumberBox* m_near;
    NumberBox* m_far;
    QPushButton* m_fitSelection = nullptr;
};

} // namespace maquette::widgets
