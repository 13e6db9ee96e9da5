// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace maquette::train::distributed {

/// The place of this process among those of one training, as torchrun tells it through the environment.
struct Torchrun {
    int rank = 0; ///< RANK, of all machines
    int ranks = 1; ///< WORLD_SIZE
    int localRanks = 1; ///< LOCAL_WORLD_SIZE, of this machine
    std::string masterAddress = "127.0.0.1"; ///< MASTER_ADDR
    std::uint16_t masterPort = 29500; ///< MASTER_PORT
    /// TORCHELASTIC_USE_AGENT_STORE: torchrun itself keeps the store at that port. Otherwise rank 0 does.
    bool agentStore = false;
    /// TORCHELASTIC_RUN_ID and TORCHELASTIC_RESTART_COUNT: keys of another run or attempt in the agent's store are not
    /// ours.
    std::string run, attempt;
    /// MAQUETTE_STORE: the ranks of launch() meet through this file of their own machine, and at no port.
    std::string storeFile;

    /// The same as environment variables, "NAME=value".
    [[nodiscard]] std::vector<std::string> environment() const;
};

/// Nothing where WORLD_SIZE is not set: a process on its own. Usage error where a variable is missing, is no number, or
/// contradicts another.
[[nodiscard]] base::Result<std::optional<Torchrun>> torchrunVariables();

} // namespace maquette::train::distributed
