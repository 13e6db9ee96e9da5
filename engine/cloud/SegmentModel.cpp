// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/SegmentModel.h"

#include "models/pointnext/PointNextInference.h"
#include "nn/Runtime.h"
#include "tensorio/Checkpoint.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>
#include <optional>

namespace maquette::cloud {

namespace pn = models::pointnext;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

class LoadedModel : public SegmentModel {
public:
    LoadedModel(pn::PointNext& network, base::Device device, std::map<std::string, std::string> metadata)
        : m_device(device)
        , m_parameters(network.parameterCount())
        , m_metadata(std::move(metadata))
        , m_inference(network, nn::torchDevice(device))
    {
    }

    const pn::PointNextConfig& config() const override { return m_inference.config(); }
    std::int64_t parameterCount() const override { return m_parameters; }
    std::string deviceName() const override { return m_device.name(); }
    std::string metadata(const std::string& key) const override
    {
        const auto found = m_metadata.find(key);
        return found == m_metadata.end() ? std::string() : found->second;
    }
    std::int64_t peakBytes(std::int64_t points) const override
    {
        return pn::PointNextInference::peakBytes(config(), std::max(points, pn::fewestPoints(config())));
    }

    Result<std::vector<float>> run(const NetworkInput& input, int object, bool alone,
                                   const base::Job& job) const override
    {
        try {
            nn::startRuntime();
            std::optional<nn::OneThread> one;
            if (alone)
                one.emplace();
            return forward(input, object, job);
        } catch (const c10::Error& error) {
            return Error{ErrorCode::Device,
                         {QT_TRANSLATE_NOOP("Engine", "The network failed on %1."), {m_device.name()}},
                         error.what_without_backtrace()};
        }
    }

private:
    Result<std::vector<float>> forward(const NetworkInput& input, int object, const base::Job& job) const
    {
        const at::NoGradGuard guard;
        const auto points = static_cast<std::int64_t>(input.positions.size() / 3);
        const std::int64_t fewest = pn::fewestPoints(config());
        const auto tensor = [&](const std::vector<float>& values, std::int64_t channels) {
            at::Tensor copy = at::empty({1, std::max(points, fewest), channels});
            for (std::int64_t i = 0; i < copy.size(1); ++i)
                std::copy_n(values.data() + i % points * channels, channels, copy.data_ptr<float>() + i * channels);
            return copy.to(nn::torchDevice(m_device));
        };
        const auto stopped = [&] { return job.stopped(); };
        const auto geometry = pn::makeGeometry(config(), tensor(input.positions, 3), stopped);
        if (job.stopped())
            return base::stoppedError();
        const at::Tensor kind = at::full({1}, object, at::kLong).to(nn::torchDevice(m_device));
        const at::Tensor logits = m_inference.run(geometry, tensor(input.features, config().inChannels), kind, stopped);
        if (!logits.defined())
            return base::stoppedError();
        const at::Tensor own = (config().task == pn::Task::Classification ? logits : logits.narrow(1, 0, points))
                                   .to(at::kCPU)
                                   .contiguous();
        return std::vector<float>(own.const_data_ptr<float>(), own.const_data_ptr<float>() + own.numel());
    }

    base::Device m_device;
    std::int64_t m_parameters;
    std::map<std::string, std::string> m_metadata;
    pn::PointNextInference m_inference;
};

} // namespace

Result<std::shared_ptr<const SegmentModel>> SegmentModel::load(const std::filesystem::path& file,
                                                               const std::string& device, double radius)
{
    try {
        const auto chosen = nn::chooseDevice(device);
        if (!chosen.ok())
            return chosen.error();
        auto network = pn::loadPointNext(file, radius);
        if (!network.ok())
            return network.error();
        const auto checkpoint = tensorio::Checkpoint::open(file);
        return std::shared_ptr<const SegmentModel>(std::make_shared<LoadedModel>(
            *network.value(), chosen.value(),
            checkpoint.ok() ? checkpoint.value()->metadata() : std::map<std::string, std::string>{}));
    } catch (const c10::Error& error) {
        return Error{ErrorCode::ModelUnfit,
                     {QT_TRANSLATE_NOOP("Engine", "The weights %1 could not be used."), {file.string()}},
                     error.what_without_backtrace()};
    }
}

} // namespace maquette::cloud
