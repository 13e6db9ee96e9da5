// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunChart.h"

#include <QContextMenuEvent>
#include <QDrag>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QThreadPool>
#include <QToolButton>

#include "widgets/common/ElidedLabel.h"
#include "widgets/common/Icons.h"
#include "widgets/common/Mailbox.h"
#include "widgets/common/Text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr std::size_t mostLegend = 8;

} // namespace

const QString RunChart::mimeType = u"application/x-maquette-chart"_s;

RunChart::RunChart(RunsDocument* document, QThreadPool* pool, const QString& tag, QWidget* parent)
    : QFrame(parent)
    , m_document(document)
    , m_pool(pool)
    , m_tag(tag)
    , m_title(new ElidedLabel(this))
    , m_count(new QLabel(this))
    , m_legend(new QLabel(this))
    , m_pin(new QToolButton(this))
    , m_plot(new PlotView(this))
{
    nameWidget(this, u"chart:"_s + tag, tr("Chart of %1").arg(tag));
    setProperty("card", true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 4, 4);
    column->setSpacing(2);
    auto* head = new QHBoxLayout;
    head->setSpacing(6);
    m_title->setObjectName(u"chartTitle:"_s + tag);
    m_title->setProperty("role", u"cardtitle"_s);
    m_title->setWholeText(tag);
    m_title->setCursor(Qt::OpenHandCursor);
    m_title->installEventFilter(this);
    m_count->setObjectName(u"chartCount:"_s + tag);
    m_count->setProperty("role", u"small"_s);
    nameWidget(m_pin, u"chartPin:"_s + tag, tr("Pin %1").arg(tag));
    m_pin->setIcon(icon(u"pin"_s, Token::Muted));
    m_pin->setToolTip(tr("Keep this chart at the top"));
    m_pin->setCheckable(true);
    m_pin->setChecked(document->layout().pins.contains(tag));
    connect(m_pin, &QToolButton::clicked, this, [this](bool on) { m_document->setPinned(m_tag, on); });
    auto* more = new QToolButton(this);
    nameWidget(more, u"chartMenu:"_s + tag, tr("What can be done with %1").arg(tag));
    more->setIcon(icon(u"more"_s, Token::Muted));
    more->setToolTip(tr("Export, zoom, order"));
    connect(more, &QToolButton::clicked, this,
            [this, more] { showMenu(more->mapToGlobal(QPoint(0, more->height()))); });
    head->addWidget(m_title, 1);
    head->addWidget(m_count);
    head->addWidget(m_pin);
    head->addWidget(more);
    column->addLayout(head);
    nameWidget(m_plot, u"plot:"_s + tag, tr("Lines of %1").arg(tag));
    m_legend->setObjectName(u"chartLegend:"_s + tag);
    m_legend->setProperty("role", u"small"_s);
    m_legend->setTextFormat(Qt::RichText);
    m_legend->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_legend->hide();
    column->addWidget(m_legend);
    column->addWidget(m_plot, 1);
    connect(m_plot, &PlotView::rangeChanged, this, &RunChart::refresh);
    connect(m_plot, &PlotView::runPicked, this, [this](const QString& id) { m_document->select({id}); });
}

RunChart::~RunChart() { m_stop.request_stop(); }

bool RunChart::sameAsLast(const ChartRequest& request) const
{
    if (!(request.options == m_last.options) || request.x != m_last.x || request.columns != m_last.columns
        || request.runs.size() != m_last.runs.size())
        return false;
    for (std::size_t i = 0; i < request.runs.size(); ++i) {
        const ShownRun& a = request.runs[i];
        const ShownRun& b = m_last.runs[i];
        if (a.run->id != b.run->id || a.name != b.name || a.color != b.color || a.style != b.style
            || a.selected != b.selected || a.run->scalars(request.tag) != b.run->scalars(request.tag))
            return false;
        if (request.options.x != runs::XAxis::Step && a.run != b.run)
            return false; // the other metric, the start or a setting may have changed
    }
    return true;
}

void RunChart::refresh()
{
    ChartRequest request;
    request.tag = toUtf8(m_tag);
    request.options = m_document->options();
    request.x = m_plot->zoomX();
    request.columns = m_plot->columns();
    for (const ShownRun& shown : m_document->shown())
        if (shown.run->scalars(request.tag))
            request.runs.push_back(shown);
    // A picture of lines is as good as its size.
    const QSize size = m_plot->viewport()->size();
    const bool sameSize = size == m_lastSize || !PlotView::needsPicture(*m_plot->drawing(), m_plot->place());
    if (m_everDrawn && sameSize && sameAsLast(request))
        return;
    m_lastSize = size;
    // Points that arrive wait for the drawing under way; what the user changed does not.
    const bool users = !(request.options == m_last.options) || request.x != m_last.x
        || request.columns != m_last.columns || request.runs.size() != m_last.runs.size();
    const bool axis = request.options.x != m_last.options.x || request.options.xMetric != m_last.options.xMetric
        || request.options.perStep != m_last.options.perStep;
    const bool logX = request.options.logX != m_last.options.logX;
    const bool logY = request.options.logY != m_last.options.logY;
    m_last = std::move(request);
    m_everDrawn = true;
    if ((axis || logX || logY) && (m_plot->zoomX() || m_plot->zoomY())) {
        // A part of another axis means nothing on this one.
        m_last.x.reset();
        m_plot->resetZoom();
    }
    if (m_working) {
        m_pending = true;
        if (users)
            m_stop.request_stop();
        return;
    }
    start();
}

void RunChart::start()
{
    m_working = true;
    m_pending = false;
    m_stop = std::stop_source();
    const QPointer<QObject> guard(this);
    const std::uint64_t generation = ++m_generation;
    // The place of the lines' picture follows from the drawing, so the plot's size goes along.
    const QSize size = m_plot->viewport()->size();
    const double ratio = m_plot->devicePixelRatioF();
    const std::optional<Range> zoomY = m_plot->zoomY();
    m_pool->start([this, guard, generation, request = m_last, stop = m_stop.get_token(), size, ratio, zoomY] {
        const base::Job job(stop, {});
        auto drawing = buildChart(request, job);
        auto result = std::make_shared<base::Result<Result>>(base::stoppedError());
        if (drawing.ok()) {
            Result made;
            made.drawing = std::make_shared<const ChartDrawing>(std::move(drawing).value());
            made.place = placeOf(*made.drawing, request.options, request.x, zoomY, size);
            if (PlotView::needsPicture(*made.drawing, made.place))
                made.image = curvesImage(*made.drawing, made.place, ratio, job);
            if (!job.stopped())
                *result = std::move(made);
        }
        onInterface(guard,
                    [this, generation, options = request.options, result] { finished(generation, options, *result); });
    });
}

void RunChart::finished(std::uint64_t generation, const ChartOptions& options, const base::Result<Result>& result)
{
    if (generation != m_generation)
        return;
    m_working = false;
    if (result.ok()) {
        m_plot->setDrawing(result.value().drawing, options, result.value().image, result.value().place);
        showFacts();
        Q_EMIT drawn();
    }
    if (m_pending)
        start();
}

QString RunChart::countText() const
{
    const ChartDrawing& drawing = *m_plot->drawing();
    const QLocale locale;
    QString text = tr("%1 of %2 points")
                       .arg(locale.toString(qlonglong(drawing.drawn)), locale.toString(qlonglong(drawing.visible)));
    if (drawing.withoutPlace > 0)
        text += tr(" · %1 without x").arg(locale.toString(qlonglong(drawing.withoutPlace)));
    return text;
}

void RunChart::showFacts()
{
    const ChartDrawing& drawing = *m_plot->drawing();
    const QLocale locale;
    QString text = countText();
    if (m_plot->zoomX())
        text += tr(" · zoomed");
    m_count->setText(text);
    m_count->setToolTip(
        tr("The lines go through %1 points. %2 lie in the part that is shown, %3 in all of %n run(s); no "
           "pixel would differ if all were drawn.",
           nullptr, drawing.runs)
            .arg(locale.toString(qlonglong(drawing.drawn)), locale.toString(qlonglong(drawing.visible)),
                 locale.toString(qlonglong(drawing.total))));
    m_plot->setAccessibleDescription(text);
    showLegend();
}

void RunChart::showLegend()
{
    const auto& curves = m_plot->drawing()->curves;
    const bool grouped = m_document->options().group.by != GroupChoice::By::None;
    m_legend->setVisible(grouped && !curves.empty() && curves.size() <= mostLegend);
    if (m_legend->isHidden())
        return;
    QStringList entries;
    for (const DrawnCurve& curve : curves)
        entries << u"<span style=\"color:%1\">●</span> %2"_s.arg(
            curve.color.name(),
            tr("%1 (%2)", "group (how many runs)")
                .arg(curve.name.isEmpty() ? tr("none") : curve.name.toHtmlEscaped())
                .arg(curve.runs));
    m_legend->setText(entries.join(u"&nbsp;&nbsp; "_s));
}

void RunChart::showMenu(const QPoint& where)
{
    auto* menu = new QMenu(this);
    nameWidget(menu, u"chartLines:"_s + m_tag, tr("What can be done with %1").arg(m_tag));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(u"save"_s), tr("Export…"), this, [this] { Q_EMIT exportRequested(m_tag); });
    menu->addAction(icon(u"zoom-fit"_s), tr("Show all"), m_plot, &PlotView::resetZoom);
    const bool pinned = m_document->layout().pins.contains(m_tag);
    menu->addAction(pinned ? tr("Unpin") : tr("Pin"), this, [this, pinned] { m_document->setPinned(m_tag, !pinned); });
    const QStringList tags = pinned ? m_document->layout().pins : m_document->chartTags();
    const qsizetype place = tags.indexOf(m_tag);
    if (place > 0)
        menu->addAction(tr("Move forward"), this,
                        [this, before = tags[place - 1]] { m_document->moveTag(m_tag, before); });
    if (place >= 0 && place + 1 < tags.size())
        menu->addAction(tr("Move back"), this, [this, before = place + 2 < tags.size() ? tags[place + 2] : QString()] {
            m_document->moveTag(m_tag, before);
        });
    menu->popup(where);
}

void RunChart::contextMenuEvent(QContextMenuEvent* event) { showMenu(event->globalPos()); }

bool RunChart::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_title && event->type() == QEvent::MouseButtonPress) {
        m_dragStart = static_cast<QMouseEvent*>(event)->pos();
    } else if (watched == m_title && event->type() == QEvent::MouseMove) {
        auto* move = static_cast<QMouseEvent*>(event);
        if ((move->buttons() & Qt::LeftButton) && (move->pos() - m_dragStart).manhattanLength() > 8) {
            auto* mime = new QMimeData;
            mime->setData(mimeType, m_tag.toUtf8());
            auto* drag = new QDrag(this);
            drag->setMimeData(mime);
            drag->setPixmap(grab().scaledToWidth(std::min(width(), 240), Qt::SmoothTransformation));
            drag->exec(Qt::MoveAction);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace maquette::widgets
