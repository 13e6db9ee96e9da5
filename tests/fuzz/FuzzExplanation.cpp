// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Explanations travel in pictures and boards: whatever their JSON says, they are refused or can be used.
#include "edit/Explanation.h"

#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace maquette;
    const auto json = base::parseJson({reinterpret_cast<const char*>(data), size}, "fuzz");
    if (!json.ok())
        return 0;
    const auto explanation = edit::explanationFromJson(json.value());
    if (!explanation.ok()) {
        if (explanation.error().message.empty())
            std::abort();
        return 0;
    }
    imaging::Image image(9, 7);
    for (std::size_t i = 0; i < image.data.size(); ++i)
        image.data[i] = static_cast<float>(i % 17) / 16;
    for (const auto& step : explanation.value().steps) {
        if (step->describe().empty() || !edit::stepFromJson(step->toJson()).ok())
            std::abort();
        const base::ParameterValues values(step->parameters());
        if (!step->adjusted(values))
            std::abort();
        // Steps that move pixels may make a picture of any size that fits the memory.
        if (step->moves())
            continue;
        const imaging::Image result = step->apply(image);
        if (result.width != image.width || result.height != image.height || result.data.size() != image.data.size())
            std::abort();
    }
    return 0;
}
