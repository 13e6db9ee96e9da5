// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace maquette::cloud {

/// Sends what VTK has to say to `sink`, each text once, instead of to the error stream.
void catchVtkMessages(std::function<void(const std::string&)> sink);

} // namespace maquette::cloud
