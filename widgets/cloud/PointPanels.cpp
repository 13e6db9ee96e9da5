// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/PointPanels.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPixmap>
#include <QPushButton>
#include <QTableView>

#include "widgets/common/PanelParts.h"
#include "widgets/cloud/PickedModel.h"
#include "widgets/common/Actions.h"
#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int pointRows = 12;

QPushButton* actionButton(const ActionCollection* actions, const QString& id, QWidget* parent)
{
    QAction* action = actions->action(id);
    auto* button = makeButton(u"button:"_s + id, ActionCollection::plainText(action), action->toolTip(), parent);
    button->setEnabled(action->isEnabled());
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    QObject::connect(action, &QAction::changed, button, [button, action] { button->setEnabled(action->isEnabled()); });
    return button;
}

} // namespace

PickedPanel::PickedPanel(CloudDocument* document, const ActionCollection* actions, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_actions(actions)
    , m_model(new PickedModel(document, this))
    , m_view(new QTableView(this))
    , m_hint(makeText(u"pickedHint"_s, u"muted"_s, this))
    , m_buttons(new QWidget(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_hint->setText(tr("Click a point with the tool Pick. Shift+click adds another; distances are from one to the "
                       "next."));
    column->addWidget(m_hint);
    nameWidget(m_view, u"pickedTable"_s, tr("Picked points"));
    m_view->setModel(m_model);
    setUpTable(m_view, pointRows);
    m_view->setSelectionBehavior(QAbstractItemView::SelectColumns);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->installEventFilter(this);
    column->addWidget(m_view);
    auto* row = new QGridLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto* remove = makeButton(u"removePicked"_s, tr("Remove"), tr("Remove the chosen point (Delete)"), m_buttons);
    connect(remove, &QPushButton::clicked, this, &PickedPanel::removeCurrent);
    row->addWidget(actionButton(actions, u"points.copy"_s, m_buttons), 0, 0);
    row->addWidget(remove, 0, 1);
    row->addWidget(actionButton(actions, u"points.clear"_s, m_buttons), 1, 0, 1, 2);
    column->addWidget(m_buttons);
    connect(document, &CloudDocument::changed, this, &PickedPanel::refresh);
    refresh(CloudDocument::Everything);
}

void PickedPanel::refresh(CloudDocument::Parts parts)
{
    if (!(parts & (CloudDocument::Picked | CloudDocument::Points)))
        return;
    const bool any = !m_document->picked().empty();
    m_view->setVisible(any);
    m_buttons->setVisible(any);
    m_hint->setVisible(!any);
    m_actions->action(u"points.clear"_s)->setEnabled(any);
    m_actions->action(u"points.copy"_s)->setEnabled(any);
}

void PickedPanel::removeCurrent()
{
    std::vector<std::uint32_t> picked = m_document->picked();
    if (picked.empty())
        return;
    const int column = m_view->currentIndex().isValid() ? m_view->currentIndex().column() : int(picked.size()) - 1;
    picked.erase(picked.begin() + column);
    m_document->setPicked(picked);
}

bool PickedPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Delete) {
            removeCurrent();
            return true;
        }
        if (key->matches(QKeySequence::Copy)) {
            copyPoints();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void PickedPanel::copyPoints() { QApplication::clipboard()->setText(m_model->copyText()); }

SelectionPanel::SelectionPanel(CloudDocument* document, const ActionCollection* actions, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_actions(actions)
    , m_count(makeText(u"selectionCount"_s, u"muted"_s, this))
    , m_classes(new QComboBox(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_count);
    auto* relabel = new QHBoxLayout;
    nameWidget(m_classes, u"relabelClass"_s, tr("Class for the selection"));
    m_classes->setToolTip(tr("The class that Relabel gives to the selected points"));
    m_classes->setMinimumContentsLength(8);
    m_classes->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    relabel->addWidget(m_classes, 1);
    relabel->addWidget(actionButton(actions, u"select.relabel"_s, this));
    column->addLayout(relabel);
    auto* row = new QGridLayout;
    row->setSpacing(8);
    row->addWidget(actionButton(actions, u"select.invert"_s, this), 0, 0);
    row->addWidget(actionButton(actions, u"select.none"_s, this), 0, 1);
    row->addWidget(actionButton(actions, u"file.save-selection"_s, this), 1, 0, 1, 2);
    column->addLayout(row);
    connect(document, &CloudDocument::changed, this, &SelectionPanel::refresh);
    refresh(CloudDocument::Everything);
}

int SelectionPanel::chosenClass() const
{
    return m_classes->currentIndex() < 0 ? -1 : m_classes->currentData().toInt();
}

void SelectionPanel::refresh(CloudDocument::Parts parts)
{
    const bool any = m_document->contents().selected != nullptr;
    if (parts & (CloudDocument::Selection | CloudDocument::Points)) {
        m_count->setText(any ? tr("%1 of %Ln point(s) selected.", nullptr, pluralCount(m_document->points()->size()))
                                   .arg(QLocale().toString(qulonglong(m_document->contents().selectedCount)))
                             : tr("Drag a rectangle or a lasso over points. Shift adds, Ctrl takes away."));
        for (const QString& id : {u"select.relabel"_s, u"select.none"_s, u"file.save-selection"_s})
            m_actions->action(id)->setEnabled(any);
        m_actions->action(u"select.invert"_s)->setEnabled(!m_document->empty());
    }
    if (parts & (CloudDocument::Classes | CloudDocument::Points)) {
        const QVariant chosen = m_classes->currentData();
        m_classes->clear();
        for (const cloud::ClassEntry& entry : m_document->table().entries) {
            QPixmap swatch(12, 12);
            swatch.fill(QColor(entry.color[0], entry.color[1], entry.color[2]));
            m_classes->addItem(swatch, fromUtf8(entry.name), entry.id);
        }
        m_classes->setCurrentIndex(std::max(0, m_classes->findData(chosen)));
    }
}

} // namespace maquette::widgets
