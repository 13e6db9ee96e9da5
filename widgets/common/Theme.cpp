// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QPalette>
#include <QProxyStyle>
#include <QRegularExpression>
#include <QStyleFactory>

#include <algorithm>
#include <utility>

// Outside the namespace, as the macro asks: a static library's resources are registered by hand.
static void initializeResources() { Q_INIT_RESOURCE(maquette); }

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

Theme* theTheme = nullptr;

/// Fusion whose icons grow with the text.
class TextSizedStyle : public QProxyStyle {
public:
    TextSizedStyle()
        : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
    {
    }

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override
    {
        if (metric == PM_SmallIconSize || metric == PM_ButtonIconSize)
            return theTheme ? theTheme->scaled(16) : 16;
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
};

QPalette paletteFor(bool dark)
{
    const auto color = [dark](Token token) { return tokenColor(token, dark); };
    QPalette palette;
    palette.setColor(QPalette::Window, color(Token::Window));
    palette.setColor(QPalette::WindowText, color(Token::Text));
    palette.setColor(QPalette::Base, color(Token::Panel));
    palette.setColor(QPalette::AlternateBase, color(Token::Raised));
    palette.setColor(QPalette::Text, color(Token::Text));
    palette.setColor(QPalette::Button, color(Token::Raised));
    palette.setColor(QPalette::ButtonText, color(Token::Text));
    palette.setColor(QPalette::BrightText, color(Token::Bad));
    palette.setColor(QPalette::ToolTipBase, color(Token::Raised));
    palette.setColor(QPalette::ToolTipText, color(Token::Text));
    palette.setColor(QPalette::PlaceholderText, color(Token::Muted));
    palette.setColor(QPalette::Highlight, color(Token::Accent));
    palette.setColor(QPalette::HighlightedText, color(Token::OnAccent));
    palette.setColor(QPalette::Link, color(Token::Accent));
    palette.setColor(QPalette::LinkVisited, color(Token::Accent));
    palette.setColor(QPalette::Light, color(Token::Raised));
    palette.setColor(QPalette::Midlight, color(Token::Raised));
    palette.setColor(QPalette::Mid, color(Token::Line));
    palette.setColor(QPalette::Dark, color(Token::Line));
    palette.setColor(QPalette::Shadow, color(Token::Canvas));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(Token::Muted));
    return palette;
}

} // namespace

Theme::Theme(QObject* parent)
    : QObject(parent)
{
    initializeResources();
    m_systemDark = QApplication::palette().color(QPalette::Window).lightnessF() < 0.5F;
    theTheme = this;
}

Theme::~Theme()
{
    if (theTheme == this)
        theTheme = nullptr;
}

Theme* Theme::instance() { return theTheme; }

void Theme::apply(const QString& mode, int textPercent)
{
    m_dark = mode == "dark"_L1 || (mode != "light"_L1 && m_systemDark);
    m_textPercent = std::clamp(textPercent, 100, 200);
    if (!std::exchange(m_styled, true))
        QApplication::setStyle(new TextSizedStyle);
    QApplication::setPalette(paletteFor(m_dark));
    QFont font = QApplication::font();
    if (QFontDatabase::families().contains("Inter"_L1))
        font.setFamily(u"Inter"_s);
    font.setPixelSize(scaled(13));
    QApplication::setFont(font);
    qApp->setStyleSheet(styleSheet(m_dark, m_textPercent));
    Q_EMIT changed();
}

QString Theme::styleSheet(bool dark, int textPercent)
{
    initializeResources();
    QFile file(u":/themes/maquette.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The style sheet is not in the program.");
    QString sheet = QString::fromUtf8(file.readAll());
    for (const TokenEntry& entry : tokenTable())
        sheet.replace(u'{' + QLatin1String(entry.name) + u'}', tokenColor(entry.token, dark).name());
    // Marks inside controls are pictures of their own, since a style sheet cannot color them.
    sheet.replace(u"{mode}"_s, dark ? u"dark"_s : u"light"_s);
    static const QRegularExpression length(u"\\{(\\d+)px\\}"_s);
    for (auto match = length.match(sheet); match.hasMatch(); match = length.match(sheet)) {
        const int pixels = (match.captured(1).toInt() * textPercent + 50) / 100;
        sheet.replace(match.capturedStart(), match.capturedLength(), QString::number(pixels) + u"px"_s);
    }
    return sheet;
}

} // namespace maquette::widgets
