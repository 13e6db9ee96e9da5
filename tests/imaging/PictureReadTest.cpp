// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/PictureFile.h"

#include "imaging/Support.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace maquette::imaging {
namespace {

using test::Bytes;

std::vector<std::uint16_t> samplesOf(const Picture& picture)
{
    std::vector<std::uint16_t> samples(picture.bytes.size() / (picture.bits / 8));
    if (picture.bits == 16)
        std::memcpy(samples.data(), picture.bytes.data(), picture.bytes.size());
    else
        std::copy(picture.bytes.begin(), picture.bytes.end(), samples.begin());
    return samples;
}

void expectInfo(const PictureInfo& info, const base::Json& item)
{
    EXPECT_EQ(info.format, item["format"]);
    EXPECT_EQ(info.width, item["width"]);
    EXPECT_EQ(info.height, item["height"]);
    EXPECT_EQ(info.bits, item["bits"]);
    EXPECT_EQ(info.channels, item["stored"]);
    EXPECT_EQ(info.orientation, item["orientation"]);
    EXPECT_EQ(info.animated, item["animated"]);
}

void expectTexts(const Picture& picture, const base::Json& item)
{
    base::Json texts = base::Json::array();
    for (const auto& [key, text] : picture.texts)
        texts.push_back({key, text});
    EXPECT_EQ(texts, item["texts"]);
}

TEST(PictureRead, EveryKindOfFileShowsItsPixels)
{
    const base::Json json = test::dataJson("pictures.json");
    ASSERT_GE(json["pictures"].size(), 110U);
    for (const base::Json& item : json["pictures"]) {
        const std::string name = item["file"];
        SCOPED_TRACE(name);
        const auto info = readPictureInfo(test::dataFolder() / "pictures" / name);
        ASSERT_TRUE(info.ok()) << info.error().english();
        expectInfo(info.value(), item);

        const auto picture = readPicture(test::dataFolder() / "pictures" / name);
        ASSERT_TRUE(picture.ok()) << picture.error().english();
        EXPECT_EQ(picture.value().width, item["width"]);
        EXPECT_EQ(picture.value().height, item["height"]);
        EXPECT_EQ(picture.value().channels, item["channels"]);
        EXPECT_EQ(picture.value().bits, item["bits"]);
        const auto samples = samplesOf(picture.value());
        ASSERT_EQ(samples.size(), item["pixels"].size());
        const int tolerance = item["tolerance"];
        for (std::size_t i = 0; i < samples.size(); ++i)
            ASSERT_LE(std::abs(samples[i] - item["pixels"][i].get<int>()), tolerance) << "sample " << i;
        if (item.contains("texts"))
            expectTexts(picture.value(), item);
    }
}

TEST(PictureRead, CutAnywhereIsAnErrorOrTheWholePicture)
{
    testing::internal::CaptureStderr();
    std::size_t refused = 0;
    for (const auto& entry : std::filesystem::directory_iterator(test::dataFolder() / "pictures")) {
        const std::string name = entry.path().filename().string();
        SCOPED_TRACE(name);
        const Bytes bytes = test::dataBytes("pictures/" + name);
        const auto whole = decodePicture(bytes, name);
        ASSERT_TRUE(whole.ok());
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            // A copy of its own length, so that reading beyond it is seen by the address sanitizer.
            const Bytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
            (void)pictureInfo(cut, name);
            const auto picture = decodePicture(cut, name);
            if (picture.ok()) {
                ASSERT_EQ(picture.value().bytes, whole.value().bytes) << "cut to " << length << " bytes";
                continue;
            }
            ++refused;
            ASSERT_EQ(picture.error().code, base::ErrorCode::BadInput);
            ASSERT_NE(picture.error().english().find(name), std::string::npos);
        }
        // The first half is never enough.
        EXPECT_FALSE(decodePicture({bytes.data(), bytes.size() / 2}, name).ok());
    }
    EXPECT_GT(refused, 40000U);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(PictureRead, AnyFlippedByteIsSurvived)
{
    testing::internal::CaptureStderr();
    const ReadLimits limits{1 << 16};
    for (const auto& entry : std::filesystem::directory_iterator(test::dataFolder() / "pictures")) {
        const std::string name = entry.path().filename().string();
        Bytes bytes = test::dataBytes("pictures/" + name);
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            const std::uint8_t old = bytes[at];
            for (const int flip : {0xFF, 0x01, 0x80}) {
                bytes[at] = static_cast<std::uint8_t>(old ^ flip);
                const auto picture = decodePicture(bytes, name, limits);
                if (!picture.ok())
                    continue;
                const Picture& p = picture.value();
                ASSERT_LE(std::int64_t(p.width) * p.height, limits.maxPixels) << name << " byte " << at;
                ASSERT_EQ(p.bytes.size(), p.rowBytes() * static_cast<std::size_t>(p.height)) << name;
            }
            bytes[at] = old;
        }
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

/// One way to damage a good file, and words of the message that has to come.
struct Damage {
    const char* file;
    void (*spoil)(Bytes& bytes);
    const char* message;
};

void shorten(Bytes& bytes, int count) { bytes.erase(bytes.end() - count, bytes.end()); }
void swapTail(Bytes& bytes) { std::reverse(bytes.end() - 40, bytes.end() - 14); }

TEST(PictureRead, DamageIsNamed)
{
    const Damage table[] = {
        {"rgb8.png", [](Bytes& b) { b[41] ^= 0x10; }, "damaged"}, // inside IDAT
        {"rgb8.png", [](Bytes& b) { shorten(b, 12); }, "cut short"}, // no IEND
        {"rgb8.png", [](Bytes& b) { b[24] = 3; }, "damaged"}, // 3 bits
        {"rgb8.png", [](Bytes& b) { std::fill_n(b.begin() + 16, 4, 0); }, "damaged"}, // width 0
        {"rgb8.png", [](Bytes& b) { b[16] = 0x80; }, "damaged"}, // width over 2^31 - 1
        {"rgb8.png", [](Bytes& b) { b[12] = 'X'; }, "damaged"}, // no IHDR
        {"rgb8.png", [](Bytes& b) { b[18] = 0x10; }, "damaged"}, // wider than its data
        {"palette8.png", [](Bytes& b) { b[37] = 'X'; }, "damaged"}, // no PLTE
        {"ycc444.jpg", [](Bytes& b) { shorten(b, 2); }, "cut short"}, // no end mark
        {"ycc444.jpg", [](Bytes& b) { shorten(b, 60); }, "cut short"}, //
        {"progressive.jpg", [](Bytes& b) { shorten(b, 60); }, "cut short"}, //
        {"restart.jpg",
         [](Bytes& b) {
             b[b.size() - 30] = 0xFF;
             b[b.size() - 29] = 0xC0;
         },
         "damaged"},
        {"lossless.webp", [](Bytes& b) { shorten(b, 3); }, "cut short"}, //
        {"lossless.webp", [](Bytes& b) { swapTail(b); }, "damaged"}, //
        {"rgb24.bmp", [](Bytes& b) { shorten(b, 30); }, "cut short"}, //
        {"rgb24.bmp", [](Bytes& b) { b[14] = 13; }, "damaged"}, // unknown head
        {"rgb24.bmp", [](Bytes& b) { b[28] = 23; }, "damaged"}, // 23 bits
        {"rgb24.bmp", [](Bytes& b) { b[30] = 4; }, "compression scheme 4"}, // JPEG inside
        {"rgb24.bmp", [](Bytes& b) { std::fill_n(b.begin() + 22, 4, 0); }, "damaged"}, // height 0
        {"palette8.bmp", [](Bytes& b) { b[46] = 2; }, "damaged"}, // palette of two
        {"rgb565.bmp", [](Bytes& b) { b[54] = 0x05; }, "bit fields with gaps"}, //
        {"rle8.bmp", [](Bytes& b) { b[118] = 200; }, "damaged"}, // a run of 200 in 7
        {"rgb8.tif", [](Bytes& b) { shorten(b, 20); }, "cut short"}, //
        {"lzw.tif", [](Bytes& b) { std::fill_n(b.begin() + 20, 20, 0xFF); }, ""}, //
        {"adobe-deflate.tif", [](Bytes& b) { std::fill_n(b.begin() + 12, 30, 0x55); }, ""},
    };
    for (const Damage& damage : table) {
        Bytes bytes = test::dataBytes(std::string("pictures/") + damage.file);
        damage.spoil(bytes);
        const auto picture = decodePicture(bytes, "album/some.file");
        ASSERT_FALSE(picture.ok()) << damage.file << ' ' << damage.message;
        EXPECT_EQ(picture.error().code, base::ErrorCode::BadInput);
        EXPECT_NE(picture.error().english().find(damage.message), std::string::npos)
            << damage.file << ": " << picture.error().english();
        EXPECT_NE(picture.error().message.english().find("album/some.file"), std::string::npos);
    }
}

TEST(PictureRead, OtherFilesAreRefusedByName)
{
    const std::pair<std::string, const char*> table[] = {
        {"", "album/x is empty"},
        {"hello, world", "not a picture"},
        {std::string(3, '\0'), "not a picture"},
        {"GIF89a\1\0\1\0", "a GIF file"},
        {"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n", "a Radiance HDR file"},
        {"\x76\x2F\x31\x01", "an OpenEXR file"},
        {std::string("\0\0\0\x1C"
                     "ftypavif",
                     12),
         "an AVIF file"},
        {"8BPS", "a Photoshop file"},
        {"P6 1 1 255 abc", "a portable pixmap file"},
        {"\xFF\x0A", "a JPEG XL file"},
    };
    for (const auto& [content, message] : table) {
        const auto picture
            = decodePicture({reinterpret_cast<const std::uint8_t*>(content.data()), content.size()}, "album/x");
        ASSERT_FALSE(picture.ok());
        const std::string words
            = std::string(message).starts_with("an ") ? std::string(message).substr(3) : std::string(message).substr(2);
        EXPECT_NE(picture.error().english().find(words), std::string::npos) << picture.error().english();
        EXPECT_FALSE(pictureInfo({reinterpret_cast<const std::uint8_t*>(content.data()), content.size()}, "x").ok());
    }
}

/// A TIFF file of one pixel with one strip; `tags` are number and value of SHORT entries in rising order.
Bytes tinyTiff(std::vector<std::pair<int, int>> tags, std::size_t pixelBytes)
{
    const auto entries = tags.size();
    const auto strip = static_cast<int>(8 + 2 + entries * 12 + 4);
    Bytes bytes = {'I', 'I', 42, 0, 8, 0, 0, 0};
    const auto put = [&](std::uint32_t value, int count) {
        for (int i = 0; i < count; ++i)
            bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    };
    put(static_cast<std::uint32_t>(entries), 2);
    for (const auto& [tag, value] : tags) {
        put(static_cast<std::uint32_t>(tag), 2);
        put(3, 2);
        put(1, 4);
        put(static_cast<std::uint32_t>(tag == 273 ? strip : tag == 279 ? static_cast<int>(pixelBytes) : value), 4);
    }
    put(0, 4);
    bytes.insert(bytes.end(), pixelBytes, 0x40);
    return bytes;
}

TEST(PictureRead, TiffKindsThatAreNotReadAreNamed)
{
    struct Case {
        int bits;
        int compression;
        int photometric;
        int sampleFormat;
        const char* message; ///< empty: it is read
    };
    const Case table[] = {
        {8, 1, 1, 1, ""},
        {16, 1, 1, 1, ""},
        {8, 1, 1, 4, ""}, // untyped
        {32, 1, 1, 3, "32-bit floating point"},
        {16, 1, 1, 3, "16-bit floating point"},
        {16, 1, 1, 2, "samples with a sign"},
        {32, 1, 1, 1, "32 bits per sample"},
        {12, 1, 1, 1, "12 bits per sample"},
        {8, 1, 32803, 1, "photometric interpretation 32803"},
        {8, 1, 8, 1, "Lab colors"},
        {8, 1, 32844, 1, "logarithmic"},
        {8, 1, 2, 1, "1 samples for this kind"},
        {8, 999, 1, 1, "compression scheme 999"},
    };
    for (const Case& c : table) {
        const auto bytes = tinyTiff({{256, 1},
                                     {257, 1},
                                     {258, c.bits},
                                     {259, c.compression},
                                     {262, c.photometric},
                                     {273, 0},
                                     {277, 1},
                                     {278, 1},
                                     {279, 0},
                                     {339, c.sampleFormat}},
                                    static_cast<std::size_t>(c.bits + 7) / 8);
        const auto picture = decodePicture(bytes, "one.tif");
        const auto info = pictureInfo(bytes, "one.tif");
        if (*c.message == '\0') {
            ASSERT_TRUE(picture.ok()) << picture.error().english();
            EXPECT_EQ(picture.value().bytes, Bytes(static_cast<std::size_t>(3 * c.bits / 8), 0x40));
            continue;
        }
        ASSERT_FALSE(picture.ok()) << c.message;
        ASSERT_FALSE(info.ok()) << c.message;
        EXPECT_NE(picture.error().english().find(c.message), std::string::npos) << picture.error().english();
    }
}

/// Where the sides stand in a file, for rewriting them.
Bytes withSides(const std::string& name, int width, int height)
{
    Bytes bytes = test::dataBytes("pictures/" + name);
    const auto big = [&](std::size_t at, int value, int count) {
        for (int i = 0; i < count; ++i)
            bytes[at + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value >> (8 * (count - 1 - i)));
    };
    const auto little = [&](std::size_t at, int value, int count) {
        for (int i = 0; i < count; ++i)
            bytes[at + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value >> (8 * i));
    };
    if (name.ends_with(".png")) {
        big(16, width, 4);
        big(20, height, 4);
    } else if (name.ends_with(".bmp")) {
        little(18, width, 4);
        little(22, height, 4);
    } else if (name.ends_with(".webp")) {
        little(24, width - 1, 3);
        little(27, height - 1, 3);
    } else if (name.ends_with(".jpg")) {
        for (std::size_t at = 2; at + 9 < bytes.size(); at += 2 + std::size_t(bytes[at + 2]) * 256 + bytes[at + 3]) {
            if (bytes[at + 1] != 0xC0)
                continue;
            big(at + 5, height, 2);
            big(at + 7, width, 2);
            break;
        }
    }
    return bytes;
}

TEST(PictureRead, HugeHeadsAreRefusedBeforeDecoding)
{
    for (const char* name : {"rgb8.png", "ycc444.jpg", "animated.webp", "rgb24.bmp", "rle8.bmp"}) {
        SCOPED_TRACE(name);
        const Bytes bytes = withSides(name, 30000, 30000);
        const auto info = pictureInfo(bytes, name);
        ASSERT_TRUE(info.ok()) << info.error().english();
        EXPECT_EQ(info.value().width, 30000);
        EXPECT_EQ(info.value().height, 30000);
        const auto picture = decodePicture(bytes, name);
        ASSERT_FALSE(picture.ok());
        EXPECT_NE(picture.error().english().find("30000 x 30000"), std::string::npos) << picture.error().english();
    }
    const auto tiff = tinyTiff(
        {{256, 30000}, {257, 30000}, {258, 8}, {259, 1}, {262, 1}, {273, 0}, {277, 1}, {278, 30000}, {279, 0}}, 1);
    const auto picture = decodePicture(tiff, "big.tif");
    ASSERT_FALSE(picture.ok());
    EXPECT_NE(picture.error().english().find("30000 x 30000"), std::string::npos) << picture.error().english();
}

TEST(PictureRead, LimitCountsPixelsExactly)
{
    const Bytes bytes = test::dataBytes("pictures/rgb8.png"); // 7 x 5
    EXPECT_TRUE(decodePicture(bytes, "x", {35}).ok());
    const auto refused = decodePicture(bytes, "x", {34});
    ASSERT_FALSE(refused.ok());
    EXPECT_NE(refused.error().english().find("7 x 5"), std::string::npos);
    EXPECT_NE(refused.error().english().find("34"), std::string::npos);
}

TEST(PictureRead, PathsThatCannotBeRead)
{
    const test::TemporaryFolder folder;
    const auto expect = [](const std::filesystem::path& file, const char* message) {
        for (const auto& error : {readPicture(file).ok() ? base::Error{} : readPicture(file).error(),
                                  readPictureInfo(file).ok() ? base::Error{} : readPictureInfo(file).error()}) {
            EXPECT_EQ(error.code, base::ErrorCode::BadInput);
            EXPECT_NE(error.english().find(message), std::string::npos) << error.english();
            EXPECT_NE(error.english().find(file.string()), std::string::npos) << error.english();
        }
    };
    expect(folder / "none.png", "no file");
    expect(folder.path(), "is a folder");
    test::writeBytes(folder / "empty.png", {});
    expect(folder / "empty.png", "is empty");
    test::writeBytes(folder / "text.png", {'h', 'e', 'l', 'l', 'o'});
    expect(folder / "text.png", "not a picture");
    test::writeBytes(folder / "secret.png", test::dataBytes("pictures/one.png"));
    std::filesystem::permissions(folder / "secret.png", std::filesystem::perms::none);
    const test::Unprivileged unprivileged(folder.path());
    expect(folder / "secret.png", "No permission");
}

/// A PNG of one pixel with the given chunks before the pixel.
Bytes onePixelPng(const std::vector<Bytes>& chunks)
{
    const Bytes one = test::dataBytes("pictures/one.png");
    constexpr std::ptrdiff_t afterHead = 33;
    Bytes bytes(one.begin(), one.begin() + afterHead);
    for (const Bytes& chunk : chunks)
        bytes.insert(bytes.end(), chunk.begin(), chunk.end());
    bytes.insert(bytes.end(), one.begin() + afterHead, one.end());
    return bytes;
}

TEST(PictureRead, TextsOfAPngAreBounded)
{
    // 17 MiB of zeros in a few kilobytes: the text is left out, the picture shown.
    const Bytes bomb = test::pngChunk("zTXt", test::deflatedText("Bomb", std::string((17U << 20), 'a')));
    const Bytes small = test::pngChunk("zTXt", test::deflatedText("Small", "kept"));
    ASSERT_LT(bomb.size(), 40000U);
    const auto picture = decodePicture(onePixelPng({bomb, small}), "bomb.png");
    ASSERT_TRUE(picture.ok()) << picture.error().english();
    ASSERT_EQ(picture.value().texts.size(), 1U);
    EXPECT_EQ(picture.value().texts[0], (std::pair<std::string, std::string>{"Small", "kept"}));

    // Many texts of 4 MiB: what goes beyond the budget of all texts is left out.
    const std::vector<Bytes> many(100, test::pngChunk("zTXt", test::deflatedText("Large", std::string(4U << 20, 'b'))));
    const auto bounded = decodePicture(onePixelPng(many), "many.png");
    ASSERT_TRUE(bounded.ok()) << bounded.error().english();
    std::size_t sum = 0;
    for (const auto& [key, text] : bounded.value().texts)
        sum += text.size();
    EXPECT_GT(sum, 0U);
    EXPECT_LE(sum, std::size_t(256) << 20);
    EXPECT_LT(bounded.value().texts.size(), many.size());
}

TEST(PictureRead, UnusedPngChunksDoNoHarm)
{
    Bytes profile(200, 0xAB);
    const auto picture
        = decodePicture(onePixelPng({test::pngChunk("iCCP", profile), test::pngChunk("prVt", profile)}), "profile.png");
    ASSERT_TRUE(picture.ok()) << picture.error().english();
    EXPECT_EQ(picture.value().bytes, (Bytes{10, 11, 12}));
    // A chunk that a reader must understand is another matter.
    EXPECT_FALSE(decodePicture(onePixelPng({test::pngChunk("NEWC", profile)}), "new.png").ok());
}

TEST(PictureRead, ProgressiveJpegWithTooManyScansIsRefused)
{
    const Bytes bytes = test::dataBytes("pictures/progressive.jpg");
    // The last scan refines: it can be repeated without end.
    std::size_t last = 0;
    for (std::size_t at = 0; at + 1 < bytes.size(); ++at)
        last = bytes[at] == 0xFF && bytes[at + 1] == 0xDA ? at : last;
    ASSERT_GT(last, 0U);
    Bytes bomb(bytes.begin(), bytes.end() - 2);
    for (int i = 0; i < 600; ++i)
        bomb.insert(bomb.end(), bytes.begin() + static_cast<std::ptrdiff_t>(last), bytes.end() - 2);
    bomb.insert(bomb.end(), {0xFF, 0xD9});
    EXPECT_FALSE(decodePicture(bomb, "bomb.jpg").ok());
}

} // namespace
} // namespace maquette::imaging
