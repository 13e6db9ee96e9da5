// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

#include "widgets/common/JobRunner.h"
#include "widgets/common/Workspace.h"
#include "widgets/edit/SessionFile.h"

class QLockFile;
class QTimer;

namespace maquette::widgets {

/// Keeps the board under work on disk while it changes, and offers what an earlier run of the program left: after a
/// crash, or when it was ended with results that no file holds. Every run has a folder of its own under
/// maquette/autosave in the user's data folder, locked while it lives. Nothing is read or written on the interface
/// thread.
class Autosave : public QObject {
    Q_OBJECT
public:
    /// `restoring` runs what it is given once the board on screen may be replaced.
    using WhenSafe = std::function<void(std::function<void()>)>;
    Autosave(BoardDocument* document, EditService* service, const WorkspaceContext& context, WhenSafe whenSafe,
             QObject* parent = nullptr);
    ~Autosave() override;

    /// Looks for what an earlier run left and offers the newest in the message bar.
    void offer();
    /// True when all is written (or there is nothing worth keeping). Otherwise writes it and calls `done` then, however
    /// that ended.
    [[nodiscard]] bool flush(std::function<void()> done);
    /// The board on screen is not wanted any more: what was kept of it goes.
    void discard();
    /// The folder of this run; it is there once something was kept.
    [[nodiscard]] QString folder() const { return m_folder; }
    [[nodiscard]] static QString root();

private:
    struct Found;

    void changed();
    void write();
    void written(const base::Result<SessionRecords>& result);
    void offerFound(const Found& found);
    void restore(const std::shared_ptr<Found>& found);
    [[nodiscard]] bool worthKeeping() const;

    BoardDocument* m_document;
    EditService* m_service;
    WorkspaceContext m_context;
    WhenSafe m_whenSafe;
    QTimer* m_timer;
    QString m_folder;
    std::shared_ptr<QLockFile> m_lock;
    SessionRecords m_records;
    std::shared_ptr<Found> m_adopted; ///< restored, and not yet written anew
    JobId m_job = 0;
    bool m_dirty = false;
    QElapsedTimer m_waiting; ///< since the oldest change that is not written
    bool m_onDisk = false;
    bool m_told = false; ///< that it cannot be written
    std::function<void()> m_done;
};

} // namespace maquette::widgets
