// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/ColumnDialog.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>

#include "widgets/common/PanelParts.h"
#include "widgets/common/Text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int columnWidth = 110;
constexpr std::array meanings{"x",  "y",  "z",         "r",     "g",          "b",        "nx",
                              "ny", "nz", "intensity", "label", "prediction", "instance", "skip"};

} // namespace

ColumnModel::ColumnModel(const cloud::ColumnPreview& preview, QObject* parent)
    : QAbstractTableModel(parent)
    , m_rows(preview.rows)
    , m_meanings(preview.guess.columns)
{
}

int ColumnModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ColumnModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_meanings.size());
}

QVariant ColumnModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role != Qt::DisplayRole || static_cast<std::size_t>(index.column()) >= row.size())
        return {};
    return fromUtf8(row[static_cast<std::size_t>(index.column())]);
}

QVariant ColumnModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::DisplayRole && orientation == Qt::Vertical)
        return section + 1;
    if (role == Qt::DisplayRole && section >= 0 && section < columnCount())
        return fromUtf8(m_meanings[static_cast<std::size_t>(section)]);
    return {};
}

void ColumnModel::setMeanings(const std::vector<std::string>& newMeanings)
{
    m_meanings = newMeanings;
    if (columnCount() > 0)
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

ColumnDialog::ColumnDialog(const QString& file, const cloud::ColumnPreview& preview, QWidget* parent)
    : QDialog(parent)
    , m_layout(preview.guess)
    , m_model(new ColumnModel(preview, this))
    , m_view(new QTableView(this))
    , m_head(new QWidget(this))
    , m_problems(makeText(u"columnProblems"_s, u"warn"_s, this))
    , m_open(makeButton(u"columnsOpen"_s, tr("Open"), tr("Read the file with these columns"), this))
{
    nameWidget(this, u"columnDialog"_s, tr("Columns of %1").arg(QFileInfo(file).fileName()));
    setWindowTitle(accessibleName());
    resize(900, 460);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    auto* words = makeText(u"columnWords"_s, u"muted"_s, this);
    words->setText(tr("Choose what each column means. x, y and z are needed; a name of your own keeps a column as an "
                      "attribute."));
    column->addWidget(words);
    // The choosers move with the columns below them.
    m_head->setFixedHeight(fontMetrics().height() + 18);
    column->addWidget(m_head);
    for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
        auto* chooser = new QComboBox(m_head);
        nameWidget(chooser, u"column:%1"_s.arg(i), tr("Meaning of column %1").arg(i + 1));
        chooser->setToolTip(chooser->accessibleName());
        chooser->setEditable(true);
        chooser->lineEdit()->setAccessibleName(chooser->accessibleName());
        for (const char* meaning : meanings)
            chooser->addItem(QLatin1String(meaning));
        chooser->setCurrentText(fromUtf8(m_layout.columns[i]));
        connect(chooser, &QComboBox::currentTextChanged, this, [this, i](const QString& text) {
            m_layout.columns[i] = toUtf8(text.trimmed());
            m_model->setMeanings(m_layout.columns);
            check();
        });
        m_choosers.push_back(chooser);
    }
    nameWidget(m_view, u"columnTable"_s, tr("First rows of the file"));
    m_view->setModel(m_model);
    m_view->setTabKeyNavigation(false);
    nameCorner(m_view);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->horizontalHeader()->setDefaultSectionSize(columnWidth);
    m_view->horizontalHeader()->hide();
    connect(m_view->horizontalScrollBar(), &QScrollBar::valueChanged, this, &ColumnDialog::placeChoosers);
    connect(m_view->horizontalHeader(), &QHeaderView::sectionResized, this, &ColumnDialog::placeChoosers);
    connect(m_view->verticalHeader(), &QHeaderView::geometriesChanged, this, &ColumnDialog::placeChoosers);
    column->addWidget(m_view, 1);
    column->addWidget(m_problems);
    auto* row = new QHBoxLayout;
    auto* cancel = makeButton(u"columnsCancel"_s, tr("Cancel"), tr("Open nothing"), this);
    m_open->setProperty("primary", true);
    m_open->setDefault(true);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_open);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_open, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(m_layout);
        accept();
    });
    placeChoosers();
    check();
}

bool ColumnDialog::doubtful(const cloud::ColumnPreview& preview)
{
    if (!preview.guess.check().empty())
        return true;
    // Without a head, what is beyond coordinates and colors was guessed from the numbers alone.
    return preview.head.empty()
        && std::any_of(preview.guess.columns.begin(), preview.guess.columns.end(),
                       [](const std::string& name) { return name.rfind("column", 0) == 0 || name == "skip"; });
}

void ColumnDialog::placeChoosers()
{
    const QHeaderView* header = m_view->horizontalHeader();
    const int left = m_view->frameWidth() + m_view->verticalHeader()->width();
    for (std::size_t i = 0; i < m_choosers.size(); ++i)
        m_choosers[i]->setGeometry(left + header->sectionViewportPosition(int(i)) + 1, 0,
                                   header->sectionSize(int(i)) - 2, m_head->height());
}

void ColumnDialog::check()
{
    QStringList problems;
    for (const std::string& problem : m_layout.check())
        problems << fromUtf8(problem);
    m_problems->setText(problems.join(u'\n'));
    m_open->setEnabled(problems.isEmpty());
}

} // namespace maquette::widgets
