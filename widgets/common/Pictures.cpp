// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Pictures.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QPainter>

#include "imaging/PictureFile.h"
#include "widgets/common/Text.h"

#include <cstring>

namespace maquette::widgets {

namespace {

constexpr int smallestLevel = 128; // pixels of the longer side; smaller copies would save nothing

/// Looks at 8-bit pixels where they are; the image keeps them alive. 16-bit ones are rounded to 8.
QImage fullImage(const std::shared_ptr<const imaging::Picture>& pixels)
{
    const imaging::Picture& picture = *pixels;
    const auto format = picture.hasAlpha() ? QImage::Format_RGBA8888 : QImage::Format_RGB888;
    if (picture.bits == 8) {
        auto* keeper = new std::shared_ptr<const imaging::Picture>(pixels);
        return QImage(
            picture.bytes.data(), picture.width, picture.height, static_cast<qsizetype>(picture.rowBytes()), format,
            [](void* info) { delete static_cast<std::shared_ptr<const imaging::Picture>*>(info); }, keeper);
    }
    QImage image(picture.width, picture.height, format);
    const auto* source = reinterpret_cast<const std::uint16_t*>(picture.bytes.data());
    const int samples = picture.width * picture.channels;
    for (int y = 0; y < picture.height; ++y) {
        uchar* row = image.scanLine(y);
        for (int x = 0; x < samples; ++x)
            row[x] = static_cast<uchar>((*source++ * 255U + 32767U) / 65535U);
    }
    return image;
}

/// Half the size in each direction, each pixel the mean of four (or two, or one at odd borders).
QImage halved(const QImage& source)
{
    const QImage from
        = source.format() == QImage::Format_ARGB32_Premultiplied || source.format() == QImage::Format_RGB32
        ? source
        : source.convertToFormat(source.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    QImage to((from.width() + 1) / 2, (from.height() + 1) / 2, from.format());
    for (int y = 0; y < to.height(); ++y) {
        const auto* top = reinterpret_cast<const QRgb*>(from.constScanLine(2 * y));
        const auto* bottom = reinterpret_cast<const QRgb*>(from.constScanLine(std::min(2 * y + 1, from.height() - 1)));
        auto* out = reinterpret_cast<QRgb*>(to.scanLine(y));
        for (int x = 0; x < to.width(); ++x) {
            const int left = 2 * x;
            const int right = std::min(left + 1, from.width() - 1);
            const auto mean = [&](int shift) {
                const auto part = [shift](QRgb pixel) { return (pixel >> shift) & 0xffU; };
                return ((part(top[left]) + part(top[right]) + part(bottom[left]) + part(bottom[right]) + 2) / 4)
                    << shift;
            };
            out[x] = mean(24) | mean(16) | mean(8) | mean(0);
        }
    }
    return to;
}

std::vector<QImage> levelsOf(const std::shared_ptr<const imaging::Picture>& pixels)
{
    std::vector<QImage> levels{fullImage(pixels)};
    // One level at a time from the one before: the whole costs a third of the first.
    while (std::max(levels.back().width(), levels.back().height()) > 2 * smallestLevel)
        levels.push_back(halved(levels.back()));
    return levels;
}

} // namespace

qint64 LoadedPicture::byteCount() const
{
    auto bytes = static_cast<qint64>(pixels->bytes.size());
    for (std::size_t level = pixels->bits == 8 ? 1 : 0; level < levels.size(); ++level)
        bytes += levels[level].sizeInBytes();
    return bytes;
}

std::string LoadedPicture::text(const std::string& key) const
{
    for (const auto& entry : pixels->texts)
        if (entry.first == key)
            return entry.second;
    return {};
}

QString LoadedPicture::describe() const
{
    const QString size = sizeText(width(), height());
    return format.isEmpty() ? size : size + QStringLiteral(" · ") + format;
}

base::Result<PicturePtr> loadPicture(const QString& file, const base::Job& job)
{
    const std::filesystem::path path = toPath(file);
    auto info = imaging::readPictureInfo(path);
    if (!info.ok())
        return info.error();
    job.report(0.1);
    auto picture = imaging::readPicture(path);
    if (!picture.ok())
        return picture.error();
    if (job.stopped())
        return base::stoppedError();
    job.report(0.8);
    auto loaded = std::make_shared<LoadedPicture>();
    loaded->pixels = std::make_shared<const imaging::Picture>(std::move(picture).value());
    loaded->levels = levelsOf(loaded->pixels);
    loaded->path = QFileInfo(file).absoluteFilePath();
    loaded->origin.kind = PictureOrigin::Kind::File;
    loaded->name = QFileInfo(file).fileName();
    loaded->format = fromUtf8(info.value().format);
    return PicturePtr(std::move(loaded));
}

PicturePtr makePicture(imaging::Picture picture, const QString& name, const PictureOrigin& origin)
{
    auto loaded = std::make_shared<LoadedPicture>();
    loaded->pixels = std::make_shared<const imaging::Picture>(std::move(picture));
    loaded->levels = levelsOf(loaded->pixels);
    loaded->name = name;
    loaded->origin = origin;
    return loaded;
}

QString pixelDigest(const imaging::Picture& picture)
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_160);
    const QByteArray shape = QByteArray::number(picture.width) + 'x' + QByteArray::number(picture.height) + 'x'
        + QByteArray::number(picture.channels) + 'x' + QByteArray::number(picture.bits) + ':';
    hash.addData(shape);
    const auto* samples = reinterpret_cast<const char*>(picture.bytes.data());
    hash.addData(QByteArrayView(samples, static_cast<qsizetype>(picture.bytes.size())));
    return QString::fromLatin1(hash.result().toHex());
}

PicturePtr makePicture(const QImage& image, const QString& name)
{
    const bool alpha = image.hasAlphaChannel();
    const QImage plain = image.convertToFormat(alpha ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    imaging::Picture picture(plain.width(), plain.height(), alpha ? 4 : 3, 8);
    for (int y = 0; y < plain.height(); ++y)
        std::memcpy(picture.bytes.data() + static_cast<std::size_t>(y) * picture.rowBytes(), plain.constScanLine(y),
                    picture.rowBytes());
    return makePicture(std::move(picture), name);
}

void drawPicture(QPainter& painter, const LoadedPicture& picture, const QRectF& target, const QRectF& visible)
{
    const QRectF part = target & visible;
    if (part.isEmpty())
        return;
    const double devicePixels = target.width() * painter.device()->devicePixelRatioF();
    std::size_t level = 0;
    while (level + 1 < picture.levels.size() && picture.levels[level + 1].width() >= devicePixels)
        ++level;
    const QImage& image = picture.levels[level];
    const double scaleX = image.width() / target.width();
    const double scaleY = image.height() / target.height();
    const QRectF source((part.x() - target.x()) * scaleX, (part.y() - target.y()) * scaleY, part.width() * scaleX,
                        part.height() * scaleY);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, devicePixels < 2.0 * picture.width());
    painter.drawImage(part, image, source);
}

} // namespace maquette::widgets
