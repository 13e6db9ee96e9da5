// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Runs widget tests on a real display connection, with settings and state in a folder that goes away, and fails a test
// for every warning that Qt prints while it runs.
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include "widgets/cloud/GlViewFormat.h"
#include "window/Languages.h"

#include <cstdio>

namespace maquette::tests {

QStringList& warnings()
{
    static QStringList list;
    return list;
}

} // namespace maquette::tests

namespace {

void collect(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    std::fprintf(stderr, "%s\n", qPrintable(text));
    if (type == QtWarningMsg || type == QtCriticalMsg)
        maquette::tests::warnings() << text;
    if (type == QtFatalMsg)
        std::abort();
}

class Environment : public testing::EmptyTestEventListener {
    void OnTestStart(const testing::TestInfo&) override
    {
        maquette::tests::warnings().clear();
        // Each test starts as a program that was never run.
        for (const char* name : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"}) {
            QDir folder(qEnvironmentVariable(name));
            folder.removeRecursively();
            QDir().mkpath(folder.path());
        }
    }

    void OnTestEnd(const testing::TestInfo&) override
    {
        for (const QString& text : maquette::tests::warnings())
            ADD_FAILURE() << "Qt warns: " << qPrintable(text);
    }
};

} // namespace

int main(int argc, char** argv)
{
    testing::InitGoogleTest(&argc, argv);
    QTemporaryDir home;
    for (const char* name :
         {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"}) {
        const QString folder = home.filePath(QLatin1String(name));
        QDir().mkpath(folder);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv(name, folder.toUtf8());
    }
    maquette::widgets::prepareCloudViews();
    QApplication application(argc, argv);
    qInstallMessageHandler(collect);
    maquette::app::installLanguage(application, QLocale(QLocale::English, QLocale::UnitedStates));
    testing::UnitTest::GetInstance()->listeners().Append(new Environment);
    return RUN_ALL_TESTS();
}
