// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/ClipPanel.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include "widgets/common/PanelParts.h"
#include "widgets/common/Text.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

using cloud::ClipBox;

ClipPanel::ClipPanel(CloudDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_mode(new QComboBox(this))
    , m_yaw(new NumberBox(u"clipYaw"_s, tr("Turn of the box about the vertical, in degrees"), this))
    , m_near(new NumberBox(u"nearPlane"_s, tr("Distance of the near plane from the camera; 0: none"), this))
    , m_far(new NumberBox(u"farPlane"_s, tr("Distance of the far plane from the camera; 0: none"), this))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(8);
    for (int k = 1; k < 4; ++k)
        grid->setColumnStretch(k, 1);
    const auto label = [&](const QString& text, int row, QWidget* buddy) {
        auto* one = new QLabel(text, this);
        one->setBuddy(buddy);
        grid->addWidget(one, row, 0);
    };
    nameWidget(m_mode, u"clipMode"_s, tr("What the clip box does"));
    m_mode->setToolTip(tr("What the clip box does"));
    m_mode->setMinimumContentsLength(8);
    m_mode->addItem(tr("No clip box"), int(ClipBox::Mode::Off));
    m_mode->addItem(tr("Show what is inside"), int(ClipBox::Mode::Inside));
    m_mode->addItem(tr("Show what is outside"), int(ClipBox::Mode::Outside));
    m_mode->addItem(tr("Highlight what is inside"), int(ClipBox::Mode::Highlight));
    connect(m_mode, &QComboBox::activated, this, &ClipPanel::commitBox);
    grid->addWidget(m_mode, 0, 0, 1, 4);
    const std::array axes{u"x"_s, u"y"_s, u"z"_s};
    for (std::size_t k = 0; k < 3; ++k) {
        m_center[k] = new NumberBox(u"clipCenter:"_s + axes[k], tr("Middle of the box, %1").arg(axes[k]), this);
        m_size[k] = new NumberBox(u"clipSize:"_s + axes[k], tr("Edge of the box, %1").arg(axes[k]), this);
        for (NumberBox* box : {m_center[k], m_size[k]}) {
            box->setMinimumWidth(40);
            connect(box, &NumberBox::valueChanged, this, &ClipPanel::commitBox);
        }
        m_center[k]->setNumbers(-1e9, 1e9, 0.1, 2);
        m_size[k]->setNumbers(0.01, 1e9, 0.1, 2);
        grid->addWidget(m_center[k], 1, 1 + int(k));
        grid->addWidget(m_size[k], 2, 1 + int(k));
    }
    label(tr("Middle"), 1, m_center[0]);
    label(tr("Size"), 2, m_size[0]);
    m_yaw->setNumbers(-180, 180, 5, 1);
    m_yaw->setSuffix(u"°"_s);
    m_yaw->setWrapping(true);
    m_yaw->setMinimumWidth(40);
    connect(m_yaw, &NumberBox::valueChanged, this, &ClipPanel::commitBox);
    label(tr("Turn"), 3, m_yaw);
    grid->addWidget(m_yaw, 3, 1);
    auto* fit = makeButton(u"clipFitCloud"_s, tr("All"), tr("Put the box around the whole cloud"), this);
    connect(fit, &QPushButton::clicked, this, [this] { fitTo(false); });
    m_fitSelection
        = makeButton(u"clipFitSelection"_s, tr("Selection"), tr("Put the box around the selected points"), this);
    connect(m_fitSelection, &QPushButton::clicked, this, [this] { fitTo(true); });
    label(tr("Around"), 4, fit);
    auto* fits = new QHBoxLayout;
    fits->addWidget(fit);
    fits->addWidget(m_fitSelection);
    grid->addLayout(fits, 4, 1, 1, 3);
    for (NumberBox* box : {m_near, m_far}) {
        box->setNumbers(0, 1e9, 0.25, 2);
        box->setSpecialValueText(tr("none"));
        box->setMinimumWidth(40);
        connect(box, &NumberBox::valueChanged, this, &ClipPanel::commitPlanes);
    }
    label(tr("Near plane"), 5, m_near);
    grid->addWidget(m_near, 5, 1, 1, 3);
    label(tr("Far plane"), 6, m_far);
    grid->addWidget(m_far, 6, 1, 1, 3);
    connect(document, &CloudDocument::changed, this, &ClipPanel::refresh);
    refresh(CloudDocument::Everything);
}

void ClipPanel::commitBox()
{
    if (m_document->empty())
        return;
    ClipBox box = m_document->contents().box;
    box.mode = ClipBox::Mode(m_mode->currentData().toInt());
    const cloud::Vec3& shift = m_document->points()->cloud->shift;
    // Only what was changed: what is shown is rounded.
    for (std::size_t k = 0; k < 3; ++k) {
        if (std::abs(box.center[k] + shift[k] - m_center[k]->value()) > 0.0051)
            box.center[k] = m_center[k]->value() - shift[k];
        if (std::abs(box.size[k] - m_size[k]->value()) > 0.0051)
            box.size[k] = m_size[k]->value();
    }
    if (std::abs(box.yaw - m_yaw->value()) > 0.051)
        box.yaw = m_yaw->value();
    m_document->setBox(box);
}

void ClipPanel::commitPlanes()
{
    cloud::Camera camera = m_document->view().camera;
    camera.nearPlane = m_near->value();
    camera.farPlane = m_far->value();
    m_document->setCamera(camera);
}

void ClipPanel::fitTo(bool selection)
{
    if (m_document->empty())
        return;
    const cloud::PointSet& points = *m_document->points();
    const MaskPtr selected = m_document->contents().selected;
    cloud::Vec3 low = {points.bounds.low[0], points.bounds.low[1], points.bounds.low[2]};
    cloud::Vec3 high = {points.bounds.high[0], points.bounds.high[1], points.bounds.high[2]};
    if (selection && selected) {
        low.fill(std::numeric_limits<double>::max());
        high.fill(std::numeric_limits<double>::lowest());
        for (std::size_t i = 0; i < selected->size(); ++i)
            for (std::size_t k = 0; (*selected)[i] && k < 3; ++k) {
                low[k] = std::min(low[k], double(points.cloud->positions[3 * i + k]));
                high[k] = std::max(high[k], double(points.cloud->positions[3 * i + k]));
            }
    }
    ClipBox box = m_document->contents().box;
    if (box.mode == ClipBox::Mode::Off)
        box.mode = ClipBox::Mode::Inside;
    box.yaw = 0;
    for (std::size_t k = 0; k < 3; ++k) {
        box.center[k] = 0.5 * (low[k] + high[k]);
        box.size[k] = std::max(1.001 * (high[k] - low[k]), 0.01);
    }
    m_document->setBox(box);
}

void ClipPanel::refresh(CloudDocument::Parts parts)
{
    if (parts & (CloudDocument::View | CloudDocument::Points)) {
        const ClipBox& box = m_document->contents().box;
        const cloud::Vec3 shift = m_document->empty() ? cloud::Vec3{} : m_document->points()->cloud->shift;
        m_mode->setCurrentIndex(m_mode->findData(int(box.mode)));
        for (std::size_t k = 0; k < 3; ++k) {
            m_center[k]->show(box.center[k] + shift[k]);
            m_size[k]->show(box.size[k]);
        }
        m_yaw->show(box.yaw);
        setEnabled(!m_document->empty());
    }
    if (parts & (CloudDocument::Camera | CloudDocument::Points)) {
        m_near->show(m_document->view().camera.nearPlane);
        m_far->show(m_document->view().camera.farPlane);
    }
    m_fitSelection->setEnabled(m_document->contents().selected != nullptr);
}

} // namespace maquette::widgets
