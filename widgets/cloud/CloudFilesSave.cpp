// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/CloudFiles.h"

#include <QFileInfo>

#include "base/File.h"
#include "imaging/PictureFile.h"
#include "widgets/cloud/GlViewWorker.h"
#include "widgets/cloud/RenderDialog.h"
#include "widgets/common/FileChooser.h"
#include "widgets/common/JobRunner.h"
#include "widgets/common/JobsBar.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/Text.h"

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

using Notes = std::vector<std::string>;

/// A .npy of version 1.0 with one axis of 64-bit integers.
std::string npyBytes(const std::vector<std::int64_t>& values)
{
    std::string header
        = "{'descr': '<i8', 'fortran_order': False, 'shape': (" + std::to_string(values.size()) + ",), }";
    constexpr std::size_t before = 10; // magic, version, length of the header
    header.append(63 - (before + header.size()) % 64, ' ');
    header += '\n';
    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes += static_cast<char>(header.size() & 0xff);
    bytes += static_cast<char>(header.size() >> 8);
    bytes += header;
    const std::size_t start = bytes.size();
    bytes.resize(start + values.size() * sizeof(std::int64_t));
    std::memcpy(bytes.data() + start, values.data(), values.size() * sizeof(std::int64_t));
    return bytes;
}

base::Result<Notes> writeIndices(const QString& file, const std::vector<std::uint8_t>& selected)
{
    std::vector<std::int64_t> indices;
    for (std::size_t i = 0; i < selected.size(); ++i)
        if (selected[i])
            indices.push_back(static_cast<std::int64_t>(i));
    std::string bytes;
    if (file.endsWith(u".npy"_s, Qt::CaseInsensitive)) {
        bytes = npyBytes(indices);
    } else {
        for (const std::int64_t index : indices)
            bytes += std::to_string(index) + '\n';
    }
    const auto written
        = base::writeFileAtomically(toPath(file), {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    return written.ok() ? base::Result<Notes>(Notes()) : base::Result<Notes>(written.error());
}

/// Of truth and prediction the one that is looked at: the prediction where a pane shows it and none the truth.
Labeling shownLabeling(const CloudDocument& document)
{
    const auto shows = [&](cloud::ColorBy by) {
        const auto& panes = document.view().panes;
        return std::any_of(panes.begin(), panes.end(), [by](const auto& pane) { return pane.by == by; });
    };
    return shows(cloud::ColorBy::Prediction) && !shows(cloud::ColorBy::Truth) ? Labeling::Prediction : Labeling::Truth;
}

/// The labels of another file: those of the role asked for, otherwise any.
base::Result<LabelsPtr> readLabels(CloudService& service, const QString& file, bool prediction, std::size_t points,
                                   const base::Job& job)
{
    const auto read = service.read(toPath(file), {}, job);
    if (!read.ok())
        return read.error();
    const cloud::Cloud& cloud = read.value();
    const std::string name = toUtf8(QFileInfo(file).fileName());
    if (cloud.size() != points)
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine",
                                              "%1 cannot be compared point by point: the number of its points is %2, "
                                              "that of the open cloud %3."),
                            {name, std::to_string(cloud.size()), std::to_string(points)}},
                           {}};
    const cloud::Attribute* labels = cloud.find(prediction ? cloud::Role::Prediction : cloud::Role::Label);
    if (!labels)
        labels = cloud.find(prediction ? cloud::Role::Label : cloud::Role::Prediction);
    if (!labels)
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine",
                                              "%1 has no labels. They stand in an attribute named label, "
                                              "class or prediction."),
                            {name}},
                           {}};
    return std::make_shared<const std::vector<std::int32_t>>(cloud::labelsOf(labels->values));
}

} // namespace

void CloudFiles::askCompare(bool prediction)
{
    FileChooser::Question question;
    question.title = prediction ? tr("Open a prediction for this cloud") : tr("Open the truth for this cloud");
    question.filter = tr("All files (*)");
    m_context.chooser->ask(m_context.window, question,
                           [this, prediction](const QStringList& files) { compare(files.first(), prediction); });
}

void CloudFiles::compare(const QString& file, bool prediction)
{
    const PointSetPtr points = m_document->points();
    if (!points)
        return;
    std::function<base::Result<LabelsPtr>(const base::Job&)> work
        = [service = m_service, file, prediction, size = points->size()](const base::Job& job) {
              return readLabels(*service, file, prediction, size, job);
          };
    m_context.jobs->run<LabelsPtr>(tr("Open %1").arg(QFileInfo(file).fileName()), this, work,
                                   [this, file, prediction, points](const base::Result<LabelsPtr>& labels) {
                                       if (!labels.ok())
                                           return failed(labels.error(), file);
                                       if (points != m_document->points())
                                           return;
                                       m_document->setLabels(prediction, labels.value());
                                       m_context.status->setStatus((prediction ? tr("%1 is compared as prediction.")
                                                                               : tr("%1 is compared as truth."))
                                                                       .arg(QFileInfo(file).fileName()));
                                   });
}

void CloudFiles::saveCloud(std::function<void()> done)
{
    if (m_document->empty())
        return;
    const bool choice = m_document->hasTruth() && m_document->hasPrediction();
    const QString truth = tr("Array with the truth (*.npy)");
    const QString prediction = tr("Array with the prediction (*.npy)");
    QStringList filters{tr("Polygon file (*.ply)"), tr("LAS (*.las)")};
    if (!choice)
        filters << tr("Array (*.npy)");
    else if (shownLabeling(*m_document) == Labeling::Truth)
        filters << truth << prediction;
    else
        filters << prediction << truth;
    filters << tr("Text (*.txt)") << tr("OBJ (*.obj)");
    FileChooser::Question question;
    question.title = tr("Save the cloud");
    question.filter = filters.join(u";;"_s);
    question.name = QFileInfo(m_document->name()).completeBaseName() + u".ply"_s;
    question.suffix = u"ply"_s;
    question.save = true;
    m_context.chooser->ask(m_context.window, question,
                           [this, choice, truth, prediction, done = std::move(done)](const QStringList& files) {
                               const QString file = files.first();
                               const QString& filter = m_context.chooser->filter();
                               Labeling labeling = Labeling::All;
                               if (choice && file.endsWith(u".npy"_s, Qt::CaseInsensitive))
                                   labeling = filter == truth ? Labeling::Truth
                                       : filter == prediction ? Labeling::Prediction
                                                              : shownLabeling(*m_document);
                               writeCloud(file, labeling, done);
                           });
}

void CloudFiles::writeCloud(const QString& file, Labeling labeling, const std::function<void()>& done)
{
    std::function<base::Result<Notes>(const base::Job&)> work
        = [service = m_service, file, labeling, points = m_document->points(),
           contents = m_document->contents()](const base::Job& job) {
              return service->write(toPath(file), exportedCloud(*points, contents, false, labeling), job);
          };
    m_context.jobs->run<Notes>(
        tr("Save %1").arg(QFileInfo(file).fileName()), this, work,
        [this, file, labeling, done, now = m_document->contents()](const base::Result<Notes>& notes) {
            if (!notes.ok())
                return failed(notes.error(), {});
            const bool same
                = now.truth == m_document->contents().truth && now.prediction == m_document->contents().prediction;
            // OBJ has no room for labels.
            if (same && !file.endsWith(u".obj"_s, Qt::CaseInsensitive))
                m_document->setSaved(labeling);
            m_context.status->setStatus(labeling == Labeling::Truth ? tr("Saved %1 with the truth as labels.").arg(file)
                                            : labeling == Labeling::Prediction
                                            ? tr("Saved %1 with the prediction as labels.").arg(file)
                                            : tr("Saved %1.").arg(file));
            QStringList lines;
            for (const std::string& note : notes.value())
                lines << fromUtf8(note);
            if (!lines.isEmpty())
                m_context.messages->showMessage(
                    {MessageSpec::Kind::Info, lines.first(), lines.mid(1).join(u'\n'), {}, u"cloudNotes"_s});
            if (done)
                done();
        });
}

void CloudFiles::saveSelection()
{
    const CloudContents contents = m_document->contents();
    if (!contents.selected)
        return;
    FileChooser::Question question;
    question.title = tr("Save the selection");
    question.filter = tr("Indices (*.npy *.txt);;Selected points (*.ply *.las *.obj)");
    question.name = tr("selection.npy");
    question.suffix = u"npy"_s;
    question.save = true;
    m_context.chooser->ask(m_context.window, question, [this, contents](const QStringList& files) {
        const QString file = files.first();
        const QString suffix = QFileInfo(file).suffix().toLower();
        const bool indices = suffix == "npy"_L1 || suffix == "txt"_L1;
        std::function<base::Result<Notes>(const base::Job&)> work
            = [service = m_service, file, indices, contents, points = m_document->points()](const base::Job& job) {
                  return indices ? writeIndices(file, *contents.selected)
                                 : service->write(toPath(file), exportedCloud(*points, contents, true), job);
              };
        m_context.jobs->run<Notes>(tr("Save %1").arg(QFileInfo(file).fileName()), this, work,
                                   [this, file](const base::Result<Notes>& notes) {
                                       if (notes.ok())
                                           m_context.status->setStatus(tr("Saved %1.").arg(file));
                                       else
                                           failed(notes.error(), {});
                                   });
    });
}

void CloudFiles::savePicture(bool turntable, const QSize& size)
{
    if (m_document->empty())
        return;
    auto* dialog = new RenderDialog(turntable, size, m_context.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RenderDialog::chosen, this,
            [this, turntable](const cloud::RenderOptions& options, const cloud::TurntableOptions& turn) {
                FileChooser::Question question;
                question.title = turntable ? tr("Save a turntable") : tr("Save a picture");
                question.filter = turntable ? tr("Videos (*.mp4 *.mkv *.avi)") : tr("Pictures (*.png *.jpg *.webp)");
                question.suffix = turntable ? u"mp4"_s : u"png"_s;
                question.name = QFileInfo(m_document->name()).completeBaseName() + u'.' + question.suffix;
                question.save = true;
                m_context.chooser->ask(m_context.window, question,
                                       [this, turntable, options, turn](const QStringList& files) {
                                           render(files.first(), turntable, options, turn);
                                       });
            });
    dialog->open();
}

void CloudFiles::render(const QString& file, bool turntable, const cloud::RenderOptions& options,
                        const cloud::TurntableOptions& turn)
{
    std::function<base::Result<bool>(const base::Job&)> work
        = [file, turntable, options, turn, scene = m_document->scene(),
           view = m_document->view()](const base::Job& job) -> base::Result<bool> {
        std::vector<cloud::PaneColors> colors;
        for (const cloud::PaneContent& pane : view.panes)
            colors.push_back(colorsOf(scene, pane));
        cloud::RenderInput input;
        input.colors = colors;
        input.points = scene.points.get();
        input.slots = scene.slots.get();
        input.table = scene.table.get();
        if (scene.selected)
            input.selected = *scene.selected;
        if (turntable) {
            const auto made = cloud::renderTurntable(toPath(file), input, view, options, turn, job);
            return made.ok() ? base::Result<bool>(true) : base::Result<bool>(made.error());
        }
        const auto picture = cloud::renderCloud(input, view, options, job);
        if (!picture.ok())
            return picture.error();
        const auto written = imaging::writePicture(toPath(file), picture.value());
        return written.ok() ? base::Result<bool>(true) : base::Result<bool>(written.error());
    };
    m_context.jobs->run<bool>(tr("Save %1").arg(QFileInfo(file).fileName()), this, work,
                              [this, file](const base::Result<bool>& saved) {
                                  if (saved.ok())
                                      m_context.status->setStatus(tr("Saved %1.").arg(file));
                                  else
                                      failed(saved.error(), {});
                              });
}

} // namespace maquette::widgets
