// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cloud/CloudDocument.h"

#include "widgets/common/Text.h"

#include <utility>

namespace maquette::widgets {

void CloudDocument::viewChanged(Parts parts) { Q_EMIT changed(parts); }

void CloudDocument::setCamera(const cloud::Camera& camera)
{
    if (camera == m_view.camera)
        return;
    m_view.camera = camera;
    viewChanged(Camera);
}

void CloudDocument::setPanes(const std::vector<cloud::PaneContent>& panes, std::optional<double> curtain)
{
    if (panes.empty() || panes.size() > 4 || (panes == m_view.panes && curtain == m_view.curtain))
        return;
    m_view.panes = panes;
    m_view.curtain = panes.size() == 2 ? curtain : std::nullopt;
    viewChanged(View);
}

void CloudDocument::setPaneContent(std::size_t pane, const cloud::PaneContent& content)
{
    if (pane >= m_view.panes.size() || m_view.panes[pane] == content)
        return;
    m_view.panes[pane] = content;
    viewChanged(View);
}

void CloudDocument::setCurtain(std::optional<double> fraction)
{
    if (fraction == m_view.curtain || (fraction && m_view.panes.size() != 2))
        return;
    m_view.curtain = fraction;
    viewChanged(View);
}

void CloudDocument::setLook(const cloud::PointLook& look)
{
    if (look == m_view.look)
        return;
    m_view.look = look;
    viewChanged(View);
}

void CloudDocument::setSelectionOnly(bool only)
{
    if (only == m_view.filter.selectionOnly)
        return;
    m_view.filter.selectionOnly = only;
    scoresOutdated();
    viewChanged(View);
}

void CloudDocument::setHidden(std::uint8_t slot, bool hidden)
{
    if (m_view.filter.hidden[slot] == hidden)
        return;
    m_view.filter.hidden[slot] = hidden;
    scoresOutdated();
    viewChanged(View);
}

bool CloudDocument::isSolo(std::uint8_t slot) const
{
    return m_view.filter.hidden.count() == 255 && !m_view.filter.hidden[slot];
}

void CloudDocument::solo(std::uint8_t slot)
{
    if (isSolo(slot)) {
        m_view.filter.hidden.reset();
    } else {
        m_view.filter.hidden.set();
        m_view.filter.hidden.reset(slot);
    }
    scoresOutdated();
    viewChanged(View);
}

void CloudDocument::showAllClasses()
{
    if (m_view.filter.hidden.none())
        return;
    m_view.filter.hidden.reset();
    scoresOutdated();
    viewChanged(View);
}

void CloudDocument::toggleCell(std::uint8_t truth, std::uint8_t prediction)
{
    const std::pair cell(truth, prediction);
    if (m_view.filter.cell == cell)
        m_view.filter.cell.reset();
    else
        m_view.filter.cell = cell;
    viewChanged(View);
}

void CloudDocument::clearCell()
{
    if (!m_view.filter.cell)
        return;
    m_view.filter.cell.reset();
    viewChanged(View);
}

std::vector<cloud::PaneContent> CloudDocument::contentChoices() const
{
    using cloud::ColorBy;
    std::vector<cloud::PaneContent> choices = {{ColorBy::Input}};
    if (hasTruth())
        choices.push_back({ColorBy::Truth});
    if (hasPrediction())
        choices.push_back({ColorBy::Prediction});
    if (comparable())
        choices.push_back({ColorBy::Error});
    if (m_contents.confidence)
        choices.push_back({ColorBy::Attribute, confidenceName});
    choices.push_back({ColorBy::Height});
    if (m_points)
        for (const cloud::Attribute& attribute : m_points->cloud->attributes)
            if (attribute.role != cloud::Role::Label && attribute.role != cloud::Role::Prediction
                && !(m_contents.confidence && attribute.name == confidenceName))
                choices.push_back({ColorBy::Attribute, attribute.name});
    return choices;
}

QString CloudDocument::contentName(const cloud::PaneContent& content) const
{
    switch (content.by) {
    case cloud::ColorBy::Input:
        return m_points && !m_points->cloud->hasColors() ? tr("Input (height)") : tr("Input");
    case cloud::ColorBy::Truth:
        return tr("Truth");
    case cloud::ColorBy::Prediction:
        return tr("Prediction");
    case cloud::ColorBy::Error:
        return tr("Error");
    case cloud::ColorBy::Height:
        return tr("Height");
    case cloud::ColorBy::Attribute:
        break;
    }
    return fromUtf8(content.attribute);
}

void CloudDocument::setPicked(std::vector<std::uint32_t> points)
{
    if (points == m_picked)
        return;
    m_picked = std::move(points);
    Q_EMIT changed(Picked);
}

void CloudDocument::addBookmark(const QString& name, const cloud::Camera& camera)
{
    m_bookmarks.push_back({name, camera});
    Q_EMIT changed(Bookmarks);
}

void CloudDocument::removeBookmark(std::size_t index)
{
    if (index >= m_bookmarks.size())
        return;
    m_bookmarks.erase(m_bookmarks.begin() + static_cast<std::ptrdiff_t>(index));
    Q_EMIT changed(Bookmarks);
}

void CloudDocument::setBookmarks(std::vector<CameraBookmark> bookmarks)
{
    m_bookmarks = std::move(bookmarks);
    Q_EMIT changed(Bookmarks);
}

void CloudDocument::setAbsentClass(cloud::AbsentClass absent)
{
    if (std::exchange(m_absent, absent) != absent)
        scoresOutdated();
}

} // namespace maquette::widgets
