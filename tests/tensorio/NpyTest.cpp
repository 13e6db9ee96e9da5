// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/TestFiles.h"

#include "tensorio/Zip.h"

#include <complex>
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

using Axes = std::vector<std::int64_t>;

TEST(Npy, ReadsNumPysFiles)
{
    const auto plain = openFile("c_order.npy");
    EXPECT_EQ(plain->format(), "npy");
    ASSERT_EQ(plain->tensors().size(), 1u);
    EXPECT_EQ(plain->tensors()[0].name, "c_order");
    EXPECT_EQ(plain->tensors()[0].shape, (Axes{2, 3}));
    EXPECT_EQ(numbers<float>(*plain, "c_order"), (std::vector<float>{0, 1, 2, 3, 4, 5}));

    const auto fortran = openFile("fortran.npy");
    EXPECT_EQ(fortran->tensors()[0].shape, (Axes{2, 3}));
    EXPECT_EQ(numbers<std::int16_t>(*fortran, "fortran"), (std::vector<std::int16_t>{0, 1, 2, 3, 4, 5}));

    using Complex = std::complex<double>;
    const auto turned = openFile("big_endian.npy");
    EXPECT_EQ(turned->tensors()[0].type, DType::C128);
    EXPECT_EQ(numbers<Complex>(*turned, "big_endian"),
              (std::vector<Complex>{{0, 0}, {1, -1}, {2, -2}, {3, -3}, {4, -4}, {5, -5}}));

    EXPECT_TRUE(openFile("scalar.npy")->tensors()[0].shape.empty());
    EXPECT_EQ(numbers<double>(*openFile("scalar.npy"), "scalar"), (std::vector<double>{2.5}));
    EXPECT_EQ(openFile("empty.npy")->tensors()[0].shape, (Axes{0, 4}));
    for (const std::string name : {"version2", "version3"})
        EXPECT_EQ(numbers<std::uint8_t>(*openFile(name + ".npy"), name), (std::vector<std::uint8_t>{0, 1, 2, 3, 4, 5}));
}

TEST(Npy, RefusesWhatIsNoPlainNumberByItsName)
{
    for (const auto& [name, expected] :
         {std::pair{"object.npy", "(object)"}, {"structured.npy", "(structured)"}, {"text.npy", "(\"<U2\")"}}) {
        const auto opened = Checkpoint::open(dataFile(name));
        ASSERT_FALSE(opened.ok()) << name;
        EXPECT_EQ(opened.error().code, base::ErrorCode::BadInput);
        EXPECT_NE(opened.error().english().find(expected), std::string::npos) << opened.error().english();
    }
}

/// Version 1.0 with this dictionary and as many zero bytes of data.
Buffer npy(const std::string& dictionary, std::size_t dataBytes, const std::string& version = std::string("\1\0", 2))
{
    const std::string header = dictionary + "\n";
    return bufferOf("\x93NUMPY" + version + little(header.size(), version[0] == 1 ? 2 : 4) + header
                    + std::string(dataBytes, '\0'));
}

std::string dictionary(const std::string& type, const std::string& order, const std::string& shape)
{
    return "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
}

TEST(Npy, ReadsOtherSpellings)
{
    for (const std::string& header :
         {dictionary("<f4", "False", "(2,)"), dictionary("<f4", "True", "( 2 , )"), dictionary("<f4", "False", "(2L,)"),
          dictionary("=f4", "False", "(2, 1)"), dictionary(">f4", "False", "(1, 2)"),
          std::string(R"({"shape":(2,),"fortran_order":False,"descr":"<f4"})"),
          dictionary("<f4", "False", "(2,)") + "   \t\n  "}) {
        const auto opened = openCopy(npy(header, 8));
        ASSERT_TRUE(opened.ok()) << header << opened.error().english();
        EXPECT_EQ(opened.value()->tensors()[0].elements(), 2) << header;
        EXPECT_EQ(opened.value()->tensors()[0].type, DType::F32);
    }
    EXPECT_TRUE(openCopy(npy(dictionary("|b1", "False", "()"), 1)).ok());
    EXPECT_TRUE(openCopy(npy(dictionary("<u1", "False", "()"), 1)).ok());
}

struct BadNpy {
    const char* name;
    Buffer bytes;
    const char* expected;
};
void PrintTo(const BadNpy& bad, std::ostream* out) { *out << bad.name; }
class DamagedNpy : public testing::TestWithParam<BadNpy> { };

TEST_P(DamagedNpy, IsRefused)
{
    const auto opened = openCopy(GetParam().bytes);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, base::ErrorCode::BadInput);
    EXPECT_NE(opened.error().detail.find(GetParam().expected), std::string::npos) << opened.error().detail;
    EXPECT_EQ(opened.error().detail.rfind("byte ", 0), 0u);
}

std::string manyAxes()
{
    std::string shape = "(";
    for (int i = 0; i < 65; ++i)
        shape += "1,";
    return shape + ")";
}

INSTANTIATE_TEST_SUITE_P(
    Table, DamagedNpy,
    testing::Values(
        BadNpy{"magic only", bufferOf("\x93NUMPY"), "no head"},
        BadNpy{"version 0", npy(dictionary("<f4", "False", "()"), 4, std::string("\0\0", 2)), "version 0.0"},
        BadNpy{"version 4", npy(dictionary("<f4", "False", "()"), 4, std::string("\4\0", 2)), "version 4.0"},
        BadNpy{"version 1.1", npy(dictionary("<f4", "False", "()"), 4, "\1\1"), "version 1.1"},
        BadNpy{"header beyond the file", bufferOf(std::string("\x93NUMPY\1\0\xFF\xFF{", 11)), "a header of 65535"},
        BadNpy{"header above 64 KiB",
               npy(dictionary("<f4", "False", "()") + std::string(70'000, ' '), 4, std::string("\2\0", 2)),
               "a header of"},
        BadNpy{"header of 2^32 - 1", bufferOf(std::string("\x93NUMPY\2\0\xFF\xFF\xFF\xFF{}\n", 15)),
               "a header of 4294967295"},
        BadNpy{"no line end", bufferOf(std::string("\x93NUMPY\1\0\2\0{}", 12)), "line end"},
        BadNpy{"empty dictionary", npy("{}", 0), "missing"}, BadNpy{"no dictionary", npy("[]", 0), "expected {"},
        BadNpy{"no shape", npy("{'descr': '<f4', 'fortran_order': False}", 4), "missing"},
        BadNpy{"unknown key", npy("{'x': 1, 'descr': '<f4', 'fortran_order': False, 'shape': ()}", 4), "unknown"},
        BadNpy{"key twice", npy("{'shape': (), 'descr': '<f4', 'fortran_order': False, 'shape': ()}", 4), "twice"},
        BadNpy{"text behind", npy(dictionary("<f4", "False", "()") + "x", 4), "after the dictionary"},
        BadNpy{"a call", npy(dictionary("<f4", "False", "().__class__"), 4), "expected }"},
        BadNpy{"an expression", npy(dictionary("<f4", "False", "(1+1,)"), 8), "no tuple"},
        BadNpy{"no comma", npy("{'descr': '<f4' 'fortran_order': False, 'shape': ()}", 4), "expected }"},
        BadNpy{"escape in a text", npy("{'descr': '\\x3cf4', 'fortran_order': False, 'shape': ()}", 4), "backslash"},
        BadNpy{"text without end", npy("{'descr", 0), "without end"},
        BadNpy{"unknown type", npy(dictionary("<f16", "False", "()"), 16), "<f16"},
        BadNpy{"type without order", npy(dictionary("f4", "False", "()"), 4), "without a byte order"},
        BadNpy{"empty type", npy(dictionary("", "False", "()"), 4), "without a byte order"},
        BadNpy{"wide type of no order", npy(dictionary("|f4", "False", "()"), 4), "needs a byte order"},
        BadNpy{"structure", npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': ()}", 4), "structures"},
        BadNpy{"order is a number", npy(dictionary("<f4", "0", "()"), 4), "neither"},
        BadNpy{"shape is a number", npy(dictionary("<f4", "False", "2"), 8), "expected ("},
        BadNpy{"shape in brackets", npy(dictionary("<f4", "False", "(2)"), 8), "no tuple"},
        BadNpy{"negative axis", npy(dictionary("<f4", "False", "(-1,)"), 4), "whole number"},
        BadNpy{"axis of 2^63", npy(dictionary("<f4", "False", "(9223372036854775808,)"), 4), "whole number"},
        BadNpy{"65 axes", npy(dictionary("<f4", "False", manyAxes()), 4), "more than 64 axes"},
        BadNpy{"product of 2^64", npy(dictionary("|u1", "False", "(4294967296, 4294967296)"), 0), "out of range"},
        BadNpy{"product of 2^64 and zero", npy(dictionary("|u1", "False", "(4294967296, 4294967296, 0)"), 0),
               "out of range"},
        BadNpy{"data cut", npy(dictionary("<f4", "False", "(2,)"), 7), "needs 8 bytes, the file has 7"},
        BadNpy{"data appended", npy(dictionary("<f4", "False", "(2,)"), 9), "needs 8 bytes, the file has 9"}));

class Npz : public testing::TestWithParam<const char*> { };

TEST_P(Npz, ReadsNumPysArchives)
{
    const auto checkpoint = openFile(GetParam());
    EXPECT_EQ(checkpoint->format(), "npz");
    EXPECT_EQ(numbers<double>(*checkpoint, "a"), (std::vector<double>{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(checkpoint->find("deep/b")->shape, (Axes{2, 3}));
    EXPECT_EQ(numbers<std::int64_t>(*checkpoint, "deep/b"), (std::vector<std::int64_t>{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(numbers<std::uint8_t>(*checkpoint, "flags"), (std::vector<std::uint8_t>{0, 1, 0, 1, 0, 1}));
}
INSTANTIATE_TEST_SUITE_P(StoredAndPacked, Npz, testing::Values("stored.npz", "packed.npz"));

TEST(NpzPacked, UnpacksZeros)
{
    EXPECT_EQ(numbers<float>(*openFile("packed.npz"), "zeros"), std::vector<float>(64 * 64, 0.0f));
}

TEST(NpzPacked, BoundsWhatAnEntryClaims)
{
    // The entry "zeros" claims 100 MB, in the directory, in its local head's wide field and in its header.
    Buffer bytes = readData("packed.npz");
    const std::string content = textOf(bytes);
    const std::uint64_t size = 64 * 64 * 4 + 128;
    const std::string claim = little(100'000'000, 4);
    int changed = 0;
    for (std::size_t at = content.find(little(size, 4)); at != std::string::npos;
         at = content.find(little(size, 4), at + 1)) {
        std::copy(claim.begin(), claim.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
        ++changed;
    }
    ASSERT_EQ(changed, 2);
    const auto opened = openCopy(bytes);
    ASSERT_FALSE(opened.ok());
    EXPECT_NE(opened.error().detail.find("claims to unpack"), std::string::npos) << opened.error().detail;
}

TEST(NpzPacked, FindsDamagedData)
{
    const Buffer good = readData("packed.npz");
    const std::string content = textOf(good);
    // Bytes of the packed stream of "zeros": damaged deflate data, or data with another CRC, and nothing else.
    const std::size_t begin = content.find("zeros.npy") + 9 + 20;
    const std::size_t end = content.find("PK\x03\x04", begin);
    int refused = 0;
    for (std::size_t at = begin; at < end; ++at) {
        Buffer bytes = good;
        bytes[at] ^= 0xFF;
        const auto opened = openCopy(bytes);
        if (!opened.ok()) {
            ++refused;
            continue;
        }
        const auto loaded = opened.value()->load("zeros");
        EXPECT_FALSE(loaded.ok()) << at;
        refused += loaded.ok() ? 0 : 1;
    }
    EXPECT_EQ(refused, static_cast<int>(end - begin));
}

TEST(Npz, StoredEntriesHaveTheSizeOfTheirArray)
{
    const TemporaryFolder folder;
    auto zip = ZipWriter::create(folder / "a.npz");
    ASSERT_TRUE(zip.ok());
    ASSERT_TRUE(zip.value().add("a.npy", npy(dictionary("<f4", "False", "(2,)"), 9)).ok());
    ASSERT_TRUE(zip.value().commit().ok());
    const auto opened = Checkpoint::open(folder / "a.npz");
    ASSERT_FALSE(opened.ok());
    EXPECT_NE(opened.error().detail.find("\"a.npy\" needs"), std::string::npos) << opened.error().detail;
}

TEST(Npz, AnEmptyArchiveHasNoTensors)
{
    const auto opened = openCopy(bufferOf("PK\x05\x06" + std::string(18, '\0')));
    ASSERT_TRUE(opened.ok()) << opened.error().english();
    EXPECT_EQ(opened.value()->format(), "npz");
    EXPECT_TRUE(opened.value()->tensors().empty());
}

TEST(NpyWriter, WritesNumPysBytes)
{
    const TemporaryFolder folder;
    for (const std::string name : {"c_order", "scalar", "empty"}) {
        const auto checkpoint = openFile(name + ".npy");
        const auto tensor = checkpoint->load(name);
        ASSERT_TRUE(tensor.ok());
        ASSERT_TRUE(writeNpy(folder / name, tensor.value()).ok());
        EXPECT_EQ(readAll(folder / name), readData(name + ".npy")) << name;
    }
}

TEST(NpyWriter, ReadsBackEveryTypeOfNumPy)
{
    const TemporaryFolder folder;
    int written = 0;
    for (int type = 0; type <= static_cast<int>(DType::C128); ++type) {
        const Buffer bytes = rampBytes(static_cast<DType>(type));
        const TensorData tensor{{"t", static_cast<DType>(type), {6}}, bytes, nullptr};
        const auto result = writeNpy(folder / "t.npy", tensor);
        const bool foreign = static_cast<DType>(type) == DType::BF16
            || (static_cast<DType>(type) >= DType::F8_E4M3 && static_cast<DType>(type) <= DType::F8_E5M2FNUZ);
        ASSERT_EQ(result.ok(), !foreign) << name(static_cast<DType>(type));
        if (foreign) {
            EXPECT_EQ(result.error().code, base::ErrorCode::Usage);
            continue;
        }
        ++written;
        const auto opened = Checkpoint::open(folder / "t.npy");
        ASSERT_TRUE(opened.ok()) << opened.error().english();
        EXPECT_EQ(opened.value()->tensors()[0].type, static_cast<DType>(type));
        EXPECT_EQ(opened.value()->tensors()[0].shape, (Axes{6}));
        const auto loaded = opened.value()->load("t");
        ASSERT_TRUE(loaded.ok());
        EXPECT_EQ(Buffer(loaded.value().bytes.begin(), loaded.value().bytes.end()), bytes);
    }
    EXPECT_EQ(written, 14);
    const Buffer three(3, 0);
    EXPECT_FALSE(writeNpy(folder / "bad.npy", {{"t", DType::F32, {1}}, three, nullptr}).ok());
    EXPECT_FALSE(std::filesystem::exists(folder / "bad.npy"));
}

} // namespace

} // namespace maquette::tensorio::test
