// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/RunBuilder.h"

#include "runs/Payload.h"
#include "runs/Spool.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace maquette::runs {

using namespace runlog;

RunBuilder::Sink::Sink(RunBuilder& run, std::string stream, bool aside)
    : m_run(run)
    , m_stream(std::move(stream))
    , m_aside(aside)
{
}

RunBuilder::TagState* RunBuilder::tag(const std::string& name, Kind kind)
{
    const auto found = m_tags.find({name, kind});
    if (found != m_tags.end())
        return &found->second;
    if (m_tags.size() < mostTags) {
        const auto place = static_cast<std::int64_t>(m_tags.size());
        TagState& state = m_tags[{name, kind}];
        state.place = place;
        return &state;
    }
    if (!std::exchange(m_tooMany, true)) {
        m_troubles.push_back({{},
                              0,
                              {base::ErrorCode::BadInput,
                               {QT_TRANSLATE_NOOP("Engine", "The run has more than %1 tags; the others are left out."),
                                {std::to_string(mostTags)}},
                               "first left out: " + name}});
        m_changed = true;
    }
    return nullptr;
}

RunBuilder::TagState* RunBuilder::Sink::state(const std::string& tag, Kind kind)
{
    TagState* state = m_run.tag(tag, kind);
    if (state && !state->owner.empty() && state->owner != m_stream)
        state = m_run.tag(m_stream + "/" + tag, kind);
    if (state && state->owner.empty())
        state->owner = m_stream;
    return state;
}

void RunBuilder::Sink::scalar(const std::string& tag, At at, double value)
{
    auto known = m_scalars.find(tag);
    if (known == m_scalars.end()) {
        TagState* const created = this->state(tag, Kind::Scalar);
        if (!created)
            return;
        known = m_scalars.emplace(tag, created).first;
    }
    TagState& state = *known->second;
    if (state.live.count() > 0 && at.step <= state.live.lastStep())
        m_run.leave(state, at.step);
    state.live.append(at.step, at.wallTime, value);
    state.frozen.reset();
    m_run.seen(at.wallTime);
}

template <class Value> void RunBuilder::Sink::keep(const std::string& tag, Kind kind, At at, const Value& value)
{
    TagState* const state = this->state(tag, kind);
    if (!state)
        return;
    auto bytes = packed(value);
    const std::size_t size = bytes.size();
    if (size > std::numeric_limits<std::uint32_t>::max())
        return;
    const auto position = m_run.m_spool->add(std::move(bytes));
    if (!position.ok()) {
        if (m_run.m_troubles.empty())
            m_run.m_troubles.push_back({{}, 0, position.error()});
        m_run.m_changed = true;
        return;
    }
    if (!state->entries.empty() && at.step <= state->entries.back().step)
        m_run.leave(*state, at.step);
    state->entries.push_back({at.step, at.wallTime, position.value(), static_cast<std::uint32_t>(size)});
    state->frozen.reset();
    m_run.seen(at.wallTime);
}

void RunBuilder::Sink::histogram(const std::string& tag, At at, Histogram value)
{
    keep(tag, Kind::Histogram, at, value);
}
void RunBuilder::Sink::pictures(const std::string& tag, At at, std::vector<Picture> value)
{
    keep(tag, Kind::Pictures, at, value);
}
void RunBuilder::Sink::text(const std::string& tag, At at, Text value) { keep(tag, Kind::Text, at, value); }
void RunBuilder::Sink::audio(const std::string& tag, At at, std::vector<Audio> value)
{
    keep(tag, Kind::Audio, at, value);
}
void RunBuilder::Sink::precisionRecall(const std::string& tag, At at, PrecisionRecall value)
{
    keep(tag, Kind::PrecisionRecall, at, value);
}
void RunBuilder::Sink::mesh(const std::string& tag, At at, MeshPart value)
{
    // Vertices, faces and colors come under one tag and step; apart they do not supersede each other.
    static constexpr const char* parts[] = {"", "#faces", "#colors"};
    keep(tag + parts[static_cast<int>(value.kind)], Kind::Mesh, at, value);
}
void RunBuilder::Sink::tensor(const std::string& tag, At at, Tensor value) { keep(tag, Kind::Tensor, at, value); }

void RunBuilder::Sink::setting(const std::string& name, const Setting& value)
{
    (m_aside ? m_run.m_settingsAside : m_run.m_settings)[name] = value;
    m_run.m_changed = true;
}

void RunBuilder::Sink::about(const std::string& key, const std::string& value)
{
    (m_aside ? m_run.m_aboutAside : m_run.m_about)[key] = value;
    m_run.m_changed = true;
}

void RunBuilder::Sink::describe(const std::string& tag, const std::string& name, const std::string& description)
{
    auto& kept = m_run.m_descriptions[tag];
    if (kept.first == name && kept.second == description)
        return;
    kept = {name, description};
    for (auto& [key, state] : m_run.m_tags)
        if (key.first == tag)
            state.frozen.reset();
    m_run.m_changed = true;
}

void RunBuilder::Sink::restart(std::int64_t step)
{
    for (auto& [key, state] : m_run.m_tags)
        if (state.owner == m_stream)
            m_run.leave(state, step);
}

void RunBuilder::Sink::status(Status status, double wallTime)
{
    m_run.seen(wallTime);
    // Of several files the one that is read last need not tell the latest.
    if (wallTime < m_run.m_announcedAt)
        return;
    m_run.m_announced = status;
    m_run.m_announcedAt = wallTime;
}

RunBuilder::RunBuilder(std::shared_ptr<SpoolFile> spool)
    : m_spool(std::make_shared<Spool>(std::move(spool)))
{
}

RunBuilder::~RunBuilder() = default;

void RunBuilder::seen(double wallTime)
{
    m_changed = true;
    if (!std::isfinite(wallTime))
        return;
    if (std::isnan(m_start) || wallTime < m_start)
        m_start = wallTime;
    if (std::isnan(m_last) || wallTime > m_last) {
        m_last = wallTime;
        ++m_times;
    }
    // A run that was resumed under its old name; a value that was on its way when the run ended does not count.
    constexpr double late = 60;
    const bool ended = m_announced == Status::Finished || m_announced == Status::Failed;
    if (ended && wallTime > m_announcedAt + late)
        m_announced = Status::Running;
}

void RunBuilder::leave(TagState& tag, std::int64_t step)
{
    if (const std::int64_t from = tag.live.lowerBound(step); from < tag.live.count()) {
        tag.pieces.push_back(tag.left.count());
        tag.live.copy(from, tag.live.count(), tag.left);
        tag.live.truncate(from);
        tag.frozen.reset();
        m_changed = true;
    }
    const auto from = std::lower_bound(tag.entries.begin(), tag.entries.end(), step,
                                       [](const Entry& entry, std::int64_t wanted) { return entry.step < wanted; });
    if (from != tag.entries.end()) {
        tag.leftEntries.insert(tag.leftEntries.end(), from, tag.entries.end());
        tag.entries.erase(from, tag.entries.end());
        tag.frozen.reset();
        m_changed = true;
    }
}

Run RunBuilder::freeze()
{
    Run run;
    run.start = m_start;
    run.last = m_last;
    run.settings = m_settings;
    run.settings.insert(m_settingsAside.begin(), m_settingsAside.end());
    run.about = m_about;
    run.about.insert(m_aboutAside.begin(), m_aboutAside.end());
    run.troubles = m_troubles;
    run.tags.reserve(m_tags.size());
    for (auto& [key, state] : m_tags) {
        if (!state.frozen) {
            auto tag = std::make_shared<Tag>();
            tag->name = key.first;
            tag->kind = key.second;
            tag->place = state.place;
            if (const auto found = m_descriptions.find(key.first); found != m_descriptions.end())
                std::tie(tag->displayName, tag->description) = found->second;
            if (tag->kind == Kind::Scalar) {
                tag->scalars
                    = std::make_shared<ScalarData>(ScalarData{state.live.freeze(), state.left.freeze(), state.pieces});
                tag->count = tag->scalars->live.count();
                tag->left = tag->scalars->left.count();
            } else {
                auto history = std::make_shared<History>();
                history->m_live = state.entries;
                history->m_left = state.leftEntries;
                history->m_spool = m_spool;
                tag->count = history->count();
                tag->left = static_cast<std::int64_t>(history->m_left.size());
                tag->history = std::move(history);
            }
            state.frozen = std::move(tag);
        }
        if (key.second == Kind::Scalar)
            run.scalarPoints += state.frozen->count;
        run.tags.push_back(state.frozen);
    }
    m_changed = false;
    return run;
}

Status RunBuilder::statusAt(double now, double written, double grace) const
{
    if (m_announced == Status::Finished || m_announced == Status::Failed)
        return m_announced;
    constexpr double shortest = 120, longest = 86400; // event files are flushed every two minutes
    const double mean = m_times > 1 ? (m_last - m_start) / static_cast<double>(m_times - 1) : 0;
    const double usual = std::clamp(3 * mean, shortest, longest);
    const double sign = std::isnan(m_last) ? written : std::max(m_last, written);
    if (now - sign <= usual + grace)
        return Status::Running;
    return m_announced == Status::Running ? Status::Failed : Status::Unknown;
}

} // namespace maquette::runs
