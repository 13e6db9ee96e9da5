// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QObject>
#include <QThreadPool>

#include "cloud/view/Render.h"
#include "widgets/cloud/CloudView.h"
#include "widgets/common/Mailbox.h"

#include <functional>
#include <map>
#include <memory>
#include <stop_token>

namespace maquette::widgets {

/// Colors of the panes of a state, ready for use.
using PaneColorList = std::vector<std::shared_ptr<const cloud::PaneColors>>;

/// Pictures, picks and selections of a view, made on threads of their own. Each kind of work has one place: new work
/// of a kind stops the old one and drops its result. Results come on the interface thread while the worker lives; its
/// destructor stops all and waits.
class GlViewWorker : public QObject {
    Q_OBJECT
public:
    enum class Kind { Picture, Colors, Pick, Region };

    explicit GlViewWorker(QObject* parent);
    ~GlViewWorker() override;

    template <class T> void run(Kind kind, std::function<T(const base::Job&)> work, std::function<void(T)> done)
    {
        std::stop_source& stop = m_stops[kind];
        stop.request_stop();
        stop = std::stop_source();
        const std::stop_token token = stop.get_token();
        start([guard = QPointer<QObject>(this), token, work = std::move(work), done = std::move(done)] {
            if (token.stop_requested())
                return;
            auto result = std::make_shared<T>(work(base::Job(token, {})));
            onInterface(guard, [token, result, done] {
                if (!token.stop_requested())
                    done(std::move(*result));
            });
        });
    }
    void stop(Kind kind);

private:
    void start(std::function<void()> work);

    QThreadPool m_pool;
    std::map<Kind, std::stop_source> m_stops;
};

/// Those of a scene, or empty ones.
[[nodiscard]] const cloud::ClassSlots& slotsOf(const CloudScene& scene);
[[nodiscard]] const cloud::ClassTable& tableOf(const CloudScene& scene);

/// What a pane of a scene looks its colors up with; for any thread.
[[nodiscard]] cloud::PaneColors colorsOf(const CloudScene& scene, const cloud::PaneContent& content);

/// What the engine's functions take, by values that live as long as the work does.
struct CloudWork {
    CloudScene scene;
    cloud::ViewState state;
    PaneColorList colors;
    QSize size; ///< pixels of the picture, or of the pane

    /// Null when stopped. `budget`: see RenderOptions.
    [[nodiscard]] QImage picture(std::size_t budget, const base::Job& job) const;
    [[nodiscard]] std::optional<std::uint32_t> pick(const QPointF& place, double radius) const;
    [[nodiscard]] std::vector<std::uint32_t> select(const QPolygonF& polygon, bool visibleOnly) const;

private:
    [[nodiscard]] cloud::RenderInput input() const;
};

} // namespace maquette::widgets
