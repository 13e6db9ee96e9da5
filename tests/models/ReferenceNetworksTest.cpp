// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/clip/Conformance.h"
#include "models/diffusion/Conformance.h"

#include <gtest/gtest.h>

using namespace maquette;

namespace {

void expectAll(const std::vector<base::Check>& checks, std::size_t count)
{
    EXPECT_EQ(checks.size(), count);
    for (const base::Check& check : checks)
        EXPECT_TRUE(check.ok) << check.system << ": " << check.name << ": " << check.got << " instead of "
                              << check.expected;
}

TEST(ReferenceNetworks, DiffusionReproducesTheOriginalCode) { expectAll(models::diffusion::conformanceChecks(), 30); }

TEST(ReferenceNetworks, ClipReproducesTheOriginalCode) { expectAll(models::clip::conformanceChecks(), 9); }

} // namespace
