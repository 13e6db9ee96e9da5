// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// tests/data/fp8/make_msamp.py made the file.
#include "train/fp8/MsAmpCheckpoint.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <iterator>

using namespace maquette;
using namespace maquette::train::fp8;

namespace {

const std::string path = MAQUETTE_TEST_DATA "/fp8/msamp.pt";

std::string bytesOf(const std::string& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// A file with other bytes, gone at the end.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& bytes)
        : m_path(testing::TempDir() + "maquette_msamp.pt")
    {
        std::ofstream(m_path, std::ios::binary) << bytes;
    }
    ~TemporaryFile() { std::remove(m_path.c_str()); }
    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

/// Exchanges a text that stands once in the pickle; the sums of the archive are not those of the pickle any more.
std::string exchanged(const std::string& from, const std::string& to)
{
    std::string bytes = bytesOf(path);
    bytes.replace(bytes.find(from), from.size(), to);
    return bytes;
}

} // namespace

TEST(MsAmpCheckpoint, ScaledTensorsStandUnderTheirPlainNames)
{
    const auto opened = MsAmpCheckpoint::open(path);
    ASSERT_TRUE(opened.ok()) << opened.error().english();
    const auto& checkpoint = opened.value();
    std::vector<std::string> names;
    for (const auto& entry : checkpoint.entries()) {
        std::string text = entry.name;
        if (entry.scaled)
            text.append(1, ' ').append(name(entry.type));
        names.push_back(text);
    }
    EXPECT_EQ(names,
              (std::vector<std::string>{"model.fc.weight kFloat16", "model.fc.bias", "model.head.weight kFloat8E4M3",
                                        "model.odd.weight kFloat8E5M2", "optimizer.state.0.exp_avg kFloat8E4M3",
                                        "optimizer.state.0.exp_avg_sq kFloat16"}));
    const auto expect = [&](const std::string& tensor, const at::Tensor& values) {
        const auto got = checkpoint.load(tensor);
        ASSERT_TRUE(got.ok()) << got.error().english();
        EXPECT_TRUE(at::equal(got.value(), values)) << tensor << got.value();
    };
    expect("model.fc.weight", at::tensor({0.5F, -1.0F, 0.25F, 2.0F, 32752.0F, -0.125F}).view({2, 3}));
    expect("model.fc.bias", at::tensor({0.125F, -3.0F}));
    expect("model.head.weight", at::tensor({1.0F, 448.0F, -1.0F, 0.001953125F}).view({2, 2}) * 0.03125);
    expect("model.odd.weight", at::tensor({2.0F, -114688.0F}));
    expect("optimizer.state.0.exp_avg", at::tensor({0.0F, 0.25F, 0.5F, 1.0F, 2.0F, -2.0F}).view({2, 3}));
    expect("optimizer.state.0.exp_avg_sq", at::arange(6, at::kFloat).view({2, 3}) * 2);
    EXPECT_EQ(checkpoint.file().metadata().at("optimizer.state.0.step"), "7");
    EXPECT_FALSE(checkpoint.file().unknownSymbols().empty()) << "MS-AMP's classes are records, nothing more";
}

TEST(MsAmpCheckpoint, TheStoredFormIsKept)
{
    const auto opened = MsAmpCheckpoint::open(path);
    ASSERT_TRUE(opened.ok());
    const auto first = opened.value().loadScaled("optimizer.state.0.exp_avg");
    ASSERT_TRUE(first.ok()) << first.error().english();
    EXPECT_EQ(first.value().meta->scale.item<float>(), 4) << "a plain number of Python";
    EXPECT_EQ(first.value().meta->scaleInverse.item<float>(), 0.25F);
    const auto head = opened.value().loadScaled("model.head.weight");
    ASSERT_TRUE(head.ok());
    EXPECT_EQ(head.value().meta->amax[0].item<float>(), 14);
    EXPECT_EQ(head.value().value.scalar_type(), at::kByte);
    EXPECT_FALSE(opened.value().loadScaled("model.fc.bias").ok());
    EXPECT_FALSE(opened.value().load("model.missing").ok());
}

TEST(MsAmpCheckpoint, DamageIsAnError)
{
    EXPECT_FALSE(MsAmpCheckpoint::open(path + ".missing").ok());
    EXPECT_FALSE(MsAmpCheckpoint::open(TemporaryFile(bytesOf(path).substr(0, 2000)).path()).ok());
    // The archive's checksum finds a changed pickle.
    EXPECT_FALSE(MsAmpCheckpoint::open(TemporaryFile(exchanged("kFloat8E5M2", "kFloat8E9M9")).path()).ok());
}
