// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/Menus.h"

#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

#include "widgets/common/Actions.h"
#include "widgets/common/Text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::app {

namespace {

struct MenuEntry {
    const char* id;
    const char* title;
    std::vector<const char*> lines;
};

const std::vector<MenuEntry>& menuTable()
{
    static const std::vector<MenuEntry> table = {
        {"menuFile",
         QT_TRANSLATE_NOOP("Menus", "&File"),
         {"file.new", "file.open", "@recent", "-", "file.save-board", "file.save-board-as", "-", "file.save-result",
          "file.write-metadata", "-", "file.demo", "@demos", "-", "file.quit"}},
        {"menuEdit",
         QT_TRANSLATE_NOOP("Menus", "&Edit"),
         {"edit.undo", "edit.redo", "-", "edit.paste", "edit.swap", "edit.result-to-picture", "edit.clear-slot", "-",
          "edit.run", "edit.stop", "-", "edit.accept", "edit.discard"}},
        {"menuView",
         QT_TRANSLATE_NOOP("Menus", "&View"),
         {"view.slider", "view.side", "view.blink", "view.difference", "-", "view.zoom-in", "view.zoom-out",
          "view.zoom-fit", "view.zoom-actual", "-", "view.inspector", "@theme", "@text", "-", "view.palette"}},
        {"menuHelp", QT_TRANSLATE_NOOP("Menus", "&Help"), {"help.manual", "-", "help.about"}},
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
        return QCoreApplication::translate("Menus", "&Theme");
    return QCoreApplication::translate("Menus", "Te&xt size");
}

} // namespace

void buildMenus(QMenuBar& bar, const widgets::ActionCollection& actions, const std::vector<LiveMenu>& liveMenus)
{
    for (const MenuEntry& entry : menuTable()) {
        QMenu* menu = bar.addMenu(QCoreApplication::translate("Menus", entry.title));
        widgets::nameWidget(menu, QLatin1String(entry.id), menu->title().remove(u'&'));
        for (const char* line : entry.lines) {
            const QString id = QLatin1String(line);
            if (id == "-"_L1) {
                menu->addSeparator();
            } else if (id.startsWith(u'@')) {
                const auto live = std::find_if(liveMenus.begin(), liveMenus.end(),
                                               [&](const LiveMenu& m) { return id.mid(1) == QLatin1String(m.id); });
                if (live == liveMenus.end())
                    continue;
                QMenu* sub = menu->addMenu(liveTitle(id.mid(1)));
                widgets::nameWidget(sub, u"menu:"_s + id.mid(1), sub->title().remove(u'&'));
                sub->setToolTipsVisible(true);
                QObject::connect(sub, &QMenu::aboutToShow, sub, [sub, fill = live->fill] {
                    sub->clear();
                    fill(*sub);
                });
            } else if (actions.contains(id)) {
                menu->addAction(actions.action(id));
            }
        }
    }
}

} // namespace maquette::app
