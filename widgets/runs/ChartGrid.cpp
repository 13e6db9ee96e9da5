// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/ChartGrid.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFrame>
#include <QMimeData>
#include <QScrollBar>
#include <QTimer>
#include <QToolButton>

#include "base/Threads.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int gap = 8;
constexpr int beyond = 120; // pixels outside the sight in which charts are kept ready
constexpr int leastWidth = 220; // of a chart
const QString pinnedGroup = u"\x01pinned"_s;

int headingHeight() { return Theme::instance() ? Theme::instance()->scaled(30) : 30; }

} // namespace

ChartGrid::ChartGrid(RunsDocument* document, QWidget* parent)
    : QScrollArea(parent)
    , m_document(document)
    , m_sheet(new QWidget(this))
    , m_dropMark(new QFrame(m_sheet))
    , m_soon(new QTimer(this))
{
    nameWidget(this, u"chartGrid"_s, tr("Charts"));
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Two at a time: each uses the engine's threads, too.
    m_pool.setMaxThreadCount(std::max(1, std::min(2, base::threads())));
    m_sheet->setObjectName(u"chartSheet"_s);
    m_sheet->setAcceptDrops(true);
    m_sheet->installEventFilter(this);
    m_dropMark->setObjectName(u"chartDropMark"_s);
    m_dropMark->hide();
    setWidget(m_sheet);
    m_soon->setSingleShot(true);
    m_soon->setInterval(0);
    connect(m_soon, &QTimer::timeout, this, &ChartGrid::fillSight);
    connect(document, &RunsDocument::changed, this, &ChartGrid::documentChanged);
    collect();
}

ChartGrid::~ChartGrid()
{
    qDeleteAll(m_charts);
    m_pool.waitForDone();
}

void ChartGrid::documentChanged(RunsDocument::Parts parts)
{
    if (parts & (RunsDocument::Snapshot | RunsDocument::Shown | RunsDocument::Layout))
        collect();
    if (parts & ~RunsDocument::Parts(RunsDocument::Roots))
        refreshCharts();
}

void ChartGrid::collect()
{
    const ChartLayout& layout = m_document->layout();
    std::vector<Place> places;
    QStringList tags = m_document->chartTags();
    const QSet<QString> there(tags.begin(), tags.end());
    QStringList pins;
    for (const QString& tag : layout.pins)
        if (there.contains(tag))
            pins << tag;
    if (!pins.isEmpty()) {
        places.push_back({{}, pinnedGroup, true, layout.isFolded(pinnedGroup), int(pins.size()), {}});
        if (!places.back().folded)
            for (const QString& tag : pins)
                places.push_back({tag, pinnedGroup, true, false, 0, {}});
    }
    // Pins stand at the top alone.
    std::size_t heading = 0;
    QString group;
    bool first = true;
    for (const QString& tag : tags) {
        if (pins.contains(tag) || !m_document->tagMatches(tag))
            continue;
        if (first || tagGroup(tag) != group) {
            group = tagGroup(tag);
            first = false;
            heading = places.size();
            places.push_back({{}, group, false, layout.isFolded(group), 0, {}});
        }
        ++places[heading].count;
        if (!places[heading].folded)
            places.push_back({tag, group, false, false, 0, {}});
    }
    m_places = std::move(places);
    arrange();
}

void ChartGrid::arrange()
{
    const ChartLayout& layout = m_document->layout();
    const int width = viewport()->width() - 2 * gap;
    const int columns = std::clamp(layout.columns, 1, std::max(1, width / leastWidth));
    const int height = Theme::instance() ? Theme::instance()->scaled(layout.height) : layout.height;
    const int each = (width - (columns - 1) * gap) / columns;
    int y = gap, column = 0;
    for (Place& place : m_places) {
        if (place.tag.isEmpty()) {
            if (column > 0)
                y += height + gap;
            column = 0;
            place.rect = QRect(gap, y, width, headingHeight());
            y += headingHeight() + gap / 2;
            continue;
        }
        place.rect = QRect(gap + column * (each + gap), y, each, height);
        if (++column == columns) {
            column = 0;
            y += height + gap;
        }
    }
    if (column > 0)
        y += height + gap;
    m_sheet->resize(viewport()->width(), std::max(y + gap, 10));
    if (isRightToLeft())
        for (Place& place : m_places)
            place.rect.moveLeft(m_sheet->width() - place.rect.right() - 1);
    m_soon->start();
}

void ChartGrid::fillSight()
{
    const QRect sight(0, verticalScrollBar()->value() - beyond, viewport()->width(), viewport()->height() + 2 * beyond);
    QSet<QString> charts, headings;
    for (const Place& place : m_places) {
        if (!place.rect.intersects(sight))
            continue;
        if (place.tag.isEmpty()) {
            headings.insert(place.group);
            QToolButton*& heading = m_headings[place.group];
            if (!heading) {
                heading = new QToolButton(m_sheet);
                heading->setProperty("section", true);
                heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
                heading->setCheckable(true);
                heading->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
                connect(heading, &QToolButton::clicked, this, [this, group = place.group](bool open) {
                    ChartLayout layout = m_document->layout();
                    layout.fold(group, !open);
                    m_document->setLayout(layout);
                });
            }
            const QString title = place.pinned ? tr("Pinned") : place.group.isEmpty() ? tr("Other") : place.group;
            heading->setText(tr("%1 (%2)", "group of tags (how many charts)").arg(title).arg(place.count));
            nameWidget(heading, u"chartGroup:"_s + (place.pinned ? u"pinned"_s : place.group), heading->text());
            heading->setArrowType(place.folded ? (isRightToLeft() ? Qt::LeftArrow : Qt::RightArrow) : Qt::DownArrow);
            heading->setChecked(!place.folded);
            heading->setGeometry(place.rect);
            heading->show();
        } else {
            charts.insert(place.tag);
            RunChart*& chart = m_charts[place.tag];
            if (!chart) {
                chart = new RunChart(m_document, &m_pool, place.tag, m_sheet);
                connect(chart, &RunChart::exportRequested, this, &ChartGrid::exportRequested);
            }
            for (auto* pin : chart->findChildren<QToolButton*>(u"chartPin:"_s + place.tag))
                pin->setChecked(place.pinned);
            if (chart->geometry() != place.rect)
                chart->setGeometry(place.rect);
            chart->show();
        }
    }
    for (auto it = m_charts.begin(); it != m_charts.end();) {
        if (charts.contains(it.key())) {
            ++it;
            continue;
        }
        // Where the user looks at a part of it, it stays so.
        if (it.value()->plot()->zoomX() && m_document->chartTags().contains(it.key())) {
            it.value()->hide();
            ++it;
            continue;
        }
        it.value()->hide();
        it.value()->setObjectName({});
        it.value()->deleteLater();
        it = m_charts.erase(it);
    }
    for (auto it = m_headings.begin(); it != m_headings.end();) {
        if (headings.contains(it.key())) {
            ++it;
            continue;
        }
        it.value()->hide();
        it.value()->setObjectName({});
        it.value()->deleteLater();
        it = m_headings.erase(it);
    }
    refreshCharts();
}

void ChartGrid::refreshCharts()
{
    if (!isVisible())
        return;
    for (RunChart* chart : m_charts)
        if (!chart->isHidden())
            chart->refresh();
}

QStringList ChartGrid::tagsInOrder() const
{
    QStringList tags;
    for (const Place& place : m_places)
        if (!place.tag.isEmpty())
            tags << place.tag;
    return tags;
}

RunChart* ChartGrid::chart(const QString& tag) const { return m_charts.value(tag); }

QList<RunChart*> ChartGrid::charts() const { return m_charts.values(); }

bool ChartGrid::upToDate() const
{
    return !m_soon->isActive() && std::all_of(m_charts.begin(), m_charts.end(), [](const RunChart* chart) {
        return chart->isHidden() || chart->upToDate();
    });
}

void ChartGrid::showTag(const QString& tag)
{
    ChartLayout layout = m_document->layout();
    const QString group = layout.pins.contains(tag) ? pinnedGroup : tagGroup(tag);
    if (layout.isFolded(group)) {
        layout.fold(group, false);
        m_document->setLayout(layout);
    }
    for (const Place& place : m_places)
        if (place.tag == tag) {
            ensureVisible(place.rect.center().x(), place.rect.bottom(), 0, gap);
            ensureVisible(place.rect.center().x(), place.rect.top(), 0, gap);
        }
}

void ChartGrid::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void ChartGrid::scrollContentsBy(int dx, int dy)
{
    QScrollArea::scrollContentsBy(dx, dy);
    m_soon->start();
}

void ChartGrid::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LayoutDirectionChange)
        arrange();
}

void ChartGrid::showEvent(QShowEvent* event)
{
    QScrollArea::showEvent(event);
    arrange();
}

const ChartGrid::Place* ChartGrid::placeAt(const QPoint& position) const
{
    for (const Place& place : m_places)
        if (place.rect.adjusted(-gap / 2, -gap / 2, gap / 2, gap / 2).contains(position))
            return &place;
    return nullptr;
}

void ChartGrid::dropped(const QString& tag, const QPoint& position)
{
    const Place* place = placeAt(position);
    if (!place)
        return;
    const bool wasPinned = m_document->layout().pins.contains(tag);
    const QString before = place->tag;
    const bool pinned = place->pinned;
    // In the right half of a chart it comes behind that one.
    QString target = before;
    if (!before.isEmpty() && (position.x() > place->rect.center().x()) != isRightToLeft()) {
        const QStringList tags = pinned ? m_document->layout().pins : m_document->chartTags();
        const qsizetype at = tags.indexOf(before);
        target = at + 1 < tags.size() ? tags[at + 1] : QString();
    }
    if (pinned != wasPinned)
        m_document->setPinned(tag, pinned);
    if (!before.isEmpty() && before != tag)
        m_document->moveTag(tag, target);
}

bool ChartGrid::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_sheet)
        return QScrollArea::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto* drag = static_cast<QDragMoveEvent*>(event);
        if (!drag->mimeData()->hasFormat(RunChart::mimeType))
            return false;
        if (const Place* place = placeAt(drag->position().toPoint())) {
            const bool behind = drag->position().x() > place->rect.center().x();
            m_dropMark->setStyleSheet(u"background: "_s + Theme::instance()->color(Token::Accent).name());
            m_dropMark->setGeometry(place->tag.isEmpty()
                                        ? QRect(place->rect.left(), place->rect.bottom(), place->rect.width(), 2)
                                        : QRect((behind ? place->rect.right() + gap / 2 : place->rect.left() - gap / 2),
                                                place->rect.top(), 2, place->rect.height()));
            m_dropMark->show();
            m_dropMark->raise();
        }
        drag->acceptProposedAction();
        return true;
    }
    case QEvent::DragLeave:
        m_dropMark->hide();
        return true;
    case QEvent::Drop: {
        auto* drop = static_cast<QDropEvent*>(event);
        m_dropMark->hide();
        if (!drop->mimeData()->hasFormat(RunChart::mimeType))
            return false;
        dropped(QString::fromUtf8(drop->mimeData()->data(RunChart::mimeType)), drop->position().toPoint());
        drop->acceptProposedAction();
        return true;
    }
    default:
        return QScrollArea::eventFilter(watched, event);
    }
}

} // namespace maquette::widgets
