// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/KeyMapping.h"
#include "nn/Layers.h"
#include "nn/TensorBridge.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <unistd.h>

using namespace maquette;

namespace {

class Small : public nn::Block {
public:
    Small()
    {
        first = part<nn::Linear>("first", 3, 2);
        second = part<nn::LayerNorm>("second", 2);
    }
    std::shared_ptr<nn::Linear> first;
    std::shared_ptr<nn::LayerNorm> second;
};

class KeyMapping : public testing::Test {
protected:
    ~KeyMapping() override { std::filesystem::remove(m_file); }

    std::shared_ptr<const tensorio::Checkpoint> store(const std::map<std::string, at::Tensor>& tensors)
    {
        std::vector<tensorio::TensorData> data;
        for (const auto& [name, tensor] : tensors)
            data.push_back(nn::fromTensor(name, tensor).value());
        EXPECT_TRUE(tensorio::writeSafetensors(m_file, data).ok());
        return tensorio::Checkpoint::open(m_file).value();
    }

    std::map<std::string, at::Tensor> full() const
    {
        return {{"first.weight", at::full({2, 3}, 0.5F)},
                {"first.bias", at::full({2}, 1.5F).to(at::kHalf)},
                {"second.weight", at::ones({2}).to(at::kBFloat16)},
                {"second.bias", at::zeros({2})}};
    }

private:
    std::filesystem::path m_file
        = std::filesystem::temp_directory_path() / ("maquette-keymapping-" + std::to_string(getpid()) + ".safetensors");
};

TEST_F(KeyMapping, LoadsAndConverts)
{
    Small module;
    ASSERT_TRUE(nn::loadState(module, *store(full()), "a.safetensors").ok());
    EXPECT_TRUE(at::equal(module.first->weight, at::full({2, 3}, 0.5F)));
    EXPECT_TRUE(at::equal(module.first->bias, at::full({2}, 1.5F)));
    EXPECT_EQ(module.first->bias.scalar_type(), at::kFloat);
}

TEST_F(KeyMapping, RenamesAndIgnores)
{
    std::map<std::string, at::Tensor> tensors;
    for (const auto& [name, tensor] : full())
        tensors["net." + name] = tensor;
    tensors["position_ids"] = at::arange(4);
    const auto file = store(tensors);
    nn::LoadOptions options;
    options.rename = [](const std::string& name) { return "net." + name; };
    Small module;
    EXPECT_FALSE(nn::loadState(module, *file, "a", options).ok());
    options.ignore = [](const std::string& name) { return name == "position_ids"; };
    EXPECT_TRUE(nn::loadState(module, *file, "a", options).ok());
}

TEST_F(KeyMapping, NamesWhatDoesNotFit)
{
    struct Row {
        std::function<void(std::map<std::string, at::Tensor>&)> damage;
        const char* sentence;
    };
    const Row rows[] = {
        {[](auto& t) { t.erase("first.bias"); },
         "The weights a.safetensors do not fit the network: first.bias is missing."},
        {[](auto& t) { t["extra"] = at::zeros({1}); },
         "The weights a.safetensors do not fit the network: it has no place for extra."},
        {[](auto& t) {
             t["first.weight"] = at::zeros({3, 2});
         },
         "The weights a.safetensors do not fit the network: wrong shape of first.weight: [3, 2] instead of [2, 3]."},
        {[](auto& t) { t["second.bias"] = at::full({2}, NAN); },
         "The weights a.safetensors are damaged: second.bias holds values that are not numbers."},
        {[](auto& t) { t["first.bias"] = at::full({2}, INFINITY).to(at::kHalf); },
         "The weights a.safetensors are damaged: first.bias holds values that are not numbers."},
    };
    for (const Row& row : rows) {
        auto tensors = full();
        row.damage(tensors);
        Small module;
        const auto result = nn::loadState(module, *store(tensors), "a.safetensors");
        ASSERT_FALSE(result.ok());
        EXPECT_EQ(result.error().code, base::ErrorCode::ModelUnfit);
        EXPECT_EQ(result.error().message.english(), row.sentence);
    }
}

TEST_F(KeyMapping, CountsManyMissingKeys)
{
    const auto result = nn::loadState(*std::make_shared<Small>(), *store({{"other", at::zeros({1})}}), "b");
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().message.english(),
              "The weights b do not fit the network: first.weight, first.bias, second.weight, … (4) is missing.");
    EXPECT_NE(result.error().detail.find("second.bias"), std::string::npos);
}

TEST(FillDeterministic, FollowsItsRule)
{
    Small module;
    nn::fillDeterministic(module, [](const std::string& name) { return "m." + name; });
    // Lengths of the keys: "m.first.weight" 14, "m.first.bias" 12, "m.second.weight" 15.
    EXPECT_NEAR(module.first->weight[1][0].item<float>(), std::sin(0.37 * 4 + 0.11 * 14), 1e-6);
    EXPECT_NEAR(module.first->bias[1].item<float>(), 0.05 * std::sin(0.37 * 2 + 0.11 * 12), 1e-7);
    EXPECT_NEAR(module.second->weight[0].item<float>(), 1 + 0.1 * std::sin(0.37 + 0.11 * 15), 1e-6);
}

TEST(UnsetWeights, EndsWithItsScope)
{
    EXPECT_FALSE(nn::UnsetWeights::active());
    {
        const nn::UnsetWeights outer;
        const nn::UnsetWeights inner(false);
        EXPECT_TRUE(nn::UnsetWeights::active());
    }
    EXPECT_FALSE(nn::UnsetWeights::active());
    EXPECT_GT(nn::Linear(8, 8).weight.abs().max().item<float>(), 0);
}

} // namespace
