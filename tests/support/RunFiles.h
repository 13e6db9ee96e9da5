// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

// Small runs as the program's own trainer and Transformer Engine write them, with numbers that are easily followed.
namespace maquette::tests {

inline void writeText(const std::filesystem::path& file, const std::string& text)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

/// A curve as JSON lines with a configuration: loss at step i is `first` / (i + 1).
inline void writeCurve(const std::filesystem::path& folder, double lr, double first, int steps)
{
    std::ostringstream text;
    text.precision(17);
    text << "{\"optimizer\":\"adamw\",\"lr\":" << lr << "}\n";
    for (int i = 0; i < steps; ++i)
        text << "{\"step\":" << i << ",\"wallTime\":" << 1'700'000'000 + 10 * i << ",\"train/loss\":" << first / (i + 1)
             << ",\"epoch\":" << i / 10 << "}\n";
    writeText(folder / "metrics.jsonl", text.str());
}

/// fp8.jsonl of two ranks' worth of header, `steps` optimizer steps on rank 0 and statistics at each step that `every`
/// divides, of four linear layers in two blocks. The scale of layer l halves with each statistic but for the weights;
/// underflow is l %, and rises at the end for the output gradient of the last layer. Step 3 is skipped.
inline std::string fp8Lines(int steps, int every = 2)
{
    const char* const layers[] = {"layers.0.qkv", "layers.0.mlp", "layers.1.qkv", "layers.1.mlp"};
    const char* const kinds[] = {"input", "weight", "ograd", "wgrad"};
    std::ostringstream text;
    text.precision(17);
    text
        << R"({"record":"header","format":"maquette-fp8","version":1,"run":"tiny","precision":"o2","step":0,"ranks":1,)"
        << "\"wallTime\":1700000000}\n";
    for (int step = 1; step <= steps; ++step) {
        const bool skipped = step == 3;
        text << R"({"record":"step","step":)" << step << R"(,"rank":0,"lossScale":)" << (step < 3 ? 65536 : 32768)
             << R"(,"skipped":)" << (skipped ? "true" : "false") << R"(,"skippedTotal":)" << (step >= 3 ? 1 : 0)
             << R"(,"warming":)" << (step < 5 ? 4 : 0) << R"(,"restarted":0,"gradientNorm":)" << 1.0 / step
             << R"(,"clip":1})"
             << "\n";
        if (step % every != 0)
            continue;
        for (int layer = 0; layer < 4; ++layer)
            for (const std::string kind : kinds) {
                const bool gradient = kind == "ograd";
                const int halvings = kind == "weight" ? 0 : step / every;
                const double scale = 4096.0 / (1 << layer) / (1 << std::min(halvings, 40));
                const double largest = gradient ? 57344 : 448;
                const double amax = largest / scale / 1.5;
                const double underflow = gradient && layer == 3 && step > steps / 2 ? 0.3 : 0.01 * layer;
                text
                    << R"({"record":"tensor","step":)" << step << R"(,"rank":0,"layer":)" << layer / 2 << R"(,"name":")"
                    << layers[layer] << R"(","tensor":")" << kind << R"(","type":")" << (gradient ? "e5m2" : "e4m3")
                    << R"(","scaling":")" << (step < 5 ? "current" : "delayed") << R"(","counter":)" << step
                    << R"(,"scale":)" << scale << R"(,"scaleInverse":)" << 1 / scale << R"(,"amax":)" << amax
                    << R"(,"windowAmax":)" << amax << R"(,"headroom":0.5849625007211562)"
                    << R"(,"elements":1000,"underflow":)" << underflow << R"(,"overflow":0,"zeros":)" << underflow
                    << R"(,"saturated":0,"mse":)" << 1e-6 * (layer + 1)
                    << R"(,"snr":31.5,"dynamicRange":20,"histogram":{"first":-20,"counts":[10,40,150,300,250,150,60,20]}})"
                    << "\n";
            }
    }
    return text.str();
}

/// memory.jsonl with one record: O2 of a million parameters, 900,000 of them in linear layers; what was measured is 10
/// % above for the gradients and the same otherwise. `rank` r has r more KiB of activations.
inline std::string memoryLines(int rank = 0, int step = 2)
{
    std::ostringstream text;
    text
        << R"({"record":"header","format":"maquette-memory","version":1,"run":"tiny","precision":"o2","step":0,"ranks":2,)"
        << "\"wallTime\":1700000000}\n"
        << R"({"record":"memory","step":)" << step << R"(,"rank":)" << rank
        << R"(,"device":"cpu","parameters":1000000,"linearParameters":900000,"classes":[)"
        << R"({"class":"weights","predicted":2200000,"measured":2200000},{"class":"master","predicted":0,"measured":0},)"
        << R"({"class":"gradients","predicted":1300000,"measured":1430000},)"
        << R"({"class":"exp_avg","predicted":1000000,"measured":1000000},)"
        << R"({"class":"exp_avg_sq","predicted":2000000,"measured":2000000},)"
        << R"({"class":"scales","predicted":4096,"measured":4096},)"
        << R"({"class":"caches","predicted":900000,"measured":900000},)"
        << R"({"class":"activations","predicted":5000000,"measured":)" << 5'242'880 + 1024 * rank << "},"
        << R"({"class":"communication","predicted":0,"measured":0},{"class":"workspace","predicted":null,"measured":1048576}],)"
        << R"("total":{"predicted":6504096,"measured":6634096},"peak":{"predicted":12404096,"measured":13825552},)"
        << R"("baseline":{"name":"bf16","predicted":16000000}})"
        << "\n";
    return text.str();
}

/// A log of Transformer Engine's debug features for one rank: two layers, underflow of gradients and scales of weights.
inline void writeInspectLog(const std::filesystem::path& folder, int rank, int steps)
{
    std::ostringstream text;
    const auto line = [&](const std::string& name, int step, const std::string& value) {
        char iteration[16];
        std::snprintf(iteration, sizeof iteration, "%06d", step);
        text << name << "\t\t\t\titeration=" << iteration << "\t\t\t\tvalue=" << value << "\n";
    };
    for (int step = 0; step < steps; ++step)
        for (int layer = 0; layer < 2; ++layer) {
            const std::string name = "decoder." + std::to_string(layer) + ".fc1";
            line(name + "_gradient_fp8_delayed_scaling_underflows%", step, layer == 0 ? "0.2500" : "1.5000");
            line(name + "_weight_fp8_delayed_scaling_scale_inv_max", step, rank == 0 ? "0.0625" : "0.2500");
            line(name + "_weight_fp8_delayed_scaling_scale_inv_min", step, rank == 0 ? "0.0625" : "0.2500");
        }
    writeText(folder / "nvdlfw_inspect_statistics_logs"
                  / ("nvdlfw_inspect_globalrank-" + std::to_string(rank) + ".log"),
              text.str());
}

} // namespace maquette::tests
