// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunSink.h"

#include <protozero/data_view.hpp>

namespace maquette::runlog {

/// Decodes HParamsPluginData (tensorflow/tensorboard: tensorboard/plugins/hparams/plugin_data.proto). An experiment
/// gives about() its name, description and user, its metrics' names describe(), and its hyper-parameters' names
/// about("setting/NAME"); the start of a session gives settings, group, addresses and the time of the start; the end
/// gives the status. Throws protozero::exception for a message that contradicts itself.
void decodeHparams(protozero::data_view content, double wallTime, RunSink& sink);

} // namespace maquette::runlog
