// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/Training.h"

#include "base/Version.h"
#include "cloud/Confusion.h"
#include "cloud/TrainCrops.h"
#include "models/pointnext/PointNextInference.h"
#include "nn/Precision.h"
#include "nn/Runtime.h"
#include "train/ModuleStates.h"
#include "train/TrainLoop.h"
#include "train/TrainState.h"

#include <torch/torch.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <exception>
#include <numbers>
#include <numeric>

namespace maquette::cloud {

namespace fs = std::filesystem;
namespace pn = models::pointnext;
using base::Error;
using base::ErrorCode;
using base::Job;
using base::Json;
using base::Result;

namespace {

/// Rooms from which the frequencies of classes are taken.
constexpr std::uint64_t roomsCounted = 32;

/// What may differ between the runs of one folder: how long, and how often something is written. Another length bends
/// the schedule from there on; the model's facts say where.
bool freeOnResume(const std::string& name)
{
    return name == "crops" || name == "minutes" || name == "checkpoint" || name == "validate"
        || name == "validation-rooms";
}

bool decays(const std::string&, const at::Tensor& tensor) { return tensor.dim() > 1; }

at::Tensor tensorOf(const std::vector<Crop>& crops, std::vector<float> NetworkInput::*values, std::int64_t channels)
{
    const auto batch = static_cast<std::int64_t>(crops.size());
    const auto count = static_cast<std::int64_t>(crops[0].labels.size());
    at::Tensor tensor = at::empty({batch, count, channels});
    for (std::int64_t i = 0; i < batch; ++i) {
        const auto& from = crops[static_cast<std::size_t>(i)].input.*values;
        std::copy(from.begin(), from.end(), tensor.data_ptr<float>() + i * count * channels);
    }
    return tensor;
}

class Run {
public:
    Run(const fs::path& folder, base::ParameterValues recipe, const TrainLog& log)
        : m_folder(folder)
        , m_recipe(std::move(recipe))
        , m_log(log)
    {
    }

    Result<TrainReport> operator()(const Job& job);

private:
    Result<void> begin(const Job& job);
    Result<void> chooseRooms(const Job& job);
    Result<void> weighClasses(const Job& job);
    Result<void> resume();
    Result<void> step(const Job& job);
    Result<void> checkpoint();
    Result<void> validate(const Job& job);
    Result<void> log(const Json& line);
    [[nodiscard]] double rate() const;
    [[nodiscard]] std::shared_ptr<pn::PointNext> plainNetwork() const;

    train::RunFolder m_folder;
    base::ParameterValues m_recipe;
    const TrainLog& m_log;
    TrainReport m_report;
    std::int64_t m_lossSteps = 0; ///< of this run, for the means
    std::string m_lengths; ///< of the schedule: "28000 from 0, 20000 from 4800"
    double m_accuracy = 0;
    RoomSource m_source;
    RoomSource m_validationSource;
    InputContract m_contract;
    std::shared_ptr<pn::PointNext> m_network;
    std::unique_ptr<train::ModuleStates> m_states;
    std::unique_ptr<CropBatches> m_batches;
    at::Tensor m_weights; ///< of the classes in the loss; undefined: all alike
    Json m_validation;
};

double Run::rate() const
{
    const double done
        = std::min(1.0, static_cast<double>(m_report.crops) / static_cast<double>(m_recipe.integer("crops")));
    const double least = m_recipe.real("least-rate");
    return least + 0.5 * (m_recipe.real("rate") - least) * (1 + std::cos(std::numbers::pi * done));
}

Result<void> Run::resume()
{
    const std::string length = std::to_string(m_recipe.integer("crops"));
    m_lengths = length + " from 0";
    std::error_code error;
    if (!fs::exists(m_folder.state(), error))
        return {};
    auto loaded = train::loadState(m_folder.state());
    if (!loaded.ok())
        return loaded.error();
    const auto& texts = loaded.value().texts;
    if (!texts.contains("recipe") || !texts.contains("steps") || !texts.contains("crops"))
        return m_folder.unfit("the state lacks its counters");
    const auto saved = m_folder.checkRecipe(texts.at("recipe"), m_recipe, freeOnResume);
    if (!saved.ok())
        return saved.error();
    if (!m_states->setState(loaded.value().tensors))
        return m_folder.unfit("names or shapes of its tensors differ");
    try {
        m_report.steps = std::stoll(texts.at("steps"));
        m_report.crops = std::stoll(texts.at("crops"));
    } catch (const std::exception&) {
        return m_folder.unfit("the state's counters are no numbers");
    }
    if (texts.contains("lengths"))
        m_lengths = texts.at("lengths");
    if (saved.value().integer("crops") != m_recipe.integer("crops"))
        m_lengths += ", " + length + " from " + std::to_string(m_report.crops);
    return {};
}

Result<void> Run::chooseRooms(const Job& job)
{
    m_source.seed = static_cast<std::uint64_t>(m_recipe.integer("seed"));
    m_source.density = m_recipe.real("density");
    m_source.grid = m_recipe.real("grid");
    m_validationSource = m_source;
    const std::string& folder = m_recipe.text("data");
    if (folder.empty())
        return {};
    auto rooms = listRooms(folder, job);
    if (!rooms.ok())
        return rooms.error();
    const std::string test = "Area_" + std::to_string(m_recipe.integer("test-area"));
    for (auto& room : rooms.value())
        (room.area == test ? m_validationSource : m_source).files.push_back(std::move(room));
    if (m_source.files.empty())
        return Error{ErrorCode::BadInput,
                     {QT_TRANSLATE_NOOP("Engine", "%1 has no room outside of %2 to train on."), {folder, test}},
                     {}};
    if (m_validationSource.files.empty()) // of a folder without areas, each fifth room
        for (std::size_t i = m_source.files.size(); i-- > 0 && m_source.files.size() > 1;)
            if (i % 5 == 4 || m_source.files.size() == 2) {
                m_validationSource.files.push_back(m_source.files[i]);
                m_source.files.erase(m_source.files.begin() + static_cast<std::ptrdiff_t>(i));
            }
    return {};
}

/// From how often classes occur in the first rooms.
Result<void> Run::weighClasses(const Job& job)
{
    const double power = m_recipe.real("balance");
    if (power == 0)
        return {};
    const auto classes = static_cast<std::size_t>(m_network->config().classes);
    std::vector<double> counts(classes, 1.0);
    for (std::uint64_t i = 0; i < roomsCounted; ++i) {
        const auto room = voxelRoom(m_source, i, Job(job.stopToken(), {}));
        if (!room.ok())
            return room.error();
        for (const std::int32_t label : room.value().labels)
            if (label >= 0 && static_cast<std::size_t>(label) < classes)
                ++counts[static_cast<std::size_t>(label)];
    }
    const double all = std::accumulate(counts.begin(), counts.end(), 0.0);
    m_weights = at::empty({static_cast<std::int64_t>(classes)});
    for (std::size_t c = 0; c < classes; ++c)
        m_weights.data_ptr<float>()[c]
            = static_cast<float>(std::pow(counts[c] / all * static_cast<double>(classes), -power));
    m_weights.clamp_(0.1, 10);
    return {};
}

Result<void> Run::begin(const Job& job)
{
    if (auto chosen = chooseRooms(job); !chosen.ok())
        return chosen;
    if (auto made = m_folder.make(); !made.ok())
        return made;
    nn::startRuntime();
    pn::PointNextConfig config = *pn::namedConfig("s3dis-" + m_recipe.text("variant"));
    torch::manual_seed(m_source.seed);
    m_network = std::make_shared<pn::PointNext>(config);
    m_network->train();
    m_contract = contractFor(config);
    m_contract.grid = m_source.grid;
    m_report.parameters = m_network->parameterCount();
    train::ModuleStatesOptions options;
    options.level = train::fp8::levelFromName(m_recipe.text("precision"));
    options.adam.beta2 = 0.999;
    options.adam.decay = m_recipe.real("decay");
    m_states = std::make_unique<train::ModuleStates>(m_network, options, decays);
    if (auto resumed = resume(); !resumed.ok())
        return resumed;
    if (auto weighed = weighClasses(job); !weighed.ok())
        return weighed;
    CropOptions crops;
    crops.points = m_recipe.integer("crop");
    crops.contrast = m_recipe.real("contrast");
    crops.drop = m_recipe.real("color-drop");
    crops.scale = m_recipe.real("scale");
    crops.jitter = m_recipe.real("jitter");
    crops.rotate = m_recipe.boolean("rotate");
    crops.mirror = m_recipe.real("mirror");
    m_batches = std::make_unique<CropBatches>(m_source, crops, m_contract, static_cast<int>(m_recipe.integer("batch")),
                                              static_cast<int>(m_recipe.integer("reuse")),
                                              static_cast<std::uint64_t>(m_report.steps));
    return m_folder.writeRecipe(m_recipe);
}

Result<void> Run::step(const Job& job)
{
    auto made = m_batches->next(job);
    if (!made.ok())
        return made.error();
    const auto& crops = made.value();
    const nn::FlushDenormals flush;
    const auto count = static_cast<std::int64_t>(crops[0].labels.size());
    const at::Tensor points = tensorOf(crops, &NetworkInput::positions, 3);
    at::Tensor labels = at::empty({static_cast<std::int64_t>(crops.size()) * count}, at::kLong);
    auto* to = labels.data_ptr<std::int64_t>();
    for (const Crop& crop : crops)
        to = std::copy(crop.labels.begin(), crop.labels.end(), to);
    const std::int64_t classes = m_network->config().classes;
    labels.masked_fill_((labels < 0).logical_or_(labels >= classes), -100);
    const pn::PointGeometry geometry = pn::makeGeometry(m_network->config(), points);
    // Dropout draws from LibTorch's own generator: each step from a stream of its own, so that a resumed run draws
    // alike.
    torch::manual_seed(m_source.seed * 0x9e3779b97f4a7c15ULL + static_cast<std::uint64_t>(m_report.steps));
    const at::Tensor logits = m_network->forward(
        {&geometry, tensorOf(crops, &NetworkInput::features, m_network->config().inChannels), {}, false});
    const at::Tensor flat = logits.view({-1, classes});
    const at::Tensor loss
        = at::cross_entropy_loss(flat, labels, m_weights, at::Reduction::Mean, -100, m_recipe.real("smoothing"));
    m_states->zeroGradients();
    m_states->backward(loss);
    const double value = loss.item<double>();
    if (!std::isfinite(value))
        return Error{ErrorCode::ModelUnfit,
                     {QT_TRANSLATE_NOOP("Engine",
                                        "The training diverged after %1 crops. The last checkpoint is kept; go on from "
                                        "it with a lower rate in another folder."),
                      {std::to_string(m_report.crops)}},
                     {}};
    m_states->step(rate(), m_recipe.real("clip"));
    const double share = std::max(0.01, 1.0 / static_cast<double>(++m_lossSteps));
    m_report.loss += share * (value - m_report.loss);
    const double right = flat.detach().argmax(1).eq(labels).to(at::kFloat).mean().item<double>();
    m_accuracy += share * (right - m_accuracy);
    ++m_report.steps;
    m_report.crops += static_cast<std::int64_t>(crops.size());
    return {};
}

Result<void> Run::checkpoint()
{
    train::TrainState state;
    state.tensors = m_states->state();
    state.texts = {{"format", "maquette-cloud-training"},
                   {"steps", std::to_string(m_report.steps)},
                   {"crops", std::to_string(m_report.crops)},
                   {"lengths", m_lengths},
                   {"recipe", base::dumpJson(m_recipe.toJson())}};
    if (auto saved = train::saveState(m_folder.state(), state); !saved.ok())
        return saved;
    std::map<std::string, std::string> facts
        = {{"trained_by", std::string("maquette cloud train ") + base::version},
           {"trained_on",
            m_source.files.empty() ? "generated rooms, seed " + std::to_string(m_source.seed)
                                   : std::to_string(m_source.files.size()) + " rooms"},
           {"recipe", base::dumpJson(m_recipe.toJson())},
           {"crops", std::to_string(m_report.crops)},
           {"schedule", m_lengths},
           {"license", "GPL-3.0-or-later"}};
    if (!m_validation.is_null())
        facts["validation"] = base::dumpJson(m_validation);
    m_report.model = m_folder.model();
    return pn::savePointNext(m_folder.model(), *plainNetwork(), facts);
}

/// The network with all its weights as float32, for files and for the quick form: itself, or a copy.
std::shared_ptr<pn::PointNext> Run::plainNetwork() const
{
    if (!m_states->low())
        return m_network;
    const nn::UnsetWeights unset;
    auto plain = std::make_shared<pn::PointNext>(m_network->config());
    [[maybe_unused]] const bool filled = train::fillModule(*plain, m_states->weights());
    assert(filled);
    return plain;
}

Result<void> Run::validate(const Job& job)
{
    const Job quiet(job.stopToken(), {});
    const pn::PointNextInference inference(*plainNetwork(), at::kCPU);
    const int classes = m_network->config().classes;
    Confusion confusion(classes);
    const auto count = static_cast<std::size_t>(m_recipe.integer("validation-rooms"));
    for (std::size_t i = 0; i < count; ++i) {
        if (job.stopped())
            return base::stoppedError();
        if (!m_validationSource.files.empty() && i >= m_validationSource.files.size())
            break;
        const std::uint64_t number = m_validationSource.files.empty() ? firstValidationRoom + i : i;
        auto room = voxelRoom(m_validationSource, number, quiet);
        if (!room.ok())
            return room.error();
        if (room.value().points.size() < pn::fewestPoints(m_network->config()))
            continue;
        const std::int64_t points = room.value().points.size();
        NetworkInput input = makeInput(std::move(room.value().points), m_contract);
        const at::Tensor positions = at::from_blob(input.positions.data(), {1, points, 3}, at::kFloat);
        const at::Tensor features
            = at::from_blob(input.features.data(), {1, points, m_network->config().inChannels}, at::kFloat);
        const auto stopped = [&] { return job.stopped(); };
        const auto geometry = pn::makeGeometry(m_network->config(), positions, stopped);
        const at::Tensor logits = job.stopped() ? at::Tensor() : inference.run(geometry, features, {}, stopped);
        if (!logits.defined())
            return base::stoppedError();
        const at::Tensor best = logits[0].argmax(1).to(at::kInt).contiguous();
        confusion.add(room.value().labels, {best.const_data_ptr<std::int32_t>(), static_cast<std::size_t>(points)});
    }
    const Scores scores = scoresOf(
        confusion, "one point a voxel of " + base::number(m_source.grid, 3) + " m, whole rooms", AbsentClass::LeftOut);
    m_validation = scores.toJson(*classTable("s3dis"));
    m_report.validationIou = scores.meanIou;
    Json line = {{"step", m_report.steps}, {"crops", m_report.crops}};
    Json brief = {{"mean-iou", scores.meanIou}, {"overall-accuracy", scores.overallAccuracy}};
    for (std::size_t i = 0; i < scores.classes.size(); ++i)
        brief[classTable("s3dis")->entries[i].name] = scores.classes[i].iou;
    line["validation"] = std::move(brief);
    return log(line);
}

Result<void> Run::log(const Json& line)
{
    m_log(line);
    return m_folder.log(line);
}

Result<TrainReport> Run::operator()(const Job& job)
{
    if (auto begun = begin(job); !begun.ok())
        return begun.error();
    train::LoopOptions options;
    options.total = m_recipe.integer("crops");
    options.minutes = m_recipe.integer("minutes");
    options.checkpointEvery = m_recipe.integer("checkpoint");
    options.validateEvery = m_recipe.integer("validate");
    options.secondsBetweenLines = 20;
    options.validateAtEnd = true;
    options.progress = QT_TRANSLATE_NOOP("Engine", "Training, %1 crops");
    train::LoopSteps steps;
    steps.position = [this] { return m_report.crops; };
    steps.step = [this](const Job& work) { return step(work); };
    steps.checkpoint = [this] { return checkpoint(); };
    steps.validate = [this](const Job& work) { return validate(work); };
    steps.line = [this](double pace) {
        Json line = {{"step", m_report.steps},       {"crops", m_report.crops}, {"loss", m_report.loss},
                     {"accuracy", 100 * m_accuracy}, {"rate", rate()},          {"cropsPerSecond", pace}};
        if (m_states->low())
            line["skipped"] = m_states->scaler().skipped();
        return log(line);
    };
    const auto seconds = train::runLoop(options, steps, job);
    if (!seconds.ok())
        return seconds.error();
    m_report.seconds = seconds.value();
    m_report.stateBytes = m_states->bytes().total();
    m_report.skipped = m_states->scaler().skipped();
    return m_report;
}

} // namespace

Json TrainReport::toJson() const
{
    return {{"crops", crops},
            {"steps", steps},
            {"seconds", seconds},
            {"loss", loss},
            {"validation", validationIou},
            {"parameters", parameters},
            {"state-bytes", stateBytes},
            {"skipped", skipped},
            {"model", model.string()}};
}

Result<TrainReport> train(const fs::path& folder, const base::ParameterValues& recipe, const TrainLog& log,
                          const Job& job)
{
    try {
        return Run(folder, recipe, log)(job);
    } catch (const c10::Error& error) {
        return Error{
            ErrorCode::Device,
            {QT_TRANSLATE_NOOP("Engine", "The training failed. The last checkpoint in %1 is kept."), {folder.string()}},
            error.what_without_backtrace()};
    }
}

} // namespace maquette::cloud
