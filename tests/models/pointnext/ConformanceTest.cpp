// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pointnext/Conformance.h"

#include <gtest/gtest.h>

using namespace maquette;

TEST(PointNextConformance, GivesTheValuesOfAnIndependentDescription)
{
    const auto checks = models::pointnext::conformanceChecks();
    ASSERT_FALSE(checks.empty());
    for (const auto& check : checks)
        EXPECT_TRUE(check.ok) << check.name << ": " << check.got << " instead of " << check.expected;
}
