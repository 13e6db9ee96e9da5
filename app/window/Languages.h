// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>

class QCoreApplication;

namespace maquette::app {

/// Loads the catalogs of the window and of Qt itself for the locale; English, which needs its plural forms, where
/// there is none.
void installLanguage(QCoreApplication& application, const QLocale& locale);

} // namespace maquette::app
