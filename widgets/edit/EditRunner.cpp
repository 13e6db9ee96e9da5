// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/EditRunner.h"

#include <QTimer>

#include "widgets/common/Text.h"
#include "widgets/edit/ExplanationPanel.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int adjustMs = 80;
const std::string seedName = "seed";

bool hasSeed(const base::ParameterValues& values)
{
    return std::any_of(values.table().begin(), values.table().end(), [](const base::Parameter& parameter) {
        return parameter.name == seedName && parameter.type == base::Parameter::Type::Integer;
    });
}

QImage copyForScreen(const imaging::Picture& picture)
{
    if (picture.empty() || picture.bits != 8)
        return {};
    return QImage(picture.bytes.data(), picture.width, picture.height, static_cast<qsizetype>(picture.rowBytes()),
                  picture.hasAlpha() ? QImage::Format_RGBA8888 : QImage::Format_RGB888)
        .convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

} // namespace

/// Everything a run needs on its thread; nothing of the document is touched there.
struct EditRunner::Order {
    EditService* service = nullptr;
    BoardContents contents;
    std::array<ItemId, 3> ids{};
    base::ParameterValues parameters;

    base::Result<ResultPtr> runOnce(const edit::Board& board, const EditRequest& request, const base::Job& job) const
    {
        auto made = service->run(board, request, job);
        if (!made.ok())
            return made.error();
        auto entry = std::make_shared<ResultEntry>();
        entry->result = std::move(made).value();
        entry->json = service->resultJson(entry->result);
        entry->picture = makePicture(std::move(entry->result.picture), EditRunner::tr("Result"));
        entry->result.picture = {};
        entry->source = contents.pictures[2];
        entry->madeFrom = ids;
        entry->fitted = entry->result.explanation;
        return ResultPtr(entry);
    }
};

EditRunner::EditRunner(BoardDocument* document, EditService* service, JobRunner* jobs, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_service(service)
    , m_jobs(jobs)
    , m_adjustTimer(new QTimer(this))
{
    m_adjustTimer->setSingleShot(true);
    m_adjustTimer->setInterval(adjustMs);
    connect(m_adjustTimer, &QTimer::timeout, this, &EditRunner::startAdjusting);
}

edit::Board EditRunner::makeBoard(const BoardContents& contents)
{
    edit::Board board;
    const std::array places{&board.before, &board.after, &board.image};
    for (std::size_t i = 0; i < places.size(); ++i)
        if (contents.pictures[i])
            *places[i] = *contents.pictures[i]->pixels;
    board.beforeBoxes = contents.boxes[0];
    board.afterBoxes = contents.boxes[1];
    board.parameters = contents.parameters;
    return board;
}

void EditRunner::setRun(JobId id)
{
    m_run = id;
    Q_EMIT runningChanged(id != 0);
}

void EditRunner::run(int variants)
{
    if (m_run)
        return;
    const Order order{m_service, m_document->contents(), m_document->pictureIds(), m_document->parameters()};
    const Mailbox<QImage> previews(this, [this](const QImage& image) {
        if (m_run)
            Q_EMIT preview(image);
    });
    m_firstResult = true;
    const QPointer<QObject> self(this);
    const auto add = [this](const ResultPtr& result) {
        // The earlier results stay until there is something to show in their place.
        if (std::exchange(m_firstResult, false))
            m_document->clearCandidates();
        m_document->addCandidate(result);
    };
    std::function<base::Result<int>(const base::Job&)> work = [=](const base::Job& job) -> base::Result<int> {
        const edit::Board board = makeBoard(order.contents);
        EditRequest request{order.parameters, {}, [previews](const imaging::Picture& picture) {
                                previews.post(copyForScreen(picture));
                            }};
        const std::int64_t seed = hasSeed(order.parameters) ? order.parameters.integer(seedName) : 0;
        int done = 0;
        for (; done < variants; ++done) {
            if (done > 0 && !request.parameters.set(seedName, seed + done).ok())
                break;
            auto result = order.runOnce(board, request, job.part(double(done) / variants, double(done + 1) / variants));
            if (!result.ok())
                return result.error();
            const ResultPtr entry = result.value();
            onInterface(self, [add, entry] { add(entry); });
            const bool drawn = entry->result.mode == edit::Mode::Global || entry->result.mode == edit::Mode::Tiled;
            if (!drawn || !hasSeed(order.parameters))
                return 1;
        }
        return done;
    };
    setRun(m_jobs->run<int>(tr("Edit by example"), this, work, [this](const base::Result<int>& result) {
        setRun(0);
        Q_EMIT preview({});
        if (result.ok())
            Q_EMIT finished(result.value());
        else
            Q_EMIT failed(result.error());
    }));
}

void EditRunner::stop()
{
    m_jobs->stop(m_run);
    m_jobs->stop(m_adjusting);
}

void EditRunner::adjust(const std::vector<base::Json>& values, const std::vector<bool>& enabled)
{
    m_adjustBase = m_document->shownResult();
    m_values = values;
    m_enabled = enabled;
    if (!m_adjustTimer->isActive())
        m_adjustTimer->start();
}

void EditRunner::startAdjusting()
{
    if (!m_adjustBase)
        return;
    m_jobs->stop(m_adjusting);
    Order order{m_service, m_document->contents(), m_adjustBase->madeFrom, m_document->parameters()};
    // The result may be of an earlier board: its own picture is what the sliders change.
    order.contents.pictures[2] = m_adjustBase->source;
    if (hasSeed(order.parameters))
        (void)order.parameters.set(seedName, m_adjustBase->result.seed);
    std::function<base::Result<ResultPtr>(const base::Job&)> work
        = [order, base = m_adjustBase, values = m_values,
           enabled = m_enabled](const base::Job& job) -> base::Result<ResultPtr> {
        const EditRequest request{order.parameters, adjustedExplanation(base->fitted, values, enabled), {}};
        auto result = order.runOnce(makeBoard(order.contents), request, job);
        if (!result.ok())
            return result.error();
        auto entry = std::make_shared<ResultEntry>(*result.value());
        entry->fitted = base->fitted;
        entry->adjusted = values;
        entry->enabled = enabled;
        return ResultPtr(entry);
    };
    const ResultPtr base = m_adjustBase;
    m_adjusting = m_jobs->run<ResultPtr>(tr("Apply the explanation"), this, work,
                                         [this, base](const base::Result<ResultPtr>& result) {
                                             if (result.ok()) {
                                                 // Only if the sliders still belong to what is shown.
                                                 const ResultPtr shown = m_document->shownResult();
                                                 if (shown && shown->fitted.steps == base->fitted.steps)
                                                     m_document->replaceChosen(result.value());
                                             } else if (result.error().code != base::ErrorCode::Stopped) {
                                                 Q_EMIT failed(result.error());
                                             }
                                         });
}

} // namespace maquette::widgets
