// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/runs/RunsDocument.h"

#include <vector>

class QCheckBox;

namespace maquette::widgets {

class NumberBox;

/// Which alarms there are, and from where on they hold; kept with the layout.
class AlarmLimits : public QWidget {
    Q_OBJECT
public:
    explicit AlarmLimits(RunsDocument* document, QWidget* parent = nullptr);

private:
    struct Line {
        runs::AlarmName name;
        QCheckBox* on = nullptr;
        NumberBox* limit = nullptr; ///< null: it has none
    };

    void take();
    void refresh();

    RunsDocument* m_document;
    std::vector<Line> m_lines;
};

} // namespace maquette::widgets
