// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/AboutDialog.h"

#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QSysInfo>
#include <QVBoxLayout>

#include "base/Device.h"
#include "base/Version.h"
#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::app {

namespace {

class About {
    Q_DECLARE_TR_FUNCTIONS(About)

public:
    static QStringList facts()
    {
        QStringList lines{
            tr("Version %1 (%2, %3)")
                .arg(QLatin1String(base::version), QLatin1String(base::buildType), QLatin1String(base::compiler)),
            tr("Qt %1, LibTorch %2").arg(QLatin1String(qVersion()), QLatin1String(base::libtorchVersion)),
            tr("%1, %2").arg(QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture()),
            tr("Processor: %1").arg(widgets::fromUtf8(base::cpuFeatures().model)),
        };
        for (const std::string& device : base::cudaDevices())
            lines << tr("CUDA device: %1").arg(widgets::fromUtf8(device));
        return lines;
    }

    static QString summary() { return tr("A workbench for people who work with vision models."); }
    static QString license() { return tr("Free software under the GNU General Public License, version 3 or later."); }
    static QString title() { return tr("About Maquette"); }
    static QString copy() { return tr("Copy"); }
    static QString close() { return tr("Close"); }
};

} // namespace

void showAbout(QWidget* window)
{
    auto* dialog = new QDialog(window);
    widgets::nameWidget(dialog, u"aboutDialog"_s, About::title());
    dialog->setWindowTitle(About::title());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(32, 32, 32, 16);
    column->setSpacing(8);
    auto* picture = new QLabel(dialog);
    picture->setPixmap(QIcon(u":/icons/io.github.maquette.Maquette.svg"_s).pixmap(64, 64));
    column->addWidget(picture);
    auto* name = new QLabel(u"Maquette"_s, dialog);
    name->setProperty("role", u"title"_s);
    column->addWidget(name);
    column->addWidget(new QLabel(About::summary(), dialog));
    const QString text = About::facts().join(u'\n');
    auto* facts = new QLabel(text, dialog);
    facts->setObjectName(u"aboutFacts"_s);
    facts->setProperty("role", u"muted"_s);
    facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(facts);
    auto* license = new QLabel(About::license(), dialog);
    license->setProperty("role", u"muted"_s);
    column->addWidget(license);
    column->addSpacing(16);
    auto* buttons = new QDialogButtonBox(dialog);
    auto* copy = buttons->addButton(About::copy(), QDialogButtonBox::ActionRole);
    widgets::nameWidget(copy, u"aboutCopy"_s, About::copy());
    QObject::connect(copy, &QPushButton::clicked, dialog,
                     [text] { QGuiApplication::clipboard()->setText(u"Maquette\n"_s + text); });
    auto* close = buttons->addButton(About::close(), QDialogButtonBox::RejectRole);
    widgets::nameWidget(close, u"aboutClose"_s, About::close());
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    column->addWidget(buttons);
    dialog->open();
}

} // namespace maquette::app
