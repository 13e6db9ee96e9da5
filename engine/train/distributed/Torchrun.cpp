// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/distributed/Torchrun.h"

#include <charconv>
#include <cstdlib>

namespace maquette::train::distributed {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr int mostRanks = 65536;

std::string variable(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : value;
}

/// The number of `name`, within [least, most]; `otherwise` where the variable is empty, unless that is negative.
Result<int> number(const char* name, int least, int most, int otherwise)
{
    const std::string text = variable(name);
    if (text.empty() && otherwise >= 0)
        return otherwise;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
        return Error{ErrorCode::Usage,
                     {QT_TRANSLATE_NOOP("Engine",
                                        "The environment variable %1 must be a whole number from %2 to %3, but is "
                                        "\"%4\"."),
                      {name, std::to_string(least), std::to_string(most), text}},
                     {}};
    return value;
}

} // namespace

std::vector<std::string> Torchrun::environment() const
{
    std::vector<std::string> variables = {"RANK=" + std::to_string(rank), "WORLD_SIZE=" + std::to_string(ranks),
                                          "LOCAL_WORLD_SIZE=" + std::to_string(localRanks),
                                          "MASTER_ADDR=" + masterAddress, "MASTER_PORT=" + std::to_string(masterPort)};
    if (agentStore)
        variables.emplace_back("TORCHELASTIC_USE_AGENT_STORE=True");
    if (!run.empty())
        variables.push_back("TORCHELASTIC_RUN_ID=" + run);
    if (!attempt.empty())
        variables.push_back("TORCHELASTIC_RESTART_COUNT=" + attempt);
    if (!storeFile.empty())
        variables.push_back("MAQUETTE_STORE=" + storeFile);
    return variables;
}

Result<std::optional<Torchrun>> torchrunVariables()
{
    if (variable("WORLD_SIZE").empty())
        return std::optional<Torchrun>();
    Torchrun place;
    const auto ranks = number("WORLD_SIZE", 1, mostRanks, -1);
    if (!ranks.ok())
        return ranks.error();
    place.ranks = ranks.value();
    const struct {
        const char* name;
        int least, most, otherwise;
        int* to;
    } more[]
        = {{"RANK", 0, place.ranks - 1, -1, &place.rank}, {"LOCAL_WORLD_SIZE", 1, place.ranks, 1, &place.localRanks}};
    for (const auto& each : more) {
        const auto value = number(each.name, each.least, each.most, each.otherwise);
        if (!value.ok())
            return value.error();
        *each.to = value.value();
    }
    const auto port = number("MASTER_PORT", 1, 65535, place.masterPort);
    if (!port.ok())
        return port.error();
    place.masterPort = static_cast<std::uint16_t>(port.value());
    if (const std::string address = variable("MASTER_ADDR"); !address.empty())
        place.masterAddress = address;
    const std::string agent = variable("TORCHELASTIC_USE_AGENT_STORE");
    place.agentStore = agent == "True" || agent == "true" || agent == "1";
    place.run = variable("TORCHELASTIC_RUN_ID");
    place.attempt = variable("TORCHELASTIC_RESTART_COUNT");
    place.storeFile = variable("MAQUETTE_STORE");
    return std::optional(std::move(place));
}

} // namespace maquette::train::distributed
