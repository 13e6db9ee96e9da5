// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/FileChooser.h"

#include <QFileDialog>
#include <QRegularExpression>

#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

void FileChooser::ask(QWidget* window, const Question& question, std::function<void(const QStringList&)> chosen)
{
    auto* dialog = new QFileDialog(window, question.title);
    nameWidget(dialog, u"fileDialog"_s, question.title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilter(question.filter);
    dialog->setDirectory(question.folder.isEmpty() ? m_lastFolder : question.folder);
    if (question.save) {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(question.suffix);
        dialog->selectFile(question.name);
        // A name without an ending gets that of the filter.
        QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
            static const QRegularExpression ending(u"\\*\\.(\\w+)"_s);
            if (const auto found = ending.match(filter); found.hasMatch())
                dialog->setDefaultSuffix(found.captured(1));
        });
    } else if (question.directory) {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
    } else {
        dialog->setFileMode(QFileDialog::ExistingFiles);
    }
    QObject::connect(dialog, &QFileDialog::filesSelected, window,
                     [this, dialog, chosen = std::move(chosen)](const QStringList& files) {
                         m_lastFolder = dialog->directory().absolutePath();
                         m_filter = dialog->selectedNameFilter();
                         if (!files.isEmpty())
                             chosen(files);
                     });
    dialog->open();
}

} // namespace maquette::widgets
