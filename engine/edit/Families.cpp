// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Family.h"

#include "edit/families/Cartoon.h"
#include "edit/families/Color.h"
#include "edit/families/Dither.h"
#include "edit/families/Dodge.h"
#include "edit/families/Edges.h"
#include "edit/families/FilterFamilies.h"
#include "edit/families/Frame.h"
#include "edit/families/Geometry.h"
#include "edit/families/Mark.h"
#include "edit/families/Outline.h"
#include "edit/families/Posterize.h"
#include "edit/families/Position.h"
#include "edit/families/Selective.h"
#include "edit/families/Stripes.h"
#include "edit/families/Threshold.h"

namespace maquette::edit {

const std::vector<Family>& families()
{
    static const std::vector<Family> list = {
        geometryFamily(),
        colorFamily(),
        positionFamily(),
        selectiveFamily(),
        blurFamily(),
        motionFamily(),
        pixelateFamily(),
        bloomFamily(),
        medianFamily(),
        destripeFamily(),
        denoiseFamily(),
        kernelFamily(),
        posterizeFamily(),
        thresholdFamily(),
        ditherFamily(),
        edgesFamily(),
        outlineFamily(),
        dodgeFamily(),
        cartoonFamily(),
        frameFamily(),
        stripesFamily(),
        markFamily(),
    };
    return list;
}

} // namespace maquette::edit
