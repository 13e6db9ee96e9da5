// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/File.h"
#include "base/Json.h"
#include "base/Paths.h"
#include "base/Threads.h"
#include "edit/data/Noise.h"
#include "edit/data/SceneBank.h"
#include "imaging/PictureFile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

namespace maquette::edit::data {

namespace {

/// A folder that is gone when the test ends.
class TemporaryFolder {
public:
    TemporaryFolder()
        : m_path(std::filesystem::temp_directory_path()
                 / ("maquette-scenes-" + std::to_string(testing::UnitTest::GetInstance()->random_seed()) + "-"
                    + testing::UnitTest::GetInstance()->current_test_info()->name()))
    {
        std::filesystem::remove_all(m_path);
        std::filesystem::create_directories(m_path / "inner");
    }
    ~TemporaryFolder() { std::filesystem::remove_all(m_path); }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

void savePicture(const std::filesystem::path& file, int width, int height)
{
    imaging::Picture picture(width, height);
    for (std::size_t i = 0; i < picture.bytes.size(); ++i)
        picture.bytes[i] = static_cast<std::uint8_t>(i * 7 + i / 100);
    ASSERT_TRUE(imaging::writePicture(file, picture).ok());
}

std::vector<Photograph> shipped(bool test)
{
    const auto all = shippedPhotographs();
    std::vector<Photograph> chosen;
    if (all.ok())
        std::copy_if(all.value().begin(), all.value().end(), std::back_inserter(chosen),
                     [&](const Photograph& p) { return p.test == test; });
    return chosen;
}

TEST(Noise, LiesAroundAHalfAndMeetsItsLattice)
{
    base::Random random(4);
    const Plane noise = fractalNoise(random, 64, 3);
    double mean = 0;
    for (const float x : noise.data) {
        EXPECT_GT(x, -0.5F);
        EXPECT_LT(x, 1.5F);
        mean += x / 4096.0;
    }
    EXPECT_NEAR(mean, 0.5, 0.15);
    // One octave of one cell: the corners are the four numbers drawn.
    base::Random again(8);
    base::Random same(8);
    const Plane corners = fractalNoise(again, 16, 1, 1);
    EXPECT_FLOAT_EQ(corners.row(0)[0], static_cast<float>(same.uniform()));
    EXPECT_FLOAT_EQ(corners.row(0)[15], static_cast<float>(same.uniform()));
    EXPECT_FLOAT_EQ(corners.row(15)[0], static_cast<float>(same.uniform()));
    EXPECT_FLOAT_EQ(corners.row(15)[15], static_cast<float>(same.uniform()));
}

TEST(ShapeScene, MapsShareOutEveryPixel)
{
    for (int index = 0; index < 40; ++index) {
        const ShapeScene scene = shapeScene(64, 5, index);
        int colors = 0;
        for (std::size_t i = 0; i < scene.image.area(); ++i) {
            float byColor = scene.maps.planes[groundClass].data[i];
            float byShape = byColor;
            for (int k = 0; k < groundClass; ++k) {
                if (scene.maps.planes[k].data.empty())
                    continue;
                (k < colorClasses ? byColor : byShape) += scene.maps.planes[k].data[i];
            }
            ASSERT_NEAR(byColor, 1, 1e-5);
            ASSERT_NEAR(byShape, 1, 1e-5);
        }
        for (int k = 0; k < colorClasses; ++k)
            colors += scene.maps.planes[k].data.empty() ? 0 : 1;
        EXPECT_GE(colors, 1);
        EXPECT_LE(colors, 3);
        for (int k = 0; k < groundClass; ++k) {
            double mean = 0;
            for (const float x : scene.maps.planes[k].data)
                mean += x / static_cast<double>(scene.image.area());
            EXPECT_EQ((scene.classes >> k & 1U) != 0, mean > 0.02) << k;
        }
    }
}

TEST(ShapeScene, ClassesOfColorHaveTheirColor)
{
    double error = 0;
    int pixels = 0;
    for (int index = 0; index < 60; ++index) {
        const ShapeScene scene = shapeScene(64, 6, index);
        for (int k = 0; k < colorClasses; ++k) {
            const Plane& plane = scene.maps.planes[k];
            for (std::size_t i = 0; i < plane.data.size(); ++i) {
                if (plane.data[i] < 0.999F)
                    continue;
                ++pixels;
                for (int c = 0; c < 3; ++c)
                    error += std::abs(scene.image.plane(c)[i] - shapePalette[k][c]) / 3;
            }
        }
    }
    ASSERT_GT(pixels, 10000);
    EXPECT_LT(error / pixels, 0.09); // texture and the small change of each shape
}

TEST(ShapeScene, TheSameSceneAtAnotherSize)
{
    const ShapeScene small = shapeScene(32, 7, 3);
    const ShapeScene large = shapeScene(128, 7, 3);
    double covered[2] = {0, 0};
    for (const float x : small.maps.planes[groundClass].data)
        covered[0] += x / (32.0 * 32);
    for (const float x : large.maps.planes[groundClass].data)
        covered[1] += x / (128.0 * 128);
    EXPECT_NEAR(covered[0], covered[1], 0.03);
    EXPECT_EQ(small.classes, large.classes);
}

TEST(Scene, DependsOnSeedAndIndexAlone)
{
    EXPECT_EQ(shapeScene(32, 1, 2).image.data, shapeScene(32, 1, 2).image.data);
    EXPECT_EQ(plasmaScene(32, 1, 2).data, plasmaScene(32, 1, 2).data);
    std::set<std::vector<float>> different;
    for (const std::uint64_t seed : {1, 2}) {
        for (const std::uint64_t index : {0, 1, 2}) {
            different.insert(shapeScene(32, seed, index).image.data);
            different.insert(plasmaScene(32, seed, index).data);
            different.insert(voronoiScene(32, seed, index).data);
        }
    }
    EXPECT_EQ(different.size(), 18U);
}

TEST(Scene, VoronoiHasFewColorsInRange)
{
    const imaging::Image image = voronoiScene(64, 3, 1);
    std::set<std::array<float, 3>> colors;
    for (std::size_t i = 0; i < image.area(); ++i)
        colors.insert({image.plane(0)[i], image.plane(1)[i], image.plane(2)[i]});
    EXPECT_LE(colors.size(), 24U);
    EXPECT_GE(colors.size(), 10U);
    const auto [low, high] = std::minmax_element(image.data.begin(), image.data.end());
    EXPECT_GE(*low, 0);
    EXPECT_LE(*high, 1);
}

TEST(Photographs, ShippedListNamesPicturesAndKeepsTwoForTests)
{
    const auto all = shippedPhotographs();
    ASSERT_TRUE(all.ok()) << all.error().english();
    EXPECT_GE(all.value().size(), 15U);
    for (const Photograph& photograph : all.value()) {
        const auto info = imaging::readPictureInfo(photograph.file);
        ASSERT_TRUE(info.ok()) << info.error().english();
        EXPECT_LE(std::max(info.value().width, info.value().height), 1024);
        EXPECT_GT(photograph.weight, 0);
    }
    std::set<std::string> tests;
    for (const Photograph& photograph : shipped(true))
        tests.insert(photograph.file.filename().string());
    EXPECT_EQ(tests, (std::set<std::string>{"astronaut.png", "china.jpg"}));
    const auto astronaut = imaging::readPictureInfo(base::resourceFolder() / "photos" / "astronaut.png");
    const auto china = imaging::readPictureInfo(base::resourceFolder() / "photos" / "china.jpg");
    ASSERT_TRUE(astronaut.ok() && china.ok());
    EXPECT_EQ(astronaut.value().width, 512);
    EXPECT_EQ(china.value().width, 640);
    EXPECT_EQ(china.value().height, 427);
}

TEST(Photographs, EveryOneHasALicenseAndAnAuthor)
{
    const auto bytes = base::readFile(base::resourceFolder() / "photos" / "photos.json");
    ASSERT_TRUE(bytes.ok());
    const auto json
        = base::parseJson({reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size()}, "photos.json");
    ASSERT_TRUE(json.ok());
    const std::set<std::string> free{"CC0-1.0", "public domain", "CC-BY-2.0", "CC-BY-4.0", "GPL-2.0-or-later"};
    std::set<std::string> listed{"photos.json", "LICENSES.md"};
    for (const auto& entry : json.value()["photographs"]) {
        listed.insert(entry["file"].get<std::string>());
        EXPECT_TRUE(free.contains(entry["license"].get<std::string>())) << entry["file"];
        for (const char* key : {"title", "author", "source"})
            EXPECT_FALSE(entry[key].get<std::string>().empty()) << entry["file"];
    }
    for (const auto& file : std::filesystem::directory_iterator(base::resourceFolder() / "photos"))
        EXPECT_TRUE(listed.contains(file.path().filename().string())) << file.path();
}

TEST(Photographs, FoldersAreSearchedForPictures)
{
    const TemporaryFolder folder;
    savePicture(folder.path() / "b.png", 80, 70);
    savePicture(folder.path() / "inner" / "a.jpg", 200, 100);
    savePicture(folder.path() / "small.png", 200, 40);
    ASSERT_TRUE(base::writeFileAtomically(folder.path() / "notes.png", std::vector<std::uint8_t>{'n', 'o'}).ok());
    const auto found = photographsIn(folder.path());
    ASSERT_TRUE(found.ok()) << found.error().english();
    ASSERT_EQ(found.value().size(), 2U);
    EXPECT_EQ(found.value()[0].file.filename(), "b.png");
    EXPECT_EQ(found.value()[1].file.filename(), "a.jpg");

    const auto picture = readPhotograph(found.value()[1].file, 50);
    ASSERT_TRUE(picture.ok());
    EXPECT_EQ(picture.value().width, 50);
    EXPECT_EQ(picture.value().height, 25);

    const auto missing = photographsIn(folder.path() / "missing");
    ASSERT_FALSE(missing.ok());
    EXPECT_NE(missing.error().english().find("missing"), std::string::npos);
    const auto none = photographsIn(folder.path() / "inner", 150);
    ASSERT_FALSE(none.ok());
    EXPECT_EQ(none.error().code, base::ErrorCode::BadInput);
}

TEST(SceneBank, IsTheSameOnAnyNumberOfThreads)
{
    const int before = base::threads();
    const SceneBankOptions options{.cell = 32, .shapes = 40, .fields = 20, .photographs = 30, .seed = 3};
    std::vector<std::shared_ptr<const SceneBank>> banks;
    for (const int threads : {1, 4}) {
        base::setThreads(threads);
        auto bank = SceneBank::create(options, shipped(true));
        ASSERT_TRUE(bank.ok()) << bank.error().english();
        banks.push_back(bank.value());
    }
    base::setThreads(before);
    for (const auto& [family, count] : {std::pair(SceneFamily::Shapes, 40), std::pair(SceneFamily::Fields, 20),
                                        std::pair(SceneFamily::Photographs, 30)}) {
        ASSERT_EQ(banks[0]->count(family), count);
        std::set<std::vector<float>> different;
        for (int i = 0; i < count; ++i) {
            EXPECT_EQ(banks[0]->image(family, i).data, banks[1]->image(family, i).data);
            different.insert(banks[0]->image(family, i).data);
        }
        EXPECT_EQ(different.size(), static_cast<std::size_t>(count));
    }
    EXPECT_EQ(banks[0]->bytes(), 90U * 3 * 32 * 32);
    for (int k = 0; k < groundClass; ++k)
        EXPECT_EQ(banks[0]->scenesWith(k), banks[1]->scenesWith(k));
}

TEST(SceneBank, ScenesOfShapesComeBackWithTheirMaps)
{
    const auto made = SceneBank::create({.cell = 48, .shapes = 30, .fields = 0, .photographs = 0, .seed = 9}, {});
    ASSERT_TRUE(made.ok());
    const SceneBank& bank = *made.value();
    for (int i = 0; i < 30; ++i) {
        const ShapeScene scene = bank.shapeScene(i);
        const imaging::Image stored = bank.image(SceneFamily::Shapes, i);
        for (std::size_t k = 0; k < stored.data.size(); ++k)
            ASSERT_NEAR(stored.data[k], scene.image.data[k], 0.5 / 255 + 1e-6);
        for (int k = 0; k < groundClass; ++k) {
            const auto& list = bank.scenesWith(k);
            EXPECT_EQ(std::find(list.begin(), list.end(), i) != list.end(), (scene.classes >> k & 1U) != 0);
        }
    }
}

TEST(SceneBank, MoreScenesLeaveTheFirstOnesAlone)
{
    const auto few
        = SceneBank::create({.cell = 32, .shapes = 5, .fields = 4, .photographs = 6, .seed = 2}, shipped(true));
    const auto many
        = SceneBank::create({.cell = 32, .shapes = 9, .fields = 8, .photographs = 12, .seed = 2}, shipped(true));
    ASSERT_TRUE(few.ok() && many.ok());
    for (const SceneFamily family : {SceneFamily::Shapes, SceneFamily::Fields, SceneFamily::Photographs})
        for (int i = 0; i < few.value()->count(family); ++i)
            EXPECT_EQ(few.value()->image(family, i).data, many.value()->image(family, i).data);
}

TEST(SceneBank, RefusesWhatCannotBe)
{
    EXPECT_EQ(SceneBank::create({.cell = 8}, {}).error().code, base::ErrorCode::Usage);
    EXPECT_EQ(SceneBank::create({.shapes = 1}, {}).error().code, base::ErrorCode::Usage);
    EXPECT_EQ(SceneBank::create({.shapes = 0, .fields = 0, .photographs = 9}, {}).error().code, base::ErrorCode::Usage);
    const TemporaryFolder folder;
    const auto bad = SceneBank::create({.cell = 16, .shapes = 2, .fields = 0, .photographs = 4},
                                       {{folder.path() / "gone.png", 1, false}});
    ASSERT_FALSE(bad.ok());
    EXPECT_EQ(bad.error().code, base::ErrorCode::BadInput);
    EXPECT_NE(bad.error().english().find("gone.png"), std::string::npos);
}

TEST(SceneBank, Stops)
{
    std::stop_source stop;
    double last = 0;
    const base::Job job(stop.get_token(), [&](const base::Progress& progress) {
        EXPECT_GE(progress.fraction, last);
        last = progress.fraction;
        stop.request_stop();
    });
    const auto bank = SceneBank::create({.shapes = 5000, .fields = 100, .photographs = 0}, {}, job);
    ASSERT_FALSE(bank.ok());
    EXPECT_EQ(bank.error().code, base::ErrorCode::Stopped);
    EXPECT_GT(last, 0);
    EXPECT_LT(last, 0.5);
}

} // namespace

} // namespace maquette::edit::data
