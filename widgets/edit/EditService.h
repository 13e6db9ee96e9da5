// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "base/Job.h"
#include "base/Parameter.h"
#include "edit/Board.h"
#include "edit/Editor.h"

#include <functional>
#include <memory>
#include <optional>

namespace maquette::widgets {

/// What one run is asked for.
struct EditRequest {
    base::ParameterValues parameters;
    std::optional<edit::Explanation> explanation; ///< apply this one instead of searching
    std::function<void(const imaging::Picture&)> preview; ///< called on the working thread
};

/// What the edit workspace wants from the engine. The functions that take files or boards are for working threads and
/// may be called from several at once.
class EditService {
public:
    virtual ~EditService() = default;

    [[nodiscard]] virtual base::ParameterTable parameters() const = 0;
    [[nodiscard]] virtual base::Result<edit::EditResult> run(const edit::Board& board, const EditRequest& request,
                                                             const base::Job& job)
        = 0;
    /// What is stored with a saved result.
    [[nodiscard]] virtual base::Json resultJson(const edit::EditResult& result) const = 0;
    [[nodiscard]] virtual base::Json explanationJson(const edit::Explanation& explanation) const = 0;
    [[nodiscard]] virtual base::Result<edit::Explanation> explanationFromJson(const base::Json& json) const = 0;
    [[nodiscard]] virtual base::Result<edit::Board> readBoard(const std::filesystem::path& file) const = 0;
    [[nodiscard]] virtual base::Result<void> writeBoard(const std::filesystem::path& file,
                                                        const edit::Board& board) const = 0;
};

/// The service over edit::Editor. `device`: auto, cpu or cuda:N.
[[nodiscard]] std::unique_ptr<EditService> makeEngineEditService(const std::string& device = "auto");

} // namespace maquette::widgets
