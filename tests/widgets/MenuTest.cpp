// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/FakeCloudService.h"
#include "widgets/TestSupport.h"

#include <QMenuBar>
#include <QTranslator>

#include "widgets/cloud/CloudWorkspace.h"
#include "widgets/runs/RunsService.h"

#include <map>

using namespace Qt::StringLiterals;

namespace maquette::tests {

namespace {

/// Lines of a menu or of the bar that one letter would choose between.
void addClashes(const QString& where, const QList<QAction*>& lines, QStringList& clashes, int& letters)
{
    std::map<QString, QStringList> users;
    for (const QAction* line : lines)
        if (const QKeySequence key = QKeySequence::mnemonic(line->text()); !key.isEmpty())
            users[key.toString()] << line->text();
    letters += static_cast<int>(users.size());
    for (const auto& [key, texts] : users)
        if (texts.size() > 1)
            clashes << where + u", "_s + key + u": "_s + texts.join(u" | "_s);
}

/// All menus with their submenus, those that fill themselves filled.
QStringList clashesOf(app::MainWindow& window, int& letters)
{
    QStringList clashes;
    const QList<QAction*> tops = window.findChild<QMenuBar*>(u"menuBar"_s)->actions();
    addClashes(u"the bar"_s, tops, clashes, letters);
    QList<QMenu*> menus;
    for (QAction* top : tops)
        menus << top->menu();
    for (qsizetype i = 0; i < menus.size(); ++i) {
        Q_EMIT menus[i]->aboutToShow();
        addClashes(menus[i]->title(), menus[i]->actions(), clashes, letters);
        for (QAction* line : menus[i]->actions())
            if (line->menu())
                menus << line->menu();
    }
    // A key with Alt may not be that of a menu either.
    for (const QAction* top : tops)
        for (const QAction* action : window.actions()->all())
            if (action->shortcuts().contains(QKeySequence::mnemonic(top->text())))
                clashes << top->text() + u" | "_s + action->text();
    return clashes;
}

} // namespace

TEST(MenuTest, noLetterChoosesBetweenTwoLinesInAnyLanguageAndWorkspace)
{
    widgets::Theme theme;
    FakeEditService edit;
    FakeCloudService cloud;
    PresetChooser chooser;
    const auto runs = widgets::makeEngineRunsService();
    for (const QString& language : {u"en"_s, u"de"_s}) {
        QTranslator translator;
        ASSERT_TRUE(translator.load(u":/i18n/maquette_%1.qm"_s.arg(language)));
        QCoreApplication::installTranslator(&translator);
        {
            app::MainWindow window({&edit, &chooser, &theme, &cloud, runs.get()});
            for (const QString& workspace : {u"edit"_s, u"cloud"_s, u"runs"_s}) {
                window.showWorkspace(workspace);
                int letters = 0;
                EXPECT_EQ(clashesOf(window, letters).join(u'\n'), QString()) << qPrintable(language + workspace);
                EXPECT_GT(letters, 30);
            }
        }
        QCoreApplication::removeTranslator(&translator);
    }
}

} // namespace maquette::tests
