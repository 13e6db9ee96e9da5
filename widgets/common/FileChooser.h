// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace maquette::widgets {

/// Asks for file names without blocking: the answer comes to a function, or nothing comes. Tests give answers of
/// their own.
class FileChooser {
public:
    struct Question {
        QString title;
        QString filter; ///< as QFileDialog's name filters
        QString folder; ///< where to start; empty: where the last one ended
        QString name = {}; ///< proposed, when saving
        QString suffix = {};
        bool save = false;
        bool directory = false; ///< a folder is asked for
    };

    virtual ~FileChooser() = default;
    virtual void ask(QWidget* window, const Question& question, std::function<void(const QStringList&)> chosen);
    /// The name filter that was chosen with the last answer.
    [[nodiscard]] const QString& filter() const { return m_filter; }

protected:
    QString m_filter;

private:
    QString m_lastFolder;
};

} // namespace maquette::widgets
