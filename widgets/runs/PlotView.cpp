// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/PlotView.h"

#include <QtCharts/QAreaSeries>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QValueAxis>

#include <QFrame>
#include <QRubberBand>

#include "widgets/common/Role.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/PlotTip.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr double topMargin = 6, rightMargin = 12;

} // namespace

PlotPlace placeOf(const ChartDrawing& drawing, const ChartOptions& options, const std::optional<Range>& zoomX,
                  const std::optional<Range>& zoomY, const QSizeF& size)
{
    PlotPlace place;
    place.logX = options.logX;
    place.logY = options.logY;
    place.x = zoomX ? *zoomX : drawing.x.empty() ? (options.logX ? Range{1, 10} : Range{0, 1}) : drawing.x;
    if (place.logX && place.x.from <= 0)
        place.x.from = std::max(place.x.to, 1.0) * 1e-6;
    if (!(place.x.from < place.x.to))
        place.x
            = place.logX ? padded({place.x.from, place.x.from}, true) : Range{place.x.from - 0.5, place.x.from + 0.5};
    place.y = zoomY ? *zoomY : padded(drawing.y, options.logY);
    const double bottom = size.height() - PlotAxes::bottomMargin();
    const double left = PlotAxes::leftMargin(place.y, place.logY, bottom - topMargin);
    place.area = QRectF(left, topMargin, std::max(10.0, size.width() - left - rightMargin),
                        std::max(10.0, bottom - topMargin));
    return place;
}

PlotView::PlotView(QWidget* parent)
    : QChartView(parent)
    , m_drawing(std::make_shared<const ChartDrawing>())
    , m_xAxis(new QValueAxis)
    , m_yAxis(new QValueAxis)
    , m_tip(new PlotTip(this))
    , m_cursor(new QFrame(viewport()))
    , m_rubber(new QRubberBand(QRubberBand::Rectangle, viewport()))
{
    teachRole<PlotView, QAccessible::Chart>();
    viewport()->setObjectName(u"qt_scrollarea_viewport"_s); // as others have it; graphics views leave theirs unnamed
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setViewportUpdateMode(QGraphicsView::MinimalViewportUpdate);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setBackgroundBrush(Qt::NoBrush);
    setRenderHint(QPainter::Antialiasing);
    setAttribute(Qt::WA_TranslucentBackground);
    setStyleSheet(u"background: transparent"_s);
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    for (QValueAxis* axis : {m_xAxis, m_yAxis}) {
        axis->setVisible(false);
        axis->setTickCount(2);
    }
    chart()->addAxis(m_xAxis, Qt::AlignBottom);
    chart()->addAxis(m_yAxis, Qt::AlignLeft);
    m_axes = new PlotAxes(chart());
    m_layer = new CurveLayer(chart());
    m_cursor->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_cursor->hide();
    followTheme();
}

PlotView::~PlotView() { delete m_tip; }

bool PlotView::needsPicture(const ChartDrawing& drawing, const PlotPlace& place)
{
    if (drawing.curves.size() > mostSeries)
        return true;
    std::size_t points = 0;
    for (const DrawnCurve& curve : drawing.curves) {
        for (const Pieces* pieces : {&curve.line, &curve.raw})
            for (const auto& piece : *pieces)
                points += piece.size();
        for (const auto& band : curve.band)
            points += 2 * band.size();
    }
    return points > mostPoints || lineLength(drawing, place) > mostLength;
}

void PlotView::followTheme()
{
    if (const Theme* theme = Theme::instance())
        m_cursor->setStyleSheet(u"background: "_s + theme->color(Token::Muted).name());
    layOut();
}

int PlotView::columns() const { return std::max(16, static_cast<int>(m_place.area.width() * devicePixelRatioF())); }

void PlotView::layOut()
{
    m_place = placeOf(*m_drawing, m_options, m_zoomX, m_zoomY, viewport()->size());
    chart()->setPlotArea(m_place.area);
    m_xAxis->setRange(m_place.scaledX(m_place.x.from), m_place.scaledX(m_place.x.to));
    m_yAxis->setRange(m_place.scaledY(m_place.y.from), m_place.scaledY(m_place.y.to));
    m_axes->setPlace(m_place, m_options, viewport()->size());
    m_layer->setPlace(m_place);
}

void PlotView::setDrawing(std::shared_ptr<const ChartDrawing> drawing, const ChartOptions& options, const QImage& image,
                          const PlotPlace& imagePlace)
{
    m_drawing = std::move(drawing);
    m_options = options;
    if (image.isNull())
        m_layer->clear();
    else
        m_layer->setImage(image, imagePlace);
    layOut();
    fillSeries(image.isNull());
    if (m_tip && m_tip->isVisible())
        showTip(viewport()->mapFromGlobal(QCursor::pos()));
}

void PlotView::fillSeries(bool wanted)
{
    for (QAbstractSeries* series : m_series) {
        chart()->removeSeries(series);
        delete series;
    }
    m_series.clear();
    if (!wanted || m_drawing->curves.size() > mostSeries)
        return;
    const bool some = someSelected(*m_drawing);
    for (const DrawnCurve& curve : m_drawing->curves) {
        addBand(curve);
        addLine(curve.raw, rawPen(curve, some));
    }
    for (const bool selected : {false, true})
        for (const DrawnCurve& curve : m_drawing->curves)
            if (curve.selected == selected)
                addLine(curve.line, curvePen(curve, some));
}

void PlotView::addLine(const Pieces& pieces, const QPen& pen)
{
    QList<QPointF> single;
    const auto add = [&](QXYSeries* series, const QList<QPointF>& points) {
        series->replace(points);
        chart()->addSeries(series);
        series->attachAxis(m_xAxis);
        series->attachAxis(m_yAxis);
        m_series.push_back(series);
    };
    for (const auto& piece : pieces) {
        QList<QPointF> points;
        points.reserve(static_cast<qsizetype>(piece.size()));
        for (const QPointF& point : piece)
            points << QPointF(m_place.scaledX(point.x()), m_place.scaledY(point.y()));
        if (points.size() == 1) {
            single << points;
        } else if (!points.isEmpty()) {
            auto* series = new QLineSeries;
            series->setPen(pen);
            add(series, points);
        }
    }
    if (!single.isEmpty()) {
        auto* series = new QScatterSeries;
        series->setMarkerSize(5);
        series->setColor(pen.color());
        series->setBorderColor(Qt::transparent);
        add(series, single);
    }
}

void PlotView::addBand(const DrawnCurve& curve)
{
    for (const auto& band : curve.band) {
        if (band.size() < 2)
            continue;
        QList<QPointF> low, high;
        const double floor = m_place.logY ? m_place.y.from * 1e-3 : -std::numeric_limits<double>::infinity();
        for (const BandPoint& point : band) {
            const double x = m_place.scaledX(point.x);
            low << QPointF(x, m_place.scaledY(std::max(point.low, floor)));
            high << QPointF(x, m_place.scaledY(std::max(point.high, floor)));
        }
        auto* upper = new QLineSeries;
        auto* lower = new QLineSeries;
        upper->replace(high);
        lower->replace(low);
        auto* area = new QAreaSeries(upper, lower);
        upper->setParent(area);
        lower->setParent(area);
        QColor color = curve.color;
        color.setAlphaF(0.2F);
        area->setBrush(color);
        area->setPen(Qt::NoPen);
        chart()->addSeries(area);
        area->attachAxis(m_xAxis);
        area->attachAxis(m_yAxis);
        m_series.push_back(area);
    }
}

} // namespace maquette::widgets
