// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Editor.h"
#include "edit/Evaluation.h"
#include "edit/Training.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace maquette::edit {
namespace {

/// Every parameter of a command is in the manual's page on the command line, switches in the form that changes
/// something.
TEST(Manual, NamesEveryParameter)
{
    std::ifstream file(MAQUETTE_MANUAL "/command-line.md");
    std::stringstream page;
    page << file.rdbuf();
    const std::string text = page.str();
    ASSERT_FALSE(text.empty());
    for (const base::ParameterTable& table : {editParameters(), evaluateParameters(), trainParameters()})
        for (const base::Parameter& parameter : table) {
            const bool on = parameter.type == base::Parameter::Type::Boolean && std::get<bool>(parameter.defaultValue);
            const std::string flag = (on ? "`--no-" : "`--") + parameter.name + "`";
            EXPECT_NE(text.find(flag), std::string::npos) << flag;
        }
}

} // namespace
} // namespace maquette::edit
