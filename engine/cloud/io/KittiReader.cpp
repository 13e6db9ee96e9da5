// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/File.h"
#include "cloud/io/RecordTable.h"

namespace maquette::cloud::io {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t recordBytes = 16;

/// NAME.label beside NAME.bin, or in labels/ beside the folder velodyne/, as SemanticKITTI has it. Empty without one.
fs::path labelFile(const fs::path& file)
{
    std::error_code error;
    fs::path beside = file;
    beside.replace_extension(".label");
    if (fs::is_regular_file(beside, error))
        return beside;
    const fs::path folder = fs::absolute(file, error).parent_path();
    fs::path other = folder.parent_path() / "labels" / beside.filename();
    return folder.filename() == "velodyne" && fs::is_regular_file(other, error) ? other : fs::path();
}

/// float32 x y z remission, and one u32 a point beside it: the class in its low 16 bits, the instance in its high ones.
base::Result<Cloud> readKitti(const Input& input)
{
    if (input.bytes.size() % recordBytes != 0)
        return tensorio::damaged(input.name, input.bytes.size(),
                                 "records of 16 bytes (float32 x, y, z and remission) expected, "
                                     + std::to_string(input.bytes.size() % recordBytes) + " bytes are left");
    RecordTable table;
    table.count = input.bytes.size() / recordBytes;
    const auto fieldOf = [](const std::uint8_t* data, std::size_t stride, NumberType type, std::string name) {
        Field field;
        field.name = std::move(name);
        field.type = type;
        field.data = data;
        field.stride = stride;
        return field;
    };
    for (std::size_t axis = 0; axis < 3; ++axis)
        table.axes[axis] = fieldOf(input.bytes.data() + 4 * axis, recordBytes, NumberType::F32, "");
    table.attributes.push_back(fieldOf(input.bytes.data() + 12, recordBytes, NumberType::F32, "remission"));
    std::vector<std::string> notes;
    std::shared_ptr<const base::MappedFile> labels;
    if (const fs::path beside = input.path.empty() ? fs::path() : labelFile(input.path); !beside.empty()) {
        auto mapped = base::MappedFile::open(beside);
        const std::string name = beside.filename().string();
        if (!mapped.ok()) {
            notes.push_back("The labels of " + name + " were left out: " + mapped.error().english());
        } else if (mapped.value()->bytes().size() != 4 * table.count) {
            notes.push_back(name + " has " + std::to_string(mapped.value()->bytes().size()) + " bytes where "
                            + std::to_string(4 * table.count) + " belong to " + std::to_string(table.count)
                            + " points; its labels were left out.");
        } else {
            labels = mapped.value();
            table.attributes.push_back(fieldOf(labels->bytes().data(), 4, NumberType::U16, "label"));
            table.attributes.push_back(fieldOf(labels->bytes().data() + 2, 4, NumberType::U16, "instance"));
        }
    }
    auto cloud = cloudFrom(input, table);
    if (cloud.ok())
        cloud.value().notes = std::move(notes);
    return cloud;
}

} // namespace

const Reader& kittiReader()
{
    static const Reader reader{{"bin"}, nullptr, readKitti};
    return reader;
}

} // namespace maquette::cloud::io
