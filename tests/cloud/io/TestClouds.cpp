// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/TestClouds.h"

#include <array>

namespace maquette::cloud::test {

namespace {

std::uint32_t checksum(const std::string& bytes)
{
    std::uint32_t sum = 0xFFFFFFFFu;
    for (const char c : bytes) {
        sum ^= static_cast<std::uint8_t>(c);
        for (int bit = 0; bit < 8; ++bit)
            sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320u : 0);
    }
    return ~sum;
}

} // namespace

Cloud smallCloud()
{
    Cloud cloud;
    cloud.name = "small";
    cloud.positions = {0.25F, -1.5F, 2, 3.125F, 0.1F, -0.7F, 1, 1, 1};
    cloud.colors = {255, 0, 128, 1, 2, 3, 90, 80, 70};
    cloud.attributes.push_back({"label", std::vector<std::uint8_t>{2, 0, 12}, Role::Label});
    cloud.attributes.push_back({"prediction", std::vector<std::int32_t>{2, -1, 11}, Role::Prediction});
    cloud.attributes.push_back({"intensity", std::vector<std::uint16_t>{0, 40000, 65535}, Role::Intensity});
    cloud.attributes.push_back({"height", std::vector<float>{0.1F, -2.5F, 1e-7F}, Role::None});
    cloud.attributes.push_back({"time", std::vector<double>{1e9 + 0.125, 3.25, -1}, Role::None});
    return cloud;
}

std::string lasFile(int minor, int format, std::size_t recordLength, const std::string& records, std::uint64_t count,
                    const std::string& vlrs, std::uint32_t vlrCount)
{
    const std::size_t headerSize = minor == 4 ? 375 : minor == 3 ? 235 : 227;
    std::string head(headerSize, '\0');
    const auto put = [&](std::size_t at, const std::string& bytes) { head.replace(at, bytes.size(), bytes); };
    put(0, "LASF");
    put(24, raw(std::uint8_t(1), static_cast<std::uint8_t>(minor)));
    put(94,
        raw(static_cast<std::uint16_t>(headerSize), static_cast<std::uint32_t>(headerSize + vlrs.size()), vlrCount));
    put(104, raw(static_cast<std::uint8_t>(format), static_cast<std::uint16_t>(recordLength)));
    put(107, raw(static_cast<std::uint32_t>(minor == 4 && format >= 6 ? 0 : count)));
    put(131, raw(0.01, 0.01, 0.01, 100.0, 0.0, -5.0));
    if (minor == 4)
        put(247, raw(count));
    return head + vlrs + records;
}

std::string extraBytes(int type, const std::string& name, int options, double scale, double offset)
{
    std::string bytes(192, '\0');
    bytes[2] = static_cast<char>(type);
    bytes[3] = static_cast<char>(options);
    bytes.replace(4, name.size(), name);
    for (std::size_t k = 0; k < 3; ++k) {
        bytes.replace(112 + 8 * k, 8, raw(scale));
        bytes.replace(136 + 8 * k, 8, raw(offset));
    }
    return bytes;
}

std::string extraRecord(const std::string& descriptions)
{
    std::string bytes(54, '\0');
    bytes.replace(2, 9, "LASF_Spec");
    bytes.replace(18, 4, raw(std::uint16_t(4), static_cast<std::uint16_t>(descriptions.size())));
    return bytes + descriptions;
}

std::string npyFile(const std::string& descr, const std::string& shape, const std::string& numbers, bool fortran)
{
    std::string head
        = "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape + ", }";
    head.append((64 - (10 + head.size() + 1) % 64) % 64, ' ');
    head += '\n';
    return std::string("\x93NUMPY\x01\x00", 8) + raw(static_cast<std::uint16_t>(head.size())) + head + numbers;
}

std::string glbFile(const std::string& json, const std::string& binary)
{
    std::string text = json;
    text.append((4 - text.size() % 4) % 4, ' ');
    std::string numbers = binary;
    numbers.append((4 - numbers.size() % 4) % 4, '\0');
    const auto total = static_cast<std::uint32_t>(12 + 8 + text.size() + 8 + numbers.size());
    return "glTF" + raw(std::uint32_t(2), total, static_cast<std::uint32_t>(text.size())) + "JSON" + text
        + raw(static_cast<std::uint32_t>(numbers.size())) + std::string("BIN\0", 4) + numbers;
}

std::string zipFile(const std::vector<std::pair<std::string, std::string>>& entries)
{
    std::string bytes;
    std::string directory;
    for (const auto& [name, content] : entries) {
        const auto size = static_cast<std::uint32_t>(content.size());
        const std::string facts
            = raw(std::uint16_t(0), std::uint16_t(0), std::uint16_t(0), std::uint16_t(33), checksum(content), size,
                  size, static_cast<std::uint16_t>(name.size()), std::uint16_t(0));
        directory += "PK\x01\x02" + raw(std::uint16_t(20), std::uint16_t(20)) + facts
            + raw(std::uint16_t(0), std::uint16_t(0), std::uint16_t(0), std::uint32_t(0),
                  static_cast<std::uint32_t>(bytes.size()))
            + name;
        bytes += "PK\x03\x04" + raw(std::uint16_t(20)) + facts + name + content;
    }
    const auto start = static_cast<std::uint32_t>(bytes.size());
    const auto count = static_cast<std::uint16_t>(entries.size());
    return bytes + directory + "PK\x05\x06"
        + raw(std::uint16_t(0), std::uint16_t(0), count, count, static_cast<std::uint32_t>(directory.size()), start,
              std::uint16_t(0));
}

const std::vector<std::pair<std::string, std::string>>& goodFiles()
{
    static const auto all = [] {
        std::vector<std::pair<std::string, std::string>> files;
        files.emplace_back(
            "ascii.ply",
            "ply\nformat ascii 1.0\nelement vertex 2\nproperty float x\nproperty float y\nproperty float "
            "z\nproperty uchar red\nproperty uchar green\nproperty uchar blue\nproperty int label\nelement "
            "face 1\nproperty list uchar int vertex_indices\nend_header\n1 2 3 4 5 6 7\n8 9 10 11 12 13 "
            "14\n3 0 1 0\n");
        files.emplace_back("little.ply",
                           "ply\nformat binary_little_endian 1.0\nelement vertex 2\nproperty float x\nproperty float "
                           "y\nproperty float z\nproperty ushort label\nend_header\n"
                               + raw(1.0F, 2.0F, 3.0F, std::uint16_t(4), 5.0F, 6.0F, 7.0F, std::uint16_t(8)));
        files.emplace_back("lists.ply",
                           "ply\nformat binary_little_endian 1.0\nelement edge 1\nproperty list uchar short n\nelement "
                           "vertex 2\nproperty float x\nproperty list uchar uchar n\nproperty float y\nproperty float "
                           "z\nend_header\n"
                               + raw(std::uint8_t(1), std::int16_t(9), 1.0F, std::uint8_t(2), std::uint16_t(0), 2.0F,
                                     3.0F, 5.0F, std::uint8_t(0), 6.0F, 7.0F));
        const std::string old
            = raw(std::int32_t(1), std::int32_t(2), std::int32_t(3), std::uint16_t(4), std::uint8_t(0x11),
                  std::uint8_t(2), std::int8_t(-5), std::uint8_t(6), std::uint16_t(7));
        files.emplace_back("old.las", lasFile(2, 0, 20, old + old, 2));
        const std::string late = raw(std::int32_t(1), std::int32_t(2), std::int32_t(3), std::uint16_t(4),
                                     std::uint8_t(0x21), std::uint8_t(0), std::uint8_t(40), std::uint8_t(0),
                                     std::int16_t(100), std::uint16_t(7), 1.5, std::int16_t(-2));
        files.emplace_back("extra.las", lasFile(4, 6, 32, late + late, 2, extraRecord(extraBytes(4, "wave")), 1));
        files.emplace_back("plain.txt", "1 2 3 10 20 30 1\n4 5 6 40 50 60 2\n");
        files.emplace_back("head.csv", "x,y,z,label\n1,2,3,0\n4,5,6,1\n");
        files.emplace_back(
            "room.npy",
            npyFile("<f4", "(2, 7)",
                    raw(1.F, 2.F, 3.F, 10.F, 20.F, 30.F, 1.F) + raw(4.F, 5.F, 6.F, 40.F, 50.F, 60.F, 2.F)));
        files.emplace_back("two.npz",
                           zipFile({{"coord.npy", npyFile("<f4", "(1, 3)", raw(1.F, 2.F, 3.F))},
                                    {"label.npy", npyFile("<i4", "(1,)", raw(std::int32_t(3)))}}));
        files.emplace_back("leica.pts", "2\n1 2 3 -5 10 20 30\n4 5 6 7 40 50 60\n1\n7 8 9 1 1 2 3\n");
        files.emplace_back("ascii.pcd",
                           "# .PCD v0.7\nVERSION 0.7\nFIELDS x y z label\nSIZE 4 4 4 4\nTYPE F F F U\nCOUNT 1 1 1 "
                           "1\nWIDTH 2\nHEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\nPOINTS 2\nDATA ascii\n1 2 3 4\n5 6 7 8\n");
        files.emplace_back("binary.pcd",
                           "VERSION 0.7\nFIELDS x y z rgb\nSIZE 4 4 4 4\nTYPE F F F F\nCOUNT 1 1 1 1\nWIDTH 1\nHEIGHT "
                           "1\nPOINTS 1\nDATA binary\n"
                               + raw(1.F, 2.F, 3.F, std::uint32_t(0x00010203)));
        // x, y and z as a run of twelve bytes, then a copy of the last four for padding and values.
        files.emplace_back("packed.pcd",
                           "VERSION 0.7\nFIELDS x y z _ i\nSIZE 4 4 4 1 1\nTYPE F F F U U\nCOUNT 1 1 1 2 2\nWIDTH "
                           "1\nHEIGHT 1\nPOINTS 1\nDATA binary_compressed\n"
                               + raw(std::uint32_t(15), std::uint32_t(16), std::uint8_t(11)) + raw(1.F, 2.F, 3.F)
                               + raw(std::uint8_t(2 << 5), std::uint8_t(3)));
        files.emplace_back("colors.obj", "# a comment\nv 1 2 3 0.5 0 1\nv 4 5 6 1 1 1\nvn 0 0 1\nf 1 2 1\n");
        files.emplace_back(
            "points.glb",
            glbFile(R"({"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0,"translation":[1,0,0]}],)"
                    R"("meshes":[{"primitives":[{"mode":0,"attributes":{"POSITION":0,"_LABEL":1}}]}],)"
                    R"("accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":2},)"
                    R"({"bufferView":1,"componentType":5121,"type":"SCALAR","count":2}],)"
                    R"("bufferViews":[{"buffer":0,"byteLength":24},{"buffer":0,"byteOffset":24,"byteLength":2}],)"
                    R"("buffers":[{"byteLength":26}]})",
                    raw(1.F, 2.F, 3.F, 4.F, 5.F, 6.F, std::uint8_t(7), std::uint8_t(8))));
        files.emplace_back("scan.bin", raw(1.F, 2.F, 3.F, 0.5F, 4.F, 5.F, 6.F, 0.25F));
        return files;
    }();
    return all;
}

} // namespace maquette::cloud::test
