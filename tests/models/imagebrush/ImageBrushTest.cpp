// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/imagebrush/ImageBrush.h"
#include "models/imagebrush/Conformance.h"
#include "models/imagebrush/Sampler.h"
#include "nn/KeyMapping.h"
#include "nn/Runtime.h"
#include "nn/TensorBridge.h"
#include "tensorio/Checkpoint.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <unistd.h>

using namespace maquette;
using namespace maquette::models::imagebrush;

namespace {

const std::filesystem::path reference = MAQUETTE_TEST_DATA "/imagebrush/weights-fp16.safetensors";

ImageBrushConfig small()
{
    ImageBrushConfig config;
    config.variant = "IBC-test";
    config.width = 32;
    config.coarseWidth = 64;
    config.visualWidth = 32;
    config.promptWidth = 64;
    config.conditionWidth = 24;
    config.promptLayers = 1;
    config.middleBlocks = 1;
    config.refinerChannels = 4;
    return config;
}

at::Tensor cells(std::int64_t boards, std::uint64_t seed, std::int64_t side = 64)
{
    return at::rand({boards, 3, side, side}, nn::cpuGenerator(seed), at::kFloat);
}

std::int64_t elements(const ImageBrush& network)
{
    std::int64_t count = 0;
    for (const auto& [name, tensor] : nn::stateOf(network))
        count += tensor.numel();
    return count;
}

Prepared prepareRandom(const ImageBrush& network, std::int64_t boards)
{
    const std::int64_t side = network.config().cell;
    const at::Tensor before = cells(boards, 1, side);
    const at::Tensor after = 0.5 * before + 0.5 * cells(boards, 2, side);
    const at::Tensor image = cells(boards, 3, side);
    return network.config().raw ? network.prepare(before, after, image, cells(boards, 4, side), cells(boards, 5, side))
                                : network.prepare(before, after, image);
}

class TemporaryFile {
public:
    ~TemporaryFile() { std::filesystem::remove(path); }
    const std::filesystem::path path
        = std::filesystem::temp_directory_path() / ("maquette-imagebrush-" + std::to_string(getpid()) + ".safetensors");
};

TEST(ImageBrushConfig, ReferenceMetadataMeansTheReferenceSizes)
{
    const auto config = ImageBrushConfig::fromMetadata({{"variant", "IBC-mini-64"}, {"cell", "64"}}, "f");
    ASSERT_TRUE(config.ok());
    EXPECT_EQ(config.value(), ImageBrushConfig());
    EXPECT_EQ(config.value().promptTokens(), 50);
    EXPECT_EQ(config.value().elementCount(), 3308173);
}

TEST(ImageBrushConfig, CountsWhatTheNetworkHas)
{
    ImageBrushConfig large = small();
    large.cell = 128;
    large.patch = 4;
    large.downBlocks = 1;
    large.upBlocks = 3;
    large.middleBlocks = 0;
    ImageBrushConfig wide = small();
    wide.boxes = true;
    wide.raw = true;
    for (const ImageBrushConfig& config : {ImageBrushConfig(), small(), large, wide})
        EXPECT_EQ(elements(ImageBrush(config, true)), config.elementCount());
}

TEST(ImageBrushConfig, GoesThroughMetadata)
{
    ImageBrushConfig config = small();
    config.boxes = true;
    config.patch = 4;
    const auto back = ImageBrushConfig::fromMetadata(config.toMetadata(), "f");
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(back.value(), config);
}

TEST(ImageBrushConfig, RefusesHostileSizes)
{
    const std::pair<const char*, const char*> rows[] = {
        {"cell", "1000000000"}, {"cell", "65"},  {"cell", "99999999999999999999"}, {"patch", "0"},    {"patch", "6"},
        {"width", "-32"},       {"width", "33"}, {"prompt-layers", "1e9"},         {"up-blocks", ""}, {"boxes", "yes"},
        {"variant", "other"},
    };
    for (const auto& [key, value] : rows) {
        std::map<std::string, std::string> metadata = {{"variant", "IBC-x"}};
        metadata[key] = value;
        const auto config = ImageBrushConfig::fromMetadata(metadata, "evil.safetensors");
        ASSERT_FALSE(config.ok()) << key << " " << value;
        EXPECT_EQ(config.error().code, base::ErrorCode::ModelUnfit);
        EXPECT_NE(config.error().english().find("evil.safetensors"), std::string::npos);
    }
}

TEST(ImageBrushFile, ComesBackAsItWasSaved)
{
    const TemporaryFile file;
    ImageBrushConfig config = small();
    config.raw = true;
    const ImageBrush network(config);
    ASSERT_TRUE(saveBrush(network, file.path, {{"git", "abc"}, {"cell", "9"}}).ok());
    const auto loaded = loadBrush(file.path);
    ASSERT_TRUE(loaded.ok()) << loaded.error().english();
    EXPECT_EQ(loaded.value().network->config(), config);
    EXPECT_EQ(loaded.value().metadata.at("git"), "abc");
    const auto saved = nn::stateOf(network);
    const auto read = nn::stateOf(*loaded.value().network);
    ASSERT_EQ(saved.size(), read.size());
    for (std::size_t i = 0; i < saved.size(); ++i)
        EXPECT_TRUE(at::equal(saved[i].second.to(at::kHalf), read[i].second.to(at::kHalf))) << saved[i].first;
}

TEST(ImageBrushFile, SavesUnderReadableNamesWithoutLoss)
{
    const TemporaryFile file;
    const auto first = loadBrush(reference);
    ASSERT_TRUE(first.ok());
    ASSERT_TRUE(saveBrush(*first.value().network, file.path).ok());
    const auto checkpoint = tensorio::Checkpoint::open(file.path);
    ASSERT_TRUE(checkpoint.ok());
    EXPECT_NE(checkpoint.value()->find("middle.0.cross.key_value.weight"), nullptr);
    const auto again = loadBrush(file.path);
    ASSERT_TRUE(again.ok());
    const auto a = nn::stateOf(*first.value().network);
    const auto b = nn::stateOf(*again.value().network);
    for (std::size_t i = 0; i < a.size(); ++i)
        EXPECT_TRUE(at::equal(a[i].second, b[i].second)) << a[i].first;
}

TEST(ImageBrushFile, SaysWhyWeightsCannotBeUsed)
{
    const auto missing = loadBrush("/nowhere/brush.safetensors");
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().code, base::ErrorCode::ModelUnfit);
    EXPECT_EQ(missing.error().message.english(), "The weights brush.safetensors cannot be read.");

    const TemporaryFile file;
    const auto stored
        = [&](const std::map<std::string, at::Tensor>& changes, const std::map<std::string, std::string>& metadata) {
              const ImageBrush network(small());
              std::vector<tensorio::TensorData> tensors;
              for (const auto& [name, tensor] : nn::stateOf(network)) {
                  const auto found = changes.find(name);
                  const at::Tensor value = found == changes.end() ? tensor : found->second;
                  if (value.defined())
                      tensors.push_back(nn::fromTensor(name, value).value());
              }
              EXPECT_TRUE(tensorio::writeSafetensors(file.path, tensors, metadata).ok());
              const auto loaded = loadBrush(file.path);
              EXPECT_FALSE(loaded.ok());
              EXPECT_EQ(loaded.error().code, base::ErrorCode::ModelUnfit);
              return loaded.error().english();
          };
    const auto metadata = small().toMetadata();
    EXPECT_NE(stored({}, {}).find("does not hold a compact ImageBrush network"), std::string::npos);
    EXPECT_NE(stored({{"stem.bias", at::full({32}, NAN)}}, metadata).find("stem.bias holds values"), std::string::npos);
    EXPECT_NE(stored({{"stem.bias", at::zeros({33})}}, metadata).find("wrong shape of stem.bias"), std::string::npos);
    EXPECT_NE(stored({{"stem.bias", {}}}, metadata).find("too few"), std::string::npos);
    // Sizes for a network of a billion values are refused by the amount in the file, before any memory is taken.
    ImageBrushConfig huge;
    huge.width = 1024;
    huge.coarseWidth = 2048;
    huge.middleBlocks = 24;
    EXPECT_NE(stored({}, huge.toMetadata()).find("too few"), std::string::npos);
}

TEST(ImageBrushFile, RefusesACutFile)
{
    const TemporaryFile file;
    std::ifstream in(reference, std::ios::binary);
    std::vector<char> bytes(100000);
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    std::ofstream(file.path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const auto loaded = loadBrush(file.path);
    ASSERT_FALSE(loaded.ok());
    EXPECT_EQ(loaded.error().code, base::ErrorCode::ModelUnfit);
}

TEST(ImageBrush, MapsEveryShortName)
{
    const auto file = tensorio::Checkpoint::open(reference);
    ASSERT_TRUE(file.ok());
    std::size_t mapped = 0;
    for (const auto& [name, tensor] : nn::stateOf(ImageBrush(ImageBrushConfig(), true))) {
        EXPECT_NE(file.value()->find(shortName(name)), nullptr) << name << " -> " << shortName(name);
        ++mapped;
    }
    EXPECT_EQ(mapped + 1, file.value()->tensors().size()) << "all but the zero vector";
    EXPECT_EQ(shortName("unknown"), "unknown");
}

TEST(ImageBrush, EveryWeightLearns)
{
    ImageBrushConfig config = small();
    config.boxes = true;
    config.raw = true;
    ImageBrush network(config);
    nn::fillDeterministic(network); // blocks that start silent would hide what is behind them
    const Prepared prepared = prepareRandom(network, 2);
    const at::Tensor drop = at::tensor({0, 1}).to(at::kBool);
    const at::Tensor out
        = network.forward(cells(2, 6), at::tensor({0.0F, 0.5F}), prepared, network.prompt(prepared, {}, drop));
    out.square().sum().backward();
    for (const auto& item : network.named_parameters()) {
        // The encoder of the prompt has no condition, so that only the biases of its modulations act.
        if (item.key().starts_with("prompt.encoder") && item.key().ends_with("modulation.weight")) {
            EXPECT_FALSE(item.value().grad().defined()) << item.key();
            continue;
        }
        ASSERT_TRUE(item.value().grad().defined()) << item.key();
        EXPECT_GT(item.value().grad().abs().max().item<float>(), 0) << item.key();
    }
}

TEST(ImageBrush, GradientsAgreeWithTheFastPath)
{
    ImageBrush network(small());
    nn::fillDeterministic(network);
    const Prepared prepared = prepareRandom(network, 2);
    const at::Tensor training = network.forward(cells(2, 6), at::zeros({2}), prepared, network.prompt(prepared));
    const at::NoGradGuard guard;
    const at::Tensor plain = network.forward(cells(2, 6), at::zeros({2}), prepared, network.prompt(prepared));
    EXPECT_TRUE(at::allclose(training, plain, 1e-4, 1e-5));
}

TEST(ImageBrush, BoxesChangeThePromptAndDefaultToTheCell)
{
    ImageBrushConfig config = small();
    config.boxes = true;
    ImageBrush network(config);
    nn::fillDeterministic(network);
    const at::NoGradGuard guard;
    const Prepared prepared = prepareRandom(network, 1);
    const at::Tensor whole = at::tensor({0.0F, 0.0F, 1.0F, 1.0F}).expand({1, 4, 4});
    EXPECT_EQ(network.prompt(prepared).size(1), 54);
    EXPECT_TRUE(at::equal(network.prompt(prepared), network.prompt(prepared, whole)));
    EXPECT_FALSE(at::allclose(network.prompt(prepared), network.prompt(prepared, whole * 0.5)));
}

TEST(ImageBrush, DropsPromptsByBoard)
{
    ImageBrush network(small());
    const at::NoGradGuard guard;
    const Prepared prepared = prepareRandom(network, 2);
    const at::Tensor prompt = network.prompt(prepared, {}, at::tensor({1, 0}).to(at::kBool));
    EXPECT_TRUE(at::equal(prompt[0], network.nullPrompt(1)[0]));
    EXPECT_TRUE(at::equal(prompt[1], network.prompt(prepared)[1]));
}

TEST(ImageBrush, ANewNetworkBeginsNearThePrior)
{
    torch::manual_seed(1); // not whatever the tests before have left
    ImageBrush network((ImageBrushConfig()));
    const at::NoGradGuard guard;
    const Prepared prepared = prepareRandom(network, 1);
    Details details;
    (void)network.forward(cells(1, 6), at::zeros({1}), prepared, network.prompt(prepared), &details);
    EXPECT_GT(details.gate.mean().item<float>(), 0.8);
    EXPECT_LT((details.base - prepared.priorImage).abs().mean().item<float>(), 0.2);
}

TEST(ImageBrush, RunsAtOtherSizes)
{
    ImageBrushConfig config = small();
    config.cell = 128;
    ImageBrush network(config);
    const at::NoGradGuard guard;
    const Prepared prepared = prepareRandom(network, 1);
    EXPECT_EQ(network.prompt(prepared).size(1), 2 + 3 * 64);
    const at::Tensor out = network.forward(cells(1, 6, 128), at::zeros({1}), prepared, network.prompt(prepared));
    EXPECT_EQ(out.sizes(), (at::IntArrayRef{1, 3, 128, 128}));
    EXPECT_TRUE(at::isfinite(out).all().item<bool>());
}

TEST(ImageBrush, EveryConformanceCheckPasses)
{
    const auto checks = conformanceChecks();
    EXPECT_GE(checks.size(), 20U);
    for (const base::Check& check : checks)
        EXPECT_TRUE(check.ok) << check.name << ": " << check.got << " instead of " << check.expected;
}

class Sampling : public testing::Test {
protected:
    Sampling()
    {
        nn::fillDeterministic(network);
        prepared = prepareRandom(network, 2);
    }
    ImageBrush network{small()};
    Prepared prepared;
};

TEST_F(Sampling, KnowsItsNumbersOfSteps)
{
    for (const int steps : {1, 2, 4, 8}) {
        EXPECT_EQ(stepTimes(steps).size(), static_cast<std::size_t>(steps));
        int seen = 0;
        const auto result = sample(network, prepared, {.steps = steps}, {}, [&](int done, const at::Tensor& x) {
            EXPECT_EQ(done, ++seen);
            EXPECT_EQ(x.sizes(), prepared.image.sizes());
        });
        ASSERT_TRUE(result.ok());
        EXPECT_EQ(seen, steps);
        EXPECT_EQ(result.value().stepsDone, steps);
        EXPECT_GE(result.value().picture.min().item<float>(), 0);
        EXPECT_LE(result.value().picture.max().item<float>(), 1);
    }
    const auto wrong = sample(network, prepared, {.steps = 3});
    ASSERT_FALSE(wrong.ok());
    EXPECT_EQ(wrong.error().code, base::ErrorCode::Usage);
    EXPECT_EQ(wrong.error().english(), "The number of steps can be 1, 2, 4 or 8, not 3.");
}

TEST_F(Sampling, StopsBetweenSteps)
{
    std::stop_source source;
    int steps = 0;
    const auto result = sample(network, prepared, {.steps = 8}, base::Job(source.get_token(), {}),
                               [&](int, const at::Tensor&) { source.request_stop(), ++steps; });
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, base::ErrorCode::Stopped);
    EXPECT_EQ(steps, 1);
}

TEST_F(Sampling, DependsOnTheSeedAndNotOnTheBatch)
{
    const auto run = [&](const SampleOptions& options, const Prepared& boards) {
        return sample(network, boards, options).value().picture;
    };
    const at::Tensor both = run({.steps = 2, .seed = 1}, prepared);
    EXPECT_TRUE(at::equal(both, run({.steps = 2, .seed = 1}, prepared)));
    EXPECT_FALSE(at::equal(both, run({.steps = 2, .seed = 2}, prepared)));
    const Prepared one = prepareRandom(network, 1);
    EXPECT_EQ(run({.seed = 1}, one).size(0), 1);
    EXPECT_FALSE(at::equal(both, run({.steps = 2, .seed = 1, .withoutPrompt = true}, prepared)));
    EXPECT_FALSE(at::equal(both, run({.steps = 2, .seed = 1, .guidance = 2}, prepared)));
}

TEST_F(Sampling, GivesExactBoardsThePriorAlone)
{
    const at::Tensor before = cells(2, 1);
    at::Tensor after = before.clone();
    after[1] = cells(1, 9)[0]; // board 0 is explained, board 1 is not
    const Prepared mixed = network.prepare(before, after, cells(2, 3));
    const auto result = sample(network, mixed, {});
    ASSERT_TRUE(result.ok());
    EXPECT_TRUE(result.value().exact[0].item<bool>());
    EXPECT_FALSE(result.value().exact[1].item<bool>());
    EXPECT_TRUE(at::equal(result.value().picture[0], mixed.priorImage[0]));
    EXPECT_FALSE(at::equal(result.value().picture[1], mixed.priorImage[1]));
    const Prepared same = network.prepare(before, before, cells(2, 3));
    const auto exact = sample(network, same, {});
    EXPECT_EQ(exact.value().stepsDone, 0);
    EXPECT_TRUE(at::equal(exact.value().picture, same.image));
}

} // namespace
