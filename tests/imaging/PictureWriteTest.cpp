// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/PictureFile.h"

#include "imaging/Metrics.h"
#include "imaging/Support.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstring>
#include <sys/resource.h>

namespace maquette::imaging {
namespace {

using test::Bytes;
using Texts = std::vector<std::pair<std::string, std::string>>;

Picture noise(int width, int height, int channels, int bits)
{
    Picture picture(width, height, channels, bits);
    test::Noise source(static_cast<std::uint32_t>(width * 31 + channels * 7 + bits));
    for (std::uint8_t& byte : picture.bytes)
        byte = source.next();
    return picture;
}

Picture smooth(int width, int height, int channels)
{
    Picture picture(width, height, channels, 8);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            std::uint8_t* pixel = picture.bytes.data() + (static_cast<std::size_t>(y) * width + x) * channels;
            pixel[0] = static_cast<std::uint8_t>(127 + 100 * std::sin(x / 9.0));
            pixel[1] = static_cast<std::uint8_t>(127 + 100 * std::cos(y / 7.0));
            pixel[2] = static_cast<std::uint8_t>((x + y) % 256);
            if (channels == 4)
                pixel[3] = static_cast<std::uint8_t>(255 - x % 200);
        }
    }
    return picture;
}

Picture roundTrip(const Picture& picture, const std::string& extension, const WriteOptions& options = {})
{
    const auto bytes = encodePicture(picture, extension, options);
    EXPECT_TRUE(bytes.ok()) << bytes.error().english();
    if (!bytes.ok())
        return {};
    auto decoded = decodePicture(bytes.value(), "written" + extension);
    EXPECT_TRUE(decoded.ok()) << decoded.error().english();
    return decoded.ok() ? std::move(decoded).value() : Picture{};
}

TEST(PictureWrite, PngKeepsEverySample)
{
    for (const int channels : {3, 4}) {
        for (const int bits : {8, 16}) {
            for (const auto& [width, height] : {std::pair{1, 1}, std::pair{33, 21}}) {
                const Picture picture = noise(width, height, channels, bits);
                for (const char* extension : {".png", ".PNG"}) {
                    const Picture back = roundTrip(picture, extension);
                    EXPECT_EQ(back.channels, channels);
                    EXPECT_EQ(back.bits, bits);
                    EXPECT_EQ(back.bytes, picture.bytes);
                }
            }
        }
    }
}

TEST(PictureWrite, LosslessWebpKeepsEverySampleUnderTransparencyToo)
{
    for (const int channels : {3, 4}) {
        Picture picture = noise(19, 23, channels, 8);
        if (channels == 4)
            picture.bytes[3] = picture.bytes[7] = 0;
        EXPECT_EQ(roundTrip(picture, ".webp", {100, {}}).bytes, picture.bytes);
    }
}

TEST(PictureWrite, LossyFormatsStayClose)
{
    const Picture picture = smooth(120, 90, 3);
    for (const char* extension : {".jpg", ".jpeg", ".JPG", ".webp"}) {
        const Picture back = roundTrip(picture, extension, {92, {}});
        ASSERT_EQ(back.bytes.size(), picture.bytes.size()) << extension;
        EXPECT_GT(psnr(toImage(back), toImage(picture)), 36) << extension;
        const auto coarse = encodePicture(picture, extension, {20, {}});
        const auto fine = encodePicture(picture, extension, {95, {}});
        ASSERT_TRUE(coarse.ok() && fine.ok());
        EXPECT_LT(coarse.value().size(), fine.value().size() / 2) << extension;
    }
    const Picture alpha = smooth(120, 90, 4);
    const Picture back = roundTrip(alpha, ".webp", {80, {}});
    ASSERT_EQ(back.channels, 4);
    for (std::size_t i = 3; i < alpha.bytes.size(); i += 4)
        ASSERT_EQ(back.bytes[i], alpha.bytes[i]);
}

/// Horizontal and vertical sampling of the first component in the frame head of a JPEG file.
int samplingOf(const Bytes& bytes)
{
    for (std::size_t at = 2; at + 12 < bytes.size(); at += 2 + std::size_t(bytes[at + 2]) * 256 + bytes[at + 3]) {
        if (bytes[at + 1] == 0xC0)
            return bytes[at + 11];
    }
    return 0;
}

TEST(PictureWrite, JpegKeepsFullColorResolutionFromQuality90)
{
    const Picture picture = smooth(40, 30, 3);
    for (const auto& [quality, sampling] : {std::pair{89, 0x22}, std::pair{90, 0x11}, std::pair{100, 0x11}}) {
        const auto bytes = encodePicture(picture, ".jpg", {quality, {}});
        ASSERT_TRUE(bytes.ok());
        EXPECT_EQ(samplingOf(bytes.value()), sampling) << quality;
    }
}

TEST(PictureWrite, JpegLaysAlphaOverWhite)
{
    Picture picture(16, 16, 4, 8);
    for (std::size_t i = 0; i < picture.bytes.size(); i += 4) {
        picture.bytes[i] = 200;
        picture.bytes[i + 3] = 128;
    }
    const Picture back = roundTrip(picture, ".jpg", {100, {}});
    EXPECT_EQ(back.channels, 3);
    EXPECT_NEAR(back.bytes[0], 227, 1); // (200 * 128 + 255 * 127) / 255
    EXPECT_NEAR(back.bytes[1], 127, 1);
}

TEST(PictureWrite, SixteenBitsAreRoundedWhereTheFormatHasEight)
{
    Picture picture(8, 8, 3, 16);
    for (std::size_t i = 0; i < picture.bytes.size(); i += 2) {
        const std::uint16_t sample = 129 * 257 + 128; // nearest 8-bit value is 129
        std::memcpy(picture.bytes.data() + i, &sample, 2);
    }
    EXPECT_EQ(roundTrip(picture, ".webp", {100, {}}).bytes, Bytes(8 * 8 * 3, 129));
    const Picture jpeg = roundTrip(picture, ".jpg", {100, {}});
    EXPECT_EQ(jpeg.bits, 8);
    EXPECT_NEAR(jpeg.bytes[0], 129, 1);
}

TEST(PictureWrite, TextsComeBack)
{
    const Texts texts = {{"maquette", R"({"family":"tone","gamma":1.25})"},
                         {"Title", "Grüße, 日本 and 😀"},
                         {"Empty", ""},
                         {"Lines", "one\ntwo\ttab \"quoted\" \\ back"},
                         {"Long", std::string(20000, 'x')},
                         {"Long unicode", [] {
                              std::string text;
                              for (int i = 0; i < 2000; ++i)
                                  text += "é";
                              return text;
                          }()}};
    for (const char* extension : {".png", ".jpg", ".webp"}) {
        const Picture picture = noise(9, 8, 3, 8);
        WriteOptions options;
        options.texts = texts;
        EXPECT_EQ(roundTrip(picture, extension, options).texts, texts) << extension;
        options.quality = 100;
        EXPECT_EQ(roundTrip(noise(9, 8, 4, 8), extension, options).texts, texts) << extension;
        EXPECT_TRUE(roundTrip(picture, extension).texts.empty()) << extension;
        options.texts = {{"Comment", "a"}, {"Comment", "b"}, {"Comment", "c"}};
        EXPECT_EQ(roundTrip(picture, extension, options).texts, options.texts) << extension;
    }
}

TEST(PictureWrite, TextsThatDoNotFitAreRefused)
{
    const Picture picture = noise(9, 8, 3, 8);
    WriteOptions options;
    options.texts = {{"maquette", std::string(70000, 'x')}};
    const auto jpeg = encodePicture(picture, ".jpg", options);
    ASSERT_FALSE(jpeg.ok());
    EXPECT_EQ(jpeg.error().code, base::ErrorCode::WriteFailed);
    EXPECT_NE(jpeg.error().english().find("65533"), std::string::npos) << jpeg.error().english();
    EXPECT_NE(jpeg.error().english().find("PNG"), std::string::npos);
    EXPECT_EQ(roundTrip(picture, ".png", options).texts, options.texts);
    EXPECT_EQ(roundTrip(picture, ".webp", options).texts, options.texts);

    // The last size that fits, and one byte more. 59 is what stands around the text.
    options.texts = {{"k", ""}};
    const auto around = encodePicture(picture, ".jpg", options).value().size();
    const auto bare = encodePicture(picture, ".jpg").value().size();
    const std::size_t overhead = around - bare - 4; // marker and length
    options.texts[0].second.assign(65533 - overhead, 'y');
    EXPECT_EQ(roundTrip(picture, ".jpg", options).texts, options.texts);
    options.texts[0].second += 'y';
    EXPECT_FALSE(encodePicture(picture, ".jpg", options).ok());

    for (const std::string& key : {std::string(), std::string(" a"), std::string("a "), std::string("a  b"),
                                   std::string(80, 'k'), std::string("Grüße"), std::string("a\nb")}) {
        options.texts = {{key, "text"}};
        const auto png = encodePicture(picture, ".png", options);
        ASSERT_FALSE(png.ok()) << key;
        EXPECT_EQ(png.error().code, base::ErrorCode::WriteFailed);
    }
    options.texts = {{std::string(79, 'k'), "text"}};
    EXPECT_EQ(roundTrip(picture, ".png", options).texts, options.texts);
    options.texts = {{"zero", std::string("a\0b", 3)}};
    EXPECT_FALSE(encodePicture(picture, ".png", options).ok());
    options.texts = {{"huge", std::string((16U << 20) + 1, 'x')}};
    EXPECT_FALSE(encodePicture(picture, ".png", options).ok());
    options.texts[0].second.pop_back();
    EXPECT_EQ(roundTrip(picture, ".png", options).texts, options.texts);
}

TEST(PictureWrite, RequestsThatCannotBeMet)
{
    const Picture picture = noise(3, 3, 3, 8);
    for (const char* extension : {"", ".", "png", ".tif", ".bmp", ".gif", ".pngx"}) {
        const auto result = encodePicture(picture, extension);
        ASSERT_FALSE(result.ok()) << extension;
        EXPECT_EQ(result.error().code, base::ErrorCode::Usage);
    }
    for (const int quality : {-1, 0, 101})
        EXPECT_FALSE(encodePicture(picture, ".jpg", {quality, {}}).ok()) << quality;
    EXPECT_FALSE(encodePicture({}, ".png").ok());
    const auto wideJpeg = encodePicture(Picture(65501, 1, 3, 8), ".jpg");
    ASSERT_FALSE(wideJpeg.ok());
    EXPECT_EQ(wideJpeg.error().code, base::ErrorCode::WriteFailed);
    EXPECT_NE(wideJpeg.error().english().find("65500"), std::string::npos);
    const auto tallWebp = encodePicture(Picture(1, 16384, 3, 8), ".webp");
    ASSERT_FALSE(tallWebp.ok());
    EXPECT_NE(tallWebp.error().english().find("16383"), std::string::npos);
    const Picture wide(70000, 1, 3, 8);
    EXPECT_EQ(roundTrip(wide, ".png").bytes, wide.bytes);
    EXPECT_EQ(roundTrip(Picture(65500, 1, 3, 8), ".jpg").width, 65500);
    EXPECT_EQ(roundTrip(Picture(16383, 1, 3, 8), ".webp").width, 16383);
}

/// Names in a folder, to see that no temporary file stays.
std::vector<std::string> namesIn(const std::filesystem::path& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

TEST(PictureWrite, FilesAreReplacedWhole)
{
    const test::TemporaryFolder folder;
    for (const char* name : {"a.png", "b.jpg", "c.webp"}) {
        const auto file = folder / name;
        const Picture first = noise(8, 8, 3, 8);
        const Picture second = noise(16, 9, 3, 8);
        ASSERT_TRUE(writePicture(file, first).ok());
        ASSERT_TRUE(writePicture(file, second).ok());
        const auto back = readPicture(file);
        ASSERT_TRUE(back.ok());
        EXPECT_EQ(back.value().width, 16);
    }
    EXPECT_EQ(namesIn(folder.path()), (std::vector<std::string>{"a.png", "b.jpg", "c.webp"}));
}

TEST(PictureWrite, AFullDiskLeavesTheOldFile)
{
    const test::TemporaryFolder folder;
    const auto file = folder / "picture.png";
    const Picture old = noise(8, 8, 3, 8);
    ASSERT_TRUE(writePicture(file, old).ok());

    // A limit on the size of files stands for the full disk: write() fails half-way in the same manner.
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
    auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 5000;
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto failed = writePicture(file, noise(100, 100, 3, 8));
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);

    ASSERT_FALSE(failed.ok());
    EXPECT_EQ(failed.error().code, base::ErrorCode::WriteFailed);
    EXPECT_NE(failed.error().english().find(file.string()), std::string::npos);
    EXPECT_EQ(readPicture(file).value().bytes, old.bytes);
    EXPECT_EQ(namesIn(folder.path()), (std::vector<std::string>{"picture.png"}));
}

TEST(PictureWrite, PlacesThatCannotBeWritten)
{
    const test::TemporaryFolder folder;
    const Picture picture = noise(4, 4, 3, 8);
    const auto expect = [&](const std::filesystem::path& file, const char* message) {
        const auto result = writePicture(file, picture);
        ASSERT_FALSE(result.ok());
        EXPECT_EQ(result.error().code, base::ErrorCode::WriteFailed);
        EXPECT_NE(result.error().english().find(message), std::string::npos) << result.error().english();
    };
    expect(folder / "none/a.png", "folder does not exist");
    std::filesystem::create_directory(folder / "folder.png");
    expect(folder / "folder.png", "is a folder");
    std::filesystem::create_directory(folder / "fixed");
    ASSERT_TRUE(writePicture(folder / "fixed/old.png", picture).ok());
    std::filesystem::permissions(folder / "fixed", std::filesystem::perms(0555));
    {
        const test::Unprivileged unprivileged(folder.path());
        expect(folder / "fixed/new.png", "no permission");
        expect(folder / "fixed/old.png", "no permission");
        EXPECT_TRUE(readPicture(folder / "fixed/old.png").ok());
    }
    std::filesystem::permissions(folder / "fixed", std::filesystem::perms::owner_all);
}

} // namespace
} // namespace maquette::imaging
