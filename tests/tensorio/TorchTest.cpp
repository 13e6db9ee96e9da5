// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/TestFiles.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace maquette::tensorio::test {

namespace {

std::shared_ptr<const Checkpoint> openFile(const std::string& name)
{
    auto opened = Checkpoint::open(dataFile(name));
    if (!opened.ok())
        throw std::runtime_error(opened.error().english());
    return std::move(opened).value();
}

TEST(Torch, ReadsEveryType)
{
    const auto checkpoint = openFile("types.pt");
    EXPECT_EQ(checkpoint->format(), "torch");
    EXPECT_TRUE(checkpoint->unknownSymbols().empty());
    ASSERT_EQ(checkpoint->tensors().size(), 20u);
    EXPECT_EQ(checkpoint->tensors()[0].name, "bool") << "in the order of the file";
    for (const auto& info : checkpoint->tensors()) {
        const auto loaded = checkpoint->load(info.name);
        ASSERT_TRUE(loaded.ok()) << loaded.error().english();
        EXPECT_EQ(info.shape, (std::vector<std::int64_t>{2, 3})) << info.name;
        EXPECT_EQ(Buffer(loaded.value().bytes.begin(), loaded.value().bytes.end()), rampBytes(info.type)) << info.name;
    }
    EXPECT_EQ(checkpoint->find("uint64")->type, DType::U64);
    EXPECT_EQ(checkpoint->find("float8_e4m3fnuz")->type, DType::F8_E4M3FNUZ);
    EXPECT_EQ(checkpoint->find("complex128")->type, DType::C128);
}

class TorchViews : public testing::TestWithParam<const char*> { };

TEST_P(TorchViews, ComeInCOrder)
{
    const auto checkpoint = openFile(GetParam());
    std::vector<std::string> found;
    for (const auto& info : checkpoint->tensors())
        found.push_back(info.name);
    EXPECT_EQ(found,
              (std::vector<std::string>{"base", "transposed", "row", "steps", "expanded", "empty", "scalar",
                                        "parameter", "half_view"}));
    std::vector<float> base;
    for (int i = 0; i < 24; ++i)
        base.push_back(static_cast<float>(i));
    EXPECT_EQ(numbers<float>(*checkpoint, "base"), base);
    std::vector<float> transposed;
    for (int k = 0; k < 4; ++k) {
        for (int i = 0; i < 2; ++i) {
            for (int j = 0; j < 3; ++j)
                transposed.push_back(static_cast<float>(12 * i + 4 * j + k));
        }
    }
    EXPECT_EQ(checkpoint->find("transposed")->shape, (std::vector<std::int64_t>{4, 2, 3}));
    EXPECT_EQ(numbers<float>(*checkpoint, "transposed"), transposed);
    EXPECT_EQ(numbers<float>(*checkpoint, "row"), (std::vector<float>{16, 17, 18, 19}));
    EXPECT_EQ(numbers<float>(*checkpoint, "steps"), (std::vector<float>{1, 3, 9, 11, 13, 15, 21, 23}));
    EXPECT_EQ(numbers<float>(*checkpoint, "expanded"), (std::vector<float>(6, 5.0f)));
    EXPECT_TRUE(numbers<float>(*checkpoint, "empty").empty());
    EXPECT_EQ(checkpoint->find("empty")->shape, (std::vector<std::int64_t>{0, 4}));
    EXPECT_EQ(numbers<float>(*checkpoint, "scalar"), (std::vector<float>{2.5f}));
    EXPECT_TRUE(checkpoint->find("scalar")->shape.empty());
    EXPECT_EQ(numbers<float>(*checkpoint, "parameter"), (std::vector<float>{1.5f, -1.5f}));
    EXPECT_EQ(numbers<std::int16_t>(*checkpoint, "half_view"), (std::vector<std::int16_t>{2, 3, 4, 5}));
    EXPECT_TRUE(checkpoint->unknownSymbols().empty());
}
INSTANTIATE_TEST_SUITE_P(BothForms, TorchViews, testing::Values("views.pt", "views_legacy.pt"));

TEST(Torch, TellsTheTwoForms)
{
    EXPECT_EQ(openFile("views.pt")->format(), "torch");
    EXPECT_EQ(openFile("views_legacy.pt")->format(), "torch-legacy");
}

TEST(Torch, ReadsNewerPickleProtocols)
{
    const auto checkpoint = openFile("protocol4.pt");
    EXPECT_EQ(numbers<float>(*checkpoint, "scalar"), (std::vector<float>{2.5f}));
    EXPECT_EQ(numbers<float>(*checkpoint, "transposed")[1], 4.0f);
}

TEST(Torch, ReadsABareTensor)
{
    const auto checkpoint = openFile("bare.pt");
    ASSERT_EQ(checkpoint->tensors().size(), 1u);
    EXPECT_EQ(numbers<std::int32_t>(*checkpoint, "tensor"), (std::vector<std::int32_t>{1, 2, 3}));
}

TEST(Torch, ReadsATrainersCheckpoint)
{
    const auto checkpoint = openFile("lightning.ckpt");
    EXPECT_EQ(numbers<float>(*checkpoint, "state_dict.conv.weight"), (std::vector<float>{0, 1, 2, 3, 4, 5, 6, 7}));
    EXPECT_EQ(numbers<std::int64_t>(*checkpoint, "state_dict.norm.num_batches_tracked"),
              (std::vector<std::int64_t>{1}));
    EXPECT_EQ(numbers<float>(*checkpoint, "optimizer_states.0.state.0.step"), (std::vector<float>{1}));
    EXPECT_EQ(checkpoint->find("optimizer_states.0.state.0.exp_avg")->shape, (std::vector<std::int64_t>{2, 1, 2, 2}));
    EXPECT_EQ(numbers<float>(*checkpoint, "callbacks.foreign.weight"), (std::vector<float>{7, 8}));
    EXPECT_EQ(numbers<std::int64_t>(*checkpoint, "sparse.indices"), (std::vector<std::int64_t>{0, 1, 2, 0}));
    EXPECT_EQ(numbers<float>(*checkpoint, "sparse.values"), (std::vector<float>{3, 4}));
    EXPECT_EQ(checkpoint->withPrefix("state_dict.").size(), 7u);
    EXPECT_EQ(checkpoint->metadata().at("epoch"), "3");
    EXPECT_EQ(checkpoint->metadata().at("pytorch-lightning_version"), "2.1.0");
    EXPECT_EQ(checkpoint->metadata().at("hyper_parameters.lr"), "0.125");
    EXPECT_EQ(checkpoint->metadata().at("hyper_parameters.args.depth"), "2");
    EXPECT_EQ(checkpoint->metadata().at("hyper_parameters.flag"), "True");
    EXPECT_EQ(checkpoint->unknownSymbols(), (std::vector<std::string>{"argparse.Namespace", "__main__.Foreign"}));
}

class HostileTorch : public testing::TestWithParam<const char*> { };

TEST_P(HostileTorch, RunsNothing)
{
    std::filesystem::remove("maquette_was_here");
    const auto checkpoint = openFile(GetParam());
    EXPECT_EQ(numbers<float>(*checkpoint, "a"), (std::vector<float>{1, 1}));
    EXPECT_EQ(checkpoint->tensors().size(), 1u);
    EXPECT_EQ(checkpoint->unknownSymbols(), (std::vector<std::string>{"posix.system"}));
    EXPECT_FALSE(std::filesystem::exists("maquette_was_here"));
}
INSTANTIATE_TEST_SUITE_P(BothForms, HostileTorch, testing::Values("hostile.pt", "hostile_legacy.pt"));

// --- archives made here --------------------------------------------------------------------------------------

std::string text(const std::string& content) { return "X" + little(content.size(), 4) + content; }

/// A pickle that is one float tensor of storage "0".
std::string tensorPickle(std::int64_t elements, const std::string& shape, const std::string& strides)
{
    return "\x80\x02"
           "ctorch._utils\n_rebuild_tensor\n(("
        + text("storage") + "ctorch\nFloatStorage\n" + text("0") + text("cpu") + "J"
        + little(static_cast<std::uint64_t>(elements), 4) + "tQK" + std::string(1, '\0') + shape + strides + "tR.";
}

const std::string two = little(0x3F800000, 4) + little(0x40000000, 4); // 1 and 2
const std::string pair = tensorPickle(2, "(K\x02t", "(K\x01t");

TEST(TorchZip, ReadsBothByteOrders)
{
    const auto small = openCopy(torchZip({{"data.pkl", pair}, {"byteorder", "little"}, {"data/0", two}}));
    ASSERT_TRUE(small.ok()) << small.error().english();
    EXPECT_EQ(numbers<float>(*small.value(), "tensor"), (std::vector<float>{1, 2}));
    const std::string turned("\x3F\x80\x00\x00\x40\x00\x00\x00", 8);
    const auto big = openCopy(torchZip({{"data.pkl", pair}, {"byteorder", "big"}, {"data/0", turned}}));
    ASSERT_TRUE(big.ok()) << big.error().english();
    EXPECT_EQ(numbers<float>(*big.value(), "tensor"), (std::vector<float>{1, 2}));
    const auto none = openCopy(torchZip({{"data.pkl", pair}, {"data/0", two}}));
    ASSERT_TRUE(none.ok()) << "files of before 2022 do not say";
}

struct BadArchive {
    const char* name;
    std::vector<std::pair<std::string, std::string>> entries;
    const char* expected;
};
void PrintTo(const BadArchive& bad, std::ostream* out) { *out << bad.name; }
class DamagedTorchZip : public testing::TestWithParam<BadArchive> { };

TEST_P(DamagedTorchZip, IsRefused)
{
    const auto opened = openCopy(torchZip(GetParam().entries));
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, base::ErrorCode::BadInput);
    EXPECT_NE(opened.error().english().find(GetParam().expected), std::string::npos) << opened.error().english();
}

INSTANTIATE_TEST_SUITE_P(
    Table, DamagedTorchZip,
    testing::Values(
        BadArchive{"no storage", {{"data.pkl", pair}}, "there is no storage"},
        BadArchive{"storage too short", {{"data.pkl", pair}, {"data/0", "1234567"}}, "7 bytes; the pickle says 8"},
        BadArchive{"storage too long", {{"data.pkl", pair}, {"data/0", two + "1"}}, "9 bytes"},
        BadArchive{"unknown byte order", {{"data.pkl", pair}, {"byteorder", "pdp"}, {"data/0", two}}, "byte order"},
        BadArchive{"bytes after the pickle", {{"data.pkl", pair + "N."}, {"data/0", two}}, "after the end"},
        BadArchive{"an empty pickle", {{"data.pkl", ""}, {"data/0", two}}, "without STOP"},
        BadArchive{"pickle deeper in folders", {{"x/data.pkl", pair}}, "no entry NAME/data.pkl"},
        BadArchive{"no tensors at all", {{"readme", "hello"}}, "without tensors"}));

TEST(TorchZip, TellsTwoPicklesApart)
{
    Buffer bytes = torchZip({{"data.pkl", pair}, {"data/0", two}, {"data.pkm", pair}});
    std::string content = textOf(bytes);
    // archive/data.pkm becomes brchive/data.pkl: a second root.
    for (std::size_t at = content.find("archive/data.pkm"); at != std::string::npos;
         at = content.find("archive/data.pkm", at))
        content.replace(at, 16, "brchive/data.pkl");
    const auto opened = openCopy(bufferOf(content));
    ASSERT_FALSE(opened.ok());
    EXPECT_NE(opened.error().detail.find("two entries data.pkl"), std::string::npos) << opened.error().detail;
}

TEST(TorchZip, FindsChangedNumbersWhenTheyAreLoaded)
{
    Buffer bytes = torchZip({{"data.pkl", pair}, {"data/0", two}});
    const auto at = std::search(bytes.begin(), bytes.end(), two.begin(), two.end(),
                                [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); });
    ASSERT_NE(at, bytes.end());
    *at ^= 1;
    const auto opened = openCopy(bytes);
    ASSERT_TRUE(opened.ok());
    for (int attempt = 0; attempt < 2; ++attempt) {
        const auto loaded = opened.value()->load("tensor");
        ASSERT_FALSE(loaded.ok());
        EXPECT_NE(loaded.error().detail.find("CRC"), std::string::npos);
    }
}

TEST(TorchZip, BoundsWhatZeroStridesRepeat)
{
    const std::string million = "J" + little(1'000'000, 4);
    const auto opened = openCopy(torchZip(
        {{"data.pkl", tensorPickle(2, "(" + million + million + "t", std::string("(K\0K\0t", 6))}, {"data/0", two}}));
    ASSERT_TRUE(opened.ok()) << opened.error().english();
    EXPECT_EQ(opened.value()->tensors()[0].elements(), 1'000'000'000'000);
    const auto loaded = opened.value()->load("tensor");
    ASSERT_FALSE(loaded.ok());
    EXPECT_EQ(loaded.error().code, base::ErrorCode::BadInput);
}

// --- the older form ------------------------------------------------------------------------------------------

const std::string magic = std::string("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15);
const std::string version = "\x80\x02M\xe9\x03.";
const std::string machine = "\x80\x02}" + text("little_endian") + "\x88s.";
const std::string keys = "\x80\x02]" + text("0") + "a.";
const std::string stored = little(2, 8) + two;

struct BadLegacy {
    const char* name;
    std::string content;
    const char* expected;
};
void PrintTo(const BadLegacy& bad, std::ostream* out) { *out << bad.name; }
class DamagedLegacy : public testing::TestWithParam<BadLegacy> { };

TEST_P(DamagedLegacy, IsRefused)
{
    const auto opened = openCopy(bufferOf(GetParam().content));
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, base::ErrorCode::BadInput);
    EXPECT_NE(opened.error().english().find(GetParam().expected), std::string::npos) << opened.error().english();
    EXPECT_NE(opened.error().detail.find("byte "), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Table, DamagedLegacy,
    testing::Values(
        BadLegacy{"a plain pickle", "\x80\x02}.", "plain Python pickle"},
        BadLegacy{"another magic number", std::string("\x80\x02\x8a\x0a\x6d\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15),
                  "plain Python pickle"},
        BadLegacy{"another version", magic + "\x80\x02M\xe8\x03." + machine + pair + keys + stored, "protocol version"},
        BadLegacy{"a big-endian machine",
                  magic + version + "\x80\x02}" + text("little_endian") + "\x89s." + pair + keys + stored,
                  "big-endian"},
        BadLegacy{"nothing said of the machine", magic + version + "\x80\x02}." + pair + keys + stored, "big-endian"},
        BadLegacy{"no object", magic + version + machine, "without STOP"},
        BadLegacy{"keys that are no list", magic + version + machine + pair + "\x80\x02}." + stored,
                  "no list of storages"},
        BadLegacy{"a key that is a number",
                  magic + version + machine + pair
                      + "\x80\x02]K\x01"
                        "a."
                      + stored,
                  "no text"},
        BadLegacy{"a key that no tensor names",
                  magic + version + machine + pair + "\x80\x02]" + text("1") + "a." + stored, "no tensor names"},
        BadLegacy{"a key twice",
                  magic + version + machine + pair + "\x80\x02](" + text("0") + text("0") + "e." + stored + stored,
                  "stands twice"},
        BadLegacy{"no key", magic + version + machine + pair + "\x80\x02].", "there is no storage"},
        BadLegacy{"another count", magic + version + machine + pair + keys + little(3, 8) + two + "1234",
                  "3 elements; the pickle says 2"},
        BadLegacy{"numbers cut", magic + version + machine + pair + keys + little(2, 8) + "1234567", "leaves the file"},
        BadLegacy{"count cut", magic + version + machine + pair + keys + "1234567", "before the count"},
        BadLegacy{"bytes at the end", magic + version + machine + pair + keys + stored + "x",
                  "after the last storage"}));

TEST(LegacyTorch, ReadsViewsOfStorages)
{
    const auto good = openCopy(bufferOf(magic + version + machine + pair + keys + stored));
    ASSERT_TRUE(good.ok()) << good.error().english();
    EXPECT_EQ(numbers<float>(*good.value(), "tensor"), (std::vector<float>{1, 2}));
    // The storage of the tensor is the second element of a root of two.
    const std::string view = "\x80\x02"
                             "ctorch._utils\n_rebuild_tensor\n(("
        + text("storage") + "ctorch\nFloatStorage\n" + text("0") + text("cpu") + "K\x02(" + text("v") + "K\x01K\x01ttQK"
        + std::string(1, '\0') + "(K\x01t(K\x01ttR.";
    const auto opened = openCopy(bufferOf(magic + version + machine + view + keys + stored));
    ASSERT_TRUE(opened.ok()) << opened.error().english();
    EXPECT_EQ(numbers<float>(*opened.value(), "tensor"), (std::vector<float>{2}));
}

} // namespace

} // namespace maquette::tensorio::test
