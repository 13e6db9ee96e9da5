// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/RunStore.h"

#include <QCoreApplication>

#include "base/Threads.h"
#include "widgets/runs/RunsService.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

class EngineRunsService : public RunsService {
public:
    ~EngineRunsService() override { end(); }

    void follow(const std::vector<std::string>& roots, Listener listener) override
    {
        if (!m_store) {
            runs::StoreOptions options;
            options.roots = roots;
            m_store = std::make_unique<runs::RunStore>(options);
        } else {
            m_store->setRoots(roots);
        }
        m_store->setListener(std::move(listener));
        if (!m_paused && !m_store->following())
            m_store->follow();
    }

    void setPaused(bool paused) override
    {
        m_paused = paused;
        if (!m_store || m_store->following() == !paused)
            return;
        if (paused)
            m_store->stop();
        else
            m_store->follow();
    }

    bool paused() const override { return m_paused; }

    void refresh() override
    {
        if (m_store && !m_paused)
            m_store->refresh();
    }

    void end() override
    {
        if (!m_store)
            return;
        m_store->setListener({});
        m_store.reset();
    }

    std::vector<RunsDemo> demo(const QString& folder) const override
    {
        std::vector<RunsDemo> list;
        // Both at once, and the window wants to draw, too.
        const QString threads = QString::number(std::max(1, base::threads() / 2));
        for (const QString& precision : {u"bf16"_s, u"o2"_s})
            list.push_back({precision,
                            QCoreApplication::applicationFilePath(),
                            {u"runs"_s, u"train"_s, u"gpt"_s, u"--size"_s, u"tiny"_s, u"--precision"_s, precision,
                             u"--out"_s, folder + u'/' + precision, u"--threads"_s, threads, u"--quiet"_s}});
        return list;
    }

private:
    std::unique_ptr<runs::RunStore> m_store;
    bool m_paused = false;
};

} // namespace

std::unique_ptr<RunsService> makeEngineRunsService() { return std::make_unique<EngineRunsService>(); }

} // namespace maquette::widgets
