// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Text.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QWidget>

#include <algorithm>
#include <limits>

namespace maquette::widgets {

QString translated(const base::Message& message)
{
    if (message.empty())
        return {};
    const QString pattern = QCoreApplication::translate("Engine", message.text);
    return fromUtf8(base::Message::fill(toUtf8(pattern), message.arguments));
}

QString translatedWords(const base::Message& message)
{
    base::Message words = message;
    for (std::string& argument : words.arguments)
        if (!argument.empty())
            argument = toUtf8(QCoreApplication::translate("Engine", argument.c_str()));
    return translated(words);
}

QString fromUtf8(const std::string& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string toUtf8(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

std::filesystem::path toPath(const QString& file)
{
    const QByteArray bytes = QFile::encodeName(file);
    return std::string(bytes.constData(), static_cast<std::size_t>(bytes.size()));
}

QString fromPath(const std::filesystem::path& file)
{
    const std::string& text = file.native();
    return QFile::decodeName(QByteArray(text.data(), static_cast<qsizetype>(text.size())));
}

QString sizeText(int width, int height)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return QCoreApplication::translate("Text", "%1 × %2 px").arg(locale.toString(width), locale.toString(height));
}

QString numberText(double value, int decimals)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(value, 'f', decimals);
}

QString durationText(double seconds, int decimals)
{
    if (seconds < 10)
        return QCoreApplication::translate("Text", "%1 s", "seconds").arg(numberText(seconds, decimals));
    if (seconds < 90)
        return QCoreApplication::translate("Text", "%1 s", "seconds").arg(numberText(seconds, 0));
    return QCoreApplication::translate("Text", "%1 min", "minutes").arg(numberText(seconds / 60, 0));
}

int pluralCount(std::uint64_t count)
{
    return static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max()));
}

void nameWidget(QWidget* widget, const QString& objectName, const QString& accessibleName)
{
    widget->setObjectName(objectName);
    widget->setAccessibleName(accessibleName);
}

} // namespace maquette::widgets
