// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/CloudCommands.h"

#include "cloud/CloudLabels.h"
#include "cloud/io/CloudFile.h"
#include "cloud/view/Render.h"
#include "imaging/PictureFile.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <sstream>

namespace maquette::app {

namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

struct RenderRequest {
    std::string file;
    std::string output;
    std::string by = "input";
    std::string classes;
    std::string view = "iso";
    std::string camera;
    std::vector<std::string> hide;
    std::string box;
    std::string boxMode = "inside";
    double curtain = -1;
    int turntable = 0;
    cloud::RenderOptions options;
    cloud::PointLook look;
    bool fixedSize = false;
    bool noEyeDome = false;
};

Error usage(base::Message message) { return {ErrorCode::Usage, std::move(message), {}}; }

Result<cloud::ClipBox> parseBox(const std::string& text, const std::string& mode, const cloud::Vec3& shift)
{
    double values[7] = {};
    int count = 0;
    std::istringstream in(text);
    in.imbue(std::locale::classic());
    for (std::string word; std::getline(in, word, ','); ++count) {
        std::istringstream number(word);
        number.imbue(std::locale::classic());
        if (count >= 7 || !(number >> values[count]) || !(number >> std::ws).eof())
            count = 100;
    }
    cloud::ClipBox box;
    box.mode = mode == "outside" ? cloud::ClipBox::Mode::Outside
        : mode == "highlight"    ? cloud::ClipBox::Mode::Highlight
                                 : cloud::ClipBox::Mode::Inside;
    box.center = {values[0] - shift[0], values[1] - shift[1], values[2] - shift[2]};
    box.size = {values[3], values[4], values[5]};
    box.yaw = values[6];
    if ((count != 6 && count != 7) || !(box.size[0] > 0 && box.size[1] > 0 && box.size[2] > 0))
        return usage(
            {QT_TRANSLATE_NOOP("Engine",
                               "\"%1\" is no box; write the center x,y,z, the edges, and if wanted a turn in degrees."),
             {text}});
    return box;
}

Result<cloud::ViewState> makeState(const RenderRequest& request, const cloud::PointSet& points,
                                   const cloud::ClassTable& table)
{
    cloud::ViewState state;
    state.panes.clear();
    std::istringstream words(request.by);
    for (std::string word; std::getline(words, word, ',');) {
        const auto content = cloud::PaneContent::fromText(word);
        const bool known = content.by == cloud::ColorBy::Attribute ? points.cloud->find(content.attribute) != nullptr
                                                                   : content.toText() == word || word == "label";
        if (!known)
            return usage(
                {QT_TRANSLATE_NOOP("Engine",
                                   "\"%1\" is nothing to color by; choose input, truth, prediction, error, height "
                                   "or attribute:NAME."),
                 {word}});
        state.panes.push_back(word == "label" ? cloud::PaneContent{cloud::ColorBy::Truth, {}} : content);
    }
    if (state.panes.empty() || state.panes.size() > 4)
        return usage({QT_TRANSLATE_NOOP("Engine", "A picture has one to four panes."), {}});
    if (request.curtain >= 0) {
        if (state.panes.size() != 2)
            return usage({QT_TRANSLATE_NOOP("Engine", "A curtain stands between two panes."), {}});
        state.curtain = request.curtain;
    }
    for (const auto& name : request.hide) {
        const auto entry = std::find_if(table.entries.begin(), table.entries.end(), [&](const auto& each) {
            return each.name == name || std::to_string(each.id) == name;
        });
        if (entry == table.entries.end() && name != "other")
            return usage({QT_TRANSLATE_NOOP("Engine", "There is no class \"%1\"."), {name}});
        state.filter.hidden.set(entry == table.entries.end() ? cloud::otherSlot
                                                             : static_cast<std::size_t>(entry - table.entries.begin()));
    }
    if (!request.box.empty()) {
        const auto box = parseBox(request.box, request.boxMode, points.cloud->shift);
        if (!box.ok())
            return box.error();
        state.filter.box = box.value();
    }
    state.look = request.look;
    state.look.adaptive = !request.fixedSize;
    state.look.eyeDome = !request.noEyeDome;
    const auto rects = cloud::paneLayout(state, request.options.width, request.options.height);
    const double aspect = static_cast<double>(rects[0].width) / std::max(1, rects[0].height);
    if (request.camera.empty()) {
        state.camera = cloud::cameraFor(points.bounds, request.view, aspect);
    } else {
        const auto camera = cloud::cameraFromText(request.camera, points.cloud->shift);
        if (!camera.ok()) {
            Error error = camera.error();
            error.code = ErrorCode::Usage; // it stands on the command line, in no file
            return error;
        }
        state.camera = camera.value();
    }
    return state;
}

int runRender(const RenderRequest& request, const CommandContext& context, const base::Job& job)
{
    const Console& console = context.console;
    if (request.turntable == 0)
        if (auto named = imaging::checkWritable(request.output); !named.ok())
            return console.fail(named.error());
    auto read = cloud::readCloud(request.file, {}, job.part(0, 0.3));
    if (!read.ok())
        return console.fail(read.error());
    const auto labels = cloud::labelsOfCloud(read.value(), request.file, request.classes);
    if (!labels.ok())
        return console.fail(labels.error());
    const auto points
        = cloud::makePointSet(std::make_shared<const cloud::Cloud>(std::move(read).value()), job.part(0.3, 0.6));
    if (!points.ok())
        return console.fail(points.error());
    const auto& table = labels.value().table;
    const auto slots = cloud::makeSlots(*points.value(), labels.value().truth, labels.value().prediction, table);
    const auto state = makeState(request, *points.value(), table);
    if (!state.ok())
        return console.fail(state.error());
    const cloud::RenderInput input{points.value().get(), &slots, &table, {}};
    if (request.turntable > 0) {
        cloud::TurntableOptions turntable;
        turntable.frames = request.turntable;
        const auto written = cloud::renderTurntable(request.output, input, state.value(), request.options, turntable,
                                                    job.part(0.6, 1));
        if (!written.ok())
            return console.fail(written.error());
    } else {
        const auto picture = cloud::renderCloud(input, state.value(), request.options, job.part(0.6, 1));
        if (!picture.ok())
            return console.fail(picture.error());
        if (auto written = imaging::writePicture(request.output, picture.value(), {}); !written.ok())
            return console.fail(written.error());
    }
    const std::string camera = cloud::cameraToText(state.value().camera, points.value()->cloud->shift);
    if (console.json)
        console.result(base::Json{{"output", request.output},
                                  {"points", points.value()->size()},
                                  {"camera", base::parseJson(camera, "camera").value()}});
    else
        console.result(request.output);
    return 0;
}

} // namespace

void addCloudRenderVerb(CLI::App& cloud, CommandContext& context)
{
    auto request = std::make_shared<RenderRequest>();
    CLI::App* verb
        = cloud.add_subcommand("render", "Draw a point cloud to a picture or a turning video, without a display");
    verb->add_option("file", request->file, "The point cloud")->required();
    verb->add_option("--output,-o", request->output,
                     "The picture (.png, .jpg, .webp), or with --turntable the video (.mp4, .avi, .mkv) or a folder")
        ->required();
    verb->add_option("--by", request->by,
                     "What to color by, one to four with commas between: input, truth (or label), prediction, error, "
                     "height, attribute:NAME")
        ->capture_default_str();
    verb->add_option(
        "--classes", request->classes,
        "Table of classes: s3dis, scannet, shapenetpart, las, or a JSON file; default: told from the file");
    verb->add_option("--hide", request->hide, "Class not to draw, by name or number; may be repeated");
    verb->add_option("--view", request->view, "Direction to look from")
        ->check(CLI::IsMember({"iso", "top", "bottom", "front", "back", "left", "right"}))
        ->capture_default_str();
    verb->add_option("--camera", request->camera, "A camera as the window copies it, in place of --view");
    verb->add_option("--curtain", request->curtain, "Two contents in one picture, split at this share of the width")
        ->check(CLI::Range(0.0, 1.0));
    verb->add_option("--box", request->box, "Clip box: center x,y,z, edges, turn in degrees, with commas between");
    verb->add_option("--box-mode", request->boxMode, "What the box keeps")
        ->check(CLI::IsMember({"inside", "outside", "highlight"}))
        ->capture_default_str();
    verb->add_option("--width", request->options.width, "Pixels of the picture")
        ->check(CLI::Range(16, 16384))
        ->capture_default_str();
    verb->add_option("--height", request->options.height, "Pixels of the picture")
        ->check(CLI::Range(16, 16384))
        ->capture_default_str();
    verb->add_option("--point-size", request->look.size, "Pixels of a point")
        ->check(CLI::Range(1.0, 50.0))
        ->capture_default_str();
    verb->add_flag("--fixed-size", request->fixedSize, "All points of one size, near and far");
    verb->add_flag("--no-eye-dome", request->noEyeDome, "Without eye-dome lighting");
    verb->add_flag("--legend", request->options.legend, "With a legend");
    verb->add_flag("--scale-bar", request->options.scaleBar, "With a scale bar");
    verb->add_flag("--titles", request->options.titles, "With the name of what each pane shows");
    verb->add_option("--turntable", request->turntable, "A full turn of so many pictures")
        ->check(CLI::Range(2, 100000));
    addCommonOptions(*verb, context);
    verb->callback([request, &context] {
        context.action = [request, &context](const base::Job& job) { return runRender(*request, context, job); };
    });
}

} // namespace maquette::app
