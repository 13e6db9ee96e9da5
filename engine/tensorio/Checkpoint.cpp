// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/Checkpoint.h"

#include "base/File.h"
#include "tensorio/TensorTable.h"
#include "tensorio/Zip.h"

#include <algorithm>
#include <array>
#include <new>
#include <stdexcept>

namespace maquette::tensorio {

namespace {

using Bytes = std::span<const std::uint8_t>;
using Opened = base::Result<std::shared_ptr<const Checkpoint>>;

bool startsWith(Bytes bytes, std::string_view text, std::size_t at = 0)
{
    return bytes.size() >= at + text.size()
        && std::equal(text.begin(), text.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                      [](char c, std::uint8_t byte) { return static_cast<std::uint8_t>(c) == byte; });
}

/// A length that safetensors allows and a JSON object where its header starts. No other format has both, but such a
/// file may start with the bytes of a pickle or a ZIP (a length of 640 is 80 02), so this is asked first.
bool isSafetensors(Bytes bytes)
{
    return bytes.size() >= 9 && littleEndian(bytes, 0, 8) <= 100'000'000 && startsWith(bytes, "{", 8);
}

/// One of both, so that a damaged header is called by its name.
bool resemblesSafetensors(Bytes bytes)
{
    return bytes.size() >= 8 && (littleEndian(bytes, 0, 8) <= 100'000'000 || startsWith(bytes, "{", 8));
}

/// Pickles of protocol 2 and up name their protocol first.
bool looksLikePickle(Bytes bytes) { return bytes.size() >= 2 && bytes[0] == 0x80 && bytes[1] >= 2 && bytes[1] <= 5; }

/// A familiar format that is not read here; the person learns what the file is.
base::Error unknownFormat(const Source& source)
{
    struct Familiar {
        std::string_view start;
        std::size_t at;
        const char* name;
    };
    static constexpr std::array<Familiar, 10> familiar = {{
        {"version https://git-lfs", 0, "a Git LFS pointer; fetch the file it stands for"},
        {"ustar", 257, "a tar archive (torch files of before 2017 are such); save it again with a newer PyTorch"},
        {"GGUF", 0, "GGUF"},
        {"\x89HDF", 0, "HDF5"},
        {"<!DOCTYPE", 0, "a web page"},
        {"<html", 0, "a web page"},
        {"\x89PNG", 0, "a PNG picture"},
        {"\xFF\xD8\xFF", 0, "a JPEG picture"},
        {"\x1F\x8B", 0, "gzip; unpack it first"},
        {"7z\xBC\xAF", 0, "a 7z archive; unpack it first"},
    }};
    for (const auto& format : familiar) {
        if (startsWith(source.bytes, format.start, format.at))
            return {base::ErrorCode::BadInput,
                    {QT_TRANSLATE_NOOP("Engine", "%1 holds no tensors that are read here: it is %2."),
                     {source.name, format.name}},
                    {}};
    }
    return {base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 is no file of tensors. Known are safetensors, PyTorch, NPY and NPZ."),
             {source.name}},
            "byte 0: no known start of a file"};
}

Opened openZip(const Source& source)
{
    const auto zip = ZipReader::open(source.bytes, source.name, source.owner, ZipReader::Methods::StoredOrDeflated);
    if (!zip.ok())
        return zip.error();
    const auto& entries = zip.value().entries();
    const auto endsWith = [&](std::string_view ending) {
        return std::any_of(entries.begin(), entries.end(),
                           [&](const ZipEntry& entry) { return std::string_view(entry.name).ends_with(ending); });
    };
    if (endsWith("/data.pkl"))
        return openTorchZip(source);
    if (entries.empty() || endsWith(".npy"))
        return openNpz(source);
    return base::Error{base::ErrorCode::BadInput,
                       {QT_TRANSLATE_NOOP("Engine",
                                          "%1 is an archive without tensors: no data.pkl of PyTorch and no "
                                          ".npy of NumPy is in it."),
                        {source.name}},
                       {}};
}

Opened openKnown(const Source& source)
{
    const Bytes bytes = source.bytes;
    if (bytes.empty())
        return base::Error{
            base::ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "%1 is empty."), {source.name}}, "byte 0"};
    if (isSafetensors(bytes))
        return openSafetensors(source);
    if (startsWith(bytes, "\x93NUMPY"))
        return openNpy(source);
    if (startsWith(bytes, "PK\x03\x04") || startsWith(bytes, "PK\x05\x06"))
        return openZip(source);
    if (looksLikePickle(bytes))
        return openLegacyTorch(source);
    if (resemblesSafetensors(bytes))
        return openSafetensors(source);
    return unknownFormat(source);
}

} // namespace

Opened openBytes(const Source& source)
{
    try {
        return openKnown(source);
    } catch (const std::bad_alloc&) {
    } catch (const std::length_error&) {
    }
    return base::Error{
        base::ErrorCode::BadInput,
        {QT_TRANSLATE_NOOP("Engine", "The memory does not suffice to list what %1 holds."), {source.name}},
        {}};
}

Opened Checkpoint::open(const std::filesystem::path& file)
{
    auto mapped = base::MappedFile::open(file);
    if (!mapped.ok())
        return mapped.error();
    const auto bytes = mapped.value()->bytes();
    return openBytes({bytes, file.string(), std::move(mapped).value()});
}

const TensorInfo* Checkpoint::find(const std::string& tensor) const
{
    const auto& all = tensors();
    std::call_once(m_indexed, [&] {
        for (std::size_t i = 0; i < all.size(); ++i)
            m_index.emplace(all[i].name, i);
    });
    const auto found = m_index.find(tensor);
    return found == m_index.end() ? nullptr : &all[found->second];
}

std::vector<std::string> Checkpoint::withPrefix(const std::string& prefix) const
{
    std::vector<std::string> names;
    for (const auto& info : tensors()) {
        if (info.name.starts_with(prefix))
            names.push_back(info.name);
    }
    return names;
}

} // namespace maquette::tensorio
