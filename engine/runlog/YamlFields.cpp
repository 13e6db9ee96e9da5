// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/YamlFields.h"

#include "base/File.h"
#include "runlog/GrowingFile.h"
#include "runlog/LineFile.h"

#include <yaml-cpp/yaml.h>

#include <cstddef>
#include <exception>
#include <stdexcept>

namespace maquette::runlog {

namespace {

constexpr std::uint64_t mostBytes = 1 << 20;
constexpr std::size_t mostFields = 10'000;
constexpr int deepest = 32;

using Fields = std::vector<std::pair<std::string, Setting>>;

Setting settingOf(const YAML::Node& node)
{
    if (node.IsNull())
        return std::monostate();
    const std::string& text = node.Scalar();
    if (node.Tag() == "!") // in quotes: a text whatever it says
        return text;
    if (text == "true" || text == "True")
        return true;
    if (text == "false" || text == "False")
        return false;
    if (text == ".nan" || text == ".NaN")
        return unknown;
    if (const auto number = numberIn(text))
        return *number;
    return text;
}

void collect(const YAML::Node& node, const std::string& prefix, int depth, Fields& fields)
{
    if (depth > deepest)
        throw std::runtime_error("more than " + std::to_string(deepest) + " levels");
    if (fields.size() >= mostFields)
        throw std::runtime_error("more than " + std::to_string(mostFields) + " entries");
    if (prefix.size() > longestName)
        throw std::runtime_error("a name of more than " + std::to_string(longestName) + " bytes");
    const auto below = [&](const std::string& name) { return prefix.empty() ? name : prefix + "/" + name; };
    if (node.IsMap()) {
        for (const auto& item : node)
            collect(item.second, below(item.first.IsScalar() ? item.first.Scalar() : "?"), depth + 1, fields);
    } else if (node.IsSequence()) {
        for (std::size_t i = 0; i < node.size(); ++i)
            collect(node[i], below(std::to_string(i)), depth + 1, fields);
    } else if (!prefix.empty()) {
        fields.emplace_back(prefix, settingOf(node));
    }
}

} // namespace

base::Result<Fields> readYamlFields(const std::filesystem::path& file)
{
    const auto bytes = base::readFile(file, mostBytes);
    if (!bytes.ok())
        return bytes.error();
    try {
        const std::string text(bytes.value().begin(), bytes.value().end());
        Fields fields;
        collect(YAML::Load(text), "", 0, fields);
        return fields;
    } catch (const YAML::Exception& exception) {
        return damagedRun(file, exception.mark.is_null() ? 0 : exception.mark.pos, exception.msg);
    } catch (const std::exception& exception) {
        return damagedRun(file, 0, exception.what());
    }
}

} // namespace maquette::runlog
