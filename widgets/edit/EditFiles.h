// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QObject>

#include "widgets/common/Workspace.h"
#include "widgets/edit/BoardDocument.h"
#include "widgets/edit/EditService.h"

#include <functional>
#include <optional>

namespace maquette::widgets {

/// A demo that can be loaded: what the list in resources/demo names.
struct Demo {
    QString title;
    QString board; ///< a .board file, or empty
    std::array<QString, 3> pictures; ///< before, after, picture, when there is no board
};

/// The demos listed in `folder`/demos.json that are there; none without a list.
[[nodiscard]] std::vector<Demo> readDemos(const QString& folder);

/// All that goes between files and the open board. Files are read and written on working threads; what cannot be done
/// is said in the message bar with the file's name.
class EditFiles : public QObject {
    Q_OBJECT
public:
    EditFiles(BoardDocument* document, EditService* service, const WorkspaceContext& context,
              QObject* parent = nullptr);

    /// Boards are opened, pictures put into `slot` or, without one, into the first empty places. A picture that says
    /// how it was made asks first what it is to be.
    void open(const QStringList& files, std::optional<BoardSlot> slot = {});
    void setImage(const QImage& image, BoardSlot slot);
    void askOpen(std::optional<BoardSlot> slot);
    void newBoard();
    /// Under its name, or asks for one. `done` runs once it is on disk.
    void saveBoard(bool askName, std::function<void()> done = {});
    void saveResult();
    void loadDemo(const Demo& demo);
    /// Runs `next` at once when nothing would be lost, else after the user has decided. True in the first case.
    bool whenSafe(std::function<void()> next);

    [[nodiscard]] static QString pictureFilter();
    [[nodiscard]] static Fit fit(const QString& file);

private:
    void openBoard(const QString& file);
    void loadBoard(const QString& file, const QString& keptName);
    void loadPictures(const QStringList& files, std::optional<BoardSlot> slot);
    void placePictures(const std::vector<PicturePtr>& pictures, std::optional<BoardSlot> slot);
    void askAboutSaved(const PicturePtr& picture, std::optional<BoardSlot> slot);
    void restore(const PicturePtr& saved);
    void writeBoard(const QString& file, const std::function<void()>& done);
    void writeResult(const QString& file);
    void remember(const QString& file);
    void showFileError(const base::Error& error, const QString& file);

    BoardDocument* m_document;
    EditService* m_service;
    WorkspaceContext m_context;
};

} // namespace maquette::widgets
