// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/ParameterForm.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

#include "widgets/common/Icons.h"
#include "widgets/common/Text.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

using base::Parameter;
using base::ParameterValue;

struct ParameterForm::Row {
    Parameter parameter;
    QWidget* container = nullptr;
    QLabel* label = nullptr;
    QToolButton* reset = nullptr;
    std::function<void(const ParameterValue&)> show; ///< puts a value into the editors
};

namespace {

constexpr int maxSliderSteps = 2000; // finer than that a slider cannot be set by hand

/// A spin box that leaves the wheel to the scroll area around it unless it was clicked first.
class QuietSpinBox : public QDoubleSpinBox {
public:
    using QDoubleSpinBox::QDoubleSpinBox;

protected:
    void wheelEvent(QWheelEvent* event) override
    {
        if (hasFocus())
            QDoubleSpinBox::wheelEvent(event);
        else
            event->ignore();
    }
};

class QuietSlider : public QSlider {
public:
    using QSlider::QSlider;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

class QuietComboBox : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

int decimalsOf(double step)
{
    int decimals = 0;
    while (decimals < 6 && std::abs(step - std::round(step)) > 1e-9) {
        step *= 10;
        ++decimals;
    }
    return decimals;
}

double asDouble(const ParameterValue& value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    return std::get<double>(value);
}

} // namespace

ParameterForm::ParameterForm(const QString& prefix, const base::ParameterTable& table, QWidget* parent)
    : QWidget(parent)
    , m_prefix(prefix)
    , m_values(table)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    for (const Parameter& parameter : table)
        addRow(parameter);
}

ParameterForm::~ParameterForm() = default;

QString ParameterForm::label(const std::string& name) const
{
    for (const auto& row : m_rows)
        if (row->parameter.name == name)
            return translated(row->parameter.label);
    return {};
}

void ParameterForm::addRow(const Parameter& parameter)
{
    m_rows.push_back(std::make_unique<Row>());
    Row& row = *m_rows.back();
    row.parameter = parameter;
    row.container = new QWidget(this);
    row.container->setObjectName(m_prefix + u":row:"_s + fromUtf8(parameter.name));
    auto* grid = new QGridLayout(row.container);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    row.label = new QLabel(translated(parameter.label), row.container);
    row.label->setWordWrap(true);
    grid->addWidget(row.label, 0, 0);
    row.reset = new QToolButton(row.container);
    row.reset->setIcon(icon(u"reset"_s, Token::Muted));
    QSizePolicy policy = row.reset->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    row.reset->setSizePolicy(policy);
    nameWidget(row.reset, m_prefix + u":reset:"_s + fromUtf8(parameter.name),
               tr("Reset %1").arg(translated(parameter.label)));
    row.reset->setToolTip(tr("Back to the default"));
    connect(row.reset, &QToolButton::clicked, this, [this, &row] {
        commit(row, row.parameter.defaultValue);
        refresh(row);
    });
    grid->addWidget(row.reset, 0, 1);
    switch (parameter.type) {
    case Parameter::Type::Boolean:
        addBoolean(row, grid);
        break;
    case Parameter::Type::Integer:
    case Parameter::Type::Real:
        addNumber(row, grid);
        break;
    case Parameter::Type::Choice:
        addChoice(row, grid);
        break;
    case Parameter::Type::Text:
    case Parameter::Type::File:
        addText(row, grid);
        break;
    }
    layout()->addWidget(row.container);
    refresh(row);
}

void ParameterForm::showEditor(Row& row, QGridLayout* grid, QWidget* editor)
{
    nameWidget(editor, m_prefix + u':' + fromUtf8(row.parameter.name), translated(row.parameter.label));
    const QString help = translated(row.parameter.help);
    editor->setToolTip(help);
    editor->setAccessibleDescription(help);
    row.label->setToolTip(help);
    row.label->setBuddy(editor);
    grid->addWidget(editor, 0, 2);
}

void ParameterForm::addNumber(Row& row, QGridLayout* grid)
{
    const Parameter& parameter = row.parameter;
    const bool whole = parameter.type == Parameter::Type::Integer;
    const double step = whole ? std::max(1.0, std::round(parameter.step)) : parameter.step;
    auto* spin = new QuietSpinBox(row.container);
    spin->setDecimals(whole ? 0 : decimalsOf(step));
    spin->setRange(parameter.minimum, parameter.maximum);
    spin->setSingleStep(step);
    spin->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    spin->setKeyboardTracking(false);
    if (!parameter.unit.empty())
        spin->setSuffix(u' ' + fromUtf8(parameter.unit));
    showEditor(row, grid, spin);

    const double steps = (parameter.maximum - parameter.minimum) / step;
    QSlider* slider = nullptr;
    if (steps <= maxSliderSteps) {
        slider = new QuietSlider(Qt::Horizontal, row.container);
        slider->setRange(0, static_cast<int>(std::lround(steps)));
        slider->setPageStep(std::max(1, slider->maximum() / 10));
        nameWidget(slider, m_prefix + u":slider:"_s + fromUtf8(parameter.name), translated(parameter.label));
        slider->setToolTip(translated(parameter.help));
        grid->addWidget(slider, 1, 0, 1, 3);
        connect(slider, &QSlider::valueChanged, this, [this, spin, parameter, step](int position) {
            if (!m_showing)
                spin->setValue(parameter.minimum + position * step);
        });
    } else {
        auto* dice = new QToolButton(row.container);
        dice->setIcon(icon(u"dice"_s, Token::Muted));
        dice->setToolTip(tr("Choose at random"));
        nameWidget(dice, m_prefix + u":dice:"_s + fromUtf8(parameter.name),
                   tr("Choose %1 at random").arg(translated(parameter.label)));
        grid->addWidget(dice, 0, 3);
        connect(dice, &QToolButton::clicked, this, [spin, parameter] {
            // Numbers that people can read out and type again.
            const double top = std::min(parameter.maximum, parameter.minimum + 999999);
            spin->setValue(std::floor(parameter.minimum
                                      + QRandomGenerator::global()->generateDouble() * (top - parameter.minimum)));
        });
    }
    connect(spin, &QDoubleSpinBox::valueChanged, this, [this, &row, whole](double value) {
        if (m_showing)
            return;
        commit(row, whole ? ParameterValue(static_cast<std::int64_t>(std::llround(value))) : ParameterValue(value));
        refresh(row);
    });
    row.show = [spin, slider, parameter, step](const ParameterValue& value) {
        const double number = asDouble(value);
        spin->setValue(number);
        if (slider)
            slider->setValue(static_cast<int>(std::lround((number - parameter.minimum) / step)));
    };
}

void ParameterForm::addChoice(Row& row, QGridLayout* grid)
{
    auto* box = new QuietComboBox(row.container);
    for (const Parameter::Choice& choice : row.parameter.choices)
        box->addItem(translated(choice.label), fromUtf8(choice.value));
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setMinimumContentsLength(8); // long choices are cut before the column grows wider than its dock
    showEditor(row, grid, box);
    connect(box, &QComboBox::currentIndexChanged, this, [this, &row, box](int index) {
        if (m_showing || index < 0)
            return;
        commit(row, toUtf8(box->itemData(index).toString()));
        refresh(row);
    });
    row.show = [box](const ParameterValue& value) {
        box->setCurrentIndex(box->findData(fromUtf8(std::get<std::string>(value))));
    };
}

void ParameterForm::addBoolean(Row& row, QGridLayout* grid)
{
    auto* box = new QCheckBox(row.container);
    showEditor(row, grid, box);
    connect(box, &QCheckBox::toggled, this, [this, &row](bool on) {
        if (m_showing)
            return;
        commit(row, on);
        refresh(row);
    });
    row.show = [box](const ParameterValue& value) { box->setChecked(std::get<bool>(value)); };
}

void ParameterForm::addText(Row& row, QGridLayout* grid)
{
    auto* edit = new QLineEdit(row.container);
    edit->setMinimumWidth(120);
    showEditor(row, grid, edit);
    // A path needs the width of the form.
    grid->removeWidget(edit);
    grid->addWidget(edit, 1, 0, 1, 3);
    if (row.parameter.type == Parameter::Type::File) {
        const QString name = fromUtf8(row.parameter.name);
        auto* browse = new QToolButton(row.container);
        browse->setIcon(icon(u"open"_s, Token::Muted));
        browse->setToolTip(tr("Choose a file"));
        nameWidget(browse, m_prefix + u":browse:"_s + name,
                   tr("Choose a file: %1").arg(translated(row.parameter.label)));
        connect(browse, &QToolButton::clicked, this, [this, name] { Q_EMIT fileRequested(name); });
        grid->addWidget(browse, 0, 2, Qt::AlignRight);
    }
    connect(edit, &QLineEdit::editingFinished, this, [this, &row, edit] {
        if (m_showing)
            return;
        commit(row, toUtf8(edit->text()));
        refresh(row);
    });
    row.show = [edit](const ParameterValue& value) { edit->setText(fromUtf8(std::get<std::string>(value))); };
}

void ParameterForm::commit(Row& row, const ParameterValue& value)
{
    if (m_values.value(row.parameter.name) == value || !m_values.set(row.parameter.name, value).ok())
        return;
    Q_EMIT edited(fromUtf8(row.parameter.name));
}

void ParameterForm::refresh(Row& row)
{
    const ParameterValue& value = m_values.value(row.parameter.name);
    m_showing = true;
    row.show(value);
    m_showing = false;
    row.reset->setVisible(value != row.parameter.defaultValue);
}

void ParameterForm::setValues(const base::ParameterValues& values)
{
    m_values = values;
    for (const auto& row : m_rows)
        refresh(*row);
}

void ParameterForm::setLevel(Parameter::Level level)
{
    for (const auto& row : m_rows)
        row->container->setVisible(row->parameter.level <= level);
}

void ParameterForm::setText(const QString& name, const QString& value)
{
    for (const auto& row : m_rows) {
        if (fromUtf8(row->parameter.name) != name)
            continue;
        commit(*row, toUtf8(value));
        refresh(*row);
    }
}

void ParameterForm::resetAll()
{
    for (const auto& row : m_rows) {
        commit(*row, row->parameter.defaultValue);
        refresh(*row);
    }
}

} // namespace maquette::widgets
