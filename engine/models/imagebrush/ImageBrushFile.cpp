// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing the weights of the compact network.
#include "models/imagebrush/ImageBrush.h"

#include "nn/KeyMapping.h"
#include "nn/Runtime.h"
#include "nn/TensorBridge.h"

#include <ATen/ATen.h>

#include <array>
#include <string_view>

namespace maquette::models::imagebrush {

namespace {

using Names = std::pair<std::string_view, std::string_view>;

/// Parts of the network by their names here and in the files of the first experiments. Longer names stand before
/// their own beginnings.
constexpr std::array<Names, 35> partNames = {{
    {"prompt.patch", "pe"},
    {"prompt.position", "vpos"},
    {"prompt.encoder", "vb"},
    {"prompt.merge", "merge"},
    {"prompt.counterpart", "part"},
    {"prompt.role", "role"},
    {"prompt.token_position", "ppos"},
    {"prompt.class_token", "cls"},
    {"prompt.null_token", "null"},
    {"prompt.fit_first", "fit.0"},
    {"prompt.fit_second", "fit.2"},
    {"prompt.layers", "pb"},
    {"prompt.norm", "pn"},
    {"time_first", "te.0"},
    {"time_second", "te.2"},
    {"instruction", "ge"},
    {"stem", "stem"},
    {"target", "stem3"},
    {"position", "pos"},
    {"cell", "cell"},
    {"down", "d0"},
    {"merge", "down"},
    {"coarse_position", "pos1"},
    {"coarse_cell", "cell1"},
    {"coarse_skip", "s1"},
    {"coarse_up", "u1"},
    {"coarse", "d1"},
    {"middle", "mid"},
    {"unmerge", "up"},
    {"fine_skip", "s0"},
    {"up", "u0"},
    {"head_norm", "hn"},
    {"head", "ho"},
    {"refiner.modulation", "rfl"},
    {"refiner", ""},
}};

/// The same for what is inside a part.
constexpr std::array<Names, 16> innerNames = {{
    {"self", "sa"},
    {"cross", "ca"},
    {"local", "cv"},
    {"depthwise", "dw"},
    {"mlp", "m"},
    {"modulation", "l"},
    {"context_norm", "nc"},
    {"query", "q"},
    {"key_value", "k"},
    {"output", "o"},
    {"first_norm", "n"},
    {"second_norm", "n2"},
    {"query_key_value", "qkv"},
    {"norm", "n"},
    {"first", "a"},
    {"second", "b"},
}};

std::string innerName(std::string_view name)
{
    for (const auto& [ours, theirs] : innerNames)
        if (name == ours)
            return std::string(theirs);
    return std::string(name);
}

/// Element `name` of the convolutions: r1, r2, r3.
std::string refinerName(std::string_view rest)
{
    for (const auto& [ours, theirs] : {Names{".first", "r1"}, Names{".second", "r2"}, Names{".third", "r3"}})
        if (rest.rfind(ours, 0) == 0)
            return std::string(theirs) + std::string(rest.substr(ours.size()));
    return std::string(rest);
}

base::Error missingFile(const std::string& file, const base::Error& cause)
{
    return {base::ErrorCode::ModelUnfit,
            {QT_TRANSLATE_NOOP("Engine", "The weights %1 cannot be read."), {file}},
            cause.english()};
}

/// A tensor that only files of the first experiments have, and whether the file is one of them.
constexpr const char* shortOnly = "stem3.weight";
constexpr const char* zeroCondition = "z";

/// Refuses a file whose sizes promise more than it holds, before any of it is allocated.
base::Result<void> checkAmount(const ImageBrushConfig& config, const tensorio::Checkpoint& checkpoint,
                               const std::string& file)
{
    std::int64_t held = 0;
    for (const tensorio::TensorInfo& info : checkpoint.tensors())
        held += info.elements();
    const std::int64_t needed = config.elementCount();
    if (held >= needed)
        return {};
    return base::Error{
        base::ErrorCode::ModelUnfit,
        {QT_TRANSLATE_NOOP("Engine", "The weights %1 do not fit the network: the file holds too few."), {file}},
        std::to_string(held) + " values instead of " + std::to_string(needed)};
}

} // namespace

std::string shortName(const std::string& name)
{
    const std::string_view view = name;
    for (const auto& [ours, theirs] : partNames) {
        if (view.rfind(ours, 0) != 0 || (view.size() > ours.size() && view[ours.size()] != '.'))
            continue;
        std::string_view rest = view.substr(ours.size());
        if (theirs.empty())
            return refinerName(rest);
        std::string result(theirs);
        while (!rest.empty()) {
            rest.remove_prefix(1);
            const std::size_t point = rest.find('.');
            result += "." + innerName(rest.substr(0, point));
            rest = point == std::string_view::npos ? std::string_view() : rest.substr(point);
        }
        return result;
    }
    return name;
}

base::Result<LoadedBrush> loadBrush(const std::filesystem::path& file)
{
    nn::startRuntime();
    const std::string shown = file.filename().string();
    const auto opened = tensorio::Checkpoint::open(file);
    if (!opened.ok())
        return missingFile(shown, opened.error());
    const tensorio::Checkpoint& checkpoint = *opened.value();
    const auto config = ImageBrushConfig::fromMetadata(checkpoint.metadata(), shown);
    if (!config.ok())
        return config.error();
    if (const auto amount = checkAmount(config.value(), checkpoint, shown); !amount.ok())
        return amount.error();
    LoadedBrush loaded;
    loaded.metadata = checkpoint.metadata();
    loaded.network = std::make_shared<ImageBrush>(config.value(), true);
    nn::LoadOptions options;
    if (checkpoint.find(shortOnly)) {
        options.rename = shortName;
        options.ignore = [](const std::string& name) { return name == zeroCondition; };
    }
    if (const auto filled = nn::loadState(*loaded.network, checkpoint, shown, options); !filled.ok())
        return filled.error();
    loaded.network->eval();
    return loaded;
}

base::Result<void> saveBrush(const ImageBrush& network, const std::filesystem::path& file,
                             const std::map<std::string, std::string>& extra)
{
    std::vector<tensorio::TensorData> tensors;
    for (const auto& [name, tensor] : nn::stateOf(network)) {
        auto data = nn::fromTensor(name, tensor, tensorio::DType::F16);
        if (!data.ok())
            return data.error();
        tensors.push_back(std::move(data).value());
    }
    std::map<std::string, std::string> metadata = network.config().toMetadata();
    for (const auto& [key, value] : extra)
        metadata.emplace(key, value); // the sizes cannot be overwritten
    return tensorio::writeSafetensors(file, tensors, metadata);
}

} // namespace maquette::models::imagebrush
