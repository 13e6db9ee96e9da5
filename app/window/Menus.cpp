// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/Menus.h"

#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

#include "widgets/common/Actions.h"
#include "widgets/common/Text.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace maquette::app {

namespace {

struct MenuEntry {
    const char* id;
    const char* title;
    const char* lines;
};

// "id id - @live": ids, rules and live menus, apart by blanks.
const std::vector<MenuEntry>& menuTable()
{
    static const std::vector<MenuEntry> table = {
        {"menuFile", QT_TRANSLATE_NOOP("Menus", "&File"),
         "file.new file.open file.open-columns file.open-folder @recent - file.open-truth file.open-prediction - "
         "file.save-board file.save-board-as file.save-cloud - file.save-result file.write-metadata file.save-picture "
         "file.save-turntable file.save-selection file.export-chart - file.demo @demos - file.quit"},
        {"menuEdit", QT_TRANSLATE_NOOP("Menus", "&Edit"),
         "edit.undo edit.redo - edit.paste edit.swap edit.result-to-picture edit.clear-slot - edit.run edit.stop - "
         "edit.accept edit.discard - select.relabel select.invert select.none select.visible-only - points.clear "
         "points.copy - classes.show-all scores.copy scores.show-all - runs.refresh runs.pause - runs.show-all "
         "runs.hide-all"},
        {"menuView", QT_TRANSLATE_NOOP("Menus", "&View"),
         "view.slider view.side view.blink view.difference - tool.turn tool.pick tool.rectangle tool.lasso tool.clip - "
         "view.panes-1 view.panes-2 view.panes-3 view.panes-4 view.curtain view.next-content - view.log-x "
         "view.log-y view.higher view.lower - view.zoom-in view.zoom-out view.zoom-fit view.zoom-actual @directions - "
         "view.bookmark view.copy-camera view.paste-camera - window.edit window.cloud window.runs - view.inspector "
         "@theme "
         "@text - view.palette"},
        {"menuHelp", QT_TRANSLATE_NOOP("Menus", "&Help"), "help.manual - help.about"},
    };
    return table;
}

QString liveTitle(const QString& id)
{
    if (id == "recent"_L1)
        return QCoreApplication::translate("Menus", "Open re&cent");
    if (id == "demos"_L1)
        return QCoreApplication::translate("Menus", "All d&emos");
    if (id == "theme"_L1)
        return QCoreApplication::translate("Menus", "T&heme");
    if (id == "directions"_L1)
        return QCoreApplication::translate("Menus", "Loo&k from");
    return QCoreApplication::translate("Menus", "Te&xt size");
}

} // namespace

namespace {

const LiveMenu* findLive(const std::vector<LiveMenu>& liveMenus, const QString& id)
{
    const auto live = std::find_if(liveMenus.begin(), liveMenus.end(),
                                   [&](const LiveMenu& m) { return id.mid(1) == QLatin1String(m.id); });
    return id.startsWith(u'@') && live != liveMenus.end() ? &*live : nullptr;
}

} // namespace

void buildMenus(QMenuBar& bar, const widgets::ActionCollection& actions, const std::vector<LiveMenu>& liveMenus)
{
    for (const MenuEntry& entry : menuTable()) {
        QMenu* menu = bar.addMenu(QCoreApplication::translate("Menus", entry.title));
        widgets::nameWidget(menu, QLatin1String(entry.id), menu->title().remove(u'&'));
        bool rule = false; // before the next line that is there
        for (const QString& id : QString(QLatin1String(entry.lines)).split(u' ')) {
            const LiveMenu* live = findLive(liveMenus, id);
            if (!live && !actions.contains(id)) {
                rule = rule || id == "-"_L1;
                continue;
            }
            if (std::exchange(rule, false) && !menu->isEmpty())
                menu->addSeparator();
            if (!live) {
                menu->addAction(actions.action(id));
                continue;
            }
            QMenu* sub = menu->addMenu(liveTitle(id.mid(1)));
            widgets::nameWidget(sub, u"menu:"_s + id.mid(1), sub->title().remove(u'&'));
            sub->setToolTipsVisible(true);
            QObject::connect(sub, &QMenu::aboutToShow, sub, [sub, fill = live->fill] {
                sub->clear();
                fill(*sub);
            });
        }
    }
}

} // namespace maquette::app
