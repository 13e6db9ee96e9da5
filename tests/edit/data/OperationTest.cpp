// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/Operation.h"

#include <gtest/gtest.h>

namespace maquette::edit::data {
TEST(Operations, AreListedOnce) { EXPECT_EQ(operations()[operationIndex("blur")].name, std::string("blur")); }
}
