// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/ManifestFile.h"

#include "runlog/WholeJson.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

namespace maquette::runlog {

using base::Json;

namespace {

constexpr std::int64_t mostBytes = 4 << 20;
constexpr std::size_t mostSessions = 100;
constexpr std::string_view format = "maquette-run";

class ManifestFile final : public RunFile {
public:
    explicit ManifestFile(const std::filesystem::path& path)
        : m_file(path, mostBytes)
    {
    }

    [[nodiscard]] const std::filesystem::path& path() const override { return m_file.path(); }
    [[nodiscard]] Format format() const override { return Format::Manifest; }
    [[nodiscard]] Advance advance(RunSink& sink, const base::Job& job, std::int64_t budget) override;

private:
    WholeJson m_file;
};

void give(const std::string& name, const Json& value, RunSink& sink)
{
    flatten(value, name, [&](const std::string& leaf, const Json& found) {
        if (!leaf.empty() && !found.is_null())
            sink.setting(leaf, settingOf(found));
    });
}

void giveSessions(const Json& sessions, RunSink& sink)
{
    sink.setting("sessions", static_cast<double>(sessions.size()));
    for (std::size_t i = 0; i < std::min(sessions.size(), mostSessions); ++i)
        give("sessions/" + std::to_string(i + 1), sessions[i], sink);
}

/// Nothing, or what is wrong.
std::string giveAll(const Json& manifest, RunSink& sink)
{
    if (!manifest.is_object() || manifest.value("format", Json()) != Json(format))
        return "no \"format\":\"maquette-run\"";
    const auto version = manifest.find("version");
    if (version == manifest.end() || *version != 1)
        return "a version that this program does not know";
    for (const auto& [key, value] : manifest.items()) {
        if (key == "format" || key == "version")
            continue;
        if (key == "name" && value.is_string())
            sink.about("name", value.get<std::string>());
        else if (key == "recipe")
            give("", value, sink);
        else if (key == "sessions" && value.is_array())
            giveSessions(value, sink);
        else
            give(key, value, sink);
    }
    return {};
}

Advance ManifestFile::advance(RunSink& sink, const base::Job& job, std::int64_t)
{
    Advance advance;
    const auto manifest = m_file.read(advance, job);
    if (!manifest)
        return advance;
    const std::string problem = manifest->ok() ? giveAll(manifest->value(), sink) : manifest->error().detail;
    if (problem.empty() && manifest->ok())
        advance.records = 1;
    else {
        advance.state = Advance::State::Damaged;
        advance.trouble = damagedRun(path(), 0, problem);
    }
    return advance;
}

} // namespace

bool isManifest(const std::filesystem::path& path)
{
    GrowingFile file(path);
    const auto look = file.look(0);
    if (look.gone() || look.trouble())
        return false;
    std::string start(static_cast<std::size_t>(std::min<std::int64_t>(look.size(), 64 << 10)), '\0');
    const auto got = look.read(0, std::as_writable_bytes(std::span(start)));
    return got.ok() && start.find('"' + std::string(format) + '"') != std::string::npos;
}

std::unique_ptr<RunFile> openManifest(const std::filesystem::path& path)
{
    return std::make_unique<ManifestFile>(path);
}

} // namespace maquette::runlog
