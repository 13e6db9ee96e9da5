// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Training.h"

#include "base/Threads.h"
#include "base/Version.h"
#include "edit/Evaluation.h"
#include "edit/TrainBoards.h"
#include "models/imagebrush/ImageBrush.h"
#include "nn/KeyMapping.h"
#include "nn/Precision.h"
#include "nn/Runtime.h"
#include "nn/TensorBridge.h"
#include "train/ModuleStates.h"
#include "train/TrainLoop.h"
#include "train/TrainState.h"

#include <torch/torch.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <exception>
#include <optional>

namespace maquette::edit {

namespace ib = models::imagebrush;
namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Job;
using base::Json;
using base::Result;

namespace {

/// What may differ between the runs of one folder: how long, and how often something is written.
bool freeOnResume(const std::string& name)
{
    return name == "boards" || name == "minutes" || name == "checkpoint" || name == "validate"
        || name == "validation-limit" || name == "cooldown";
}

/// Matrices are decayed; biases, norms and what stands for a place or a role are not.
bool decays(const std::string& name, const at::Tensor& tensor)
{
    const auto contains = [&](const char* part) { return name.find(part) != std::string::npos; };
    return tensor.dim() > 1 && !contains("osition") && !contains("ole") && !contains("cell") && !contains("lass");
}

std::vector<at::Tensor> columns(const std::vector<TrainBoard>& boards)
{
    std::vector<at::Tensor> before, after, image, target, rawBefore, rawImage;
    for (const auto& board : boards) {
        before.push_back(nn::toTensor(board.before));
        after.push_back(nn::toTensor(board.after));
        image.push_back(nn::toTensor(board.image));
        target.push_back(nn::toTensor(board.target));
        rawBefore.push_back(nn::toTensor(board.rawBefore));
        rawImage.push_back(nn::toTensor(board.rawImage));
    }
    auto boxes = at::empty({static_cast<std::int64_t>(boards.size()), 4, 4}, at::kFloat);
    float* edge = boxes.mutable_data_ptr<float>();
    for (const auto& board : boards)
        for (const auto& box : board.boxes)
            for (const double value : {box.left, box.top, box.right, box.bottom})
                *edge++ = static_cast<float>(value);
    std::vector<float> residuals;
    for (const auto& board : boards)
        residuals.push_back(static_cast<float>(board.residual));
    return {at::cat(before),    at::cat(after),    at::cat(image), at::cat(target),
            at::cat(rawBefore), at::cat(rawImage), boxes,          at::tensor(residuals)};
}

/// Boxes [4, 4] of one board after applyAlignment() of its cells: bit 2 transposes, bit 0 and bit 1 mirror.
at::Tensor orientedBoxes(const at::Tensor& boxes, std::int64_t which)
{
    auto edges = boxes.unbind(1); // left, top, right, bottom
    if ((which & 4) != 0)
        edges = {edges[1], edges[0], edges[3], edges[2]};
    if ((which & 1) != 0)
        edges = {1 - edges[2], edges[1], 1 - edges[0], edges[3]};
    if ((which & 2) != 0)
        edges = {edges[0], 1 - edges[3], edges[2], 1 - edges[1]};
    return at::stack(edges, 1);
}

/// Each board in `views` orientations: as it was made, and under other flips and rotations of all its cells alike.
std::vector<at::Tensor> orientations(const std::vector<at::Tensor>& columns, std::int64_t views,
                                     at::Generator& generator)
{
    if (views == 1)
        return columns;
    const std::int64_t boards = columns[0].size(0);
    // Distinct ones per board, none of them the first.
    const at::Tensor order = std::get<1>(at::rand({boards, 7}, generator, at::TensorOptions(at::kFloat)).sort(1)) + 1;
    std::vector<at::Tensor> result;
    for (const auto& column : columns) {
        std::vector<at::Tensor> all = {column};
        for (std::int64_t view = 1; view < views; ++view) {
            if (column.dim() == 1) {
                all.push_back(column);
                continue;
            }
            if (column.dim() == 4) {
                all.push_back(ib::applyAlignment(column, order.select(1, view - 1)));
                continue;
            }
            std::vector<at::Tensor> boxes;
            for (std::int64_t board = 0; board < boards; ++board)
                boxes.push_back(orientedBoxes(column.select(0, board), order[board][view - 1].item<std::int64_t>()));
            all.push_back(at::stack(boxes));
        }
        result.push_back(at::cat(all));
    }
    return result;
}

/// The recipe's loss: a smooth absolute error, a squared error and the error of differences between neighbors; steps
/// late in the sampling count up to 1.5 times.
at::Tensor lossOf(const at::Tensor& prediction, const at::Tensor& target, const at::Tensor& t)
{
    const auto difference = prediction - target;
    const auto squared = difference.square();
    const auto smooth = (squared + 1e-4).sqrt() - 0.01;
    const auto across = (difference.slice(3, 1) - difference.slice(3, 0, -1)).abs().mean({1, 2, 3});
    const auto down = (difference.slice(2, 1) - difference.slice(2, 0, -1)).abs().mean({1, 2, 3});
    const auto weight = (1 / (1 - t)).clamp_max(1.5);
    return (weight * (smooth.mean({1, 2, 3}) + 2 * squared.mean({1, 2, 3}) + 0.3 * (across + down))).mean();
}

class Run {
public:
    Run(const fs::path& folder, base::ParameterValues recipe, const TrainLog& log, int makers)
        : m_folder(folder)
        , m_recipe(std::move(recipe))
        , m_log(log)
        , m_makers(makers)
    {
    }

    Result<TrainReport> operator()(const Job& job);

private:
    /// What a step is trained on.
    struct Batch {
        std::vector<at::Tensor> columns; ///< before, after, image, target, raw before, raw image, boxes, residuals
        at::Tensor z, t, drop;
    };
    struct Part {
        double loss = 0;
        std::vector<at::Tensor> gradients; ///< by parameter; undefined where there is none
    };

    Result<void> begin(const Job& job);
    Result<void> resume();
    Result<void> step(const Job& job);
    at::Tensor loss(const Batch& batch, std::int64_t first, std::int64_t rows) const;
    Part gradients(const Batch& batch, std::int64_t first, std::int64_t rows) const;
    double accumulate(const Batch& batch);
    Result<void> checkpoint();
    Result<void> validate(const Job& job);
    Result<void> log(const Json& line);

    train::RunFolder m_folder;
    base::ParameterValues m_recipe;
    const TrainLog& m_log;
    int m_makers; ///< threads that make boards
    TrainReport m_report;
    std::int64_t m_lossSteps = 0; ///< of this run, for the mean of the loss
    std::uint64_t m_position = 0; ///< next board of the generator
    std::unique_ptr<data::BoardGenerator> m_generator;
    std::unique_ptr<TrainBoards> m_boards;
    std::shared_ptr<ib::ImageBrush> m_network;
    std::unique_ptr<train::ModuleStates> m_states;
    std::unique_ptr<train::MovingAverage> m_average;
    train::RateSchedule m_schedule;
    Json m_validation;
};

Result<void> Run::resume()
{
    std::error_code error;
    if (!fs::exists(m_folder.state(), error))
        return {};
    auto loaded = train::loadState(m_folder.state());
    if (!loaded.ok())
        return loaded.error();
    const auto& texts = loaded.value().texts;
    if (!texts.count("recipe") || !texts.count("steps") || !texts.count("boards") || !texts.count("position"))
        return m_folder.unfit("the state lacks its counters");
    if (const auto saved = m_folder.checkRecipe(texts.at("recipe"), m_recipe, freeOnResume); !saved.ok())
        return saved.error();
    if (!m_states->setState(loaded.value().tensors) || !m_average->setState(loaded.value().under("average.")))
        return m_folder.unfit("names or shapes of its tensors differ");
    try {
        m_report.steps = std::stoll(texts.at("steps"));
        m_report.boards = std::stoll(texts.at("boards"));
        m_position = std::stoull(texts.at("position"));
    } catch (const std::exception&) {
        return m_folder.unfit("the state's counters are no numbers");
    }
    return {};
}

Result<void> Run::begin(const Job& job)
{
    if (auto made = m_folder.make(); !made.ok())
        return made;
    nn::startRuntime();
    ib::ImageBrushConfig config;
    config.variant = "IBC-mini-64";
    config.width = static_cast<int>(m_recipe.integer("width"));
    config.coarseWidth = static_cast<int>(m_recipe.integer("coarse-width"));
    config.promptWidth = static_cast<int>(m_recipe.integer("prompt-width"));
    config.middleBlocks = static_cast<int>(m_recipe.integer("middle-blocks"));
    config.refinerChannels = static_cast<int>(m_recipe.integer("refiner"));
    config.raw = m_recipe.boolean("raw");
    config.boxes = m_recipe.boolean("box-tokens");
    if (auto checked = config.check(); !checked.ok())
        return checked;
    torch::manual_seed(static_cast<std::uint64_t>(m_recipe.integer("seed")));
    m_network = std::make_shared<ib::ImageBrush>(config);
    m_network->train();
    train::ModuleStatesOptions states;
    states.level = train::fp8::levelFromName(m_recipe.text("precision"));
    m_states = std::make_unique<train::ModuleStates>(m_network, states, decays);
    m_average = std::make_unique<train::MovingAverage>(m_states->weights(), m_recipe.real("average"));
    for (const auto& [name, tensor] : m_average->average())
        m_report.parameters += tensor.numel();
    m_schedule
        = {m_recipe.real("rate"), m_recipe.integer("warmup"), m_recipe.integer("boards"), m_recipe.integer("cooldown")};
    if (auto resumed = resume(); !resumed.ok())
        return resumed;

    auto photographs = data::shippedPhotographs();
    if (!photographs.ok())
        return photographs.error();
    std::vector<data::Photograph> trained;
    for (const auto& photograph : photographs.value())
        if (!photograph.test)
            trained.push_back(photograph);
    if (const auto& folder = m_recipe.text("photos"); !folder.empty()) {
        auto more = data::photographsIn(folder);
        if (!more.ok())
            return more.error();
        trained.insert(trained.end(), more.value().begin(), more.value().end());
    }
    data::SceneBankOptions bankOptions;
    bankOptions.cell = config.cell;
    bankOptions.seed = static_cast<std::uint64_t>(m_recipe.integer("seed"));
    auto bank = data::SceneBank::create(bankOptions, trained, Job(job.stopToken(), {}));
    if (!bank.ok())
        return bank.error();
    data::BoardOptions boardOptions;
    boardOptions.seed = static_cast<std::uint64_t>(m_recipe.integer("seed"));
    m_generator = std::make_unique<data::BoardGenerator>(bank.value(), boardOptions);
    TrainBoards::Options trainOptions{boardOptions.seed, m_recipe.real("hide"), m_recipe.real("box-drop"), m_makers};
    m_boards = std::make_unique<TrainBoards>(*m_generator, trainOptions, m_position);
    return m_folder.writeRecipe(m_recipe);
}

/// `rows / all` of the mean loss of some rows of a batch.
at::Tensor Run::loss(const Batch& batch, std::int64_t first, std::int64_t rows) const
{
    const auto part = [&](const at::Tensor& all) { return all.narrow(0, first, rows); };
    const auto cell = [&](std::size_t column) { return part(batch.columns[column]); };
    const bool raw = m_network->config().raw;
    auto prepared = raw ? m_network->prepare(cell(0), cell(1), cell(2), cell(4), cell(5))
                        : m_network->prepare(cell(0), cell(1), cell(2));
    ib::raiseDoubt(prepared, cell(7));
    at::Tensor prediction;
    {
        const nn::MixedPrecision mixed(m_recipe.text("precision") != "float32");
        const auto prompt
            = m_network->prompt(prepared, m_network->config().boxes ? cell(6) : at::Tensor(), part(batch.drop));
        prediction = m_network->forward(part(batch.z), part(batch.t), prepared, prompt);
    }
    return lossOf(prediction, cell(3), part(batch.t))
        * (static_cast<double>(rows) / static_cast<double>(batch.t.size(0)));
}

/// Forward and backward for some rows; the gradients of the parameters.
Run::Part Run::gradients(const Batch& batch, std::int64_t first, std::int64_t rows) const
{
    const at::Tensor share = loss(batch, first, rows);
    std::vector<at::Tensor> parameters;
    for (const auto& [name, parameter] : m_states->parameters())
        parameters.push_back(parameter);
    auto gradients = torch::autograd::grad({share}, parameters, {}, std::nullopt, false, true);
    return {share.item<double>(), std::move(gradients)};
}

/// The batch in parts of like size, one a thread, as the operators are too small to be shared out each by itself.
/// Parts are added in their order, so that the result depends on their number alone. Layers in FP8 have one window and
/// one gradient for all threads: there the batch stays whole.
double Run::accumulate(const Batch& batch)
{
    const std::int64_t count = batch.t.size(0);
    if (m_states->low()) {
        const nn::FlushDenormals flush;
        m_states->zeroGradients();
        const at::Tensor whole = loss(batch, 0, count);
        m_states->backward(whole);
        return whole.item<double>();
    }
    const std::int64_t lanes = std::clamp<std::int64_t>(base::threads(), 1, std::max<std::int64_t>(1, count / 4));
    std::vector<Part> parts(static_cast<std::size_t>(lanes));
    std::vector<std::exception_ptr> problems(parts.size());
    base::parallelFor(lanes, 1, [&](std::int64_t begin, std::int64_t end) {
        const nn::OneThread serial;
        const nn::FlushDenormals flush;
        for (std::int64_t lane = begin; lane < end; ++lane) {
            const std::int64_t first = lane * count / lanes;
            const auto index = static_cast<std::size_t>(lane);
            try {
                parts[index] = gradients(batch, first, (lane + 1) * count / lanes - first);
            } catch (...) {
                problems[index] = std::current_exception();
            }
        }
    });
    for (const auto& problem : problems)
        if (problem)
            std::rethrow_exception(problem);
    double sum = 0;
    m_states->zeroGradients();
    for (const Part& part : parts) {
        sum += part.loss;
        m_states->addGradients(part.gradients);
    }
    return sum;
}

Result<void> Run::step(const Job& job)
{
    const std::int64_t batchSize = m_recipe.integer("batch");
    const std::int64_t views = std::min(m_recipe.integer("views"), batchSize);
    auto boards = m_boards->next(static_cast<int>(batchSize / views), job);
    if (!boards.ok())
        return boards.error();
    // What is not shared out by accumulate() is too little for several threads.
    std::optional<nn::OneThread> serial;
    if (!m_states->low())
        serial.emplace();
    // Each step draws from a stream of its own, so a resumed run needs no generator state.
    auto generator = nn::cpuGenerator(static_cast<std::uint64_t>(m_recipe.integer("seed")) * 0x9e3779b97f4a7c15ULL
                                      + static_cast<std::uint64_t>(m_report.steps));
    Batch batch;
    batch.columns = orientations(columns(boards.value()), views, generator);
    const auto& target = batch.columns[3];
    const auto count = target.size(0);
    const auto options = at::TensorOptions(at::kFloat);
    auto t = at::sigmoid(at::randn({count}, generator, options) * 0.9 - 0.5);
    batch.t = at::where(at::rand({count}, generator, options) < m_recipe.real("zero-share"), at::zeros_like(t), t);
    const auto mix = batch.t.view({-1, 1, 1, 1});
    batch.z = mix * target + (1 - mix) * at::randn(target.sizes(), generator, options);
    batch.drop = at::rand({count}, generator, options) < m_recipe.real("prompt-drop");
    const double value = accumulate(batch);
    if (!std::isfinite(value))
        return Error{ErrorCode::ModelUnfit,
                     {QT_TRANSLATE_NOOP("Engine",
                                        "The training diverged after %1 boards. The last checkpoint is kept; go on "
                                        "from it with a lower rate in another folder."),
                      {std::to_string(m_report.boards)}},
                     {}};
    m_states->step(m_schedule.rate(m_report.boards), 1.0);
    m_average->update(m_states->weights(), m_report.steps);
    const double share = std::max(0.01, 1.0 / static_cast<double>(++m_lossSteps));
    m_report.loss += share * (value - m_report.loss);
    ++m_report.steps;
    m_report.boards += count;
    return {};
}

Result<void> Run::checkpoint()
{
    train::TrainState state;
    state.tensors = m_states->state();
    state.add("average.", m_average->average());
    state.texts = {{"format", "maquette-training"},
                   {"steps", std::to_string(m_report.steps)},
                   {"boards", std::to_string(m_report.boards)},
                   {"position", std::to_string(m_boards->position())},
                   {"recipe", base::dumpJson(m_recipe.toJson())}};
    if (auto saved = train::saveState(m_folder.state(), state); !saved.ok())
        return saved;
    std::map<std::string, std::string> facts = {{"trained_by", std::string("maquette edit train ") + base::version},
                                                {"recipe", base::dumpJson(m_recipe.toJson())},
                                                {"boards", std::to_string(m_report.boards)},
                                                {"seed", std::to_string(m_recipe.integer("seed"))},
                                                {"photographs", "resources/photos/photos.json, role train"},
                                                {"license", "GPL-3.0-or-later"}};
    if (!m_validation.is_null())
        facts["validation"] = base::dumpJson(m_validation);
    ib::ImageBrush averaged(m_network->config(), true);
    [[maybe_unused]] const bool filled = train::fillModule(averaged, m_average->average());
    assert(filled);
    m_report.model = m_folder.model();
    return ib::saveBrush(averaged, m_folder.model(), facts);
}

Result<void> Run::validate(const Job& job)
{
    base::ParameterValues parameters(evaluateParameters());
    (void)parameters.set("limit", m_recipe.integer("validation-limit")).ok();
    (void)parameters.set("set", std::string("scenes")).ok();
    (void)parameters.set("control", false).ok();
    (void)parameters.set("weights", m_folder.model().string()).ok();
    (void)parameters.set("board-seed", std::int64_t(777)).ok();
    const auto report = evaluate("cpu", parameters, Job(job.stopToken(), {}));
    if (!report.ok())
        return report.error();
    const Json& set = report.value().json.at("sets").at(0);
    m_validation = Json::object();
    m_validation["all"] = set.at("all").at("psnr");
    m_validation["explain"] = set.at("all").at("explain");
    for (const auto& group : set.at("groups"))
        m_validation[group.at("name").get<std::string>()] = group.at("psnr");
    m_report.validationDb = m_validation["all"].get<double>();
    return log({{"boards", m_report.boards}, {"validation", m_validation}});
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
    options.total = m_recipe.integer("boards");
    options.minutes = m_recipe.integer("minutes");
    options.checkpointEvery = m_recipe.integer("checkpoint");
    options.validateEvery = m_recipe.integer("validate");
    options.progress = QT_TRANSLATE_NOOP("Engine", "Training, %1 boards");
    train::LoopSteps steps;
    steps.position = [this] { return m_report.boards; };
    steps.step = [this](const Job& work) { return step(work); };
    steps.checkpoint = [this] { return checkpoint(); };
    steps.validate = [this](const Job& work) { return validate(work); };
    steps.line = [this](double pace) {
        Json line = {{"boards", m_report.boards},
                     {"loss", m_report.loss},
                     {"rate", m_schedule.rate(m_report.boards)},
                     {"boardsPerSecond", pace}};
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
    Json json = Json::object();
    json["boards"] = boards;
    json["steps"] = steps;
    json["seconds"] = seconds;
    json["loss"] = loss;
    json["validation"] = validationDb;
    json["parameters"] = parameters;
    json["state-bytes"] = stateBytes;
    json["skipped"] = skipped;
    json["model"] = model.string();
    return json;
}

Result<TrainReport> train(const fs::path& folder, const base::ParameterValues& recipe, const TrainLog& log,
                          const Job& job)
{
    try {
        // The step runs on all threads and the boards are made on half as many more: nothing waits at a barrier within
        // a step, so whoever has work may have the processor.
        return Run(folder, recipe, log, std::max(1, base::threads() / 2))(job);
    } catch (const c10::Error& error) {
        return Error{
            ErrorCode::Device,
            {QT_TRANSLATE_NOOP("Engine", "The training failed. The last checkpoint in %1 is kept."), {folder.string()}},
            error.what_without_backtrace()};
    }
}

} // namespace maquette::edit
