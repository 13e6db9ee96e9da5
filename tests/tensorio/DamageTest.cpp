// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts real files at every byte and changes every byte of them. The sanitizers see what the checks here cannot.
#include "tensorio/TestFiles.h"

#include <gtest/gtest.h>
#include <map>

namespace maquette::tensorio::test {

namespace {

using Content = std::map<std::string, Buffer>;

/// All tensors, or nothing when one cannot be loaded.
std::optional<Content> loadAll(const Checkpoint& checkpoint)
{
    Content content;
    for (const auto& info : checkpoint.tensors()) {
        const auto loaded = checkpoint.load(info.name);
        if (!loaded.ok()) {
            EXPECT_EQ(loaded.error().code, base::ErrorCode::BadInput);
            EXPECT_FALSE(loaded.error().detail.empty());
            return std::nullopt;
        }
        EXPECT_EQ(loaded.value().bytes.size(), info.byteCount());
        content[info.name].assign(loaded.value().bytes.begin(), loaded.value().bytes.end());
    }
    return content;
}

class EveryByte : public testing::TestWithParam<const char*> { };

TEST_P(EveryByte, ACutFileIsRefused)
{
    const Buffer good = readData(GetParam());
    ASSERT_TRUE(openCopy(good).ok());
    for (std::size_t length = 0; length < good.size(); ++length) {
        const auto opened = openCopy(Buffer(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length)));
        ASSERT_FALSE(opened.ok()) << "cut at " << length;
        ASSERT_EQ(opened.error().code, base::ErrorCode::BadInput);
        ASSERT_FALSE(opened.error().message.empty());
    }
}

TEST_P(EveryByte, AChangedByteNeverCrashes)
{
    const Buffer good = readData(GetParam());
    const auto original = openCopy(good);
    ASSERT_TRUE(original.ok());
    const auto expected = loadAll(*original.value());
    ASSERT_TRUE(expected);
    const bool checked = original.value()->format() == "torch" || original.value()->format() == "npz";
    int refused = 0;
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const std::uint8_t mask : {0x01, 0x80, 0xFF}) {
            Buffer bytes = good;
            bytes[at] ^= mask;
            const auto opened = openCopy(bytes);
            if (!opened.ok()) {
                ASSERT_EQ(opened.error().code, base::ErrorCode::BadInput);
                ASSERT_FALSE(opened.error().message.empty());
                ++refused;
                continue;
            }
            const auto content = loadAll(*opened.value());
            refused += content ? 0 : 1;
            // An archive has checksums: what passes them all is what was written.
            if (checked && content) {
                ASSERT_EQ(*content, *expected) << "byte " << at;
            }
        }
    }
    EXPECT_GT(refused, 0);
}

INSTANTIATE_TEST_SUITE_P(Formats, EveryByte,
                         testing::Values("small.safetensors", "types.safetensors", "bare.pt", "views.pt",
                                         "protocol4.pt", "hostile.pt", "views_legacy.pt", "hostile_legacy.pt",
                                         "c_order.npy", "fortran.npy", "big_endian.npy", "version3.npy", "stored.npz",
                                         "packed.npz"));

} // namespace

} // namespace maquette::tensorio::test
