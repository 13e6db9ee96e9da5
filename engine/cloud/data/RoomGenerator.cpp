// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/RoomGenerator.h"

#include "cloud/data/Room.h"

#include <cmath>

namespace maquette::cloud {

rooms::Room rooms::makeRoom(std::uint64_t seed, std::uint64_t number)
{
    Room room(base::Random(seed, number));
    room.style = makeStyle(room.mesh, room.random);
    room.plan = makePlan(room.random);
    buildShell(room);
    hangBoards(room);
    furnish(room);
    hangClutter(room);
    hangLamps(room);
    placeScanner(room);
    return room;
}

namespace {

constexpr double leastDensity = 1;
constexpr double mostDensity = 100000;
constexpr double mostNoise = 0.1;

} // namespace

std::vector<std::string> RoomOptions::check() const
{
    std::vector<std::string> problems;
    if (!(density >= leastDensity && density <= mostDensity))
        problems.emplace_back("The density must be 1 to 100000 points per square meter.");
    if (!(noise >= 0 && noise <= mostNoise))
        problems.emplace_back("The noise must be 0 to 0.1 meters.");
    return problems;
}

base::Result<Cloud> generateRoom(const RoomOptions& options, const base::Job& job)
{
    const std::vector<std::string> problems = options.check();
    if (!problems.empty()) {
        std::string all;
        for (const std::string& problem : problems)
            all += all.empty() ? problem : " " + problem;
        return base::Error{
            base::ErrorCode::Usage, {QT_TRANSLATE_NOOP("Engine", "A room cannot be made: %1"), {all}}, {}};
    }
    if (job.stopped())
        return base::stoppedError();
    const rooms::Room room = rooms::makeRoom(options.seed, options.number);
    job.report(0.05);
    auto cloud = rooms::scan(room.mesh, room.setting, options, job);
    if (!cloud.ok())
        return cloud;
    Cloud result = std::move(cloud).value();
    result.classTable = "s3dis";
    result.name = "room " + std::to_string(options.number);
    job.report(1);
    return result;
}

} // namespace maquette::cloud
