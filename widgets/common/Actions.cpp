// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Actions.h"

#include <QCoreApplication>
#include <QMap>
#include <QToolButton>
#include <QWidget>

#include "widgets/common/Icons.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

QString stripped(QString text)
{
    text.remove(u'&');
    if (text.endsWith(u'…'))
        text.chop(1);
    return text;
}

constexpr const char* englishProperty = "englishText";

} // namespace

ActionCollection::ActionCollection(QWidget* window, const ActionCollection* shared)
    : QObject(window)
    , m_window(window)
    , m_shared(shared)
    , m_active(!shared)
{
}

void ActionCollection::setActive(bool active)
{
    if (std::exchange(m_active, active) == active)
        return;
    for (QAction* action : m_actions) {
        if (active)
            m_window->addAction(action);
        else
            m_window->removeAction(action);
    }
}

QAction* ActionCollection::add(const ActionSpec& spec, std::function<void()> triggered)
{
    const QString id = QLatin1String(spec.id);
    Q_ASSERT(!contains(id));
    auto* action = new QAction(QCoreApplication::translate("Actions", spec.text), this);
    action->setObjectName(id);
    action->setProperty(englishProperty, QString::fromUtf8(spec.text));
    if (*spec.icon)
        action->setIcon(icon(QLatin1String(spec.icon)));
    QList<QKeySequence> keys;
    for (const QString& key : QString(QLatin1String(spec.shortcuts)).split(u"; "_s, Qt::SkipEmptyParts))
        keys << QKeySequence(key, QKeySequence::PortableText);
    action->setShortcuts(keys);
    action->setCheckable(spec.checkable);
    QString tip = plainText(action);
    if (!keys.isEmpty())
        tip += u"  "_s + keys.first().toString(QKeySequence::NativeText);
    action->setToolTip(tip);
    connect(action, &QAction::triggered, this, [call = std::move(triggered)] { call(); });
    if (m_active)
        m_window->addAction(action);
    m_actions << action;
    return action;
}

QAction* ActionCollection::action(const QString& id) const
{
    for (QAction* action : m_actions)
        if (action->objectName() == id)
            return action;
    if (m_shared)
        return m_shared->action(id);
    qFatal("No action %s", qPrintable(id));
}

bool ActionCollection::contains(const QString& id) const
{
    return (m_shared && m_shared->contains(id))
        || std::any_of(m_actions.cbegin(), m_actions.cend(), [&](const QAction* a) { return a->objectName() == id; });
}

QList<QAction*> ActionCollection::all() const { return m_shared ? m_shared->all() + m_actions : m_actions; }

QString ActionCollection::plainText(const QAction* action) { return stripped(action->text()); }

QString ActionCollection::englishText(const QAction* action)
{
    return stripped(action->property(englishProperty).toString());
}

QStringList ActionCollection::conflicts() const
{
    QMap<QString, QStringList> users;
    for (const QAction* action : all())
        for (const QKeySequence& key : action->shortcuts())
            users[key.toString(QKeySequence::PortableText)] << action->objectName();
    QStringList lines;
    for (auto it = users.cbegin(); it != users.cend(); ++it)
        if (it.value().size() > 1)
            lines << it.key() + u": "_s + it.value().join(u", "_s);
    return lines;
}

QToolButton* ActionCollection::button(const QString& id, QWidget* parent) const
{
    QAction* source = action(id);
    auto* button = new QToolButton(parent);
    button->setDefaultAction(source);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setObjectName(u"button:"_s + id);
    button->setAccessibleName(plainText(source));
    return button;
}

} // namespace maquette::widgets
