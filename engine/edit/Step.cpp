// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Step.h"

#include "edit/Family.h"

namespace maquette::edit {

base::Result<StepPtr> stepFromJson(const base::Json& json)
{
    const auto refuse = [](const char* text, std::vector<std::string> arguments = {}) -> base::Result<StepPtr> {
        return base::Error{base::ErrorCode::BadInput, {text, std::move(arguments)}, {}};
    };
    if (!json.is_object())
        return refuse(QT_TRANSLATE_NOOP("Engine", "A step of the explanation is not a JSON object."));
    const auto kind = json.find("kind");
    if (kind == json.end() || !kind->is_string())
        return refuse(QT_TRANSLATE_NOOP("Engine", "A step of the explanation does not say its kind."));
    const auto& name = kind->get_ref<const std::string&>();
    for (const Family& family : families())
        for (const auto& [key, build] : family.kinds)
            if (name == key)
                return build(json);
    return refuse(QT_TRANSLATE_NOOP("Engine", "This version knows no step of the kind “%1”."), {name});
}

} // namespace maquette::edit
