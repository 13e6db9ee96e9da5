// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/ClassPanel.h"

#include <QColorDialog>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/cloud/ClassModel.h"
#include "widgets/common/PanelParts.h"
#include "widgets/common/FileChooser.h"
#include "widgets/common/JobRunner.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int maxRows = 20;

QString tableFilter() { return ClassPanel::tr("Class tables (*.json)"); }

} // namespace

ClassPanel::ClassPanel(CloudDocument* document, const WorkspaceContext& context, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_context(context)
    , m_model(new ClassModel(document, this))
    , m_view(new QTableView(this))
    , m_tables(new QComboBox(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    nameWidget(m_view, u"classTable"_s, tr("Classes"));
    m_view->setModel(m_model);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->verticalHeader()->hide();
    setUpTable(m_view, maxRows);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_view->setIconSize(QSize(15, 15));
    auto* header = m_view->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ClassModel::Name, QHeaderView::Stretch);
    m_view->installEventFilter(this);
    connect(m_view, &QTableView::clicked, this, &ClassPanel::clicked);
    connect(m_view, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.column() == ClassModel::Color)
            chooseColor(index.row());
    });
    column->addWidget(m_view);

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    nameWidget(m_tables, u"classTables"_s, tr("Table of classes"));
    m_tables->setToolTip(tr("Names and colors of the classes"));
    m_tables->setMinimumContentsLength(6);
    m_tables->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (const cloud::ClassTable& table : cloud::classTables())
        m_tables->addItem(fromUtf8(table.name), fromUtf8(table.id));
    m_tables->addItem(tr("By label"), QString());
    connect(m_tables, &QComboBox::activated, this, [this](int index) {
        const std::string id = toUtf8(m_tables->itemData(index).toString());
        if (const cloud::ClassTable* table = cloud::classTable(id))
            m_document->setTable(*table);
        else if (id.empty())
            m_document->setTableByLabels();
    });
    row->addWidget(m_tables, 1);
    auto* load = makeButton(u"loadClassTable"_s, tr("Load…"), tr("Load names and colors from a JSON file"), this);
    connect(load, &QPushButton::clicked, this, &ClassPanel::loadTable);
    auto* save = makeButton(u"saveClassTable"_s, tr("Save…"), tr("Save names and colors as a JSON file"), this);
    connect(save, &QPushButton::clicked, this, &ClassPanel::saveTable);
    row->addWidget(load);
    row->addWidget(save);
    column->addLayout(row);
    connect(document, &CloudDocument::changed, this, &ClassPanel::refresh);
    refresh(CloudDocument::Everything);
}

void ClassPanel::refresh(CloudDocument::Parts parts)
{
    if (!(parts & (CloudDocument::Points | CloudDocument::Classes)))
        return;
    const QString id = fromUtf8(m_document->table().id);
    int index = m_tables->findData(id);
    if (index < 0)
        index = m_tables->findData(QString());
    m_tables->setCurrentIndex(index);
}

void ClassPanel::clicked(const QModelIndex& index)
{
    const std::uint8_t slot = m_model->slotOf(index.row());
    if (index.column() == ClassModel::Eye)
        m_document->setHidden(slot, !m_document->view().filter.hidden[slot]);
    else if (index.column() == ClassModel::Solo)
        m_document->solo(slot);
}

bool ClassPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress && m_view->currentIndex().isValid()) {
        const int row = m_view->currentIndex().row();
        const std::uint8_t slot = m_model->slotOf(row);
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Space:
            m_document->setHidden(slot, !m_document->view().filter.hidden[slot]);
            return true;
        case Qt::Key_S:
            m_document->solo(slot);
            return true;
        case Qt::Key_C:
            chooseColor(row);
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ClassPanel::chooseColor(int row)
{
    const int id = m_model->idOf(row);
    if (id < 0)
        return;
    const QModelIndex index = m_model->index(row, ClassModel::Color);
    auto* dialog = new QColorDialog(index.data(Qt::EditRole).value<QColor>(), this);
    nameWidget(dialog, u"classColor"_s, tr("Color of %1").arg(m_model->index(row, ClassModel::Name).data().toString()));
    dialog->setWindowTitle(dialog->accessibleName());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QColorDialog::colorSelected, this, [this, id](const QColor& color) {
        m_document->setClassColor(id,
                                  {std::uint8_t(color.red()), std::uint8_t(color.green()), std::uint8_t(color.blue())});
    });
    dialog->open();
}

void ClassPanel::loadTable()
{
    FileChooser::Question question;
    question.title = tr("Load a class table");
    question.filter = tableFilter();
    m_context.chooser->ask(m_context.window, question, [this](const QStringList& files) {
        const QString file = files.first();
        std::function<base::Result<cloud::ClassTable>(const base::Job&)> work
            = [file](const base::Job&) { return cloud::readClassTable(toPath(file)); };
        m_context.jobs->run<cloud::ClassTable>(tr("Load %1").arg(QFileInfo(file).fileName()), this, work,
                                               [this](const base::Result<cloud::ClassTable>& table) {
                                                   if (table.ok())
                                                       m_document->setTable(table.value());
                                                   else
                                                       m_context.messages->showError(table.error());
                                               });
    });
}

void ClassPanel::saveTable()
{
    FileChooser::Question question;
    question.title = tr("Save the class table");
    question.filter = tableFilter();
    question.name = tr("classes.json");
    question.suffix = u"json"_s;
    question.save = true;
    m_context.chooser->ask(m_context.window, question, [this](const QStringList& files) {
        const auto written = cloud::writeClassTable(toPath(files.first()), m_document->table());
        if (!written.ok())
            m_context.messages->showError(written.error());
    });
}

} // namespace maquette::widgets
