// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `maquette cloud` as a user starts it, on generated rooms: results, exit codes, bad input, interruption.
#include "base/Json.h"
#include "cloud/ClassTable.h"
#include "cloud/io/CloudFile.h"
#include "imaging/PictureFile.h"
#include "models/pointnext/PointNext.h"
#include "support/RunProgram.h"
#include "support/TemporaryFolder.h"
#include "tensorio/Checkpoint.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace maquette;
using namespace maquette::tests;
namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string>;

ProgramResult cloudRun(Words words, const ProgramOptions& options = {})
{
    words.insert(words.begin(), "cloud");
    return runProgram(MAQUETTE_PROGRAM, words, options);
}

std::string content(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

base::Json jsonOf(const std::string& text)
{
    const auto json = base::parseJson(text, "stdout");
    EXPECT_TRUE(json.ok()) << text;
    return json.ok() ? json.value() : base::Json::object();
}

/// Two small rooms, room_0.ply and room_1.ply, made once.
class CloudCommand : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        s_rooms = std::make_unique<TemporaryFolder>();
        const auto made = cloudRun(
            {"generate-rooms", s_rooms->path(), "--rooms", "2", "--seed", "7", "--density", "150", "--quiet"});
        ASSERT_EQ(made.exitCode, 0) << made.error;
        torch::manual_seed(1);
        const models::pointnext::PointNext network(*models::pointnext::namedConfig("s3dis-s"));
        ASSERT_TRUE(models::pointnext::savePointNext(weights(), network, {{"trained_on", "nothing"}}).ok());
    }
    static void TearDownTestSuite() { s_rooms.reset(); }

    static std::string room(int number) { return *s_rooms / ("room_" + std::to_string(number) + ".ply"); }
    static std::string weights() { return *s_rooms / "weights.safetensors"; }

    static cloud::Cloud read(const fs::path& file)
    {
        auto cloud = cloud::readCloud(file);
        EXPECT_TRUE(cloud.ok()) << file << ": " << cloud.error().english();
        return cloud.ok() ? std::move(cloud).value() : cloud::Cloud();
    }
    static std::vector<std::int32_t> labels(const cloud::Cloud& cloud)
    {
        const auto* found = cloud.find(cloud::Role::Label);
        return found != nullptr ? cloud::labelsOf(found->values) : std::vector<std::int32_t>();
    }

    /// This code and a sentence with these words come back, and nothing new lies in the folder.
    void refuses(const Words& words, int code, const std::string& sentence)
    {
        const auto before = names();
        const auto run = cloudRun(words);
        EXPECT_EQ(run.exitCode, code) << testing::PrintToString(words) << run.error;
        EXPECT_NE(run.error.find(sentence), std::string::npos) << testing::PrintToString(words) << run.error;
        EXPECT_EQ(names(), before) << testing::PrintToString(words);
    }
    std::set<std::string> names() const
    {
        std::set<std::string> all;
        for (const auto& entry : fs::recursive_directory_iterator(folder.path()))
            all.insert(entry.path().string());
        return all;
    }

    TemporaryFolder folder;

private:
    static inline std::unique_ptr<TemporaryFolder> s_rooms;
};

} // namespace

TEST_F(CloudCommand, TheManualNamesEveryOption)
{
    const std::string page = content(MAQUETTE_MANUAL "/command-line.md");
    for (const std::string verb :
         {"info", "convert", "segment", "compare", "render", "classify", "parts", "train", "generate-rooms"}) {
        // The section whose heading names the verb.
        std::string section;
        for (std::size_t at = page.find("\n## cloud "); at != std::string::npos;
             at = page.find("\n## cloud ", at + 1)) {
            const std::string heading = page.substr(at, page.find('\n', at + 1) - at);
            if (heading.find("cloud " + verb) != std::string::npos)
                section = page.substr(at, page.find("\n## ", at + 1) - at);
        }
        ASSERT_FALSE(section.empty()) << verb;
        const auto help = cloudRun({verb, "--help"});
        ASSERT_EQ(help.exitCode, 0) << verb;
        int options = 0;
        std::istringstream lines(help.out);
        for (std::string line; std::getline(lines, line);) {
            const std::size_t at = line.find("--");
            if (at == std::string::npos || line.find_first_not_of(' ') + 3 < at || line.starts_with("    "))
                continue;
            const std::string flag = line.substr(at, line.find_first_of(" ,=", at) - at);
            if (std::set<std::string>{"--help", "--device", "--threads", "--json", "--quiet"}.contains(flag))
                continue;
            ++options;
            const std::string other = flag.starts_with("--no-") ? "--" + flag.substr(5) : "--no-" + flag.substr(2);
            EXPECT_TRUE(section.find(flag) != std::string::npos || section.find(other) != std::string::npos)
                << verb << " " << flag;
        }
        EXPECT_GT(options, 0) << verb;
    }
}

TEST_F(CloudCommand, InfoTellsWhatIsInACloud)
{
    const auto run = cloudRun({"info", room(0), "--json", "--quiet"});
    ASSERT_EQ(run.exitCode, 0) << run.error;
    EXPECT_EQ(run.error, "");
    const auto facts = jsonOf(run.out);
    const auto cloud = read(room(0));
    EXPECT_EQ(facts.at("name"), "room_0.ply");
    EXPECT_EQ(facts.at("points"), cloud.size());
    EXPECT_TRUE(facts.at("colors").get<bool>());
    EXPECT_EQ(facts.at("class-table"), "s3dis");
    const cloud::Bounds bounds = cloud::boundsOf(cloud);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        EXPECT_NEAR(facts.at("bounds").at("low").at(axis).get<double>(), bounds.low[axis], 1e-6);
        EXPECT_NEAR(facts.at("bounds").at("high").at(axis).get<double>(), bounds.high[axis], 1e-6);
    }
    ASSERT_EQ(facts.at("attributes").size(), 2u);
    EXPECT_EQ(facts.at("attributes").at(0).at("role"), "label");
    EXPECT_EQ(facts.at("attributes").at(0).at("type"), "u8");
    EXPECT_EQ(facts.at("attributes").at(1).at("role"), "instance");
    const auto ids = labels(cloud);
    std::int64_t sum = 0;
    for (const auto& each : facts.at("classes")) {
        EXPECT_EQ(each.at("points").get<std::int64_t>(),
                  std::count(ids.begin(), ids.end(), each.at("id").get<std::int32_t>()))
            << each.at("name");
        sum += each.at("points").get<std::int64_t>();
    }
    EXPECT_EQ(sum, static_cast<std::int64_t>(cloud.size()));
    // Names of classes are guessed from what data sets are called, not from any room in a path.
    fs::create_directory(folder / "bedroom");
    const auto tableOf = [&](const fs::path& file) {
        write(file, "0.5 0 0 1\n0 0 1 2\n0 1 1 2\n");
        return jsonOf(cloudRun({"info", file, "--json", "--quiet"}).out).at("class-table").get<std::string>();
    };
    EXPECT_NE(tableOf(folder / "bedroom" / "mine.xyz"), "s3dis");
    EXPECT_EQ(tableOf(folder / "bedroom" / "Area_5_office_1.xyz"), "s3dis");
    EXPECT_EQ(tableOf(folder / "room_3.xyz"), "s3dis");
    // Several files come as a list.
    const auto two = jsonOf(cloudRun({"info", room(0), room(1), "--json", "--quiet"}).out);
    EXPECT_EQ(two.at("files").size(), 2u);
}

TEST_F(CloudCommand, ConvertsToEveryFormatAndBack)
{
    const auto before = read(room(0));
    for (const std::string ending : {"ply", "las", "npy", "txt", "obj"}) {
        const std::string there = folder / ("there." + ending);
        const std::string back = folder / ("back-from-" + ending + ".ply");
        const auto run = cloudRun({"convert", room(0), there, "--json", "--quiet"});
        ASSERT_EQ(run.exitCode, 0) << ending << run.error;
        EXPECT_EQ(jsonOf(run.out).at("points"), before.size());
        ASSERT_EQ(cloudRun({"convert", there, back, "--quiet"}).exitCode, 0) << ending;
        const auto after = read(back);
        ASSERT_EQ(after.size(), before.size()) << ending;
        EXPECT_EQ(after.colors, before.colors) << ending;
        double furthest = 0;
        for (std::size_t i = 0; i < before.size(); ++i)
            for (std::size_t axis = 0; axis < 3; ++axis)
                furthest = std::max(furthest, std::abs(after.coordinate(i)[axis] - before.coordinate(i)[axis]));
        EXPECT_LE(furthest, ending == "las" ? 1e-3 : 1e-6) << ending;
        if (ending != "obj") { // which has no room for labels, and says so
            EXPECT_EQ(labels(after), labels(before)) << ending;
        } else {
            EXPECT_NE(run.out.find("no room for"), std::string::npos) << run.out;
        }
    }
    const auto text = cloudRun({"convert", room(0), folder / "text.ply", "--ascii"});
    ASSERT_EQ(text.exitCode, 0) << text.error;
    EXPECT_NE(content(folder / "text.ply").find("format ascii 1.0"), std::string::npos);
    EXPECT_EQ(read(folder / "text.ply").positions, before.positions);
}

TEST_F(CloudCommand, ConvertSaysWhereItCannotWrite)
{
    refuses({"convert", room(0), folder / "a.tif"}, 2, "a.tif");
    refuses({"convert", room(0), folder / "none" / "a.ply"}, 6, "a.ply");
    refuses({"convert", room(0)}, 2, "output");
    refuses({"convert", folder / "none.ply", folder / "a.ply"}, 3, "none.ply");
    write(folder / "old.ply", "old");
    const auto full = cloudRun({"convert", room(0), folder / "old.ply"}, {.fileLimit = 512});
    EXPECT_EQ(full.exitCode, 6) << full.error;
    EXPECT_EQ(content(folder / "old.ply"), "old");
}

TEST_F(CloudCommand, ACloudEqualsItself)
{
    const auto run = cloudRun({"compare", room(0), room(0), "--json", "--quiet"});
    ASSERT_EQ(run.exitCode, 0) << run.error;
    const auto scores = jsonOf(run.out);
    EXPECT_EQ(scores.at("mean-iou"), 100.0);
    EXPECT_EQ(scores.at("overall-accuracy"), 100.0);
    EXPECT_EQ(scores.at("points"), read(room(0)).size());
    EXPECT_EQ(scores.at("ignored"), 0);
    EXPECT_EQ(scores.at("confusion").size(), 13u);
    EXPECT_NE(scores.dump().find("all points of the file"), std::string::npos);
}

TEST_F(CloudCommand, PairsAreAddedBeforeScoresAreMade)
{
    // Truth and prediction as text: x y z label. Of class 5 two of three points are right, of class 9 all.
    write(folder / "truth-a.xyz", "0 0 0 5\n0 0 1 5\n0 1 1 5\n");
    write(folder / "guess-a.xyz", "0 0 0 5\n0 0 1 5\n0 1 1 6\n");
    write(folder / "truth-b.xyz", "0 0 0 9\n0 0 1 9\n");
    write(folder / "guess-b.xyz", "0 0 0 9\n0 0 1 9\n");
    const auto run = cloudRun({"compare", folder / "truth-a.xyz", folder / "guess-a.xyz", folder / "truth-b.xyz",
                               folder / "guess-b.xyz", "--json", "--quiet"});
    ASSERT_EQ(run.exitCode, 0) << run.error;
    const auto scores = jsonOf(run.out);
    // The second pair has a class that the first has not: nothing may be lost.
    EXPECT_EQ(scores.at("points"), 5);
    EXPECT_EQ(scores.at("ignored"), 0);
    EXPECT_EQ(scores.at("confusion"), (base::Json{{2, 1, 0}, {0, 0, 0}, {0, 0, 2}}));
    EXPECT_NEAR(scores.at("overall-accuracy").get<double>(), 80, 1e-6);
    EXPECT_NEAR(scores.at("mean-iou").get<double>(), (200.0 / 3 + 0 + 100) / 3, 1e-6);
}

TEST_F(CloudCommand, ComparesABareArrayOfLabels)
{
    write(folder / "truth.xyz", "0 0 0 5\n0 0 1 5\n0 1 1 6\n");
    const std::vector<std::int64_t> guess = {5, 6, 6};
    const tensorio::TensorData data{
        {"guess", tensorio::DType::I64, {3}}, {reinterpret_cast<const std::uint8_t*>(guess.data()), 24}, nullptr};
    ASSERT_TRUE(tensorio::writeNpy(folder / "guess.npy", data).ok());
    const auto run = cloudRun({"compare", folder / "truth.xyz", folder / "guess.npy", "--json", "--quiet"});
    ASSERT_EQ(run.exitCode, 0) << run.error;
    EXPECT_EQ(jsonOf(run.out).at("confusion"), (base::Json{{1, 1}, {0, 1}}));
    refuses({"compare", room(0), folder / "guess.npy"}, 3, "cannot be compared point by point");
}

TEST_F(CloudCommand, CompareSaysWhatCannotBeCompared)
{
    refuses({"compare", room(0), room(1)}, 3, "cannot be compared point by point");
    refuses({"compare", room(0), room(0), room(1)}, 2, "pairs");
    refuses({"compare", room(0)}, 2, "");
    write(folder / "bare.xyz", "0.5 0 0\n0 0 1\n");
    refuses({"compare", folder / "bare.xyz", folder / "bare.xyz"}, 3, "has no labels");
    refuses({"compare", room(0), room(0), "--classes", folder / "none.json"}, 3, "none.json");
}

TEST_F(CloudCommand, RendersAPictureOfTheSizeAskedFor)
{
    const auto run = cloudRun({"render", room(0), "--output", folder / "a.png", "--by", "input,truth,height,error",
                               "--width", "161", "--height", "100", "--hide", "ceiling", "--hide", "2", "--legend",
                               "--titles", "--scale-bar", "--json", "--quiet"});
    ASSERT_EQ(run.exitCode, 0) << run.error;
    const auto picture = imaging::readPicture(folder / "a.png");
    ASSERT_TRUE(picture.ok());
    EXPECT_EQ(picture.value().width, 161);
    EXPECT_EQ(picture.value().height, 100);
    EXPECT_GT(std::set<std::uint8_t>(picture.value().bytes.begin(), picture.value().bytes.end()).size(), 20u);
    // The camera that is told draws the same picture again.
    const std::string camera = jsonOf(run.out).at("camera").dump();
    const Words common = {"render", room(0), "--width", "90", "--height", "60", "--quiet"};
    const auto with = [&](Words more) {
        Words all = common;
        all.insert(all.end(), more.begin(), more.end());
        return cloudRun(all);
    };
    const auto first = with({"-o", folder / "b.png", "--view", "top", "--json"});
    ASSERT_EQ(first.exitCode, 0) << first.error;
    const std::string top = jsonOf(first.out).at("camera").dump();
    EXPECT_NE(top, camera);
    ASSERT_EQ(with({"-o", folder / "c.png", "--camera", top}).exitCode, 0);
    EXPECT_EQ(content(folder / "b.png"), content(folder / "c.png"));
    ASSERT_EQ(with({"-o", folder / "d.png", "--view", "top", "--box", "1,1,1,1,1,1,30"}).exitCode, 0);
    EXPECT_NE(content(folder / "b.png"), content(folder / "d.png"));
    ASSERT_EQ(with({"-o", folder / "e.png", "--by", "truth,input", "--curtain", "0.5"}).exitCode, 0);
}

TEST_F(CloudCommand, RenderMakesATurn)
{
    const auto run = cloudRun(
        {"render", room(0), "-o", folder / "turn", "--turntable", "3", "--width", "48", "--height", "32", "--quiet"});
    ASSERT_EQ(run.exitCode, 0) << run.error;
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(fs::exists(folder / "turn" / ("frame-0000" + std::to_string(i) + ".png"))) << i;
    // Pictures of before stay.
    const auto again = cloudRun(
        {"render", room(0), "-o", folder / "turn", "--turntable", "2", "--width", "48", "--height", "32", "--quiet"});
    EXPECT_EQ(again.exitCode, 6) << again.error;
    EXPECT_TRUE(fs::exists(folder / "turn" / "frame-00002.png"));
}

TEST_F(CloudCommand, RenderRefusesWhatItDoesNotKnow)
{
    const auto with = [&](Words more) {
        Words all = {"render", room(0), "-o", folder / "a.png", "--width", "64", "--height", "48", "--quiet"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    };
    refuses(with({"--by", "taste"}), 2, "taste");
    refuses(with({"--by", "attribute:none"}), 2, "attribute:none");
    refuses(with({"--by", "input,input,input,input,input"}), 2, "one to four");
    refuses(with({"--by", ""}), 2, "one to four");
    refuses(with({"--curtain", "0.5"}), 2, "two panes");
    refuses(with({"--curtain", "1.5"}), 2, "curtain");
    refuses(with({"--hide", "sky"}), 2, "sky");
    for (const char* box : {"1,1,1", "1,1,1,0,1,1", "1,1,1,1,1,1,1,1", "1,1,1,1,1,1x", "a,1,1,1,1,1", "nan,1,1,1,1,1"})
        refuses(with({"--box", box}), 2, box);
    refuses(with({"--view", "inside"}), 2, "inside");
    refuses(with({"--camera", "there"}), 2, "camera");
    refuses(with({"--camera", R"({"position":[1,1,1],"focal-point":[1,1,1]})"}), 2, "same place");
    refuses(with({"--turntable", "1"}), 2, "turntable");
    refuses({"render", room(0), "-o", folder / "a.png", "--width", "15"}, 2, "width");
    refuses({"render", room(0), "-o", folder / "a.tif"}, 2, ".tif");
    refuses({"render", room(0), "-o", folder / "none" / "a.png", "--width", "64", "--height", "48"}, 6, "a.png");
}

TEST_F(CloudCommand, TheSameSeedGivesTheSameRooms)
{
    const auto make = [&](const char* name, Words more) {
        Words all = {"generate-rooms", folder / name, "--seed", "7", "--density", "150", "--quiet"};
        all.insert(all.end(), more.begin(), more.end());
        return cloudRun(all);
    };
    ASSERT_EQ(make("a", {"--rooms", "2", "--threads", "1"}).exitCode, 0);
    EXPECT_EQ(content(folder / "a" / "room_0.ply"), content(room(0)));
    EXPECT_EQ(content(folder / "a" / "room_1.ply"), content(room(1)));
    ASSERT_EQ(make("b", {"--first", "1"}).exitCode, 0);
    EXPECT_EQ(content(folder / "b" / "room_1.ply"), content(room(1)));
    EXPECT_NE(content(room(0)), content(room(1)));
    ASSERT_EQ(make("c", {"--no-colors"}).exitCode, 0);
    EXPECT_FALSE(read(folder / "c" / "room_0.ply").hasColors());
    ASSERT_EQ(make("e", {"--format", "npy"}).exitCode, 0);
    EXPECT_EQ(read(folder / "e" / "room_0.npy").size(), read(room(0)).size());
    refuses({"generate-rooms", folder / "d", "--density", "1"}, 2, "density");
    refuses({"generate-rooms", folder / "d", "--format", "obj"}, 2, "format");
    write(folder / "file", "");
    refuses({"generate-rooms", folder / "file"}, 6, "file");
}

TEST_F(CloudCommand, SegmentsInEveryMode)
{
    const auto before = read(room(0));
    for (const std::string mode : {"test", "val", "nearest", "direct"}) {
        const std::string output = folder / (mode + ".ply");
        const auto run = cloudRun({"segment", room(0), "--weights", weights(), "--mode", mode, "--grid", "0.2", "-o",
                                   output, "--json", "--quiet"});
        ASSERT_EQ(run.exitCode, 0) << mode << run.error;
        const auto facts = jsonOf(run.out);
        EXPECT_EQ(facts.at("mode"), mode);
        EXPECT_EQ(facts.at("points"), before.size());
        EXPECT_EQ(facts.at("output"), output);
        EXPECT_NE(facts.at("protocol"), "");
        EXPECT_EQ(facts.at("passes").get<int>() > 1, mode == "test");
        EXPECT_EQ(facts.at("voxels").get<std::size_t>() < before.size(), mode != "direct");
        EXPECT_TRUE(facts.at("scores").contains("mean-iou"));
        const auto after = read(output);
        EXPECT_EQ(after.positions, before.positions) << mode;
        EXPECT_EQ(labels(after), labels(before)) << mode;
        const auto* prediction = after.find(cloud::Role::Prediction);
        const auto* confidence = after.find("confidence");
        ASSERT_NE(prediction, nullptr) << mode;
        ASSERT_NE(confidence, nullptr) << mode;
        for (std::size_t i = 0; i < after.size(); i += 97) {
            const double id = cloud::valueAt(prediction->values, i);
            EXPECT_TRUE(id >= 0 && id < 13) << mode << id;
            const double share = cloud::valueAt(confidence->values, i);
            EXPECT_TRUE(share > 1.0 / 13 - 1e-6 && share <= 1) << mode << share;
        }
    }
}

TEST_F(CloudCommand, NoFormatLosesThePrediction)
{
    const auto segment = [&](const std::string& ending) {
        const std::string output = folder / ("a." + ending);
        const auto run
            = cloudRun({"segment", room(0), "--weights", weights(), "--grid", "0.2", "-o", output, "--quiet"});
        EXPECT_EQ(run.exitCode, 0) << ending << run.error;
        return read(output);
    };
    const auto predicted = cloud::labelsOf(segment("ply").find(cloud::Role::Prediction)->values);
    for (const char* ending : {"las", "txt"}) {
        const auto cloud = segment(ending);
        ASSERT_NE(cloud.find(cloud::Role::Prediction), nullptr) << ending;
        EXPECT_EQ(cloud::labelsOf(cloud.find(cloud::Role::Prediction)->values), predicted) << ending;
        EXPECT_EQ(labels(cloud), labels(read(room(0)))) << ending;
    }
    // An array has one column for classes, and the one that was asked for stands in it.
    EXPECT_EQ(labels(segment("npy")), predicted);
    const auto colored = segment("obj");
    ASSERT_EQ(colored.colors.size(), 3 * predicted.size());
    for (std::size_t i = 0; i < predicted.size(); i += 53) {
        const auto color = cloud::classTable("s3dis")->find(predicted[i])->color;
        EXPECT_TRUE(std::equal(color.begin(), color.end(), colored.colors.begin() + static_cast<std::ptrdiff_t>(3 * i)))
            << i;
    }
}

TEST_F(CloudCommand, LogitsAndPlan)
{
    const auto points = static_cast<std::int64_t>(read(room(0)).size());
    const auto run = cloudRun({"segment", room(0), "--weights", weights(), "--grid", "0.2", "-o", folder / "a.ply",
                               "--logits", folder / "logits.npy", "--quiet"});
    ASSERT_EQ(run.exitCode, 0) << run.error;
    const auto logits = tensorio::Checkpoint::open(folder / "logits.npy");
    ASSERT_TRUE(logits.ok()) << logits.error().english();
    ASSERT_EQ(logits.value()->tensors().size(), 1u);
    EXPECT_EQ(logits.value()->tensors()[0].shape, (std::vector<std::int64_t>{points, 13}));
    // A plan writes nothing and needs no place to.
    const auto before = names();
    const auto plan = cloudRun({"segment", room(0), "--weights", weights(), "--memory", "1", "--plan", "--quiet"});
    ASSERT_EQ(plan.exitCode, 0) << plan.error;
    const auto facts = jsonOf(plan.out);
    EXPECT_EQ(facts.at("model").at("variant"), "PointNeXt-S");
    EXPECT_EQ(facts.at("model").at("trained-on"), "nothing");
    EXPECT_EQ(facts.at("model").at("features"), (base::Json{"red", "green", "blue", "height"}));
    EXPECT_GT(facts.at("tiles").get<int>(), 1);
    EXPECT_LE(facts.at("bytes").get<std::int64_t>(), 1 << 20);
    EXPECT_FALSE(facts.at("warnings").empty());
    EXPECT_EQ(names(), before);
}

TEST_F(CloudCommand, APlanWarnsOfWhatWouldGoWrong)
{
    const auto warnings = [&](const std::string& file, Words more) {
        more.insert(more.begin(), {"segment", file, "--weights", weights(), "--plan", "--quiet"});
        const auto plan = cloudRun(more);
        EXPECT_EQ(plan.exitCode, 0) << plan.error;
        return jsonOf(plan.out).at("warnings").dump();
    };
    // Millimeters taken for meters, meters for millimeters, no colors.
    EXPECT_NE(warnings(room(0), {"--unit", "1000"}).find("meters"), std::string::npos);
    EXPECT_NE(warnings(room(0), {"--unit", "0.001"}).find("meters"), std::string::npos);
    EXPECT_NE(warnings(room(0), {"--mode", "direct", "--radius", "3"}).find("64 points or more"), std::string::npos);
    EXPECT_EQ(warnings(room(0), {"--radius", "0.3"}).find("black"), std::string::npos);
    write(folder / "gray.xyz", "0 0 0.5\n0 1 0.5\n1 1 1.5\n");
    EXPECT_NE(warnings(folder / "gray.xyz", {}).find("black"), std::string::npos);
}

TEST_F(CloudCommand, RoomsWithOneNameDoNotTakeEachOthersPlace)
{
    for (int i = 0; i < 2; ++i) {
        fs::create_directory(folder / ("Area_" + std::to_string(i + 1)));
        fs::copy_file(room(i), folder / ("Area_" + std::to_string(i + 1)) / "office_1.ply");
    }
    const std::string first = folder / "Area_1" / "office_1.ply";
    const std::string second = folder / "Area_2" / "office_1.ply";
    const auto run = cloudRun(
        {"segment", first, second, "--weights", weights(), "--grid", "0.2", "-o", folder / "out", "--json", "--quiet"});
    ASSERT_EQ(run.exitCode, 0) << run.error;
    EXPECT_EQ(jsonOf(run.out).at("files").size(), 2u);
    EXPECT_EQ(read(folder / "out" / "Area_1_office_1.ply").size(), read(room(0)).size());
    EXPECT_EQ(read(folder / "out" / "Area_2_office_1.ply").size(), read(room(1)).size());
    // The result serves as truth and as prediction, and joined they have the scores that segment told.
    const auto compared = cloudRun({"compare", first, folder / "out" / "Area_1_office_1.ply", second,
                                    folder / "out" / "Area_2_office_1.ply", "--classes", "s3dis", "--json", "--quiet"});
    ASSERT_EQ(compared.exitCode, 0) << compared.error;
    EXPECT_EQ(jsonOf(compared.out).at("mean-iou"), jsonOf(run.out).at("scores").at("mean-iou"));
    refuses({"segment", first, first, "--weights", weights(), "-o", folder / "twice"}, 2, "one name");
    refuses({"segment", first, second, "--weights", weights(), "-o", folder / "two", "--logits", folder / "l.npy"}, 2,
            "one file only");
}

TEST_F(CloudCommand, SegmentSaysWhatDoesNotFit)
{
    const auto with = [&](Words more) {
        Words all = {"segment", room(0), "-o", folder / "a.ply", "--grid", "0.2"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    };
    write(folder / "none.safetensors", "these are no weights, but a longer text than a head");
    refuses(with({"--weights", folder / "none.safetensors"}), 4, "none.safetensors");
    refuses(with({"--weights", folder / "missing.pth"}), 4, "missing.pth");
    refuses(with({"--weights", room(0)}), 4, "room_0.ply");
    refuses(with({"--weights", weights(), "--features", "red,green"}), 4, "4 channels");
    refuses(with({"--weights", weights(), "--features", "red,green,blue,taste"}), 4, "taste");
    refuses(with({"--weights", weights(), "--mode", "best"}), 2, "mode");
    refuses(with({"--weights", weights(), "--grid", "-1"}), 2, "grid");
    refuses(with({"--weights", weights(), "--device", "cuda:99"}), 5, "cuda:99");
    refuses({"segment", folder / "none.ply", "--weights", weights(), "-o", folder / "a.ply"}, 3, "none.ply");
    refuses({"segment", room(0), "--weights", weights()}, 2, "output");
    refuses({"segment", room(0), "--weights", weights(), "-o", folder / "a.tif"}, 2, "a.tif");
    refuses({"classify", room(0)}, 4, "weights");
    refuses({"classify", room(0), "--weights", weights()}, 4, "segmentation");
    refuses({"parts", room(0), "--weights", weights(), "-o", folder / "a.ply"}, 4, "segmentation");
    refuses({"parts", room(0), "--weights", weights(), "-o", folder / "a.ply", "--object", "tree"}, 2, "object");
}

TEST_F(CloudCommand, TrainingThatIsStoppedGoesOn)
{
    const auto train = [&](const std::string& crops, const ProgramOptions& options = {}) {
        return cloudRun({"train", folder / "run", "--crops", crops, "--crop", "512", "--batch", "2", "--density", "100",
                         "--validate", "0", "--validation-rooms", "1", "--grid", "0.1", "--quiet"},
                        options);
    };
    const auto stopped = train("1000000", {.interruptAfter = 5});
    ASSERT_EQ(stopped.exitCode, 130) << stopped.error;
    const auto crops = jsonOf(stopped.out).at("crops").get<std::int64_t>();
    for (const char* name : {"state.safetensors", "model.safetensors", "recipe.json"})
        EXPECT_TRUE(fs::exists(folder / "run" / name)) << name;
    const auto resumed = train(std::to_string(crops + 4));
    ASSERT_EQ(resumed.exitCode, 0) << resumed.error;
    EXPECT_EQ(jsonOf(resumed.out).at("crops").get<std::int64_t>(), crops + 4);
    // The model that it leaves segments.
    const auto used = cloudRun({"segment", room(0), "--weights", folder / "run" / "model.safetensors", "--grid", "0.2",
                                "-o", folder / "a.ply", "--json", "--quiet"});
    ASSERT_EQ(used.exitCode, 0) << used.error;
    EXPECT_EQ(jsonOf(used.out).at("model").at("trained-on"), "generated rooms, seed 1");
    const auto other = cloudRun({"train", folder / "run", "--crops", "1000000", "--crop", "600", "--batch", "2",
                                 "--density", "100", "--grid", "0.1", "--quiet"});
    EXPECT_EQ(other.exitCode, 4) << other.error;
    EXPECT_NE(other.error.find("crop"), std::string::npos) << other.error;
}

TEST_F(CloudCommand, TrainingSaysWhatItCannotUse)
{
    refuses({"train", folder / "run", "--device", "cuda:0"}, 5, "cuda:0");
    refuses({"train", folder / "run", "--data", folder / "none"}, 3, "none");
    fs::create_directory(folder / "empty");
    refuses({"train", folder / "run", "--data", folder / "empty"}, 3, "empty");
    fs::create_directory(folder / "bad");
    write(folder / "bad" / "state.safetensors", "not a state");
    refuses({"train", folder / "bad"}, 3, "state.safetensors");
    refuses({"train", folder / "run", "--variant", "xxl"}, 2, "variant");
}

TEST_F(CloudCommand, FilesThatAreNoCloudsAreNamed)
{
    const std::string ply = content(room(0));
    write(folder / "cut.ply", ply.substr(0, ply.size() / 2));
    write(folder / "empty.ply", "");
    write(folder / "words.txt", "no numbers here\n");
    write(folder / "text.ply", "not a ply");
    fs::create_directory(folder / "folder");
    for (const char* name : {"cut.ply", "empty.ply", "words.txt", "text.ply", "folder", "none.ply"}) {
        const std::string file = folder / name;
        refuses({"info", file}, 3, file);
        refuses({"convert", file, folder / "out.ply"}, 3, file);
        refuses({"render", file, "-o", folder / "out.png", "--width", "64", "--height", "48"}, 3, file);
        refuses({"segment", file, "--weights", weights(), "-o", folder / "out.ply"}, 3, file);
        refuses({"compare", room(0), file}, 3, file);
    }
}

TEST_F(CloudCommand, OddCloudsAreNoTrouble)
{
    write(folder / "one.xyz", "1 2 3\n");
    std::string same;
    for (int i = 0; i < 300; ++i)
        same += "1 2 3\n";
    write(folder / "same.xyz", same);
    write(folder / "far.xyz", "1e30 2 3\n2 3 1e30\n0 0 0\n");
    for (const char* name : {"one.xyz", "same.xyz", "far.xyz"}) {
        EXPECT_EQ(cloudRun({"info", folder / name}).exitCode, 0) << name;
        const auto render = cloudRun({"render", folder / name, "-o", folder / "a.png", "--width", "64", "--height",
                                      "48", "--legend", "--scale-bar"});
        EXPECT_EQ(render.exitCode, 0) << name << render.error;
        for (const char* mode : {"test", "val", "nearest", "direct"}) {
            const auto run = cloudRun(
                {"segment", folder / name, "--weights", weights(), "--mode", mode, "-o", folder / "a.ply", "--quiet"});
            EXPECT_EQ(run.exitCode, 0) << name << " " << mode << run.error;
        }
        EXPECT_EQ(read(folder / "a.ply").size(), read(folder / name).size()) << name;
    }
    // Nothing is left of a cloud without a finite coordinate, and that is said.
    write(folder / "nan.xyz", "nan nan nan\nnan 1 2\n");
    const auto info = cloudRun({"info", folder / "nan.xyz", "--json", "--quiet"});
    ASSERT_EQ(info.exitCode, 0) << info.error;
    EXPECT_EQ(jsonOf(info.out).at("points"), 0);
    EXPECT_EQ(jsonOf(info.out).at("dropped-points"), 2);
    refuses({"segment", folder / "nan.xyz", "--weights", weights(), "-o", folder / "out.ply"}, 3, "has no points");
}
