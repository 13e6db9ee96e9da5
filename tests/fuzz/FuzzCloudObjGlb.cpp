// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// OBJ, GLB, PTS and KITTI scans: each input goes through all of them, as each must refuse what is another's.
#include "FuzzClouds.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace maquette::cloud::io;
    for (const Reader* reader : {&objReader(), &glbReader(), &ptsReader(), &kittiReader()})
        maquette::fuzz::readCloud(data, size, *reader);
    return 0;
}
