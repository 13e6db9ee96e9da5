// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/Spool.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <unistd.h>

namespace maquette::runs {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

/// Set in positions that lie in the file.
constexpr std::uint64_t inFile = std::uint64_t(1) << 63;

Error cannotKeep(const std::string& reason)
{
    return {ErrorCode::WriteFailed,
            {QT_TRANSLATE_NOOP("Engine",
                               "Pictures and histograms of the runs cannot be kept: no space in the folder for "
                               "temporary files. Make room there, or point TMPDIR elsewhere.")},
            reason};
}

int openNameless()
{
    std::error_code error;
    const auto folder = std::filesystem::temp_directory_path(error);
    if (error)
        return -1;
    const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor >= 0)
        return descriptor;
    std::string name = (folder / "maquette-runs-XXXXXX").string();
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0)
        ::unlink(name.c_str());
    return named;
}

} // namespace

SpoolFile::SpoolFile(std::int64_t memoryLimit)
    : m_limit(memoryLimit)
{
}

SpoolFile::~SpoolFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

bool SpoolFile::reserveMemory(std::int64_t bytes)
{
    if (m_memory.fetch_add(bytes) + bytes <= m_limit)
        return true;
    m_memory -= bytes;
    return false;
}

Result<std::uint64_t> SpoolFile::write(std::span<const std::byte> bytes)
{
    if (m_descriptor < 0) {
        const std::lock_guard lock(m_mutex);
        if (m_descriptor < 0)
            m_descriptor = openNameless();
        if (m_descriptor < 0)
            return cannotKeep(std::strerror(errno));
    }
    const std::uint64_t offset = m_end.fetch_add(bytes.size());
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t put
            = ::pwrite(m_descriptor, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return cannotKeep(std::strerror(errno));
        done += static_cast<std::size_t>(put);
    }
    return offset;
}

Result<void> SpoolFile::read(std::uint64_t offset, std::span<std::byte> into) const
{
    std::size_t done = 0;
    while (done < into.size()) {
        const ssize_t got
            = ::pread(m_descriptor, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return Error{ErrorCode::BadInput,
                         {QT_TRANSLATE_NOOP("Engine", "A picture or histogram could not be fetched again.")},
                         got < 0 ? std::strerror(errno) : "the temporary file is too short"};
        done += static_cast<std::size_t>(got);
    }
    return {};
}

void SpoolFile::discard(std::uint64_t offset, std::uint64_t bytes)
{
#ifdef FALLOC_FL_PUNCH_HOLE
    // Where the file system cannot, the space comes back at the end of the process.
    (void)!::fallocate(m_descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(offset),
                       static_cast<off_t>(bytes));
#endif
}

Spool::Spool(std::shared_ptr<SpoolFile> file)
    : m_file(std::move(file))
{
}

Spool::~Spool()
{
    m_file->releaseMemory(m_bytes);
    for (const auto& [offset, bytes] : m_pieces)
        m_file->discard(offset, bytes);
}

Result<std::uint64_t> Spool::add(std::vector<std::byte> bytes)
{
    const auto size = static_cast<std::int64_t>(bytes.size());
    if (m_file->reserveMemory(size)) {
        bytes.shrink_to_fit();
        const std::lock_guard lock(m_mutex);
        m_bytes += size;
        m_values.push_back(std::move(bytes));
        return std::uint64_t(m_values.size() - 1);
    }
    const auto offset = m_file->write(bytes);
    if (!offset.ok())
        return offset.error();
    if (!m_pieces.empty() && m_pieces.back().first + m_pieces.back().second == offset.value())
        m_pieces.back().second += bytes.size();
    else
        m_pieces.emplace_back(offset.value(), bytes.size());
    return offset.value() | inFile;
}

Result<std::vector<std::byte>> Spool::read(std::uint64_t position, std::uint32_t bytes) const
{
    if (position & inFile) {
        std::vector<std::byte> value(bytes);
        if (auto done = m_file->read(position & ~inFile, value); !done.ok())
            return done.error();
        return value;
    }
    const std::lock_guard lock(m_mutex);
    if (position >= m_values.size())
        return Error{ErrorCode::BadInput,
                     {QT_TRANSLATE_NOOP("Engine", "A picture or histogram could not be fetched again.")},
                     "no such value"};
    return m_values[position];
}

} // namespace maquette::runs
