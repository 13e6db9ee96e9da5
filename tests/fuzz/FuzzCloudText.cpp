// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FuzzClouds.h"
#include "cloud/io/ColumnGuess.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace maquette::cloud;
    io::Input input;
    input.bytes = {data, size};
    input.name = "fuzz";
    // A guess must be a layout that can be used.
    if (const auto preview = io::previewText(input); preview.ok() && !preview.value().guess.check().empty())
        std::abort();
    return maquette::fuzz::readCloud(data, size, io::textReader());
}
