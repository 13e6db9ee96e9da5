// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Transcript.h"

#include "runlog/Crc32c.h"

#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>

namespace maquette::tests {

namespace {

std::string number(double value)
{
    if (value == std::numeric_limits<double>::lowest())
        return "lowest";
    if (value == std::numeric_limits<double>::max())
        return "highest";
    std::ostringstream text;
    text << value;
    return text.str() == "-nan" ? "nan" : text.str();
}

template <class Range> std::string list(const Range& values)
{
    std::string text = "[";
    for (const auto value : values)
        text += (text.size() > 1 ? " " : "") + number(static_cast<double>(value));
    return text + "]";
}

std::string bytes(const std::vector<std::byte>& data)
{
    return {reinterpret_cast<const char*>(data.data()), data.size()};
}

std::string head(const char* kind, const std::string& tag, runlog::At at)
{
    return std::string(kind) + " " + tag + " @" + std::to_string(at.step) + " t" + number(at.wallTime);
}

} // namespace

void Transcript::scalar(const std::string& tag, runlog::At at, double value)
{
    lines.push_back(head("scalar", tag, at) + " " + number(value));
}

void Transcript::histogram(const std::string& tag, runlog::At at, runlog::Histogram value)
{
    lines.push_back(head("histogram", tag, at) + " " + list(value.edges) + " " + list(value.counts) + " min "
                    + number(value.minimum) + " max " + number(value.maximum) + " sum " + number(value.sum)
                    + " squares " + number(value.sumOfSquares));
}

void Transcript::pictures(const std::string& tag, runlog::At at, std::vector<runlog::Picture> value)
{
    std::string line = head("pictures", tag, at);
    for (const auto& picture : value)
        line += " " + std::to_string(picture.width) + "x" + std::to_string(picture.height) + ":"
            + bytes(picture.encoded);
    lines.push_back(line);
}

void Transcript::text(const std::string& tag, runlog::At at, runlog::Text value)
{
    std::string line = head("text", tag, at) + " " + std::to_string(value.rows) + "x" + std::to_string(value.columns);
    for (const auto& cell : value.cells)
        line += " |" + cell;
    lines.push_back(line);
}

void Transcript::audio(const std::string& tag, runlog::At at, std::vector<runlog::Audio> value)
{
    std::string line = head("audio", tag, at);
    for (const auto& clip : value)
        line += " " + bytes(clip.encoded) + ":" + clip.label;
    lines.push_back(line);
}

void Transcript::precisionRecall(const std::string& tag, runlog::At at, runlog::PrecisionRecall value)
{
    std::string line = head("curve", tag, at);
    for (const auto* row : {&value.truePositives, &value.falsePositives, &value.trueNegatives, &value.falseNegatives,
                            &value.precision, &value.recall})
        line += " " + list(*row);
    lines.push_back(line);
}

void Transcript::mesh(const std::string& tag, runlog::At at, runlog::MeshPart value)
{
    static constexpr const char* kinds[] = {"vertices", "faces", "colors"};
    lines.push_back(head("mesh", tag, at) + " " + kinds[static_cast<int>(value.kind)] + " " + list(value.shape) + " "
                    + list(value.values) + " " + value.config);
}

void Transcript::tensor(const std::string& tag, runlog::At at, runlog::Tensor value)
{
    lines.push_back(head("tensor", tag, at) + " " + list(value.shape) + " " + list(value.values));
}

void Transcript::setting(const std::string& name, const runlog::Setting& value)
{
    std::string text = "null";
    if (const auto* real = std::get_if<double>(&value))
        text = number(*real);
    else if (const auto* flag = std::get_if<bool>(&value))
        text = *flag ? "true" : "false";
    else if (const auto* word = std::get_if<std::string>(&value))
        text = "\"" + *word + "\"";
    lines.push_back("setting " + name + " " + text);
}

void Transcript::about(const std::string& key, const std::string& value)
{
    lines.push_back("about " + key + " " + value);
}

void Transcript::describe(const std::string& tag, const std::string& name, const std::string& description)
{
    lines.push_back("describe " + tag + " |" + name + "|" + description);
}

void Transcript::restart(std::int64_t step) { lines.push_back("restart @" + std::to_string(step)); }

void Transcript::status(runlog::Status status, double wallTime)
{
    static constexpr const char* names[] = {"unknown", "running", "finished", "failed"};
    lines.push_back(std::string("status ") + names[static_cast<int>(status)] + " t" + number(wallTime));
}

std::string Transcript::text() const
{
    std::string all;
    for (const auto& line : lines)
        all += line + "\n";
    return all;
}

std::string unhex(std::string_view hex)
{
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return bytes;
}

void writeBytes(const std::filesystem::path& file, std::string_view bytes)
{
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void appendBytes(const std::filesystem::path& file, std::string_view bytes)
{
    std::ofstream(file, std::ios::binary | std::ios::app)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string readBytes(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

runlog::Advance readAll(runlog::RunFile& file, runlog::RunSink& sink)
{
    runlog::Advance last = file.advance(sink, {});
    std::int64_t records = last.records;
    while (last.state == runlog::Advance::State::More) {
        last = file.advance(sink, {});
        records += last.records;
    }
    last.records = records;
    return last;
}

std::string framed(std::string_view payload)
{
    const std::uint64_t length = payload.size();
    std::string record(sizeof length, '\0');
    std::memcpy(record.data(), &length, sizeof length);
    const auto addCrc = [&record](std::string_view of) {
        const std::uint32_t crc = runlog::masked(runlog::crc32cByTable(std::as_bytes(std::span(of))));
        record.append(reinterpret_cast<const char*>(&crc), sizeof crc);
    };
    addCrc(std::string(record));
    record += payload;
    addCrc(payload);
    return record;
}

std::span<const EventVector> eventVectors()
{
    static constexpr EventVector vectors[] = {
        {"version", "09000000000000f03f1a0d627261696e2e4576656e743a32", 0x224B7FA3, 0x7A57BF86,
         "about file version brain.Event:2\n"},
        {"scalar", "09000000000000f03f10072a0d0a0b0a046c6f7373150000003f", 0x2DD89B12, 0x2F9A2C86,
         "scalar loss @7 t1 0.5\n"},
        {"tensor", "09000000000000f03f2a230a210a046c6f7373420a080112002a040000003f4a0d0a090a077363616c6172732001",
         0xFA57CBC5, 0xEA26857D, "scalar loss @0 t1 0.5\n"},
        {"histogram",
         "09000000000000f03f10032a680a660a01772a6109000000000000f0bf110000000000000040190000000000001040210000000000000"
         "040"
         "29000000000000184032180000000000000000000000000000f03f00000000000000403a18000000000000f03f000000000000f03f000"
         "000"
         "0000000040",
         0x7841D9D7, 0xE6BC08E5, "histogram w @3 t1 [lowest 0 1 2] [1 1 2] min -1 max 2 sum 2 squares 6\n"},
        {"text",
         "09000000000000f03f2a2f0a2d0a116e6f74652f746578745f73756d6d617279420c0807120412020801420268694a0a0a060a0474657"
         "874"
         "2002",
         0xE2EA9512, 0xF4BE63D1, "text note/text_summary @0 t1 1x1 |hi\n"},
        {"hparams",
         "09000000000000f03f2a710a6f0a1c5f68706172616d735f2f73657373696f6e5f73746172745f696e666f42060801120212004a470a4"
         "50a"
         "0768706172616d73123a1a380a0f0a026c72120911000000000000e03f0a090a03667038120220010a0e0a036f707412071a056164616"
         "d77"
         "220167290000000000000040",
         0xC8C7E3C9, 0x3CFFB0C0,
         "setting lr 0.5\nsetting fp8 true\nsetting opt \"adamw\"\nabout group g\nstatus running t2\n"},
        {"restart", "09000000000000f03f10053a020801", 0x092B536D, 0x366D2384, "restart @5\n"},
    };
    return vectors;
}

} // namespace maquette::tests
