// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>

#include <functional>
#include <vector>

class QToolButton;

namespace maquette::widgets {

/// One action as it is declared: in a table, once.
struct ActionSpec {
    const char* id; ///< "file.open"; also the object name of the QAction
    const char* text; ///< QT_TRANSLATE_NOOP("Actions", "&Open…")
    const char* icon = ""; ///< name in the icon family, or empty
    const char* shortcuts = ""; ///< portable text, several separated by "; "
    bool checkable = false;
};

/// Actions by id: those of the window, or those of one workspace together with the window's. Menus, buttons and the
/// palette find them here and nowhere else.
class ActionCollection : public QObject {
    Q_OBJECT
public:
    /// Without `shared` the actions belong to the window for good. With it, they do while setActive() says so, and what
    /// `shared` holds is found here, too: each workspace has its own "file.open" with its own state, and only the
    /// shortcuts of the current one are there.
    explicit ActionCollection(QWidget* window, const ActionCollection* shared = nullptr);

    void setActive(bool active);
    /// Adds the action to the window, so that its shortcuts work everywhere in it. The id must be new.
    QAction* add(const ActionSpec& spec, std::function<void()> triggered);
    /// The action must be there.
    [[nodiscard]] QAction* action(const QString& id) const;
    [[nodiscard]] bool contains(const QString& id) const;
    /// In the order of adding; shared ones first.
    [[nodiscard]] QList<QAction*> all() const;
    /// The text without mnemonic and ellipsis, translated or as written in the source.
    [[nodiscard]] static QString plainText(const QAction* action);
    [[nodiscard]] static QString englishText(const QAction* action);
    /// One line per shortcut that two actions share.
    [[nodiscard]] QStringList conflicts() const;

    /// A flat button for an action, with names for tests and screen readers.
    [[nodiscard]] QToolButton* button(const QString& id, QWidget* parent) const;

private:
    QWidget* m_window;
    const ActionCollection* m_shared;
    bool m_active;
    QList<QAction*> m_actions;
};

} // namespace maquette::widgets
