// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/Run.h"
#include "runs/SeriesBuilder.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace maquette::runs {

class Spool;
class SpoolFile;

/// Collects what the files of one run give and makes snapshots of it. Not thread-safe.
class RunBuilder {
    struct TagState {
        std::string owner; ///< the stream that gave it first
        std::int64_t place = 0; ///< as Tag::place
        SeriesBuilder live, left;
        std::vector<std::int64_t> pieces;
        std::vector<Entry> entries, leftEntries;
        std::shared_ptr<const Tag> frozen; ///< null when it changed since
    };
    using Key = std::pair<std::string, Kind>;

public:
    /// Of one run; a file of words that is taken for a log could fill the memory with names.
    static constexpr std::size_t mostTags = 200'000;

    /// The way in for one file. Files of one stream supersede each other by step; the tag of another stream that is
    /// taken already gets "stream/" in front.
    class Sink final : public runlog::RunSink {
    public:
        /// `aside`: its settings and descriptions stand only where no other file gives them.
        Sink(RunBuilder& run, std::string stream, bool aside = false);

        void scalar(const std::string& tag, runlog::At at, double value) override;
        void histogram(const std::string& tag, runlog::At at, runlog::Histogram value) override;
        void pictures(const std::string& tag, runlog::At at, std::vector<runlog::Picture> value) override;
        void text(const std::string& tag, runlog::At at, runlog::Text value) override;
        void audio(const std::string& tag, runlog::At at, std::vector<runlog::Audio> value) override;
        void precisionRecall(const std::string& tag, runlog::At at, runlog::PrecisionRecall value) override;
        void mesh(const std::string& tag, runlog::At at, runlog::MeshPart value) override;
        void tensor(const std::string& tag, runlog::At at, runlog::Tensor value) override;
        void setting(const std::string& name, const runlog::Setting& value) override;
        void about(const std::string& key, const std::string& value) override;
        void describe(const std::string& tag, const std::string& name, const std::string& description) override;
        void restart(std::int64_t step) override;
        void status(runlog::Status status, double wallTime) override;

    private:
        /// Null for one tag too many.
        TagState* state(const std::string& tag, Kind kind);
        template <class Value> void keep(const std::string& tag, Kind kind, runlog::At at, const Value& value);

        RunBuilder& m_run;
        std::string m_stream;
        bool m_aside;
        std::unordered_map<std::string, TagState*> m_scalars; ///< the way to them without a prefix
    };

    explicit RunBuilder(std::shared_ptr<SpoolFile> spool);
    ~RunBuilder();
    RunBuilder(const RunBuilder&) = delete;
    RunBuilder& operator=(const RunBuilder&) = delete;

    /// Tags, settings, times and what describes the run; the caller fills in the rest.
    [[nodiscard]] Run freeze();
    [[nodiscard]] bool changed() const { return m_changed; }

    /// What the run is doing at `now`, its files last changed at `written`, both seconds since 1970. Said to have
    /// ended: that. Else running while the last sign of life is younger than three times the mean distance of its times
    /// (two minutes to a day) and `grace`; then failed where the files said that it runs, and unknown where they never
    /// say.
    [[nodiscard]] runlog::Status statusAt(double now, double written, double grace) const;

private:
    TagState* tag(const std::string& name, Kind kind);
    void seen(double wallTime);
    void leave(TagState& tag, std::int64_t step);

    std::shared_ptr<Spool> m_spool;
    std::map<Key, TagState> m_tags;
    std::map<std::string, runlog::Setting> m_settings, m_settingsAside;
    std::map<std::string, std::string> m_about, m_aboutAside;
    std::map<std::string, std::pair<std::string, std::string>> m_descriptions;
    std::vector<Trouble> m_troubles; ///< with the run as a whole
    bool m_tooMany = false;
    double m_start = runlog::unknown, m_last = runlog::unknown;
    std::int64_t m_times = 0; ///< how often the latest time moved on
    runlog::Status m_announced = runlog::Status::Unknown;
    double m_announcedAt = runlog::unknown;
    bool m_changed = true;
};

} // namespace maquette::runs
