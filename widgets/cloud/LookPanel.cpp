// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/LookPanel.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QColorDialog>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QPixmap>
#include <QPushButton>

#include "widgets/common/PanelParts.h"
#include "widgets/cloud/ViewMemory.h"
#include "widgets/common/JobsBar.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

LookPanel::LookPanel(CloudDocument* document, const WorkspaceContext& context, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_context(context)
    , m_size(new NumberBox(u"pointSize"_s, tr("Size of points"), this))
    , m_adaptive(new QCheckBox(tr("Larger when near"), this))
    , m_eyeDome(new QCheckBox(tr("Eye-dome lighting"), this))
    , m_strength(new NumberBox(u"eyeDomeStrength"_s, tr("Strength of the eye-dome lighting"), this))
    , m_radius(new NumberBox(u"eyeDomeRadius"_s, tr("Radius of the eye-dome lighting in pixels"), this))
    , m_background(makeButton(u"cloudBackground"_s, tr("Background…"), tr("Color behind the points"), this))
    , m_bookmarks(new QListWidget(this))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    int row = 0;
    const auto add = [&](const QString& text, NumberBox* box, double low, double high, double step, int decimals) {
        box->setNumbers(low, high, step, decimals);
        auto* label = new QLabel(text, this);
        label->setBuddy(box);
        grid->addWidget(label, row, 0);
        grid->addWidget(box, row++, 1, Qt::AlignRight);
        connect(box, &NumberBox::valueChanged, this, &LookPanel::commit);
    };
    add(tr("Point size"), m_size, 0.5, 15, 0.5, 1);
    nameWidget(m_adaptive, u"pointAdaptive"_s, m_adaptive->text());
    m_adaptive->setToolTip(tr("Points grow with their nearness, so that surfaces are closed"));
    nameWidget(m_eyeDome, u"eyeDome"_s, m_eyeDome->text());
    m_eyeDome->setToolTip(tr("Darkens points behind edges, so that shapes stand out"));
    for (QCheckBox* box : {m_adaptive, m_eyeDome}) {
        grid->addWidget(box, row++, 0, 1, 2);
        connect(box, &QCheckBox::toggled, this, &LookPanel::commit);
    }
    add(tr("Strength"), m_strength, 0, 5, 0.1, 1);
    add(tr("Radius"), m_radius, 0.5, 8, 0.1, 1);
    m_radius->setSuffix(tr(" px"));
    connect(m_background, &QPushButton::clicked, this, &LookPanel::chooseBackground);
    grid->addWidget(m_background, row++, 0, 1, 2);
    grid->addWidget(makeBookmarks(), row, 0, 1, 2);
    connect(document, &CloudDocument::changed, this, &LookPanel::refresh);
    refresh(CloudDocument::Everything);
}

QWidget* LookPanel::makeBookmarks()
{
    auto* part = new QWidget(this);
    auto* grid = new QGridLayout(part);
    grid->setContentsMargins(0, 8, 0, 0);
    auto* heading = new QLabel(tr("Views"), part);
    heading->setProperty("role", u"heading"_s);
    grid->addWidget(heading, 0, 0, 1, 2);
    nameWidget(m_bookmarks, u"bookmarks"_s, tr("Views that were kept"));
    m_bookmarks->setToolTip(tr("Press Enter or double-click to go to a view"));
    m_bookmarks->setFixedHeight(96);
    connect(m_bookmarks, &QListWidget::itemActivated, this,
            [this](QListWidgetItem* item) { goTo(m_bookmarks->row(item)); });
    grid->addWidget(m_bookmarks, 1, 0, 1, 2);
    auto* keep = makeButton(u"keepView"_s, tr("Keep"), tr("Keep this view in the list"), part);
    connect(keep, &QPushButton::clicked, this, &LookPanel::addBookmark);
    m_remove = makeButton(u"removeView"_s, tr("Remove"), tr("Remove the chosen view from the list"), part);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        if (m_bookmarks->currentRow() >= 0)
            m_document->removeBookmark(static_cast<std::size_t>(m_bookmarks->currentRow()));
    });
    auto* copy = makeButton(u"copyView"_s, tr("Copy"), tr("Copy this view as one line of text"), part);
    connect(copy, &QPushButton::clicked, this, &LookPanel::copyCamera);
    auto* paste = makeButton(u"pasteView"_s, tr("Paste"), tr("Go to the view on the clipboard"), part);
    connect(paste, &QPushButton::clicked, this, &LookPanel::pasteCamera);
    grid->addWidget(keep, 2, 0);
    grid->addWidget(m_remove, 2, 1);
    grid->addWidget(copy, 3, 0);
    grid->addWidget(paste, 3, 1);
    return part;
}

cloud::Vec3 LookPanel::shift() const
{
    return m_document->empty() ? cloud::Vec3{} : m_document->points()->cloud->shift;
}

void LookPanel::commit()
{
    cloud::PointLook look = m_document->view().look;
    look.size = m_size->value();
    look.adaptive = m_adaptive->isChecked();
    look.eyeDome = m_eyeDome->isChecked();
    look.eyeDomeStrength = m_strength->value();
    look.eyeDomeRadius = m_radius->value();
    m_document->setLook(look);
}

void LookPanel::chooseBackground()
{
    const cloud::Rgb& now = m_document->view().look.background;
    auto* dialog = new QColorDialog(QColor(now[0], now[1], now[2]), this);
    nameWidget(dialog, u"backgroundColor"_s, tr("Background"));
    dialog->setWindowTitle(tr("Background"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QColorDialog::colorSelected, this, [this](const QColor& color) {
        cloud::PointLook look = m_document->view().look;
        look.background = {std::uint8_t(color.red()), std::uint8_t(color.green()), std::uint8_t(color.blue())};
        m_document->setLook(look);
    });
    dialog->open();
}

QString LookPanel::freeName() const
{
    const auto& known = m_document->bookmarks();
    for (std::size_t number = known.size() + 1;; ++number) {
        const QString name = tr("View %1").arg(number);
        if (std::none_of(known.begin(), known.end(), [&](const auto& view) { return view.name == name; }))
            return name;
    }
}

void LookPanel::addBookmark()
{
    if (!m_document->empty())
        m_document->addBookmark(freeName(), m_document->view().camera);
}

void LookPanel::copyCamera()
{
    QApplication::clipboard()->setText(fromUtf8(cloud::cameraToText(m_document->view().camera, shift())));
    m_context.status->setStatus(tr("The view is on the clipboard."));
}

void LookPanel::pasteCamera()
{
    const auto camera = cloud::cameraFromText(toUtf8(QApplication::clipboard()->text()), shift());
    if (!camera.ok()) {
        m_context.messages->showError(camera.error());
        return;
    }
    m_document->setCamera(camera.value());
    m_document->addBookmark(freeName(), camera.value());
}

void LookPanel::goTo(int row)
{
    if (row >= 0 && row < static_cast<int>(m_document->bookmarks().size()))
        m_document->setCamera(m_document->bookmarks()[static_cast<std::size_t>(row)].camera);
}

void LookPanel::refresh(CloudDocument::Parts parts)
{
    if (parts & (CloudDocument::View | CloudDocument::Points)) {
        const cloud::PointLook& look = m_document->view().look;
        m_size->show(look.size);
        m_strength->show(look.eyeDomeStrength);
        m_radius->show(look.eyeDomeRadius);
        for (const auto& [box, on] : {std::pair(m_adaptive, look.adaptive), std::pair(m_eyeDome, look.eyeDome)}) {
            const QSignalBlocker quiet(box);
            box->setChecked(on);
        }
        m_strength->setEnabled(look.eyeDome);
        m_radius->setEnabled(look.eyeDome);
        QPixmap swatch(14, 14);
        swatch.fill(QColor(look.background[0], look.background[1], look.background[2]));
        m_background->setIcon(swatch);
    }
    if ((parts & CloudDocument::Points) && !m_document->empty())
        return m_document->setBookmarks(rememberedViews(*m_context.state, *m_document)); // comes back as Bookmarks
    if (parts & CloudDocument::Bookmarks)
        rememberViews(*m_context.state, *m_document);
    if (parts & (CloudDocument::Bookmarks | CloudDocument::Points)) {
        m_bookmarks->clear();
        for (const CameraBookmark& bookmark : m_document->bookmarks())
            m_bookmarks->addItem(bookmark.name);
        m_bookmarks->setVisible(m_bookmarks->count() > 0);
        m_remove->setEnabled(m_bookmarks->count() > 0);
    }
}

} // namespace maquette::widgets
