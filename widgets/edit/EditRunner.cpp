// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edit/EditRunner.h"

#include <QDateTime>
#include <QTimer>

#include "widgets/common/Text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int adjustMs = 80;
constexpr qint64 gestureMs = 1000;
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
        entry->picture
            = makePicture(std::move(entry->result.picture), EditRunner::tr("Result"), {PictureOrigin::Kind::Result});
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
    dropAdjusting();
    m_document->beginRun();
    const QPointer<QObject> self(this);
    const auto add = [this](const ResultPtr& result) { m_document->addCandidate(result); };
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
            if (!painted(entry->result) || !hasSeed(order.parameters))
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
    dropAdjusting();
}

bool EditRunner::adjusting() const { return m_adjustTimer->isActive() || m_adjusting != 0; }

bool EditRunner::dropAdjusting()
{
    if (!adjusting())
        return false;
    m_adjustTimer->stop();
    m_jobs->stop(std::exchange(m_adjusting, 0));
    m_lastMove = 0;
    Q_EMIT adjustingEnded();
    return !m_gestureShown;
}

void EditRunner::adjust(const ExplanationMove& move)
{
    const ItemId shown = m_document->shownId();
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (move.what != m_move.what || shown != m_target || now - m_lastMove > gestureMs) {
        ++m_gesture;
        m_gestureShown = false;
    }
    m_lastMove = now;
    m_target = shown;
    m_move = move;
    if (!m_adjustTimer->isActive())
        m_adjustTimer->start();
}

void EditRunner::startAdjusting()
{
    const ResultPtr base = m_document->resultOf(m_target);
    m_jobs->stop(std::exchange(m_adjusting, 0));
    if (!base) {
        Q_EMIT adjustingEnded();
        return;
    }
    Order order{m_service, m_document->contents(), base->madeFrom, m_document->parameters()};
    // The result may be of an earlier board: what it was made from is what the sliders change.
    for (std::size_t i = 0; i < order.ids.size(); ++i)
        if (const PicturePtr picture = m_document->pictureOf(order.ids[i]))
            order.contents.pictures[i] = picture;
    order.contents.pictures[2] = base->source;
    if (hasSeed(order.parameters))
        (void)order.parameters.set(seedName, base->result.seed);
    std::function<base::Result<ResultPtr>(const base::Job&)> work
        = [order, base, move = m_move](const base::Job& job) -> base::Result<ResultPtr> {
        const EditRequest request{order.parameters, adjustedExplanation(base->fitted, move.values, move.enabled), {}};
        auto result = order.runOnce(makeBoard(order.contents), request, job);
        if (!result.ok())
            return result.error();
        auto entry = std::make_shared<ResultEntry>(*result.value());
        entry->fitted = base->fitted;
        entry->adjusted = move.values;
        entry->enabled = move.enabled;
        return ResultPtr(entry);
    };
    const auto serial = std::make_shared<JobId>();
    *serial = m_jobs->run<ResultPtr>(
        tr("Apply the explanation"), this, work,
        [this, serial, of = m_target, gesture = m_gesture, move = m_move](const base::Result<ResultPtr>& result) {
            // Dropped, or newer moves have taken over.
            if (*serial != m_adjusting)
                return;
            m_adjusting = 0;
            adjusted(of, QString::number(gesture), move, result);
        });
    m_adjusting = *serial;
}

void EditRunner::adjusted(ItemId of, const QString& gesture, const ExplanationMove& move,
                          const base::Result<ResultPtr>& result)
{
    if (result.ok()) {
        const ItemId id = m_document->adjustResult(of, result.value(), move.name, gesture);
        if (id && m_target == of) {
            m_target = id;
            m_gestureShown = true;
        }
    }
    if (!m_adjustTimer->isActive())
        Q_EMIT adjustingEnded();
    if (!result.ok() && result.error().code != base::ErrorCode::Stopped)
        Q_EMIT failed(result.error());
}

} // namespace maquette::widgets
