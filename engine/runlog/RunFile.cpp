// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/RunFile.h"

#include "runlog/CsvLogFile.h"
#include "runlog/EventFile.h"
#include "runlog/GrowingFile.h"
#include "runlog/InspectLogFile.h"
#include "runlog/JsonLinesFile.h"
#include "runlog/ManifestFile.h"
#include "runlog/MlflowFolder.h"
#include "runlog/TrainerStateFile.h"
#include "runlog/WandbFile.h"

#include <array>
#include <string_view>

namespace maquette::runlog {

namespace fs = std::filesystem;

namespace {

/// A folder of MLflow's file store that holds one run; an experiment has the description too, but nothing beside it.
bool isMlflowRun(const fs::path& folder)
{
    std::error_code error;
    if (!fs::is_regular_file(folder / "meta.yaml", error))
        return false;
    for (const char* part : {"metrics", "params", "tags"})
        if (fs::is_directory(folder / part, error))
            return true;
    return false;
}

std::optional<Format> formatByContent(const fs::path& path)
{
    std::array<std::byte, 1024> bytes;
    GrowingFile file(path);
    const auto got = file.look(0).read(0, bytes);
    if (!got.ok())
        return std::nullopt;
    const std::string_view start(reinterpret_cast<const char*>(bytes.data()), got.value());
    if (start.starts_with(":W&B"))
        return Format::WandbOffline;
    // Other files of records have the same frame; the first event names itself.
    constexpr std::size_t frame = 12;
    if (start.size() > frame && start[frame] == '\x09' && start.find("brain.Event:") != std::string_view::npos)
        return Format::TensorBoard;
    const auto lineEnd = start.find('\n');
    const std::string_view line = start.substr(0, lineEnd);
    if (line.find("\t\t\t\titeration=") != std::string_view::npos)
        return Format::InspectLog;
    if (!line.starts_with("{\""))
        return std::nullopt;
    const std::string ending = path.extension().string();
    const bool isLog = ending == ".log" || ending == ".ndjson" || ending == ".txt";
    if (isLog && (lineEnd == std::string_view::npos || line.ends_with('}') || line.ends_with("}\r")))
        return Format::JsonLines;
    // Most files of that name are one object; a second one in the next line tells.
    if (ending == ".json" && lineEnd != std::string_view::npos && start.substr(lineEnd + 1).starts_with("{\""))
        return Format::JsonLines;
    return std::nullopt;
}

} // namespace

std::optional<Format> formatOf(const fs::path& path)
{
    std::error_code error;
    if (fs::is_directory(path, error))
        return isMlflowRun(path) ? std::optional(Format::Mlflow) : std::nullopt;
    const std::string name = path.filename().string();
    if (name.ends_with(".profile-empty")) // a marker beside the traces of a profiler
        return std::nullopt;
    if (name.find("tfevents") != std::string::npos)
        return Format::TensorBoard;
    if (name.ends_with(".wandb"))
        return Format::WandbOffline;
    if (name == "metrics.csv")
        return Format::LightningCsv;
    if (name == "trainer_state.json")
        return Format::TrainerState;
    if (name.ends_with(".jsonl"))
        return Format::JsonLines;
    if (name.starts_with("nvdlfw_inspect_globalrank-") && name.ends_with(".log"))
        return Format::InspectLog;
    if (!fs::is_regular_file(path, error))
        return std::nullopt;
    if (name == "run.json" && isManifest(path))
        return Format::Manifest;
    return formatByContent(path);
}

std::unique_ptr<RunFile> openRunFile(const fs::path& path, Format format)
{
    switch (format) {
    case Format::TensorBoard:
        return openEventFile(path);
    case Format::WandbOffline:
        return openWandbFile(path);
    case Format::Mlflow:
        return openMlflowRun(path);
    case Format::LightningCsv:
        return openCsvLog(path);
    case Format::TrainerState:
        return openTrainerState(path);
    case Format::JsonLines:
        return openJsonLines(path);
    case Format::InspectLog:
        return openInspectLog(path);
    case Format::Manifest:
        return openManifest(path);
    }
    return nullptr;
}

} // namespace maquette::runlog
