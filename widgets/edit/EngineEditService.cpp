// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/EditService.h"

namespace maquette::widgets {

namespace {

class EngineEditService : public EditService {
public:
    explicit EngineEditService(const std::string& device)
        : m_editor(device)
    {
    }

    base::ParameterTable parameters() const override { return edit::editParameters(); }

    base::Result<edit::EditResult> run(const edit::Board& board, const EditRequest& request,
                                       const base::Job& job) override
    {
        return m_editor.run(board, {request.parameters, request.explanation, request.preview}, job);
    }

    base::Json resultJson(const edit::EditResult& result) const override { return result.toJson(); }

    base::Json explanationJson(const edit::Explanation& explanation) const override { return explanation.toJson(); }

    base::Result<edit::Explanation> explanationFromJson(const base::Json& json) const override
    {
        return edit::explanationFromJson(json);
    }

    base::Result<edit::Board> readBoard(const std::filesystem::path& file) const override
    {
        return edit::readBoard(file);
    }

    base::Result<void> writeBoard(const std::filesystem::path& file, const edit::Board& board) const override
    {
        return edit::writeBoard(file, board);
    }

private:
    edit::Editor m_editor;
};

} // namespace

std::unique_ptr<EditService> makeEngineEditService(const std::string& device)
{
    return std::make_unique<EngineEditService>(device);
}

} // namespace maquette::widgets
