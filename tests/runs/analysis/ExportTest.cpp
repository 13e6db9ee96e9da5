// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/SeriesExport.h"

#include "runs/analysis/ExportText.h"
#include "runs/analysis/Words.h"

#include "base/File.h"
#include "base/Random.h"
#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <sstream>

using namespace maquette;
using namespace maquette::runs;

namespace {

using Write = base::Result<void> (*)(std::span<const ExportSeries>, const TextSink&, const base::Job&);

std::string textOf(Write write, const std::vector<ExportSeries>& series)
{
    std::string out;
    const auto result = write(series,
                              [&](std::string_view part) -> base::Result<void> {
                                  out += part;
                                  return {};
                              },
                              {});
    EXPECT_TRUE(result.ok());
    return out;
}

const std::vector<std::int64_t> steps = {0, 5, 5, 9};
const std::vector<double> values = {0.1, std::nan(""), -INFINITY, 1e-300};
const std::vector<double> times = {1.5, std::nan(""), 1700000000.123456, 3};

} // namespace

TEST(SeriesExport, CsvHasAllPointsAndQuotes)
{
    EXPECT_EQ(textOf(writeCsv, {{"a,b", "say \"x\"\n", steps, values, times}, {"r", "t", {}, {}, {}}}),
              "run,tag,step,wall_time,value\n"
              "\"a,b\",\"say \"\"x\"\"\n\",0,1.5,0.1\n"
              "\"a,b\",\"say \"\"x\"\"\n\",5,,nan\n"
              "\"a,b\",\"say \"\"x\"\"\n\",5,1700000000.123456,-inf\n"
              "\"a,b\",\"say \"\"x\"\"\n\",9,3,1e-300\n");
    EXPECT_EQ(textOf(writeCsv, {}), "run,tag,step,wall_time,value\n");
}

TEST(SeriesExport, ATableHasALineAStep)
{
    const std::vector<std::int64_t> other = {-3, 5, 9};
    const std::vector<double> numbers = {1, 2, 3};
    EXPECT_EQ(textOf(writeCsvTable, {{"r", "loss", steps, values, {}}, {"r", "lr", other, numbers, {}}}),
              "step,r/loss,r/lr\n-3,,1\n0,0.1,\n5,-inf,2\n9,1e-300,3\n");
    const std::vector<std::int64_t> last = {std::numeric_limits<std::int64_t>::max()};
    EXPECT_EQ(textOf(writeCsvTable, {{"r", "t", last, std::span(numbers).first(1), {}}}),
              "step,r/t\n9223372036854775807,1\n");
}

TEST(ExportText, TimesHaveNoExponent)
{
    EXPECT_EQ(timeText(1.7e9), "1700000000");
    EXPECT_EQ(timeText(1700000000.123456), "1700000000.123456");
    EXPECT_EQ(timeText(std::nan("")), "");
    EXPECT_EQ(timeText(-INFINITY), "-inf");
    EXPECT_EQ(timeText(1e300), "1e+300");
    EXPECT_EQ(timeText(5e-324).size(), 326u) << "0. and 324 places";
    EXPECT_EQ(csvField(""), "\"\"");
    EXPECT_EQ(csvField(" a"), "\" a\"");
    EXPECT_EQ(csvField("a b"), "a b");
}

TEST(SeriesExport, EachDoubleComesBackBitForBit)
{
    base::Random random(9);
    std::vector<double> any = {0.0, -0.0, 5e-324, 1.7976931348623157e308, 0.1f, 1.0 / 3};
    while (any.size() < 20'000) {
        const auto bits = (static_cast<std::uint64_t>(random.uniform() * 4294967296.0) << 32)
            | static_cast<std::uint64_t>(random.uniform() * 4294967296.0);
        if (std::isfinite(std::bit_cast<double>(bits)))
            any.push_back(std::bit_cast<double>(bits));
    }
    const std::vector<std::int64_t> at(any.size(), 1);
    std::istringstream lines(textOf(writeCsv, {{"r", "t", at, any, {}}}));
    std::string line;
    std::getline(lines, line);
    for (const double value : any) {
        ASSERT_TRUE(std::getline(lines, line));
        const auto back = parseNumber(line.substr(line.rfind(',') + 1));
        ASSERT_TRUE(back) << line;
        ASSERT_EQ(std::bit_cast<std::uint64_t>(*back), std::bit_cast<std::uint64_t>(value)) << line;
    }
}

TEST(SeriesExport, AFileIsThereWholeOrNotAtAll)
{
    const tests::TemporaryFolder folder;
    const auto file = folder.path() / "out.csv";
    const std::vector<ExportSeries> series = {{"r", "t", steps, values, times}};
    ASSERT_TRUE(exportSeries(series, ExportFormat::CsvTable, file).ok());
    const auto before = base::readFile(file).value();
    EXPECT_GT(before.size(), 20u);

    std::stop_source source;
    source.request_stop();
    const auto stopped = exportSeries(series, ExportFormat::CsvTable, file, base::Job(source.get_token(), {}));
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.error().code, base::ErrorCode::Stopped);
    EXPECT_EQ(base::readFile(file).value(), before);
    EXPECT_EQ(exportSeries(series, ExportFormat::Csv, folder.path() / "no" / "out.csv").error().code,
              base::ErrorCode::WriteFailed);
}
