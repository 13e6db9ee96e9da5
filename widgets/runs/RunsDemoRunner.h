// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QProcess>
#include <QTemporaryDir>

#include "widgets/runs/RunsService.h"

#include <memory>
#include <vector>

namespace maquette::widgets {

/// Trains two small models side by side in programs of their own, so that there is something to watch; they end with
/// the window.
class RunsDemoRunner : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~RunsDemoRunner() override;

    /// Starts the programs and returns the folder they write to; empty when there is none, and then failed() was told.
    [[nodiscard]] QString start(RunsService& service);
    [[nodiscard]] bool running() const;
    void stop();

Q_SIGNALS:
    /// A program could not be started or ended with an error; `output` is the end of what it said.
    void failed(const QString& name, const QString& reason, const QString& output);
    void runningChanged();

private:
    void ended(QProcess* process, const QString& name);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::vector<QProcess*> m_processes;
    bool m_stopping = false;
};

} // namespace maquette::widgets
