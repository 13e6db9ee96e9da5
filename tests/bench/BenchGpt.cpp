// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The same small GPT in several precisions, with the same data and seed: losses, bytes and speed as a Markdown table.
// Usage: bench_gpt FOLDER THREADS [PRECISIONS [NAME=VALUE …]], such as
//   bench_gpt runs 2 bf16,o1,o2,o3 steps=500
// FOLDER gets one run a precision. NAME=VALUE are parameters of `maquette runs train gpt`. Differences are to the
// first.
#include "base/Json.h"
#include "base/Threads.h"
#include "train/gpt/GptTrainer.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using namespace maquette;
namespace fs = std::filesystem;

namespace {

/// Bytes of the model states as the last line of the ledger measured them; 0 before the first.
double stateBytes(const fs::path& folder)
{
    double bytes = 0;
    std::ifstream file(folder / "memory.jsonl");
    for (std::string line; std::getline(file, line);) {
        const auto json = base::parseJson(line, "memory.jsonl");
        if (json.ok() && json.value().value("record", "") == "memory" && json.value()["total"]["measured"].is_number())
            bytes = json.value()["total"]["measured"].get<double>();
    }
    return bytes;
}

int fail(const base::Error& error)
{
    std::fprintf(stderr, "%s\n", error.english().c_str());
    return static_cast<int>(error.code);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::fprintf(stderr, "usage: bench_gpt FOLDER THREADS [PRECISIONS [NAME=VALUE ...]]\n");
        return 2;
    }
    const fs::path folder = argv[1];
    base::setThreads(std::atoi(argv[2]));
    std::printf("| precision | loss, last 50 steps | held-out loss | difference | model states | bytes a parameter "
                "| steps skipped | tokens/s |\n|---|---|---|---|---|---|---|---|\n");
    std::stringstream names(argc > 3 ? argv[3] : "bf16,o1,o2,o3");
    double first = 0;
    for (std::string precision; std::getline(names, precision, ',');) {
        base::ParameterValues recipe(train::gpt::trainParameters());
        if (auto set = recipe.setFromText("precision", precision); !set.ok())
            return fail(set.error());
        for (int i = 4; i < argc; ++i) {
            const std::string pair = argv[i];
            const std::size_t sign = std::min(pair.find('='), pair.size() - 1);
            if (auto set = recipe.setFromText(pair.substr(0, sign), pair.substr(sign + 1)); !set.ok())
                return fail(set.error());
        }
        const auto report
            = train::gpt::train(folder / precision, recipe,
                                [&](const base::Json& line) {
                                    std::fprintf(stderr, "%s %s\n", precision.c_str(), base::dumpJson(line).c_str());
                                },
                                {});
        if (!report.ok())
            return fail(report.error());
        const auto& run = report.value();
        first = first == 0 ? run.validation : first;
        const double bytes = stateBytes(folder / precision);
        std::printf("| %s | %.4f | %.4f | %+.2f %% | %.2f MB | %.2f | %lld | %.0f |\n", precision.c_str(), run.loss,
                    run.validation, 100 * (run.validation / first - 1), bytes / 1e6,
                    bytes / static_cast<double>(run.parameters), static_cast<long long>(run.skipped),
                    run.tokensPerSecond);
        std::fflush(stdout);
    }
    return 0;
}
