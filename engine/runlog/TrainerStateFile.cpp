// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/TrainerStateFile.h"

#include "runlog/LineFile.h"
#include "runlog/WholeJson.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace maquette::runlog {

using base::Json;

namespace {

constexpr std::int64_t mostBytes = 64 << 20;

std::string tagOf(const std::string& key)
{
    if (key.starts_with("eval_"))
        return "eval/" + key.substr(5);
    if (key.starts_with("test_"))
        return "test/" + key.substr(5);
    return "train/" + key;
}

class TrainerStateFile final : public RunFile {
public:
    explicit TrainerStateFile(const std::filesystem::path& path)
        : m_file(path, mostBytes)
    {
    }

    [[nodiscard]] const std::filesystem::path& path() const override { return m_file.path(); }
    [[nodiscard]] Format format() const override { return Format::TrainerState; }
    [[nodiscard]] Advance advance(RunSink& sink, const base::Job& job, std::int64_t budget) override;

private:
    std::optional<base::Error> take(const Json& state, double written, bool anew, RunSink& sink, Advance& advance);
    void row(const Json& row, RunSink& sink);
    static void facts(const Json& state, double written, RunSink& sink);

    WholeJson m_file;
    bool m_damaged = false; ///< it was no JSON
    std::vector<std::size_t> m_given; ///< a digest of each row
    RowSink m_fields;
};

Advance TrainerStateFile::advance(RunSink& sink, const base::Job& job, std::int64_t)
{
    Advance advance;
    const auto state = m_file.read(advance, job);
    if (!state)
        return advance;
    // A message about half a file goes with the data that were given before the file became whole.
    const bool anew = std::exchange(m_damaged, false);
    auto trouble = state->ok()
        ? take(state->value(), static_cast<double>(m_file.modified()) * 1e-9, anew, sink, advance)
        : damagedRun(path(), 0, state->error().detail);
    if (trouble) {
        m_damaged = true;
        advance.state = Advance::State::Damaged;
        advance.trouble = std::move(trouble);
    }
    return advance;
}

std::optional<base::Error> TrainerStateFile::take(const Json& state, double written, bool anew, RunSink& sink,
                                                  Advance& advance)
{
    const auto history = state.is_object() ? state.find("log_history") : state.end();
    if (!state.is_object() || history == state.end() || !history->is_array())
        return damagedRun(path(), 0, "no list \"log_history\"");
    std::vector<std::size_t> digests;
    digests.reserve(history->size());
    for (const auto& row : *history)
        digests.push_back(std::hash<std::string>{}(base::dumpJson(row)));
    const bool continues
        = !anew && digests.size() >= m_given.size() && std::equal(m_given.begin(), m_given.end(), digests.begin());
    if (!continues) {
        advance.replaced = true;
        m_given.clear();
        m_fields = {};
    }
    facts(state, written, sink);
    for (std::size_t i = m_given.size(); i < digests.size(); ++i) {
        row((*history)[i], sink);
        ++advance.records;
    }
    m_given = std::move(digests);
    return std::nullopt;
}

void TrainerStateFile::facts(const Json& state, double written, RunSink& sink)
{
    for (const char* key : {"max_steps", "num_train_epochs", "train_batch_size", "total_flos", "best_metric",
                            "best_model_checkpoint", "trial_name"})
        if (const auto found = state.find(key); found != state.end() && !found->is_null())
            sink.setting(key, settingOf(*found));
    const auto numberAt = [&](const char* key) {
        const auto found = state.find(key);
        return found != state.end() ? numberOf(*found).value_or(0) : 0;
    };
    if (numberAt("max_steps") > 0 && numberAt("global_step") >= numberAt("max_steps"))
        sink.status(Status::Finished, written);
}

void TrainerStateFile::row(const Json& row, RunSink& sink)
{
    if (!row.is_object())
        return;
    const auto found = row.find("step");
    const auto number = found != row.end() ? numberOf(*found) : std::nullopt;
    const auto step = number ? wholeNumber(*number) : std::nullopt;
    if (!step)
        return;
    flatten(row, "", [&](const std::string& name, const Json& value) {
        if (!name.empty() && name != "step")
            m_fields.leaf(tagOf(name), {*step, unknown}, value, sink);
    });
}

} // namespace

std::unique_ptr<RunFile> openTrainerState(const std::filesystem::path& path)
{
    return std::make_unique<TrainerStateFile>(path);
}

} // namespace maquette::runlog
