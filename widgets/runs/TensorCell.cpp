// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/TensorCell.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QLocale>
#include <QTableView>

#include "base/File.h"
#include "runs/analysis/Words.h"
#include "widgets/common/PanelParts.h"
#include "widgets/common/Text.h"
#include "widgets/runs/RunsData.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <tuple>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

/// Rows and columns as a table of the last dimension.
std::pair<std::int64_t, std::int64_t> sizeOf(const runlog::Tensor& tensor)
{
    const auto values = static_cast<std::int64_t>(tensor.values.size());
    const std::int64_t columns = tensor.shape.empty() ? 1 : tensor.shape.back();
    return columns > 0 ? std::pair{values / columns, columns} : std::pair<std::int64_t, std::int64_t>{0, 0};
}

QString shapeText(const std::vector<std::int64_t>& shape)
{
    QStringList sizes;
    for (const std::int64_t size : shape)
        sizes << QLocale().toString(qlonglong(size));
    return sizes.join(u" × "_s);
}

} // namespace

TensorFacts factsOf(const runlog::Tensor& tensor)
{
    TensorFacts facts;
    double mean = 0;
    std::int64_t count = 0;
    for (const double value : tensor.values) {
        if (!std::isfinite(value)) {
            ++facts.others;
            continue;
        }
        facts.minimum = count == 0 ? value : std::min(facts.minimum, value);
        facts.maximum = count == 0 ? value : std::max(facts.maximum, value);
        ++count;
        mean += (value - mean) / static_cast<double>(count); // the sum may be beyond a double
    }
    if (count > 0)
        facts.mean = mean;
    return facts;
}

std::vector<std::byte> npyOf(const runlog::Tensor& tensor)
{
    static_assert(std::endian::native == std::endian::little);
    std::string shape;
    for (const std::int64_t size : tensor.shape)
        shape += std::to_string(size) + (tensor.shape.size() == 1 ? "," : ", ");
    if (tensor.shape.size() > 1)
        shape.resize(shape.size() - 2);
    std::string head = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + shape + "), }";
    constexpr std::size_t prelude = 10, alignment = 64;
    while ((prelude + head.size() + 1) % alignment != 0)
        head += ' ';
    head += '\n';
    std::string start("\x93NUMPY\x01\x00", 8);
    start += static_cast<char>(head.size() & 0xFF);
    start += static_cast<char>(head.size() >> 8);
    start += head;
    std::vector<std::byte> bytes(start.size() + tensor.values.size() * sizeof(double));
    std::memcpy(bytes.data(), start.data(), start.size());
    if (!tensor.values.empty())
        std::memcpy(bytes.data() + start.size(), tensor.values.data(), tensor.values.size() * sizeof(double));
    return bytes;
}

QString csvOf(const runlog::Tensor& tensor)
{
    const auto [rows, columns] = sizeOf(tensor);
    std::string text;
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t column = 0; column < columns; ++column) {
            text += runs::exactNumber(tensor.values[static_cast<std::size_t>(row * columns + column)]);
            text += column + 1 < columns ? ',' : '\n';
        }
    return fromUtf8(text);
}

void TensorModel::setTensor(std::shared_ptr<const runlog::Tensor> tensor)
{
    beginResetModel();
    m_tensor = std::move(tensor);
    std::tie(m_rows, m_columns) = m_tensor ? sizeOf(*m_tensor) : std::pair<std::int64_t, std::int64_t>{0, 0};
    endResetModel();
}

bool TensorModel::cut() const { return m_rows > mostRows || m_columns > mostColumns; }

int TensorModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(std::min<std::int64_t>(m_rows, mostRows));
}

int TensorModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(std::min<std::int64_t>(m_columns, mostColumns));
}

QVariant TensorModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const double value = m_tensor->values[static_cast<std::size_t>(index.row() * m_columns + index.column())];
    if (role == Qt::DisplayRole)
        return valueText(value);
    if (role == Qt::ToolTipRole)
        return fromUtf8(runs::exactNumber(value));
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant TensorModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole || !m_tensor)
        return {};
    if (orientation == Qt::Horizontal)
        return QLocale().toString(section);
    // The place in all dimensions but the last.
    QStringList places;
    std::int64_t rest = section;
    for (std::size_t i = m_tensor->shape.size(); i-- > 1;) {
        const std::int64_t size = std::max<std::int64_t>(1, m_tensor->shape[i - 1]);
        places.prepend(QLocale().toString(qlonglong(rest % size)));
        rest /= size;
    }
    return places.isEmpty() ? QLocale().toString(section) : places.join(u", "_s);
}

TensorCell::TensorCell(QWidget* parent)
    : MediaCell(new QTableView, parent)
    , m_model(new TensorModel(this))
{
    auto* table = findChild<QTableView*>();
    nameWidget(table, u"tensorValues"_s, tr("Values"));
    table->setModel(m_model);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setMinimumHeight(120);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultSectionSize(88);
    table->verticalHeader()->setHighlightSections(false);
    nameCorner(table);
}

void TensorCell::setTensor(std::shared_ptr<const runlog::Tensor> tensor, const TensorFacts& facts,
                           const QString& caption, const QColor& color, const QString& trouble)
{
    m_model->setTensor(tensor);
    QStringList texts;
    if (!trouble.isEmpty())
        texts << trouble;
    if (tensor) {
        texts << (tensor->shape.empty() ? tr("a single value") : tr("shape %1").arg(shapeText(tensor->shape)));
        if (std::isfinite(facts.mean))
            texts << tr("min %1").arg(valueText(facts.minimum)) << tr("max %1").arg(valueText(facts.maximum))
                  << tr("mean %1").arg(valueText(facts.mean));
        if (facts.others > 0)
            texts << tr("%Ln value(s) infinite or no number", nullptr, pluralCount(std::uint64_t(facts.others)));
        if (m_model->cut())
            texts << tr("the first %1 × %2 values above")
                         .arg(QLocale().toString(m_model->rowCount()), QLocale().toString(m_model->columnCount()));
    }
    setFacts(texts.join(u" · "_s));
    setCaption(caption, color);
    Offer offer;
    if (tensor) {
        offer.question.title = tr("Save the tensor");
        offer.question.filter = tr("NumPy arrays (*.npy)") + u";;"_s + tr("Tables (*.csv)");
        offer.question.name = tr("tensor.npy");
        offer.question.suffix = u"npy"_s;
        offer.question.save = true;
        offer.write = [tensor](const QString& file) -> base::Result<void> {
            if (QFileInfo(file).suffix().toLower() == "csv"_L1)
                return writeText(file, csvOf(*tensor));
            const std::vector<std::byte> bytes = npyOf(*tensor);
            return base::writeFileAtomically(toPath(file),
                                             {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
        };
    }
    setOffer(tr("Save…"), tr("Save all values as a NumPy array or a table"), std::move(offer));
}

} // namespace maquette::widgets
