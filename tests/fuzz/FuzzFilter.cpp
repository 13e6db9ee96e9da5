// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Filters are typed by people: whatever they type is refused with a place that is in it, or answers for any run.
#include "runs/analysis/Filter.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace maquette;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const runs::FilterParse parse = runs::parseFilter(text);
    if (!parse.filter) {
        const bool placed = parse.position <= size && parse.length <= size - parse.position;
        if (parse.trouble.empty() || !placed || parse.error().english().empty())
            std::abort();
        return 0;
    }
    static const std::vector<runlog::Setting> values = {{},
                                                        true,
                                                        0.0,
                                                        -1e300,
                                                        std::nan(""),
                                                        std::numeric_limits<double>::infinity(),
                                                        std::string(),
                                                        std::string("finished"),
                                                        std::string("64"),
                                                        std::string("gpt-tiny-12 \xC3\xA4 \xFF\0 \"", 19),
                                                        std::string(20000, 'a'),
                                                        std::string(20000, 'a') + "b"};
    const std::vector<runs::FilterField> fields = parse.filter->fields();
    for (const auto& value : values) {
        bool asked = false;
        const auto lookup = [&](const runs::FilterField& field) {
            asked = true;
            bool known = false;
            for (const auto& one : fields)
                known = known || one == field;
            if (!known)
                std::abort();
            return value;
        };
        const bool first = parse.filter->matches(lookup);
        if (first != parse.filter->matches(lookup) || (parse.filter->empty() && (asked || !first)))
            std::abort();
    }
    return 0;
}
