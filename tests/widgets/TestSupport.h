// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QDropEvent>
#include <QImage>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <gtest/gtest.h>

#include "imaging/Image.h"
#include "widgets/FakeEditService.h"
#include "widgets/common/Actions.h"
#include "widgets/common/FileChooser.h"
#include "widgets/common/JobRunner.h"
#include "widgets/common/Theme.h"
#include "widgets/edit/BoardDocument.h"
#include "widgets/edit/EditWorkspace.h"
#include "window/MainWindow.h"

namespace maquette::tests {

/// Text of every Qt warning since the start of the test; the listener in Main.cpp fails the test for each.
QStringList& warnings();

/// Answers questions for file names with what the test put there.
class PresetChooser : public widgets::FileChooser {
public:
    void ask(QWidget*, const Question& question, std::function<void(const QStringList&)> chosen) override
    {
        asked << question.title;
        filters = question.filter.split(QStringLiteral(";;"));
        m_filter = answerFilter;
        if (!answers.isEmpty())
            chosen({answers.takeFirst()});
    }

    QStringList asked;
    QStringList answers;
    QStringList filters; ///< those of the last question
    QString answerFilter; ///< the one that is chosen with an answer
};

/// A picture with a gradient and a color of its own, so that it can be told from others.
inline QImage testImage(int width, int height, QRgb color)
{
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, qRgb(qRed(color) * x / width, qGreen(color) * y / height, qBlue(color)));
    return image;
}

/// Drops files on a widget as the window system would.
inline void dropFiles(QWidget* target, const QStringList& files)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& file : files)
        urls << QUrl::fromLocalFile(file);
    data.setUrls(urls);
    const QPoint middle = target->rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &drop);
}

/// The real window over the fake engine, with three picture files in a folder of its own.
class WindowTest : public testing::Test {
protected:
    void SetUp() override { makeWindow(); }

    void makeWindow()
    {
        window = std::make_unique<app::MainWindow>(app::WindowServices{&service, &chooser, &theme});
        window->settings()->set(widgets::Setting::Theme, QStringLiteral("dark"));
        window->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(window.get()));
        // A virtual screen has no window manager that would do it.
        QApplication::setActiveWindow(window.get());
        workspace = qobject_cast<widgets::EditWorkspace*>(window->workspace());
        document = workspace->document();
    }

    QString write(const QString& name, const QImage& image)
    {
        const QString file = folder.filePath(name);
        EXPECT_TRUE(image.save(file));
        return file;
    }

    QString writeBytes(const QString& name, const QByteArray& bytes)
    {
        QFile file(folder.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return file.fileName();
    }

    /// Puts three pictures on the board.
    void fill()
    {
        before = write(QStringLiteral("before.png"), testImage(60, 40, qRgb(250, 80, 20)));
        after = write(QStringLiteral("after.png"), testImage(60, 40, qRgb(20, 80, 250)));
        photo = write(QStringLiteral("photo.png"), testImage(90, 60, qRgb(200, 200, 30)));
        window->openFiles({before, after, photo});
        ASSERT_TRUE(QTest::qWaitFor([&] { return document->complete(); }));
    }

    void trigger(const char* id) { window->actions()->action(QLatin1String(id))->trigger(); }

    void runAndWait()
    {
        const int runs = service.runs;
        trigger("edit.run");
        ASSERT_TRUE(QTest::qWaitFor([&] { return service.runs > runs && window->jobs()->count() == 0; }));
    }

    template <class T> T* find(const char* name) { return window->findChild<T*>(QLatin1String(name)); }

    /// Presses the button of the newest message with this id.
    void press(const char* name)
    {
        auto* button = find<QWidget>(name);
        ASSERT_TRUE(button) << name;
        QTest::mouseClick(button, Qt::LeftButton);
    }

    widgets::Theme theme;
    FakeEditService service;
    PresetChooser chooser;
    QTemporaryDir folder;
    std::unique_ptr<app::MainWindow> window;
    widgets::EditWorkspace* workspace = nullptr;
    widgets::BoardDocument* document = nullptr;
    QString before;
    QString after;
    QString photo;
};

} // namespace maquette::tests
