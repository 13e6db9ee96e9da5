// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/KeyMapping.h"

#include "nn/TensorBridge.h"

#include <torch/nn/module.h>

#include <ATen/ATen.h>

#include <cmath>
#include <unordered_set>

namespace maquette::nn {

namespace {

/// Keys named in the sentence; all of them stand in the detail.
constexpr std::size_t keysNamed = 3;

std::string renamed(const KeyRename& rename, const std::string& name) { return rename ? rename(name) : name; }

std::string shapeText(at::IntArrayRef shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i ? ", " : "") + std::to_string(shape[i]);
    return text + "]";
}

std::string joined(const std::vector<std::string>& names, std::size_t most)
{
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i)
        text += (i ? ", " : "") + names[i];
    if (names.size() > most)
        text += ", … (" + std::to_string(names.size()) + ")";
    return text;
}

base::Error unfit(const std::string& file, const KeyReport& report)
{
    const auto sentence = [&]() -> base::Message {
        if (!report.missing.empty())
            return {QT_TRANSLATE_NOOP("Engine", "The weights %1 do not fit the network: %2 is missing."),
                    {file, joined(report.missing, keysNamed)}};
        if (!report.misshapen.empty())
            return {QT_TRANSLATE_NOOP("Engine", "The weights %1 do not fit the network: wrong shape of %2."),
                    {file, joined(report.misshapen, keysNamed)}};
        if (!report.unexpected.empty())
            return {QT_TRANSLATE_NOOP("Engine", "The weights %1 do not fit the network: it has no place for %2."),
                    {file, joined(report.unexpected, keysNamed)}};
        return {QT_TRANSLATE_NOOP("Engine", "The weights %1 are damaged: %2 holds values that are not numbers."),
                {file, joined(report.notFinite, keysNamed)}};
    };
    std::string detail;
    for (const auto& [label, names] : {std::pair{"missing", &report.missing},
                                       {"shape", &report.misshapen},
                                       {"unexpected", &report.unexpected},
                                       {"not finite", &report.notFinite}})
        if (!names->empty())
            detail += (detail.empty() ? "" : "; ") + std::string(label) + ": " + joined(*names, 100);
    return {base::ErrorCode::ModelUnfit, sentence(), detail};
}

} // namespace

std::vector<std::pair<std::string, at::Tensor>> stateOf(const torch::nn::Module& module)
{
    std::vector<std::pair<std::string, at::Tensor>> state;
    for (const auto& item : module.named_parameters())
        state.emplace_back(item.key(), item.value());
    for (const auto& item : module.named_buffers())
        state.emplace_back(item.key(), item.value());
    return state;
}

KeyReport compareKeys(const torch::nn::Module& module, const tensorio::Checkpoint& checkpoint,
                      const LoadOptions& options)
{
    KeyReport report;
    std::unordered_set<std::string> known;
    for (const auto& [name, tensor] : stateOf(module)) {
        const std::string key = renamed(options.rename, name);
        known.insert(key);
        const tensorio::TensorInfo* info = checkpoint.find(key);
        if (!info)
            report.missing.push_back(key);
        else if (tensor.sizes() != at::IntArrayRef(info->shape))
            report.misshapen.push_back(key + ": " + shapeText(info->shape) + " instead of "
                                       + shapeText(tensor.sizes()));
    }
    for (const tensorio::TensorInfo& info : checkpoint.tensors())
        if (!known.contains(info.name) && !(options.ignore && options.ignore(info.name)))
            report.unexpected.push_back(info.name);
    return report;
}

base::Result<void> loadState(torch::nn::Module& module, const tensorio::Checkpoint& checkpoint, const std::string& file,
                             const LoadOptions& options)
{
    KeyReport report = compareKeys(module, checkpoint, options);
    if (!report.fits())
        return unfit(file, report);
    const at::NoGradGuard guard;
    for (auto& [name, target] : stateOf(module)) {
        const std::string key = renamed(options.rename, name);
        const auto data = checkpoint.load(key);
        if (!data.ok())
            return base::Error{base::ErrorCode::ModelUnfit,
                               {QT_TRANSLATE_NOOP("Engine", "The weights %1 cannot be read."), {file}},
                               data.error().english()};
        const auto tensor = toTensor(data.value());
        if (!tensor.ok())
            return base::Error{base::ErrorCode::ModelUnfit,
                               {QT_TRANSLATE_NOOP("Engine", "The weights %1 cannot be read."), {file}},
                               tensor.error().english()};
        const at::Tensor converted = tensor.value().to(target.scalar_type());
        if (converted.is_floating_point() && !at::isfinite(converted).all().item<bool>())
            report.notFinite.push_back(key);
        target.copy_(converted);
    }
    return report.fits() ? base::Result<void>() : base::Result<void>(unfit(file, report));
}

void fillDeterministic(torch::nn::Module& module, const KeyRename& rename)
{
    const at::NoGradGuard guard;
    for (auto& [name, tensor] : stateOf(module)) {
        if (!tensor.is_floating_point())
            continue;
        const std::string key = renamed(rename, name);
        at::Tensor values
            = ((at::arange(tensor.numel(), at::kDouble) + 1) * 0.37 + 0.11 * static_cast<double>(key.size()))
                  .sin()
                  .view(tensor.sizes());
        if (tensor.dim() >= 2)
            values = values * std::sqrt(3.0 / static_cast<double>(tensor.select(0, 0).numel()));
        else if (key.ends_with("weight"))
            values = values * 0.1 + 1;
        else
            values = values * 0.05;
        tensor.copy_(values);
    }
}

} // namespace maquette::nn
