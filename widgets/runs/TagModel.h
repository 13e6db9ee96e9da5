// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/runs/GroupedModel.h"
#include "widgets/runs/RunsDocument.h"

#include <vector>

namespace maquette::widgets {

/// Tags of the shown runs by group, with how many runs have each.
class TagModel : public GroupedModel {
    Q_OBJECT
public:
    enum Column { Name, Runs, ColumnCount };
    enum Role { TagRole = Qt::UserRole + 1, KindRole };

    explicit TagModel(RunsDocument* document, QObject* parent = nullptr);

    /// Only tags of this kind; nothing: all.
    void setKind(std::optional<runs::Kind> kind);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    [[nodiscard]] QString tagOf(const QModelIndex& index) const;
    [[nodiscard]] static QString kindText(runs::Kind kind);

private:
    struct Entry {
        QString tag;
        runs::Kind kind = runs::Kind::Scalar;
        int runs = 0;
        QString description;

        bool operator==(const Entry&) const = default;
    };

    void rebuild();

    RunsDocument* m_document;
    std::optional<runs::Kind> m_kind;
    std::vector<Entry> m_entries;
};

} // namespace maquette::widgets
