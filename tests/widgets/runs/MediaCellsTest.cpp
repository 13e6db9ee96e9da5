// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunsTestSupport.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QPushButton>
#include <QSlider>
#include <QTableView>

#include "runlog/Crc32c.h"
#include "widgets/Audit.h"
#include "widgets/runs/MediaPanel.h"
#include "widgets/runs/MeshCell.h"
#include "widgets/runs/PlotView.h"
#include "widgets/runs/SoundCell.h"
#include "widgets/runs/TensorCell.h"

#include <cstring>
#include <limits>
#include <numbers>

using namespace Qt::StringLiterals;

namespace maquette::tests {

namespace {

using Bytes = std::vector<std::byte>;

template <class Number> void put(std::string& into, Number value)
{
    into.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

Bytes bytesOf(const std::string& text)
{
    const auto* data = reinterpret_cast<const std::byte*>(text.data());
    return {data, data + text.size()};
}

/// A WAV file of 16 bits.
Bytes wave(const std::vector<std::int16_t>& samples, std::uint32_t rate, std::uint16_t channels)
{
    std::string file = "RIFF";
    const auto size = static_cast<std::uint32_t>(samples.size() * 2);
    put(file, std::uint32_t(36 + size));
    file += "WAVEfmt ";
    put(file, std::uint32_t(16));
    put(file, std::uint16_t(1));
    put(file, channels);
    put(file, rate);
    put(file, std::uint32_t(rate * channels * 2));
    put(file, std::uint16_t(channels * 2));
    put(file, std::uint16_t(16));
    file += "data";
    put(file, size);
    for (const std::int16_t sample : samples)
        put(file, sample);
    return bytesOf(file);
}

std::vector<std::int16_t> tone(int frames)
{
    std::vector<std::int16_t> samples;
    for (int i = 0; i < frames; ++i)
        samples.push_back(std::int16_t(16384 * std::sin(2 * std::numbers::pi * i / 100)));
    return samples;
}

/// A field of a message of protobuf that holds bytes.
std::string field(int number, const std::string& bytes)
{
    std::string made(1, static_cast<char>(number << 3 | 2));
    for (std::size_t rest = bytes.size();; rest >>= 7) {
        made += static_cast<char>(rest > 127 ? (rest & 127) | 128 : rest);
        if (rest <= 127)
            return made + bytes;
    }
}

/// Appends an event with a tensor of doubles, which the writer has no call for, as it has no kind of its own.
void appendTensor(const std::filesystem::path& file, const std::string& tag, char step, const std::vector<int>& shape,
                  const std::vector<double>& values)
{
    std::string sizes, content;
    for (const int size : shape)
        sizes += field(2, std::string("\x08") + static_cast<char>(size));
    for (const double value : values)
        put(content, value);
    const std::string tensor = std::string("\x08\x02") + field(2, sizes) + field(4, content);
    std::string event("\x09");
    put(event, at(step));
    event += std::string("\x10") + step + field(5, field(1, field(1, tag) + field(8, tensor)));
    std::string record;
    put(record, std::uint64_t(event.size()));
    const auto crc = [](const std::string& text) { return runlog::masked(runlog::crc32c(bytesOf(text))); };
    put(record, crc(record));
    record += event;
    put(record, crc(event));
    QFile out(QString::fromStdString(file.string()));
    ASSERT_TRUE(out.open(QIODevice::Append));
    out.write(QByteArray::fromStdString(record));
}

QByteArray contents(const QString& name)
{
    QFile file(name);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << qPrintable(name);
    return file.readAll();
}

} // namespace

TEST(SoundTest, theOutlineHasTheLowestAndHighestOfEachColumn)
{
    const auto sound = widgets::readWave(wave({-32768, 0, 16384, 8192, 0, 0, 0, 32767}, 8000, 1), 4);
    ASSERT_TRUE(sound);
    EXPECT_EQ(sound->frames, 8);
    EXPECT_DOUBLE_EQ(sound->seconds(), 0.001);
    EXPECT_EQ(sound->low, (std::vector<float>{-1, 0.25F, 0, 0}));
    EXPECT_EQ(sound->high, (std::vector<float>{0, 0.5F, 0, 32767.0F / 32768}));
    const auto stereo = widgets::readWave(wave({100, -100, 200, -200}, 44100, 2), 100);
    ASSERT_TRUE(stereo);
    EXPECT_EQ(stereo->channels, 2);
    EXPECT_EQ(stereo->frames, 2);
    EXPECT_EQ(stereo->low.size(), 2U);
}

TEST(SoundTest, damagedFilesAreReadAsFarAsTheyGoOrNotAtAll)
{
    const Bytes whole = wave(tone(50), 16000, 1);
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        const Bytes cut(whole.begin(), whole.begin() + std::ptrdiff_t(size));
        const auto sound = widgets::readWave(cut, 10);
        EXPECT_EQ(sound.has_value(), size >= 36) << size; // the coding is known from then on
        if (sound) {
            EXPECT_EQ(sound->frames, size < 44 ? 0 : std::int64_t(size - 44) / 2);
        }
    }
    // Every byte of the head, turned around.
    for (std::size_t i = 0; i < 44; ++i) {
        Bytes bent = whole;
        bent[i] ^= std::byte{0xFF};
        const auto sound = widgets::readWave(bent, 10);
        EXPECT_TRUE(!sound || sound->frames <= 100) << i;
    }
    EXPECT_FALSE(widgets::readWave(bytesOf("ID3 is another coding"), 10));
}

TEST(MeshTest, trianglesAreDrawnTheNearerOnesInFront)
{
    // A large red square behind, a small green one in front of its middle, as seen along z.
    runlog::MeshPart vertices{runlog::MeshPart::Kind::Vertices,
                              {1, 8, 3},
                              {-2, -2, 0, 2, -2, 0, 2, 2, 0, -2, 2, 0, -1, -1, 1, 1, -1, 1, 1, 1, 1, -1, 1, 1},
                              {}};
    runlog::MeshPart faces{
        runlog::MeshPart::Kind::Faces, {1, 5, 3}, {0, 1, 2, 0, 2, 3, 4, 5, 6, 4, 6, 7, 0, 1, 99}, {}};
    runlog::MeshPart colors{runlog::MeshPart::Kind::Colors, {1, 8, 3}, {}, {}};
    for (int i = 0; i < 8; ++i)
        colors.values.insert(colors.values.end(), {i < 4 ? 255.0F : 0.0F, i < 4 ? 0.0F : 255.0F, 0.0F});
    const widgets::Mesh mesh = widgets::meshOf(vertices, &faces, &colors);
    EXPECT_EQ(mesh.faces.size(), 4U);
    EXPECT_EQ(mesh.leftOut, 1);
    const QImage front = widgets::drawMesh(mesh, {0, 0, 1}, {100, 100}, Qt::black, Qt::white, {});
    EXPECT_EQ(front.pixelColor(50, 50), QColor(0, 255, 0));
    EXPECT_EQ(front.pixelColor(25, 50), QColor(255, 0, 0));
    EXPECT_EQ(front.pixelColor(1, 1), QColor(Qt::black));
    const QImage back = widgets::drawMesh(mesh, {std::numbers::pi, 0, 1}, {100, 100}, Qt::black, Qt::white, {});
    EXPECT_EQ(back.pixelColor(50, 50), QColor(255, 0, 0));
    std::stop_source stop;
    stop.request_stop();
    EXPECT_TRUE(
        widgets::drawMesh(mesh, {}, {100, 100}, Qt::black, Qt::white, base::Job(stop.get_token(), {})).isNull());
}

TEST(MeshTest, partsThatDoNotFitAreLeftOut)
{
    const float bad = std::numeric_limits<float>::quiet_NaN(), far = std::numeric_limits<float>::max();
    const runlog::MeshPart vertices{
        runlog::MeshPart::Kind::Vertices, {1, 4, 3}, {0, 0, 0, bad, 0, 0, far, far, far, -far, 0, 0}, {}};
    const runlog::MeshPart faces{runlog::MeshPart::Kind::Faces, {1, 3, 3}, {0, 1, 2, 0, 2, 3, -1, bad, 1e30F}, {}};
    const runlog::MeshPart colors{runlog::MeshPart::Kind::Colors, {1, 2, 3}, {1, 2, 3, 4, 5, 6}, {}};
    const widgets::Mesh mesh = widgets::meshOf(vertices, &faces, &colors);
    EXPECT_TRUE(mesh.colors.empty());
    EXPECT_EQ(mesh.leftOut, 1);
    EXPECT_FALSE(widgets::drawMesh(mesh, {0.3, 0.2, 50}, {80, 60}, Qt::black, Qt::white, {}).isNull());
    const runlog::MeshPart flat{runlog::MeshPart::Kind::Vertices, {4, 2}, {1, 2, 3, 4, 5, 6, 7, 8}, {}};
    EXPECT_TRUE(widgets::meshOf(flat, nullptr, nullptr).points.empty());
}

TEST(TensorTest, factsPassOverWhatIsNoNumber)
{
    const double none = std::numeric_limits<double>::quiet_NaN(), most = std::numeric_limits<double>::max();
    const auto facts = widgets::factsOf({{4}, {1, none, 3, -7}});
    EXPECT_DOUBLE_EQ(facts.minimum, -7);
    EXPECT_DOUBLE_EQ(facts.maximum, 3);
    EXPECT_DOUBLE_EQ(facts.mean, -1);
    EXPECT_EQ(facts.others, 1);
    EXPECT_DOUBLE_EQ(widgets::factsOf({{2}, {most, most}}).mean, most);
    EXPECT_TRUE(std::isnan(widgets::factsOf({{0}, {}}).mean));
}

TEST(TensorTest, allValuesAreWrittenAsNumPyDoesAndAsATable)
{
    const auto bytes = widgets::npyOf({{2, 3}, {1, 2, 3, 4, 5, 6}});
    const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    ASSERT_EQ(bytes.size(), 128U + 48U);
    EXPECT_EQ(text.substr(0, 10), std::string("\x93NUMPY\x01\x00\x76\x00", 10));
    EXPECT_TRUE(text.substr(10).starts_with("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }"));
    EXPECT_EQ(text[127], '\n');
    double last = 0;
    std::memcpy(&last, bytes.data() + bytes.size() - 8, 8);
    EXPECT_EQ(last, 6);
    const auto line = widgets::npyOf({{2}, {1, 2}});
    EXPECT_NE(std::string(reinterpret_cast<const char*>(line.data()), line.size()).find("(2,)"), std::string::npos);
    EXPECT_EQ(widgets::csvOf({{2, 2}, {0.1, 2, -3, 1e300}}), u"0.1,2\n-3,1e+300\n"_s);
}

TEST(TensorTest, rowsAreNamedByTheirPlaceInAllDimensionsButTheLast)
{
    widgets::TensorModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    auto tensor = std::make_shared<runlog::Tensor>(runlog::Tensor{{2, 2, 3}, {}});
    for (int i = 0; i < 12; ++i)
        tensor->values.push_back(i);
    model.setTensor(tensor);
    EXPECT_EQ(model.rowCount(), 4);
    EXPECT_EQ(model.columnCount(), 3);
    EXPECT_EQ(model.headerData(2, Qt::Vertical, Qt::DisplayRole).toString(), u"1, 0"_s);
    EXPECT_EQ(model.index(2, 1).data().toString(), u"7"_s);
    EXPECT_FALSE(model.cut());
    model.setTensor(std::make_shared<runlog::Tensor>(runlog::Tensor{{}, {5}}));
    EXPECT_EQ(model.rowCount(), 1);
    model.setTensor(std::make_shared<runlog::Tensor>(runlog::Tensor{{3, 0}, {}}));
    EXPECT_EQ(model.rowCount(), 0);
}

class MediaCellsTest : public RunsTest {
protected:
    void write()
    {
        RunWriter writer(folder, "a");
        writer.curve("loss", 0, 3, [](int step) { return double(step); });
        EXPECT_TRUE(writer.writer->audio("speech", {5, at(5)}, {{clip, {}}}).ok());
        using Kind = runlog::MeshPart::Kind;
        EXPECT_TRUE(writer.writer
                        ->mesh("shape", {5, at(5)},
                               {{Kind::Vertices, {1, 3, 3}, {0, 0, 0, 1, 0, 0, 0, 1, 0}, {}},
                                {Kind::Faces, {1, 1, 3}, {0, 1, 2}, {}},
                                {Kind::Colors, {1, 3, 3}, {255, 0, 0, 255, 0, 0, 255, 0, 0}, {}}})
                        .ok());
        runlog::PrecisionRecall curve;
        for (int i = 0; i < 5; ++i) {
            for (auto* counts :
                 {&curve.truePositives, &curve.falsePositives, &curve.trueNegatives, &curve.falseNegatives})
                counts->push_back(10);
            curve.precision.push_back(0.5 + 0.1 * i);
            curve.recall.push_back(1 - 0.2 * i);
        }
        for (const int step : {5, 6})
            EXPECT_TRUE(writer.writer->precisionRecall("pr", {step, at(step)}, curve).ok());
        writer.flush();
        appendTensor(writer.writer->path(), "weights", 5, {2, 3}, {1, 2, 3, 4, 5, 6});
        open(1);
    }

    widgets::MediaPanel* show(const char* tag, runs::Kind kind)
    {
        page()->showTag(QString::fromUtf8(tag), kind);
        auto* panel = qobject_cast<widgets::MediaPanel*>(page()->panel(u"media"_s));
        EXPECT_TRUE(panel && QTest::qWaitFor([&] { return panel->upToDate(); }, 30000));
        return panel;
    }

    /// Presses the button of the only cell and gives what it wrote.
    QByteArray saved(const QString& name)
    {
        chooser.answers = {state.filePath(name)};
        auto* button = find<QPushButton>("mediaSave");
        EXPECT_TRUE(button && button->isVisible());
        button->click();
        EXPECT_TRUE(QTest::qWaitFor([&] { return QFile::exists(state.filePath(name)); }, 30000));
        return contents(state.filePath(name));
    }

    const Bytes clip = wave(tone(8000), 16000, 1);
};

TEST_F(MediaCellsTest, aClipIsDrawnDescribedAndSavedAsItWasLogged)
{
    write();
    show("speech", runs::Kind::Audio);
    const auto* cell = window->findChild<widgets::SoundCell*>();
    ASSERT_TRUE(cell);
    EXPECT_TRUE(cell->facts().startsWith(u"0.50 s · 16,000 Hz · 1 channel"_s)) << qPrintable(cell->facts());
    EXPECT_EQ(cell->caption(), u"a · step 5"_s);
    EXPECT_EQ(find<QPushButton>("mediaSave")->text(), u"Save as WAV…"_s);
    const QImage picture = cell->wave()->grab().toImage();
    const QColor ground = picture.pixelColor(1, 1);
    const auto marked = [&](int y) {
        int count = 0;
        for (int x = 0; x < picture.width(); ++x)
            count += picture.pixelColor(x, y) != ground;
        return count;
    };
    EXPECT_GT(marked(picture.height() / 2 - picture.height() / 8), picture.width() / 8);
    EXPECT_EQ(marked(picture.height() / 8), 0) << "it goes to half of full scale";
    EXPECT_EQ(saved(u"clip.wav"_s), QByteArray(reinterpret_cast<const char*>(clip.data()), qsizetype(clip.size())));
    EXPECT_EQ(audit(window.get()).join(u'\n').toStdString(), "");
}

TEST_F(MediaCellsTest, aMeshIsTurnedByMouseAndKeys)
{
    write();
    show("shape_FACE#faces", runs::Kind::Mesh);
    const auto* tags = find<QComboBox>("mediaTag");
    EXPECT_EQ(tags->currentText(), u"shape_VERTEX (mesh)"_s);
    EXPECT_EQ(tags->findText(u"#faces"_s, Qt::MatchContains), -1) << "parts are no tags of their own";
    auto* cell = window->findChild<widgets::MeshCell*>();
    ASSERT_TRUE(cell);
    EXPECT_EQ(cell->facts(), u"3 points · 1 triangle"_s);
    auto* view = cell->view();
    ASSERT_TRUE(QTest::qWaitFor([&] { return view->upToDate() && !view->picture().isNull(); }, 30000));
    const QImage before = view->picture();
    const auto first = view->camera();
    QTest::mousePress(view, Qt::LeftButton, Qt::NoModifier, {50, 50});
    moveMouse(view, {90, 60});
    EXPECT_NE(view->camera(), first);
    ASSERT_TRUE(QTest::qWaitFor([&] { return view->upToDate(); }, 30000));
    EXPECT_NE(view->picture(), before);
    QTest::keyClick(view, Qt::Key_Plus);
    EXPECT_GT(view->camera().zoom, 1);
    QTest::keyClick(view, Qt::Key_Home);
    EXPECT_EQ(view->camera(), first);
    EXPECT_EQ(audit(window.get()).join(u'\n').toStdString(), "");
}

TEST_F(MediaCellsTest, aTensorShowsItsFactsAndFirstValuesAndIsSaved)
{
    write();
    show("weights", runs::Kind::Tensor);
    const auto* cell = window->findChild<widgets::TensorCell*>();
    ASSERT_TRUE(cell);
    EXPECT_EQ(cell->facts(), u"shape 2 × 3 · min 1 · max 6 · mean 3.5"_s);
    EXPECT_EQ(cell->model()->index(1, 2).data().toString(), u"6"_s);
    EXPECT_EQ(saved(u"weights.csv"_s), "1,2,3\n4,5,6\n");
    EXPECT_TRUE(saved(u"weights.npy"_s).startsWith("\x93NUMPY"));
    EXPECT_EQ(audit(window.get()).join(u'\n').toStdString(), "");
}

TEST_F(MediaCellsTest, precisionStandsOverRecallFromZeroToOneAtEachStep)
{
    write();
    show("pr", runs::Kind::PrecisionRecall);
    const auto* plot = find<widgets::PlotView>("precisionRecall");
    ASSERT_TRUE(plot);
    ASSERT_EQ(plot->drawing()->curves.size(), 1U);
    EXPECT_EQ(plot->drawing()->curves[0].line[0].front(), QPointF(1, 0.5));
    EXPECT_EQ(plot->drawing()->x.to, 1);
    EXPECT_EQ(find<QSlider>("mediaStep")->maximum(), 1);
}

} // namespace maquette::tests
