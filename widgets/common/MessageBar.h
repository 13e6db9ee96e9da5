// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "base/Result.h"

#include <functional>
#include <vector>

class QBoxLayout;

namespace maquette::widgets {

/// What a message bar says, and the steps it offers. A step closes its message.
struct MessageSpec {
    enum class Kind { Info, Ok, Question, Warn, Error };
    struct Button {
        QString id; ///< object name "message:<id>"
        QString label;
        std::function<void()> call;
        bool primary = false;
    };

    Kind kind = Kind::Info;
    QString text;
    QString detail; ///< technical, behind a "Details" button; copied with the text
    std::vector<Button> buttons;
    /// A message with the same key replaces the one shown.
    QString key = {};
};

/// Messages above the content, newest on top, at most three; nothing here blocks. Each says by a word and a sign, not
/// by color alone, what kind it is, and is announced to screen readers.
class MessageBar : public QWidget {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);

    void showMessage(MessageSpec spec);
    /// A failure of the engine with its detail. A Stopped error says so quietly.
    void showError(const base::Error& error, std::vector<MessageSpec::Button> buttons = {});
    void closeMessage(const QString& key);
    void closeAll();
    [[nodiscard]] int count() const;
    /// Text of the newest message; empty without one.
    [[nodiscard]] QString text() const;

private:
    void remove(QWidget* row);

    QBoxLayout* m_layout;
    QList<QWidget*> m_rows;
};

/// Program, Qt and system in a few lines, for reports of errors; free of private paths.
[[nodiscard]] QString versionText();

} // namespace maquette::widgets
