// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunsDemoRunner.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int stopMs = 500;
constexpr qsizetype keptOutput = 4000; // characters

} // namespace

RunsDemoRunner::~RunsDemoRunner()
{
    m_stopping = true;
    for (QProcess* process : m_processes) {
        process->disconnect(this);
        process->terminate();
    }
    for (QProcess* process : m_processes)
        if (!process->waitForFinished(stopMs)) {
            process->kill();
            process->waitForFinished(stopMs);
        }
}

QString RunsDemoRunner::start(RunsService& service)
{
    if (running())
        return m_folder->path();
    m_folder = std::make_unique<QTemporaryDir>();
    if (!m_folder->isValid()) {
        Q_EMIT failed(tr("Demo"), tr("No temporary folder could be made."), m_folder->errorString());
        return {};
    }
    m_stopping = false;
    for (const RunsDemo& demo : service.demo(m_folder->path())) {
        auto* process = new QProcess(this);
        process->setProcessChannelMode(QProcess::MergedChannels);
        process->setProgram(demo.program);
        process->setArguments(demo.arguments);
        m_processes.push_back(process);
        connect(process, &QProcess::finished, this, [this, process, name = demo.name] { ended(process, name); });
        connect(process, &QProcess::errorOccurred, this,
                [this, process, name = demo.name](QProcess::ProcessError error) {
                    if (error == QProcess::FailedToStart)
                        ended(process, name);
                });
        process->start(QIODevice::ReadOnly);
    }
    Q_EMIT runningChanged();
    return m_folder->path();
}

bool RunsDemoRunner::running() const { return !m_processes.empty(); }

void RunsDemoRunner::stop()
{
    m_stopping = true;
    for (QProcess* process : m_processes)
        process->terminate();
}

void RunsDemoRunner::ended(QProcess* process, const QString& name)
{
    const auto found = std::find(m_processes.begin(), m_processes.end(), process);
    if (found == m_processes.end())
        return;
    m_processes.erase(found);
    const bool started = process->error() != QProcess::FailedToStart;
    const bool good = started && process->exitStatus() == QProcess::NormalExit && process->exitCode() == 0;
    if (!good && !m_stopping)
        Q_EMIT failed(name,
                      started ? tr("The training “%1” ended with code %2.").arg(name).arg(process->exitCode())
                              : tr("The training “%1” could not be started.").arg(name),
                      started ? QString::fromUtf8(process->readAll()).right(keptOutput) : process->errorString());
    process->deleteLater();
    Q_EMIT runningChanged();
}

} // namespace maquette::widgets
