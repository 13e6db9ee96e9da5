// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The pickle machine by itself: inside an archive its bytes hide behind a checksum.
#include "tensorio/Layout.h"
#include "tensorio/Pickle.h"
#include "tensorio/TorchTree.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace maquette::tensorio;
    const Source source{{data, size}, "fuzz", nullptr};
    auto pickle = readPickle(source, 0);
    if (!pickle.ok())
        return 0;
    for (const auto& tensor : pickle.value().tensors) {
        // What the readers rely on: each tensor lies within what its storage claims to hold.
        const PickleStorage& storage = pickle.value().storages[tensor.storage];
        const auto needed = neededElements(tensor.offset, tensor.shape, tensor.strides);
        const auto bytes = static_cast<std::uint64_t>(bitsPer(storage.type) / 8) * storage.viewElements;
        if (!needed || *needed * static_cast<std::uint64_t>(bitsPer(tensor.type) / 8) > bytes)
            std::abort();
    }
    if (const auto tree = listTree(pickle.value(), source); !tree.ok() && tree.error().message.empty())
        std::abort();
    return 0;
}
