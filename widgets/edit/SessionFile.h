// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include "base/Job.h"
#include "widgets/edit/BoardDocument.h"
#include "widgets/edit/EditService.h"
#include "widgets/edit/PictureRecord.h"

#include <map>

namespace maquette::widgets {

/// What was written of pictures and results before, by id: they do not change, so each is written once.
using SessionRecords = std::map<ItemId, base::Json>;

/// Writes a session into `folder`: `session.json` and a PNG for every result and for every picture that lies in no
/// file of its own. The JSON is written last and atomically, so that the folder holds a whole session at any time; what
/// it does not name is removed after it. `records` from the call before spares the work done then. For a working
/// thread, as is the next.
[[nodiscard]] base::Result<SessionRecords> writeSession(const QString& folder, const BoardSession& session,
                                                        const EditService& service, SessionRecords records,
                                                        const base::Job& job);

/// What the list of sessions needs to know.
struct SessionHead {
    QString title; ///< file name of the board, or empty
    QDateTime saved;
};

struct RestoredSession {
    BoardSession session;
    QStringList missing; ///< one sentence for each thing that could not be brought back
};

/// The head alone, or BadInput that names the folder's file and says what is wrong with it.
[[nodiscard]] base::Result<SessionHead> readSessionHead(const QString& folder);
[[nodiscard]] base::Result<RestoredSession> readSession(const QString& folder, const EditService& service,
                                                        const base::Job& job);

} // namespace maquette::widgets
