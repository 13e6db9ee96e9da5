// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Audit.h"
#include "widgets/TestSupport.h"

#include <QComboBox>
#include <QDialog>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QScrollArea>
#include <QSet>
#include <QToolButton>

#include "widgets/common/Actions.h"
#include "widgets/common/JobRunner.h"

using namespace Qt::StringLiterals;

namespace maquette::tests {

class AuditTest : public WindowTest { };

TEST_F(AuditTest, everyInteractiveWidgetHasNamesRoleAndSize)
{
    EXPECT_EQ(audit(window.get()).join(u'\n'), QString());
    fill();
    service.drawn = true;
    service.understood = false;
    window->settings()->set(widgets::Setting::FormLevel, u"all"_s);
    runAndWait();
    QTest::qWait(50);
    EXPECT_EQ(audit(window.get()).join(u'\n'), QString());
    service.fail = true;
    runAndWait();
    EXPECT_EQ(audit(window.get()).join(u'\n'), QString());
}

TEST_F(AuditTest, dialogsToo)
{
    for (const char* id : {"help.manual", "help.about"}) {
        trigger(id);
        QTest::qWait(50);
        for (QDialog* dialog : window->findChildren<QDialog*>())
            if (dialog->isVisible()) {
                EXPECT_EQ(audit(dialog).join(u'\n'), QString()) << qPrintable(dialog->objectName());
                dialog->close();
            }
    }
}

TEST_F(AuditTest, shortcutsDoNotCollideAndEveryActionIsInAMenu)
{
    EXPECT_EQ(window->actions()->conflicts().join(u'\n'), QString());
    auto* bar = window->findChild<QMenuBar*>(u"menuBar"_s);
    QSet<QString> reachable;
    QList<QMenu*> menus;
    for (QAction* top : bar->actions())
        menus << top->menu();
    for (qsizetype i = 0; i < menus.size(); ++i) {
        Q_EMIT menus[i]->aboutToShow(); // fills live menus
        for (QAction* line : menus[i]->actions()) {
            reachable << line->objectName() << widgets::ActionCollection::plainText(line);
            if (line->menu())
                menus << line->menu();
        }
    }
    for (QAction* action : window->actions()->all())
        EXPECT_TRUE(reachable.contains(action->objectName())
                    || reachable.contains(widgets::ActionCollection::plainText(action)))
            << qPrintable(action->objectName());
}

TEST_F(AuditTest, largeTextAndRightToLeftKeepEverythingReachable)
{
    fill();
    runAndWait();
    trigger("view.text-200");
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    window->close();
    document->saved(folder.filePath(u"x.board"_s));
    makeWindow();
    fill();
    runAndWait();
    QTest::qWait(200);
    const auto* bar = window->findChild<QMenuBar*>(u"menuBar"_s);
    for (QAction* menu : bar->actions())
        EXPECT_TRUE(bar->rect().contains(bar->actionGeometry(menu))) << qPrintable(menu->text());
    EXPECT_EQ(audit(window.get()).join(u'\n'), QString());
    // Nothing is cut off: the column fits its dock, and the window its screen.
    auto* scroll = find<QScrollArea>("inspectorScroll");
    EXPECT_LE(scroll->widget()->width(), scroll->viewport()->width());
    EXPECT_LE(window->width(), window->screen()->availableGeometry().width());
    auto* run = find<QWidget>("runButton");
    EXPECT_GE(run->height(), QFontMetrics(run->font()).height());
    for (const char* name : {"formLevel:basic", "formLevel:advanced", "formLevel:all"}) {
        auto* button = find<QToolButton>(name);
        EXPECT_GE(button->width(), button->fontMetrics().horizontalAdvance(button->text())) << name;
    }
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

} // namespace maquette::tests
