// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/CloudFile.h"
#include "cloud/io/Reader.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace maquette::cloud {

namespace fs = std::filesystem;

namespace {

constexpr int deepest = 3; ///< folders below the one that was asked for: data set, areas, rooms
constexpr std::size_t mostRooms = 100000;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// The length of "Area_12" at the start of a name; 0 without.
std::size_t areaLength(const std::string& name)
{
    static constexpr std::string_view word = "Area_";
    std::size_t length = word.size();
    while (name.starts_with(word) && length < name.size() && isDigit(name[length]))
        ++length;
    return name.starts_with(word) && length > word.size() ? length : 0;
}

class Collector {
public:
    explicit Collector(const base::Job& job)
        : m_job(job)
    {
    }

    /// False when stopped.
    bool visit(const fs::path& folder, int depth)
    {
        std::error_code error;
        // A link may lead back up.
        if (!m_visited.insert(fs::canonical(folder, error)).second)
            return true;
        if (fs::is_directory(folder / "Annotations", error)) {
            addFolder(folder);
            return true;
        }
        for (fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error), end;
             !error && entry != end && rooms.size() < mostRooms; entry.increment(error)) {
            if (m_job.stopped())
                return false;
            std::error_code state;
            const std::string name = entry->path().filename().string();
            if (name.starts_with('.'))
                continue;
            if (entry->is_directory(state)) {
                if (depth < deepest && !visit(entry->path(), depth + 1))
                    return false;
            } else if (entry->is_regular_file(state)) {
                addFile(entry->path(), name);
            }
        }
        return true;
    }

    std::vector<RoomEntry> rooms;

private:
    void addFolder(const fs::path& folder)
    {
        const fs::path whole = folder.lexically_normal();
        const fs::path room = whole.has_filename() ? whole : whole.parent_path();
        std::error_code error;
        const std::string area = fs::absolute(room, error).parent_path().filename().string();
        rooms.push_back({areaLength(area) == area.size() ? area : std::string(), room.filename().string(), room});
    }

    void addFile(const fs::path& file, const std::string& name)
    {
        const auto& endings = readableEndings();
        if (std::find(endings.begin(), endings.end(), io::endingOf(file)) == endings.end())
            return;
        // What lies beside clouds and is none: labels of ScanNet, angles of S3DIS.
        if (name.ends_with(".labels.ply") || name.ends_with("_alignmentAngle.txt"))
            return;
        const std::string stem = file.stem().string();
        const std::size_t area = areaLength(stem);
        if (area > 0 && area + 1 < stem.size() && stem[area] == '_')
            rooms.push_back({stem.substr(0, area), stem.substr(area + 1), file});
        else
            rooms.push_back({{}, stem, file});
    }

    const base::Job& m_job;
    std::set<fs::path> m_visited;
};

} // namespace

base::Result<std::vector<RoomEntry>> listRooms(const fs::path& folder, const base::Job& job)
{
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return base::Error{
            base::ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "%1 is no folder."), {folder.string()}}, {}};
    Collector collector(job);
    if (!collector.visit(folder, 0))
        return base::stoppedError();
    if (collector.rooms.empty())
        return base::Error{
            base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 holds no point clouds and no rooms of S3DIS."), {folder.string()}},
            {}};
    std::sort(collector.rooms.begin(), collector.rooms.end(), [](const RoomEntry& a, const RoomEntry& b) {
        return std::tie(a.area, a.name, a.path) < std::tie(b.area, b.name, b.path);
    });
    return std::move(collector.rooms);
}

} // namespace maquette::cloud
