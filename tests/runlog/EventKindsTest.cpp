// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every kind of value of event files, in both generations.
#include "Transcript.h"

#include "runlog/EventDecoder.h"
#include "runlog/TensorProto.h"

#include <protozero/pbf_writer.hpp>

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

using namespace maquette::runlog;
using namespace maquette::tests;
using protozero::pbf_writer;

namespace {

/// A serialized message; `fill` writes its fields.
template <class Fill> std::string message(Fill fill)
{
    std::string bytes;
    pbf_writer writer(bytes);
    fill(writer);
    return bytes;
}

std::string shapeOf(const std::vector<std::int64_t>& sizes)
{
    return message([&](pbf_writer& shape) {
        for (const auto size : sizes)
            shape.add_message(2, message([&](pbf_writer& axis) { axis.add_int64(1, size); }));
    });
}

template <class Fill> std::string tensorOf(int type, const std::vector<std::int64_t>& shape, Fill fill)
{
    return message([&](pbf_writer& tensor) {
        tensor.add_int32(1, type);
        tensor.add_message(2, shapeOf(shape));
        fill(tensor);
    });
}

std::string strings(const std::vector<std::int64_t>& shape, const std::vector<std::string>& values)
{
    return tensorOf(7, shape, [&](pbf_writer& tensor) {
        for (const auto& value : values)
            tensor.add_bytes(8, value);
    });
}

std::string doubles(const std::vector<std::int64_t>& shape, const std::vector<double>& values)
{
    return tensorOf(2, shape, [&](pbf_writer& tensor) { tensor.add_packed_double(6, values.begin(), values.end()); });
}

std::string metadata(const std::string& plugin, const std::string& content = {}, int dataClass = 0)
{
    return message([&](pbf_writer& writer) {
        writer.add_message(1, message([&](pbf_writer& data) {
                               data.add_string(1, plugin);
                               data.add_bytes(2, content);
                           }));
        if (dataClass != 0)
            writer.add_int32(4, dataClass);
    });
}

/// An event at step 4 with one value in `field`; metadata is left away where it is empty.
std::string event(const std::string& tag, int field, const std::string& content, const std::string& about = {})
{
    const std::string value = message([&](pbf_writer& writer) {
        writer.add_string(1, tag);
        if (!about.empty())
            writer.add_message(9, about);
        if (field != 0)
            writer.add_message(static_cast<std::uint32_t>(field), content);
    });
    return message([&](pbf_writer& writer) {
        // What the event carries stands before its step, as may be.
        writer.add_message(5, message([&](pbf_writer& summary) { summary.add_message(1, value); }));
        writer.add_double(1, 1);
        writer.add_int64(2, 4);
    });
}

struct Decoded {
    std::string text, trouble;
};

Decoded decode(const std::vector<std::string>& events)
{
    EventDecoder decoder;
    Transcript transcript;
    Troubles troubles;
    for (const auto& bytes : events)
        decoder.decode(bytes, 0, transcript, troubles);
    const auto error = troubles.error("run");
    return {transcript.text(), error ? error->english() : ""};
}

/// The numbers of a tensor of `type`, as text.
std::string numbers(const std::string& tensor)
{
    const auto decoded = decode({event("x", 8, tensor)});
    return decoded.text.empty() ? decoded.trouble : decoded.text.substr(std::string("tensor x @4 t1 ").size());
}

template <class T> std::string content(const std::vector<T>& values)
{
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

} // namespace

TEST(EventKinds, PicturesOfBothGenerations)
{
    const std::string old = message([](pbf_writer& image) {
        image.add_int32(1, 3);
        image.add_int32(2, 5);
        image.add_int32(3, 3);
        image.add_bytes(4, "PNG");
    });
    EXPECT_EQ(decode({event("a", 4, old)}).text, "pictures a @4 t1 5x3:PNG\n");
    EXPECT_EQ(decode({event("a", 8, strings({4}, {"5", "3", "PNG", "GIF"}), metadata("images", "", 3))}).text,
              "pictures a @4 t1 5x3:PNG 5x3:GIF\n");
    for (const auto& bad : {strings({1}, {"5"}), strings({2}, {"5", "-3"}), strings({2}, {"5", "3px"}),
                            strings({1, 3}, {"5", "3", "PNG"}), doubles({2}, {5, 3})}) {
        const auto decoded = decode({event("a", 8, bad, metadata("images"))});
        EXPECT_EQ(decoded.text, "");
        EXPECT_NE(decoded.trouble.find("width and height"), std::string::npos) << decoded.trouble;
    }
}

TEST(EventKinds, HistogramsOfBothGenerations)
{
    const auto about = metadata("histograms", "", 2);
    EXPECT_EQ(decode({event("w", 8, doubles({2, 3}, {0, 1, 5, 1, 3, 2}), about)}).text,
              "histogram w @4 t1 [0 1 3] [5 2] min nan max nan sum nan squares nan\n");
    // A gap is a bin without counts, and a hair's breadth of overlap belongs to the first.
    EXPECT_EQ(decode({event("w", 8, doubles({2, 3}, {0, 1, 5, 2, 3, 2}), about)}).text,
              "histogram w @4 t1 [0 1 2 3] [5 0 2] min nan max nan sum nan squares nan\n");
    EXPECT_EQ(decode({event("w", 8, doubles({2, 3}, {0, 1, 5, 0.75, 3, 2}), about)}).text,
              "histogram w @4 t1 [0 1 3] [5 2] min nan max nan sum nan squares nan\n");
    // Nothing was counted: one zero stands for all ninety numbers, or none at all.
    for (const auto& zeros : {doubles({30, 3}, {0}), doubles({30, 3}, {})}) {
        const auto decoded = decode({event("w", 8, zeros, about)});
        EXPECT_EQ(decoded.trouble, "");
        EXPECT_EQ(std::count(decoded.text.begin(), decoded.text.end(), '0'), 31 + 30);
    }
    for (const auto& bad : {doubles({2, 2}, {0, 1, 1, 2}), doubles({1, 3}, {2, 1, 1}), doubles({1, 3}, {0, 1, -1}),
                            doubles({1, 3}, {0, std::nan(""), 1}), strings({1, 3}, {"0", "1", "2"})}) {
        const auto decoded = decode({event("w", 8, bad, about)});
        EXPECT_EQ(decoded.text, "");
        EXPECT_NE(decoded.trouble, "");
    }
    const auto old = [](const std::vector<double>& limits, const std::vector<double>& counts) {
        return message([&](pbf_writer& writer) {
            writer.add_packed_double(6, limits.begin(), limits.end());
            for (const double count : counts) // one by one is as good as packed
                writer.add_double(7, count);
        });
    };
    EXPECT_EQ(decode({event("w", 5, old({0, std::numeric_limits<double>::infinity()}, {1, 2}))}).text,
              "histogram w @4 t1 [lowest 0 inf] [1 2] min 0 max 0 sum 0 squares 0\n");
    for (const auto& bad : {old({0, 1}, {1}), old({1, 0}, {1, 1}), old({0}, {-1}), old({std::nan("")}, {1})})
        EXPECT_NE(decode({event("w", 5, bad)}).trouble, "");
}

TEST(EventKinds, TextOfEveryRankUpToTwo)
{
    const auto about = metadata("text", "", 2);
    EXPECT_EQ(decode({event("t", 8, strings({}, {"a"}), about)}).text, "text t @4 t1 1x1 |a\n");
    EXPECT_EQ(decode({event("t", 8, strings({2}, {"a", "b"}), about)}).text, "text t @4 t1 2x1 |a |b\n");
    EXPECT_EQ(decode({event("t", 8, strings({2, 2}, {"a", "b", "c", "d"}), about)}).text,
              "text t @4 t1 2x2 |a |b |c |d\n");
    EXPECT_EQ(decode({event("t", 8, strings({0, 1LL << 40}, {}), about)}).text, "text t @4 t1 0x0\n");
    EXPECT_NE(decode({event("t", 8, strings({1, 1, 1}, {"a"}), about)}).trouble, "");
}

TEST(EventKinds, AudioOfBothGenerations)
{
    const std::string old = message([](pbf_writer& audio) {
        audio.add_float(1, 44100);
        audio.add_bytes(4, "RIFF");
        audio.add_string(5, "audio/wav");
    });
    EXPECT_EQ(decode({event("a", 6, old)}).text, "audio a @4 t1 RIFF:\n");
    EXPECT_EQ(decode({event("a", 8, strings({2, 2}, {"RIFF", "one", "OggS", "two"}), metadata("audio"))}).text,
              "audio a @4 t1 RIFF:one OggS:two\n");
    EXPECT_NE(decode({event("a", 8, strings({1, 3}, {"a", "b", "c"}), metadata("audio"))}).trouble, "");
}

TEST(EventKinds, PrecisionRecallCurves)
{
    EXPECT_EQ(
        decode({event("p", 8, doubles({6, 2}, {1, 2, 3, 4, 5, 6, 7, 8, 0.5, 0.25, 1, 0}), metadata("pr_curves"))}).text,
        "curve p @4 t1 [1 2] [3 4] [5 6] [7 8] [0.5 0.25] [1 0]\n");
    EXPECT_NE(decode({event("p", 8, doubles({5, 2}, {0}), metadata("pr_curves"))}).trouble, "");
}

TEST(EventKinds, MeshesKnowTheirPartFromTheFirstValueOfATag)
{
    const auto about = [](int kind) {
        return metadata("mesh", message([&](pbf_writer& writer) {
                            writer.add_int32(3, kind);
                            writer.add_string(5, "{}");
                        }));
    };
    const auto faces = tensorOf(3, {1, 1, 3}, [](pbf_writer& tensor) {
        const std::int32_t corners[] = {0, 1, 2};
        tensor.add_packed_int32(7, std::begin(corners), std::end(corners));
    });
    const auto points = doubles({1, 1, 3}, {0.5, 1, 2});
    EXPECT_EQ(decode({event("m_VERTEX", 8, points, about(1)), event("m_FACE", 8, faces, about(2)),
                      event("m_COLOR", 8, faces, about(3)), event("m_FACE", 8, faces)})
                  .text,
              "mesh m_VERTEX @4 t1 vertices [1 1 3] [0.5 1 2] {}\n"
              "mesh m_FACE @4 t1 faces [1 1 3] [0 1 2] {}\n"
              "mesh m_COLOR @4 t1 colors [1 1 3] [0 1 2] {}\n"
              "mesh m_FACE @4 t1 faces [1 1 3] [0 1 2] {}\n");
}

TEST(EventKinds, TheFirstMetadataOfATagCounts)
{
    const std::string described = message([](pbf_writer& writer) {
        writer.add_message(1, message([](pbf_writer& data) { data.add_string(1, "text"); }));
        writer.add_string(2, "Note");
        writer.add_string(3, "what *happened*");
    });
    EXPECT_EQ(decode({event("t", 8, strings({}, {"a"}), described),
                      event("t", 8, strings({}, {"b"}), metadata("unheard of"))})
                  .text,
              "describe t |Note|what *happened*\ntext t @4 t1 1x1 |a\ntext t @4 t1 1x1 |b\n");
}

TEST(EventKinds, TensorsWithoutAKindGoByTheirShape)
{
    EXPECT_EQ(decode({event("x", 8, doubles({}, {3}))}).text, "scalar x @4 t1 3\n");
    EXPECT_EQ(decode({event("x", 8, doubles({1}, {3}))}).text, "tensor x @4 t1 [1] [3]\n");
    EXPECT_EQ(decode({event("x", 8, doubles({1}, {3}), metadata("scalars", "", 1))}).text, "scalar x @4 t1 3\n");
    EXPECT_EQ(decode({event("x", 8, doubles({2}, {3, 4}), metadata("of my own"))}).text, "tensor x @4 t1 [2] [3 4]\n");
    EXPECT_EQ(decode({event("x", 8, strings({}, {"word"}))}).text, "text x @4 t1 1x1 |word\n");
}

TEST(EventKinds, HyperparametersWithAndWithoutATensor)
{
    const auto content = [](std::uint32_t field, const std::string& inner) {
        return metadata("hparams", message([&](pbf_writer& writer) { writer.add_message(field, inner); }));
    };
    const std::string experiment = message([](pbf_writer& writer) {
        writer.add_string(1, "What the width does");
        writer.add_string(2, "ada");
        writer.add_message(4, message([](pbf_writer& info) {
                               info.add_string(1, "lr");
                               info.add_string(2, "rate");
                           }));
        writer.add_message(5, message([](pbf_writer& info) {
                               info.add_message(1, message([](pbf_writer& name) {
                                                    name.add_string(1, "eval");
                                                    name.add_string(2, "loss");
                                                }));
                               info.add_string(3, "Loss");
                           }));
        writer.add_string(6, "widths");
    });
    const std::string start = message([](pbf_writer& writer) {
        writer.add_message(1, message([](pbf_writer& entry) {
                               entry.add_string(1, "none");
                               entry.add_message(2, message([](pbf_writer& value) { value.add_int32(1, 0); }));
                           }));
        writer.add_string(2, "file:model");
    });
    const std::string end = message([](pbf_writer& writer) {
        writer.add_int32(1, 2);
        writer.add_double(2, 9);
    });
    const auto decoded = decode({event("_hparams_/experiment", 0, "", content(2, experiment)),
                                 event("_hparams_/session_start_info", 0, "", content(3, start)),
                                 event("_hparams_/session_end_info", 8, doubles({0}, {}), content(4, end))});
    EXPECT_EQ(decoded.trouble, "");
    EXPECT_EQ(decoded.text,
              "about description What the width does\nabout user ada\nabout setting/lr rate\ndescribe loss |Loss|\n"
              "about name widths\nsetting none null\nabout model file:model\nstatus running t1\nstatus failed t9\n");
}

TEST(EventKinds, TheSessionLogEndsAndStartsAgain)
{
    const auto log = [](int status) {
        return message([&](pbf_writer& writer) {
            writer.add_double(1, 1);
            writer.add_int64(2, 6);
            writer.add_message(7, message([&](pbf_writer& session) {
                                   session.add_int32(1, status);
                                   session.add_string(2, status == 3 ? "model.ckpt" : "");
                               }));
        });
    };
    EXPECT_EQ(decode({log(1), log(2), log(1)}).text,
              "about checkpoint \nrestart @6\nabout checkpoint \nstatus finished t1\nabout checkpoint \nrestart @6\n"
              "status running t1\n");
    EXPECT_EQ(decode({log(3)}).text, "about checkpoint model.ckpt\n");
}

TEST(EventKinds, WhatHasNoPlaceIsSaidOncePerTag)
{
    const auto layout = event("custom_scalars__config__", 8, strings({}, {"layout"}), metadata("custom_scalars"));
    const auto graph = message([](pbf_writer& writer) { writer.add_bytes(4, "graph"); });
    const auto decoded = decode({layout, layout, graph, graph, event("old", 3, "bytes"), event("old", 3, "bytes")});
    EXPECT_EQ(decoded.text, "");
    EXPECT_EQ(decoded.trouble,
              "run: 3 tags hold values of a kind that is not shown. (byte 0: custom_scalars__config__: a value of "
              "custom_scalars; byte 0: the run: a graph; byte 0: old: a histogram of the first kind)");
}

TEST(EventKinds, EveryTypeOfNumbersIsRead)
{
    const std::int32_t ints[] = {-2, 3};
    const std::int64_t longs[] = {-5000000000, 7};
    const std::uint64_t unsignedLongs[] = {10000000000u, 7};
    const std::uint32_t unsignedInts[] = {4000000000u, 7};
    const float floats[] = {0.5F, -1};
    const bool bools[] = {true, false};
    for (const int type : {3, 4, 5, 6, 17, 29, 30})
        EXPECT_EQ(numbers(tensorOf(type, {2}, [&](pbf_writer& t) { t.add_packed_int32(7, ints, ints + 2); })),
                  "[2] [-2 3]\n")
            << type;
    EXPECT_EQ(numbers(tensorOf(9, {2}, [&](pbf_writer& t) { t.add_packed_int64(10, longs, longs + 2); })),
              "[2] [-5e+09 7]\n");
    EXPECT_EQ(
        numbers(tensorOf(23, {2}, [&](pbf_writer& t) { t.add_packed_uint64(17, unsignedLongs, unsignedLongs + 2); })),
        "[2] [1e+10 7]\n");
    EXPECT_EQ(
        numbers(tensorOf(22, {2}, [&](pbf_writer& t) { t.add_packed_uint32(16, unsignedInts, unsignedInts + 2); })),
        "[2] [4e+09 7]\n");
    EXPECT_EQ(numbers(tensorOf(1, {2}, [&](pbf_writer& t) { t.add_packed_float(5, floats, floats + 2); })),
              "[2] [0.5 -1]\n");
    EXPECT_EQ(numbers(tensorOf(10, {2}, [&](pbf_writer& t) { t.add_packed_bool(11, bools, bools + 2); })),
              "[2] [1 0]\n");
    const std::uint32_t small[] = {200, 7}; // PyTorch's place for uint8
    EXPECT_EQ(numbers(tensorOf(4, {2}, [&](pbf_writer& t) { t.add_packed_uint32(16, small, small + 2); })),
              "[2] [200 7]\n");
    // One by one, as writers that do not pack do.
    EXPECT_EQ(numbers(tensorOf(1, {2},
                               [&](pbf_writer& t) {
                                   t.add_float(5, 1);
                                   t.add_float(5, 2);
                               })),
              "[2] [1 2]\n");

    const auto raw = [](int type, const std::string& bytes) {
        return numbers(tensorOf(type, {2}, [&](pbf_writer& t) { t.add_bytes(4, bytes); }));
    };
    EXPECT_EQ(raw(1, content<float>({0.5F, -1})), "[2] [0.5 -1]\n");
    EXPECT_EQ(raw(2, content<double>({0.5, -1})), "[2] [0.5 -1]\n");
    EXPECT_EQ(raw(3, content<std::int32_t>({-2, 3})), "[2] [-2 3]\n");
    EXPECT_EQ(raw(3, unhex("0100000000010000")), "[2] [1 256]\n") << "the lowest byte first";
    EXPECT_EQ(raw(4, "\x01\xFF"), "[2] [1 255]\n");
    EXPECT_EQ(raw(5, content<std::int16_t>({-2, 3})), "[2] [-2 3]\n");
    EXPECT_EQ(raw(6, "\x01\xFF"), "[2] [1 -1]\n");
    EXPECT_EQ(raw(9, content<std::int64_t>({-2, 3})), "[2] [-2 3]\n");
    EXPECT_EQ(raw(10, unhex("0100")), "[2] [1 0]\n");
    EXPECT_EQ(raw(14, unhex("803f00c0")), "[2] [1 -2]\n");
    EXPECT_EQ(raw(17, content<std::uint16_t>({2, 65535})), "[2] [2 65535]\n");
    EXPECT_EQ(raw(19, unhex("003c00c0")), "[2] [1 -2]\n");
    EXPECT_EQ(raw(22, content<std::uint32_t>({2, 4000000000u})), "[2] [2 4e+09]\n");
    EXPECT_EQ(raw(23, content<std::uint64_t>({2, 3})), "[2] [2 3]\n");
    EXPECT_EQ(raw(24, unhex("3cfc")), "[2] [1 -inf]\n");
    EXPECT_EQ(raw(25, unhex("7e38")), "[2] [448 1]\n");
    EXPECT_EQ(raw(26, unhex("807f")), "[2] [nan 240]\n");
    EXPECT_EQ(raw(27, unhex("807f")), "[2] [nan 30]\n");
    EXPECT_EQ(raw(28, unhex("807f")), "[2] [nan 57344]\n");
    EXPECT_EQ(raw(29, unhex("0f07")), "[2] [-1 7]\n");
    EXPECT_EQ(raw(30, unhex("0f07")), "[2] [15 7]\n");
    EXPECT_EQ(raw(33, unhex("070f")), "[2] [6 -6]\n");
    EXPECT_EQ(numbers(tensorOf(25, {2}, [](pbf_writer& t) { t.add_bytes(18, unhex("7e01")); })),
              "[2] [448 0.00195312]\n");
}

TEST(EventKinds, HalvesWrittenAsBitsOfFloatsAreNoticed)
{
    const auto halves = [](int type, const std::vector<std::int32_t>& patterns) {
        return numbers(tensorOf(type, {static_cast<std::int64_t>(patterns.size())}, [&](pbf_writer& tensor) {
            tensor.add_packed_int32(13, patterns.begin(), patterns.end());
        }));
    };
    const auto bits = [](float value) { return std::bit_cast<std::int32_t>(value); };
    EXPECT_EQ(halves(19, {0x3C00, 0xC000}), "[2] [1 -2]\n");
    EXPECT_EQ(halves(14, {0x3F80, 0xC000}), "[2] [1 -2]\n");
    for (const int type : {14, 19})
        EXPECT_EQ(halves(type, {bits(0.25F), bits(-3), bits(0)}), "[3] [0.25 -3 0]\n");
}

TEST(EventKinds, SmallFloatsAreRight)
{
    EXPECT_EQ(smallFloat(0x01, 4, 3, 7, Special::Fn), std::ldexp(1, -9));
    EXPECT_TRUE(std::isnan(smallFloat(0x7F, 4, 3, 7, Special::Fn)));
    EXPECT_EQ(smallFloat(0x7B, 5, 2, 15, Special::Ieee), 57344);
    EXPECT_EQ(smallFloat(0x01, 5, 2, 15, Special::Ieee), std::ldexp(1, -16));
    EXPECT_TRUE(std::isnan(smallFloat(0x7D, 5, 2, 15, Special::Ieee)));
    EXPECT_TRUE(std::signbit(smallFloat(0x80, 4, 3, 7, Special::Fn)));
    EXPECT_EQ(smallFloat(0x0001, 5, 10, 15, Special::Ieee), std::ldexp(1, -24));
}

TEST(EventKinds, TensorsThatContradictThemselvesAreLeftOut)
{
    const std::vector<std::string> bad = {
        doubles({2}, {1, 2, 3}),
        doubles({-1}, {1}),
        doubles({1LL << 40, 1LL << 40}, {1}),
        doubles({1LL << 30}, {1}),
        tensorOf(1, {3}, [](pbf_writer& t) { t.add_bytes(4, "12345"); }),
        tensorOf(1, {3}, [](pbf_writer& t) { t.add_bytes(4, "12345678"); }),
        tensorOf(8, {1}, [](pbf_writer&) {}), // complex
        tensorOf(1, {1}, [](pbf_writer& t) { t.add_bytes(5, "123"); }),
        doubles(std::vector<std::int64_t>(40, 1), {1}),
        "\xFF\xFF\xFF",
    };
    for (std::size_t i = 0; i < bad.size(); ++i) {
        const auto decoded = decode({event("x", 8, bad[i])});
        EXPECT_EQ(decoded.text, "") << i;
        EXPECT_NE(decoded.trouble.find("1 damaged"), std::string::npos) << i << decoded.trouble;
    }
    // What is of another wire type is passed over as an unknown field.
    EXPECT_EQ(decode({unhex("0d0000803f1201"
                            "00")})
                  .text,
              "");
}
