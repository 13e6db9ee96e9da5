// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBoxLayout>
#include <QBuffer>
#include <QImage>
#include <QMouseEvent>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include "runlog/EventWriter.h"
#include "widgets/common/Actions.h"
#include "widgets/common/FileChooser.h"
#include "widgets/common/JobRunner.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/Settings.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/ChartGrid.h"
#include "widgets/runs/RunsDocument.h"
#include "widgets/runs/RunsPage.h"
#include "widgets/runs/RunsService.h"
#include "widgets/runs/RunsSide.h"
#include "widgets/runs/RunsWorkspace.h"

#include <cmath>
#include <functional>
#include <memory>

namespace maquette::tests {

/// Answers questions for file names with what the test put there.
class RunsChooser : public widgets::FileChooser {
public:
    void ask(QWidget*, const Question&, std::function<void(const QStringList&)> chosen) override
    {
        if (!answers.isEmpty())
            chosen({answers.takeFirst()});
    }

    QStringList answers;
};

using Curve = std::function<double(int)>;
using Hparams = std::vector<std::pair<std::string, runlog::Setting>>;

inline double at(double seconds) { return 1.7e9 + seconds; }

/// Writes runs as a training does.
struct RunWriter {
    /// `start`: seconds, in the name of the file, by which files of one run are put in order.
    RunWriter(const QTemporaryDir& folder, const char* name, double start = 0)
    {
        runlog::EventWriterOptions options;
        options.startTime = at(start);
        auto made = runlog::EventWriter::create(folder.filePath(QString::fromUtf8(name)).toStdString(), options);
        EXPECT_TRUE(made.ok());
        writer = std::move(made).value();
    }

    RunWriter& settings(const Hparams& hparams)
    {
        EXPECT_TRUE(writer->sessionStart({hparams, "", at(0)}, at(0)).ok());
        return *this;
    }
    RunWriter& curve(const std::string& tag, int from, int to, const Curve& value)
    {
        for (int step = from; step < to; ++step)
            EXPECT_TRUE(writer->scalar(tag, {step, at(step)}, value(step)).ok());
        return *this;
    }
    RunWriter& flush()
    {
        EXPECT_TRUE(writer->flush().ok());
        return *this;
    }

    std::unique_ptr<runlog::EventWriter> writer;
};

inline std::vector<std::byte> png(const QColor& color)
{
    QImage image(16, 12, QImage::Format_RGB32);
    image.fill(color);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    const auto* data = reinterpret_cast<const std::byte*>(bytes.constData());
    return {data, data + bytes.size()};
}

/// QTest moves the pointer of the screen, whose events come whenever they come; this one is there at once.
inline void moveMouse(QWidget* widget, const QPoint& position, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QMouseEvent event(QEvent::MouseMove, position, widget->mapToGlobal(position), Qt::NoButton, Qt::LeftButton,
                      modifiers);
    QApplication::sendEvent(widget, &event);
}

/// The page and the inspector of the workspace over the real store, in a window of their own.
class RunsTest : public testing::Test {
protected:
    void SetUp() override
    {
        theme.apply(QStringLiteral("light"), 100);
        service = widgets::makeEngineRunsService();
        makeWindow();
    }

    void makeWindow()
    {
        window = std::make_unique<QWidget>();
        window->setProperty("surface", QStringLiteral("window"));
        window->setObjectName(QStringLiteral("runsTestWindow"));
        actions = new widgets::ActionCollection(window.get());
        jobs = std::make_unique<widgets::JobRunner>();
        messages = new widgets::MessageBar(window.get());
        settings = std::make_unique<widgets::Settings>(state.filePath(QStringLiteral("settings.ini")));
        store = std::make_unique<widgets::StateStore>(state.filePath(QStringLiteral("state.ini")));
        widgets::WorkspaceContext context{
            window.get(), actions,  jobs.get(),
            nullptr,      messages, settings.get(),
            store.get(),  &chooser, [this](const QStringList& files) { workspace->openFiles(files); }};
        workspace = std::make_unique<widgets::RunsWorkspace>(context, service.get());
        auto* column = new QVBoxLayout(window.get());
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(messages);
        auto* row = new QHBoxLayout;
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(workspace->content(), 1);
        row->addWidget(workspace->inspector());
        column->addLayout(row, 1);
        window->resize(1400, 860);
        window->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(window.get()));
        QApplication::setActiveWindow(window.get());
    }

    void TearDown() override { closeWindow(); }

    void closeWindow()
    {
        workspace.reset();
        window.reset();
        jobs.reset();
    }

    [[nodiscard]] widgets::RunsDocument* document() const { return workspace->document(); }
    [[nodiscard]] widgets::RunsPage* page() const { return workspace->page(); }

    /// Opens the folder and waits for so many runs, read whole.
    void open(std::size_t count)
    {
        workspace->openFiles({folder.path()});
        ASSERT_TRUE(QTest::qWaitFor(
            [&] { return document()->snapshot()->runs.size() == count && !document()->snapshot()->loading; }, 30000));
        ASSERT_TRUE(drawn());
    }

    /// Until all charts in sight are drawn.
    [[nodiscard]] bool drawn()
    {
        return QTest::qWaitFor([&] { return page()->grid()->upToDate() && !page()->grid()->charts().isEmpty(); },
                               30000);
    }

    [[nodiscard]] widgets::RunChart* chart(const char* tag) { return page()->grid()->chart(QString::fromUtf8(tag)); }

    template <class T> T* find(const char* name) { return window->findChild<T*>(QString::fromUtf8(name)); }

    [[nodiscard]] QString idOf(const char* name) const
    {
        for (const auto& run : document()->snapshot()->runs)
            if (run->name == name)
                return QString::fromStdString(run->id);
        return {};
    }

    widgets::Theme theme;
    QTemporaryDir folder, state;
    RunsChooser chooser;
    std::unique_ptr<widgets::RunsService> service;
    widgets::ActionCollection* actions = nullptr; ///< of the window
    std::unique_ptr<widgets::JobRunner> jobs;
    std::unique_ptr<widgets::Settings> settings;
    std::unique_ptr<widgets::StateStore> store;
    widgets::MessageBar* messages = nullptr;
    std::unique_ptr<QWidget> window;
    std::unique_ptr<widgets::RunsWorkspace> workspace;
};

} // namespace maquette::tests
