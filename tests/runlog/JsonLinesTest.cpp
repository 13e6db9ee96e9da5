// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FileOnDisk.h"

#include "runlog/JsonFields.h"
#include "runlog/JsonLinesFile.h"

#include <gtest/gtest.h>

using namespace maquette;
using namespace maquette::runlog;
using tests::appendBytes;
using tests::readAll;
using tests::Transcript;
using tests::writeBytes;

namespace {

struct Lines : tests::FileOnDisk {
    explicit Lines(const std::string& text)
        : FileOnDisk("log.jsonl", Format::JsonLines, text)
    {
    }
};

} // namespace

TEST(JsonLines, NestedKeysBecomeOneTag)
{
    Lines log(R"({"step":10,"loss":0.5,"validation":{"iou":{"wall":0.25}},"time":1700000000.5})"
              "\n");
    EXPECT_EQ(log.read(), "scalar loss @10 t1.7e+09 0.5\nscalar validation/iou/wall @10 t1.7e+09 0.25\n");
    EXPECT_EQ(log.last.state, Advance::State::Waiting);
    EXPECT_FALSE(log.last.trouble);
}

TEST(JsonLines, TheLogOfTheProgramsOwnTrainersIsRead)
{
    Lines log(R"({"boards":200,"loss":1.5,"rate":0.001,"boardsPerSecond":10}
{"boards":400,"validation":{"all":21.5,"explain":0.5}}
)");
    EXPECT_EQ(log.read(),
              "scalar loss @200 tnan 1.5\nscalar rate @200 tnan 0.001\nscalar boardsPerSecond @200 tnan 10\n"
              "scalar validation/all @400 tnan 21.5\nscalar validation/explain @400 tnan 0.5\n");
}

TEST(JsonLines, HalfALineWaitsForItsEnd)
{
    const std::string whole = "{\"step\":1,\"loss\":0.5}\n{\"step\":2,\"loss\":0.25}\n";
    for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
        Lines log(whole.substr(0, cut));
        std::string text = log.read();
        EXPECT_FALSE(log.last.trouble) << cut;
        appendBytes(log.path, whole.substr(cut));
        text += log.read();
        EXPECT_EQ(text, "scalar loss @1 tnan 0.5\nscalar loss @2 tnan 0.25\n") << cut;
        EXPECT_EQ(log.last.offset, static_cast<std::int64_t>(whole.size()));
    }
}

TEST(JsonLines, BareNanAndInfinityAreNumbers)
{
    Lines log(R"({"step":1,"loss":NaN,"norm":Infinity,"low":-Infinity,"word":"a \" NaN"})"
              "\n");
    EXPECT_EQ(log.read(),
              "scalar loss @1 tnan nan\nscalar norm @1 tnan inf\nscalar low @1 tnan -inf\n"
              "text word @1 tnan 1x1 |a \" NaN\n");
}

TEST(JsonLines, NullWhereNumbersWereIsNan)
{
    Lines log("{\"step\":1,\"loss\":1,\"headroom\":null}\n{\"step\":2,\"loss\":null}\n");
    EXPECT_EQ(log.read(), "scalar loss @1 tnan 1\nscalar loss @2 tnan nan\n");
}

TEST(JsonLines, AFirstLineOfConfigurationGivesSettings)
{
    Lines log(R"({"env_info":"linux","config":{"lr":0.1,"amp":true},"seed":7}
{"mode":"train","epoch":1,"iter":50,"lr":0.1,"time":0.3,"loss":2}
{"mode":"train","epoch":1,"iter":100,"lr":0.1,"time":0.3,"loss":1}
{"mode":"val","epoch":1,"iter":20,"mAP":0.5}
{"mode":"train","epoch":2,"iter":50,"lr":0.1,"time":0.3,"loss":0.5}
)");
    const std::string text = log.read();
    EXPECT_NE(text.find("setting env_info \"linux\"\nsetting config/lr 0.1\nsetting config/amp true\nsetting seed 7\n"),
              std::string::npos);
    // Iterations start again with each epoch, and evaluation tells the length of its own data.
    EXPECT_NE(text.find("scalar train/loss @50 tnan 2\n"), std::string::npos);
    EXPECT_NE(text.find("scalar train/loss @100 tnan 1\n"), std::string::npos);
    EXPECT_NE(text.find("scalar val/mAP @100 tnan 0.5\n"), std::string::npos);
    EXPECT_NE(text.find("scalar train/loss @150 tnan 0.5\n"), std::string::npos);
    EXPECT_NE(text.find("scalar train/time @50 tnan 0.3\n"), std::string::npos); // seconds an iteration, no time of day
}

TEST(JsonLines, WithoutStepsTheLinesAreCounted)
{
    Lines log("{\"loss\":3}\n{\"loss\":2}\n");
    EXPECT_EQ(log.read(), "scalar loss @0 tnan 3\nscalar loss @1 tnan 2\n");
}

TEST(JsonLines, WithoutStepsTheEpochIsTheStep)
{
    Lines log("{\"epoch\":1,\"loss\":3}\n{\"epoch\":2,\"loss\":2}\n");
    EXPECT_EQ(log.read(),
              "scalar epoch @1 tnan 1\nscalar loss @1 tnan 3\nscalar epoch @2 tnan 2\nscalar loss @2 tnan 2\n");
}

TEST(JsonLines, RowsOfOneStepTellTheEpochOnce)
{
    Lines log("{\"step\":5,\"epoch\":1,\"loss\":3}\n{\"step\":5,\"epoch\":1,\"eval\":2}\n");
    EXPECT_EQ(log.read(), "scalar epoch @5 tnan 1\nscalar loss @5 tnan 3\nscalar eval @5 tnan 2\n");
}

TEST(JsonLines, LinesThatAreNoObjectsAreLeftOutWithTheirOffset)
{
    Lines log("{\"step\":1,\"loss\":1}\nTraceback: no JSON\n[1,2]\n{\"step\":2,\"loss\":2}\n");
    EXPECT_EQ(log.read(), "scalar loss @1 tnan 1\nscalar loss @2 tnan 2\n");
    ASSERT_TRUE(log.last.trouble);
    EXPECT_NE(log.last.trouble->detail.find("byte 20: "), std::string::npos) << log.last.trouble->detail;
    EXPECT_NE(log.last.trouble->detail.find("byte 39: a line that is no object"), std::string::npos);
}

TEST(JsonLines, AReplacedFileIsGivenAnew)
{
    Lines log("{\"step\":1,\"loss\":1}\n{\"step\":2,\"loss\":2}\n");
    (void)log.read();
    writeBytes(log.path, "{\"step\":1,\"loss\":9}\n");
    EXPECT_EQ(log.read(), "scalar loss @1 tnan 9\n");
    EXPECT_TRUE(log.last.replaced);
    std::filesystem::remove(log.path);
    EXPECT_EQ(log.read(), "");
    EXPECT_EQ(log.last.state, Advance::State::Gone);
}

TEST(JsonLines, ABudgetEndsALookEarly)
{
    std::string text;
    for (int i = 0; i < 20000; ++i)
        text += "{\"step\":" + std::to_string(i) + ",\"loss\":1}\n";
    Lines log(text);
    Transcript transcript;
    const auto first = log.file->advance(transcript, {}, 1000);
    EXPECT_EQ(first.state, Advance::State::More);
    EXPECT_LT(transcript.lines.size(), 20000u);
    EXPECT_EQ(readAll(*log.file, transcript).state, Advance::State::Waiting);
    EXPECT_EQ(transcript.lines.size(), 20000u);
}

TEST(JsonLines, AStopEndsALookEarlyAndNothingIsLost)
{
    Lines log("{\"step\":1,\"loss\":1}\n");
    std::stop_source stop;
    stop.request_stop();
    Transcript transcript;
    EXPECT_EQ(log.file->advance(transcript, base::Job(stop.get_token(), {})).state, Advance::State::More);
    EXPECT_TRUE(transcript.lines.empty());
    EXPECT_EQ(log.read(), "scalar loss @1 tnan 1\n");
}

TEST(JsonLines, SideFilesOfTheFp8TrainerBecomeTagsByLayerAndKind)
{
    Lines log(
        R"({"record":"header","format":"maquette-fp8","version":1,"run":"tiny","precision":"o2","step":0,"ranks":1,"wallTime":1700000000}
{"record":"step","step":1,"rank":0,"lossScale":1.0,"skipped":false,"gradientNorm":null}
{"record":"tensor","step":1,"rank":0,"layer":0,"name":"layers.0.qkv","tensor":"weight","type":"e4m3","scale":8,"headroom":null,"histogram":{"first":-3,"counts":[1,4]}}
{"record":"tensor","step":1,"rank":2,"name":"layers.0.qkv","tensor":"weight","scale":4}
{"record":"later","step":1}
{"record":"header","format":"maquette-fp8","version":1,"step":1,"wallTime":1700000009}
)");
    EXPECT_EQ(log.read(),
              "restart @1\nabout name tiny\nsetting precision \"o2\"\nsetting ranks 1\nstatus running t1.7e+09\n"
              "scalar fp8/lossScale @1 tnan 1\nscalar fp8/skipped @1 tnan 0\n"
              "scalar fp8/layers.0.qkv/weight/layer @1 tnan 0\n"
              "text fp8/layers.0.qkv/weight/type @1 tnan 1x1 |e4m3\n"
              "scalar fp8/layers.0.qkv/weight/scale @1 tnan 8\n"
              "histogram fp8/layers.0.qkv/weight/exponents @1 tnan [-3 -2 -1] [1 4] min nan max nan sum nan "
              "squares nan\n"
              "scalar rank_2/fp8/layers.0.qkv/weight/scale @1 tnan 4\n"
              "restart @2\nstatus running t1.7e+09\n");
}

TEST(JsonLines, TheMemoryFileBecomesTagsByClass)
{
    Lines log(
        R"({"record":"header","format":"maquette-memory","version":1,"step":0}
{"record":"memory","step":2,"rank":0,"device":"cpu","parameters":10,"classes":[{"class":"weights","predicted":40,"measured":41},{"class":"caches","predicted":8,"measured":null}],"total":{"predicted":48,"measured":49},"baseline":{"name":"bf16","predicted":160}}
)");
    EXPECT_EQ(log.read(),
              "restart @1\ntext memory/device @2 tnan 1x1 |cpu\nscalar memory/parameters @2 tnan 10\n"
              "scalar memory/weights/predicted @2 tnan 40\nscalar memory/weights/measured @2 tnan 41\n"
              "scalar memory/caches/predicted @2 tnan 8\n"
              "scalar memory/total/predicted @2 tnan 48\nscalar memory/total/measured @2 tnan 49\n"
              "text memory/baseline/name @2 tnan 1x1 |bf16\nscalar memory/baseline/predicted @2 tnan 160\n");
}

TEST(JsonLines, ListsOfNumbersAreTensorsAndLongNamesAreLeftOut)
{
    Lines log("{\"step\":1,\"v\":[1,2,3],\"" + std::string(2000, 'x')
              + "\":1,\"l\":[{\"name\":\"a\",\"f\":2},\"t\"]}\n");
    EXPECT_EQ(log.read(),
              "tensor v @1 tnan [3] [1 2 3]\ntext l/a/name @1 tnan 1x1 |a\nscalar l/a/f @1 tnan 2\n"
              "text l/1 @1 tnan 1x1 |t\n");
}

TEST(JsonLines, AnObjectOfAnyNumberOfKeysIsLeftOut)
{
    std::string text = "{\"step\":1";
    for (int i = 0; i < 1'000'000; ++i)
        text += ",\"" + std::to_string(i) + "\":1";
    Lines log(text + "}\n{\"step\":2,\"loss\":1}\n");
    EXPECT_EQ(log.read(), "scalar loss @2 tnan 1\n");
    ASSERT_TRUE(log.last.trouble);
    EXPECT_NE(log.last.trouble->detail.find("byte 0: an object of more than 5000 keys"), std::string::npos);
}

TEST(JsonLines, DamageNeverCrashes)
{
    const std::string sound
        = "{\"step\":1,\"a\":{\"b\":[1,{\"c\":NaN}]}}\n{\"record\":\"header\",\"format\":\"maquette-fp8\"}\n"
          "{\"record\":\"tensor\",\"step\":1,\"name\":\"n\",\"tensor\":\"w\",\"histogram\":{\"first\":1,"
          "\"counts\":[1]}}\n";
    for (std::size_t place = 0; place < sound.size(); ++place)
        for (const char letter : {'\0', '"', '{', '[', '\xff', '\n', '\\'}) {
            std::string text = sound;
            text[place] = letter;
            Lines log(text);
            (void)log.read();
            EXPECT_EQ(log.last.state, Advance::State::Waiting);
        }
}
