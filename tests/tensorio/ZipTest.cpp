// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/Zip.h"

#include "tensorio/TestFiles.h"

#include <gtest/gtest.h>

namespace maquette::tensorio::test {

namespace {

base::Result<ZipReader> openZip(const Buffer& bytes)
{
    auto copy = std::make_shared<const Buffer>(bytes);
    const std::span<const std::uint8_t> span(*copy);
    return ZipReader::open(span, "test.zip", std::move(copy));
}

Buffer writeZip(const std::vector<std::pair<std::string, std::string>>& entries)
{
    const TemporaryFolder folder;
    auto zip = ZipWriter::create(folder / "a.zip");
    EXPECT_TRUE(zip.ok());
    for (const auto& [name, content] : entries)
        EXPECT_TRUE(zip.value().add(name, bufferOf(content)).ok());
    EXPECT_FALSE(std::filesystem::exists(folder / "a.zip")) << "the file appears only when complete";
    EXPECT_TRUE(zip.value().commit().ok());
    return readAll(folder / "a.zip");
}

// Places in the archive of "a" (xyz) and "b" (uvw): each local head has 30 bytes, a name of 1 and data of 3; each line
// of the directory 46 and a name of 1.
constexpr std::size_t localB = 34;
constexpr std::size_t centralA = 68;
constexpr std::size_t centralB = centralA + 47;
constexpr std::size_t endRecord = centralB + 47;

Buffer twoEntries() { return writeZip({{"a", "xyz"}, {"b", "uvw"}}); }

TEST(Zip, ReadsWhatItWrote)
{
    const Buffer bytes = twoEntries();
    EXPECT_EQ(bytes.size(), endRecord + 22);
    const auto zip = openZip(bytes);
    ASSERT_TRUE(zip.ok()) << zip.error().english();
    ASSERT_EQ(zip.value().entries().size(), 2u);
    const ZipEntry* entry = zip.value().find("b");
    ASSERT_NE(entry, nullptr);
    const auto content = zip.value().read(*entry);
    ASSERT_TRUE(content.ok());
    EXPECT_EQ(std::string(content.value().begin(), content.value().end()), "uvw");
    EXPECT_EQ(entry->offset, localB + 31);
    EXPECT_EQ(zip.value().find("c"), nullptr);
    EXPECT_EQ(twoEntries(), bytes) << "no date enters the file";
}

TEST(Zip, KnowsThePublishedChecksum)
{
    // The check value of CRC-32/ISO-HDLC.
    EXPECT_EQ(ZipReader::checksum(bufferOf("123456789")), 0xCBF43926u);
    EXPECT_EQ(ZipReader::checksum(bufferOf("6789"), ZipReader::checksum(bufferOf("12345"))), 0xCBF43926u);
}

TEST(Zip, AnEmptyArchiveIsOne)
{
    const auto zip = openZip(writeZip({}));
    ASSERT_TRUE(zip.ok());
    EXPECT_TRUE(zip.value().entries().empty());
}

TEST(Zip, ManyEntriesNeedTheWideEndRecord)
{
    const TemporaryFolder folder;
    auto writer = ZipWriter::create(folder / "many.zip");
    ASSERT_TRUE(writer.ok());
    for (int i = 0; i < 65'536; ++i)
        ASSERT_TRUE(writer.value().add(std::to_string(i), {}).ok());
    ASSERT_TRUE(writer.value().commit().ok());
    const Buffer bytes = readAll(folder / "many.zip");
    EXPECT_EQ(textOf(bytes).rfind("PK\x06\x06"), bytes.size() - 22 - 20 - 56);
    const auto zip = openZip(bytes);
    ASSERT_TRUE(zip.ok()) << zip.error().english();
    EXPECT_EQ(zip.value().entries().size(), 65'536u);
    EXPECT_NE(zip.value().find("65535"), nullptr);
}

/// An archive of one entry "a" (xyz) whose sizes and place stand in the wide extra fields.
std::string wideZip(const std::string& localExtra, const std::string& centralExtra)
{
    const std::string crc = little(ZipReader::checksum(bufferOf("xyz")), 4);
    const std::string all = little(0xFFFFFFFF, 4);
    std::string file = "PK\x03\x04" + little(45, 2) + little(0, 2) + little(0, 2) + little(0, 4) + crc + all + all
        + little(1, 2) + little(localExtra.size(), 2) + "a" + localExtra + "xyz";
    const std::size_t directory = file.size();
    file += "PK\x01\x02" + little(45, 2) + little(45, 2) + little(0, 2) + little(0, 2) + little(0, 4) + crc + all + all
        + little(1, 2) + little(centralExtra.size(), 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4)
        + all + "a" + centralExtra;
    const std::size_t size = file.size() - directory;
    return file + "PK\x05\x06" + little(0, 4) + little(1, 2) + little(1, 2) + little(size, 4) + little(directory, 4)
        + little(0, 2);
}

std::string wideField(std::initializer_list<std::uint64_t> values)
{
    std::string field = little(1, 2) + little(8 * values.size(), 2);
    for (const auto value : values)
        field += little(value, 8);
    return field;
}

TEST(Zip, ReadsWideSizes)
{
    const std::string other = little(0x4246, 2) + little(3, 2) + "ZZZ";
    const auto zip = openZip(bufferOf(wideZip(other + wideField({3, 3}), other + wideField({3, 3, 0}))));
    ASSERT_TRUE(zip.ok()) << zip.error().english();
    EXPECT_EQ(zip.value().entries()[0].size, 3u);
    EXPECT_TRUE(zip.value().read(zip.value().entries()[0]).ok());
    EXPECT_FALSE(openZip(bufferOf(wideZip(wideField({3, 3}), wideField({3, 3})))).ok()) << "no place";
    EXPECT_FALSE(openZip(bufferOf(wideZip(wideField({3}), wideField({3, 3, 0})))).ok()) << "one local size";
    EXPECT_FALSE(openZip(bufferOf(wideZip(wideField({4, 4}), wideField({3, 3, 0})))).ok()) << "other local sizes";
    EXPECT_FALSE(openZip(bufferOf(wideZip(wideField({3, 3}), other))).ok()) << "no wide field";
    const std::uint64_t beyond = ~std::uint64_t(0) - 8;
    EXPECT_FALSE(openZip(bufferOf(wideZip(wideField({beyond, beyond}), wideField({beyond, beyond, 0})))).ok());
    EXPECT_FALSE(openZip(bufferOf(wideZip(wideField({3, 3}), wideField({3, 3, beyond})))).ok());
}

struct Patch {
    std::size_t at;
    std::string bytes;
};

struct DamagedZip {
    const char* name;
    std::vector<Patch> patches;
    const char* expected; ///< within the error's English text
};

void PrintTo(const DamagedZip& damaged, std::ostream* out) { *out << damaged.name; }

class ZipDamage : public testing::TestWithParam<DamagedZip> { };

TEST_P(ZipDamage, IsRefused)
{
    Buffer bytes = twoEntries();
    for (const auto& patch : GetParam().patches)
        std::copy(patch.bytes.begin(), patch.bytes.end(), bytes.begin() + static_cast<std::ptrdiff_t>(patch.at));
    const auto zip = openZip(bytes);
    ASSERT_FALSE(zip.ok());
    EXPECT_EQ(zip.error().code, base::ErrorCode::BadInput);
    EXPECT_NE(zip.error().english().find(GetParam().expected), std::string::npos) << zip.error().english();
    EXPECT_NE(zip.error().detail.find("byte "), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ZipDamage,
    testing::Values(
        DamagedZip{"compressed", {{localB + 8, little(8, 2)}, {centralB + 10, little(8, 2)}}, "compressed"},
        DamagedZip{"compressed in the directory only", {{centralB + 10, little(8, 2)}}, "compressed"},
        DamagedZip{"compressed in the local head only", {{localB + 8, little(8, 2)}}, "differ from the directory"},
        DamagedZip{"encrypted", {{centralB + 8, little(0x801, 2)}}, "encrypted"},
        DamagedZip{"strongly encrypted", {{centralB + 8, little(0x840, 2)}}, "encrypted"},
        DamagedZip{"masked heads", {{centralB + 8, little(0x2800, 2)}}, "encrypted"},
        DamagedZip{"a name twice", {{localB + 30, "a"}, {centralB + 46, "a"}}, "stands twice"},
        DamagedZip{"one local head for two entries",
                   {{centralB + 42, little(0, 4)}, {centralB + 46, "a"}},
                   "differ from the directory"},
        DamagedZip{"another local name", {{localB + 30, "c"}}, "the local head says"},
        DamagedZip{"another local CRC", {{localB + 14, "\x01"}}, "differ from the directory"},
        DamagedZip{"another local size", {{localB + 22, "\x02"}}, "differ from the directory"},
        DamagedZip{"two sizes", {{centralB + 24, "\x02"}}, "two sizes"},
        DamagedZip{"sizes beyond the file",
                   {{localB + 18, little(99, 4) + little(99, 4)}, {centralB + 20, little(99, 4) + little(99, 4)}},
                   "leave the file"},
        DamagedZip{"local head beyond the file", {{centralB + 42, little(0xFFFFFF00, 4)}}, "no local head"},
        DamagedZip{"local name beyond the file", {{localB + 26, little(0xFFFF, 2)}}, "leaves the file"},
        DamagedZip{"a descriptor that is not there",
                   {{localB + 6, little(0x808, 2)}, {centralB + 8, little(0x808, 2)}},
                   "descriptor"},
        DamagedZip{"an empty name", {{centralB + 28, little(0, 2)}, {centralB + 32, little(1, 2)}}, "empty name"},
        DamagedZip{"a zero byte in a name", {{centralB + 46, std::string(1, '\0')}}, "zero byte"},
        DamagedZip{"an entry that leaves the directory", {{centralB + 32, little(9, 2)}}, "leaves the directory"},
        DamagedZip{"no signature of a line", {{centralB, "QK"}}, "no entry"},
        DamagedZip{"fewer entries counted", {{endRecord + 8, little(1, 2) + little(1, 2)}}, "more than the entries"},
        DamagedZip{"more entries counted", {{endRecord + 8, little(3, 2) + little(3, 2)}}, "entries"},
        DamagedZip{"two counts", {{endRecord + 8, little(1, 2)}}, "several disks"},
        DamagedZip{"another disk", {{endRecord + 4, little(1, 2)}}, "several disks"},
        DamagedZip{"an entry on another disk", {{centralB + 34, little(1, 2)}}, "several disks"},
        DamagedZip{"the directory starts later", {{endRecord + 16, little(centralA + 1, 4)}}, "does not end"},
        DamagedZip{"the directory is shorter", {{endRecord + 12, little(47, 4)}}, "does not end"},
        DamagedZip{"a comment beyond the file", {{endRecord + 20, little(7, 2)}}, "no end record"},
        DamagedZip{"no end record", {{endRecord, "QK"}}, "no end record"}));

TEST(Zip, RefusesAppendedBytesAndGaps)
{
    Buffer bytes = twoEntries();
    bytes.push_back('!');
    EXPECT_FALSE(openZip(bytes).ok());
    bytes = twoEntries();
    bytes.insert(bytes.begin() + endRecord, '!');
    EXPECT_FALSE(openZip(bytes).ok()) << "a byte between directory and end record";
}

TEST(Zip, RefusesEntriesInsideOthers)
{
    // The data of "a" are a whole local head of "b" with data; the directory sends "b" there.
    const std::string inner = textOf(twoEntries()).substr(localB, 34);
    Buffer bytes = writeZip({{"a", inner}, {"b", "uvw"}});
    const std::size_t directory = 31 + inner.size() + 34;
    const std::string place = little(31, 4);
    std::copy(place.begin(), place.end(), bytes.begin() + static_cast<std::ptrdiff_t>(directory + 47 + 42));
    const auto zip = openZip(bytes);
    ASSERT_FALSE(zip.ok());
    EXPECT_NE(zip.error().detail.find("overlap"), std::string::npos) << zip.error().detail;
}

TEST(Zip, FindsChangedData)
{
    Buffer bytes = twoEntries();
    bytes[localB + 31] ^= 1;
    const auto zip = openZip(bytes);
    ASSERT_TRUE(zip.ok());
    const auto content = zip.value().read(*zip.value().find("b"));
    ASSERT_FALSE(content.ok());
    EXPECT_EQ(content.error().detail, "byte 65: the CRC of \"b\" does not fit its data");
    EXPECT_TRUE(zip.value().read(*zip.value().find("a")).ok());
}

TEST(Zip, ChecksDescriptorsAndWideEndRecordsOfPyTorch)
{
    const Buffer good = readData("bare.pt");
    EXPECT_TRUE(openZip(good).ok());
    const auto refusedAt = [&](std::size_t at) {
        Buffer bytes = good;
        bytes[at] ^= 0x40;
        return !openZip(bytes).ok();
    };
    const std::string text = textOf(good);
    const std::size_t descriptor = text.find("PK\x07\x08");
    const std::size_t wide = text.find("PK\x06\x06");
    const std::size_t locator = text.find("PK\x06\x07");
    ASSERT_NE(descriptor, std::string::npos);
    ASSERT_NE(wide, std::string::npos);
    ASSERT_NE(locator, std::string::npos);
    EXPECT_TRUE(refusedAt(descriptor + 4)) << "CRC";
    EXPECT_TRUE(refusedAt(descriptor + 8)) << "size";
    EXPECT_TRUE(refusedAt(wide)) << "signature";
    EXPECT_TRUE(refusedAt(wide + 16)) << "disk";
    EXPECT_TRUE(refusedAt(wide + 32)) << "count";
    EXPECT_TRUE(refusedAt(wide + 40)) << "size of the directory";
    EXPECT_TRUE(refusedAt(wide + 48)) << "place of the directory";
    EXPECT_TRUE(refusedAt(locator + 8)) << "place of the wide record";
    EXPECT_TRUE(refusedAt(locator + 16)) << "number of disks";
}

TEST(ZipWriter, RefusesNamesThatCannotBe)
{
    const TemporaryFolder folder;
    auto zip = ZipWriter::create(folder / "a.zip");
    ASSERT_TRUE(zip.ok());
    ASSERT_TRUE(zip.value().add("a", {}).ok());
    for (const std::string& name :
         {std::string("a"), std::string(), std::string("x\0y", 3), std::string("\xFF"), std::string(65'536, 'x')}) {
        const auto added = zip.value().add(name, {});
        ASSERT_FALSE(added.ok());
        EXPECT_EQ(added.error().code, base::ErrorCode::Usage);
    }
    const auto nowhere = ZipWriter::create(folder / "missing" / "a.zip");
    ASSERT_FALSE(nowhere.ok());
    EXPECT_EQ(nowhere.error().code, base::ErrorCode::WriteFailed);
}

} // namespace

} // namespace maquette::tensorio::test
