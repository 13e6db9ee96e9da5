// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/FakeCloudService.h"
#include "widgets/TestSupport.h"
#include "widgets/cloud/CloudDocument.h"
#include "widgets/cloud/CloudFiles.h"
#include "widgets/cloud/CloudPage.h"
#include "widgets/cloud/CloudWorkspace.h"

namespace maquette::tests {

/// The real window with the cloud workspace in front, over files of its own.
class CloudWindowTest : public testing::Test {
protected:
    void SetUp() override
    {
        window = std::make_unique<app::MainWindow>(app::WindowServices{&edit, &chooser, &theme, &service});
        window->settings()->set(widgets::Setting::Theme, QStringLiteral("dark"));
        window->resize(1440, 900);
        window->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(window.get()));
        QApplication::setActiveWindow(window.get());
        window->showWorkspace(QStringLiteral("cloud"));
        workspace = qobject_cast<widgets::CloudWorkspace*>(window->workspace());
        ASSERT_TRUE(workspace);
        document = workspace->document();
        page = workspace->page();
    }

    QString write(const QString& name, const cloud::Cloud& cloud)
    {
        const QString file = folder.filePath(name);
        const auto written = cloud::writeCloud(file.toStdString(), cloud);
        EXPECT_TRUE(written.ok()) << (written.ok() ? "" : written.error().english());
        return file;
    }

    QString writeText(const QString& name, const QByteArray& bytes)
    {
        QFile file(folder.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return file.fileName();
    }

    bool idle()
    {
        return QTest::qWaitFor([&] { return window->jobs()->count() == 0; }, 30000);
    }

    /// Opens the checked cloud and waits for its scores.
    void fill(bool withPrediction = true)
    {
        window->openFiles({write(QStringLiteral("checked.ply"), checkedCloud(withPrediction))});
        ASSERT_TRUE(QTest::qWaitFor([&] { return !document->empty(); }, 30000));
        ASSERT_TRUE(QTest::qWaitFor([&] { return !withPrediction || document->scores() != nullptr; }, 30000));
        ASSERT_TRUE(idle());
    }

    /// How many points of the cloud take part.
    std::size_t shown()
    {
        const auto scene = document->scene();
        const std::vector<std::uint8_t> none;
        const auto kept = cloud::keptPoints(*scene.points, *scene.slots, page->view()->state().filter,
                                            scene.selected ? *scene.selected : none);
        return widgets::countSet(kept);
    }

    void trigger(const char* id) { window->actions()->action(QLatin1String(id))->trigger(); }
    template <class T> T* find(const char* name) { return window->findChild<T*>(QLatin1String(name)); }

    widgets::Theme theme;
    FakeEditService edit;
    FakeCloudService service;
    PresetChooser chooser;
    QTemporaryDir folder;
    std::unique_ptr<app::MainWindow> window;
    widgets::CloudWorkspace* workspace = nullptr;
    widgets::CloudDocument* document = nullptr;
    widgets::CloudPage* page = nullptr;
};

} // namespace maquette::tests
