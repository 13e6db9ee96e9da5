// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/EmptyState.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "widgets/common/Actions.h"
#include "widgets/common/Icons.h"
#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

QWidget* makeEmptyState(const EmptyState& state, const ActionCollection* actions, QWidget* parent)
{
    auto* page = new QWidget(parent);
    nameWidget(page, state.name, QCoreApplication::translate("EmptyState", "Nothing is open"));
    page->setProperty("surface", u"canvas"_s);
    page->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(32, 32, 32, 32);
    column->setSpacing(8);
    column->addStretch();
    auto* title = new QLabel(state.title, page);
    title->setProperty("role", u"title"_s);
    title->setAlignment(Qt::AlignCenter);
    title->setWordWrap(true);
    auto* text = new QLabel(state.text, page);
    text->setProperty("role", u"muted"_s);
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    text->setMaximumWidth(560);
    column->addWidget(title);
    auto* textRow = new QHBoxLayout; // keeps the lines short in the middle
    textRow->addStretch(1);
    textRow->addWidget(text, 8);
    textRow->addStretch(1);
    column->addLayout(textRow);
    column->addSpacing(16);
    auto* row = new QHBoxLayout;
    row->addStretch();
    for (const EmptyState::Button& spec : state.buttons) {
        QAction* action = actions->action(spec.action);
        auto* button
            = new QPushButton(icon(spec.icon, spec.primary ? Token::OnAccent : Token::Text),
                              spec.primary ? ActionCollection::plainText(action) : action->text().remove(u'&'), page);
        nameWidget(button, spec.name, ActionCollection::plainText(action));
        button->setProperty("primary", spec.primary);
        button->setEnabled(action->isEnabled());
        QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
        row->addWidget(button);
    }
    row->addStretch();
    column->addLayout(row);
    column->addStretch();
    return page;
}

QHBoxLayout* makeToolRow(QWidget* bar)
{
    constexpr int height = 34;
    bar->setMinimumHeight(height);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    return row;
}

} // namespace maquette::widgets
