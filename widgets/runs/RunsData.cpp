// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunsData.h"

#include <QCoreApplication>
#include <QLocale>

#include "widgets/common/Text.h"
#include "widgets/common/Tokens.h"

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr double leastContrast = 3; // of graphics, WCAG 2.1

QString say(const char* text) { return QCoreApplication::translate("RunsData", text); }

} // namespace

runs::SmoothOptions ChartOptions::smoothOptions() const
{
    runs::SmoothOptions options;
    options.kind = smoothing;
    options.weight = amount;
    // Nine points and a bell of two at 0.6, as the options' own defaults; some hundreds at 1.
    const double wider = amount / 0.6 * std::pow(75, std::max(0.0, amount - 0.6) / 0.4);
    options.window = 1 + 2 * static_cast<int>(std::lround(4 * wider));
    options.sigma = std::max(0.01, 2 * wider);
    options.logarithmic = logY;
    return options;
}

QString settingText(const runlog::Setting& setting)
{
    if (const double* number = std::get_if<double>(&setting))
        return valueText(*number, 10);
    if (const bool* flag = std::get_if<bool>(&setting))
        return *flag ? u"true"_s : u"false"_s;
    if (const std::string* text = std::get_if<std::string>(&setting))
        return fromUtf8(*text);
    return {};
}

double settingNumber(const runlog::Setting& setting)
{
    if (const double* number = std::get_if<double>(&setting))
        return *number;
    if (const bool* flag = std::get_if<bool>(&setting))
        return *flag ? 1 : 0;
    if (const std::string* text = std::get_if<std::string>(&setting)) {
        bool ok = false;
        const double number = fromUtf8(*text).toDouble(&ok);
        if (ok)
            return number;
    }
    return runs::missing;
}

QString valueText(double value, int digits)
{
    if (std::isnan(value))
        return u"NaN"_s;
    if (std::isinf(value))
        return value < 0 ? u"−∞"_s : u"∞"_s;
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    const double size = std::abs(value);
    QString text = size != 0 && (size < 1e-4 || size >= 1e9) ? locale.toString(value, 'e', digits - 1)
                                                             : locale.toString(value, 'g', digits);
    text.replace(u'E', u'e');
    // 'g' turns to exponents on its own for whole numbers with more digits than asked for.
    if (text.contains(u'e') && size >= 1 && size < 1e9)
        text = locale.toString(value, 'f', 0);
    if (const qsizetype e = text.indexOf(u'e'); e > 0) {
        QString head = text.left(e);
        if (head.contains(locale.decimalPoint())) {
            while (head.endsWith(u'0'))
                head.chop(1);
            if (head.endsWith(locale.decimalPoint()))
                head.chop(1);
        }
        // "e-05" says no more than "e-5".
        QString exponent = text.mid(e + 1);
        const bool negative = exponent.startsWith(u'-');
        exponent.remove(u'+').remove(u'-');
        while (exponent.size() > 1 && exponent.startsWith(u'0'))
            exponent.remove(0, 1);
        text = head + (negative ? u"e-"_s : u"e"_s) + exponent;
    }
    return text.replace(u'-', u'−');
}

QString spanText(double seconds)
{
    if (!std::isfinite(seconds))
        return u"–"_s;
    const QLocale locale;
    const double size = std::abs(seconds);
    if (size < 100)
        return say(QT_TRANSLATE_NOOP("RunsData", "%1 s")).arg(valueText(seconds, 3));
    const auto pair = [&](double unit, double small, const char* text) {
        const auto whole = static_cast<qint64>(size / unit);
        const auto rest = static_cast<qint64>((size - double(whole) * unit) / small);
        return (seconds < 0 ? u"−"_s : QString()) + say(text).arg(locale.toString(whole), locale.toString(rest));
    };
    if (size < 3600)
        return pair(60, 1, QT_TRANSLATE_NOOP("RunsData", "%1 min %2 s"));
    if (size < 2 * 86400)
        return pair(3600, 60, QT_TRANSLATE_NOOP("RunsData", "%1 h %2 min"));
    return pair(86400, 3600, QT_TRANSLATE_NOOP("RunsData", "%1 d %2 h"));
}

QString statusText(const runs::Run& run)
{
    if (run.gone)
        return say(QT_TRANSLATE_NOOP("RunsData", "deleted"));
    if (run.loading)
        return say(QT_TRANSLATE_NOOP("RunsData", "loading"));
    switch (run.status) {
    case runlog::Status::Running:
        return say(QT_TRANSLATE_NOOP("RunsData", "running"));
    case runlog::Status::Finished:
        return say(QT_TRANSLATE_NOOP("RunsData", "finished"));
    case runlog::Status::Failed:
        return say(QT_TRANSLATE_NOOP("RunsData", "failed"));
    case runlog::Status::Unknown:
        break;
    }
    return say(QT_TRANSLATE_NOOP("RunsData", "ended"));
}

QString tagGroup(const QString& tag)
{
    const qsizetype slash = tag.lastIndexOf(u'/');
    return slash > 0 ? tag.left(slash) : QString();
}

GroupRank groupRank(const QString& group)
{
    if (group.isEmpty())
        return GroupRank::Ungrouped;
    const QString first = group.section(u'/', 0, 0);
    if (first.startsWith("rank_"_L1) && group.contains(u'/'))
        return groupRank(group.section(u'/', 1));
    if (first == "fp8"_L1)
        return group.contains(u'/') ? GroupRank::Tensor : GroupRank::Precision;
    const bool machine = first == "memory"_L1 || first == "system"_L1 || first == "communication"_L1;
    return machine ? GroupRank::Machine : GroupRank::Training;
}

QColor seriesColor(int index, bool dark)
{
    static constexpr std::array<QRgb, 7> okabeIto{0xff56B4E9, 0xffE69F00, 0xff009E73, 0xffCC79A7,
                                                  0xff0072B2, 0xffD55E00, 0xffF0E442};
    QColor color = QColor::fromRgb(okabeIto[static_cast<std::size_t>(index) % okabeIto.size()]);
    const QColor panel = tokenColor(Token::Panel, dark);
    for (int i = 0; i < 12 && contrastRatio(color, panel) < leastContrast; ++i)
        color = dark ? color.lighter(112) : color.darker(108);
    return color;
}

Qt::PenStyle seriesStyle(int index)
{
    static constexpr std::array styles{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    return styles[static_cast<std::size_t>(index) / 7 % styles.size()];
}

} // namespace maquette::widgets
