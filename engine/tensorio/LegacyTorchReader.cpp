// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The form that PyTorch wrote before 1.6 (torch/serialization.py, _legacy_save): five pickles (magic number, protocol
// version, facts of the machine, the object, the keys of the storages), then for each key a 64-bit count and the
// numbers.
#include "tensorio/Layout.h"
#include "tensorio/TensorTable.h"
#include "tensorio/TorchTree.h"

#include <algorithm>
#include <unordered_map>

namespace maquette::tensorio {

namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::string_view magicNumber = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"; // little-endian
constexpr std::int64_t protocolVersion = 1001;
constexpr std::uint64_t countBytes = 8;

/// Reads one pickle after the other.
class Stream {
public:
    explicit Stream(const Source& source)
        : m_source(source)
    {
    }

    base::Result<Pickle> next()
    {
        auto pickle = readPickle({m_source.bytes.subspan(m_at), m_source.name, m_source.owner}, m_at);
        if (pickle.ok())
            m_at += pickle.value().end;
        return pickle;
    }
    [[nodiscard]] std::uint64_t at() const { return m_at; }

private:
    const Source& m_source;
    std::uint64_t m_at = 0;
};

const PickleValue* lookUp(const Pickle& pickle, std::string_view key)
{
    if (!pickle.root.isNode())
        return nullptr;
    const PickleNode& node = pickle.nodes[pickle.root.index()];
    if (node.kind != PickleNode::Kind::Dict)
        return nullptr;
    for (std::size_t i = 0; i + 1 < node.items.size(); i += 2) {
        if (node.items[i].kind == PickleValue::Kind::Text && node.items[i].text == key)
            return &node.items[i + 1];
    }
    return nullptr;
}

/// The three small pickles before the object.
base::Result<void> readPreface(const Source& source, Stream& stream)
{
    const auto magic = stream.next();
    if (!magic.ok())
        return magic.error();
    if (magic.value().root.kind != PickleValue::Kind::Big || magic.value().root.text != magicNumber)
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine",
                                              "%1 is a plain Python pickle, not a file of PyTorch. Save it again "
                                              "with torch.save or as safetensors."),
                            {source.name}},
                           "byte 0: no magic number"};
    const std::uint64_t versionAt = stream.at();
    const auto version = stream.next();
    if (!version.ok())
        return version.error();
    if (version.value().root.kind != PickleValue::Kind::Integer || version.value().root.integer != protocolVersion)
        return damaged(source.name, versionAt, "a protocol version other than 1001");
    const std::uint64_t factsAt = stream.at();
    const auto facts = stream.next();
    if (!facts.ok())
        return facts.error();
    const PickleValue* little = lookUp(facts.value(), "little_endian");
    if (!little || little->kind != PickleValue::Kind::Bool || little->integer != 1)
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine",
                                              "%1 comes from a big-endian machine in PyTorch's older format, "
                                              "which is not read. Save it again with a newer PyTorch."),
                            {source.name}},
                           "byte " + std::to_string(factsAt)};
    return {};
}

/// Where the numbers of each root storage start in the file.
using Starts = std::unordered_map<std::string_view, std::uint64_t>;

/// The keys in the order in which their numbers follow.
base::Result<std::vector<std::string_view>> readKeys(const Source& source, const Pickle& pickle, std::uint64_t at)
{
    const PickleNode* list = pickle.root.isNode() ? &pickle.nodes[pickle.root.index()] : nullptr;
    if (!list || list->kind != PickleNode::Kind::List)
        return damaged(source.name, at, "no list of storages where one is due");
    std::vector<std::string_view> keys;
    for (const auto& item : list->items) {
        if (item.kind != PickleValue::Kind::Text)
            return damaged(source.name, at, "a storage whose key is no text");
        keys.push_back(item.text);
    }
    return keys;
}

/// Walks over the numbers behind the pickles.
base::Result<Starts> findStorages(const Source& source, const Pickle& pickle, const std::vector<std::string_view>& keys,
                                  std::uint64_t at)
{
    std::unordered_map<std::string_view, const PickleStorage*> claimed;
    for (const auto& storage : pickle.storages) {
        const auto [place, fresh] = claimed.emplace(storage.key, &storage);
        if (!fresh && (place->second->type != storage.type || place->second->elements != storage.elements))
            return damaged(source.name, storage.place,
                           "storage " + inQuotes(storage.key) + " is described in two ways");
    }
    Starts starts;
    for (const auto key : keys) {
        const auto found = claimed.find(key);
        if (found == claimed.end())
            return damaged(source.name, at, "the numbers of storage " + inQuotes(key) + ", which no tensor names");
        if (source.bytes.size() - at < countBytes)
            return damaged(source.name, at, "the file ends before the count of storage " + inQuotes(key));
        const std::uint64_t count = littleEndian(source.bytes, at, 8);
        const PickleStorage& storage = *found->second;
        if (count != storage.elements)
            return damaged(source.name, at,
                           "storage " + inQuotes(key) + " has " + std::to_string(count) + " elements; the pickle says "
                               + std::to_string(storage.elements));
        at += countBytes;
        const std::uint64_t size = count * static_cast<std::uint64_t>(bitsPer(storage.type) / 8);
        if (size > source.bytes.size() - at)
            return damaged(source.name, at,
                           "storage " + inQuotes(key) + " of " + std::to_string(size) + " bytes leaves the file");
        if (!starts.emplace(key, at).second)
            return damaged(source.name, at, "storage " + inQuotes(key) + " stands twice");
        at += size;
    }
    if (at != source.bytes.size())
        return damaged(source.name, at, "bytes after the last storage");
    for (const auto& storage : pickle.storages) {
        if (starts.count(storage.key) == 0)
            return damaged(source.name, storage.place, "there is no storage " + inQuotes(storage.key));
    }
    return starts;
}

class LegacyTorchReader final : public TensorTable {
public:
    LegacyTorchReader(Source source, Pickle pickle, TorchTree tree, const Starts& starts)
        : TensorTable("torch-legacy", std::move(source))
    {
        m_metadata = std::move(tree.metadata);
        m_unknownSymbols = std::move(pickle.unknownSymbols);
        for (auto& [name, tensor] : tree.tensors) {
            const PickleStorage& storage = pickle.storages[tensor.storage];
            const auto storageSize = static_cast<std::uint64_t>(bitsPer(storage.type) / 8);
            const std::uint64_t begin = starts.at(storage.key) + storage.viewOffset * storageSize;
            const std::uint64_t skipped
                = static_cast<std::uint64_t>(tensor.offset) * static_cast<std::uint64_t>(bitsPer(tensor.type) / 8);
            m_places.push_back(
                {begin + skipped, storage.viewElements * storageSize - skipped, std::move(tensor.strides)});
            m_tensors.push_back({std::move(name), tensor.type, std::move(tensor.shape)});
        }
    }

private:
    struct Place {
        std::uint64_t begin; ///< in the file
        std::uint64_t size; ///< to the end of the storage
        std::vector<std::int64_t> strides;
    };

    [[nodiscard]] base::Result<TensorData> loadAt(std::size_t index) const override
    {
        const Place& place = m_places[index];
        return materialize(m_source, m_tensors[index], place.strides, m_source.bytes.subspan(place.begin, place.size),
                           false);
    }

    std::vector<Place> m_places;
};

} // namespace

base::Result<std::shared_ptr<const Checkpoint>> openLegacyTorch(const Source& source)
{
    Stream stream(source);
    if (auto preface = readPreface(source, stream); !preface.ok())
        return preface.error();
    auto object = stream.next();
    if (!object.ok())
        return object.error();
    const std::uint64_t keysAt = stream.at();
    const auto keyPickle = stream.next();
    if (!keyPickle.ok())
        return keyPickle.error();
    const auto keys = readKeys(source, keyPickle.value(), keysAt);
    if (!keys.ok())
        return keys.error();
    const auto starts = findStorages(source, object.value(), keys.value(), stream.at());
    if (!starts.ok())
        return starts.error();
    auto tree = listTree(object.value(), source);
    if (!tree.ok())
        return tree.error();
    return std::shared_ptr<const Checkpoint>(std::make_shared<LegacyTorchReader>(
        source, std::move(object).value(), std::move(tree).value(), starts.value()));
}

} // namespace maquette::tensorio
