// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/SystemPanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QThreadPool>
#include <QTimer>

#include "widgets/common/Mailbox.h"
#include "widgets/common/Section.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/MemoryBars.h"
#include "widgets/runs/PlotView.h"

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int kept = 900; // samples, of which each chart shows all: a quarter of an hour
constexpr int chartHeight = 150; // pixels at 100 % text
constexpr int lookMilliseconds = 3000; // between looks for processes
constexpr int byItself = -1, byNumber = -2, none = 0; // data of the chooser, beside numbers of processes
constexpr qsizetype mostName = 40;
constexpr double gibibyte = 1024.0 * 1024 * 1024, mebibyte = 1024.0 * 1024;

runs::MonitorOptions panelOptions()
{
    runs::MonitorOptions options;
    options.capacity = kept;
    return options;
}

double inUnits(std::int64_t bytes, double unit)
{
    return bytes < 0 ? runs::notTold : static_cast<double>(bytes) / unit;
}

/// Who has memory on the GPUs, a line each, the largest first.
QString processesText(const runs::SystemSample& sample)
{
    constexpr std::size_t most = 8;
    QStringList lines;
    for (std::size_t i = 0; i < sample.gpus.size(); ++i) {
        const auto& processes = sample.gpus[i].processes;
        for (std::size_t k = 0; k < std::min(most, processes.size()); ++k)
            lines << SystemPanel::tr("GPU %1, process %2: %3")
                         .arg(QString::number(i), QString::number(processes[k].pid),
                              processes[k].memory < 0 ? SystemPanel::tr("not told")
                                                      : bytesText(static_cast<double>(processes[k].memory)));
        if (processes.size() > most)
            lines << SystemPanel::tr("GPU %1: %Ln more process(es)", nullptr, static_cast<int>(processes.size() - most))
                         .arg(i);
    }
    return lines.join(u'\n');
}

} // namespace

SystemPanel::SystemPanel(QWidget* parent)
    : SystemPanel(panelOptions(), parent)
{
}

SystemPanel::SystemPanel(const runs::MonitorOptions& options, QWidget* parent)
    : RunsPanel(parent)
    , m_monitor(std::make_unique<runs::SystemMonitor>(options))
    , m_proc(options.proc)
    , m_pool(new QThreadPool(this))
    , m_look(new QTimer(this))
    , m_followed(options.pid)
    , m_facts(new QLabel(this))
    , m_process(new QComboBox(this))
    , m_pid(new QSpinBox(this))
    , m_pause(new QCheckBox(tr("Pause"), this))
{
    using Sample = runs::SystemSample;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    m_facts->setObjectName(u"systemFacts"_s);
    m_facts->setProperty("role", u"small"_s);
    m_facts->setWordWrap(true);
    nameWidget(m_process, u"systemProcessChoice"_s, tr("Process to follow, with all that it started"));
    m_process->setToolTip(m_process->accessibleName());
    m_process->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_process->setMinimumContentsLength(20);
    nameWidget(m_pid, u"systemPid"_s, tr("Number of the process"));
    m_pid->setRange(1, std::numeric_limits<int>::max());
    m_pid->setValue(std::max(1, options.pid));
    m_pid->setPrefix(tr("process "));
    m_pid->setToolTip(m_pid->accessibleName());
    nameWidget(m_pause, u"systemPause"_s, tr("Pause"));
    row->addWidget(m_facts, 1);
    row->addWidget(m_process);
    row->addWidget(m_pid);
    row->addWidget(m_pause);
    column->addLayout(row);
    auto* scroll = new ColumnScrollArea(this);
    scroll->setObjectName(u"systemScroll"_s);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* inner = new QWidget(scroll);
    m_grid = new QGridLayout(inner);
    m_grid->setContentsMargins(0, 0, 0, 0);
    scroll->setWidget(inner);
    column->addWidget(scroll, 1);

    addChart(u"systemCpu"_s, tr("Processors (%)"),
             {{tr("all together"), [](const Sample& s) { return 100 * s.cpu; }},
              {tr("busiest"), [](const Sample& s) {
                   return s.cores.empty() ? runs::notTold : 100.0 * *std::max_element(s.cores.begin(), s.cores.end());
               }}});
    addChart(u"systemMemory"_s, tr("Memory (GiB)"),
             {{tr("used"), [](const Sample& s) { return inUnits(s.memoryUsed, gibibyte); }},
              {tr("there is"), [](const Sample& s) { return inUnits(s.memoryTotal, gibibyte); }},
              {tr("swap used"), [](const Sample& s) { return inUnits(s.swapUsed, gibibyte); }}});
    const std::size_t before = m_charts.size();
    addChart(u"systemProcess"_s, tr("Process: processors kept busy"),
             {{tr("processors"), [](const Sample& s) { return s.process.cores; }}});
    addChart(u"systemProcessMemory"_s, tr("Process: memory (GiB)"),
             {{tr("resident"), [](const Sample& s) { return inUnits(s.process.memory, gibibyte); }}});
    for (std::size_t i = before; i < m_charts.size(); ++i)
        m_charts[i].ofProcess = true;
    addChart(u"systemDisk"_s, tr("Disks (MiB a second)"),
             {{tr("read"), [](const Sample& s) { return s.diskRead / mebibyte; }},
              {tr("written"), [](const Sample& s) { return s.diskWritten / mebibyte; }}});
    addChart(u"systemNetwork"_s, tr("Network (MiB a second)"),
             {{tr("received"), [](const Sample& s) { return s.received / mebibyte; }},
              {tr("sent"), [](const Sample& s) { return s.sent / mebibyte; }}});

    m_pool->setMaxThreadCount(1);
    m_look->setInterval(lookMilliseconds);
    connect(m_look, &QTimer::timeout, this, &SystemPanel::lookForWriters);
    fillProcesses();
    if (options.pid > 0)
        m_process->setCurrentIndex(m_process->findData(byNumber));
    follow();
    connect(m_process, &QComboBox::activated, this, &SystemPanel::follow);
    connect(m_pid, &QSpinBox::valueChanged, this, &SystemPanel::follow);
    connect(m_pause, &QCheckBox::toggled, this, [this](bool paused) {
        if (paused)
            m_monitor->stop();
        else if (isVisible())
            m_monitor->start();
    });
    if (Theme::instance())
        connect(Theme::instance(), &Theme::changed, this, [this] {
            for (const Chart& chart : m_charts)
                chart.plot->followTheme();
            draw();
        });
    const Mailbox<bool> mail(this, [this](bool) { take(); });
    m_monitor->setListener([mail] { mail.post(true); });
}

SystemPanel::~SystemPanel()
{
    m_monitor->setListener({});
    m_monitor->stop();
    m_stop.request_stop();
    m_pool->waitForDone();
}

void SystemPanel::setRuns(const RunsView& view)
{
    m_shown.clear();
    for (const bool marked : {true, false})
        for (const ShownRun& shown : view.shown)
            if (view.selected.contains(fromUtf8(shown.run->id)) == marked)
                m_shown.push_back(shown);
    lookForWriters();
}

void SystemPanel::lookForWriters()
{
    if (m_looking || !isVisible())
        return;
    std::vector<std::filesystem::path> folders;
    std::vector<QString> names;
    for (const ShownRun& shown : m_shown)
        // One that ended long ago is written by nobody; its folder may have been taken by a later one, though.
        if (shown.run->status != runlog::Status::Finished && shown.run->status != runlog::Status::Failed) {
            folders.push_back(shown.run->folder);
            names.push_back(shown.name);
        }
    m_looking = true;
    const QPointer<QObject> self(this);
    m_pool->start([this, self, folders, names, proc = m_proc, job = base::Job(m_stop.get_token(), {})] {
        auto writers = folders.empty() ? std::vector<RunWriterProcess>() : processesWriting(folders, proc, job);
        onInterface(self, [this, names, writers = std::move(writers)]() mutable {
            m_looking = false;
            std::vector<QString> runNames;
            for (const RunWriterProcess& writer : writers)
                runNames.push_back(names[writer.folder]);
            if (writers == m_writers && runNames == m_writerRuns)
                return;
            m_writers = std::move(writers);
            m_writerRuns = std::move(runNames);
            fillProcesses();
            follow();
        });
    });
}

void SystemPanel::fillProcesses()
{
    const int chosen = m_process->count() > 0 ? m_process->currentData().toInt() : byItself;
    const QSignalBlocker quiet(m_process);
    m_process->clear();
    m_process->addItem(tr("The process that trains"), byItself);
    for (std::size_t i = 0; i < m_writers.size(); ++i) {
        const QString command = fromUtf8(m_writers[i].command);
        m_process->addItem(tr("%1: process %2", "run: number").arg(m_writerRuns[i]).arg(m_writers[i].pid),
                           m_writers[i].pid);
        m_process->setItemData(m_process->count() - 1, command, Qt::ToolTipRole);
    }
    m_process->addItem(tr("Another process…"), byNumber);
    m_process->addItem(tr("No process"), none);
    // A process that ended is not silently replaced by another one.
    const int place = m_process->findData(chosen);
    if (place < 0)
        m_pid->setValue(chosen);
    m_process->setCurrentIndex(place >= 0 ? place : m_process->findData(byNumber));
}

void SystemPanel::follow()
{
    const int chosen = m_process->currentData().toInt();
    m_pid->setVisible(chosen == byNumber);
    m_followed = chosen == byNumber ? m_pid->value()
        : chosen == byItself        ? (m_writers.empty() ? 0 : m_writers.front().pid)
                                    : chosen;
    m_monitor->setPid(m_followed);
    draw();
}

QString SystemPanel::followedText(int processes) const
{
    if (m_followed == 0)
        return m_process->currentData().toInt() == byItself ? tr("no process of this machine writes a shown run")
                                                            : QString();
    const auto writer = std::find_if(m_writers.begin(), m_writers.end(),
                                     [this](const RunWriterProcess& each) { return each.pid == m_followed; });
    if (processes <= 0 && writer == m_writers.end())
        return tr("there is no process %1").arg(m_followed);
    QString text = tr("process %1").arg(m_followed);
    if (writer != m_writers.end()) {
        QString command = fromUtf8(writer->command);
        if (command.size() > mostName)
            command = command.left(mostName - 1) + u'…';
        text = tr("process %1 (%2), which writes %3")
                   .arg(QString::number(m_followed), command, m_writerRuns[std::size_t(writer - m_writers.begin())]);
    }
    return processes > 1 ? tr("%1, and %Ln more that it started", nullptr, processes - 1).arg(text) : text;
}

void SystemPanel::showEvent(QShowEvent* event)
{
    RunsPanel::showEvent(event);
    if (!m_pause->isChecked())
        m_monitor->start();
    m_look->start();
    lookForWriters();
}

void SystemPanel::hideEvent(QHideEvent* event)
{
    RunsPanel::hideEvent(event);
    m_monitor->stop();
    m_look->stop();
}

void SystemPanel::addChart(const QString& objectName, const QString& name, std::vector<Line> lines)
{
    Chart chart;
    auto* card = new QWidget(m_grid->parentWidget());
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(0, 0, 0, 0);
    chart.title = new QLabel(name, card);
    chart.title->setProperty("role", u"small"_s);
    chart.title->setWordWrap(true); // growing numbers would push the window wider
    chart.plot = new PlotView(card);
    nameWidget(chart.plot, objectName, name);
    chart.plot->setMinimumHeight(Theme::instance() ? Theme::instance()->scaled(chartHeight) : chartHeight);
    chart.name = name;
    chart.lines = std::move(lines);
    column->addWidget(chart.title);
    column->addWidget(chart.plot, 1);
    const auto place = static_cast<int>(m_charts.size());
    m_grid->addWidget(card, place / 2, place % 2);
    m_charts.push_back(std::move(chart));
}

void SystemPanel::addGpuCharts()
{
    using Sample = runs::SystemSample;
    m_gpusShown = true;
    const auto facts = m_monitor->facts();
    const auto lines = [&](const std::function<double(const runs::GpuSample&)>& value) {
        std::vector<Line> all;
        for (std::size_t i = 0; i < facts.gpus.size(); ++i)
            all.push_back(
                {tr("GPU %1: %2").arg(QString::number(i), fromUtf8(facts.gpus[i].name)),
                 [i, value](const Sample& s) { return i < s.gpus.size() ? value(s.gpus[i]) : runs::notTold; }});
        return all;
    };
    if (facts.gpus.empty())
        return;
    addChart(u"systemGpuUse"_s, tr("GPU use (%)"), lines([](const runs::GpuSample& g) { return 100 * g.use; }));
    addChart(u"systemGpuMemory"_s, tr("GPU memory (GiB)"),
             lines([](const runs::GpuSample& g) { return inUnits(g.memoryUsed, gibibyte); }));
    addChart(u"systemGpuPower"_s, tr("GPU power (W)"), lines([](const runs::GpuSample& g) { return g.power; }));
    addChart(u"systemGpuTemperature"_s, tr("GPU temperature (°C)"),
             lines([](const runs::GpuSample& g) { return g.temperature; }));
    addChart(u"systemGpuClock"_s, tr("GPU clock (MHz)"), lines([](const runs::GpuSample& g) { return g.clock; }));
}

void SystemPanel::take()
{
    auto fresh = m_monitor->samples(m_taken);
    m_taken = m_monitor->taken();
    m_samples.insert(m_samples.end(), std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
    if (m_samples.size() > static_cast<std::size_t>(kept))
        m_samples.erase(m_samples.begin(), m_samples.end() - kept);
    if (!m_gpusShown)
        addGpuCharts();
    draw();
}

void SystemPanel::draw()
{
    if (m_samples.empty())
        return;
    const runs::SystemSample& last = m_samples.back();
    const auto facts = m_monitor->facts();
    QStringList parts;
    if (!last.cores.empty())
        parts << tr("%Ln processor(s)", nullptr, static_cast<int>(last.cores.size()));
    if (!std::isnan(last.load1))
        parts << tr("load %1").arg(numberText(last.load1, 2));
    if (const QString followed = followedText(last.process.count); !followed.isEmpty())
        parts << followed;
    parts << (facts.gpus.empty() ? tr("no NVIDIA GPU: %1").arg(fromUtf8(facts.gpuTrouble))
                                 : tr("%Ln GPU(s), driver %1", nullptr, static_cast<int>(facts.gpus.size()))
                                       .arg(fromUtf8(facts.driver)));
    m_facts->setText(parts.join(u"  ·  "_s));
    const bool dark = !Theme::instance() || Theme::instance()->dark();
    ChartOptions options;
    options.x = runs::XAxis::WallTime;
    for (const Chart& chart : m_charts) {
        auto drawing = std::make_shared<ChartDrawing>();
        QStringList now, colored;
        for (std::size_t i = 0; i < chart.lines.size(); ++i) {
            DrawnCurve curve;
            curve.name = chart.lines[i].name;
            curve.color = seriesColor(static_cast<int>(i) + 1, dark);
            curve.style = seriesStyle(static_cast<int>(i) + 1);
            curve.line.emplace_back();
            for (const runs::SystemSample& sample : m_samples) {
                const double value = chart.lines[i].value(sample);
                if (!std::isfinite(value)) { // a gap where the system did not tell
                    if (!curve.line.back().empty())
                        curve.line.emplace_back();
                    continue;
                }
                curve.line.back().emplace_back(sample.time, value);
                drawing->x.add(sample.time);
                drawing->y.add(value);
                ++drawing->drawn;
            }
            if (const double value = chart.lines[i].value(last); std::isfinite(value)) {
                const QString text = tr("%1 %2").arg(curve.name, valueText(value, 4));
                now << text;
                colored << u"<span style=\"color:%1\">●</span> %2"_s.arg(curve.color.name(), text.toHtmlEscaped());
            }
            drawing->curves.push_back(std::move(curve));
        }
        if (!drawing->y.empty())
            drawing->y.add(0);
        drawing->visible = drawing->total = drawing->drawn;
        const QString told
            = now.isEmpty() ? tr("%1: not told").arg(chart.name) : tr("%1: %2").arg(chart.name, now.join(u", "_s));
        chart.title->setText(now.isEmpty() ? told.toHtmlEscaped()
                                           : tr("%1: %2").arg(chart.name.toHtmlEscaped(), colored.join(u", "_s)));
        chart.title->setAccessibleName(told);
        chart.plot->setAccessibleDescription(told);
        if (chart.plot->objectName() == u"systemGpuMemory"_s) {
            const QString processes = processesText(last);
            chart.title->setToolTip(processes);
            if (!processes.isEmpty())
                chart.plot->setAccessibleDescription(told + u'\n' + processes);
        }
        // What only a process could tell takes no place without one.
        chart.plot->parentWidget()->setVisible(!chart.ofProcess || m_followed > 0);
        // An empty plot would say that nothing happens, where nothing is known.
        chart.plot->setVisible(drawing->drawn > 0);
        chart.plot->setDrawing(std::move(drawing), options);
    }
}

} // namespace maquette::widgets
