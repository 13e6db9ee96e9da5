// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Paint.h"

#include "edit/PaintTiles.h"
#include "imaging/Metrics.h"
#include "imaging/Resize.h"
#include "models/imagebrush/FilterBank.h"
#include "models/imagebrush/ImageBrush.h"
#include "models/imagebrush/Sampler.h"
#include "nn/Runtime.h"
#include "nn/TensorBridge.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace maquette::edit {

namespace ib = models::imagebrush;
using base::Error;
using base::ErrorCode;
using base::Job;
using base::Result;
using imaging::Image;

namespace {

constexpr int demonstrations = 6; ///< crops of the example that tiles choose from
constexpr int tileBatch = 27; ///< tiles sampled at once
constexpr double compositeArea = 2.0e6; ///< pixels; larger pictures get the network's change enlarged from this
constexpr int scoringSide = 384; ///< pixels; a self score looks at a copy of the example no larger than this
constexpr int scoringTiles = 16;

Image reduced(const Image& image, double area)
{
    const double factor = std::sqrt(area / static_cast<double>(image.area()));
    if (factor >= 1)
        return image;
    return imaging::resize(image, std::max(1, static_cast<int>(std::lround(image.width * factor))),
                           std::max(1, static_cast<int>(std::lround(image.height * factor))), imaging::Filter::Box);
}

at::Tensor cellOf(const Image& image, int size)
{
    if (image.width == size && image.height == size)
        return nn::toTensor(image).clamp_(0, 1);
    const bool shrinks = image.width >= size && image.height >= size;
    const auto filter = shrinks ? imaging::Filter::Box : imaging::Filter::Bicubic;
    return nn::toTensor(imaging::resize(image, size, size, filter)).clamp_(0, 1);
}

Image mirrored(const Image& image)
{
    Image out(image.width, image.height);
    for (int channel = 0; channel < 3; ++channel)
        for (int y = 0; y < image.height; ++y)
            std::reverse_copy(image.row(channel, y), image.row(channel, y) + image.width, out.row(channel, y));
    return out;
}

at::Tensor enlarged(const at::Tensor& maps, std::int64_t height, std::int64_t width)
{
    if (maps.size(2) == height && maps.size(3) == width)
        return maps;
    return at::upsample_bilinear2d(maps, {height, width}, false);
}

at::Tensor boxTensor(const PaintBoard& board)
{
    auto boxes = at::zeros({1, 4, 4}, at::kFloat);
    auto access = boxes.accessor<float, 3>();
    const auto fill = [&](const std::vector<Box>& from, int first) {
        for (int i = 0; i < 2; ++i) {
            // An absent box is the whole cell, as in training.
            const Box box = i < static_cast<int>(from.size()) ? from[static_cast<std::size_t>(i)] : Box{};
            const double edges[4] = {box.left, box.top, box.right, box.bottom};
            for (int edge = 0; edge < 4; ++edge)
                access[0][first + i][edge] = static_cast<float>(edges[edge]);
        }
    };
    fill(board.beforeBoxes, 0);
    fill(board.afterBoxes, 2);
    return boxes;
}

at::Tensor stacked(const std::vector<Image>& tiles)
{
    std::vector<at::Tensor> all;
    all.reserve(tiles.size());
    for (const auto& tile : tiles)
        all.push_back(nn::toTensor(tile));
    return at::cat(all).clamp_(0, 1);
}

} // namespace

class Painter::Private {
public:
    std::shared_ptr<ib::ImageBrush> network;
    at::Device device = at::kCPU;
    std::string name;

    [[nodiscard]] int cell() const { return network->config().cell; }

    [[nodiscard]] ib::Prepared prepare(const at::Tensor& before, const at::Tensor& after, const at::Tensor& image,
                                       const at::Tensor& rawBefore, const at::Tensor& rawImage, double residual) const
    {
        auto prepared = network->config().raw ? network->prepare(before.to(device), after.to(device), image.to(device),
                                                                 rawBefore.to(device), rawImage.to(device))
                                              : network->prepare(before.to(device), after.to(device), image.to(device));
        ib::raiseDoubt(prepared, at::full({prepared.boards()}, residual));
        return prepared;
    }

    [[nodiscard]] static ib::SampleOptions sampling(const PaintOptions& options)
    {
        ib::SampleOptions sampling;
        sampling.steps = options.steps;
        sampling.seed = options.seed;
        sampling.guidance = options.guidance;
        sampling.withoutPrompt = !options.withPrompt;
        return sampling;
    }

    /// The network on `before` -> `after` as whole pictures, asked about `image` (and its raw form).
    Result<Painted> whole(const PaintBoard& board, const PaintOptions& options, const Job& job);
    [[nodiscard]] Image composite(const ib::Prepared& prepared, const ib::Sample& sample, const Image& image,
                                  const Image& rawImage) const;
    /// The network on tiles: example crops and queries of one cell, in pairs.
    struct TileSet {
        std::vector<Image> before, after, image, rawBefore, rawImage;
        double residual = 0; ///< expected on `image`
    };
    Result<at::Tensor> tiles(const TileSet& set, const PaintOptions& options, const Job& job, int& stepsDone) const;
};

Painter::Painter()
    : m_private(std::make_unique<Private>())
{
}

Painter::~Painter() = default;

Result<std::shared_ptr<Painter>> Painter::load(const std::filesystem::path& weights, const std::string& device)
{
    nn::startRuntime();
    auto chosen = nn::chooseDevice(device);
    if (!chosen.ok())
        return chosen.error();
    auto loaded = ib::loadBrush(weights);
    if (!loaded.ok())
        return loaded.error();
    std::shared_ptr<Painter> painter(new Painter);
    Private& self = *painter->m_private;
    self.network = loaded.value().network;
    self.device = nn::torchDevice(chosen.value());
    try {
        self.network->to(self.device);
    } catch (const c10::Error& exception) {
        return Error{ErrorCode::Device,
                     {QT_TRANSLATE_NOOP("Engine", "The network does not fit on %1."), {chosen.value().name()}},
                     exception.what_without_backtrace()};
    }
    const double millions = static_cast<double>(self.network->config().elementCount()) / 1e6;
    self.name = self.network->config().variant + ", " + base::number(millions, 1) + " M parameters";
    return painter;
}

const std::string& Painter::name() const { return m_private->name; }
int Painter::cell() const { return m_private->cell(); }

Image Painter::Private::composite(const ib::Prepared& prepared, const ib::Sample& sample, const Image& image,
                                  const Image& rawImage) const
{
    const auto full = nn::toTensor(image).to(device);
    const auto height = full.size(2);
    const auto width = full.size(3);
    const auto candidates = ib::applyColors(prepared.fit, full);
    const auto picked = ib::pickedColors(candidates, prepared.fit.pick);
    if (!sample.details.base.defined() || sample.exact.item<bool>())
        return nn::toImage(picked.clamp(0, 1).cpu());

    const ib::Details& details = sample.details;
    const double scale = std::max(1.0, std::sqrt(static_cast<double>(image.area())) / cell());
    std::vector<at::Tensor> bank{candidates.colors, ib::filterBank(full, scale)};
    if (network->config().raw)
        bank.push_back(nn::toTensor(rawImage).to(device).unsqueeze(1));
    auto mix = at::zeros_like(full);
    std::int64_t place = 0;
    for (const auto& group : bank)
        for (std::int64_t i = 0; i < group.size(1); ++i, ++place)
            mix.addcmul_(enlarged(details.weights.narrow(1, place, 1), height, width), group.select(1, i));
    const auto map = enlarged(details.map.flatten(1, 2), height, width).view({1, 3, 4, height, width});
    auto base = mix + (map.narrow(2, 0, 3) * mix.unsqueeze(1)).sum(2) + map.select(2, 3);
    const auto gate = enlarged(details.gate, height, width);
    const double trust = prepared.trust.item<double>();
    // What filters and maps cannot say is only known at the cell's size: it is enlarged and added.
    const auto remainder = sample.unclamped - (1 - trust) * prepared.priorImage - trust * details.gate * details.base;
    const auto smooth = remainder.size(2) == height && remainder.size(3) == width
        ? remainder
        : at::upsample_bicubic2d(remainder, {height, width}, false);
    const auto out = (1 - trust) * picked + trust * gate * base + smooth;
    return nn::toImage(out.clamp(0, 1).cpu());
}

Result<Painted> Painter::Private::whole(const PaintBoard& board, const PaintOptions& options, const Job& job)
{
    const c10::InferenceMode inference;
    const int size = cell();
    const auto prepared = prepare(cellOf(board.before, size), cellOf(board.after, size), cellOf(board.image, size),
                                  cellOf(board.rawBefore, size), cellOf(board.rawImage, size), board.imageResidual);
    ib::SampleOptions sampling = Private::sampling(options);
    if (options.withBoxes && network->config().boxes)
        sampling.boxes = boxTensor(board).to(device);
    const auto onStep = [&](int, const at::Tensor& estimate) {
        if (options.preview)
            options.preview(nn::toImage(estimate.cpu()));
    };
    const auto sampled = ib::sample(*network, prepared, sampling, job, onStep);
    if (!sampled.ok())
        return sampled.error();
    const Image small = reduced(board.image, compositeArea);
    const bool sameSize = small.sameSize(board.image);
    const Image smallRaw
        = sameSize ? Image() : imaging::resize(board.rawImage, small.width, small.height, imaging::Filter::Box);
    Image out = composite(prepared, sampled.value(), small, sameSize ? board.rawImage : smallRaw);
    if (!sameSize) {
        for (std::size_t i = 0; i < out.data.size(); ++i)
            out.data[i] -= small.data[i];
        Image change = imaging::resize(out, board.image.width, board.image.height, imaging::Filter::Bilinear);
        for (std::size_t i = 0; i < change.data.size(); ++i)
            change.data[i] = std::clamp(change.data[i] + board.image.data[i], 0.0F, 1.0F);
        out = std::move(change);
    }
    return Painted{std::move(out), sampled.value().stepsDone};
}

Result<at::Tensor> Painter::Private::tiles(const TileSet& set, const PaintOptions& options, const Job& job,
                                           int& stepsDone) const
{
    const c10::InferenceMode inference;
    const bool raw = network->config().raw;
    const auto prepared = prepare(stacked(set.before), stacked(set.after), stacked(set.image),
                                  raw ? stacked(set.rawBefore) : at::Tensor(),
                                  raw ? stacked(set.rawImage) : at::Tensor(), set.residual);
    auto sampled = ib::sample(*network, prepared, sampling(options), job);
    if (!sampled.ok())
        return sampled.error();
    stepsDone = std::max(stepsDone, sampled.value().stepsDone);
    return sampled.value().picture.cpu().contiguous();
}

Result<Painted> Painter::global(const PaintBoard& board, const PaintOptions& options, const Job& job)
{
    return m_private->whole(board, options, job);
}

Result<Painted> Painter::tiled(const PaintBoard& board, const PaintOptions& options, const Job& job)
{
    const int size = cell();
    const int stride = size * 3 / 4;
    const Image before = atLeast(board.before, size);
    const Image after = atLeast(board.after, size);
    const Image rawBefore = atLeast(board.rawBefore, size);
    const Image image = atLeast(board.image, size);
    const Image rawImage = atLeast(board.rawImage, size);

    const auto examples = informativeTiles(before, after, size, stride, demonstrations);
    std::vector<Image> exampleBefore, exampleAfter, exampleRaw;
    std::vector<TileLook> looks;
    for (const auto place : examples) {
        exampleBefore.push_back(crop(before, place, size));
        exampleAfter.push_back(crop(after, place, size));
        exampleRaw.push_back(crop(rawBefore, place, size));
        looks.push_back(lookOf(exampleBefore.back()));
    }
    const auto nearest = [&](const Image& tile) {
        const TileLook look = lookOf(tile);
        const auto closer = [&](const TileLook& a, const TileLook& b) { return look.distance(a) < look.distance(b); };
        return static_cast<std::size_t>(std::min_element(looks.begin(), looks.end(), closer) - looks.begin());
    };

    const auto places = tilePlaces(image.width, image.height, size, stride);
    TileBlend blend(image.width, image.height, size);
    int stepsDone = 0;
    auto shown = std::chrono::steady_clock::now();
    for (std::size_t begin = 0; begin < places.size(); begin += tileBatch) {
        const std::size_t end = std::min(places.size(), begin + tileBatch);
        Private::TileSet set;
        set.residual = board.imageResidual;
        for (std::size_t i = begin; i < end; ++i) {
            set.image.push_back(crop(image, places[i], size));
            set.rawImage.push_back(crop(rawImage, places[i], size));
            const std::size_t example = nearest(set.image.back());
            set.before.push_back(exampleBefore[example]);
            set.after.push_back(exampleAfter[example]);
            set.rawBefore.push_back(exampleRaw[example]);
        }
        auto pictures = m_private->tiles(set, options, job, stepsDone);
        if (!pictures.ok())
            return pictures.error();
        const float* planes = pictures.value().const_data_ptr<float>();
        for (std::size_t i = begin; i < end; ++i)
            blend.add(places[i], planes + (i - begin) * 3 * static_cast<std::size_t>(size) * size);
        job.report(static_cast<double>(end) / static_cast<double>(places.size()),
                   {QT_TRANSLATE_NOOP("Engine", "Painting tiles"), {}});
        const auto now = std::chrono::steady_clock::now();
        if (options.preview && now - shown > std::chrono::milliseconds(250) && image.area() < compositeArea * 2) {
            shown = now;
            options.preview(blend.result(&image));
        }
    }
    Image out = blend.result();
    if (!out.sameSize(board.image)) {
        Image cut(board.image.width, board.image.height);
        for (int channel = 0; channel < 3; ++channel)
            for (int y = 0; y < cut.height; ++y)
                std::copy_n(out.row(channel, y), cut.width, cut.row(channel, y));
        out = std::move(cut);
    }
    return Painted{std::move(out), stepsDone};
}

Result<double> Painter::globalGain(const PaintBoard& board, const PaintOptions& options, const Job& job)
{
    const double side = scoringSide;
    const Image before = reduced(board.before, side * side);
    const auto like = [&](const Image& image) {
        return image.sameSize(before) ? image
                                      : imaging::resize(image, before.width, before.height, imaging::Filter::Box);
    };
    const Image after = like(board.after);
    const Image rawBefore = like(board.rawBefore);
    const Image query = mirrored(before);
    const Image truth = mirrored(after);
    PaintOptions quiet = options;
    quiet.preview = {};
    const auto painted = m_private->whole({before, after, query, rawBefore, mirrored(rawBefore), board.beforeBoxes,
                                           board.afterBoxes, board.beforeResidual, board.beforeResidual},
                                          quiet, job);
    if (!painted.ok())
        return painted.error();
    return imaging::psnr(painted.value().image, truth) - imaging::psnr(query, truth);
}

Result<double> Painter::tiledGain(const PaintBoard& board, const PaintOptions& options, const Job& job)
{
    const int size = cell();
    const Image before = atLeast(board.before, size);
    const Image after = atLeast(board.after, size);
    const Image rawBefore = atLeast(board.rawBefore, size);
    const auto all = tilePlaces(before.width, before.height, size, size);
    const auto examples = informativeTiles(before, after, size, size * 3 / 4, demonstrations);
    Private::TileSet set;
    set.residual = board.beforeResidual;
    double squares = 0;
    std::vector<Image> truths;
    const std::size_t count = std::min<std::size_t>(all.size(), scoringTiles);
    for (std::size_t i = 0; i < count; ++i) {
        const TilePlace place = all[i * all.size() / count];
        const Image query = crop(before, place, size);
        const TileLook look = lookOf(query);
        const auto nearest = std::min_element(examples.begin(), examples.end(), [&](TilePlace a, TilePlace b) {
            return look.distance(lookOf(crop(before, a, size))) < look.distance(lookOf(crop(before, b, size)));
        });
        set.before.push_back(crop(before, *nearest, size));
        set.after.push_back(crop(after, *nearest, size));
        set.rawBefore.push_back(crop(rawBefore, *nearest, size));
        set.image.push_back(mirrored(query));
        set.rawImage.push_back(mirrored(crop(rawBefore, place, size)));
        truths.push_back(mirrored(crop(after, place, size)));
        for (std::size_t k = 0; k < query.data.size(); ++k) {
            const double difference = set.image.back().data[k] - truths.back().data[k];
            squares += difference * difference;
        }
    }
    int stepsDone = 0;
    auto pictures = m_private->tiles(set, options, job, stepsDone);
    if (!pictures.ok())
        return pictures.error();
    const float* planes = pictures.value().const_data_ptr<float>();
    double painted = 0;
    for (const auto& truth : truths)
        for (const float value : truth.data) {
            const double difference = *planes++ - value;
            painted += difference * difference;
        }
    // 50 dB is where scores end everywhere, so a gain beyond it does not count.
    const double samples = static_cast<double>(truths.size() * truths.front().data.size());
    const auto decibels = [&](double sum) { return std::min(50.0, -10 * std::log10(std::max(sum / samples, 1e-9))); };
    return decibels(painted) - decibels(squares);
}

} // namespace maquette::edit
