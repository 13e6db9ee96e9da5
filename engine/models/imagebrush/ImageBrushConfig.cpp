// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/imagebrush/ImageBrushConfig.h"

#include "base/Message.h"

#include <array>
#include <charconv>

namespace maquette::models::imagebrush {

namespace {

using base::Error;
using base::ErrorCode;

struct Size {
    const char* name;
    int ImageBrushConfig::*member;
    int minimum;
    int maximum;
    int multiple;
};

constexpr std::array<Size, 12> sizes = {{
    {"cell", &ImageBrushConfig::cell, 64, 256, 64},
    {"patch", &ImageBrushConfig::patch, 2, 16, 2},
    {"width", &ImageBrushConfig::width, 32, 1024, 32},
    {"coarse-width", &ImageBrushConfig::coarseWidth, 32, 2048, 32},
    {"visual-width", &ImageBrushConfig::visualWidth, 32, 1024, 32},
    {"prompt-width", &ImageBrushConfig::promptWidth, 32, 1024, 32},
    {"condition-width", &ImageBrushConfig::conditionWidth, 8, 2048, 1},
    {"prompt-layers", &ImageBrushConfig::promptLayers, 0, 24, 1},
    {"middle-blocks", &ImageBrushConfig::middleBlocks, 0, 24, 1},
    {"down-blocks", &ImageBrushConfig::downBlocks, 0, 24, 1},
    {"up-blocks", &ImageBrushConfig::upBlocks, 0, 24, 1},
    {"refiner-channels", &ImageBrushConfig::refinerChannels, 1, 256, 1},
}};

/// Tokens of a board above this would make its attention too large.
constexpr int maxTokensAlongCell = 32;

constexpr const char* family = "IBC";

Error unfit(const std::string& file, std::string detail)
{
    return {ErrorCode::ModelUnfit,
            {QT_TRANSLATE_NOOP("Engine", "%1 does not hold a compact ImageBrush network that this program can use."),
             {file}},
            std::move(detail)};
}

bool readFlag(const std::string& text, bool& value)
{
    if (text != "0" && text != "1" && text != "true" && text != "false")
        return false;
    value = text == "1" || text == "true";
    return true;
}

std::int64_t linear(std::int64_t inputs, std::int64_t outputs, bool bias = true)
{
    return inputs * outputs + (bias ? outputs : 0);
}

std::int64_t modulated(std::int64_t width, std::int64_t condition) { return 2 * width + linear(condition, 2 * width); }

std::int64_t mlp(std::int64_t width) { return linear(width, 2 * width) + linear(2 * width, width); }

std::int64_t localBlock(std::int64_t width, std::int64_t condition)
{
    return 10 * width + modulated(width, condition) + mlp(width);
}

std::int64_t attention(std::int64_t width, std::int64_t context, std::int64_t condition)
{
    return modulated(width, condition) + 2 * context + 2 * linear(width, width) + linear(context, 2 * width);
}

std::int64_t boardBlock(std::int64_t width, std::int64_t condition, std::int64_t prompt = 0)
{
    return attention(width, width, condition) + localBlock(width, condition)
        + (prompt > 0 ? attention(width, prompt, condition) : 0);
}

} // namespace

std::int64_t ImageBrushConfig::elementCount() const
{
    const std::int64_t area = static_cast<std::int64_t>(patch) * patch;
    const std::int64_t fine = static_cast<std::int64_t>(tokens()) * tokens();
    const std::int64_t merged = static_cast<std::int64_t>(coarseTokens()) * coarseTokens();
    const std::int64_t w = width;
    const std::int64_t cw = coarseWidth;
    const std::int64_t v = visualWidth;
    const std::int64_t p = promptWidth;
    const std::int64_t c = conditionWidth;
    const std::int64_t r = refinerChannels;
    const std::int64_t promptLayer = 4 * p + linear(p, 3 * p) + linear(p, p) + mlp(p);
    const std::int64_t prompt = linear(3 * area, v) + fine * v + boardBlock(v, c) + linear(4 * v, p)
        + linear(4 * v, p, false) + 3 * p + merged * p + 2 * p + linear(27, p) + linear(p, p)
        + promptLayers * promptLayer + 2 * p + (boxes ? linear(64, p) + linear(p, p) + 2 * p : 0);
    const std::int64_t vector = linear(64, c) + linear(c, c) + linear(p, c);
    const std::int64_t entry = linear((raw ? 9 : 6) * area, w) + linear((raw ? 16 : 10) * area, w, false) + fine * w
        + 4 * w + downBlocks * localBlock(w, c);
    const std::int64_t middle = linear(4 * w, cw) + merged * cw + 4 * cw + 2 * boardBlock(cw, c)
        + middleBlocks * boardBlock(cw, c, p) + linear(5 * cw, cw);
    const std::int64_t exit = linear(cw, 4 * w) + linear(5 * w, w) + upBlocks * boardBlock(w, c) + 2 * w
        + linear(w, 4 * area + 12 + bankSize());
    const std::int64_t refiner = (raw ? 21 : 18) * 9 * r + r + 9 * r * r + r + 27 * r + 3 + linear(c, 4 * r);
    return prompt + vector + entry + middle + exit + refiner;
}

base::Result<void> ImageBrushConfig::check() const
{
    const auto wrong = [](const char* name, int value) {
        return Error{
            ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine", "The size %1 of the network cannot be %2."), {name, std::to_string(value)}},
            {}};
    };
    for (const Size& size : sizes) {
        const int value = this->*size.member;
        if (value < size.minimum || value > size.maximum || value % size.multiple != 0)
            return wrong(size.name, value);
    }
    if (cell % (2 * patch) != 0 || tokens() > maxTokensAlongCell)
        return wrong("patch", patch);
    return {};
}

base::Result<ImageBrushConfig> ImageBrushConfig::fromMetadata(const std::map<std::string, std::string>& metadata,
                                                              const std::string& file)
{
    ImageBrushConfig config;
    const auto variant = metadata.find("variant");
    if (variant == metadata.end() || variant->second.rfind(family, 0) != 0 || variant->second.size() > 64)
        return unfit(file, "no variant of ImageBrush in the metadata");
    config.variant = variant->second;
    for (const Size& size : sizes) {
        const auto found = metadata.find(size.name);
        if (found == metadata.end())
            continue;
        const std::string& text = found->second;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), config.*size.member);
        if (problem != std::errc() || end != text.data() + text.size())
            return unfit(file, std::string(size.name) + " is not a number");
    }
    for (const auto& [name, member] :
         {std::pair{"boxes", &ImageBrushConfig::boxes}, std::pair{"raw", &ImageBrushConfig::raw}}) {
        const auto found = metadata.find(name);
        if (found != metadata.end() && !readFlag(found->second, config.*member))
            return unfit(file, std::string(name) + " is neither 0 nor 1");
    }
    if (const auto checked = config.check(); !checked.ok())
        return unfit(file, checked.error().english());
    return config;
}

std::map<std::string, std::string> ImageBrushConfig::toMetadata() const
{
    std::map<std::string, std::string> metadata = {{"format", "pt"}, {"variant", variant}};
    for (const Size& size : sizes)
        metadata[size.name] = std::to_string(this->*size.member);
    metadata["boxes"] = std::to_string(static_cast<int>(boxes));
    metadata["raw"] = std::to_string(static_cast<int>(raw));
    return metadata;
}

} // namespace maquette::models::imagebrush
