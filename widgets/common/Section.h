// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <QWidget>

class QToolButton;

namespace maquette::widgets {

/// A part of an inspector below a heading that opens and closes it.
class Section : public QWidget {
    Q_OBJECT
public:
    /// Object names: `name`, and "<name>:toggle" of the heading.
    Section(const QString& name, const QString& title, QWidget* body, QWidget* parent = nullptr);

    void setOpen(bool open);
    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] QWidget* body() const { return m_body; }

Q_SIGNALS:
    void openChanged(bool open);

private:
    QToolButton* m_toggle;
    QWidget* m_body;
};

/// Scrolls up and down only, so it is never narrower than what it shows.
class ColumnScrollArea : public QScrollArea {
public:
    using QScrollArea::QScrollArea;

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace maquette::widgets
