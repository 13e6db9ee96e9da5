// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/RunRecords.h"

#include <chrono>
#include <fstream>

namespace maquette::train::gpt {

using base::Json;
using base::Result;

Result<void> RecordFile::append(const Json& line) const { return append(base::dumpJson(line) + "\n"); }

Result<void> RecordFile::append(const std::string& lines) const
{
    std::ofstream file(m_file, std::ios::app | std::ios::binary);
    file << lines;
    file.flush();
    if (!file)
        return base::Error{base::ErrorCode::WriteFailed,
                           {QT_TRANSLATE_NOOP("Engine", "%1 could not be written."), {m_file.string()}},
                           {}};
    return {};
}

Json recordHeader(const std::string& format, const std::string& run, const std::string& precision, std::int64_t step,
                  std::int64_t ranks)
{
    return {{"record", "header"},     {"format", format}, {"version", 1},   {"run", run},
            {"precision", precision}, {"step", step},     {"ranks", ranks}, {"wallTime", wallTime()}};
}

double wallTime() { return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count(); }

} // namespace maquette::train::gpt
