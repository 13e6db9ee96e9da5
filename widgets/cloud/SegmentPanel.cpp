// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/SegmentPanel.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include "widgets/common/PanelParts.h"
#include "widgets/common/Actions.h"
#include "widgets/common/FileChooser.h"
#include "widgets/common/Icons.h"
#include "widgets/common/JobRunner.h"
#include "widgets/common/JobsBar.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/ParameterForm.h"
#include "widgets/common/Text.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int planDelayMs = 300;
const QString otherClassesKey = u"otherClasses"_s;
using ResultPtr = std::shared_ptr<const cloud::SegmentResult>;

QString joined(const std::vector<std::string>& words)
{
    QStringList list;
    for (const std::string& word : words)
        list << fromUtf8(word);
    return list.join(u", "_s);
}

QString modelText(const cloud::ModelInfo& model)
{
    QStringList lines{fromUtf8(model.variant)};
    lines << SegmentPanel::tr("%n channel(s): %1", nullptr, model.inputChannels).arg(joined(model.features));
    lines << SegmentPanel::tr("%n class(es), first ball %1 m, voxels of %2 m", nullptr, model.classes)
                 .arg(numberText(model.radius, 2), numberText(model.grid, 2));
    if (!model.trainedOn.empty())
        lines << SegmentPanel::tr("Trained on: %1").arg(fromUtf8(model.trainedOn));
    return lines.join(u'\n');
}

QString planText(const cloud::SegmentPlan& plan)
{
    const auto number = [](std::int64_t value) { return QLocale().toString(qlonglong(value)); };
    return SegmentPanel::tr("Points: %1, in each pass %2 · passes: %3 · tiles of each: %4 · memory: at most %5")
        .arg(number(plan.points), number(plan.voxels), number(plan.passes), number(plan.tiles),
             QLocale().formattedDataSize(plan.bytes, 1, QLocale::DataSizeSIFormat));
}

} // namespace

SegmentPanel::SegmentPanel(CloudDocument* document, CloudService* service, const WorkspaceContext& context,
                           QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_service(service)
    , m_context(context)
    , m_form(new ParameterForm(u"segment"_s, service->parameters(), this))
    , m_model(makeText(u"modelText"_s, u"small"_s, this))
    , m_plan(makeText(u"planText"_s, u"small"_s, this))
    , m_warnings(makeText(u"planWarnings"_s, u"warn"_s, this))
    , m_button(makeButton(u"segmentButton"_s, tr("Segment"), tr("Find the class of each point with PointNeXt"), this))
    , m_timer(new QTimer(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_form->setLevel(base::Parameter::Level::Basic);
    column->addWidget(m_form);
    auto* all = new QCheckBox(tr("All settings"), this);
    nameWidget(all, u"segmentAll"_s, tr("All settings"));
    all->setToolTip(tr("Show channels, radius, memory limit and seed, too"));
    connect(all, &QCheckBox::toggled, this,
            [this](bool on) { m_form->setLevel(on ? base::Parameter::Level::All : base::Parameter::Level::Basic); });
    column->addWidget(all);
    column->addWidget(m_model);
    column->addWidget(m_plan);
    column->addWidget(m_warnings);
    m_button->setProperty("primary", true);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (running())
            stop();
        else
            run();
    });
    column->addWidget(m_button);
    m_timer->setSingleShot(true);
    m_timer->setInterval(planDelayMs);
    connect(m_timer, &QTimer::timeout, this, &SegmentPanel::makePlan);
    connect(m_form, &ParameterForm::edited, this, &SegmentPanel::planLater);
    connect(m_form, &ParameterForm::fileRequested, this, [this](const QString& name) {
        FileChooser::Question question;
        question.title = m_form->label(toUtf8(name));
        question.filter = tr("Weights (*.pth *.pt *.safetensors);;All files (*)");
        m_context.chooser->ask(m_context.window, question, [this, name](const QStringList& files) {
            m_form->setText(name, files.first());
            planLater();
        });
    });
    connect(document, &CloudDocument::changed, this, [this](CloudDocument::Parts parts) {
        if (parts & CloudDocument::Points)
            planLater();
        if (parts & (CloudDocument::Points | CloudDocument::Classes))
            sayOtherClasses();
    });
    setRunning(0);
    showPlan(base::stoppedError());
}

bool SegmentPanel::modelThere() const
{
    const auto& table = m_form->values().table();
    const bool asked = std::any_of(table.begin(), table.end(), [&](const base::Parameter& parameter) {
        return parameter.name == "weights" && !m_form->values().text("weights").empty();
    });
    return asked || QFileInfo::exists(fromPath(m_service->defaultModel()));
}

void SegmentPanel::setPlanning(bool planning)
{
    m_planning = planning;
    planLater();
}

void SegmentPanel::planLater()
{
    if (m_planning)
        m_timer->start();
}

void SegmentPanel::makePlan()
{
    m_context.jobs->stop(std::exchange(m_planJob, 0));
    if (m_document->empty() || running())
        return;
    if (!modelThere()) {
        m_model->setText(tr("The model that comes with the program is not there. Choose a file of weights."));
        showPlan(base::stoppedError());
        return;
    }
    using Plan = cloud::SegmentPlan;
    std::function<base::Result<Plan>(const base::Job&)> work
        = [service = m_service, cloud = m_document->points()->cloud, values = m_form->values()](const base::Job&) {
              return service->plan(*cloud, values);
          };
    const auto serial = std::make_shared<quint64>();
    *serial = m_context.jobs->run<Plan>(tr("Plan the run"), this, work, [this, serial](const base::Result<Plan>& plan) {
        if (*serial != m_planJob)
            return;
        m_planJob = 0;
        showPlan(plan);
    });
    m_planJob = *serial;
}

void SegmentPanel::showPlan(const base::Result<cloud::SegmentPlan>& plan)
{
    QStringList warnings;
    if (plan.ok()) {
        m_model->setText(modelText(plan.value().model));
        m_plan->setText(planText(plan.value()));
        for (const std::string& warning : plan.value().warnings)
            warnings << fromUtf8(warning);
    } else {
        m_plan->clear();
        if (plan.error().code != base::ErrorCode::Stopped)
            warnings << translated(plan.error().message);
    }
    m_warnings->setText(warnings.join(u'\n'));
    m_warnings->setVisible(!warnings.isEmpty());
    m_model->setVisible(!m_model->text().isEmpty());
    m_plan->setVisible(!m_plan->text().isEmpty());
}

void SegmentPanel::setRunning(quint64 id)
{
    m_run = id;
    const QString text = id ? tr("Stop") : tr("Segment");
    m_button->setText(text);
    m_button->setAccessibleName(text);
    m_button->setIcon(icon(id ? u"stop"_s : u"run"_s, Token::OnAccent));
    Q_EMIT runningChanged(id != 0);
}

void SegmentPanel::run()
{
    if (running())
        return;
    if (m_document->empty()) {
        m_context.messages->showMessage({MessageSpec::Kind::Warn, tr("Open a cloud first."), {}, {}, u"segment"_s});
        return;
    }
    if (!modelThere()) {
        m_context.messages->showMessage(
            {MessageSpec::Kind::Warn,
             tr("The model that comes with the program is missing, so nothing can be segmented yet. Choose a file of "
                "weights under Segment."),
             fromPath(m_service->defaultModel().filename()),
             {},
             u"segment"_s});
        return;
    }
    m_context.messages->closeMessage(u"segment"_s);
    m_context.jobs->stop(std::exchange(m_planJob, 0));
    const PointSetPtr points = m_document->points();
    std::function<base::Result<ResultPtr>(const base::Job&)> work
        = [service = m_service, points, values = m_form->values()](const base::Job& job) -> base::Result<ResultPtr> {
        auto made = service->segment(*points->cloud, values, job);
        if (!made.ok())
            return made.error();
        return ResultPtr(std::make_shared<const cloud::SegmentResult>(std::move(made).value()));
    };
    setRunning(m_context.jobs->run<ResultPtr>(
        tr("Segment %1").arg(m_document->name()), this, work,
        [this, points](const base::Result<ResultPtr>& result) { arrived(points, result); }));
}

void SegmentPanel::stop() { m_context.jobs->stop(m_run); }

void SegmentPanel::arrived(const PointSetPtr& points, const base::Result<ResultPtr>& made)
{
    setRunning(0);
    if (!made.ok()) {
        if (made.error().code == base::ErrorCode::Stopped)
            m_context.status->setStatus(tr("Stopped. Nothing was changed."));
        else
            m_context.messages->showError(made.error(), {{u"again"_s, tr("Run again"), [this] { run(); }}});
        return;
    }
    if (points != m_document->points())
        return;
    const cloud::SegmentResult& result = *made.value();
    MaskPtr sampled;
    if (!result.sampled.empty()) {
        auto mask = std::make_shared<std::vector<std::uint8_t>>(points->size());
        for (const std::uint32_t index : result.sampled)
            (*mask)[index] = 1;
        sampled = mask;
    }
    showPlan(result.plan);
    auto network = std::make_shared<NetworkLabels>();
    network->labels = std::make_shared<const std::vector<std::int32_t>>(result.labels);
    network->confidence = std::make_shared<const std::vector<float>>(result.confidence);
    if (!result.plan.model.table.entries.empty())
        network->table = std::make_shared<const cloud::ClassTable>(result.plan.model.table);
    m_document->setPrediction(network, result.protocol, sampled);
    m_context.status->setStatus(tr("Segmented in %1.").arg(durationText(result.seconds)));
    Q_EMIT finished();
}

void SegmentPanel::sayOtherClasses()
{
    const CloudContents& contents = m_document->contents();
    if (m_document->comparable() || !contents.network || !contents.truth) {
        m_said.reset();
        return m_context.messages->closeMessage(otherClassesKey);
    }
    if (m_said == contents.network)
        return;
    m_said = contents.network;
    const TablePtr table = contents.network->table;
    m_context.messages->showMessage(
        {MessageSpec::Kind::Warn,
         tr("The labels are not known to be classes of the network (%1), so nothing is scored. Its classes were added "
            "to the table; those of one name are one.")
             .arg(fromUtf8(table->name)),
         {},
         {{u"sameClasses"_s, tr("They are classes of %1").arg(fromUtf8(table->name)),
           [document = m_document, table] { document->setTable(*table); }}},
         otherClassesKey});
}

} // namespace maquette::widgets
