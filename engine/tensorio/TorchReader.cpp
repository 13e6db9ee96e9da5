// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The ZIP form that PyTorch writes since 1.6: NAME/data.pkl and one stored entry NAME/data/KEY per storage.
#include "tensorio/Layout.h"
#include "tensorio/TensorTable.h"
#include "tensorio/TorchTree.h"
#include "tensorio/Zip.h"

#include <atomic>

namespace maquette::tensorio {

namespace {

struct Contents {
    ZipReader zip;
    std::vector<const ZipEntry*> entries; ///< one per storage of the pickle
    Pickle pickle;
    TorchTree tree;
    bool bigEndian = false;
};

class TorchReader final : public TensorTable {
public:
    TorchReader(Source source, Contents contents)
        : TensorTable("torch", std::move(source))
        , m_zip(std::move(contents.zip))
        , m_intact(std::make_unique<std::atomic<bool>[]>(m_zip.entries().size()))
        , m_bigEndian(contents.bigEndian)
    {
        m_metadata = std::move(contents.tree.metadata);
        m_unknownSymbols = std::move(contents.pickle.unknownSymbols);
        for (auto& [name, tensor] : contents.tree.tensors) {
            m_tensors.push_back({std::move(name), tensor.type, std::move(tensor.shape)});
            // Moving the reader keeps the entries where they are, so the index of one is a difference of addresses.
            m_places.push_back({static_cast<std::size_t>(contents.entries[tensor.storage] - m_zip.entries().data()),
                                static_cast<std::uint64_t>(tensor.offset), std::move(tensor.strides)});
        }
    }

private:
    struct Place {
        std::size_t entry;
        std::uint64_t offset; ///< elements
        std::vector<std::int64_t> strides;
    };

    [[nodiscard]] base::Result<TensorData> loadAt(std::size_t index) const override
    {
        const Place& place = m_places[index];
        const TensorInfo& info = m_tensors[index];
        const ZipEntry& entry = m_zip.entries()[place.entry];
        // Many tensors may share one storage; its CRC is computed once.
        if (!m_intact[place.entry].load(std::memory_order_relaxed)) {
            if (const auto read = m_zip.read(entry); !read.ok())
                return read.error();
            m_intact[place.entry].store(true, std::memory_order_relaxed);
        }
        auto bytes = m_zip.packed(entry);
        if (info.elements() > 0)
            bytes = bytes.subspan(place.offset * static_cast<std::uint64_t>(bitsPer(info.type) / 8));
        return materialize(m_source, info, place.strides, bytes, m_bigEndian);
    }

    ZipReader m_zip;
    std::unique_ptr<std::atomic<bool>[]> m_intact;
    bool m_bigEndian;
    std::vector<Place> m_places;
};

/// The name before "/data.pkl" of the one such entry.
base::Result<std::string> findRoot(const Source& source, const ZipReader& zip)
{
    static constexpr std::string_view ending = "/data.pkl";
    std::optional<std::string> root;
    for (const auto& entry : zip.entries()) {
        const std::string_view name = entry.name;
        if (!name.ends_with(ending) || name.find('/') != name.size() - ending.size())
            continue;
        if (root)
            return damaged(source.name, entry.offset, "two entries data.pkl");
        root = name.substr(0, name.size() - ending.size());
    }
    if (!root)
        return damaged(source.name, 0, "no entry NAME/data.pkl");
    return *root;
}

/// True for files written on a big-endian machine.
base::Result<bool> readByteOrder(const Source& source, const ZipReader& zip, const std::string& root)
{
    const ZipEntry* entry = zip.find(root + "/byteorder");
    if (!entry)
        return false;
    const auto bytes = zip.read(*entry);
    if (!bytes.ok())
        return bytes.error();
    const std::string_view text(reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size());
    if (text != "little" && text != "big")
        return damaged(source.name, entry->offset, "the byte order " + inQuotes(text));
    return text == "big";
}

/// Finds the entry of each storage and checks that it has the size that the pickle claims.
base::Result<void> findStorages(const Source& source, const std::string& root, Contents& contents)
{
    for (const auto& storage : contents.pickle.storages) {
        const ZipEntry* entry = contents.zip.find(root + "/data/" + std::string(storage.key));
        if (!entry)
            return damaged(source.name, storage.place, "there is no storage " + inQuotes(storage.key));
        const std::uint64_t size = storage.elements * static_cast<std::uint64_t>(bitsPer(storage.type) / 8);
        if (entry->size != size)
            return damaged(source.name, storage.place,
                           "storage " + inQuotes(storage.key) + " has " + std::to_string(entry->size)
                               + " bytes; the pickle says " + std::to_string(size));
        if (storage.viewOffset != 0 || storage.viewElements != storage.elements)
            return damaged(source.name, storage.place, "a view of a storage, which only older files have");
        contents.entries.push_back(entry);
    }
    return {};
}

} // namespace

base::Result<std::shared_ptr<const Checkpoint>> openTorchZip(const Source& source)
{
    auto zip = ZipReader::open(source.bytes, source.name, source.owner);
    if (!zip.ok())
        return zip.error();
    Contents contents{std::move(zip).value(), {}, {}, {}, false};
    const auto root = findRoot(source, contents.zip);
    if (!root.ok())
        return root.error();
    const auto order = readByteOrder(source, contents.zip, root.value());
    if (!order.ok())
        return order.error();
    contents.bigEndian = order.value();
    const ZipEntry& entry = *contents.zip.find(root.value() + "/data.pkl");
    const auto bytes = contents.zip.read(entry);
    if (!bytes.ok())
        return bytes.error();
    auto pickle = readPickle({bytes.value(), source.name, source.owner}, entry.offset);
    if (!pickle.ok())
        return pickle.error();
    contents.pickle = std::move(pickle).value();
    if (contents.pickle.end != bytes.value().size())
        return damaged(source.name, entry.offset + contents.pickle.end, "bytes after the end of the pickle");
    if (auto found = findStorages(source, root.value(), contents); !found.ok())
        return found.error();
    auto tree = listTree(contents.pickle, source);
    if (!tree.ok())
        return tree.error();
    contents.tree = std::move(tree).value();
    return std::shared_ptr<const Checkpoint>(std::make_shared<TorchReader>(source, std::move(contents)));
}

} // namespace maquette::tensorio
