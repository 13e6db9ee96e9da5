// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QIcon>

class QButtonGroup;
class QToolButton;

namespace maquette::widgets {

/// A few choices side by side, one of which holds. Arrow keys move among them.
class SegmentedControl : public QFrame {
    Q_OBJECT
public:
    SegmentedControl(const QString& objectName, const QString& accessibleName, QWidget* parent = nullptr);

    /// `value` names the choice in code and in object names ("<objectName>:<value>").
    /// An icon is shown instead of the label while compact.
    void addChoice(const QString& value, const QString& label, const QIcon& icon = {});
    void setCompact(bool compact);
    [[nodiscard]] bool compact() const { return m_compact; }
    /// Width with labels.
    [[nodiscard]] int wideWidth() const;
    void setValue(const QString& value);
    [[nodiscard]] QString value() const;

Q_SIGNALS:
    /// By the user or setValue(), when it differs.
    void valueChanged(const QString& value);

private:
    QButtonGroup* m_group;
    QStringList m_values;
    bool m_compact = false;
};

} // namespace maquette::widgets
