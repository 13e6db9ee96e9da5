// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/Run.h"

#include <algorithm>
#include <tuple>

namespace maquette::runs {

std::string_view nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Scalar:
        return "scalar";
    case Kind::Histogram:
        return "histogram";
    case Kind::Pictures:
        return "pictures";
    case Kind::Text:
        return "text";
    case Kind::Audio:
        return "audio";
    case Kind::PrecisionRecall:
        return "pr";
    case Kind::Mesh:
        return "mesh";
    case Kind::Tensor:
        return "tensor";
    }
    return "";
}

std::string_view nameOf(runlog::Status status)
{
    switch (status) {
    case runlog::Status::Unknown:
        return "unknown";
    case runlog::Status::Running:
        return "running";
    case runlog::Status::Finished:
        return "finished";
    case runlog::Status::Failed:
        return "failed";
    }
    return "";
}

std::string_view nameOf(runlog::Format format)
{
    switch (format) {
    case runlog::Format::TensorBoard:
        return "tensorboard";
    case runlog::Format::WandbOffline:
        return "wandb";
    case runlog::Format::Mlflow:
        return "mlflow";
    case runlog::Format::LightningCsv:
        return "csv";
    case runlog::Format::TrainerState:
        return "trainer-state";
    case runlog::Format::JsonLines:
        return "jsonl";
    case runlog::Format::InspectLog:
        return "inspect";
    case runlog::Format::Manifest:
        return "manifest";
    }
    return "";
}

std::string Run::notes() const
{
    const auto found = about.find("notes");
    return found == about.end() ? std::string() : found->second;
}

std::shared_ptr<const Tag> Run::tag(std::string_view wanted, Kind kind) const
{
    const auto found
        = std::lower_bound(tags.begin(), tags.end(), std::pair(wanted, kind), [](const auto& tag, const auto& key) {
              return std::pair(std::string_view(tag->name), tag->kind) < key;
          });
    return found != tags.end() && (*found)->name == wanted && (*found)->kind == kind ? *found : nullptr;
}

std::shared_ptr<const ScalarData> Run::scalars(std::string_view wanted) const
{
    const auto found = tag(wanted);
    return found ? found->scalars : nullptr;
}

std::shared_ptr<const Run> Snapshot::run(std::string_view id) const
{
    const auto found = std::find_if(runs.begin(), runs.end(), [&](const auto& run) { return run->id == id; });
    return found == runs.end() ? nullptr : *found;
}

} // namespace maquette::runs
