// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/edit/EditService.h"

#include <atomic>

namespace maquette::tests {

/// An engine for tests of the window: its edit subtracts the picture from white, in as many steps of a few
/// milliseconds as asked for. It counts what it was asked.
class FakeEditService : public widgets::EditService {
public:
    base::ParameterTable parameters() const override;
    base::Result<edit::EditResult> run(const edit::Board& board, const widgets::EditRequest& request,
                                       const base::Job& job) override;
    base::Json resultJson(const edit::EditResult& result) const override;
    base::Json explanationJson(const edit::Explanation& explanation) const override;
    base::Result<edit::Explanation> explanationFromJson(const base::Json& json) const override;
    /// One JSON file with the bytes of the pictures, for tests only.
    base::Result<edit::Board> readBoard(const std::filesystem::path& file) const override;
    base::Result<void> writeBoard(const std::filesystem::path& file, const edit::Board& board) const override;

    std::atomic<int> runs{0};
    std::atomic<int> stepsDone{0};
    std::atomic<int> stopsSeen{0};
    std::atomic<int> stepMs{2};
    std::atomic<bool> drawn{false}; ///< as if the network had painted: every seed gives another picture
    std::atomic<bool> painted{true}; ///< false: as if the explanation had left the network nothing to do
    std::atomic<bool> understood{true};
    std::atomic<bool> fail{false};
};

/// Inverts by a strength of 0 … 100 %.
class FakeStep : public edit::Step {
public:
    explicit FakeStep(double strength)
        : m_strength(strength)
    {
    }

    std::string kind() const override { return "fake"; }
    base::Message describe() const override;
    base::ParameterTable parameters() const override;
    edit::StepPtr adjusted(const base::ParameterValues& values) const override;
    imaging::Image apply(const imaging::Image& image) const override;
    base::Json toJson() const override { return {{"kind", "fake"}, {"strength", m_strength}}; }

private:
    double m_strength;
};

} // namespace maquette::tests
