// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/ProtocolText.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include "widgets/common/Text.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

struct Clause {
    const char* english; ///< as the engine writes it, numbers as %1, %2
    const char* text; ///< with %n where the first number decides about the form
};

const std::array<Clause, 15>& clauses()
{
    static const std::array<Clause, 15> table{{
        {"all points", QT_TRANSLATE_NOOP("Protocol", "all points")},
        {"all points of the file", QT_TRANSLATE_NOOP("Protocol", "all points of the file")},
        {"%1 passes over voxels of %2 cm", QT_TRANSLATE_N_NOOP("Protocol", "%n pass(es) over voxels of %1 cm")},
        {"logits averaged", QT_TRANSLATE_NOOP("Protocol", "logits averaged")},
        {"one point a voxel of %1 cm", QT_TRANSLATE_NOOP("Protocol", "one point a voxel of %1 cm")},
        {"one pass over voxels of %1 cm", QT_TRANSLATE_NOOP("Protocol", "one pass over voxels of %1 cm")},
        {"logits copied within a voxel", QT_TRANSLATE_NOOP("Protocol", "logits copied within a voxel")},
        {"one pass without voxels", QT_TRANSLATE_NOOP("Protocol", "one pass without voxels")},
        {"in %1 tiles", QT_TRANSLATE_N_NOOP("Protocol", "in %n tile(s)")},
        {"seed %1", QT_TRANSLATE_NOOP("Protocol", "seed %1")},
        {"only the points that the network saw", QT_TRANSLATE_NOOP("Protocol", "only the points that the network saw")},
        {"without the points of hidden classes", QT_TRANSLATE_NOOP("Protocol", "without the points of hidden classes")},
        {"inside the clip box", QT_TRANSLATE_NOOP("Protocol", "inside the clip box")},
        {"outside the clip box", QT_TRANSLATE_NOOP("Protocol", "outside the clip box")},
        {"only selected points", QT_TRANSLATE_NOOP("Protocol", "only selected points")},
    }};
    return table;
}

/// A number of the engine in the writing of the locale, with as many places.
QString localized(const QString& number)
{
    const qsizetype point = number.indexOf(u'.');
    return numberText(number.toDouble(), point < 0 ? 0 : static_cast<int>(number.size() - point - 1));
}

QString clauseText(const QString& clause, QStringList* unknown)
{
    static const QRegularExpression digits(u"\\d+(\\.\\d+)?"_s);
    QString pattern;
    QStringList numbers;
    qsizetype from = 0;
    for (auto it = digits.globalMatch(clause); it.hasNext();) {
        const auto number = it.next();
        numbers << number.captured();
        pattern += clause.mid(from, number.capturedStart() - from) + u'%' + QString::number(numbers.size());
        from = number.capturedEnd();
    }
    pattern += clause.mid(from);
    const auto known = std::find_if(clauses().begin(), clauses().end(),
                                    [&](const Clause& each) { return pattern == QLatin1String(each.english); });
    if (known == clauses().end()) {
        if (unknown)
            *unknown << clause;
        return clause;
    }
    const bool counted = QLatin1String(known->text).contains("%n"_L1);
    QString text = QCoreApplication::translate("Protocol", known->text, nullptr,
                                               counted ? pluralCount(numbers.first().toULongLong()) : -1);
    for (qsizetype i = counted ? 1 : 0; i < numbers.size(); ++i)
        text = text.arg(localized(numbers[i]));
    return text;
}

} // namespace

QString protocolText(const std::string& english, QStringList* unknown)
{
    QStringList parts;
    for (const QString& part : fromUtf8(english).split(u"; "_s)) {
        QStringList texts;
        for (const QString& clause : part.split(u", "_s))
            texts << clauseText(clause, unknown);
        parts << texts.join(u", "_s);
    }
    return parts.join(u"; "_s);
}

} // namespace maquette::widgets
