// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/MsAmpCheckpoint.h"

#include "nn/TensorBridge.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <charconv>

namespace maquette::train::fp8 {

namespace {

constexpr std::string_view payloadKey = "value";

/// "a.b" + "c"; the file's root has an empty name.
std::string joined(const std::string& tensor, const std::string& key)
{
    return tensor.empty() ? key : tensor + "." + key;
}

/// The name under which the parts of an entry stand: that of a file's only tensor is empty there.
std::string stem(const std::string& name) { return name == "tensor" ? "" : name; }

std::optional<QType> qtypeOf(tensorio::DType type)
{
    switch (type) {
    case tensorio::DType::F32:
        return QType::Float32;
    case tensorio::DType::F16:
        return QType::Float16;
    case tensorio::DType::BF16:
        return QType::BFloat16;
    // The only FP8 that MS-AMP stores in files; a note says otherwise where it is.
    case tensorio::DType::U8:
        return QType::E4M3;
    default:
        return std::nullopt;
    }
}

} // namespace

base::Error MsAmpCheckpoint::damaged(const std::string& name, std::string detail) const
{
    return {base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "The scaled tensor %1 in %2 cannot be read. Save the checkpoint again."),
             {name, m_path.string()}},
            std::move(detail)};
}

base::Result<MsAmpCheckpoint> MsAmpCheckpoint::open(const std::filesystem::path& path)
{
    auto file = tensorio::Checkpoint::open(path);
    if (!file.ok())
        return file.error();
    MsAmpCheckpoint checkpoint(std::move(file).value());
    checkpoint.m_path = path;
    const auto& notes = checkpoint.m_file->metadata();
    const auto hasScale = [&](const std::string& tensor) {
        const std::string key = joined(tensor, "meta.scale_inv");
        return checkpoint.m_file->find(key) != nullptr || notes.count(key) > 0;
    };
    // Of "x.value" with a scale beside, the rest of the object "x.…" is not listed.
    std::vector<std::string> objects;
    for (const auto& info : checkpoint.m_file->tensors()) {
        const bool root = info.name == payloadKey;
        const bool ends = root || info.name.ends_with(".value");
        const std::string tensor = !ends || root ? "" : info.name.substr(0, info.name.size() - payloadKey.size() - 1);
        if (ends && hasScale(tensor)) {
            Entry entry{tensor.empty() ? "tensor" : tensor, info.shape, true, QType::Float32};
            const auto told = notes.find(joined(tensor, "meta.qtype.name"));
            const auto type = told != notes.end() ? qtypeFromName(told->second) : qtypeOf(info.type);
            if (!type)
                return checkpoint.damaged(entry.name, "an unknown format");
            if (nn::scalarType(info.type) != storageType(*type))
                return checkpoint.damaged(entry.name,
                                          "a payload of " + std::string(tensorio::name(info.type)) + " for "
                                              + std::string(fp8::name(*type)));
            entry.type = *type;
            checkpoint.m_entries.push_back(std::move(entry));
            objects.push_back(tensor);
        } else
            checkpoint.m_entries.push_back({info.name, info.shape, false, QType::Float32});
    }
    std::sort(objects.begin(), objects.end());
    std::erase_if(checkpoint.m_entries, [&](const Entry& entry) {
        if (entry.scaled)
            return false;
        // Every dot ends a name that may be an object's.
        if (std::binary_search(objects.begin(), objects.end(), std::string()))
            return true;
        for (std::size_t dot = entry.name.find('.'); dot != std::string::npos; dot = entry.name.find('.', dot + 1))
            if (std::binary_search(objects.begin(), objects.end(), entry.name.substr(0, dot)))
                return true;
        return false;
    });
    return checkpoint;
}

const MsAmpCheckpoint::Entry* MsAmpCheckpoint::find(const std::string& name) const
{
    const auto found
        = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) { return entry.name == name; });
    return found == m_entries.end() ? nullptr : &*found;
}

base::Result<at::Tensor> MsAmpCheckpoint::read(const std::string& name) const
{
    auto data = m_file->load(name);
    if (!data.ok())
        return data.error();
    return nn::toTensor(data.value());
}

base::Result<float> MsAmpCheckpoint::number(const std::string& tensor, const std::string& key) const
{
    const std::string name = joined(stem(tensor), key);
    if (m_file->find(name) != nullptr) {
        auto value = read(name);
        if (!value.ok())
            return value.error();
        if (value.value().numel() != 1 || !value.value().is_floating_point())
            return damaged(tensor, key + " is not one number");
        return value.value().item<float>();
    }
    // Some are plain numbers of Python.
    const auto note = m_file->metadata().find(name);
    if (note == m_file->metadata().end())
        return damaged(tensor, "no " + key);
    float value = 0;
    const auto [end, error] = std::from_chars(note->second.data(), note->second.data() + note->second.size(), value);
    if (error != std::errc() || end != note->second.data() + note->second.size())
        return damaged(tensor, key + " is not a number");
    return value;
}

base::Result<ScalingTensor> MsAmpCheckpoint::loadScaled(const std::string& name) const
{
    const Entry* entry = find(name);
    if (entry == nullptr || !entry->scaled)
        return damaged(name, entry == nullptr ? "there is no such tensor" : "it has no scale");
    auto payload = read(joined(stem(name), std::string(payloadKey)));
    if (!payload.ok())
        return payload.error();
    const auto scaleInverse = number(name, "meta.scale_inv");
    if (!scaleInverse.ok())
        return scaleInverse.error();
    auto meta = std::make_shared<ScalingMeta>(entry->type);
    meta->scaleInverse.fill_(scaleInverse.value());
    // Only scale_inv decodes; the rest is taken where it is there.
    if (const auto scale = number(name, "meta.scale"); scale.ok())
        meta->scale.fill_(scale.value());
    const std::string amax = joined(stem(name), "meta.amax");
    if (m_file->find(amax) != nullptr) {
        auto window = read(amax);
        if (!window.ok())
            return window.error();
        if (window.value().numel() == 0 || !window.value().is_floating_point())
            return damaged(name, "meta.amax is no window");
        meta->amax.copy_(window.value().flatten().slice(0, 0, 1));
    }
    return ScalingTensor(std::move(payload).value(), std::move(meta));
}

base::Result<at::Tensor> MsAmpCheckpoint::load(const std::string& name) const
{
    const Entry* entry = find(name);
    if (entry == nullptr)
        return damaged(name, "there is no such tensor");
    if (!entry->scaled)
        return read(name);
    const auto scaled = loadScaled(name);
    if (!scaled.ok())
        return scaled.error();
    return scaled.value().decode();
}

} // namespace maquette::train::fp8
