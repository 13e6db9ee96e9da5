// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/CloudCommands.h"

#include "cloud/CloudLabels.h"
#include "cloud/ObjectModel.h"
#include "cloud/Segmenter.h"
#include "cloud/Training.h"
#include "cloud/data/RoomGenerator.h"
#include "cloud/io/CloudFile.h"
#include "cloud/io/Reader.h"
#include "tensorio/Checkpoint.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <memory>
#include <set>
#include <sstream>
#include <vector>

namespace maquette::app {

namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

struct NetworkRequest {
    std::vector<std::string> files;
    std::string output;
    std::string logits;
    std::string classes;
    std::string folder;
    bool planOnly = false;
    base::ParameterValues parameters;
};
using Run = int (*)(const NetworkRequest&, const CommandContext&, const base::Job&);

/// Where each result goes: to the output itself for one file; for more to files of the same names in it, with the
/// folder's name in front where rooms of several areas are called alike.
Result<std::vector<fs::path>> outputsOf(const NetworkRequest& request)
{
    if (request.files.size() == 1)
        return std::vector<fs::path>{request.output};
    std::vector<fs::path> outputs;
    for (const bool withFolder : {false, true}) {
        outputs.clear();
        std::set<fs::path> names;
        for (const auto& file : request.files) {
            fs::path path = fs::absolute(file).lexically_normal();
            if (!path.has_filename()) // "office_1/"
                path = path.parent_path();
            const std::string folder = withFolder ? path.parent_path().filename().string() + "_" : std::string();
            outputs.push_back(fs::path(request.output) / (folder + path.stem().string() + ".ply"));
            names.insert(outputs.back());
        }
        if (names.size() == outputs.size())
            return outputs;
    }
    return Error{ErrorCode::Usage,
                 {QT_TRANSLATE_NOOP("Engine",
                                    "Some of the files have one name, so that one result would take the place of "
                                    "another. Segment them one by one."),
                  {}},
                 {}};
}

/// All that would keep results from being written is found out before the work.
Result<std::vector<fs::path>> prepareOutputs(const NetworkRequest& request)
{
    auto outputs = outputsOf(request);
    if (!outputs.ok())
        return outputs;
    if (request.files.size() > 1) {
        if (!request.logits.empty())
            return Error{
                ErrorCode::Usage, {QT_TRANSLATE_NOOP("Engine", "Logits are written for one file only."), {}}, {}};
        std::error_code error;
        fs::create_directories(request.output, error);
        if (error)
            return Error{ErrorCode::WriteFailed,
                         {QT_TRANSLATE_NOOP("Engine", "The folder %1 cannot be made."), {request.output}},
                         error.message()};
    }
    for (const auto& output : outputs.value())
        if (auto writable = checkCloudOutput(output); !writable.ok())
            return writable.error();
    return outputs;
}

Result<void> writeLogits(const std::string& file, const cloud::SegmentResult& result)
{
    const auto points = static_cast<std::int64_t>(result.labels.size());
    tensorio::TensorData data;
    data.info = {"logits", tensorio::DType::F32, {points, result.plan.model.classes}};
    data.bytes = {reinterpret_cast<const std::uint8_t*>(result.logits.data()), result.logits.size() * sizeof(float)};
    return tensorio::writeNpy(file, data);
}

/// Writes a cloud that has its prediction. An array has one column for the class, and OBJ none: there the prediction
/// takes the place of the truth, and of the colors as the official code exports it.
Result<void> writePredicted(const fs::path& output, cloud::Cloud& cloud, const cloud::ClassTable& table,
                            const Console& console)
{
    cloud::WriteOptions options;
    const std::string ending = cloud::io::endingOf(output);
    if (ending == "npy")
        std::erase_if(cloud.attributes, [](const auto& each) { return each.role == cloud::Role::Label; });
    if (ending == "obj")
        for (const std::int32_t id : cloud::labelsOf(cloud.find(cloud::Role::Prediction)->values)) {
            const cloud::ClassEntry* entry = table.find(id);
            const cloud::Rgb color = entry != nullptr ? entry->color : cloud::otherColor;
            options.colors.insert(options.colors.end(), {color[0], color[1], color[2], 255});
        }
    const auto written = cloud::writeCloud(output, cloud, options);
    if (!written.ok())
        return written.error();
    for (const auto& note : written.value())
        console.note(note);
    return {};
}

/// Adds what a cloud's own labels say of its prediction; points that the network did not see do not count in mode val.
void count(const cloud::Cloud& cloud, const cloud::SegmentResult& result, cloud::Confusion& sum)
{
    const auto& table = result.plan.model.table;
    const auto truth = cloud::placesOf(cloud::labelsOf(cloud.find(cloud::Role::Label)->values), table);
    const auto prediction = cloud::placesOf(result.labels, table);
    std::vector<std::uint8_t> keep;
    if (!result.sampled.empty()) {
        keep.resize(truth.size());
        for (const std::uint32_t index : result.sampled)
            keep[index] = 1;
    }
    sum.add(truth, prediction, keep);
}

std::string readable(const std::string& file, const cloud::SegmentResult& result)
{
    std::ostringstream text;
    text << file << ": " << result.labels.size() << " points in " << base::number(result.seconds, 2) << " s with "
         << result.plan.model.variant;
    if (!result.plan.model.trainedOn.empty())
        text << " (trained on " << result.plan.model.trainedOn << ")";
    const Json facts = result.toJson();
    for (const auto& each : facts["class-counts"])
        if (each["points"] != 0)
            text << "\n  " << each["name"].get<std::string>() << "  " << each["points"];
    text << "\nProtocol: " << result.protocol;
    return text.str();
}

int runSegment(const NetworkRequest& request, const CommandContext& context, const base::Job& job)
{
    const Console& console = context.console;
    std::vector<fs::path> outputs;
    if (!request.planOnly) {
        auto prepared = prepareOutputs(request);
        if (!prepared.ok())
            return console.fail(prepared.error());
        outputs = std::move(prepared).value();
    }
    cloud::Segmenter segmenter(context.device);
    Json all = Json::array();
    std::optional<cloud::Confusion> sum;
    cloud::SegmentResult result;
    for (std::size_t i = 0; i < request.files.size(); ++i) {
        const double share = 1.0 / static_cast<double>(request.files.size());
        const base::Job part = job.part(static_cast<double>(i) * share, static_cast<double>(i + 1) * share);
        auto cloud = cloud::readCloud(request.files[i], {}, base::Job(job.stopToken(), {}));
        if (!cloud.ok())
            return console.fail(cloud.error());
        const auto labels = cloud::labelsOfCloud(cloud.value(), request.files[i], request.classes);
        if (!labels.ok())
            return console.fail(labels.error());
        const auto plan = segmenter.plan(cloud.value(), request.parameters);
        if (!plan.ok())
            return console.fail(plan.error());
        if (request.planOnly) {
            all.push_back(plan.value().toJson());
            continue;
        }
        console.note(request.files[i] + ": " + std::to_string(plan.value().passes)
                     + (plan.value().passes == 1 ? " pass over " : " passes over ")
                     + std::to_string(plan.value().voxels) + " points, at most "
                     + std::to_string((plan.value().bytes >> 20) + 1) + " MB each");
        for (const auto& warning : plan.value().warnings)
            console.note(warning);
        auto segmented = segmenter.segment(cloud.value(), request.parameters, !request.logits.empty(), part);
        if (!segmented.ok())
            return console.fail(segmented.error());
        result = std::move(segmented).value();
        cloud.value().set({"prediction", result.labels, cloud::Role::Prediction});
        cloud.value().set({"confidence", result.confidence, cloud::Role::None});
        if (cloud::classTable(result.plan.model.table.id) != nullptr)
            cloud.value().classTable = result.plan.model.table.id;
        // Classes of the same number may be others: only labels of the network's own table are its truth.
        const bool labeled = cloud.value().find(cloud::Role::Label) != nullptr;
        if (labeled && labels.value().table.id != result.plan.model.table.id)
            console.note(request.files[i]
                         + ": its labels are not known to be classes of the network, so nothing is scored; --classes "
                           "tells what they are");
        else if (labeled) {
            if (!sum)
                sum.emplace(static_cast<int>(result.plan.model.table.entries.size()));
            count(cloud.value(), result, *sum);
        }
        const fs::path& output = outputs[i];
        if (auto written = writePredicted(output, cloud.value(), result.plan.model.table, console); !written.ok())
            return console.fail(written.error());
        if (!request.logits.empty())
            if (auto written = writeLogits(request.logits, result); !written.ok())
                return console.fail(written.error());
        Json facts = result.toJson();
        facts["file"] = request.files[i];
        facts["output"] = output.string();
        if (!console.json)
            console.result(readable(request.files[i], result));
        all.push_back(std::move(facts));
    }
    Json json = request.files.size() == 1 ? all[0] : Json{{"files", all}};
    if (sum && sum->points() > 0) {
        const auto scores = cloud::scoresOf(*sum, result.protocol);
        json["scores"] = scores.toJson(result.plan.model.table);
        if (!console.json)
            console.result(scoresTable(scores, result.plan.model.table));
    }
    if (console.json || request.planOnly)
        console.result(json);
    return 0;
}

int runClassify(const NetworkRequest& request, const CommandContext& context, const base::Job& job)
{
    cloud::ObjectModel model(context.device);
    Json all = Json::array();
    for (const auto& file : request.files) {
        const auto cloud = cloud::readCloud(file, {}, job);
        if (!cloud.ok())
            return context.console.fail(cloud.error());
        const auto guesses = model.classify(cloud.value(), request.parameters, job);
        if (!guesses.ok())
            return context.console.fail(guesses.error());
        Json list = Json::array();
        std::string line = file + ":";
        for (std::size_t i = 0; i < guesses.value().size(); ++i) {
            const auto& guess = guesses.value()[i];
            list.push_back({{"index", guess.index}, {"name", guess.name}, {"share", guess.share}});
            if (i < 5)
                line += "  " + guess.name + " " + base::number(100 * guess.share, 1) + " %";
        }
        if (!context.console.json)
            context.console.result(line);
        all.push_back({{"file", file}, {"classes", std::move(list)}});
    }
    if (context.console.json)
        context.console.result(Json{{"files", all}});
    return 0;
}

int runParts(const NetworkRequest& request, const CommandContext& context, const base::Job& job)
{
    if (auto writable = checkCloudOutput(request.output); !writable.ok())
        return context.console.fail(writable.error());
    auto cloud = cloud::readCloud(request.files[0], {}, job);
    if (!cloud.ok())
        return context.console.fail(cloud.error());
    cloud::ObjectModel model(context.device);
    const auto found = model.parts(cloud.value(), request.parameters, job);
    if (!found.ok())
        return context.console.fail(found.error());
    Json json = {{"file", request.files[0]}, {"output", request.output}, {"protocol", found.value().protocol}};
    if (const auto* truth = cloud.value().find(cloud::Role::Label)) {
        cloud::PartScores scores;
        const auto& kinds = cloud::objectKinds();
        for (std::size_t kind = 0; kind < kinds.size(); ++kind)
            if (request.parameters.text("object") == kinds[kind].name)
                scores.add(kind, cloud::labelsOf(truth->values), found.value().parts);
        json["instance-iou"] = scores.instanceIou();
    }
    cloud.value().set({"prediction", found.value().parts, cloud::Role::Prediction});
    if (auto written
        = writePredicted(request.output, cloud.value(), *cloud::classTable("shapenetpart"), context.console);
        !written.ok())
        return context.console.fail(written.error());
    if (context.console.json)
        context.console.result(json);
    else
        context.console.result(request.output + "\nProtocol: " + found.value().protocol
                               + (json.contains("instance-iou") ? "\nIoU of this object "
                                          + base::number(json["instance-iou"].get<double>(), 2) + " %"
                                                                : ""));
    return 0;
}

int runTrain(const NetworkRequest& request, const CommandContext& context, const base::Job& job)
{
    if (context.device != "auto" && context.device != "cpu")
        return context.console.fail(
            {ErrorCode::Device,
             {QT_TRANSLATE_NOOP("Engine", "Training does not run on %1; use --device cpu."), {context.device}},
             {}});
    const auto log = [&](const Json& line) {
        if (!context.console.quiet)
            context.console.note(base::dumpJson(line));
    };
    const auto report = cloud::train(request.folder, request.parameters, log, job);
    if (!report.ok())
        return context.console.fail(report.error());
    context.console.result(report.value().toJson());
    return job.stopped() ? static_cast<int>(ErrorCode::Stopped) : 0;
}

int runGenerate(const NetworkRequest& request, const CommandContext& context, const base::Job& job)
{
    std::error_code error;
    fs::create_directories(request.folder, error);
    if (error)
        return context.console.fail({ErrorCode::WriteFailed,
                                     {QT_TRANSLATE_NOOP("Engine", "The folder %1 cannot be made."), {request.folder}},
                                     error.message()});
    const std::int64_t rooms = request.parameters.integer("rooms");
    Json all = Json::array();
    for (std::int64_t i = 0; i < rooms; ++i) {
        cloud::RoomOptions options;
        options.seed = static_cast<std::uint64_t>(request.parameters.integer("seed"));
        options.number = static_cast<std::uint64_t>(request.parameters.integer("first") + i);
        options.density = request.parameters.real("density");
        options.noise = request.parameters.real("noise");
        options.colors = request.parameters.boolean("colors");
        const auto room = cloud::generateRoom(options, base::Job(job.stopToken(), {}));
        if (!room.ok())
            return context.console.fail(room.error());
        const fs::path file = fs::path(request.folder)
            / ("room_" + std::to_string(options.number) + "." + request.parameters.text("format"));
        if (auto written = cloud::writeCloud(file, room.value()); !written.ok())
            return context.console.fail(written.error());
        all.push_back({{"file", file.string()}, {"points", room.value().size()}});
        if (!context.console.json)
            context.console.result(file.string() + ": " + std::to_string(room.value().size()) + " points");
        job.report(static_cast<double>(i + 1) / static_cast<double>(rooms));
    }
    if (context.console.json)
        context.console.result(Json{{"rooms", all}});
    return 0;
}

CLI::App* addVerb(CLI::App& cloud, CommandContext& context, const char* name, const char* help,
                  const base::ParameterTable& table, Run run, std::shared_ptr<NetworkRequest>& request)
{
    request = std::make_shared<NetworkRequest>();
    request->parameters = base::ParameterValues(table);
    CLI::App* verb = cloud.add_subcommand(name, help);
    addParameterFlags(*verb, request->parameters);
    addCommonOptions(*verb, context);
    verb->callback([request, run, &context] {
        context.action = [request, run, &context](const base::Job& job) { return run(*request, context, job); };
    });
    return verb;
}

} // namespace

void addCloudNetworkVerbs(CLI::App& cloud, CommandContext& context)
{
    std::shared_ptr<NetworkRequest> request;
    CLI::App* segment = addVerb(cloud, context, "segment", "Give each point of a cloud a class, by PointNeXt",
                                cloud::segmentParameters(), runSegment, request);
    segment->add_option("files", request->files, "Point clouds, or room folders of S3DIS")->required();
    auto* output = segment->add_option("--output,-o", request->output,
                                       "Where to write the cloud with its prediction; a folder for several files");
    segment->add_option("--classes", request->classes, std::string(classesHelp) + "; of the labels that it holds");
    segment->add_option("--logits", request->logits, "Also write the mean logits of each point as .npy");
    auto* plan = segment->add_flag("--plan", request->planOnly, "Only tell what a run would cost");
    segment->callback([request, run = runSegment, output, plan, &context] {
        if (output->count() == 0 && plan->count() == 0)
            throw CLI::RequiredError("--output");
        context.action = [request, run, &context](const base::Job& job) { return run(*request, context, job); };
    });

    CLI::App* classify = addVerb(cloud, context, "classify", "Tell what object a cloud is of, by PointNeXt",
                                 cloud::classifyParameters(), runClassify, request);
    classify->add_option("files", request->files, "Point clouds")->required();

    CLI::App* parts = addVerb(cloud, context, "parts", "Find the parts of an object, by PointNeXt",
                              cloud::partsParameters(), runParts, request);
    parts->add_option("file", request->files, "The point cloud")->required()->expected(1);
    parts->add_option("--output,-o", request->output, "Where to write the cloud with its parts")->required();

    CLI::App* train = addVerb(cloud, context, "train", "Train a PointNeXt on rooms; a folder with a state is resumed",
                              cloud::trainParameters(), runTrain, request);
    train->add_option("folder", request->folder, "Folder for the state, the model and the log")->required();

    CLI::App* generate = addVerb(cloud, context, "generate-rooms", "Make furnished rooms with labels",
                                 cloud::generateParameters(), runGenerate, request);
    generate->add_option("folder", request->folder, "Folder for the rooms")->required();
}

} // namespace maquette::app
