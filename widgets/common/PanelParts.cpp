// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/PanelParts.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTableView>
#include <QWheelEvent>

#include "base/File.h"
#include "widgets/common/Text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

void choosePlainRows(QTableView* view)
{
    view->setShowGrid(false);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setWordWrap(false);
    view->setTabKeyNavigation(false);
}

} // namespace

NumberBox::NumberBox(const QString& objectName, const QString& accessibleName, QWidget* parent)
    : QDoubleSpinBox(parent)
{
    nameWidget(this, objectName, accessibleName);
    setToolTip(accessibleName);
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setFocusPolicy(Qt::StrongFocus);
    setKeyboardTracking(false);
}

void NumberBox::setNumbers(double low, double high, double step, int decimals)
{
    setDecimals(decimals);
    setRange(low, high);
    setSingleStep(step);
}

void NumberBox::show(double value)
{
    const QSignalBlocker quiet(this);
    setValue(value);
}

void NumberBox::wheelEvent(QWheelEvent* event)
{
    if (hasFocus())
        QDoubleSpinBox::wheelEvent(event);
    else
        event->ignore();
}

QPushButton* makeButton(const QString& objectName, const QString& text, const QString& toolTip, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    nameWidget(button, objectName, text);
    button->setToolTip(toolTip);
    return button;
}

QLabel* makeText(const QString& objectName, const QString& role, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setProperty("role", role);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QTableView* makeTable(QAbstractItemModel* model, const QString& objectName, const QString& accessibleName,
                      QWidget* parent)
{
    auto* view = new QTableView(parent);
    nameWidget(view, objectName, accessibleName);
    view->setModel(model);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 8);
    choosePlainRows(view);
    return view;
}

void setUpTable(QTableView* view, int maxRows)
{
    choosePlainRows(view);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setMinimumSectionSize(22);
    view->verticalHeader()->setHighlightSections(false);
    view->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    nameCorner(view);
    followRows(view, maxRows);
}

void nameCorner(QTableView* view)
{
    // Qt's own part in the corner between the headers; it does nothing here.
    for (QAbstractButton* corner : view->findChildren<QAbstractButton*>())
        corner->setObjectName(u"qt_corner"_s);
    view->setCornerButtonEnabled(false);
}

base::Result<void> writeText(const QString& file, const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    return base::writeFileAtomically(
        toPath(file),
        {reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())});
}

void followRows(QTableView* view, int maxRows)
{
    const auto fit = [view, maxRows] {
        const int rows = std::clamp(view->model() ? view->model()->rowCount() : 0, 1, maxRows);
        const int row = view->fontMetrics().height() + 8;
        int height = rows * row + 2 * view->frameWidth() + 2;
        if (!view->horizontalHeader()->isHidden())
            height += view->horizontalHeader()->sizeHint().height();
        if (view->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff)
            height += view->horizontalScrollBar()->sizeHint().height();
        view->setFixedHeight(height);
    };
    QObject::connect(view->model(), &QAbstractItemModel::modelReset, view, fit);
    QObject::connect(view->model(), &QAbstractItemModel::rowsInserted, view, fit);
    QObject::connect(view->model(), &QAbstractItemModel::rowsRemoved, view, fit);
    fit();
}

} // namespace maquette::widgets
