// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/ObjectModel.h"

#include "base/MakeParameter.h"
#include "base/Random.h"
#include "cloud/NetworkInput.h"
#include "cloud/SegmentModel.h"
#include "kernels/cpu/PointCores.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

namespace maquette::cloud {

namespace pn = models::pointnext;
using base::Error;
using base::ErrorCode;
using base::Job;
using base::Result;

namespace {

constexpr const char* scanObjects[] = {"bag",   "bin",   "box", "cabinet", "chair", "desk", "display", "door",
                                       "shelf", "table", "bed", "pillow",  "sink",  "sofa", "toilet"};
constexpr const char* modelNet[]
    = {"airplane",  "bathtub", "bed",      "bench",   "bookshelf",  "bottle", "bowl",     "car",
       "chair",     "cone",    "cup",      "curtain", "desk",       "door",   "dresser",  "flower_pot",
       "glass_box", "guitar",  "keyboard", "lamp",    "laptop",     "mantel", "monitor",  "night_stand",
       "person",    "piano",   "plant",    "radio",   "range_hood", "sink",   "sofa",     "stairs",
       "stool",     "table",   "tent",     "toilet",  "tv_stand",   "vase",   "wardrobe", "xbox"};

std::string className(int classes, int index)
{
    if (classes == static_cast<int>(std::size(scanObjects)))
        return scanObjects[index];
    if (classes == static_cast<int>(std::size(modelNet)))
        return modelNet[index];
    return "class " + std::to_string(index);
}

base::ParameterTable shared(std::int64_t points)
{
    base::ParameterTable table;
    table.push_back(base::fileParameter("weights", {QT_TRANSLATE_NOOP("Engine", "Weights")},
                                        {QT_TRANSLATE_NOOP("Engine", "PointNeXt weights (.pth or .safetensors).")}));
    table.push_back(base::integerParameter(
        "points", {QT_TRANSLATE_NOOP("Engine", "Points")},
        {QT_TRANSLATE_NOOP("Engine", "So many points of a cloud go into the network.")}, points, 64, 1000000));
    table.push_back(base::choiceParameter(
        "up", {QT_TRANSLATE_NOOP("Engine", "Up")},
        {QT_TRANSLATE_NOOP("Engine", "The axis against gravity in the file; the networks were trained with y.")}, "y",
        {{"y", {"y"}}, {"z", {"z"}}}));
    table.push_back(base::realParameter(
        "radius", {QT_TRANSLATE_NOOP("Engine", "Radius")},
        {QT_TRANSLATE_NOOP("Engine", "First ball of the network; 0: as it was trained.")}, 0, 0, 100));
    return table;
}

/// The points that go into the network: all, the first, or those furthest apart.
std::vector<std::int64_t> chooseIndices(const Cloud& cloud, std::int64_t wanted, bool furthest)
{
    const auto count = static_cast<std::int64_t>(cloud.size());
    std::vector<std::int64_t> indices(static_cast<std::size_t>(std::min(count, wanted)));
    std::iota(indices.begin(), indices.end(), 0);
    if (furthest && count > wanted) {
        std::vector<std::int32_t> sampled(indices.size());
        kernels::cpu::furthestPoints(cloud.positions.data(), count, wanted, sampled.data());
        std::copy(sampled.begin(), sampled.end(), indices.begin());
    }
    return indices;
}

/// z up becomes y up, as a turn about x.
void turnUp(std::vector<float>& values)
{
    for (std::size_t i = 0; i + 2 < values.size(); i += 3) {
        const float y = values[i + 1];
        values[i + 1] = values[i + 2];
        values[i + 2] = -y;
    }
}

/// Most frequent, the least of equals.
std::int32_t majority(const std::vector<std::int32_t>& votes)
{
    std::map<std::int32_t, int> counts;
    for (const std::int32_t vote : votes)
        ++counts[vote];
    return std::max_element(counts.begin(), counts.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
}

} // namespace

base::ParameterTable classifyParameters()
{
    auto table = shared(1024);
    table.push_back(base::choiceParameter(
        "sampling", {QT_TRANSLATE_NOOP("Engine", "Sampling")},
        {QT_TRANSLATE_NOOP("Engine",
                           "Which points of a larger cloud: those furthest apart, or the first of the file.")},
        "furthest",
        {{"furthest", {QT_TRANSLATE_NOOP("Engine", "Furthest")}}, {"first", {QT_TRANSLATE_NOOP("Engine", "First")}}}));
    return table;
}

base::ParameterTable partsParameters()
{
    auto table = shared(2048);
    std::vector<base::Parameter::Choice> kinds;
    for (const auto& kind : objectKinds())
        kinds.push_back({kind.name, {kind.name}});
    table.push_back(base::choiceParameter("object", {QT_TRANSLATE_NOOP("Engine", "Object")},
                                          {QT_TRANSLATE_NOOP("Engine", "What the cloud is of.")}, "chair",
                                          std::move(kinds)));
    table.push_back(base::integerParameter("votes", {QT_TRANSLATE_NOOP("Engine", "Votes")},
                                           {QT_TRANSLATE_NOOP("Engine", "Further passes over scaled copies.")}, 10, 0,
                                           1000));
    table.push_back(base::booleanParameter(
        "refine", {QT_TRANSLATE_NOOP("Engine", "Refine")},
        {QT_TRANSLATE_NOOP("Engine", "Give stray and impossible parts to what is around them.")}, true));
    table.push_back(base::integerParameter("seed", {QT_TRANSLATE_NOOP("Engine", "Seed")},
                                           {QT_TRANSLATE_NOOP("Engine", "Of the votes.")}, 0, 0, 2147483647));
    return table;
}

const std::vector<ObjectKind>& objectKinds()
{
    static const std::vector<ObjectKind> kinds = {
        {"airplane", 0, 4}, {"bag", 4, 2},       {"cap", 6, 2},         {"car", 8, 4},
        {"chair", 12, 4},   {"earphone", 16, 3}, {"guitar", 19, 3},     {"knife", 22, 2},
        {"lamp", 24, 4},    {"laptop", 28, 2},   {"motorbike", 30, 6},  {"mug", 36, 2},
        {"pistol", 38, 3},  {"rocket", 41, 3},   {"skateboard", 44, 3}, {"table", 47, 3},
    };
    return kinds;
}

class ObjectModel::Private {
public:
    explicit Private(std::string name)
        : device(std::move(name))
    {
    }

    Result<std::shared_ptr<const SegmentModel>> load(const base::ParameterValues& parameters, pn::Task task)
    {
        const std::string& file = parameters.text("weights");
        if (file.empty())
            return Error{ErrorCode::ModelUnfit,
                         {QT_TRANSLATE_NOOP("Engine", "No weights are given; the program brings none for this task.")},
                         {}};
        if (!m_model || file != m_file || parameters.real("radius") != m_radius) {
            auto loaded = SegmentModel::load(file, device, parameters.real("radius"));
            if (!loaded.ok())
                return loaded.error();
            m_model = loaded.value();
            m_file = file;
            m_radius = parameters.real("radius");
        }
        if (m_model->config().task != task)
            return Error{ErrorCode::ModelUnfit,
                         {QT_TRANSLATE_NOOP("Engine", "The weights %1 are for another task: %2."),
                          {file, m_model->config().taskName()}},
                         {}};
        return m_model;
    }

    /// Raw values of the chosen points, y up.
    static Result<SubCloud> points(const Cloud& cloud, const base::ParameterValues& parameters, bool furthest,
                                   std::vector<std::int64_t>& indices, bool normals)
    {
        if (cloud.size() == 0)
            return Error{ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "%1 has no points."), {cloud.name}}, {}};
        indices = chooseIndices(cloud, parameters.integer("points"), furthest);
        SubCloud part = subCloud(cloud, indices, normals);
        if (parameters.text("up") == "z") {
            turnUp(part.positions);
            turnUp(part.normals);
        }
        return part;
    }

    std::string device;

private:
    std::shared_ptr<const SegmentModel> m_model;
    std::string m_file;
    double m_radius = 0;
};

ObjectModel::ObjectModel(std::string device)
    : m_private(std::make_unique<Private>(std::move(device)))
{
}

ObjectModel::~ObjectModel() = default;

Result<std::vector<ClassGuess>> ObjectModel::classify(const Cloud& cloud, const base::ParameterValues& parameters,
                                                      const Job& job)
{
    const auto model = m_private->load(parameters, pn::Task::Classification);
    if (!model.ok())
        return model.error();
    std::vector<std::int64_t> indices;
    auto part = Private::points(cloud, parameters, parameters.text("sampling") == "furthest", indices, false);
    if (!part.ok())
        return part.error();
    const NetworkInput input = makeInput(std::move(part).value(), contractFor(model.value()->config()));
    const auto logits = model.value()->run(input, 0, false, job);
    if (!logits.ok())
        return logits.error();
    const auto& values = logits.value();
    const float largest = *std::max_element(values.begin(), values.end());
    double sum = 0;
    for (const float value : values)
        sum += std::exp(static_cast<double>(value - largest));
    std::vector<ClassGuess> guesses;
    for (std::size_t i = 0; i < values.size(); ++i)
        guesses.push_back({static_cast<int>(i), className(static_cast<int>(values.size()), static_cast<int>(i)),
                           std::exp(static_cast<double>(values[i] - largest)) / sum});
    std::stable_sort(guesses.begin(), guesses.end(),
                     [](const ClassGuess& a, const ClassGuess& b) { return a.share > b.share; });
    return guesses;
}

Result<PartsResult> ObjectModel::parts(const Cloud& cloud, const base::ParameterValues& parameters, const Job& job)
{
    const auto model = m_private->load(parameters, pn::Task::Parts);
    if (!model.ok())
        return model.error();
    const InputContract contract = contractFor(model.value()->config());
    std::vector<std::int64_t> indices;
    auto part = Private::points(cloud, parameters, true, indices, contract.needsNormals());
    if (!part.ok())
        return part.error();
    const auto& kinds = objectKinds();
    const auto object
        = static_cast<int>(std::find_if(kinds.begin(), kinds.end(),
                                        [&](const ObjectKind& kind) { return parameters.text("object") == kind.name; })
                           - kinds.begin());
    NetworkInput input = makeInput(std::move(part).value(), contract);
    const std::vector<float> centered = input.positions;
    base::Random random(static_cast<std::uint64_t>(parameters.integer("seed")));
    std::vector<float> sum;
    const std::int64_t votes = parameters.integer("votes");
    for (std::int64_t vote = 0; vote <= votes; ++vote) {
        if (vote > 0) { // scaled again and again; features keep the first positions
            std::array<float, 3> factor;
            for (float& each : factor)
                each = static_cast<float>(random.uniform(0.8, 1.2));
            for (std::size_t i = 0; i < input.positions.size(); ++i)
                input.positions[i] *= factor[i % 3];
        }
        const auto logits = model.value()->run(input, object, false, job);
        if (!logits.ok())
            return logits.error();
        sum.resize(logits.value().size());
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum[i] += logits.value()[i];
        job.report(static_cast<double>(vote + 1) / static_cast<double>(votes + 1),
                   {QT_TRANSLATE_NOOP("Engine", "Finding parts")});
    }
    const auto classes = static_cast<std::size_t>(model.value()->config().classes);
    std::vector<std::int32_t> found(indices.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto row = sum.begin() + static_cast<std::ptrdiff_t>(i * classes);
        found[i] = static_cast<std::int32_t>(std::max_element(row, row + static_cast<std::ptrdiff_t>(classes)) - row);
    }
    if (parameters.boolean("refine"))
        refineParts(centered, kinds[static_cast<std::size_t>(object)], found);
    PartsResult result;
    result.protocol = std::to_string(votes + 1) + " passes averaged" + (parameters.boolean("refine") ? ", refined" : "")
        + ", " + std::to_string(indices.size()) + " points";
    if (indices.size() == cloud.size()) {
        // Sampling reorders: back to the order of the file.
        result.parts.resize(found.size());
        for (std::size_t i = 0; i < found.size(); ++i)
            result.parts[static_cast<std::size_t>(indices[i])] = found[i];
        return result;
    }
    // Points that did not go in get the part of the nearest that did.
    std::vector<float> known;
    for (const std::int64_t index : indices)
        known.insert(known.end(), cloud.positions.begin() + 3 * index, cloud.positions.begin() + 3 * index + 3);
    std::vector<std::int32_t> nearest(cloud.size());
    std::vector<float> squared(cloud.size());
    kernels::cpu::nearestNeighbors(known.data(), static_cast<std::int64_t>(indices.size()), cloud.positions.data(),
                                   static_cast<std::int64_t>(cloud.size()), 1, nearest.data(), squared.data(),
                                   [](std::int64_t all, std::int64_t, const auto& body) { body(0, all); });
    for (const std::int32_t index : nearest)
        result.parts.push_back(found[static_cast<std::size_t>(index)]);
    result.protocol += ", the others as their nearest";
    return result;
}

void refineParts(std::span<const float> positions, const ObjectKind& kind, std::vector<std::int32_t>& parts, int least)
{
    constexpr std::int64_t neighbors = 10;
    const std::vector<std::int32_t> given = parts;
    std::map<std::int32_t, std::int64_t> counts;
    for (const std::int32_t part : given)
        ++counts[part];
    for (const auto& [part, count] : counts) {
        const bool possible = part >= kind.firstPart && part < kind.firstPart + kind.parts;
        if (possible && count >= least)
            continue;
        std::vector<float> known;
        std::vector<std::int32_t> knownParts;
        std::vector<float> wanted;
        for (std::size_t i = 0; i < given.size(); ++i) {
            auto& to = given[i] == part ? wanted : known;
            to.insert(to.end(), positions.begin() + static_cast<std::ptrdiff_t>(3 * i),
                      positions.begin() + static_cast<std::ptrdiff_t>(3 * i + 3));
            if (given[i] != part)
                knownParts.push_back(given[i]);
        }
        if (knownParts.empty())
            continue;
        const std::int64_t k = std::min<std::int64_t>(neighbors, static_cast<std::int64_t>(knownParts.size()));
        const auto asked = static_cast<std::int64_t>(wanted.size() / 3);
        std::vector<std::int32_t> nearest(static_cast<std::size_t>(asked * k));
        std::vector<float> squared(nearest.size());
        kernels::cpu::nearestNeighbors(known.data(), static_cast<std::int64_t>(knownParts.size()), wanted.data(), asked,
                                       static_cast<int>(k), nearest.data(), squared.data(),
                                       [](std::int64_t all, std::int64_t, const auto& body) { body(0, all); });
        std::int64_t at = 0;
        for (std::size_t i = 0; i < given.size(); ++i) {
            if (given[i] != part)
                continue;
            std::vector<std::int32_t> votes;
            for (std::int64_t n = 0; n < k; ++n)
                votes.push_back(knownParts[static_cast<std::size_t>(nearest[static_cast<std::size_t>(at * k + n)])]);
            parts[i] = majority(votes);
            ++at;
        }
    }
}

void PartScores::add(std::size_t kind, std::span<const std::int32_t> truth, std::span<const std::int32_t> prediction)
{
    const ObjectKind& object = objectKinds()[kind];
    double sum = 0;
    for (int part = object.firstPart; part < object.firstPart + object.parts; ++part) {
        std::int64_t both = 0;
        std::int64_t either = 0;
        for (std::size_t i = 0; i < truth.size(); ++i) {
            both += truth[i] == part && prediction[i] == part;
            either += truth[i] == part || prediction[i] == part;
        }
        sum += either == 0 ? 100 : 100 * static_cast<double>(both) / static_cast<double>(either);
    }
    m_byKind.resize(objectKinds().size());
    m_byKind[kind].push_back(sum / object.parts);
}

double PartScores::instanceIou() const
{
    double sum = 0;
    std::size_t count = 0;
    for (const auto& objects : m_byKind) {
        sum = std::accumulate(objects.begin(), objects.end(), sum);
        count += objects.size();
    }
    return count == 0 ? 0 : sum / static_cast<double>(count);
}

double PartScores::classIou() const
{
    double sum = 0;
    int kinds = 0;
    for (const auto& objects : m_byKind)
        if (!objects.empty()) {
            sum += std::accumulate(objects.begin(), objects.end(), 0.0) / static_cast<double>(objects.size());
            ++kinds;
        }
    return kinds == 0 ? 0 : sum / kinds;
}

} // namespace maquette::cloud
