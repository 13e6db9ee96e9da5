// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/JobsBar.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>

#include "widgets/common/Icons.h"
#include "widgets/common/Text.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int showAfterMs = 300; // shorter work needs no sign

} // namespace

class JobsBar::Row : public QWidget {
public:
    Row(JobId id, JobRunner* runner, QWidget* parent)
        : QWidget(parent)
    {
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(8);
        m_name = new QLabel(this);
        m_detail = new QLabel(this);
        m_detail->setProperty("role", u"small"_s);
        m_progress = new QProgressBar(this);
        m_progress->setTextVisible(false);
        m_progress->setRange(0, 0);
        m_stop = new QPushButton(icon(u"stop"_s), JobsBar::tr("Stop"), this);
        m_stop->setObjectName(u"jobStop%1"_s.arg(id));
        layout->addWidget(m_name);
        layout->addWidget(m_detail);
        layout->addWidget(m_progress, 1);
        layout->addWidget(m_stop);
        connect(m_stop, &QPushButton::clicked, runner, [runner, id] { runner->stop(id); });
        hide();
    }

    void read(const QModelIndex& index)
    {
        const QString name = index.data().toString();
        m_name->setText(name);
        m_stop->setAccessibleName(JobsBar::tr("Stop %1").arg(name));
        nameWidget(m_progress, u"jobProgress"_s, JobsBar::tr("Progress of %1").arg(name));
        const double fraction = index.data(JobModel::FractionRole).toDouble();
        const bool stopping = index.data(JobModel::StoppingRole).toBool();
        // Work that cannot tell how far it is shows that it lives.
        m_progress->setRange(0, fraction > 0 ? 1000 : 0);
        m_progress->setValue(static_cast<int>(std::lround(fraction * 1000)));
        m_stop->setEnabled(!stopping);
        QStringList parts;
        if (stopping)
            parts << JobsBar::tr("stopping");
        else {
            if (const QString step = index.data(JobModel::StepRole).toString(); !step.isEmpty())
                parts << step;
            if (fraction > 0)
                parts << JobsBar::tr("%1 %").arg(static_cast<int>(fraction * 100));
            if (const QVariant left = index.data(JobModel::SecondsRole); left.isValid())
                parts << JobsBar::tr("%1 left").arg(durationText(left.toDouble(), 0));
        }
        m_detail->setText(parts.join(u" · "_s));
    }

private:
    QLabel* m_name;
    QLabel* m_detail;
    QProgressBar* m_progress;
    QPushButton* m_stop;
};

JobsBar::JobsBar(JobRunner* runner, QWidget* parent)
    : QWidget(parent)
    , m_runner(runner)
    , m_model(new JobModel(runner, this))
    , m_layout(new QVBoxLayout(this))
    , m_status(new QLabel(this))
{
    nameWidget(this, u"jobsBar"_s, tr("Jobs"));
    setProperty("surface", u"panel"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_layout->setContentsMargins(16, 8, 16, 8);
    m_layout->setSpacing(8);
    m_status->setObjectName(u"statusText"_s);
    m_status->setProperty("role", u"muted"_s);
    fitHeight();
    m_layout->addWidget(m_status);
    connect(m_model, &JobModel::rowsInserted, this, [this](const QModelIndex&, int a, int b) { rowsInserted(a, b); });
    connect(m_model, &JobModel::rowsRemoved, this, [this](const QModelIndex&, int a, int b) { rowsRemoved(a, b); });
    connect(m_model, &JobModel::dataChanged, this,
            [this](const QModelIndex& a, const QModelIndex& b) { updateRows(a.row(), b.row()); });
}

void JobsBar::fitHeight()
{
    // As high as a row with its button, so that the page above does not move when work starts and ends.
    const QPushButton button(icon(u"stop"_s), tr("Stop"));
    m_status->setMinimumHeight(button.sizeHint().height());
}

void JobsBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitHeight();
}

void JobsBar::setStatus(const QString& text)
{
    m_status->setText(text);
    QAccessibleEvent event(m_status, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

void JobsBar::rowsInserted(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_model->index(row);
        auto* widget = new Row(index.data(JobModel::IdRole).toULongLong(), m_runner, this);
        widget->read(index);
        m_rows.insert(row, widget);
        m_layout->addWidget(widget);
        QTimer::singleShot(showAfterMs, widget, [this, widget] {
            widget->show();
            updateVisibility();
        });
    }
}

void JobsBar::rowsRemoved(int first, int last)
{
    for (int row = last; row >= first; --row) {
        Row* widget = m_rows.takeAt(row);
        widget->hide();
        widget->deleteLater();
    }
    updateVisibility();
}

void JobsBar::updateRows(int first, int last)
{
    for (int row = first; row <= last; ++row)
        m_rows[row]->read(m_model->index(row));
}

void JobsBar::updateVisibility()
{
    const bool any = std::any_of(m_rows.cbegin(), m_rows.cend(),
                                 [](const Row* row) { return row->isVisibleTo(row->parentWidget()); });
    m_status->setVisible(!any);
}

} // namespace maquette::widgets
