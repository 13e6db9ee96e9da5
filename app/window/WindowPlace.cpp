// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/WindowPlace.h"

#include <QGuiApplication>
#include <QMainWindow>
#include <QScreen>

#include "widgets/common/Settings.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace maquette::app {

namespace {

constexpr int reachableWidth = 120; // of the title, to drag the window by
constexpr int titleHeight = 32;
constexpr QSize firstSize(1440, 900);
constexpr int stateVersion = 1; // raise when docks or bars change their names

const QString placeKey = u"window/place"_s;
const QString maximizedKey = u"window/maximized"_s;
const QString docksKey = u"window/docks"_s;

QList<QRect> screenAreas()
{
    QList<QRect> areas;
    for (const QScreen* screen : QGuiApplication::screens())
        areas << screen->availableGeometry();
    return areas;
}

} // namespace

QRect clampedToScreens(const QRect& wanted, const QList<QRect>& screens)
{
    if (screens.isEmpty())
        return wanted;
    const QRect title(wanted.topLeft(), QSize(wanted.width(), titleHeight));
    for (const QRect& screen : screens) {
        const QRect seen = screen & title;
        if (seen.width() >= std::min(reachableWidth, wanted.width()) && seen.height() == titleHeight
            && wanted.height() <= screen.height() && wanted.width() <= screen.width())
            return wanted;
    }
    // The nearest by the distance of the middles.
    const QRect* nearest = &screens.first();
    int best = std::numeric_limits<int>::max();
    for (const QRect& screen : screens) {
        const int distance = (screen.center() - wanted.center()).manhattanLength();
        if (distance < best) {
            best = distance;
            nearest = &screen;
        }
    }
    QRect place(wanted.topLeft(), wanted.size().boundedTo(nearest->size()));
    place.moveLeft(std::clamp(place.left(), nearest->left(), nearest->right() + 1 - place.width()));
    place.moveTop(std::clamp(place.top(), nearest->top(), nearest->bottom() + 1 - place.height()));
    return place;
}

void restorePlace(QMainWindow& window, const widgets::StateStore& state)
{
    const QRect known = state.value(placeKey).toRect();
    const QList<QRect> screens = screenAreas();
    if (known.isValid() && known.width() >= 200 && known.height() >= 150) {
        window.setGeometry(clampedToScreens(known, screens));
    } else if (!screens.isEmpty()) {
        QRect place(QPoint(0, 0), firstSize.boundedTo(screens.first().size() * 0.95));
        place.moveCenter(screens.first().center());
        window.setGeometry(place);
    }
    window.restoreState(state.value(docksKey).toByteArray(), stateVersion);
    if (state.value(maximizedKey).toBool())
        window.setWindowState(window.windowState() | Qt::WindowMaximized);
}

void savePlace(const QMainWindow& window, widgets::StateStore& state)
{
    const bool maximized = window.isMaximized();
    state.set(placeKey, maximized ? window.normalGeometry() : window.geometry());
    state.set(maximizedKey, maximized);
    state.set(docksKey, window.saveState(stateVersion));
}

} // namespace maquette::app
