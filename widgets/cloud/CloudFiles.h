// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include "cloud/view/Render.h"
#include "widgets/cloud/CloudDocument.h"
#include "widgets/cloud/CloudService.h"
#include "widgets/common/Workspace.h"

#include <functional>
#include <optional>

namespace maquette::widgets {

/// All that goes between files and the open cloud. Files are read and written on working threads; what cannot be done
/// is said in the message bar with the file's name, and the open cloud stays as it was.
class CloudFiles : public QObject {
    Q_OBJECT
public:
    CloudFiles(CloudDocument* document, CloudService* service, const WorkspaceContext& context,
               QObject* parent = nullptr);

    /// By the name of a file, or by the names of what lies in the first levels of a folder.
    [[nodiscard]] static Fit fit(const QString& file);

    /// The first file is opened, a folder of rooms told by roomsFound().
    void open(const QStringList& files);
    /// `columns`: ask what the columns mean in any case.
    void askOpen(bool columns);
    void askOpenFolder();
    /// Labels of another file as prediction or truth of the open cloud.
    void askCompare(bool prediction);
    void compare(const QString& file, bool prediction);
    /// `done` runs once it is on disk.
    void saveCloud(std::function<void()> done = {});
    void saveSelection();
    void savePicture(bool turntable, const QSize& size);
    /// A generated room; `opened` runs when it is there.
    void openDemo(std::function<void()> opened);
    /// Runs `next` at once when nothing would be lost, else after the user has decided. True in the first case.
    bool whenSafe(std::function<void()> next);
    /// Ends the reading that is under way.
    void stop();
    [[nodiscard]] bool reading() const { return m_reading != 0; }

Q_SIGNALS:
    void readingChanged();
    void roomsFound(const QString& folder, const std::vector<maquette::cloud::RoomEntry>& rooms);

private:
    void openCloud(const QString& file, bool askColumns);
    void load(const QString& file, const std::optional<cloud::ColumnLayout>& columns);
    void openFolder(const QString& folder);
    void showColumns(const QString& file, const cloud::ColumnPreview& preview);
    void opened(const SnapshotPtr& snapshot);
    void setReading(quint64 id);
    void failed(const base::Error& error, const QString& file);
    void writeCloud(const QString& file, Labeling labeling, const std::function<void()>& done);
    void render(const QString& file, bool turntable, const cloud::RenderOptions& options,
                const cloud::TurntableOptions& turn);

    CloudDocument* m_document;
    CloudService* m_service;
    WorkspaceContext m_context;
    quint64 m_reading = 0;
};

} // namespace maquette::widgets
