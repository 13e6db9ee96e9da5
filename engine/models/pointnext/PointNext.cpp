// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pointnext/PointNext.h"

#include "models/pointnext/PointAutograd.h"
#include "nn/Runtime.h"
#include "nn/TensorBridge.h"

#include <ATen/ATen.h>

#include <cassert>

namespace maquette::models::pointnext {

namespace {

using Kind = ProductBlock::Kind;

/// Lists of unlike parts under numbers.
class List : public nn::Block {
public:
    template <class Part, class... Arguments>
    std::shared_ptr<Part> add(const std::string& name, Arguments&&... arguments)
    {
        return part<Part>(name, std::forward<Arguments>(arguments)...);
    }
};

constexpr double dropout = 0.5;

} // namespace

PointNext::PointNext(const PointNextConfig& config)
    : m_config(config)
{
    makeEncoder();
    if (config.task != Task::Classification)
        makeDecoder();
    makeHead();
}

PointNext::~PointNext() = default;

void PointNext::makeEncoder()
{
    auto stages = part<List>("encoder")->add<List>("encoder");
    const auto channels = m_config.channels();
    const auto radii = m_config.radii();
    std::int64_t inputs = m_config.inChannels;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        auto list = stages->add<List>(std::to_string(i));
        const auto kind = i == 0       ? SetAbstraction::Part::Stem
            : m_config.strides[i] == 1 ? SetAbstraction::Part::Global
                                       : SetAbstraction::Part::Sampled;
        Stage stage;
        stage.first = list->add<SetAbstraction>("0", kind, inputs, channels[i], m_config.saLayers, m_config.saResidual,
                                                radii[i].first);
        for (int block = 1; block < m_config.blocks[i]; ++block)
            stage.residuals.push_back(
                list->add<InvResMLP>(std::to_string(block), std::int64_t(channels[i]), radii[i].second));
        m_stages.push_back(std::move(stage));
        inputs = channels[i];
    }
}

void PointNext::makeDecoder()
{
    auto decoder = part<List>("decoder");
    const auto channels = m_config.channels();
    const std::size_t deepest = channels.size() - 1;
    if (m_config.task == Task::Parts) {
        m_global2 = decoder->add<nn::Sequence<ProductBlock>>("global_conv2")
                        ->add(channels[deepest], 128, Kind::Conv1d, false, true);
        m_global1 = decoder->add<nn::Sequence<ProductBlock>>("global_conv1")
                        ->add(channels[deepest - 1], 64, Kind::Conv1d, false, true);
    }
    auto stages = decoder->add<List>("decoder");
    m_decoders.resize(deepest);
    for (std::size_t d = 0; d < deepest; ++d) {
        const std::int64_t own = channels[d];
        std::int64_t inputs = own + channels[d + 1];
        if (d == 0 && m_config.task == Task::Parts)
            inputs += 192 + m_config.objects;
        // "0" is the first and only block of the stage, "convs" its products.
        auto products = stages->add<List>(std::to_string(d))->add<List>("0")->add<nn::Sequence<ProductBlock>>("convs");
        products->add(inputs, own, Kind::Conv1d, true, true);
        products->add(own, own, Kind::Conv1d, true, true);
        m_decoders[d] = products;
    }
}

void PointNext::makeHead()
{
    const auto channels = m_config.channels();
    if (m_config.task == Task::Classification) {
        auto head = part<List>("prediction")->add<List>("head");
        m_head.push_back(head->add<ProductBlock>("0", std::int64_t(channels.back()), 512, Kind::Linear, true, true));
        m_head.push_back(head->add<ProductBlock>("2", 512, 256, Kind::Linear, true, true));
        m_head.push_back(head->add<ProductBlock>("4", 256, std::int64_t(m_config.classes), Kind::Linear, false, false));
        m_head.back()->keepExact();
        return;
    }
    const std::int64_t width = std::int64_t(channels[0]) * (1 + m_config.globalFeatures);
    auto head = part<List>("head")->add<List>("head");
    m_head.push_back(head->add<ProductBlock>("0", width, width, Kind::Conv1d, true, true));
    m_head.push_back(head->add<ProductBlock>("2", width, std::int64_t(m_config.classes), Kind::Conv1d, false, false));
    m_head.back()->keepExact();
}

at::Tensor PointNext::forward(const Input& input)
{
    std::vector<at::Tensor> features;
    std::vector<at::Tensor> points = {input.geometry->points};
    std::size_t sampled = 0;
    at::Tensor x = input.features;
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        const Stage& stage = m_stages[i];
        const bool samples = stage.first->part == SetAbstraction::Part::Sampled;
        const StageGeometry* geometry = samples ? &input.geometry->stages[sampled++] : nullptr;
        x = stage.first->forward(x, points.back(), geometry, input.direct);
        if (geometry != nullptr)
            points.push_back(geometry->points);
        for (const auto& residual : stage.residuals)
            x = residual->forward(x, *geometry, input.direct);
        features.push_back(x);
    }
    if (m_config.task == Task::Classification) {
        x = x.squeeze(1);
        for (std::size_t i = 0; i < m_head.size(); ++i) {
            x = m_head[i]->forward(x);
            if (i + 1 < m_head.size())
                x = at::dropout(x, dropout, is_training());
        }
        return x;
    }
    for (std::size_t d = m_decoders.size(); d-- > 0;) {
        const StageGeometry& below = input.geometry->stages[d];
        at::Tensor skip = features[d];
        if (d == 0 && m_config.task == Task::Parts) {
            const at::Tensor shared
                = objectFeatures(*this, features[features.size() - 2], features.back(), input.objects);
            skip = at::cat({shared.expand({-1, skip.size(1), -1}), skip}, 2);
        }
        x = at::cat({skip, interpolate(x, below.upIndices, below.upWeights)}, 2);
        for (const auto& layer : m_decoders[d]->parts())
            x = layer->forward(x);
    }
    if (m_config.globalFeatures > 0) {
        std::vector<at::Tensor> parts = {x, x.amax(1, true).expand_as(x)};
        if (m_config.globalFeatures > 1)
            parts.push_back(x.mean(1, true).expand_as(x));
        x = at::cat(parts, 2);
    }
    x = at::dropout(m_head[0]->forward(x), dropout, is_training());
    return m_head[1]->forward(x);
}

std::int64_t PointNext::parameterCount() const
{
    std::int64_t count = 0;
    for (const auto& parameter : parameters())
        count += parameter.numel();
    return count;
}

at::Tensor objectFeatures(PointNext& network, const at::Tensor& secondDeepest, const at::Tensor& deepest,
                          const at::Tensor& objects)
{
    const at::Tensor first = network.global1()->forward(secondDeepest).amax(1, true);
    const at::Tensor second = network.global2()->forward(deepest).amax(1, true);
    const at::Tensor kind = at::one_hot(objects, network.config().objects).to(first.options()).unsqueeze(1);
    return at::cat({first, second, kind}, 2);
}

base::Result<std::shared_ptr<PointNext>> loadPointNext(const std::filesystem::path& file, double radius)
{
    nn::startRuntime();
    auto checkpoint = tensorio::Checkpoint::open(file);
    if (!checkpoint.ok()) {
        base::Error error = checkpoint.error();
        error.code = base::ErrorCode::ModelUnfit;
        return error;
    }
    auto found = findNetwork(*checkpoint.value(), file.string());
    if (!found.ok())
        return found.error();
    if (radius > 0)
        found.value().config.radius = radius;
    std::shared_ptr<PointNext> network;
    {
        const nn::UnsetWeights unset;
        network = std::make_shared<PointNext>(found.value().config);
    }
    nn::LoadOptions options;
    options.rename = [&](const std::string& name) { return found.value().fileName(name); };
    // Beside the network a checkpoint of the official trainer holds the optimizer's state.
    const std::string own = found.value().fileName("");
    options.ignore = [own](const std::string& name) {
        return !own.empty() ? name.rfind(own, 0) != 0
                            : name.rfind("encoder.", 0) != 0 && name.rfind("decoder.", 0) != 0
                && name.rfind("head.", 0) != 0 && name.rfind("prediction.", 0) != 0;
    };
    if (auto loaded = nn::loadState(*network, *checkpoint.value(), file.string(), options); !loaded.ok())
        return loaded.error();
    network->eval();
    return network;
}

base::Result<void> savePointNext(const std::filesystem::path& file, const PointNext& network,
                                 std::map<std::string, std::string> texts)
{
    std::vector<tensorio::TensorData> tensors;
    for (const auto& [name, tensor] : nn::stateOf(network)) {
        auto data = nn::fromTensor(name, tensor);
        if (!data.ok())
            return data.error();
        tensors.push_back(std::move(data).value());
    }
    texts["pointnext"] = base::dumpJson(network.config().toJson());
    return tensorio::writeSafetensors(file, tensors, texts);
}

} // namespace maquette::models::pointnext
