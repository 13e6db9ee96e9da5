// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Icons.h"

#include "widgets/common/Theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

class TokenIconEngine : public QIconEngine {
public:
    TokenIconEngine(QString name, Token token)
        : m_name(std::move(name))
        , m_token(token)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, 1));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State /*state*/, qreal /*scale*/) override
    {
        const Theme* theme = Theme::instance();
        const bool dark = theme && theme->dark();
        const QColor color = tokenColor(mode == QIcon::Disabled ? Token::Muted : m_token, dark);
        const QString key = u"maquette-icon-%1-%2-%3-%4-%5"_s.arg(m_name, color.name())
                                .arg(size.width())
                                .arg(size.height())
                                .arg(mode);
        QPixmap result;
        if (QPixmapCache::find(key, &result))
            return result;
        if (size.isEmpty())
            return result; // a button that has no room yet
        result = QPixmap(size);
        result.fill(Qt::transparent);
        QFile file(u":/icons/"_s + m_name + u".svg"_s);
        if (!file.open(QIODevice::ReadOnly))
            return result;
        QSvgRenderer renderer(file.readAll().replace("currentColor", color.name().toLatin1()));
        QPainter painter(&result);
        painter.setOpacity(mode == QIcon::Disabled ? 0.5 : 1);
        renderer.render(&painter);
        painter.end();
        QPixmapCache::insert(key, result);
        return result;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new TokenIconEngine(m_name, m_token); }

private:
    QString m_name;
    Token m_token;
};

} // namespace

QIcon icon(const QString& name, Token token) { return QIcon(new TokenIconEngine(name, token)); }

} // namespace maquette::widgets
