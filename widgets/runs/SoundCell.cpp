// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/SoundCell.h"

#include <QLocale>
#include <QPainter>

#include "base/File.h"
#include "widgets/common/Role.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/PlotAxes.h"

#include <memory>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

WaveView::WaveView(QWidget* parent)
    : QWidget(parent)
{
    teachRole<WaveView, QAccessible::Graphic>();
    setMinimumSize(120, 72);
}

void WaveView::setSound(std::optional<Sound> sound, const QColor& color)
{
    m_sound = std::move(sound);
    m_color = color;
    update();
}

void WaveView::paintEvent(QPaintEvent*)
{
    const Theme* theme = Theme::instance();
    if (!theme)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), theme->color(Token::Canvas));
    painter.setPen(theme->color(Token::Line));
    const double middle = height() / 2.0, reach = height() / 2.0 - 8;
    painter.drawLine(QPointF(0, middle), QPointF(width(), middle));
    if (!m_sound || m_sound->low.empty()) {
        painter.setPen(theme->color(Token::Muted));
        painter.setFont(PlotAxes::font());
        painter.drawText(rect(), Qt::AlignCenter, m_sound ? tr("Silent: no samples") : tr("No picture of this coding"));
        return;
    }
    painter.setPen(QPen(m_color, 1));
    const auto columns = m_sound->low.size();
    const int ratio = std::max(1, int(devicePixelRatioF()));
    // Fewer samples than pixels make a step each, more are taken together.
    for (int x = 0; x < width() * ratio; ++x) {
        const std::size_t from = columns * std::size_t(x) / std::size_t(width() * ratio);
        const std::size_t to = std::max(from + 1, columns * std::size_t(x + 1) / std::size_t(width() * ratio));
        float low = 1, high = -1;
        for (std::size_t i = from; i < std::min(to, columns); ++i) {
            low = std::min(low, m_sound->low[i]);
            high = std::max(high, m_sound->high[i]);
        }
        const double at = (x + 0.5) / ratio;
        painter.drawLine(QPointF(at, middle - reach * double(high)), QPointF(at, middle - reach * double(low) + 1));
    }
}

SoundCell::SoundCell(QWidget* parent)
    : MediaCell(new WaveView, parent)
    , m_wave(findChild<WaveView*>())
{
}

void SoundCell::setClip(const runlog::Audio& clip, std::optional<Sound> sound, const QString& caption,
                        const QColor& color)
{
    QStringList facts;
    if (sound) {
        facts << durationText(sound->seconds()) << tr("%1 Hz").arg(QLocale().toString(sound->rate, 'f', 0))
              << tr("%Ln channel(s)", nullptr, sound->channels);
    } else {
        facts << tr("%Ln byte(s) that are no WAV file", nullptr, pluralCount(clip.encoded.size()));
    }
    if (!clip.label.empty())
        facts << fromUtf8(clip.label);
    setFacts(facts.join(u" · "_s));
    setCaption(caption, color);
    Offer offer;
    offer.question.title = tr("Save the clip");
    offer.question.filter = sound ? tr("Sounds (*.wav)") : tr("All files (*)");
    offer.question.name = sound ? tr("clip.wav") : tr("clip");
    offer.question.suffix = sound ? u"wav"_s : QString();
    offer.question.save = true;
    const auto bytes = std::make_shared<const std::vector<std::byte>>(clip.encoded);
    offer.write = [bytes](const QString& file) {
        return base::writeFileAtomically(toPath(file),
                                         {reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()});
    };
    setOffer(sound ? tr("Save as WAV…") : tr("Save…"), tr("Save the clip as it was logged"), std::move(offer));
    m_wave->setSound(std::move(sound), color);
}

} // namespace maquette::widgets
