// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/Reader.h"

#include "base/Threads.h"

#include <algorithm>
#include <cstddef>

namespace maquette::cloud::io {

bool startsWith(Bytes bytes, std::string_view text) { return textOf(bytes).starts_with(text); }

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return lower;
}

std::string endingOf(const std::filesystem::path& file)
{
    const std::string ending = file.extension().string();
    return ending.empty() ? ending : lowerCase(std::string_view(ending).substr(1));
}

std::string uniqueName(std::string name, const std::vector<std::string>& taken)
{
    // Names come from files and go into views, JSON and other files.
    constexpr std::size_t longestName = 200;
    name.resize(std::min(name.size(), longestName));
    const bool utf8 = tensorio::validUtf8(name);
    for (char& c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F || (!utf8 && static_cast<unsigned char>(c) >= 0x80))
            c = '_';
    if (name.empty())
        name = "unnamed";
    std::string unique = name;
    for (int number = 2; std::find(taken.begin(), taken.end(), unique) != taken.end(); ++number)
        unique = name + " #" + std::to_string(number);
    return unique;
}

base::Error tooManyPoints(const Input& input, std::uint64_t count)
{
    return {base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 has %2 points; the limit here is %3."),
             {input.name, std::to_string(count), std::to_string(input.options.maxPoints)}},
            {}};
}

base::Error holdsNoPoints(const Input& input, const std::string& detail)
{
    return {base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 holds no points that are read here."), {input.name}},
            detail};
}

bool forBlocks(const base::Job& job, std::size_t count, const std::function<void(std::size_t)>& body)
{
    // A round is what lies between two reports.
    constexpr std::size_t rounds = 20;
    const std::size_t round = std::max<std::size_t>(std::max(1, 4 * base::threads()), (count + rounds - 1) / rounds);
    for (std::size_t begin = 0; begin < count; begin += round) {
        const std::size_t end = std::min(count, begin + round);
        base::parallelFor(static_cast<std::int64_t>(end - begin), 1, [&](std::int64_t from, std::int64_t to) {
            for (std::int64_t i = from; i < to && !job.stopped(); ++i)
                body(begin + static_cast<std::size_t>(i));
        });
        if (job.stopped())
            return false;
        job.report(static_cast<double>(end) / static_cast<double>(count));
    }
    return !job.stopped();
}

} // namespace maquette::cloud::io
