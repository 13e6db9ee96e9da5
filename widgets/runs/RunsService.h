// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "widgets/runs/RunsData.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace maquette::widgets {

/// A program that is started to have something to look at.
struct RunsDemo {
    QString name; ///< "bf16"
    QString program;
    QStringList arguments;
};

/// What the runs workspace wants from the store of runs. For the interface thread; nothing here waits for files.
class RunsService {
public:
    using Listener = std::function<void(const RunsSnapshot&)>;

    virtual ~RunsService() = default;

    /// Finds, reads and follows these roots from now on; runs of roots that stay are kept. `listener` is called on some
    /// thread after each new snapshot, until end().
    virtual void follow(const std::vector<std::string>& roots, Listener listener) = 0;
    /// While paused the files are left alone and nothing changes.
    virtual void setPaused(bool paused) = 0;
    [[nodiscard]] virtual bool paused() const = 0;
    /// Looks now instead of at the next poll.
    virtual void refresh() = 0;
    /// Afterwards the listener is not called any more.
    virtual void end() = 0;

    /// Two short trainings that write below `folder`.
    [[nodiscard]] virtual std::vector<RunsDemo> demo(const QString& folder) const = 0;
};

/// The service over the engine.
[[nodiscard]] std::unique_ptr<RunsService> makeEngineRunsService();

} // namespace maquette::widgets
