// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pointnext/PointNextConfig.h"

#include <algorithm>
#include <charconv>

namespace maquette::models::pointnext {

namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using tensorio::Checkpoint;
using tensorio::TensorInfo;

constexpr const char* stemKey = "encoder.encoder.0.0.convs.0.0.weight";

PointNextConfig scene(std::vector<int> blocks, int width, int layers, bool residual)
{
    PointNextConfig config;
    config.blocks = std::move(blocks);
    config.width = width;
    config.saLayers = layers;
    config.saResidual = residual;
    return config;
}

PointNextConfig scannet(PointNextConfig config, int layers)
{
    config.inChannels = 7;
    config.classes = 20;
    config.globalFeatures = 1;
    config.radius = 0.05;
    config.saLayers = layers;
    config.saResidual = false;
    return config;
}

PointNextConfig object(int width, int inputs, int classes)
{
    PointNextConfig config;
    config.task = Task::Classification;
    config.blocks.assign(6, 1);
    config.strides = {1, 2, 2, 2, 2, 1};
    config.width = width;
    config.inChannels = inputs;
    config.classes = classes;
    config.radius = 0.15;
    config.radiusScaling = 1.5;
    return config;
}

PointNextConfig parts(int width)
{
    PointNextConfig config;
    config.task = Task::Parts;
    config.strides = {1, 2, 2, 2, 2};
    config.width = width;
    config.inChannels = 7;
    config.saLayers = 3;
    config.classes = 50;
    config.globalFeatures = 2;
    config.radiusScaling = 2.5;
    return config;
}

/// Whether a file of weights could tell the two apart.
bool sameShape(const PointNextConfig& a, const PointNextConfig& b)
{
    return a.task == b.task && a.blocks == b.blocks && a.inChannels == b.inChannels && a.classes == b.classes
        && a.saLayers == b.saLayers && a.saResidual == b.saResidual && a.globalFeatures == b.globalFeatures;
}

Error unfit(const std::string& file, std::string detail)
{
    return {ErrorCode::ModelUnfit,
            {QT_TRANSLATE_NOOP("Engine", "%1 holds no PointNeXt network."), {file}},
            std::move(detail)};
}

std::int64_t dimension(const TensorInfo* info, std::size_t at)
{
    return info != nullptr && info->shape.size() > at ? info->shape[at] : 0;
}

/// Reads the shape of a network by asking for names.
class Reader {
public:
    Reader(const Checkpoint& checkpoint, const FoundNetwork& found)
        : m_checkpoint(checkpoint)
        , m_found(found)
    {
    }

    [[nodiscard]] const TensorInfo* find(const std::string& name) const
    {
        return m_checkpoint.find(m_found.fileName(name));
    }

    /// Empty, or what is wrong.
    std::string read(PointNextConfig& config) const
    {
        const TensorInfo* stem = find(stemKey);
        config.width = static_cast<int>(dimension(stem, 0));
        config.inChannels = static_cast<int>(dimension(stem, 1));
        if (config.width < 1 || config.width > 4096 || config.inChannels < 1 || config.inChannels > 256)
            return "the first layer has an odd shape";
        readStages(config);
        if (config.blocks.size() < 2)
            return "there is one stage only";
        config.saLayers = 0;
        while (find("encoder.encoder.1.0.convs." + std::to_string(config.saLayers) + ".0.weight") != nullptr)
            ++config.saLayers;
        config.saResidual = find("encoder.encoder.1.0.skipconv.0.weight") != nullptr;
        if (config.saLayers == 0)
            return "set abstraction has no layers";
        return readHead(config);
    }

private:
    void readStages(PointNextConfig& config) const
    {
        config.blocks = {1};
        config.strides = {1};
        std::int64_t before = config.width;
        for (int stage = 1; stage < 32; ++stage) {
            const std::string at = "encoder.encoder." + std::to_string(stage) + ".";
            std::int64_t channels = 0;
            for (int layer = 0; const TensorInfo* weight = find(at + "0.convs." + std::to_string(layer) + ".0.weight");
                 ++layer)
                channels = dimension(weight, 0);
            if (channels == 0)
                break;
            int blocks = 1;
            while (blocks < 64 && find(at + std::to_string(blocks) + ".pwconv.0.0.weight") != nullptr)
                ++blocks;
            config.blocks.push_back(blocks);
            config.strides.push_back(channels == before ? 1 : 0); // 0: told from the task below
            before = channels;
        }
    }

    std::string readHead(PointNextConfig& config) const
    {
        const bool classifies = find("prediction.head.0.0.weight") != nullptr;
        config.task = classifies                                 ? Task::Classification
            : find("decoder.global_conv1.0.0.weight") != nullptr ? Task::Parts
                                                                 : Task::Segmentation;
        const int stride = config.task == Task::Segmentation ? 4 : 2;
        for (int& each : config.strides)
            each = each == 0 ? stride : each;
        const TensorInfo* last = find(classifies ? "prediction.head.4.0.weight" : "head.head.2.0.weight");
        config.classes = static_cast<int>(dimension(last, 0));
        if (config.classes < 1 || config.classes > 100000)
            return "the head is missing";
        if (classifies)
            return {};
        const std::int64_t inputs = dimension(find("head.head.0.0.weight"), 1);
        if (inputs % config.width != 0 || inputs / config.width < 1 || inputs / config.width > 3)
            return "the head does not fit the width";
        config.globalFeatures = static_cast<int>(inputs / config.width) - 1;
        if (config.task == Task::Parts) {
            const std::int64_t columns = dimension(find("decoder.decoder.0.0.convs.0.0.weight"), 1);
            config.objects = static_cast<int>(columns - 192 - 3 * config.width);
            if (config.objects < 1)
                return "the decoder of parts does not fit the width";
        }
        return {};
    }

    const Checkpoint& m_checkpoint;
    const FoundNetwork& m_found;
};

/// What Maquette's own files say of the grouping.
void readMetadata(const Checkpoint& checkpoint, const std::string& file, PointNextConfig& config)
{
    const auto text = checkpoint.metadata().find("pointnext");
    if (text == checkpoint.metadata().end())
        return;
    const auto json = base::parseJson(text->second, file);
    if (!json.ok() || !json.value().is_object())
        return;
    const auto number = [&](const char* key, double low, double high, double& value) {
        if (json.value().contains(key) && json.value()[key].is_number()) {
            const double given = json.value()[key].get<double>();
            if (given >= low && given <= high)
                value = given;
        }
    };
    number("radius", 1e-6, 1e6, config.radius);
    number("radius-scaling", 1, 16, config.radiusScaling);
    double neighbors = config.neighbors;
    number("neighbors", 1, 64, neighbors);
    config.neighbors = static_cast<int>(neighbors);
}

} // namespace

std::vector<int> PointNextConfig::channels() const
{
    std::vector<int> result;
    int current = width;
    for (const int stride : strides) {
        if (stride != 1)
            current *= 2;
        result.push_back(current);
    }
    return result;
}

std::vector<std::pair<double, double>> PointNextConfig::radii() const
{
    std::vector<std::pair<double, double>> result;
    double current = radius;
    for (const int stride : strides) {
        if (stride == 1) {
            result.emplace_back(0, current);
            continue;
        }
        result.emplace_back(current, current * radiusScaling);
        current *= radiusScaling;
    }
    return result;
}

std::string PointNextConfig::variant() const
{
    static constexpr struct {
        const char* name;
        int blocks[4]; ///< of stages 1 … 4
        int width;
    } variants[]
        = {{"S", {1, 1, 1, 1}, 32}, {"B", {2, 3, 2, 2}, 32}, {"L", {3, 5, 3, 3}, 32}, {"XL", {4, 7, 4, 4}, 64}};
    for (const auto& each : variants)
        if (blocks.size() >= 5 && std::equal(each.blocks, each.blocks + 4, blocks.begin() + 1))
            return std::string("PointNeXt-") + each.name
                + (width == each.width ? "" : ", width " + std::to_string(width));
    return "PointNeXt, width " + std::to_string(width);
}

std::string PointNextConfig::taskName() const
{
    return task == Task::Segmentation ? "segmentation" : task == Task::Classification ? "classification" : "parts";
}

std::int64_t PointNextConfig::pointsAtStage(std::size_t stage, std::int64_t points) const
{
    for (std::size_t i = 0; i <= stage; ++i)
        points /= strides[i];
    return points;
}

base::Json PointNextConfig::toJson() const
{
    return {{"task", taskName()},    {"variant", variant()},
            {"blocks", blocks},      {"strides", strides},
            {"width", width},        {"in-channels", inChannels},
            {"sa-layers", saLayers}, {"sa-residual", saResidual},
            {"classes", classes},    {"global-features", globalFeatures},
            {"radius", radius},      {"radius-scaling", radiusScaling},
            {"neighbors", neighbors}};
}

const std::vector<NamedConfig>& namedConfigs()
{
    static const std::vector<NamedConfig> configs = [] {
        const PointNextConfig small = scene({1, 1, 1, 1, 1}, 32, 2, true);
        const PointNextConfig base = scene({1, 2, 3, 2, 2}, 32, 1, false);
        const PointNextConfig large = scene({1, 3, 5, 3, 3}, 32, 1, false);
        const PointNextConfig extra = scene({1, 4, 7, 4, 4}, 64, 1, false);
        return std::vector<NamedConfig>{
            {"s3dis-s", small},
            {"s3dis-b", base},
            {"s3dis-l", large},
            {"s3dis-xl", extra},
            {"scannet-s", scannet(small, 3)},
            {"scannet-b", scannet(base, 1)},
            {"scannet-l", scannet(large, 1)},
            {"scannet-xl", scannet(extra, 1)},
            {"scanobjectnn-s", object(32, 4, 15)},
            {"modelnet40-s", object(32, 3, 40)},
            {"modelnet40-s-c64", object(64, 3, 40)},
            {"shapenetpart-s", parts(32)},
            {"shapenetpart-s-c64", parts(64)},
            {"shapenetpart-s-c160", parts(160)},
        };
    }();
    return configs;
}

const PointNextConfig* namedConfig(std::string_view name)
{
    for (const auto& each : namedConfigs())
        if (name == each.name)
            return &each.config;
    return nullptr;
}

std::string FoundNetwork::fileName(const std::string& name) const
{
    return prefix + (inModule ? "module." : "") + name;
}

Result<FoundNetwork> findNetwork(const Checkpoint& checkpoint, const std::string& file)
{
    FoundNetwork found;
    const auto there = [&] {
        // The first that is there, as the official loader takes it.
        for (const char* prefix : {"model.", "net.", "network.", "state_dict.", "base_model.", ""})
            for (const bool inModule : {false, true}) {
                found.prefix = prefix;
                found.inModule = inModule;
                if (checkpoint.find(found.fileName(stemKey)) != nullptr)
                    return true;
            }
        return false;
    };
    if (!there())
        return unfit(file, std::string("there is no tensor ") + stemKey);
    if (const std::string problem = Reader(checkpoint, found).read(found.config); !problem.empty())
        return unfit(file, problem);
    for (const auto& each : namedConfigs())
        if (sameShape(each.config, found.config)) {
            found.config.radius = each.config.radius;
            found.config.radiusScaling = each.config.radiusScaling;
            found.config.neighbors = each.config.neighbors;
            break;
        }
    readMetadata(checkpoint, file, found.config);
    return found;
}

} // namespace maquette::models::pointnext
