// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunFile.h"
#include "runlog/RunSink.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::tests {

/// Writes down what a reader finds, one line a call: "scalar loss @7 t1 0.5".
class Transcript : public runlog::RunSink {
public:
    void scalar(const std::string& tag, runlog::At at, double value) override;
    void histogram(const std::string& tag, runlog::At at, runlog::Histogram value) override;
    void pictures(const std::string& tag, runlog::At at, std::vector<runlog::Picture> value) override;
    void text(const std::string& tag, runlog::At at, runlog::Text value) override;
    void audio(const std::string& tag, runlog::At at, std::vector<runlog::Audio> value) override;
    void precisionRecall(const std::string& tag, runlog::At at, runlog::PrecisionRecall value) override;
    void mesh(const std::string& tag, runlog::At at, runlog::MeshPart value) override;
    void tensor(const std::string& tag, runlog::At at, runlog::Tensor value) override;
    void setting(const std::string& name, const runlog::Setting& value) override;
    void about(const std::string& key, const std::string& value) override;
    void describe(const std::string& tag, const std::string& name, const std::string& description) override;
    void restart(std::int64_t step) override;
    void status(runlog::Status status, double wallTime) override;

    [[nodiscard]] std::string text() const;
    std::vector<std::string> lines;
};

[[nodiscard]] std::string unhex(std::string_view hex);
void writeBytes(const std::filesystem::path& file, std::string_view bytes);
void appendBytes(const std::filesystem::path& file, std::string_view bytes);
[[nodiscard]] std::string readBytes(const std::filesystem::path& file);

/// Looks until nothing more comes at once; the last look's answer, with the records of all.
runlog::Advance readAll(runlog::RunFile& file, runlog::RunSink& sink);

/// The payload in the frame of event files.
[[nodiscard]] std::string framed(std::string_view payload);

/// The events of section 2.1 of the notes on dashboards, encoded there with the official schemas.
struct EventVector {
    const char* name;
    const char* payload; ///< hexadecimal
    std::uint32_t lengthCrc, payloadCrc; ///< masked
    const char* transcript;
};
[[nodiscard]] std::span<const EventVector> eventVectors();

} // namespace maquette::tests
