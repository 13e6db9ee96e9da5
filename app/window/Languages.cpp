// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/Languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace maquette::app {

void installLanguage(QCoreApplication& application, const QLocale& locale)
{
    auto* own = new QTranslator(&application);
    const bool found = own->load(locale, u"maquette"_s, u"_"_s, u":/i18n"_s) || own->load(u":/i18n/maquette_en.qm"_s);
    if (found)
        QCoreApplication::installTranslator(own);
    auto* qt = new QTranslator(&application);
    if (qt->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
}

} // namespace maquette::app
