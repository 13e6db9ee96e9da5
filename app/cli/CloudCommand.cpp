// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/CloudCommands.h"

#include "cloud/CloudLabels.h"
#include "cloud/io/CloudFile.h"
#include "cloud/io/LabelArray.h"
#include "cloud/io/Reader.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <map>
#include <memory>
#include <sstream>
#include <utility>

namespace maquette::app {

namespace {

using base::Json;
using base::Result;

struct FileRequest {
    std::vector<std::string> files;
    std::string input; ///< of convert: a list would take the output, too
    std::string output;
    std::string classes;
    bool ascii = false;
    bool leaveOut = false;
};

std::string readable(const Json& facts)
{
    std::ostringstream text;
    text << facts["name"].get<std::string>() << ": " << facts["points"] << " points";
    if (facts["colors"].get<bool>())
        text << ", colors";
    if (!facts["bounds"].is_null())
        for (int axis = 0; axis < 3; ++axis)
            text << "\n  "
                 << "xyz"[axis] << "  " << base::number(facts["bounds"]["low"][axis].get<double>(), 3) << " … "
                 << base::number(facts["bounds"]["high"][axis].get<double>(), 3);
    for (const auto& attribute : facts["attributes"]) {
        text << "\n  " << attribute["name"].get<std::string>() << " (" << attribute["type"].get<std::string>() << ")";
        if (!attribute["range"].is_null())
            text << "  " << base::number(attribute["range"]["low"].get<double>(), 3) << " … "
                 << base::number(attribute["range"]["high"].get<double>(), 3);
        if (const auto role = attribute["role"].get<std::string>(); !role.empty())
            text << "  [" << role << "]";
    }
    for (const char* key : {"classes", "predicted-classes"})
        if (facts.contains(key)) {
            text << "\n  " << key << ":";
            for (const auto& each : facts[key])
                text << "\n    " << each["id"] << "  " << each["name"].get<std::string>() << "  " << each["points"];
        }
    for (const auto& note : facts["notes"])
        text << "\n  note: " << note.get<std::string>();
    if (facts["dropped-points"] != 0)
        text << "\n  note: " << facts["dropped-points"] << " points whose coordinates are no numbers were left out.";
    return text.str();
}

int runInfo(const FileRequest& request, const CommandContext& context, const base::Job& job)
{
    Json all = Json::array();
    for (const auto& file : request.files) {
        const auto cloud = cloud::readCloud(file, {}, job);
        if (!cloud.ok())
            return context.console.fail(cloud.error());
        const auto labels = cloud::labelsOfCloud(cloud.value(), file, request.classes);
        if (!labels.ok())
            return context.console.fail(labels.error());
        const Json facts = cloud::describeCloud(cloud.value(), labels.value());
        if (!context.console.json)
            context.console.result(readable(facts));
        all.push_back(facts);
    }
    if (context.console.json)
        context.console.result(all.size() == 1 ? all[0] : Json{{"files", all}});
    return 0;
}

int runConvert(const FileRequest& request, const CommandContext& context, const base::Job& job)
{
    if (auto writable = checkCloudOutput(request.output); !writable.ok())
        return context.console.fail(writable.error());
    const auto cloud = cloud::readCloud(request.input, {}, job.part(0, 0.6));
    if (!cloud.ok())
        return context.console.fail(cloud.error());
    cloud::WriteOptions options;
    options.ascii = request.ascii;
    auto written = cloud::writeCloud(request.output, cloud.value(), options, job.part(0.6, 1));
    if (!written.ok())
        return context.console.fail(written.error());
    std::vector<std::string> notes = cloud.value().notes;
    notes.insert(notes.end(), written.value().begin(), written.value().end());
    if (context.console.json) {
        context.console.result(Json{{"output", request.output}, {"points", cloud.value().size()}, {"notes", notes}});
        return 0;
    }
    for (const auto& note : notes)
        context.console.note(note);
    context.console.result(request.output + ": " + std::to_string(cloud.value().size()) + " points");
    return 0;
}

/// Adds pairs of files up by the ids of their classes, as a table that is made of labels may differ from pair to pair.
class PairSum {
public:
    Result<void> add(const cloud::Cloud& truth, const cloud::Cloud& prediction, const std::string& file,
                     const std::string& classes)
    {
        // A table made of labels must name those of both files.
        cloud::Cloud both = truth;
        if (both.find(cloud::Role::Prediction) == nullptr && prediction.size() == both.size())
            for (const auto& attribute : prediction.attributes)
                if (attribute.role == cloud::Role::Prediction || attribute.role == cloud::Role::Label) {
                    both.set({"compared", attribute.values, cloud::Role::Prediction});
                    break;
                }
        const auto labels = cloud::labelsOfCloud(both, file, classes);
        if (!labels.ok())
            return labels.error();
        const auto& table = labels.value().table;
        const auto pair = cloud::pairLabels(truth, prediction, table);
        if (!pair.ok())
            return pair.error();
        cloud::Confusion counted(static_cast<int>(table.entries.size()));
        counted.add(pair.value().truth, pair.value().prediction);
        m_ignored += counted.ignored();
        for (int row = 0; row < counted.classes(); ++row)
            for (int column = 0; column < counted.classes(); ++column)
                m_cells[{table.entries[static_cast<std::size_t>(row)].id,
                         table.entries[static_cast<std::size_t>(column)].id}]
                    += counted.cell(row, column);
        if (m_first)
            m_table = table;
        else if (!(table == m_table))
            mergeTable(table);
        m_first = false;
        return {};
    }

    [[nodiscard]] const cloud::ClassTable& table() const { return m_table; }

    [[nodiscard]] cloud::Confusion confusion() const
    {
        cloud::Confusion sum(static_cast<int>(m_table.entries.size()));
        for (const auto& [ids, points] : m_cells)
            sum.add(m_table.slot(ids.first), m_table.slot(ids.second), points);
        if (m_ignored > 0)
            sum.add(-1, -1, m_ignored);
        return sum;
    }

private:
    /// The names of the known table where one of the two is known and has all ids, and a table of all ids otherwise.
    void mergeTable(const cloud::ClassTable& other)
    {
        std::vector<std::int32_t> ids;
        for (const cloud::ClassTable* each : {&std::as_const(m_table), &other})
            for (const auto& entry : each->entries)
                ids.push_back(entry.id);
        const std::string known = cloud::classTable(m_table.id) != nullptr ? m_table.id : other.id;
        m_table = cloud::guessTable(ids, known);
    }

    bool m_first = true;
    cloud::ClassTable m_table;
    std::map<std::pair<std::int32_t, std::int32_t>, std::int64_t> m_cells;
    std::int64_t m_ignored = 0;
};

/// A cloud, or a bare array of labels as a cloud without places.
Result<cloud::Cloud> readLabeled(const std::string& file, const base::Job& job)
{
    auto labels = cloud::readLabelArray(file);
    if (!labels.ok())
        return labels.error();
    if (!labels.value())
        return cloud::readCloud(file, {}, job);
    cloud::Cloud cloud;
    cloud.name = std::filesystem::path(file).filename().string();
    cloud.positions.assign(3 * labels.value()->size(), 0.0F);
    cloud.set({"label", *std::move(labels.value()), cloud::Role::Label});
    return cloud;
}

int runCompare(const FileRequest& request, const CommandContext& context, const base::Job& job)
{
    if (request.files.size() % 2 != 0)
        return context.console.fail(
            {base::ErrorCode::Usage,
             {QT_TRANSLATE_NOOP("Engine", "Name pairs of files: a truth, its prediction, and so on.")},
             {}});
    PairSum pairs;
    for (std::size_t i = 0; i < request.files.size(); i += 2) {
        const auto truth = readLabeled(request.files[i], job);
        if (!truth.ok())
            return context.console.fail(truth.error());
        const auto prediction = readLabeled(request.files[i + 1], job);
        if (!prediction.ok())
            return context.console.fail(prediction.error());
        if (auto added = pairs.add(truth.value(), prediction.value(), request.files[i], request.classes); !added.ok())
            return context.console.fail(added.error());
    }
    const cloud::ClassTable& table = pairs.table();
    const cloud::Confusion sum = pairs.confusion();
    const std::string protocol = request.files.size() == 2
        ? "all points of the file"
        : "all points of " + std::to_string(request.files.size() / 2) + " files, counts added before scores";
    const auto scores = cloud::scoresOf(sum, protocol,
                                        request.leaveOut ? cloud::AbsentClass::LeftOut : cloud::AbsentClass::Counts100);
    if (context.console.json) {
        Json json = scores.toJson(table);
        json["points"] = sum.points();
        json["ignored"] = sum.ignored();
        Json cells = Json::array();
        for (int row = 0; row < sum.classes(); ++row) {
            Json line = Json::array();
            for (int column = 0; column < sum.classes(); ++column)
                line.push_back(sum.cell(row, column));
            cells.push_back(std::move(line));
        }
        json["confusion"] = std::move(cells);
        context.console.result(json);
        return 0;
    }
    context.console.result(scoresTable(scores, table));
    if (sum.ignored() > 0)
        context.console.note(std::to_string(sum.ignored())
                             + " points have labels outside of the table and do not count");
    return 0;
}

} // namespace

Result<void> checkCloudOutput(const std::filesystem::path& file)
{
    const std::string ending = cloud::io::endingOf(file);
    const auto& endings = cloud::writableEndings();
    if (std::none_of(endings.begin(), endings.end(), [&](const auto& each) { return ending == each; })) {
        std::string known;
        for (const auto& each : endings)
            known += (known.empty() ? "" : ", ") + each;
        return base::Error{base::ErrorCode::Usage,
                           {QT_TRANSLATE_NOOP("Engine", "%1 has no ending of a format that is written. Known are %2."),
                            {file.string(), known}},
                           {}};
    }
    std::error_code error;
    if (file.has_parent_path() && !std::filesystem::is_directory(file.parent_path(), error))
        return base::Error{
            base::ErrorCode::WriteFailed,
            {QT_TRANSLATE_NOOP("Engine", "%1 was not written: its folder does not exist."), {file.string()}},
            {}};
    return {};
}

std::string scoresTable(const cloud::Scores& scores, const cloud::ClassTable& table)
{
    std::ostringstream text;
    char line[160];
    std::snprintf(line, sizeof line, "%-18s %8s %8s %12s %12s", "class", "IoU", "acc", "truth", "predicted");
    text << line;
    for (std::size_t i = 0; i < scores.classes.size(); ++i) {
        const auto& score = scores.classes[i];
        std::snprintf(line, sizeof line, "\n%-18.18s %8.2f %8.2f %12lld %12lld%s", table.entries[i].name.c_str(),
                      score.iou, score.accuracy, static_cast<long long>(score.truth),
                      static_cast<long long>(score.prediction), score.present ? "" : "  (absent)");
        text << line;
    }
    std::snprintf(line, sizeof line, "\nOA %.2f  mAcc %.2f  mIoU %.2f %%", scores.overallAccuracy, scores.meanAccuracy,
                  scores.meanIou);
    text << line << "\nProtocol: " << scores.protocol << "; absent classes "
         << (scores.absent == cloud::AbsentClass::Counts100 ? "count as 100 %" : "are left out");
    return text.str();
}

void addCloudFileVerbs(CLI::App& cloud, CommandContext& context)
{
    const auto add = [&](const char* name, const char* help,
                         int (*run)(const FileRequest&, const CommandContext&, const base::Job&),
                         const std::function<void(CLI::App&, FileRequest&)>& options) {
        auto request = std::make_shared<FileRequest>();
        CLI::App* verb = cloud.add_subcommand(name, help);
        options(*verb, *request);
        addCommonOptions(*verb, context);
        verb->callback([request, run, &context] {
            context.action = [request, run, &context](const base::Job& job) { return run(*request, context, job); };
        });
    };
    add("info", "Tell what is in point clouds", runInfo, [](CLI::App& verb, FileRequest& request) {
        verb.add_option("file", request.files, "Point clouds, or room folders of S3DIS")->required();
        verb.add_option("--classes", request.classes, classesHelp);
    });
    add("convert", "Write a point cloud in another format", runConvert, [](CLI::App& verb, FileRequest& request) {
        verb.add_option("input", request.input, "The point cloud")->required();
        verb.add_option("output", request.output, "Where to write it: .ply, .las, .npy, .txt or .obj")->required();
        verb.add_flag("--ascii", request.ascii, "Write PLY as text");
    });
    add("compare", "Measure predictions against the truth, point by point", runCompare,
        [](CLI::App& verb, FileRequest& request) {
            verb.add_option("files", request.files,
                            "A truth and its prediction, and further pairs, whose counts are added (the six areas of "
                            "S3DIS); each is a "
                            "point cloud or a .npy of labels alone")
                ->required()
                ->expected(2, 1 << 20);
            verb.add_option("--classes", request.classes, classesHelp);
            verb.add_flag("--leave-out-absent", request.leaveOut,
                          "Leave classes that do not occur out of the means; the official code counts them as 100 %");
        });
}

void addCloudCommand(CLI::App& program, CommandContext& context)
{
    CLI::App* cloud = program.add_subcommand("cloud", "Look at point clouds and segment them");
    cloud->require_subcommand(1);
    addCloudFileVerbs(*cloud, context);
    addCloudNetworkVerbs(*cloud, context);
    addCloudRenderVerb(*cloud, context);
}

} // namespace maquette::app
