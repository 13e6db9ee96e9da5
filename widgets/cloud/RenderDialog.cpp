// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/RenderDialog.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include "widgets/common/PanelParts.h"
#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

RenderDialog::RenderDialog(bool turntable, const QSize& size, QWidget* parent)
    : QDialog(parent)
{
    const QString title = turntable ? tr("Save a turntable") : tr("Save a picture");
    nameWidget(this, u"renderDialog"_s, title);
    setWindowTitle(title);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(16, 16, 16, 16);
    grid->setSpacing(8);
    int row = 0;
    const auto add
        = [&](const QString& name, const QString& text, double low, double high, double value, const QString& unit) {
              auto* box = new NumberBox(name, text, this);
              box->setNumbers(low, high, 1, 0);
              box->setSuffix(unit);
              box->show(value);
              auto* label = new QLabel(text, this);
              label->setBuddy(box);
              grid->addWidget(label, row, 0);
              grid->addWidget(box, row++, 1);
              return box;
          };
    auto* width = add(u"renderWidth"_s, tr("Width"), 16, 16384, size.width(), tr(" px"));
    auto* height = add(u"renderHeight"_s, tr("Height"), 16, 16384, size.height(), tr(" px"));
    NumberBox* frames = turntable ? add(u"renderFrames"_s, tr("Pictures of the turn"), 1, 36000, 120, {}) : nullptr;
    NumberBox* rate = turntable ? add(u"renderRate"_s, tr("Pictures a second"), 1, 240, 30, {}) : nullptr;
    const auto check = [&](const QString& name, const QString& text) {
        auto* box = new QCheckBox(text, this);
        nameWidget(box, name, text);
        box->setChecked(true);
        grid->addWidget(box, row++, 0, 1, 2);
        return box;
    };
    auto* legend = check(u"renderLegend"_s, tr("Legend"));
    auto* scale = check(u"renderScale"_s, tr("Scale bar"));
    auto* titles = check(u"renderTitles"_s, tr("Names of the panes"));
    auto* buttons = new QHBoxLayout;
    auto* cancel = makeButton(u"renderCancel"_s, tr("Cancel"), tr("Save nothing"), this);
    auto* save = makeButton(u"renderSave"_s, tr("Save…"), tr("Choose a file"), this);
    save->setProperty("primary", true);
    save->setDefault(true);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(save);
    grid->addLayout(buttons, row, 0, 1, 2);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(save, &QPushButton::clicked, this, [=, this] {
        cloud::RenderOptions options;
        options.width = int(width->value());
        options.height = int(height->value());
        options.legend = legend->isChecked();
        options.scaleBar = scale->isChecked();
        options.titles = titles->isChecked();
        cloud::TurntableOptions turn;
        if (frames) {
            turn.frames = int(frames->value());
            turn.framesPerSecond = int(rate->value());
        }
        accept();
        Q_EMIT chosen(options, turn);
    });
}

} // namespace maquette::widgets
