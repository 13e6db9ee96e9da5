// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/RunFolders.h"

#include "runs/analysis/Words.h"

#include <algorithm>
#include <glob.h>
#include <set>
#include <sys/stat.h>

namespace maquette::runs {

namespace fs = std::filesystem;
using runlog::Format;

namespace {

struct Root {
    fs::path base; ///< names are relative to it
    fs::path path; ///< where to look
};

constexpr std::string_view wildcards = "*?[{";

std::vector<fs::path> globbed(const std::string& pattern)
{
    std::vector<fs::path> paths;
    glob_t found{};
    std::error_code error;
    if (::glob(pattern.c_str(), GLOB_BRACE | GLOB_TILDE, nullptr, &found) == 0)
        for (std::size_t i = 0; i < found.gl_pathc; ++i)
            paths.push_back(fs::absolute(found.gl_pathv[i], error).lexically_normal());
    ::globfree(&found);
    return paths;
}

std::vector<Root> expand(const std::string& pattern)
{
    std::error_code error;
    const auto wild = pattern.find_first_of(wildcards);
    // A folder may be called "run [2]".
    if (pattern.empty() || fs::exists(pattern, error) || (wild == std::string::npos && !pattern.starts_with('~'))) {
        const auto path = fs::absolute(pattern.empty() ? "." : pattern, error).lexically_normal();
        return {{path, path}};
    }
    std::vector<Root> roots;
    fs::path base;
    if (wild != std::string::npos) {
        const auto slash = pattern.rfind('/', wild);
        const auto bases = globbed(slash == std::string::npos ? "." : pattern.substr(0, slash + 1));
        if (!bases.empty())
            base = bases.front();
    }
    for (const auto& path : globbed(pattern))
        roots.push_back({base.empty() ? path : base, path});
    return roots;
}

fs::path withoutSlash(const fs::path& path) { return path.has_filename() || path == "/" ? path : path.parent_path(); }

/// Files that nobody logs into, so that a look inside is spared.
bool neverLog(const fs::path& path)
{
    static const std::set<std::string, std::less<>> endings{
        ".png", ".jpg",  ".jpeg", ".gif",   ".webp", ".bmp", ".tif", ".tiff", ".mp4",        ".avi",
        ".wav", ".pt",   ".pth",  ".bin",   ".npy",  ".npz", ".h5",  ".ckpt", ".zip",        ".gz",
        ".tar", ".onnx", ".py",   ".ipynb", ".yaml", ".yml", ".md",  ".csv",  ".safetensors"};
    return endings.contains(path.extension().native()) && path.filename() != "metrics.csv";
}

std::string nameOf(const fs::path& folder, const fs::path& root)
{
    const std::string name = folder.lexically_relative(root).generic_string();
    return name.empty() || name.starts_with("..") ? "." : name;
}

fs::path runFolderOf(const fs::path& file, Format format)
{
    if (format == Format::Mlflow)
        return file;
    const fs::path folder = file.parent_path();
    const std::string name = folder.filename().string();
    const bool deeper = (format == Format::TrainerState && name.starts_with("checkpoint-"))
        || (format == Format::InspectLog && name == "nvdlfw_inspect_statistics_logs");
    return deeper ? folder.parent_path() : folder;
}

/// Of the states of one run only the newest is whole: each repeats what the earlier ones say.
void keepNewestState(std::vector<FoundFile>& files)
{
    const FoundFile* newest = nullptr;
    fs::file_time_type when{};
    for (const auto& file : files) {
        if (file.format != Format::TrainerState)
            continue;
        std::error_code error;
        const auto written = fs::last_write_time(file.path, error);
        const bool later = !newest || written > when
            || (written == when && compareNaturally(newest->path.string(), file.path.string()) < 0);
        if (!error && later) {
            newest = &file;
            when = written;
        }
    }
    if (!newest)
        return;
    const fs::path kept = newest->path;
    std::erase_if(files,
                  [&](const FoundFile& file) { return file.format == Format::TrainerState && file.path != kept; });
}

/// The log of Maquette's own trainers repeats what the event file beside it says, in other words.
void dropRepeatedLog(const fs::path& folder, std::vector<FoundFile>& files)
{
    std::error_code error;
    const bool events = std::any_of(files.begin(), files.end(),
                                    [](const FoundFile& file) { return file.format == Format::TensorBoard; });
    if (events && fs::exists(folder / "recipe.json", error))
        std::erase_if(files, [](const FoundFile& file) { return file.path.filename() == "log.jsonl"; });
}

/// Hands the files in folders of hyper-parameters to the run above, where there is one.
void mergeHparams(std::map<fs::path, FoundRun>& runs)
{
    for (auto at = runs.begin(); at != runs.end();) {
        const auto above = isHparamsFolder(at->first) ? runs.find(at->first.parent_path()) : runs.end();
        if (above == runs.end()) {
            ++at;
            continue;
        }
        auto& files = above->second.files;
        files.insert(files.end(), at->second.files.begin(), at->second.files.end());
        at = runs.erase(at);
    }
}

/// What says how a run was made is no run.
void dropLoneManifests(std::map<fs::path, FoundRun>& runs)
{
    std::erase_if(runs, [](const auto& run) {
        return std::all_of(run.second.files.begin(), run.second.files.end(),
                           [](const FoundFile& file) { return file.format == Format::Manifest; });
    });
}

} // namespace

bool isHparamsFolder(const fs::path& folder)
{
    const std::string name = folder.filename().string();
    const auto digits = name.find_first_not_of("0123456789");
    return digits == 10 && name[digits] == '.' && name.find_first_not_of("0123456789", digits + 1) == std::string::npos
        && name.size() > digits + 1;
}

bool readBefore(const fs::path& a, const fs::path& b)
{
    const bool last = isHparamsFolder(a.parent_path());
    return last == isHparamsFolder(b.parent_path()) ? a < b : !last;
}

std::optional<Format> RunFolders::formatOf(const fs::directory_entry& entry)
{
    constexpr std::uintmax_t looked = 1024; // what the content is told by
    std::error_code error;
    if (neverLog(entry.path()))
        return std::nullopt;
    const auto bytes = entry.file_size(error);
    const auto [place, isNew] = m_known.try_emplace(entry.path());
    Known& known = place->second;
    if (isNew || (!known.format && known.bytes < looked && bytes != known.bytes)) {
        known.format = runlog::formatOf(entry.path());
        known.bytes = error ? 0 : bytes;
    }
    return known.format;
}

struct RunFolders::Search {
    RunFolders& folders;
    int depth;
    const base::Job& job;
    fs::path root;
    std::map<fs::path, FoundRun>& runs;
    std::set<std::pair<std::uint64_t, std::uint64_t>>& visited;
    Found& found;

    void add(const fs::path& file, Format format)
    {
        const fs::path folder = runFolderOf(file, format);
        FoundRun& run = runs[folder];
        if (run.files.empty()) {
            run.folder = folder;
            run.root = root;
            run.name = nameOf(folder, root);
        }
        const bool known = std::any_of(run.files.begin(), run.files.end(),
                                       [&](const FoundFile& other) { return other.path == file; });
        if (!known)
            run.files.push_back({file, format});
    }

    void folder(const fs::path& path, int level)
    {
        struct stat facts { };
        if (job.stopped() || level > depth || ::stat(path.c_str(), &facts) != 0
            || !visited.emplace(facts.st_dev, facts.st_ino).second)
            return;
        std::error_code error;
        fs::directory_iterator entries(path, fs::directory_options::skip_permission_denied, error);
        if (error)
            return;
        found.folders.push_back(path);
        const bool mlflow = runlog::formatOf(path) == Format::Mlflow;
        if (mlflow)
            add(path, Format::Mlflow);
        for (; entries != fs::directory_iterator() && !error && !job.stopped(); entries.increment(error)) {
            const std::string name = entries->path().filename().string();
            std::error_code ignored;
            if (entries->is_directory(ignored)) {
                const bool part = mlflow && (name == "metrics" || name == "params" || name == "tags");
                if (!name.starts_with('.') && !part)
                    folder(entries->path(), level + 1);
            } else if (entries->is_regular_file(ignored)) {
                if (const auto format = folders.formatOf(*entries))
                    add(entries->path(), *format);
            }
        }
    }
};

Found RunFolders::find(const std::vector<std::string>& roots, int depth, const base::Job& job)
{
    Found found;
    std::set<std::pair<std::uint64_t, std::uint64_t>> visited;
    for (const std::string& pattern : roots) {
        std::map<fs::path, FoundRun> runs;
        const auto expanded = expand(pattern);
        std::error_code error;
        for (const auto& root : expanded) {
            const fs::path path = withoutSlash(root.path);
            Search search{*this, depth, job, withoutSlash(root.base), runs, visited, found};
            if (fs::is_directory(path, error)) {
                search.folder(path, 0);
            } else if (fs::is_regular_file(path, error)) {
                search.root = root.base == root.path ? path.parent_path() : search.root;
                if (const auto format = runlog::formatOf(path))
                    search.add(path, *format);
            } else {
                found.troubles.push_back({path,
                                          0,
                                          {base::ErrorCode::BadInput,
                                           {QT_TRANSLATE_NOOP("Engine", "There is no folder %1."), {path.string()}},
                                           {}}});
            }
        }
        if (expanded.empty())
            found.troubles.push_back({pattern,
                                      0,
                                      {base::ErrorCode::BadInput,
                                       {QT_TRANSLATE_NOOP("Engine", "No folder fits the pattern %1."), {pattern}},
                                       {}}});
        mergeHparams(runs);
        dropLoneManifests(runs);
        const std::size_t before = found.runs.size();
        for (auto& [folder, run] : runs) {
            keepNewestState(run.files);
            dropRepeatedLog(run.folder, run.files);
            std::sort(run.files.begin(), run.files.end(),
                      [](const FoundFile& a, const FoundFile& b) { return readBefore(a.path, b.path); });
            found.runs.push_back(std::move(run));
        }
        std::sort(found.runs.begin() + static_cast<std::ptrdiff_t>(before), found.runs.end(),
                  [](const FoundRun& a, const FoundRun& b) { return compareNaturally(a.name, b.name) < 0; });
    }
    return found;
}

} // namespace maquette::runs
