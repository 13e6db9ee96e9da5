// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/Conformance.h"

#include "tensorio/Checkpoint.h"
#include "tensorio/Zip.h"

#include <cstring>
#include <filesystem>
#include <limits>
#include <string>
#include <unistd.h>

namespace maquette::tensorio {

namespace {

constexpr double failed = std::numeric_limits<double>::quiet_NaN();

/// A file name of this process alone, removed at the end.
class Scratch {
public:
    Scratch()
        : m_path(std::filesystem::temp_directory_path()
                 / ("maquette-selftest-" + std::to_string(::getpid()) + ".safetensors"))
    {
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch()
    {
        std::error_code error;
        std::filesystem::remove(m_path, error);
    }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

/// Two tensors as the format's description lays them out: length of the head, head, bytes.
std::string handMadeFile()
{
    std::string head = R"({"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},)"
                       R"("b":{"dtype":"I64","shape":[1],"data_offsets":[16,24]},"__metadata__":{"k":"v"}})";
    head.append((8 - head.size() % 8) % 8, ' ');
    std::string file(8, '\0');
    file[0] = static_cast<char>(head.size());
    file += head;
    const float values[4] = {1.5F, -2.0F, 0.25F, 8.0F};
    file.append(reinterpret_cast<const char*>(values), sizeof values);
    const std::int64_t number = -123456789;
    file.append(reinterpret_cast<const char*>(&number), sizeof number);
    return file;
}

template <class T> double element(const std::filesystem::path& file, const char* name, std::size_t place)
{
    const auto checkpoint = Checkpoint::open(file);
    if (!checkpoint.ok())
        return failed;
    const auto data = checkpoint.value()->load(name);
    if (!data.ok() || data.value().bytes.size() < (place + 1) * sizeof(T))
        return failed;
    T value;
    std::memcpy(&value, data.value().bytes.data() + place * sizeof(T), sizeof(T));
    return static_cast<double>(value);
}

} // namespace

std::vector<base::Check> conformanceChecks()
{
    std::vector<base::Check> checks;
    const auto check = [&](const char* name, double expected, double got) {
        checks.push_back(base::makeCheck("tensorio", name, expected, got, 0));
    };
    const std::string nine = "123456789";
    check("CRC-32 of \"123456789\"", 0xCBF43926U,
          ZipReader::checksum({reinterpret_cast<const std::uint8_t*>(nine.data()), nine.size()}));

    const Scratch scratch;
    const std::string file = handMadeFile();
    const bool written
        = base::writeFileAtomically(scratch.path(), {reinterpret_cast<const std::uint8_t*>(file.data()), file.size()})
              .ok();
    check("safetensors written by hand: accepted", 1, written && Checkpoint::open(scratch.path()).ok() ? 1 : 0);
    check("its float [1, 1]", 8, element<float>(scratch.path(), "a", 3));
    check("its 64-bit integer", -123456789, element<std::int64_t>(scratch.path(), "b", 0));

    TensorData tensor{{"x", DType::F64, {3}}, {}, {}};
    const double values[3] = {1e-300, -0.1, 3e200};
    tensor.bytes = {reinterpret_cast<const std::uint8_t*>(values), sizeof values};
    check("written and read again: accepted", 1, writeSafetensors(scratch.path(), {tensor}).ok() ? 1 : 0);
    check("its second value", -0.1, element<double>(scratch.path(), "x", 1));

    const auto cut = std::string_view(file).substr(0, file.size() - 1);
    const bool cutWritten
        = base::writeFileAtomically(scratch.path(), {reinterpret_cast<const std::uint8_t*>(cut.data()), cut.size()})
              .ok();
    check("a file cut by one byte: refused", 1, cutWritten && !Checkpoint::open(scratch.path()).ok() ? 1 : 0);
    return checks;
}

} // namespace maquette::tensorio
