// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/MessageBar.h"

#include <QAccessible>
#include <QClipboard>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSysInfo>
#include <QToolButton>

#include "base/Version.h"
#include "widgets/common/Icons.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int maxMessages = 3;
constexpr const char* keyProperty = "messageKey";
constexpr const char* textProperty = "messageText";

struct KindLook {
    const char* name;
    const char* icon;
    Token token;
};

KindLook lookOf(MessageSpec::Kind kind)
{
    switch (kind) {
    case MessageSpec::Kind::Ok:
        return {"ok", "ok", Token::Ok};
    case MessageSpec::Kind::Question:
        return {"question", "help", Token::Accent};
    case MessageSpec::Kind::Warn:
        return {"warn", "warn", Token::Warn};
    case MessageSpec::Kind::Error:
        return {"error", "error", Token::Bad};
    case MessageSpec::Kind::Info:
        break;
    }
    return {"info", "info", Token::Accent};
}

QString kindWord(MessageSpec::Kind kind)
{
    switch (kind) {
    case MessageSpec::Kind::Ok:
        return MessageBar::tr("Done");
    case MessageSpec::Kind::Question:
        return MessageBar::tr("Question");
    case MessageSpec::Kind::Warn:
        return MessageBar::tr("Note");
    case MessageSpec::Kind::Error:
        return MessageBar::tr("Problem");
    case MessageSpec::Kind::Info:
        break;
    }
    return MessageBar::tr("Message");
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    nameWidget(this, u"messageBar"_s, tr("Messages"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    hide();
}

void MessageBar::showMessage(MessageSpec spec)
{
    if (!spec.key.isEmpty())
        closeMessage(spec.key);
    while (m_rows.size() >= maxMessages)
        remove(m_rows.last());

    const KindLook look = lookOf(spec.kind);
    auto* row = new QFrame(this);
    row->setProperty("message", true);
    row->setProperty("kind", QLatin1String(look.name));
    row->setProperty(keyProperty, spec.key);
    row->setProperty(textProperty, spec.text);
    nameWidget(row, u"message"_s, kindWord(spec.kind) + u": "_s + spec.text);
    auto* column = new QVBoxLayout(row);
    column->setContentsMargins(16, 8, 8, 8);
    column->setSpacing(8);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    column->addLayout(line);

    auto* sign = new QLabel(row);
    sign->setPixmap(icon(QLatin1String(look.icon), look.token)
                        .pixmap(QSize(18, 18) * (Theme::instance() ? Theme::instance()->scaled(100) : 100) / 100,
                                devicePixelRatioF()));
    sign->setAccessibleName(kindWord(spec.kind));
    line->addWidget(sign);
    auto* text = new QLabel(spec.text, row);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setObjectName(u"messageText"_s);
    line->addWidget(text, 1);
    for (const MessageSpec::Button& spot : spec.buttons) {
        auto* button = new QPushButton(spot.label, row);
        nameWidget(button, u"message:"_s + spot.id, spot.label);
        button->setProperty("primary", spot.primary);
        connect(button, &QPushButton::clicked, this, [this, row, call = spot.call] {
            remove(row);
            if (call)
                call();
        });
        line->addWidget(button);
    }
    if (spec.kind == MessageSpec::Kind::Error || spec.kind == MessageSpec::Kind::Warn) {
        if (!spec.detail.isEmpty()) {
            auto* detail = new QLabel(spec.detail, row);
            detail->setTextFormat(Qt::PlainText);
            detail->setWordWrap(true);
            detail->setProperty("role", u"small"_s);
            detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
            detail->setObjectName(u"messageDetail"_s);
            detail->hide();
            column->addWidget(detail);
            auto* more = new QPushButton(tr("Details"), row);
            nameWidget(more, u"message:details"_s, tr("Show details"));
            more->setCheckable(true);
            connect(more, &QPushButton::toggled, detail, &QLabel::setVisible);
            line->addWidget(more);
        }
        auto* copy = new QPushButton(icon(u"copy"_s), tr("Copy"), row);
        nameWidget(copy, u"message:copy"_s, tr("Copy this message"));
        connect(copy, &QPushButton::clicked, this, [spec] {
            QStringList parts{spec.text};
            if (!spec.detail.isEmpty())
                parts << spec.detail;
            parts << versionText();
            QGuiApplication::clipboard()->setText(parts.join(u'\n'));
        });
        line->addWidget(copy);
    }
    auto* close = new QToolButton(row);
    close->setIcon(icon(u"clear"_s, Token::Muted));
    close->setToolTip(tr("Close"));
    nameWidget(close, u"message:close"_s, tr("Close this message"));
    connect(close, &QToolButton::clicked, this, [this, row] { remove(row); });
    line->addWidget(close);

    m_layout->insertWidget(0, row);
    m_rows.prepend(row);
    show();
    QAccessibleEvent event(row, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::showError(const base::Error& error, std::vector<MessageSpec::Button> buttons)
{
    const bool stopped = error.code == base::ErrorCode::Stopped;
    showMessage({stopped ? MessageSpec::Kind::Info : MessageSpec::Kind::Error,
                 translated(error.message),
                 fromUtf8(error.detail),
                 std::move(buttons),
                 {}});
}

void MessageBar::closeMessage(const QString& key)
{
    for (QWidget* row : QList<QWidget*>(m_rows))
        if (row->property(keyProperty).toString() == key)
            remove(row);
}

void MessageBar::closeAll()
{
    for (QWidget* row : QList<QWidget*>(m_rows))
        remove(row);
}

int MessageBar::count() const { return static_cast<int>(m_rows.size()); }

QString MessageBar::text() const
{
    return m_rows.isEmpty() ? QString() : m_rows.first()->property(textProperty).toString();
}

void MessageBar::remove(QWidget* row)
{
    if (!m_rows.removeOne(row))
        return;
    row->hide();
    m_layout->removeWidget(row);
    // The row's own button may be what called.
    row->setObjectName({});
    for (QObject* child : row->findChildren<QObject*>())
        child->setObjectName({});
    row->deleteLater();
    if (m_rows.isEmpty())
        hide();
}

QString versionText()
{
    return u"Maquette %1, Qt %2, %3 (%4)"_s.arg(QLatin1String(base::version), QLatin1String(qVersion()),
                                                QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture());
}

} // namespace maquette::widgets
