// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes as a file of each text format of runs: read at once, and as a file that grows.
#include "runlog/RunFile.h"
#include "runlog/RunSink.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace {

namespace fs = std::filesystem;
using namespace maquette;
using namespace maquette::runlog;

/// Keeps a digest of all that comes, which touches every byte.
class Digest final : public RunSink {
public:
    void scalar(const std::string& tag, At at, double value) override { add("s", tag, at.step, std::to_string(value)); }
    void histogram(const std::string& tag, At at, Histogram value) override
    {
        if (value.edges.size() != value.counts.size() + 1)
            std::abort();
        add("h", tag, at.step, std::to_string(value.counts.size()));
    }
    void pictures(const std::string&, At, std::vector<Picture>) override { std::abort(); } // no text format has any
    void text(const std::string& tag, At at, Text value) override
    {
        for (const auto& cell : value.cells)
            add("t", tag, at.step, cell);
    }
    void audio(const std::string&, At, std::vector<Audio>) override { std::abort(); }
    void precisionRecall(const std::string&, At, PrecisionRecall) override { std::abort(); }
    void mesh(const std::string&, At, MeshPart) override { std::abort(); }
    void tensor(const std::string& tag, At at, Tensor value) override
    {
        for (const double number : value.values)
            add("n", tag, at.step, std::to_string(number));
    }
    void setting(const std::string& name, const Setting& value) override
    {
        add("c", name, static_cast<std::int64_t>(value.index()), "");
    }
    void about(const std::string& key, const std::string& value) override { add("a", key, 0, value); }
    void describe(const std::string&, const std::string&, const std::string&) override { }
    void restart(std::int64_t step) override { add("r", "", step, ""); }
    void status(Status status, double) override { add("x", "", static_cast<int>(status), ""); }

    std::size_t digest = 0;

private:
    void add(const char* kind, const std::string& tag, std::int64_t step, const std::string& text)
    {
        constexpr std::size_t longestName = 2100; // two names of a record, and what stands between
        if (tag.size() > longestName)
            std::abort();
        for (const std::string_view part : {std::string_view(kind), std::string_view(tag), std::string_view(text)})
            digest = digest * 31 + std::hash<std::string_view>{}(part);
        digest = digest * 31 + static_cast<std::size_t>(step);
    }
};

/// In memory where the system has such a folder.
const fs::path& scratch()
{
    static const fs::path folder = [] {
        std::error_code error;
        const fs::path base = fs::is_directory("/dev/shm", error) ? "/dev/shm" : fs::temp_directory_path();
        std::string pattern = (base / "maquette-fuzz.XXXXXX").string();
        if (!::mkdtemp(pattern.data()))
            std::abort();
        static const struct Remover {
            fs::path path;
            ~Remover()
            {
                std::error_code ignored;
                fs::remove_all(path, ignored);
            }
        } remover{pattern};
        fs::create_directories(fs::path(pattern) / "run" / "metrics");
        fs::create_directories(fs::path(pattern) / "run" / "params");
        return fs::path(pattern);
    }();
    return folder;
}

void write(const fs::path& file, std::string_view bytes, bool append = false)
{
    std::ofstream(file, append ? std::ios::binary | std::ios::app : std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void readOn(RunFile& file, RunSink& sink)
{
    constexpr std::int64_t budget = 4096;
    for (Advance advance; (advance = file.advance(sink, {}, budget)).state == Advance::State::More;)
        if (advance.trouble && advance.trouble->message.empty())
            std::abort();
}

void readGrowing(const char* name, Format format, std::string_view bytes, bool alike)
{
    const fs::path path = scratch() / name;
    write(path, bytes);
    Digest whole;
    readOn(*openRunFile(path, format), whole);
    fs::remove(path);
    write(path, bytes.substr(0, bytes.size() / 2));
    Digest grown;
    const auto file = openRunFile(path, format);
    readOn(*file, grown);
    write(path, bytes.substr(bytes.size() / 2), true);
    readOn(*file, grown);
    if (alike && whole.digest != grown.digest)
        std::abort();
    fs::remove(path);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    // Half of a line of JSON may be an object itself, and half of a state another state.
    readGrowing("log.jsonl", Format::JsonLines, bytes, false);
    readGrowing("trainer_state.json", Format::TrainerState, bytes, false);
    readGrowing("nvdlfw_inspect_globalrank-1.log", Format::InspectLog, bytes, true);
    readGrowing("metrics.csv", Format::LightningCsv, bytes, true);
    write(scratch() / "hparams.yaml", bytes);
    write(scratch() / "metrics.csv", "step,loss\n1,1\n");
    Digest settings;
    readOn(*openRunFile(scratch() / "metrics.csv", Format::LightningCsv), settings);
    fs::remove(scratch() / "hparams.yaml");
    fs::remove(scratch() / "metrics.csv");
    for (const char* part : {"meta.yaml", "metrics/loss", "params/p"})
        write(scratch() / "run" / part, bytes);
    Digest mlflow;
    readOn(*openRunFile(scratch() / "run", Format::Mlflow), mlflow);
    return 0;
}
