// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/CloudScoring.h"

#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

std::string protocolOf(const CloudContents& contents, const cloud::PointFilter& filter)
{
    std::string text = contents.predictionProtocol.empty() ? "all points of the file" : contents.predictionProtocol;
    if (contents.sampled)
        text += "; only the points that the network saw";
    if (filter.hidden.any())
        text += "; without the points of hidden classes";
    if (filter.box.mode == cloud::ClipBox::Mode::Inside)
        text += "; inside the clip box";
    if (filter.box.mode == cloud::ClipBox::Mode::Outside)
        text += "; outside the clip box";
    if (filter.selectionOnly && contents.selected)
        text += "; only selected points";
    return text;
}

/// Quoted where a name would break the columns.
QString field(QString text, QChar separator)
{
    if (text.contains(separator) || text.contains(u'"') || text.contains(u'\n'))
        return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
    return text;
}

} // namespace

base::Result<ScoresPtr> countScoresOf(const cloud::PointSet& points, const CloudContents& contents,
                                      const cloud::PointFilter& filter, cloud::AbsentClass absent, const base::Job& job)
{
    constexpr std::size_t batch = 1 << 18; // points between two looks at the job
    cloud::PointFilter counted = filter;
    counted.cell.reset();
    const std::vector<std::uint8_t> none;
    const std::vector<std::uint8_t> kept
        = cloud::keptPoints(points, contents.slotData->classes, counted, contents.selected ? *contents.selected : none);
    const cloud::ClassSlots& classes = contents.slotData->classes;
    auto made = std::make_shared<CloudScores>();
    made->confusion = cloud::Confusion(static_cast<int>(contents.table->entries.size()));
    const auto classOf = [](std::uint8_t slot) { return slot == cloud::otherSlot ? -1 : int(slot); };
    for (std::size_t place = 0; place < points.size(); ++place) {
        if (place % batch == 0 && job.stopped())
            return base::stoppedError();
        const std::uint32_t index = points.order[place];
        if (kept[index] && (!contents.sampled || (*contents.sampled)[index]))
            made->confusion.add(classOf(classes.truth[place]), classOf(classes.prediction[place]));
    }
    made->scores = cloud::scoresOf(made->confusion, protocolOf(contents, filter), absent);
    return ScoresPtr(made);
}

QString scoresText(const CloudScores& scores, const cloud::ClassTable& table, QChar separator)
{
    // For other programs: digits and points whatever the locale.
    const auto percent = [](double value) { return QString::number(value, 'f', 2); };
    QStringList lines;
    const auto line = [&](const QStringList& fields) {
        QStringList safe;
        for (const QString& one : fields)
            safe << field(one, separator);
        lines << safe.join(separator);
    };
    line({u"protocol"_s, fromUtf8(scores.scores.protocol)});
    line({u"absent classes"_s,
          scores.scores.absent == cloud::AbsentClass::Counts100 ? u"count as 100 %"_s : u"left out"_s});
    line({u"points"_s, QString::number(scores.confusion.points())});
    line({u"ignored"_s, QString::number(scores.confusion.ignored())});
    line({u"OA %"_s, percent(scores.scores.overallAccuracy)});
    line({u"mAcc %"_s, percent(scores.scores.meanAccuracy)});
    line({u"mIoU %"_s, percent(scores.scores.meanIou)});
    line({u"class"_s, u"IoU %"_s, u"accuracy %"_s, u"truth"_s, u"prediction"_s});
    for (std::size_t i = 0; i < scores.scores.classes.size(); ++i) {
        const cloud::ClassScore& score = scores.scores.classes[i];
        line({fromUtf8(table.entries[i].name), percent(score.iou), percent(score.accuracy),
              QString::number(score.truth), QString::number(score.prediction)});
    }
    QStringList head{u"truth \\ prediction"_s};
    for (const cloud::ClassEntry& entry : table.entries)
        head << fromUtf8(entry.name);
    line(head);
    for (int row = 0; row < scores.confusion.classes(); ++row) {
        QStringList fields{fromUtf8(table.entries[static_cast<std::size_t>(row)].name)};
        for (int column = 0; column < scores.confusion.classes(); ++column)
            fields << QString::number(scores.confusion.cell(row, column));
        line(fields);
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace maquette::widgets
