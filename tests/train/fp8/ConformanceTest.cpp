// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/Conformance.h"

#include <gtest/gtest.h>

using namespace maquette;

TEST(Fp8Conformance, EveryPublishedValueIsReproduced)
{
    const auto checks = train::fp8::conformanceChecks();
    EXPECT_GT(checks.size(), 60u);
    for (const auto& check : checks)
        EXPECT_TRUE(check.ok) << check.name << ": " << check.got << " instead of " << check.expected;
}
