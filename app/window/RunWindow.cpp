// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/RunWindow.h"

#include <QApplication>
#include <QTimer>

#include "base/Version.h"
#include "widgets/cloud/CloudService.h"
#include "widgets/cloud/GlViewFormat.h"
#include "widgets/common/FileChooser.h"
#include "widgets/common/Icons.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/edit/EditService.h"
#include "widgets/runs/RunsService.h"
#include "window/Languages.h"
#include "window/MainWindow.h"

#include <clocale>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace maquette::app {

int runWindow(int& argc, char** argv, const WindowOptions& options)
{
    widgets::prepareCloudViews();
    QApplication application(argc, argv);
    // The application object took over the user's number format; files and messages of the engine need points.
    std::setlocale(LC_NUMERIC, "C");
    QApplication::setApplicationName(u"maquette"_s);
    QApplication::setApplicationDisplayName(u"Maquette"_s);
    QApplication::setApplicationVersion(QLatin1String(base::version));
    QApplication::setDesktopFileName(u"io.github.maquette.Maquette"_s);
    installLanguage(application, QLocale());
    widgets::Theme theme;
    QApplication::setWindowIcon(QIcon(u":/icons/io.github.maquette.Maquette.svg"_s));

    const std::unique_ptr<widgets::EditService> edit = widgets::makeEngineEditService();
    const std::unique_ptr<widgets::CloudService> cloud = widgets::makeEngineCloudService();
    const std::unique_ptr<widgets::RunsService> runs = widgets::makeEngineRunsService();
    widgets::FileChooser chooser;
    int code = 0;
    bool ended = true;
    {
        MainWindow window({edit.get(), &chooser, &theme, cloud.get(), runs.get()});
        window.show();
        QStringList files;
        for (const auto& file : options.files)
            files << widgets::fromPath(file);
        if (!files.isEmpty())
            QTimer::singleShot(0, &window, [&window, files] { window.openFiles(files); });
        code = QApplication::exec();
        ended = window.endJobs();
    }
    // A job that does not end may still use what the next lines would destroy.
    if (!ended)
        std::_Exit(code);
    return code;
}

} // namespace maquette::app
