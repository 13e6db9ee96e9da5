// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/Segmenter.h"

#include "base/Paths.h"
#include "base/Random.h"
#include "base/Threads.h"
#include "cloud/SegmentPasses.h"
#include "kernels/cpu/PointCores.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <fstream>
#include <sstream>

namespace maquette::cloud {

using base::Error;
using base::ErrorCode;
using base::Job;
using base::Json;
using base::Result;

namespace {

constexpr const char* defaultModel = "pointnext-s-rooms.safetensors";
/// Below this many points in a ball of the first stage a network sees little of its surroundings; in training there are
/// about twenty.
constexpr double fewNeighbors = 5;
constexpr int mostNeighbors = 64;

SegmentMode modeOf(const std::string& name)
{
    return name == "test"  ? SegmentMode::Test
        : name == "val"    ? SegmentMode::Validation
        : name == "direct" ? SegmentMode::Direct
                           : SegmentMode::Nearest;
}

std::int64_t freeBytes()
{
    std::ifstream file("/proc/meminfo");
    std::string word;
    while (file >> word)
        if (std::int64_t kilobytes = 0; word == "MemAvailable:" && file >> kilobytes)
            return kilobytes << 10;
    return std::int64_t(2) << 30;
}

ClassTable tableFor(const models::pointnext::PointNextConfig& config)
{
    const char* id = config.task == models::pointnext::Task::Parts ? "shapenetpart"
        : config.classes == 13                                     ? "s3dis"
        : config.classes == 20                                     ? "scannet"
                                                                   : "";
    if (const ClassTable* known = classTable(id);
        known != nullptr && static_cast<int>(known->entries.size()) == config.classes)
        return *known;
    std::vector<std::int32_t> ids;
    for (std::int32_t i = 0; i < config.classes && i < 255; ++i)
        ids.push_back(i);
    return tableForLabels(ids);
}

/// Positions in meters, the least coordinates at 0.
std::vector<float> meters(const Cloud& cloud, double unit)
{
    std::vector<float> positions = cloud.positions;
    if (unit != 1)
        for (float& value : positions)
            value *= static_cast<float>(unit);
    shiftToZero(positions);
    return positions;
}

/// Mean number of points within the radius of some of a sub-cloud's points, themselves included.
double meanNeighbors(const std::vector<float>& positions, double radius)
{
    const auto count = static_cast<std::int64_t>(positions.size() / 3);
    constexpr std::int64_t sample = 500;
    std::vector<float> queries;
    for (std::int64_t i = 0; i < std::min(sample, count); ++i) {
        const auto at = static_cast<std::size_t>(3 * (i * count / std::min(sample, count)));
        queries.insert(queries.end(), {positions[at], positions[at + 1], positions[at + 2]});
    }
    const auto asked = static_cast<std::int64_t>(queries.size() / 3);
    std::vector<std::int32_t> found(static_cast<std::size_t>(asked * mostNeighbors));
    kernels::cpu::ballQuery(positions.data(), count, queries.data(), asked, static_cast<float>(radius), mostNeighbors,
                            found.data(), [](std::int64_t all, std::int64_t, const auto& body) { body(0, all); });
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i < asked; ++i) {
        // Ascending, then the first again.
        const std::int32_t* row = found.data() + i * mostNeighbors;
        int distinct = 1;
        while (distinct < mostNeighbors && row[distinct] > row[distinct - 1])
            ++distinct;
        sum += distinct;
    }
    return asked > 0 ? static_cast<double>(sum) / static_cast<double>(asked) : 0;
}

std::string protocolOf(const SegmentSetup& setup, std::int64_t passes, std::int64_t tiles)
{
    const std::string grid = base::number(setup.contract.grid * 100, 1) + " cm";
    std::string text;
    switch (setup.mode) {
    case SegmentMode::Test:
        text = "all points, " + std::to_string(passes) + " passes over voxels of " + grid + ", logits averaged";
        break;
    case SegmentMode::Validation:
        text = "one point a voxel of " + grid;
        break;
    case SegmentMode::Nearest:
        text = "all points, one pass over voxels of " + grid + ", logits copied within a voxel";
        break;
    case SegmentMode::Direct:
        text = "all points, one pass without voxels";
        break;
    }
    if (tiles > 1)
        text += ", in " + std::to_string(tiles) + " tiles";
    return text + ", seed " + std::to_string(setup.seed);
}

void decide(const std::vector<float>& logits, std::size_t classes, const ClassTable& table, SegmentResult& result)
{
    const std::size_t points = logits.size() / classes;
    result.labels.resize(points);
    result.confidence.resize(points);
    base::parallelFor(static_cast<std::int64_t>(points), 8192, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
            const float* row = logits.data() + i * classes;
            const float* best = std::max_element(row, row + classes); // the first on ties
            double sum = 0;
            for (std::size_t c = 0; c < classes; ++c)
                sum += std::exp(static_cast<double>(row[c]) - static_cast<double>(*best));
            const auto which = static_cast<std::size_t>(best - row);
            result.labels[i]
                = which < table.entries.size() ? table.entries[which].id : static_cast<std::int32_t>(which);
            result.confidence[i] = static_cast<float>(1 / sum);
        }
    });
}

} // namespace

class Segmenter::Private {
public:
    explicit Private(std::string name)
        : device(std::move(name))
    {
    }

    Result<SegmentSetup> setup(const base::ParameterValues& parameters)
    {
        SegmentSetup setup;
        std::filesystem::path file = parameters.text("weights");
        if (file.empty())
            file = base::resourceFolder() / "models" / defaultModel;
        std::error_code error;
        const auto changed = std::filesystem::last_write_time(file, error);
        if (error)
            return Error{ErrorCode::ModelUnfit,
                         {QT_TRANSLATE_NOOP("Engine", "The weights %1 are not there."), {file.string()}},
                         error.message()};
        const double radius = parameters.real("radius");
        if (!m_model || m_file != file || m_radius != radius || m_changed != changed) {
            auto loaded = SegmentModel::load(file, device, radius);
            if (!loaded.ok())
                return loaded.error();
            m_model = loaded.value();
            m_file = file;
            m_radius = radius;
            m_changed = changed;
        }
        setup.model = m_model;
        setup.contract = contractFor(m_model->config());
        if (parameters.real("grid") > 0)
            setup.contract.grid = parameters.real("grid");
        if (parameters.text("up") != "auto")
            setup.contract.up = parameters.text("up") == "y" ? 1 : 2;
        if (const std::string& names = parameters.text("features"); !names.empty()) {
            setup.contract.features.clear();
            std::istringstream words(names);
            for (std::string word; std::getline(words, word, ',');) {
                std::erase(word, ' ');
                setup.contract.features.push_back(word);
            }
        }
        if (const auto problems = setup.contract.check(m_model->config().inChannels); !problems.empty()) {
            std::string all;
            for (const auto& problem : problems)
                all += (all.empty() ? "" : "; ") + problem;
            return Error{ErrorCode::ModelUnfit,
                         {QT_TRANSLATE_NOOP("Engine", "The input does not fit the network: %1."), {all}},
                         file.string()};
        }
        setup.mode = modeOf(parameters.text("mode"));
        if (setup.mode != SegmentMode::Direct && setup.contract.grid <= 0)
            setup.mode = SegmentMode::Direct;
        setup.unit = parameters.real("unit");
        setup.seed = static_cast<std::uint64_t>(parameters.integer("seed"));
        const std::int64_t megabytes = parameters.integer("memory");
        setup.limit = megabytes > 0 ? megabytes << 20 : freeBytes() / 2;
        return setup;
    }

    std::string device;

private:
    std::shared_ptr<const SegmentModel> m_model;
    std::filesystem::path m_file;
    double m_radius = 0;
    std::filesystem::file_time_type m_changed;
};

namespace {

ModelInfo infoOf(const SegmentSetup& setup)
{
    const auto& config = setup.model->config();
    ModelInfo info;
    info.variant = config.variant();
    info.task = config.taskName();
    info.parameters = setup.model->parameterCount();
    info.width = config.width;
    info.blocks = config.blocks;
    info.strides = config.strides;
    info.inputChannels = config.inChannels;
    info.features = setup.contract.features;
    info.classes = config.classes;
    info.table = tableFor(config);
    info.radius = config.radius;
    info.radiusScaling = config.radiusScaling;
    info.grid = setup.contract.grid;
    info.neighbors = config.neighbors;
    info.trainedOn = setup.model->metadata("trained_on");
    return info;
}

/// The most points of a run that stays below the limit.
std::int64_t mostPoints(const SegmentSetup& setup)
{
    std::int64_t low = 512;
    std::int64_t high = std::int64_t(1) << 31;
    while (high - low > 256) {
        const std::int64_t middle = low + (high - low) / 2;
        (setup.model->peakBytes(middle) <= setup.limit ? low : high) = middle;
    }
    return low;
}

Result<SegmentPlan> planOf(const SegmentSetup& setup, const Cloud& cloud, const std::vector<float>& positions,
                           const SubClouds& subClouds)
{
    SegmentPlan plan;
    plan.model = infoOf(setup);
    if (setup.model->config().task != models::pointnext::Task::Segmentation)
        return Error{
            ErrorCode::ModelUnfit,
            {QT_TRANSLATE_NOOP("Engine", "This network does not segment scenes; its task is %1."), {plan.model.task}},
            {}};
    if (setup.model->peakBytes(512) > setup.limit)
        return Error{ErrorCode::Usage,
                     {QT_TRANSLATE_NOOP("Engine", "This network needs at least %1 MB of memory."),
                      {std::to_string((setup.model->peakBytes(512) >> 20) + 1)}},
                     {}};
    static constexpr const char* names[] = {"test", "val", "nearest", "direct"};
    plan.mode = names[static_cast<int>(setup.mode)];
    plan.points = static_cast<std::int64_t>(cloud.size());
    plan.voxels = subClouds.pointsPerPass();
    plan.passes = subClouds.passes();
    const std::int64_t most = mostPoints(setup);
    if (plan.voxels > most) {
        std::vector<float> part;
        for (const std::int64_t index : subClouds.pass(0))
            part.insert(part.end(), positions.begin() + 3 * index, positions.begin() + 3 * index + 3);
        plan.tiles = static_cast<std::int64_t>(makeTiles(part, most, tileMargin(setup.model->config())).size());
        plan.warnings.push_back("The limit of memory cuts the cloud into " + std::to_string(plan.tiles)
                                + " tiles; labels near their borders may differ from a run in one piece.");
    }
    plan.bytes = setup.model->peakBytes(std::min(plan.voxels, most));
    std::vector<float> first;
    for (const std::int64_t index : subClouds.pass(0))
        first.insert(first.end(), positions.begin() + 3 * index, positions.begin() + 3 * index + 3);
    plan.neighborsPerBall = meanNeighbors(first, setup.model->config().radius);
    if (plan.neighborsPerBall < fewNeighbors)
        plan.warnings.push_back("A ball of " + base::number(setup.model->config().radius * 100, 1) + " cm holds "
                                + base::number(plan.neighborsPerBall, 1)
                                + " points on average, in training about 20. Is the file in meters?");
    if (plan.neighborsPerBall >= mostNeighbors * 0.9)
        plan.warnings.push_back(
            "A ball of " + base::number(setup.model->config().radius * 100, 1)
            + " cm holds 64 points or more on average, in training about 20. Is the file in meters?");
    if (setup.contract.needsColors() && !cloud.hasColors())
        plan.warnings.push_back("The network was trained with colors and the cloud has none; black stands in.");
    if (setup.contract.needsNormals() && cloud.find("nx") == nullptr)
        plan.warnings.push_back("The network was trained with normals and the cloud has none.");
    return plan;
}

Error noPoints(const Cloud& cloud)
{
    return {ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "%1 has no points."), {cloud.name}}, {}};
}

} // namespace

Segmenter::Segmenter(std::string device)
    : m_private(std::make_unique<Private>(std::move(device)))
{
}

Segmenter::~Segmenter() = default;

Result<ModelInfo> Segmenter::inspect(const base::ParameterValues& parameters)
{
    const auto setup = m_private->setup(parameters);
    if (!setup.ok())
        return setup.error();
    return infoOf(setup.value());
}

Result<SegmentPlan> Segmenter::plan(const Cloud& cloud, const base::ParameterValues& parameters)
{
    const auto setup = m_private->setup(parameters);
    if (!setup.ok())
        return setup.error();
    if (cloud.size() == 0)
        return noPoints(cloud);
    const std::vector<float> positions = meters(cloud, setup.value().unit);
    const SubClouds subClouds(positions, setup.value().mode, setup.value().contract.grid, setup.value().seed);
    return planOf(setup.value(), cloud, positions, subClouds);
}

Result<SegmentResult> Segmenter::segment(const Cloud& cloud, const base::ParameterValues& parameters, bool keepLogits,
                                         const Job& job)
{
    const auto start = std::chrono::steady_clock::now();
    const auto made = m_private->setup(parameters);
    if (!made.ok())
        return made.error();
    const SegmentSetup& setup = made.value();
    if (cloud.size() == 0)
        return noPoints(cloud);
    const std::vector<float> positions = meters(cloud, setup.unit);
    const SubClouds subClouds(positions, setup.mode, setup.contract.grid, setup.seed);
    auto planned = planOf(setup, cloud, positions, subClouds);
    if (!planned.ok())
        return planned.error();
    SegmentResult result;
    result.plan = std::move(planned).value();
    // Passes beside each other keep all threads busy where one pass could not.
    const std::int64_t together = std::clamp<std::int64_t>(
        setup.limit / std::max<std::int64_t>(1, result.plan.bytes), 1,
        setup.model->deviceName() == "cpu" ? std::min<std::int64_t>(base::threads(), result.plan.passes) : 1);
    Passes passes(setup, cloud, positions, subClouds, mostPoints(setup));
    if (auto ran = passes.run(together, job); !ran.ok())
        return ran.error();
    if (setup.mode == SegmentMode::Nearest || setup.mode == SegmentMode::Validation)
        passes.copyWithinVoxels();
    passes.divide();
    decide(passes.logits, static_cast<std::size_t>(setup.model->config().classes), result.plan.model.table, result);
    if (keepLogits)
        result.logits = std::move(passes.logits);
    if (setup.mode == SegmentMode::Validation) {
        result.sampled.assign(passes.seen.begin(), passes.seen.end());
        std::sort(result.sampled.begin(), result.sampled.end());
    }
    result.protocol = protocolOf(setup, result.plan.passes, result.plan.tiles);
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

Json ModelInfo::toJson() const
{
    return {{"variant", variant},
            {"task", task},
            {"parameters", parameters},
            {"width", width},
            {"blocks", blocks},
            {"strides", strides},
            {"input-channels", inputChannels},
            {"features", features},
            {"classes", classes},
            {"class-table", table.id},
            {"radius", radius},
            {"radius-scaling", radiusScaling},
            {"grid", grid},
            {"neighbors", neighbors},
            {"trained-on", trainedOn}};
}

Json SegmentPlan::toJson() const
{
    return {{"model", model.toJson()}, {"mode", mode},   {"points", points}, {"voxels", voxels},
            {"passes", passes},        {"tiles", tiles}, {"bytes", bytes},   {"neighbors-per-ball", neighborsPerBall},
            {"warnings", warnings}};
}

Json SegmentResult::toJson() const
{
    Json json = plan.toJson();
    json["protocol"] = protocol;
    json["seconds"] = seconds;
    Json counts = Json::array();
    for (const auto& entry : plan.model.table.entries)
        counts.push_back(
            {{"id", entry.id}, {"name", entry.name}, {"points", std::count(labels.begin(), labels.end(), entry.id)}});
    json["class-counts"] = std::move(counts);
    return json;
}

} // namespace maquette::cloud
