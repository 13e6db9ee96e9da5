// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/CloudPage.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

#include "widgets/cloud/RoomBrowser.h"
#include "widgets/common/Actions.h"
#include "widgets/common/ElidedLabel.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Icons.h"
#include "widgets/common/Role.h"
#include "widgets/common/SegmentedControl.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

const std::array tools{std::pair{"turn"_L1, CloudTool::Turn}, std::pair{"pick"_L1, CloudTool::Pick},
                       std::pair{"rectangle"_L1, CloudTool::Rectangle}, std::pair{"lasso"_L1, CloudTool::Lasso},
                       std::pair{"clip"_L1, CloudTool::Clip}};
constexpr int roomsWidth = 250;

CloudView* makeView(QWidget* parent)
{
    teachRole<CloudView, QAccessible::Canvas>();
    return new CloudView(parent);
}

} // namespace

CloudPage::CloudPage(CloudDocument* document, CloudService* service, JobRunner* jobs, const ActionCollection* actions,
                     QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_view(makeView(this))
    , m_rooms(new RoomBrowser(service, jobs, this))
    , m_stack(new QStackedWidget(this))
{
    nameWidget(this, u"cloudPage"_s, tr("Point cloud"));
    nameWidget(m_view, u"cloudView"_s, tr("Point cloud"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(16);
    m_rooms->setFixedWidth(roomsWidth);
    m_rooms->hide();
    connect(m_rooms, &RoomBrowser::closeRequested, m_rooms, &QWidget::hide);
    row->addWidget(m_rooms);
    auto* column = new QVBoxLayout;
    column->setContentsMargins(0, 8, 0, 16);
    column->setSpacing(8);
    m_bar = makeBar(actions);
    column->addWidget(m_bar);
    m_choosers = new QWidget(this);
    auto* choosers = new QHBoxLayout(m_choosers);
    choosers->setContentsMargins(0, 0, 0, 0);
    choosers->setSpacing(2);
    for (std::size_t i = 0; i < m_contents.size(); ++i) {
        auto* chooser = new QComboBox(m_choosers);
        nameWidget(chooser, u"paneContent:%1"_s.arg(i), tr("What pane %1 shows").arg(i + 1));
        chooser->setToolTip(chooser->accessibleName());
        chooser->setMinimumContentsLength(6);
        chooser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        connect(chooser, &QComboBox::activated, this, [this, i, chooser] {
            m_document->setPaneContent(i, cloud::PaneContent::fromText(toUtf8(chooser->currentData().toString())));
        });
        choosers->addWidget(chooser, 1);
        m_contents[i] = chooser;
    }
    column->addWidget(m_choosers);
    m_empty = makeEmptyState(
        {u"cloudEmptyState"_s,
         tr("See a cloud, its classes and its errors side by side"),
         tr("Drop a point cloud or a folder of rooms here. Labels and predictions in it are found by their names; a "
            "cloud without any can be segmented."),
         {{u"file.demo"_s, u"cloudEmptyDemo"_s, u"demo"_s, true},
          {u"file.open"_s, u"cloudEmptyOpen"_s, u"open"_s},
          {u"file.open-folder"_s, u"cloudEmptyFolder"_s, u"open"_s}}},
        actions, this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);
    column->addWidget(m_stack, 1);
    row->addLayout(column, 1);
    connectView();
    connect(document, &CloudDocument::changed, this, &CloudPage::refresh);
    if (Theme* theme = Theme::instance())
        connect(theme, &Theme::changed, this, &CloudPage::followTheme);
    m_background = document->view().look.background;
    followTheme();
    refresh(CloudDocument::Everything);
}

QWidget* CloudPage::makeBar(const ActionCollection* actions)
{
    auto* bar = new QWidget(this);
    QHBoxLayout* row = makeToolRow(bar);
    m_tools = new SegmentedControl(u"cloudTool"_s, tr("Tool"), bar);
    const auto addTool = [&](const QString& name) {
        QAction* action = actions->action(u"tool."_s + name);
        m_tools->addChoice(name, ActionCollection::plainText(action), action->icon());
        bar->findChild<QToolButton*>(u"cloudTool:"_s + name)->setToolTip(action->toolTip());
    };
    for (const auto& [name, tool] : tools)
        addTool(name);
    m_tools->setCompact(true);
    connect(m_tools, &SegmentedControl::valueChanged, this, [this](const QString& value) {
        for (const auto& [name, tool] : tools)
            if (value == name)
                setTool(tool);
    });
    row->addWidget(m_tools);
    m_facts = new ElidedLabel(bar);
    m_facts->setObjectName(u"cloudFacts"_s);
    m_facts->setProperty("role", u"small"_s);
    row->addWidget(m_facts, 1);
    auto* panes = new QLabel(tr("Panes"), bar);
    panes->setProperty("role", u"small"_s);
    row->addWidget(panes);
    m_panes = new SegmentedControl(u"paneCount"_s, tr("Number of panes"), bar);
    for (int count = 1; count <= 4; ++count)
        m_panes->addChoice(QString::number(count), QLocale().toString(count));
    connect(m_panes, &SegmentedControl::valueChanged, this,
            [this](const QString& value) { setPaneCount(value.toInt()); });
    row->addWidget(m_panes);
    row->addWidget(actions->button(u"view.curtain"_s, bar));
    auto* from = new QToolButton(bar);
    nameWidget(from, u"lookFrom"_s, tr("Look from"));
    from->setIcon(icon(u"look-from"_s));
    from->setToolTip(tr("Look from a side"));
    from->setFocusPolicy(Qt::TabFocus);
    from->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(from);
    nameWidget(menu, u"lookFromMenu"_s, tr("Look from"));
    for (QAction* action : actions->all())
        if (action->objectName().startsWith(u"view.from-"_s))
            menu->addAction(action);
    from->setMenu(menu);
    row->addWidget(from);
    for (const QString& id : {u"view.zoom-out"_s, u"view.zoom-in"_s, u"view.zoom-fit"_s})
        row->addWidget(actions->button(id, bar));
    return bar;
}

void CloudPage::connectView()
{
    connect(m_view, &CloudView::cameraChanged, this,
            [this](const cloud::Camera& camera) { m_document->setCamera(camera); });
    connect(m_view, &CloudView::curtainMoved, this, [this](double fraction) { m_document->setCurtain(fraction); });
    connect(m_view, &CloudView::boxChanged, m_document, &CloudDocument::setBox);
    connect(m_view, &CloudView::picked, this, [this](std::optional<std::uint32_t> point, int, bool add) {
        std::vector<std::uint32_t> points = add ? m_document->picked() : std::vector<std::uint32_t>();
        const auto known = point ? std::find(points.begin(), points.end(), *point) : points.end();
        if (known != points.end())
            points.erase(known);
        else if (point)
            points.push_back(*point);
        m_document->setPicked(std::move(points));
    });
    connect(m_view, &CloudView::regionSelected, m_document, &CloudDocument::select);
}

void CloudPage::setTool(CloudTool tool)
{
    for (const auto& [name, value] : tools)
        if (tool == value)
            m_tools->setValue(name);
    if (m_view->tool() == tool)
        return;
    m_view->setTool(tool);
    // A box that does nothing cannot be moved.
    if (tool == CloudTool::Clip && !m_document->empty()
        && m_document->contents().box.mode == cloud::ClipBox::Mode::Off) {
        cloud::ClipBox box = m_document->contents().box;
        box.mode = cloud::ClipBox::Mode::Inside;
        m_document->setBox(box);
    }
    Q_EMIT toolChanged(tool);
}

void CloudPage::setPaneCount(int count)
{
    std::vector<cloud::PaneContent> panes = m_document->view().panes;
    const std::vector<cloud::PaneContent> choices = m_document->contentChoices();
    while (static_cast<int>(panes.size()) > count)
        panes.pop_back();
    for (const cloud::PaneContent& choice : choices)
        if (static_cast<int>(panes.size()) < count && std::find(panes.begin(), panes.end(), choice) == panes.end())
            panes.push_back(choice);
    while (static_cast<int>(panes.size()) < count)
        panes.push_back(choices.front());
    m_document->setPanes(panes, count == 2 ? m_document->view().curtain : std::nullopt);
}

void CloudPage::setCurtain(bool on)
{
    if (on == m_document->view().curtain.has_value())
        return;
    if (!on)
        return m_document->setCurtain({});
    std::vector<cloud::PaneContent> panes = m_document->view().panes;
    if (panes.size() > 2 && m_document->hasTruth() && m_document->hasPrediction())
        panes = {{cloud::ColorBy::Truth}, {cloud::ColorBy::Prediction}};
    if (panes.size() != 2) {
        setPaneCount(2);
        panes.resize(2, m_document->view().panes.back());
    }
    m_document->setPanes(panes, 0.5);
}

void CloudPage::nextContent()
{
    const auto choices = m_document->contentChoices();
    const auto now = std::find(choices.begin(), choices.end(), m_document->view().panes.front());
    m_document->setPaneContent(0, now == choices.end() || now + 1 == choices.end() ? choices.front() : *(now + 1));
}

double CloudPage::aspect() const
{
    const QRectF pane = m_view->paneRect(0);
    return pane.height() > 1 ? pane.width() / pane.height() : 1.5;
}

void CloudPage::lookFrom(const QString& direction)
{
    if (m_document->empty())
        return;
    cloud::Camera camera = cloud::cameraFor(m_document->points()->bounds, toUtf8(direction), aspect());
    camera.parallel = m_document->view().camera.parallel;
    m_document->setCamera(camera);
}

void CloudPage::fit()
{
    if (m_document->empty())
        return;
    const cloud::Camera now = m_document->view().camera;
    cloud::Camera camera = cloud::cameraFor(m_document->points()->bounds, "iso", aspect());
    const double distance = camera.distance();
    const double length = now.distance();
    for (std::size_t k = 0; k < 3; ++k)
        camera.position[k]
            = camera.focalPoint[k] + (now.position[k] - now.focalPoint[k]) / (length > 0 ? length : 1) * distance;
    camera.viewUp = now.viewUp;
    camera.parallel = now.parallel;
    m_document->setCamera(camera);
}

void CloudPage::zoom(double factor)
{
    cloud::Camera camera = m_document->view().camera;
    for (std::size_t k = 0; k < 3; ++k)
        camera.position[k] = camera.focalPoint[k] + (camera.position[k] - camera.focalPoint[k]) / factor;
    camera.parallelScale /= factor;
    m_document->setCamera(camera);
}

QSize CloudPage::pixelSize() const { return m_view->size() * m_view->devicePixelRatioF(); }

void CloudPage::followTheme()
{
    const Theme* theme = Theme::instance();
    cloud::PointLook look = m_document->view().look;
    // A background that the user chose stays.
    if (!theme || look.background != m_background)
        return;
    const QColor color = theme->color(Token::Canvas);
    m_background = {std::uint8_t(color.red()), std::uint8_t(color.green()), std::uint8_t(color.blue())};
    look.background = m_background;
    m_document->setLook(look);
}

void CloudPage::fillChoosers()
{
    const auto choices = m_document->contentChoices();
    const auto& panes = m_document->view().panes;
    for (std::size_t i = 0; i < m_contents.size(); ++i) {
        QComboBox* chooser = m_contents[i];
        chooser->setVisible(i < panes.size());
        if (i >= panes.size())
            continue;
        chooser->clear();
        for (const cloud::PaneContent& choice : choices)
            chooser->addItem(m_document->contentName(choice), fromUtf8(choice.toText()));
        const QString text = fromUtf8(panes[i].toText());
        if (chooser->findData(text) < 0)
            chooser->addItem(m_document->contentName(panes[i]), text);
        chooser->setCurrentIndex(chooser->findData(text));
    }
}

void CloudPage::refresh(CloudDocument::Parts parts)
{
    const bool empty = m_document->empty();
    if (parts & CloudDocument::Points) {
        m_stack->setCurrentWidget(empty ? m_empty : m_view);
        setFocusProxy(empty ? static_cast<QWidget*>(m_empty->findChild<QPushButton*>(u"cloudEmptyDemo"_s)) : m_view);
        m_bar->setVisible(!empty);
        m_choosers->setVisible(!empty);
        if (!empty)
            m_facts->setWholeText(
                tr("%1 · %Ln point(s)", nullptr, pluralCount(m_document->points()->size())).arg(m_document->name()));
    }
    if (empty)
        return;
    if (parts & (CloudDocument::Points | CloudDocument::View | CloudDocument::Classes)) {
        fillChoosers();
        m_panes->setValue(QString::number(m_document->view().panes.size()));
    }
    if (parts & (CloudDocument::Points | CloudDocument::Classes | CloudDocument::Selection))
        m_view->setScene(m_document->scene());
    if ((parts & (CloudDocument::Points | CloudDocument::View | CloudDocument::Camera))
        && !(m_view->state() == m_document->view()))
        m_view->setState(m_document->view());
    if (parts & (CloudDocument::Points | CloudDocument::Picked))
        m_view->setMarkers(m_document->picked());
    if (parts & CloudDocument::Points)
        lookFrom(u"iso"_s);
}

} // namespace maquette::widgets
