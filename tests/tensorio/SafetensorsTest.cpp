// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/TestFiles.h"

#include <gtest/gtest.h>

namespace maquette::tensorio::test {

namespace {

/// Length, header and as many zero bytes of data.
Buffer file(const std::string& header, std::size_t dataBytes = 0)
{
    return bufferOf(little(header.size(), 8) + header + std::string(dataBytes, '\0'));
}

std::string tensor(const std::string& name, const std::string& type, const std::string& shape,
                   const std::string& offsets)
{
    return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
}

TEST(Safetensors, ReadsEveryTypeOfTheOfficialWriter)
{
    const auto opened = Checkpoint::open(dataFile("types.safetensors"));
    ASSERT_TRUE(opened.ok()) << opened.error().english();
    const Checkpoint& checkpoint = *opened.value();
    EXPECT_EQ(checkpoint.format(), "safetensors");
    EXPECT_EQ(checkpoint.tensors().size(), 22u);
    int compared = 0;
    for (const auto& info : checkpoint.tensors()) {
        const auto loaded = checkpoint.load(info.name);
        ASSERT_TRUE(loaded.ok()) << loaded.error().english();
        if (info.name == "empty" || info.name == "scalar" || info.name == "float4")
            continue;
        EXPECT_EQ(info.shape, (std::vector<std::int64_t>{2, 3})) << info.name;
        EXPECT_EQ(Buffer(loaded.value().bytes.begin(), loaded.value().bytes.end()), rampBytes(info.type)) << info.name;
        ++compared;
    }
    EXPECT_EQ(compared, 19);
    EXPECT_EQ(checkpoint.find("float8_e8m0fnu")->type, DType::F8_E8M0);
    EXPECT_EQ(checkpoint.find("float8_e5m2fnuz")->type, DType::F8_E5M2FNUZ);
    EXPECT_EQ(checkpoint.find("float4")->type, DType::F4);
    EXPECT_EQ(checkpoint.find("float4")->shape, (std::vector<std::int64_t>{12})) << "two in a byte";
    EXPECT_EQ(numbers<float>(checkpoint, "scalar"), (std::vector<float>{2.5f}));
    EXPECT_TRUE(checkpoint.find("scalar")->shape.empty());
    EXPECT_EQ(checkpoint.find("empty")->elements(), 0);
}

TEST(Safetensors, ReadsNamesAndMetadata)
{
    const auto opened = Checkpoint::open(dataFile("small.safetensors"));
    ASSERT_TRUE(opened.ok()) << opened.error().english();
    const Checkpoint& checkpoint = *opened.value();
    EXPECT_EQ(checkpoint.metadata().at("note"), "ä \"quoted\" \x01");
    EXPECT_EQ(checkpoint.metadata().size(), 1u);
    EXPECT_EQ(numbers<float>(checkpoint, "b.weight"), (std::vector<float>{0, 1, 2}));
    EXPECT_EQ(numbers<float>(checkpoint, "a.weight"), (std::vector<float>{0, 1}));
    EXPECT_EQ(numbers<std::uint8_t>(checkpoint, "ü\"\n"), (std::vector<std::uint8_t>{0}));
    EXPECT_EQ(checkpoint.withPrefix("a."), (std::vector<std::string>{"a.weight"}));
    const auto missing = checkpoint.load("c");
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().code, base::ErrorCode::BadInput);
}

TEST(Safetensors, TensorsOutliveTheCheckpoint)
{
    auto opened = Checkpoint::open(dataFile("small.safetensors"));
    ASSERT_TRUE(opened.ok());
    auto loaded = opened.value()->load("b.weight");
    ASSERT_TRUE(loaded.ok());
    opened = base::Error{};
    float last = 0;
    std::memcpy(&last, loaded.value().bytes.data() + 8, 4);
    EXPECT_EQ(last, 2.0f);
}

struct LegalFile {
    const char* name;
    std::string header;
    std::size_t dataBytes;
};
void PrintTo(const LegalFile& legal, std::ostream* out) { *out << legal.name; }
class LegalSafetensors : public testing::TestWithParam<LegalFile> { };

TEST_P(LegalSafetensors, IsRead)
{
    const auto opened = openCopy(file(GetParam().header, GetParam().dataBytes));
    ASSERT_TRUE(opened.ok()) << opened.error().english();
    for (const auto& info : opened.value()->tensors())
        EXPECT_TRUE(opened.value()->load(info.name).ok());
}

INSTANTIATE_TEST_SUITE_P(
    Table, LegalSafetensors,
    testing::Values(
        LegalFile{"no tensors", "{}", 0}, LegalFile{"trailing spaces", "{}      ", 0},
        LegalFile{"metadata only", R"({"__metadata__":{"a":"b"}})", 0},
        LegalFile{"rank 0", "{" + tensor("a", "F32", "[]", "[0,4]") + "}", 4},
        LegalFile{"empty tensor", "{" + tensor("a", "F32", "[0,3]", "[0,0]") + "}", 0},
        LegalFile{"empty tensors between others",
                  "{" + tensor("b", "U8", "[2]", "[1,3]") + "," + tensor("e", "I8", "[0]", "[1,1]") + ","
                      + tensor("a", "U8", "[1]", "[0,1]") + "}",
                  3},
        LegalFile{"empty name", "{" + tensor("", "U8", "[1]", "[0,1]") + "}", 1},
        LegalFile{"six bits", "{" + tensor("a", "F6_E3M2", "[4]", "[0,3]") + "}", 3},
        LegalFile{"complex doubles", "{" + tensor("a", "C128", "[1]", "[0,16]") + "}", 16},
        LegalFile{
            "unknown keys of a tensor are skipped",
            R"({"a":{"x":{"dtype":[1,{"shape":null}]},"dtype":"U8","y":-1.5,"shape":[1],"data_offsets":[0,1],"z":[]}})",
            1}));

TEST(Safetensors, ListsInTheOrderOfTheData)
{
    const auto opened
        = openCopy(file("{" + tensor("b", "U8", "[1]", "[1,2]") + "," + tensor("a", "U8", "[1]", "[0,1]") + "}", 2));
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(opened.value()->tensors()[0].name, "a");
}

TEST(Safetensors, IsToldFromOtherFormatsThatStartAlike)
{
    // A header of 640 bytes starts as a pickle does, and one of 0x04034b50 as a ZIP.
    std::string header = "{" + tensor("a", "U8", "[1]", "[0,1]") + "}";
    header.append(640 - header.size(), ' ');
    const auto opened = openCopy(file(header, 1));
    ASSERT_TRUE(opened.ok()) << opened.error().english();
    EXPECT_EQ(opened.value()->format(), "safetensors");
    const auto zipLike = openCopy(bufferOf("PK\x03\x04" + std::string(4, '\0') + "{}"));
    ASSERT_FALSE(zipLike.ok());
    EXPECT_NE(zipLike.error().detail.find("a header of 67324752 bytes"), std::string::npos);
}

struct DamagedFile {
    const char* name;
    Buffer bytes;
    const char* expected; ///< within the detail
};
void PrintTo(const DamagedFile& damaged, std::ostream* out) { *out << damaged.name; }
class DamagedSafetensors : public testing::TestWithParam<DamagedFile> { };

TEST_P(DamagedSafetensors, IsRefused)
{
    const Buffer copy = GetParam().bytes;
    const auto opened = openSafetensors({copy, "bad.safetensors", nullptr});
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, base::ErrorCode::BadInput);
    EXPECT_NE(opened.error().english().find("bad.safetensors"), std::string::npos);
    EXPECT_EQ(opened.error().detail.rfind("byte ", 0), 0u) << opened.error().detail;
    EXPECT_NE(opened.error().detail.find(GetParam().expected), std::string::npos) << opened.error().detail;
    EXPECT_FALSE(openCopy(GetParam().bytes).ok()) << "told by content";
}

std::string manyAxes()
{
    std::string shape = "[1";
    for (int i = 0; i < 64; ++i)
        shape += ",1";
    return shape + "]";
}

std::string deep()
{
    return R"({"a":{"x":)" + std::string(40, '[') + std::string(40, ']')
        + R"(,"dtype":"U8","shape":[1],"data_offsets":[0,1]}})";
}

const std::string one = tensor("a", "U8", "[1]", "[0,1]");

INSTANTIATE_TEST_SUITE_P(
    Headers, DamagedSafetensors,
    testing::Values(
        DamagedFile{"empty", {}, "byte 0"}, DamagedFile{"seven bytes", Buffer(7, 0), "byte 7"},
        DamagedFile{"no header", Buffer(8, 0), "starts with {"},
        DamagedFile{"header above the limit", bufferOf(little(100'000'001, 8) + "{}"), "100000001 bytes"},
        DamagedFile{"header of 2^64 - 1", bufferOf(little(~std::uint64_t(0), 8) + "{}"), "18446744073709551615"},
        DamagedFile{"header beyond the file", bufferOf(little(3, 8) + "{}"), "3 bytes in a file of 10"},
        DamagedFile{"space before the object", file(" {}"), "starts with {"},
        DamagedFile{"byte order mark", file("\xEF\xBB\xBF{}"), "starts with {"},
        DamagedFile{"a list", file("[]"), "starts with {"},
        DamagedFile{"zero padding", file(std::string("{}\0\0", 4)), "byte 10: a zero byte"},
        DamagedFile{"hidden behind a zero byte", file(std::string("{}\0{\"x\":1}", 10)), "byte 10: a zero byte"},
        DamagedFile{"not closed", file("{\"a\":"), "byte 13"}, DamagedFile{"two objects", file("{}{}"), "byte 10"},
        DamagedFile{"single quotes", file("{'a':1}"), "byte 9"}, DamagedFile{"a comment", file("{/**/}"), "byte 9"},
        DamagedFile{"not UTF-8", file("{\"\xFF\":{}}"), "byte 10"},
        DamagedFile{"half a surrogate", file("{\"\\ud800\":{}}"), "byte"},
        DamagedFile{"a name twice", file("{" + one + "," + tensor("a", "U8", "[1]", "[1,2]") + "}", 2), "stands twice"},
        DamagedFile{"a name twice, once escaped",
                    file("{" + one + "," + tensor("\\u0061", "U8", "[1]", "[1,2]") + "}", 2), "stands twice"},
        DamagedFile{"metadata twice", file(R"({"__metadata__":{},"__metadata__":{}})"), "stands twice"},
        DamagedFile{"metadata key twice", file(R"({"__metadata__":{"a":"b","a":"c"}})"), "stands twice"},
        DamagedFile{"metadata of numbers", file(R"({"__metadata__":{"a":1}})"), "a number"},
        DamagedFile{"metadata of lists", file(R"({"__metadata__":{"a":[]}})"), "a list"},
        DamagedFile{"metadata of objects", file(R"({"__metadata__":{"a":{}}})"), "an object"},
        DamagedFile{"metadata of null", file(R"({"__metadata__":{"a":null}})"), "null"},
        DamagedFile{"metadata of truth", file(R"({"__metadata__":{"a":true}})"), "truth"},
        DamagedFile{"metadata is a text", file(R"({"__metadata__":"a"})"), "a text"}));

INSTANTIATE_TEST_SUITE_P(
    Tensors, DamagedSafetensors,
    testing::Values(
        DamagedFile{"a tensor is a number", file(R"({"a":1})"), "a number"},
        DamagedFile{"a tensor is a list", file(R"({"a":[]})"), "a list"},
        DamagedFile{"a tensor is null", file(R"({"a":null})"), "null"},
        DamagedFile{"an empty tensor object", file(R"({"a":{}})"), "lacks"},
        DamagedFile{"no type", file(R"({"a":{"shape":[1],"data_offsets":[0,1]}})", 1), "lacks"},
        DamagedFile{"no shape", file(R"({"a":{"dtype":"U8","data_offsets":[0,1]}})", 1), "lacks"},
        DamagedFile{"no offsets", file(R"({"a":{"dtype":"U8","shape":[1]}})", 1), "lacks"},
        DamagedFile{"a key twice", file(R"({"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1),
                    "stands twice"},
        DamagedFile{"unknown type", file("{" + tensor("a", "F128", "[1]", "[0,16]") + "}", 16), "\"F128\" is unknown"},
        DamagedFile{"type in small letters", file("{" + tensor("a", "u8", "[1]", "[0,1]") + "}", 1), "unknown"},
        DamagedFile{"type is a number", file(R"({"a":{"dtype":8,"shape":[1],"data_offsets":[0,1]}})", 1), "a number"},
        DamagedFile{"shape is a number", file(R"({"a":{"dtype":"U8","shape":1,"data_offsets":[0,1]}})", 1), "a number"},
        DamagedFile{"negative axis", file("{" + tensor("a", "U8", "[-1]", "[0,1]") + "}", 1), "negative"},
        DamagedFile{"fraction of an axis", file("{" + tensor("a", "U8", "[1.0]", "[0,1]") + "}", 1), "not whole"},
        DamagedFile{"axis of 2^63", file("{" + tensor("a", "U8", "[9223372036854775808]", "[0,1]") + "}", 1), "axis"},
        DamagedFile{"axis of 2^64", file("{" + tensor("a", "U8", "[18446744073709551616]", "[0,1]") + "}", 1), "whole"},
        DamagedFile{"axis of 10^999", file("{" + tensor("a", "U8", "[1e999]", "[0,1]") + "}", 1), "byte"},
        DamagedFile{"axis is a text", file("{" + tensor("a", "U8", "[\"1\"]", "[0,1]") + "}", 1), "a text"},
        DamagedFile{"axis is a list", file("{" + tensor("a", "U8", "[[1]]", "[0,1]") + "}", 1), "a list"},
        DamagedFile{"65 axes", file("{" + tensor("a", "U8", manyAxes(), "[0,1]") + "}", 1), "more than 64 axes"},
        DamagedFile{"product of 2^64", file("{" + tensor("a", "U8", "[4294967296,4294967296]", "[0,0]") + "}"),
                    "out of range"},
        DamagedFile{"product of 2^64 before a zero",
                    file("{" + tensor("a", "U8", "[4294967296,4294967296,0]", "[0,0]") + "}"), "out of range"},
        DamagedFile{"bytes of 2^64", file("{" + tensor("a", "F64", "[2305843009213693952]", "[0,0]") + "}"),
                    "out of range"},
        DamagedFile{"half a byte", file("{" + tensor("a", "F4", "[3]", "[0,2]") + "}", 2), "out of range"},
        DamagedFile{"six bits that fill no bytes", file("{" + tensor("a", "F6_E2M3", "[3]", "[0,3]") + "}", 3),
                    "out of range"},
        DamagedFile{"nested too deep", file(deep(), 1), "too deep"}));

INSTANTIATE_TEST_SUITE_P(
    Offsets, DamagedSafetensors,
    testing::Values(
        DamagedFile{"one offset", file("{" + tensor("a", "U8", "[1]", "[0]") + "}", 1), "fewer than two"},
        DamagedFile{"three offsets", file("{" + tensor("a", "U8", "[1]", "[0,1,2]") + "}", 1), "more than two"},
        DamagedFile{"no list of offsets", file("{" + tensor("a", "U8", "[1]", "1") + "}", 1), "a number"},
        DamagedFile{"negative offset", file("{" + tensor("a", "U8", "[1]", "[-1,0]") + "}", 1), "negative"},
        DamagedFile{"end before begin",
                    file("{" + tensor("a", "U8", "[0]", "[0,0]") + "," + tensor("b", "U8", "[1]", "[0,1]") + ","
                             + tensor("c", "U8", "[1]", "[1,0]") + "}",
                         1),
                    "ends before it begins"},
        DamagedFile{"too few bytes for the shape", file("{" + tensor("a", "F32", "[1]", "[0,3]") + "}", 3), "needs 4"},
        DamagedFile{"too many bytes for the shape", file("{" + tensor("a", "F32", "[1]", "[0,5]") + "}", 5), "needs 4"},
        DamagedFile{"bytes for an empty tensor", file("{" + tensor("a", "U8", "[0]", "[0,1]") + "}", 1), "needs 0"},
        DamagedFile{"a hole before", file("{" + tensor("a", "U8", "[1]", "[1,2]") + "}", 2),
                    "byte 12: tensor \"a\" at [1, 2) leaves a hole"},
        DamagedFile{"a hole between", file("{" + one + "," + tensor("b", "U8", "[1]", "[2,3]") + "}", 3), "hole"},
        DamagedFile{"an overlap",
                    file("{" + tensor("a", "U8", "[2]", "[0,2]") + "," + tensor("b", "U8", "[2]", "[1,3]") + "}", 3),
                    "overlaps"},
        DamagedFile{"the same bytes twice", file("{" + one + "," + tensor("b", "U8", "[1]", "[0,1]") + "}", 1),
                    "overlaps"},
        DamagedFile{"an empty tensor within another",
                    file("{" + tensor("a", "U8", "[2]", "[0,2]") + "," + tensor("b", "U8", "[0]", "[1,1]") + "}", 2),
                    "overlaps"},
        DamagedFile{"beyond the data", file("{" + tensor("a", "U8", "[2]", "[0,2]") + "}", 1),
                    "take 2 bytes, the file has 1"},
        DamagedFile{"offsets of 2^64 - 1",
                    file("{" + tensor("a", "U8", "[0]", "[18446744073709551615,18446744073709551615]") + "}"), "hole"},
        DamagedFile{"data after the last tensor", file("{" + one + "}", 2), "take 1 bytes, the file has 2"},
        DamagedFile{"data without tensors", file("{}", 1), "take 0 bytes, the file has 1"}));

TensorData data(const std::string& name, DType type, std::vector<std::int64_t> shape, const Buffer& bytes)
{
    auto copy = std::make_shared<const Buffer>(bytes);
    const std::span<const std::uint8_t> span(*copy);
    return {{name, type, std::move(shape)}, span, std::move(copy)};
}

TEST(SafetensorsWriter, WritesTheOfficialWritersBytes)
{
    for (const char* name : {"small.safetensors", "types.safetensors"}) {
        const auto opened = Checkpoint::open(dataFile(name));
        ASSERT_TRUE(opened.ok());
        std::vector<TensorData> tensors;
        for (const auto& info : opened.value()->tensors())
            tensors.insert(tensors.begin(), opened.value()->load(info.name).value());
        const TemporaryFolder folder;
        const auto written = writeSafetensors(folder / "copy", tensors, opened.value()->metadata());
        ASSERT_TRUE(written.ok()) << written.error().english();
        EXPECT_EQ(readAll(folder / "copy"), readData(name)) << name;
    }
}

TEST(SafetensorsWriter, ReadsBackEveryType)
{
    std::vector<TensorData> tensors;
    for (int type = 0; type <= static_cast<int>(DType::F6_E3M2); ++type) {
        const auto bits = static_cast<std::size_t>(bitsPer(static_cast<DType>(type)));
        Buffer bytes(8 * bits / 8);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::uint8_t>(31 * static_cast<std::size_t>(type) + i);
        tensors.push_back(data("t" + std::to_string(type), static_cast<DType>(type), {2, 4}, bytes));
    }
    const TemporaryFolder folder;
    ASSERT_TRUE(writeSafetensors(folder / "all.safetensors", tensors).ok());
    const auto opened = Checkpoint::open(folder / "all.safetensors");
    ASSERT_TRUE(opened.ok()) << opened.error().english();
    for (const auto& tensor : tensors) {
        const auto loaded = opened.value()->load(tensor.info.name);
        ASSERT_TRUE(loaded.ok());
        EXPECT_EQ(loaded.value().info.type, tensor.info.type);
        EXPECT_TRUE(std::equal(loaded.value().bytes.begin(), loaded.value().bytes.end(), tensor.bytes.begin(),
                               tensor.bytes.end()));
    }
    EXPECT_EQ(readAll(folder / "all.safetensors").size() % 8, 0u);
}

TEST(SafetensorsWriter, RefusesWhatItCannotWriteAndLeavesTheOldFile)
{
    const TemporaryFolder folder;
    const auto path = folder / "a.safetensors";
    ASSERT_TRUE(writeSafetensors(path, {}).ok());
    const Buffer before = readAll(path);
    const auto a = data("a", DType::U8, {1}, {1});
    const auto refused = [&](const std::vector<TensorData>& tensors, const std::map<std::string, std::string>& notes) {
        const auto written = writeSafetensors(path, tensors, notes);
        return !written.ok() && written.error().code == base::ErrorCode::Usage;
    };
    EXPECT_TRUE(refused({a, data("b", DType::F32, {}, {0, 0, 0, 0}), a}, {})) << "a name twice";
    EXPECT_TRUE(refused({a, data("a", DType::F32, {}, {0, 0, 0, 0})}, {})) << "a name twice, of another type";
    EXPECT_TRUE(refused({data("__metadata__", DType::U8, {1}, {1})}, {}));
    EXPECT_TRUE(refused({data("\xFF", DType::U8, {1}, {1})}, {}));
    EXPECT_TRUE(refused({data("a", DType::U8, {2}, {1})}, {})) << "too few bytes";
    EXPECT_TRUE(refused({data("a", DType::U8, {-1}, {1})}, {}));
    EXPECT_TRUE(refused({a}, {{"k", "\xFF"}}));
    EXPECT_EQ(readAll(path), before);
    const auto nowhere = writeSafetensors(folder / "missing" / "a", {a});
    ASSERT_FALSE(nowhere.ok());
    EXPECT_EQ(nowhere.error().code, base::ErrorCode::WriteFailed);
}

} // namespace

} // namespace maquette::tensorio::test
