// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/FlipStep.h"

#include "edit/fit/Fields.h"
#include "edit/fit/Pixels.h"

#include <cassert>

namespace maquette::edit {

namespace {

class FlipStep final : public Step {
public:
    explicit FlipStep(int operation)
        : m_operation(operation)
    {
    }

    [[nodiscard]] std::string kind() const override { return "flip"; }
    [[nodiscard]] base::Message describe() const override
    {
        switch (m_operation) {
        case 1:
            return {QT_TRANSLATE_NOOP("Engine", "Mirrored left to right")};
        case 2:
            return {QT_TRANSLATE_NOOP("Engine", "Mirrored top to bottom")};
        case 3:
            return {QT_TRANSLATE_NOOP("Engine", "Rotated by 180°")};
        case 4:
            return {QT_TRANSLATE_NOOP("Engine", "Mirrored at the falling diagonal")};
        case 5:
            return {QT_TRANSLATE_NOOP("Engine", "Rotated by 90° clockwise")};
        case 6:
            return {QT_TRANSLATE_NOOP("Engine", "Rotated by 90° counterclockwise")};
        default:
            return {QT_TRANSLATE_NOOP("Engine", "Mirrored at the rising diagonal")};
        }
    }
    [[nodiscard]] base::ParameterTable parameters() const override { return {}; }
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& /*values*/) const override
    {
        return makeFlip(m_operation);
    }
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override
    {
        return fit::flipped(image, m_operation);
    }
    [[nodiscard]] base::Json toJson() const override { return {{"kind", "flip"}, {"operation", m_operation}}; }
    [[nodiscard]] bool moves() const override { return true; }

private:
    int m_operation;
};

} // namespace

StepPtr makeFlip(int operation)
{
    assert(operation >= 1 && operation <= 7);
    return std::make_shared<FlipStep>(operation);
}

base::Result<StepPtr> flipFromJson(const base::Json& json)
{
    fit::Fields fields(json);
    const int operation = fields.integer("operation", 1, 7);
    if (const auto fine = fields.check(); !fine.ok())
        return fine.error();
    return makeFlip(operation);
}

} // namespace maquette::edit
