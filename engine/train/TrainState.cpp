// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/TrainState.h"

#include "nn/TensorBridge.h"
#include "tensorio/Checkpoint.h"

#include <ATen/ATen.h>

namespace maquette::train {

using base::Result;

NamedTensors TrainState::under(const std::string& prefix) const
{
    NamedTensors some;
    for (const auto& [name, tensor] : tensors)
        if (name.rfind(prefix, 0) == 0)
            some.emplace_back(name.substr(prefix.size()), tensor);
    return some;
}

void TrainState::add(const std::string& prefix, const NamedTensors& more)
{
    for (const auto& [name, tensor] : more)
        tensors.emplace_back(prefix + name, tensor);
}

std::int64_t bytesOf(const NamedTensors& tensors)
{
    std::int64_t bytes = 0;
    for (const auto& [name, tensor] : tensors)
        bytes += static_cast<std::int64_t>(tensor.nbytes());
    return bytes;
}

Result<void> saveState(const std::filesystem::path& file, const TrainState& state)
{
    std::vector<tensorio::TensorData> data;
    for (const auto& [name, tensor] : state.tensors) {
        auto copied = nn::fromTensor(name, tensor.detach());
        if (!copied.ok())
            return copied.error();
        data.push_back(std::move(copied).value());
    }
    return tensorio::writeSafetensors(file, data, state.texts);
}

Result<TrainState> loadState(const std::filesystem::path& file)
{
    auto checkpoint = tensorio::Checkpoint::open(file);
    if (!checkpoint.ok())
        return checkpoint.error();
    TrainState state;
    state.texts = checkpoint.value()->metadata();
    for (const auto& info : checkpoint.value()->tensors()) {
        auto data = checkpoint.value()->load(info.name);
        if (!data.ok())
            return data.error();
        auto tensor = nn::toTensor(data.value());
        if (!tensor.ok())
            return tensor.error();
        state.tensors.emplace_back(info.name, tensor.value());
    }
    return state;
}

} // namespace maquette::train
