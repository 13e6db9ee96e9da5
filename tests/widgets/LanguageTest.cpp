// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/TestSupport.h"

#include <QDir>
#include <QMenuBar>
#include <QRegularExpression>
#include <QTranslator>
#include <QXmlStreamReader>

#include "widgets/common/MessageBar.h"
#include "widgets/common/Text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::tests {

namespace {

QStringList placesOf(const QString& text)
{
    static const QRegularExpression place(u"%L?[1-9n]"_s);
    QStringList places;
    for (auto it = place.globalMatch(text); it.hasNext();)
        places << it.next().captured();
    std::sort(places.begin(), places.end());
    return places;
}

} // namespace

TEST(Catalogs, everyTextIsTranslatedAndKeepsItsPlaces)
{
    const QDir folder(QStringLiteral(MAQUETTE_TEST_DATA "/../../translations"));
    const QStringList files = folder.entryList({u"*.ts"_s});
    ASSERT_TRUE(files.contains(u"maquette_de.ts"_s));
    for (const QString& name : files) {
        QFile file(folder.filePath(name));
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString source;
        int texts = 0;
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement())
                continue;
            if (xml.name() == "source"_L1) {
                source = xml.readElementText();
            } else if (xml.name() == "translation"_L1) {
                EXPECT_TRUE(xml.attributes().value("type"_L1).isEmpty()) << qPrintable(name + u": "_s + source);
                if (!source.contains(u"%n"_s) && !source.contains(u"%Ln"_s)) {
                    const QString text = xml.readElementText();
                    EXPECT_FALSE(text.isEmpty()) << qPrintable(name + u": "_s + source);
                    EXPECT_EQ(placesOf(text), placesOf(source)) << qPrintable(text);
                }
                ++texts;
            } else if (xml.name() == "numerusform"_L1) {
                const QString text = xml.readElementText();
                EXPECT_EQ(placesOf(text), placesOf(source)) << qPrintable(text);
                EXPECT_FALSE(text.contains(u"(s)"_s)) << qPrintable(text);
            }
        }
        EXPECT_FALSE(xml.hasError()) << qPrintable(xml.errorString());
        EXPECT_GE(texts, 3) << qPrintable(name);
    }
}

TEST_F(WindowTest, speaksGerman)
{
    window.reset();
    QTranslator german;
    ASSERT_TRUE(german.load(u":/i18n/maquette_de.qm"_s));
    QCoreApplication::installTranslator(&german);
    makeWindow();
    auto* bar = find<QMenuBar>("menuBar");
    EXPECT_EQ(bar->actions().first()->text(), u"&Datei"_s);
    trigger("edit.run");
    EXPECT_EQ(window->messages()->text(), u"Das Beispiel braucht ein Bild vor der \u00c4nderung."_s);
    EXPECT_EQ(widgets::translated({"There is no file %1.", {"x"}}), u"Es gibt keine Datei x."_s);
    // Words of the engine inside a sentence are translated, names of files are not.
    EXPECT_EQ(widgets::translatedWords({"Dark parts tinted %1", {"red"}}), u"Dunkle Teile in Rot getönt"_s);
    EXPECT_EQ(widgets::translatedWords({"Dark parts tinted %1", {""}}), u"Dunkle Teile in  getönt"_s);
    EXPECT_EQ(widgets::translated({"There is no file %1.", {"red"}}), u"Es gibt keine Datei red."_s);
    EXPECT_EQ(window->actions()->conflicts().join(u' '), QString());
    window.reset();
    QCoreApplication::removeTranslator(&german);
}

} // namespace maquette::tests
