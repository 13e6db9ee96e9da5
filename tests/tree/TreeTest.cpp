// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of the tree that a compiler does not see: arrows between folders, heads, sizes, forbidden calls.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

struct Source {
    fs::path path; ///< relative to the root
    std::vector<std::string> lines;
};

std::vector<Source> sources(const std::vector<std::string>& folders, const fs::path& root = MAQUETTE_SOURCE)
{
    std::vector<Source> all;
    for (const auto& folder : folders) {
        if (!fs::exists(root / folder))
            continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const auto extension = entry.path().extension();
            if (extension != ".h" && extension != ".cpp" && extension != ".cu" && extension != ".cuh")
                continue;
            Source source{fs::relative(entry.path(), root), {}};
            std::ifstream file(entry.path());
            for (std::string line; std::getline(file, line);)
                source.lines.push_back(line);
            all.push_back(std::move(source));
        }
    }
    return all;
}

/// The part of the tree that a source belongs to: "base", "models", "edit" …, "kernels", "widgets", "app".
std::string partOf(const fs::path& path)
{
    auto part = path.begin();
    return *part == "engine" ? std::string(*++part) : std::string(*part);
}

/// What each part may include, besides itself. Workspace folders never see each other.
const std::map<std::string, std::set<std::string>>& arrows()
{
    static const auto table = [] {
        std::map<std::string, std::set<std::string>> may;
        may["kernels"] = {};
        may["base"] = {"kernels"};
        may["tensorio"] = {"kernels", "base"};
        may["imaging"] = {"kernels", "base"};
        may["runlog"] = {"kernels", "base"};
        may["nn"] = {"kernels", "base", "tensorio", "imaging"};
        may["models"] = {"kernels", "base", "tensorio", "imaging", "nn"};
        may["train"] = {"kernels", "base", "tensorio", "imaging", "runlog", "nn", "models"};
        for (const char* workspace : {"edit", "cloud", "track", "recognize"})
            may[workspace] = {"kernels", "base", "tensorio", "imaging", "nn", "models", "train"};
        may["runs"] = {"kernels", "base", "tensorio", "imaging", "runlog", "nn"};
        may["weights"] = {"kernels", "base", "tensorio", "imaging", "nn"};
        may["widgets"] = {"base", "imaging", "edit", "cloud", "track", "recognize", "runs", "weights"};
        may["app"] = may["widgets"];
        may["app"].insert({"widgets", "kernels", "tensorio", "nn", "models", "train"});
        return may;
    }();
    return table;
}

/// Each "path:line: include" that goes against the arrows.
std::vector<std::string> violations(const std::vector<Source>& all)
{
    const std::regex include("^\\s*#\\s*include\\s*\"([A-Za-z]+)/");
    std::vector<std::string> found;
    for (const auto& source : all) {
        const std::string part = partOf(source.path);
        const auto may = arrows().find(part);
        for (std::size_t i = 0; i < source.lines.size(); ++i) {
            std::smatch match;
            if (!std::regex_search(source.lines[i], match, include))
                continue;
            const std::string to = match[1];
            const bool known = arrows().count(to) > 0;
            if (known && to != part && (may == arrows().end() || !may->second.count(to)))
                found.push_back(source.path.string() + ":" + std::to_string(i + 1) + ": " + source.lines[i]);
        }
    }
    return found;
}

std::string joined(const std::vector<std::string>& lines)
{
    std::ostringstream text;
    for (const auto& line : lines)
        text << line << '\n';
    return text.str();
}

const std::vector<std::string> productFolders = {"engine", "kernels", "widgets", "app"};

} // namespace

TEST(Tree, IncludesFollowTheArrows)
{
    const auto all = sources(productFolders);
    ASSERT_GT(all.size(), 20u);
    EXPECT_EQ(joined(violations(all)), "");
}

TEST(Tree, AnIncludeAgainstTheArrowsIsFound)
{
    const Source bad{"engine/base/Bad.h", {"#include \"edit/Board.h\""}};
    const Source sideways{"engine/cloud/Bad.cpp", {"#include \"edit/Board.h\""}};
    const Source good{"engine/edit/Good.cpp", {"#include \"models/imagebrush/ImageBrush.h\""}};
    EXPECT_EQ(violations({bad, sideways, good}).size(), 2u);
}

TEST(Tree, WorkspaceHeadersKnowNeitherLibTorchNorQt)
{
    const std::regex heavy("#\\s*include\\s*[<\"](torch/|ATen/|c10/|Q[A-Z])");
    std::vector<std::string> found;
    for (const auto& source : sources({"engine/edit", "engine/cloud", "engine/track", "engine/recognize", "engine/runs",
                                       "engine/weights", "engine/base", "engine/tensorio", "engine/imaging"}))
        if (source.path.extension() == ".h")
            for (const auto& line : source.lines)
                if (std::regex_search(line, heavy))
                    found.push_back(source.path.string() + ": " + line);
    EXPECT_EQ(joined(found), "");
}

TEST(Tree, TheEngineIsFreeOfQt)
{
    const std::regex qt("#\\s*include\\s*<Q[A-Za-z]+");
    std::vector<std::string> found;
    for (const auto& source : sources({"engine", "kernels"}))
        for (const auto& line : source.lines)
            if (std::regex_search(line, qt))
                found.push_back(source.path.string() + ": " + line);
    EXPECT_EQ(joined(found), "");
}

TEST(Tree, EverySourceHasItsSpdxHead)
{
    std::vector<std::string> found;
    for (const auto& source : sources({"engine", "kernels", "widgets", "app", "tests"}))
        if (source.lines.size() < 2 || source.lines[0].rfind("// SPDX-FileCopyrightText: ", 0) != 0
            || source.lines[1] != "// SPDX-License-Identifier: GPL-3.0-or-later")
            found.push_back(source.path.string());
    EXPECT_EQ(joined(found), "");
}

TEST(Tree, FilesStaySmall)
{
    std::vector<std::string> tooLong;
    std::size_t over400 = 0;
    const auto all = sources(productFolders);
    for (const auto& source : all) {
        over400 += source.lines.size() > 400;
        if (source.lines.size() > 1000)
            tooLong.push_back(source.path.string() + ": " + std::to_string(source.lines.size()) + " lines");
    }
    EXPECT_EQ(joined(tooLong), "");
    EXPECT_LE(over400 * 10, all.size()) << "nine files in ten have at most 400 lines";
}

TEST(Tree, TheEventLoopIsNotPumpedByHand)
{
    std::vector<std::string> found;
    for (const auto& source : sources({"widgets", "app"}))
        for (const auto& line : source.lines)
            if (line.find("processEvents") != std::string::npos)
                found.push_back(source.path.string() + ": " + line);
    EXPECT_EQ(joined(found), "");
}
