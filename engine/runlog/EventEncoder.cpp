// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/EventEncoder.h"

#include "runlog/EventParts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

namespace maquette::runlog {

namespace {

using protozero::pbf_writer;

std::string hparamsValue(const std::string& tag, At at, std::uint32_t field, const std::string& content)
{
    return summary(tag, at, [&](pbf_writer& value) {
        {
            pbf_writer tensor(value, 8);
            addTensorHead(tensor, TensorType::Float, std::vector<std::int64_t>{0});
        }
        std::string data;
        pbf_writer(data).add_message(field, content);
        addMetadata(value, "hparams", DataClass::None, data);
    });
}

void addText(pbf_writer& message, std::uint32_t field, const std::string& text)
{
    if (!text.empty())
        message.add_string(field, text);
}

/// Every field of google.protobuf.Value is one of a choice, so that zeros are written too.
std::string encodeValue(const Setting& setting)
{
    std::string value;
    pbf_writer writer(value);
    if (const auto* number = std::get_if<double>(&setting))
        writer.add_double(2, *number);
    else if (const auto* text = std::get_if<std::string>(&setting))
        writer.add_string(3, *text);
    else if (const auto* flag = std::get_if<bool>(&setting))
        writer.add_bool(4, *flag);
    else
        writer.add_enum(1, 0);
    return value;
}

struct PngSize {
    std::int64_t width = 0, height = 0;
    int colorspace = 0; ///< as Image counts them
};

/// From the head of a PNG, which comes first: signature (8 bytes), length and name of IHDR (8), width, height
/// (big-endian, 4 each), depth, color type (W3C PNG, 11.2.2).
std::optional<PngSize> pngSize(std::span<const std::byte> png)
{
    static constexpr std::string_view signature("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16);
    if (png.size() < 26 || std::string_view(reinterpret_cast<const char*>(png.data()), 16) != signature)
        return std::nullopt;
    const auto bigEndian = [png](std::size_t at) {
        std::int64_t value = 0;
        for (std::size_t i = at; i < at + 4; ++i)
            value = value << 8 | std::to_integer<std::int64_t>(png[i]);
        return value;
    };
    const int type = std::to_integer<int>(png[25]);
    return PngSize{bigEndian(16), bigEndian(20), type == 0 ? 1 : type == 4 ? 2 : type == 6 ? 4 : 3};
}

/// left, right, count of each bin, row by row.
std::vector<double> table(const Histogram& value)
{
    std::vector<double> rows;
    rows.reserve(3 * value.counts.size());
    for (std::size_t i = 0; i < value.counts.size(); ++i)
        rows.insert(rows.end(), {value.edges[i], value.edges[i + 1], value.counts[i]});
    if (rows.empty())
        return rows;
    // Nothing can be drawn from the lowest double on.
    if (rows[0] == std::numeric_limits<double>::lowest() && std::isfinite(value.minimum))
        rows[0] = std::min(value.minimum, rows[1]);
    double& last = rows[rows.size() - 2];
    if (last == std::numeric_limits<double>::max() && std::isfinite(value.maximum))
        last = std::max(value.maximum, rows[rows.size() - 3]);
    return rows;
}

} // namespace

std::string encodeVersion(double wallTime, const std::string& writerName)
{
    std::string event;
    pbf_writer writer(event);
    begin(writer, {0, wallTime});
    writer.add_string(3, "brain.Event:2");
    if (!writerName.empty()) {
        pbf_writer source(writer, 10);
        source.add_string(1, writerName);
    }
    return event;
}

std::string encodeRestart(At at)
{
    std::string event;
    pbf_writer writer(event);
    begin(writer, at);
    pbf_writer log(writer, 7);
    log.add_enum(1, 1);
    log.commit();
    return event;
}

std::string encodeScalar(const std::string& tag, At at, double number, Generation generation, bool first)
{
    return summary(tag, at, [&](pbf_writer& value) {
        const float single = static_cast<float>(number);
        if (generation == Generation::Classic) {
            value.add_float(2, single);
            return;
        }
        {
            pbf_writer tensor(value, 8);
            addTensorHead(tensor, TensorType::Float, {});
            tensor.add_packed_float(5, &single, &single + 1);
        }
        if (first)
            addMetadata(value, "scalars", DataClass::Scalar);
    });
}

base::Result<std::string> encodeHistogram(const std::string& tag, At at, const Histogram& histogram,
                                          Generation generation, bool first)
{
    if (histogram.counts.empty() ? histogram.edges.size() > 1 : histogram.edges.size() != histogram.counts.size() + 1)
        return misfit(QT_TRANSLATE_NOOP("Engine", "The histogram %1 has edges that do not fit its counts."), tag,
                      std::to_string(histogram.edges.size()) + " edges, " + std::to_string(histogram.counts.size())
                          + " counts");
    if (generation == Generation::Tensor) {
        return summary(tag, at, [&](pbf_writer& value) {
            {
                const std::vector<double> rows = table(histogram);
                pbf_writer tensor(value, 8);
                const std::int64_t shape[] = {static_cast<std::int64_t>(histogram.counts.size()), 3};
                addTensorHead(tensor, TensorType::Double, shape);
                if (!rows.empty())
                    tensor.add_bytes(4, reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(double));
            }
            if (first)
                addMetadata(value, "histograms", DataClass::Tensor);
        });
    }
    return summary(tag, at, [&](pbf_writer& value) {
        std::string content; // a message of its own, since an empty one is a value too
        pbf_writer message(content);
        const auto add = [&message](std::uint32_t field, double number) {
            if (number != 0) // and what is unknown is written as NaN
                message.add_double(field, number);
        };
        double count = 0;
        for (const double bin : histogram.counts)
            count += bin;
        add(1, histogram.minimum);
        add(2, histogram.maximum);
        add(3, count);
        add(4, histogram.sum);
        add(5, histogram.sumOfSquares);
        std::vector<double> limits = histogram.edges, counts = histogram.counts;
        if (!limits.empty() && limits.front() == std::numeric_limits<double>::lowest())
            limits.erase(limits.begin());
        else if (!counts.empty())
            counts.insert(counts.begin(), 0);
        else
            limits.clear();
        message.add_packed_double(6, limits.begin(), limits.end());
        message.add_packed_double(7, counts.begin(), counts.end());
        value.add_message(5, content);
    });
}

base::Result<std::string> encodeText(const std::string& tag, At at, const Text& text, bool first)
{
    const auto cells = static_cast<std::int64_t>(text.cells.size());
    if (text.rows < 0 || text.columns < 0 || (text.columns == 0 ? cells != 0 : cells % text.columns != 0)
        || (text.columns > 0 && cells / text.columns != text.rows))
        return misfit(QT_TRANSLATE_NOOP("Engine", "The text %1 has cells that do not fill its rows."), tag,
                      std::to_string(cells) + " cells");
    return summary(tag, at, [&](pbf_writer& value) {
        const std::vector<std::string_view> strings(text.cells.begin(), text.cells.end());
        if (text.columns == 1)
            addStrings(value, std::vector<std::int64_t>{text.rows}, strings);
        else
            addStrings(value, std::vector<std::int64_t>{text.rows, text.columns}, strings);
        if (first)
            addMetadata(value, "text", DataClass::Tensor);
    });
}

base::Result<std::string> encodePictures(const std::string& tag, At at, const std::vector<Picture>& pictures,
                                         Generation generation, bool first)
{
    PngSize size;
    for (const Picture& picture : pictures) {
        const PngSize own = pngSize(picture.encoded).value_or(PngSize{picture.width, picture.height, /* RGB */ 3});
        if (own.width <= 0 || own.height <= 0)
            return misfit(QT_TRANSLATE_NOOP("Engine", "A picture of %1 has no size."), tag, {});
        if (size.width != 0 && (own.width != size.width || own.height != size.height))
            return misfit(QT_TRANSLATE_NOOP("Engine", "The pictures of %1 have different sizes."), tag, {});
        size = own;
    }
    if (generation == Generation::Classic) {
        if (pictures.size() != 1)
            return misfit(QT_TRANSLATE_NOOP("Engine", "The classic form holds one picture; %1 has another number."),
                          tag, std::to_string(pictures.size()) + " pictures");
        return summary(tag, at, [&](pbf_writer& value) {
            pbf_writer image(value, 4);
            image.add_int32(1, static_cast<std::int32_t>(size.height));
            image.add_int32(2, static_cast<std::int32_t>(size.width));
            image.add_int32(3, size.colorspace);
            image.add_bytes(4, reinterpret_cast<const char*>(pictures[0].encoded.data()), pictures[0].encoded.size());
        });
    }
    return summary(tag, at, [&](pbf_writer& value) {
        const std::string width = std::to_string(size.width), height = std::to_string(size.height);
        std::vector<std::string_view> strings = {width, height};
        for (const Picture& picture : pictures)
            strings.emplace_back(reinterpret_cast<const char*>(picture.encoded.data()), picture.encoded.size());
        addStrings(value, std::vector<std::int64_t>{static_cast<std::int64_t>(strings.size())}, strings);
        if (first)
            addMetadata(value, "images", DataClass::Blobs);
    });
}

std::string encodeExperiment(At at, const Experiment& experiment)
{
    std::string content;
    pbf_writer writer(content);
    addText(writer, 1, experiment.description);
    addText(writer, 2, experiment.user);
    if (experiment.created != 0)
        writer.add_double(3, experiment.created);
    for (const auto& hparam : experiment.hparams) {
        pbf_writer info(writer, 4);
        addText(info, 1, hparam.name);
        addText(info, 2, hparam.displayName);
        addText(info, 3, hparam.description);
        if (hparam.type != Experiment::Hparam::Type::Unset)
            info.add_enum(4, static_cast<std::int32_t>(hparam.type));
    }
    for (const auto& metric : experiment.metrics) {
        pbf_writer info(writer, 5);
        {
            pbf_writer name(info, 1);
            addText(name, 2, metric.tag);
        }
        addText(info, 3, metric.displayName);
        addText(info, 4, metric.description);
    }
    addText(writer, 6, experiment.name);
    return hparamsValue("_hparams_/experiment", at, 2, content);
}

std::string encodeSessionStart(At at, const Session& session)
{
    std::string content;
    pbf_writer writer(content);
    for (const auto& [name, setting] : session.hparams) {
        pbf_writer entry(writer, 1);
        entry.add_string(1, name);
        entry.add_message(2, encodeValue(setting));
    }
    addText(writer, 4, session.group);
    if (session.start != 0)
        writer.add_double(5, session.start);
    return hparamsValue("_hparams_/session_start_info", at, 3, content);
}

std::string encodeSessionEnd(At at, Status status)
{
    std::string content;
    pbf_writer writer(content);
    const int code = status == Status::Finished ? 1 : status == Status::Failed ? 2 : status == Status::Running ? 3 : 0;
    if (code != 0)
        writer.add_enum(1, code);
    if (at.wallTime != 0)
        writer.add_double(2, at.wallTime);
    return hparamsValue("_hparams_/session_end_info", at, 4, content);
}

} // namespace maquette::runlog
