// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/ChartExport.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

#include "base/File.h"
#include "runs/analysis/SeriesExport.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/CurvePainting.h"
#include "widgets/runs/PlotView.h"

#include <algorithm>
#include <deque>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr std::size_t mostLegend = 16;
constexpr int pngScale = 2;

void paintPicture(QPainter& painter, const ChartPicture& picture)
{
    const Theme* theme = Theme::instance();
    const QSizeF size = picture.size;
    painter.fillRect(QRectF({}, size), theme ? theme->color(Token::Panel) : Qt::white);
    QFont bold = PlotAxes::font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(theme ? theme->color(Token::Text) : Qt::black);
    const double line = QFontMetricsF(bold).height();
    painter.drawText(QPointF(12, 8 + QFontMetricsF(bold).ascent()), picture.title);
    // The legend in as many rows as it takes.
    std::vector<const DrawnCurve*> named;
    for (const DrawnCurve& curve : picture.drawing.curves)
        if (!curve.left && named.size() < mostLegend)
            named.push_back(&curve);
    painter.setFont(PlotAxes::font());
    const QFontMetricsF metrics(PlotAxes::font());
    double x = 12, y = size.height() - 8 - metrics.height();
    for (const DrawnCurve* curve : named) {
        const double width = 18 + metrics.horizontalAdvance(curve->name) + 14;
        if (x + width > size.width() && x > 12) {
            x = 12;
            y -= metrics.height() + 2;
        }
        x += width;
    }
    const double legendTop = y;
    x = 12;
    for (const DrawnCurve* curve : named) {
        const double width = 18 + metrics.horizontalAdvance(curve->name) + 14;
        if (x + width > size.width() && x > 12) {
            x = 12;
            y += metrics.height() + 2;
        }
        QPen pen(curve->color, 2);
        pen.setStyle(curve->style);
        painter.setPen(pen);
        painter.drawLine(QPointF(x, y + metrics.height() / 2), QPointF(x + 14, y + metrics.height() / 2));
        painter.setPen(theme ? theme->color(Token::Text) : Qt::black);
        painter.drawText(QPointF(x + 18, y + metrics.ascent()), curve->name);
        x += width;
    }
    const QSizeF plot(size.width() - 12, legendTop - 8 - (8 + line));
    painter.save();
    painter.translate(8, 8 + line);
    const PlotPlace place = placeOf(picture.drawing, picture.options, picture.zoomX, picture.zoomY, plot);
    PlotAxes axes(nullptr);
    axes.setPlace(place, picture.options, plot);
    axes.paint(&painter, nullptr, nullptr);
    painter.setClipRect(place.area);
    paintCurves(painter, picture.drawing, place);
    painter.restore();
}

} // namespace

base::Result<void> exportCsv(const std::filesystem::path& file, const ChartRequest& request, const base::Job& job)
{
    std::deque<runs::Values> held; // references stay
    std::deque<std::string> names;
    std::vector<runs::ExportSeries> series;
    for (const ShownRun& shown : request.runs) {
        if (job.stopped())
            return base::stoppedError();
        const auto data = shown.run->scalars(request.tag);
        if (!data)
            continue;
        const runs::Values& values = held.emplace_back(data->live.values());
        series.push_back(
            {names.emplace_back(toUtf8(shown.name)), request.tag, values.steps, values.values, values.wallTimes});
    }
    return runs::exportSeries(series, runs::ExportFormat::Csv, file, job);
}

base::Result<void> exportPicture(const std::filesystem::path& file, const ChartPicture& picture)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (QFileInfo(fromPath(file)).suffix().toLower() == "svg"_L1) {
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(picture.size);
        generator.setViewBox(QRect({}, picture.size));
        generator.setTitle(picture.title);
        QPainter painter(&generator);
        paintPicture(painter, picture);
    } else {
        QImage image(picture.size * pngScale, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(pngScale);
        image.fill(Qt::transparent);
        {
            QPainter painter(&image);
            painter.setRenderHint(QPainter::Antialiasing);
            paintPicture(painter, picture);
        }
        image.save(&buffer, "PNG");
    }
    const QByteArray& bytes = buffer.data();
    return base::writeFileAtomically(
        file, {reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())});
}

} // namespace maquette::widgets
