// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/File.h"
#include "base/Json.h"
#include "base/Threads.h"
#include "runlog/RunFile.h"
#include "support/TemporaryFolder.h"
#include "train/gpt/GptTrainer.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

namespace maquette::tests {

namespace fs = std::filesystem;

inline std::string textOf(const fs::path& file)
{
    const auto bytes = base::readFile(file);
    return bytes.ok() ? std::string(bytes.value().begin(), bytes.value().end()) : std::string();
}

inline std::vector<base::Json> linesOf(const fs::path& file)
{
    std::vector<base::Json> lines;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        auto json = base::parseJson(line, file.string());
        EXPECT_TRUE(json.ok()) << line;
        if (json.ok())
            lines.push_back(json.value());
    }
    return lines;
}

/// Collects what an event file holds.
class Events : public runlog::RunSink {
public:
    explicit Events(const fs::path& folder)
    {
        for (const auto& entry : fs::directory_iterator(folder))
            if (const auto format = runlog::formatOf(entry.path()); format == runlog::Format::TensorBoard)
                while (runlog::openRunFile(entry.path(), *format)->advance(*this, {}).state
                       == runlog::Advance::State::More) { }
    }
    void scalar(const std::string& tag, runlog::At at, double value) override { scalars[tag][at.step] = value; }
    void text(const std::string& tag, runlog::At, runlog::Text value) override { texts[tag] = std::move(value); }
    void setting(const std::string& name, const runlog::Setting&) override { settings.insert(name); }
    void restart(std::int64_t step) override { restarts.push_back(step); }
    void status(runlog::Status value, double) override { last = value; }
    void histogram(const std::string&, runlog::At, runlog::Histogram) override { }
    void pictures(const std::string&, runlog::At, std::vector<runlog::Picture>) override { }
    void audio(const std::string&, runlog::At, std::vector<runlog::Audio>) override { }
    void precisionRecall(const std::string&, runlog::At, runlog::PrecisionRecall) override { }
    void mesh(const std::string&, runlog::At, runlog::MeshPart) override { }
    void tensor(const std::string&, runlog::At, runlog::Tensor) override { }
    void about(const std::string&, const std::string&) override { }
    void describe(const std::string&, const std::string&, const std::string&) override { }

    std::map<std::string, std::map<std::int64_t, double>> scalars;
    std::map<std::string, runlog::Text> texts;
    std::set<std::string> settings;
    std::vector<std::int64_t> restarts;
    runlog::Status last = runlog::Status::Unknown;
};

/// A text that a small network can learn.
inline void writeText(const fs::path& file)
{
    std::ofstream text(file);
    for (int i = 0; i < 300; ++i)
        text << "Light travels in lines, and line " << i << " is " << i * 7 % 31 << ".\n";
}

/// A recipe of a few steps of a very small network; `more` comes after, by name.
inline base::ParameterValues smallRecipe(const fs::path& text, const std::string& precision,
                                         const std::map<std::string, std::string>& more = {})
{
    base::ParameterValues values(train::gpt::trainParameters());
    std::map<std::string, std::string> all
        = {{"precision", precision}, {"data", text.string()},    {"layers", "2"}, {"hidden", "32"},
           {"heads", "2"},           {"sequence", "32"},         {"batch", "4"},  {"accumulate", "2"},
           {"steps", "10"},          {"decay-steps", "10"},      {"warmup", "3"}, {"statistics", "4"},
           {"validate", "5"},        {"validation-windows", "6"}};
    for (const auto& [name, value] : more)
        all[name] = value;
    for (const auto& [name, value] : all) {
        const auto set = values.setFromText(name, value);
        EXPECT_TRUE(set.ok()) << name;
    }
    return values;
}

} // namespace maquette::tests
