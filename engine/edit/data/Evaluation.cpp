// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/Evaluation.h"

#include "base/Threads.h"
#include "edit/data/Baselines.h"
#include "imaging/Metrics.h"

#include <algorithm>
#include <mutex>
#include <string_view>

namespace maquette::edit::data {

namespace {

using imaging::Image;

double decibels(const Image& result, const Image& truth)
{
    return result.sameSize(truth) && !result.empty() ? imaging::psnr(result, truth, 50) : 0;
}

Scores scoreBoard(const EvaluationSet& set, int index, const EvaluationMethods& methods)
{
    const BoardSample board = set.board(index);
    Scores scores;
    scores.boards = 1;
    const Edited edited = methods.method(board.before, board.after, board.image);
    const Image& result = edited.result;
    scores.psnr = decibels(result, board.target);
    scores.ssim = result.sameSize(board.target) && !result.empty() ? imaging::ssim(result, board.target) : 0;
    scores.copy = decibels(board.image, board.target);
    scores.affine = decibels(affineTransfer(board.before, board.after, board.image), board.target);
    scores.reinhard = decibels(reinhardTransfer(board.before, board.after, board.image), board.target);
    if (edited.explained)
        scores.explain = decibels(*edited.explained, board.target);
    const int wrong = methods.wrongExample ? set.wrongExampleFor(index) : -1;
    if (wrong >= 0) {
        const BoardSample other = set.board(wrong);
        scores.wrongExample = decibels(methods.method(other.before, other.after, board.image).result, board.target);
    }
    return scores;
}

/// The mean of rows; each row counts once. A value that a row lacks is lacking in the mean.
Scores mean(std::string name, const std::vector<Scores>& rows)
{
    Scores out;
    out.name = std::move(name);
    if (rows.empty())
        return out;
    out.explain = 0;
    out.wrongExample = 0;
    const auto add = [](std::optional<double>& sum, const std::optional<double>& value) {
        sum = sum && value ? std::optional(*sum + *value) : std::nullopt;
    };
    for (const Scores& row : rows) {
        out.boards += row.boards;
        out.psnr += row.psnr;
        out.ssim += row.ssim;
        out.copy += row.copy;
        out.affine += row.affine;
        out.reinhard += row.reinhard;
        add(out.explain, row.explain);
        add(out.wrongExample, row.wrongExample);
    }
    const auto count = static_cast<double>(rows.size());
    for (double* value : {&out.psnr, &out.ssim, &out.copy, &out.affine, &out.reinhard})
        *value /= count;
    for (std::optional<double>* value : {&out.explain, &out.wrongExample})
        if (*value)
            **value /= count;
    return out;
}

SetScores summarized(const EvaluationSet& set, const std::vector<Scores>& boards)
{
    SetScores out;
    out.name = set.name();
    const std::size_t perOperation = boards.size() / std::max<std::size_t>(1, set.operations().size());
    const auto& all = operations();
    for (std::size_t i = 0; i < set.operations().size(); ++i) {
        const auto first = boards.begin() + static_cast<std::ptrdiff_t>(i * perOperation);
        out.operations.push_back(
            mean(all[set.operations()[i]].name, {first, first + static_cast<std::ptrdiff_t>(perOperation)}));
    }
    for (const OperationGroup& group : operationGroups()) {
        std::vector<Scores> members;
        for (std::size_t i = 0; i < set.operations().size(); ++i)
            if (std::string_view(all[set.operations()[i]].group) == group.name)
                members.push_back(out.operations[i]);
        if (!members.empty())
            out.groups.push_back(mean(group.name, members));
    }
    out.all = mean("", out.operations);
    return out;
}

base::Json rowJson(const Scores& row)
{
    base::Json json = base::Json::object();
    if (!row.name.empty())
        json["name"] = row.name;
    const auto optional
        = [](const std::optional<double>& value) { return value ? base::Json(*value) : base::Json(nullptr); };
    json["boards"] = row.boards;
    json["psnr"] = row.psnr;
    json["ssim"] = row.ssim;
    json["copy"] = row.copy;
    json["affine"] = row.affine;
    json["reinhard"] = row.reinhard;
    json["explain"] = optional(row.explain);
    json["wrong_example"] = optional(row.wrongExample);
    return json;
}

std::string padded(const std::string& text, std::size_t width, bool right)
{
    const std::string space(width > text.size() ? width - text.size() : 0, ' ');
    return right ? space + text : text + space;
}

void addRow(std::string& out, const Scores& row)
{
    const auto optional
        = [](const std::optional<double>& value) { return value ? base::number(*value, 2) : std::string("-"); };
    out += padded(row.name.empty() ? "all" : row.name, 18, false);
    out += padded(std::to_string(row.boards), 7, true);
    for (const std::string& cell :
         {base::number(row.psnr, 2), base::number(row.ssim, 3), base::number(row.copy, 2), base::number(row.affine, 2),
          base::number(row.reinhard, 2), optional(row.explain), optional(row.wrongExample)})
        out += padded(cell, 10, true);
    out += '\n';
}

std::string tableOf(const std::vector<SetScores>& sets, std::vector<Scores> SetScores::*rows)
{
    std::string out;
    for (const SetScores& set : sets) {
        out += out.empty() ? "" : "\n";
        out += padded(set.name, 18, false) + padded("boards", 7, true);
        for (const char* title : {"psnr dB", "ssim", "copy", "affine", "reinhard", "explain", "wrong"})
            out += padded(title, 10, true);
        out += '\n';
        for (const Scores& row : set.*rows)
            addRow(out, row);
        addRow(out, set.all);
    }
    return out;
}

} // namespace

base::Json Evaluation::toJson() const
{
    base::Json list = base::Json::array();
    for (const SetScores& set : sets) {
        base::Json groups = base::Json::array();
        for (const Scores& row : set.groups)
            groups.push_back(rowJson(row));
        base::Json entry = base::Json::object();
        entry["name"] = set.name;
        entry["all"] = rowJson(set.all);
        entry["groups"] = std::move(groups);
        list.push_back(std::move(entry));
    }
    base::Json root = base::Json::object();
    root["sets"] = std::move(list);
    return root;
}

std::string Evaluation::table() const { return tableOf(sets, &SetScores::groups); }
std::string Evaluation::operationTable() const { return tableOf(sets, &SetScores::operations); }

base::Result<Evaluation> evaluate(const std::vector<EvaluationSet>& sets, const EvaluationMethods& methods,
                                  const base::Job& job)
{
    assert(methods.method);
    std::int64_t total = 0;
    for (const EvaluationSet& set : sets)
        total += set.count();
    std::mutex mutex;
    std::int64_t done = 0;
    Evaluation evaluation;
    for (const EvaluationSet& set : sets) {
        std::vector<Scores> boards(set.count());
        base::parallelFor(set.count(), 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t i = begin; i < end; ++i) {
                if (job.stopped())
                    return;
                boards[i] = scoreBoard(set, static_cast<int>(i), methods);
                const std::lock_guard lock(mutex);
                job.report(static_cast<double>(++done) / static_cast<double>(total),
                           {QT_TRANSLATE_NOOP("Engine", "Evaluating boards")});
            }
        });
        if (job.stopped())
            return base::stoppedError();
        evaluation.sets.push_back(summarized(set, boards));
    }
    return evaluation;
}

} // namespace maquette::edit::data
