// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "cloud/ClassTable.h"
#include "cloud/Cloud.h"
#include "cloud/Confusion.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace maquette::cloud {

/// The labels of a cloud and the classes that they name.
struct CloudLabels {
    std::vector<std::int32_t> truth; ///< empty without labels
    std::vector<std::int32_t> prediction; ///< empty without a prediction
    ClassTable table;
};

/// `choice`: the id of a known table, the file of an own one, or empty: then the table that the file names, the LAS
/// table for LAS files, S3DIS or ScanNet where the path says so ("Area_1 …", "room_0", "S3DIS") and the labels fit, and
/// otherwise a table made of the labels. BadInput for a table that cannot be read.
[[nodiscard]] base::Result<CloudLabels> labelsOfCloud(const Cloud& cloud, const std::filesystem::path& file,
                                                      const std::string& choice = {});

/// The table that labelsOfCloud() would choose for these labels where the file suggests `hint`.
[[nodiscard]] ClassTable tableOfLabels(const std::vector<std::int32_t>& truth,
                                       const std::vector<std::int32_t>& prediction, const std::string& hint);

/// Whether labels of the one table can be measured against those of the other: both are the same known table, or the
/// first names every class of the second by the same id and, the case of letters aside, the same name.
[[nodiscard]] bool sameClasses(const ClassTable& table, const ClassTable& other);

/// Two tables in one, so that labels of both can be shown together.
struct JoinedTable {
    ClassTable table; ///< the first one, with the classes of the other that it has no name for at its end
    std::vector<std::int32_t> ids; ///< in `table`, of each entry of the other one; -1 where there was no room left
};
/// A class of the other table is the one of the first that has its name (the case of letters aside); otherwise it keeps
/// its id where that is free and gets the next one above all others where it is not.
[[nodiscard]] JoinedTable joinTables(const ClassTable& table, const ClassTable& other);

/// The id of the table that a file's name suggests; empty for none.
[[nodiscard]] std::string tableHint(const std::filesystem::path& file);

/// The truth of one cloud against the prediction of another (of the same when both have both). A cloud with one kind of
/// labels gives those, whatever they are called. BadInput when either has none or their lengths differ.
struct LabelPair {
    std::vector<std::int32_t> truth; ///< as places in the table, -1 for ids that it does not name
    std::vector<std::int32_t> prediction;
};
[[nodiscard]] base::Result<LabelPair> pairLabels(const Cloud& truth, const Cloud& prediction, const ClassTable& table);

/// Places in the table by label; -1 for ids that it does not name.
[[nodiscard]] std::vector<std::int32_t> placesOf(const std::vector<std::int32_t>& labels, const ClassTable& table);

/// A file in a few facts: points, bounds, attributes with types and ranges, classes with counts, notes of the reader.
[[nodiscard]] base::Json describeCloud(const Cloud& cloud, const CloudLabels& labels);

} // namespace maquette::cloud
