// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunChoice.h"

#include <QComboBox>
#include <QSignalBlocker>

#include "widgets/common/Text.h"

#include <algorithm>

namespace maquette::widgets {

void fillRunChoices(QComboBox* box, const RunsView& view, const std::function<bool(const runs::Run&)>& fits)
{
    const QString before = box->currentData().toString();
    const QSignalBlocker quiet(box);
    box->clear();
    int marked = -1;
    for (const ShownRun& shown : view.shown)
        if (fits(*shown.run)) {
            const QString id = fromUtf8(shown.run->id);
            box->addItem(shown.name, id);
            if (marked < 0 && view.selected.contains(id))
                marked = box->count() - 1;
        }
    box->setCurrentIndex(std::max(0, marked >= 0 ? marked : box->findData(before)));
}

} // namespace maquette::widgets
