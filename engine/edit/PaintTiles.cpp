// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/PaintTiles.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace maquette::edit {

using imaging::Image;

namespace {

std::vector<int> starts(int length, int size, int stride)
{
    std::vector<int> all;
    for (int start = 0; start + size < length; start += stride)
        all.push_back(start);
    all.push_back(length - size);
    return all;
}

double meanDifference(const Image& a, const Image& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.data.size(); ++i)
        sum += std::abs(a.data[i] - b.data[i]);
    return sum / static_cast<double>(a.data.size());
}

} // namespace

std::vector<TilePlace> tilePlaces(int width, int height, int size, int stride)
{
    assert(width >= size && height >= size);
    std::vector<TilePlace> places;
    for (const int y : starts(height, size, stride))
        for (const int x : starts(width, size, stride))
            places.push_back({x, y});
    return places;
}

Image crop(const Image& image, TilePlace place, int size)
{
    Image tile(size, size);
    for (int channel = 0; channel < 3; ++channel)
        for (int y = 0; y < size; ++y)
            std::copy_n(image.row(channel, place.y + y) + place.x, size, tile.row(channel, y));
    return tile;
}

Image atLeast(const Image& image, int size)
{
    if (image.width >= size && image.height >= size)
        return image;
    Image out(std::max(image.width, size), std::max(image.height, size));
    const auto mirrored = [](int i, int length) {
        const int period = 2 * length;
        const int place = i % period;
        return place < length ? place : period - 1 - place;
    };
    for (int channel = 0; channel < 3; ++channel)
        for (int y = 0; y < out.height; ++y)
            for (int x = 0; x < out.width; ++x)
                out.at(channel, x, y) = image.at(channel, mirrored(x, image.width), mirrored(y, image.height));
    return out;
}

float TileLook::distance(const TileLook& other) const
{
    float sum = 0;
    for (int i = 0; i < 6; ++i)
        sum += (values[i] - other.values[i]) * (values[i] - other.values[i]);
    return sum;
}

TileLook lookOf(const Image& tile)
{
    TileLook look;
    const double count = static_cast<double>(tile.area());
    for (int channel = 0; channel < 3; ++channel) {
        double sum = 0;
        double squares = 0;
        const float* plane = tile.plane(channel);
        for (std::size_t i = 0; i < tile.area(); ++i) {
            sum += plane[i];
            squares += static_cast<double>(plane[i]) * plane[i];
        }
        const double mean = sum / count;
        look.values[channel] = static_cast<float>(mean);
        look.values[3 + channel] = static_cast<float>(std::sqrt(std::max(0.0, squares / count - mean * mean)));
    }
    return look;
}

std::vector<TilePlace> informativeTiles(const Image& before, const Image& after, int size, int stride, int count)
{
    const auto places = tilePlaces(before.width, before.height, size, stride);
    std::vector<TileLook> looks(places.size());
    std::vector<double> score(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Image tile = crop(before, places[i], size);
        looks[i] = lookOf(tile);
        score[i] = (looks[i].values[3] + looks[i].values[4] + looks[i].values[5]) / 3
            + meanDifference(tile, crop(after, places[i], size));
    }
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return score[a] > score[b]; });
    order.resize(std::min<std::size_t>(order.size(), static_cast<std::size_t>(4 * count)));

    std::vector<std::size_t> chosen{order.front()};
    while (chosen.size() < std::min<std::size_t>(order.size(), static_cast<std::size_t>(count))) {
        std::size_t farthest = order.front();
        float best = -1;
        for (const std::size_t candidate : order) {
            float nearest = std::numeric_limits<float>::max();
            for (const std::size_t other : chosen)
                nearest = std::min(nearest, looks[candidate].distance(looks[other]));
            if (nearest > best) {
                best = nearest;
                farthest = candidate;
            }
        }
        chosen.push_back(farthest);
    }
    std::vector<TilePlace> result;
    for (const std::size_t i : chosen)
        result.push_back(places[i]);
    return result;
}

TileBlend::TileBlend(int width, int height, int size)
    : m_sum(width, height)
    , m_weight(static_cast<std::size_t>(width) * height)
    , m_window(static_cast<std::size_t>(size) * size)
    , m_size(size)
{
    // sin² falls to almost nothing at the edges of a tile; the small constant keeps the picture's own border covered.
    const auto edge = [size](int i) {
        const double s = std::sin((i + 0.5) / size * std::numbers::pi);
        return static_cast<float>(s * s + 1e-3);
    };
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x)
            m_window[static_cast<std::size_t>(y) * size + x] = edge(y) * edge(x);
}

void TileBlend::add(TilePlace place, const float* planes)
{
    for (int y = 0; y < m_size; ++y) {
        const float* window = m_window.data() + static_cast<std::size_t>(y) * m_size;
        float* weight = m_weight.data() + static_cast<std::size_t>(place.y + y) * m_sum.width + place.x;
        for (int x = 0; x < m_size; ++x)
            weight[x] += window[x];
        for (int channel = 0; channel < 3; ++channel) {
            const float* from = planes + (static_cast<std::size_t>(channel) * m_size + y) * m_size;
            float* to = m_sum.row(channel, place.y + y) + place.x;
            for (int x = 0; x < m_size; ++x)
                to[x] += window[x] * from[x];
        }
    }
}

Image TileBlend::result(const Image* fallback) const
{
    Image out = m_sum;
    for (int channel = 0; channel < 3; ++channel) {
        float* plane = out.plane(channel);
        for (std::size_t i = 0; i < out.area(); ++i)
            plane[i] = m_weight[i] > 0 || !fallback ? plane[i] / m_weight[i] : fallback->plane(channel)[i];
    }
    return out;
}

} // namespace maquette::edit
