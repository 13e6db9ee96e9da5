// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/ScorePanel.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/cloud/CloudScoring.h"
#include "widgets/common/PanelParts.h"
#include "widgets/cloud/ProtocolText.h"
#include "widgets/cloud/ScoreModels.h"
#include "widgets/common/Actions.h"
#include "widgets/common/FileChooser.h"
#include "widgets/common/JobsBar.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

constexpr int matrixRows = 14;
constexpr int scoreRows = 21;

/// Cells as dark as their share of the truth; the one whose points are shown alone has a frame.
class HeatDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme* theme = Theme::instance();
        if (!theme)
            return QStyledItemDelegate::paint(painter, option, index);
        const double heat = index.data(ConfusionModel::HeatRole).toDouble();
        // What is right is calm; what is wrong stands out.
        QColor color = theme->color(index.row() == index.column() ? Token::Accent : Token::Bad);
        color.setAlphaF(float(0.75 * heat));
        const QRect cell = option.rect.adjusted(0, 0, -1, -1);
        painter->fillRect(cell, theme->color(Token::Raised));
        painter->fillRect(cell, color);
        painter->save();
        painter->setPen(theme->color(Token::Text));
        QFont font = option.font;
        font.setPixelSize(theme->scaled(10));
        painter->setFont(font);
        painter->drawText(cell.adjusted(0, 0, -2, 0), Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
        if (index.data(ConfusionModel::ChosenRole).toBool()) {
            painter->setPen(QPen(theme->color(Token::Text), 2));
            painter->drawRect(cell.adjusted(1, 1, -1, -1));
        } else if (option.state & QStyle::State_HasFocus) {
            painter->setPen(theme->color(Token::Accent));
            painter->drawRect(cell.adjusted(0, 0, -1, -1));
        }
        painter->restore();
    }
};

} // namespace

ScorePanel::ScorePanel(CloudDocument* document, const WorkspaceContext& context, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_context(context)
    , m_confusion(new ConfusionModel(document, this))
    , m_scores(new ScoreModel(document, this))
    , m_empty(makeText(u"scoresEmpty"_s, u"muted"_s, this))
    , m_body(new QWidget(this))
    , m_matrix(new QTableView(m_body))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_empty);
    outer->addWidget(m_body);
    auto* column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(makeNumbers());
    m_protocol = makeText(u"scoreProtocol"_s, u"small"_s, m_body);
    column->addWidget(m_protocol);
    makeMatrix();
    column->addWidget(m_matrix);
    m_cell = makeText(u"cellText"_s, u"small"_s, m_body);
    column->addWidget(m_cell);

    auto* table = new QTableView(m_body);
    nameWidget(table, u"scoreTable"_s, tr("Scores of each class"));
    table->setModel(m_scores);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->verticalHeader()->hide();
    setUpTable(table, scoreRows);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(ScoreModel::Name, QHeaderView::Stretch);
    column->addWidget(table);

    m_selectionOnly = new QCheckBox(tr("Only selected points"), m_body);
    nameWidget(m_selectionOnly, u"selectionOnly"_s, tr("Only selected points"));
    m_selectionOnly->setToolTip(tr("Show and count only the selected points"));
    connect(m_selectionOnly, &QCheckBox::toggled, m_document, &CloudDocument::setSelectionOnly);
    column->addWidget(m_selectionOnly);
    m_absent = new QComboBox(m_body);
    nameWidget(m_absent, u"absentClass"_s, tr("Classes that do not occur"));
    m_absent->setToolTip(tr("What the means do with classes that are neither in truth nor in prediction"));
    m_absent->addItem(tr("Absent classes: 100 %, as official"));
    m_absent->addItem(tr("Absent classes: left out of means"));
    m_absent->setMinimumContentsLength(12);
    m_absent->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_absent, &QComboBox::activated, this, [this](int index) {
        m_document->setAbsentClass(index == 0 ? cloud::AbsentClass::Counts100 : cloud::AbsentClass::LeftOut);
    });
    column->addWidget(m_absent);
    auto* row = new QHBoxLayout;
    auto* copy = makeButton(u"copyScores"_s, tr("Copy"), tr("Copy scores and matrix as text"), m_body);
    connect(copy, &QPushButton::clicked, this, &ScorePanel::copyScores);
    auto* save = makeButton(u"saveScores"_s, tr("Save CSV…"), tr("Save scores and matrix as a table"), m_body);
    connect(save, &QPushButton::clicked, this, &ScorePanel::saveScores);
    row->addWidget(copy);
    row->addWidget(save);
    row->addStretch();
    column->addLayout(row);
    connect(document, &CloudDocument::changed, this, &ScorePanel::refresh);
    refresh(CloudDocument::Everything);
}

QWidget* ScorePanel::makeNumbers()
{
    auto* part = new QWidget(m_body);
    auto* grid = new QGridLayout(part);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(2);
    int column = 0;
    const auto add = [&](const QString& name, const QString& title, const QString& help) {
        auto* heading = new QLabel(title, part);
        heading->setProperty("role", u"small"_s);
        heading->setAlignment(Qt::AlignRight);
        auto* value = makeText(name, u"value"_s, part);
        value->setAlignment(Qt::AlignRight);
        value->setToolTip(help);
        grid->addWidget(heading, 0, column);
        grid->addWidget(value, 1, column);
        grid->setColumnStretch(column++, 1);
        return value;
    };
    m_overall = add(u"overallAccuracy"_s, tr("OA"), tr("Overall accuracy: the share of points that are right"));
    m_meanAccuracy = add(u"meanAccuracy"_s, tr("mAcc"), tr("Mean of the accuracies of the classes"));
    m_meanIou = add(u"meanIou"_s, tr("mIoU"), tr("Mean intersection over union of the classes"));
    return part;
}

void ScorePanel::makeMatrix()
{
    nameWidget(m_matrix, u"confusionMatrix"_s, tr("Confusion matrix: rows are the truth, columns the prediction"));
    m_matrix->setModel(m_confusion);
    m_matrix->setItemDelegate(new HeatDelegate(m_matrix));
    setUpTable(m_matrix, matrixRows);
    m_matrix->setSelectionMode(QAbstractItemView::NoSelection);
    m_matrix->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_matrix->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_matrix->horizontalHeader()->setMinimumSectionSize(20);
    m_matrix->verticalHeader()->setMaximumWidth(96);
    m_matrix->installEventFilter(this);
    connect(m_matrix, &QTableView::clicked, this, &ScorePanel::choose);
}

bool ScorePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_matrix && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space)
            && m_matrix->currentIndex().isValid()) {
            choose(m_matrix->currentIndex());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ScorePanel::choose(const QModelIndex& cell)
{
    m_document->toggleCell(static_cast<std::uint8_t>(cell.data(ConfusionModel::TruthSlotRole).toInt()),
                           static_cast<std::uint8_t>(cell.data(ConfusionModel::PredictionSlotRole).toInt()));
}

void ScorePanel::copyScores()
{
    if (const ScoresPtr scores = m_document->scores()) {
        QApplication::clipboard()->setText(scoresText(*scores, m_document->table(), u'\t'));
        m_context.status->setStatus(tr("Scores and matrix are on the clipboard."));
    }
}

void ScorePanel::saveScores()
{
    const ScoresPtr scores = m_document->scores();
    if (!scores)
        return;
    FileChooser::Question question;
    question.title = tr("Save the scores");
    question.filter = tr("Tables (*.csv)");
    question.name = tr("scores.csv");
    question.suffix = u"csv"_s;
    question.save = true;
    m_context.chooser->ask(m_context.window, question, [this, scores](const QStringList& files) {
        const auto written = writeText(files.first(), scoresText(*scores, m_document->table(), u','));
        if (written.ok())
            m_context.status->setStatus(tr("Saved %1.").arg(files.first()));
        else
            m_context.messages->showError(written.error());
    });
}

void ScorePanel::refresh(CloudDocument::Parts parts)
{
    const ScoresPtr scores = m_document->scores();
    if (parts & (CloudDocument::ScoresPart | CloudDocument::Points | CloudDocument::Classes)) {
        m_body->setVisible(scores != nullptr);
        m_empty->setVisible(scores == nullptr);
        m_empty->setText(m_document->empty() ? tr("Scores compare a prediction with the truth.")
                             : !m_document->hasTruth()
                             ? tr("Scores need the truth. Open a file with it, or label points.")
                             : !m_document->hasPrediction()
                             ? tr("Scores need a prediction. Segment the cloud, or open a file with one.")
                             : !m_document->comparable()
                             ? tr("Truth and prediction are of different classes. Choose the table that both are of.")
                             : tr("Counting…"));
        m_context.actions->action(u"scores.copy"_s)->setEnabled(scores != nullptr);
        if (scores) {
            const auto percent = [](double value) { return tr("%1 %").arg(numberText(value, 1)); };
            m_overall->setText(percent(scores->scores.overallAccuracy));
            m_meanAccuracy->setText(percent(scores->scores.meanAccuracy));
            m_meanIou->setText(percent(scores->scores.meanIou));
            QString protocol = tr("Counted: %1; %Ln point(s)", nullptr,
                                  pluralCount(static_cast<std::uint64_t>(scores->confusion.points())))
                                   .arg(protocolText(scores->scores.protocol));
            if (scores->confusion.ignored())
                protocol
                    += tr(", %1 of no class left out").arg(QLocale().toString(qlonglong(scores->confusion.ignored())));
            m_protocol->setText(protocol + u'.');
        }
    }
    if (parts & (CloudDocument::View | CloudDocument::Selection | CloudDocument::Points)) {
        const auto& filter = m_document->view().filter;
        m_cell->setText(filter.cell ? tr("Shown: truth %1, prediction %2. Click the cell again for all points.")
                                          .arg(fromUtf8(m_document->table().entries[filter.cell->first].name),
                                               fromUtf8(m_document->table().entries[filter.cell->second].name))
                                    : tr("Percent of the truth in each row. Click a cell to show only its points."));
        m_context.actions->action(u"scores.show-all"_s)->setEnabled(filter.cell.has_value());
        m_selectionOnly->setChecked(filter.selectionOnly);
        m_selectionOnly->setEnabled(m_document->contents().selected || filter.selectionOnly);
    }
}

} // namespace maquette::widgets
