// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/GrowingFile.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace maquette::runlog {

namespace fs = std::filesystem;

namespace {

/// Long enough for the first records of an event file and for the column names of a table.
constexpr std::size_t headLimit = 1024;

base::Error unreadable(const fs::path& file, int code)
{
    if (code == EACCES || code == EPERM)
        return {
            base::ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "No permission to read %1."), {file.string()}}, {}};
    return {base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 cannot be read."), {file.string()}},
            std::strerror(code)};
}

} // namespace

base::Error damagedRun(const fs::path& file, std::int64_t offset, const std::string& problem)
{
    return {base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 is damaged; what stands before the damage is shown."), {file.string()}},
            "byte " + std::to_string(offset) + ": " + problem};
}

GrowingFile::Look::Look(fs::path path)
    : m_path(std::move(path))
{
}

GrowingFile::Look::Look(Look&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_gone(other.m_gone)
    , m_replaced(other.m_replaced)
    , m_size(other.m_size)
    , m_modified(other.m_modified)
    , m_trouble(std::move(other.m_trouble))
{
}

GrowingFile::Look& GrowingFile::Look::operator=(Look&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_descriptor, other.m_descriptor);
    m_gone = other.m_gone;
    m_replaced = other.m_replaced;
    m_size = other.m_size;
    m_modified = other.m_modified;
    m_trouble = std::move(other.m_trouble);
    return *this;
}

GrowingFile::Look::~Look()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

base::Result<std::size_t> GrowingFile::Look::read(std::int64_t offset, std::span<std::byte> into) const
{
    if (m_trouble)
        return *m_trouble;
    if (offset < 0 || offset >= m_size)
        return std::size_t(0);
    const std::size_t wanted = std::min(into.size(), static_cast<std::size_t>(m_size - offset));
    std::size_t done = 0;
    while (done < wanted) {
        const ssize_t got = ::pread(m_descriptor, into.data() + done, wanted - done, offset + static_cast<off_t>(done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return unreadable(m_path, errno);
        if (got == 0) // it shrank since the look began
            break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

GrowingFile::GrowingFile(fs::path path)
    : m_path(std::move(path))
{
}

GrowingFile::Look GrowingFile::look(std::int64_t read)
{
    Look look(m_path);
    // Without O_NONBLOCK a pipe of that name would hold the reader until somebody writes.
    look.m_descriptor = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (look.m_descriptor < 0) {
        look.m_gone = errno == ENOENT || errno == ENOTDIR || errno == ESTALE;
        if (!look.m_gone)
            look.m_trouble = unreadable(m_path, errno);
        return look;
    }
    struct stat facts { };
    if (::fstat(look.m_descriptor, &facts) != 0) {
        look.m_trouble = unreadable(m_path, errno);
        return look;
    }
    if (!S_ISREG(facts.st_mode)) {
        look.m_trouble = base::Error{base::ErrorCode::BadInput,
                                     {QT_TRANSLATE_NOOP("Engine", "%1 is not a regular file."), {m_path.string()}},
                                     {}};
        return look;
    }
    look.m_size = facts.st_size;
    look.m_modified = static_cast<std::int64_t>(facts.st_mtim.tv_sec) * 1'000'000'000 + facts.st_mtim.tv_nsec;

    const std::pair<std::uint64_t, std::uint64_t> identity{facts.st_dev, facts.st_ino};
    look.m_replaced = m_identity && (*m_identity != identity || look.m_size < read);
    m_identity = identity;

    std::array<std::byte, headLimit> bytes;
    const auto got = look.read(0, bytes);
    if (!got.ok()) {
        look.m_trouble = got.error();
        return look;
    }
    const auto head = std::span(bytes).first(got.value());
    // What was there but not used may have been an unfinished record that somebody has cut off since.
    const std::size_t used = std::min(m_head.size(), static_cast<std::size_t>(std::max<std::int64_t>(0, read)));
    if (!look.m_replaced)
        look.m_replaced = head.size() < used
            || !std::equal(m_head.begin(), m_head.begin() + static_cast<std::ptrdiff_t>(used), head.begin());
    m_head.assign(head.begin(), head.end());
    return look;
}

} // namespace maquette::runlog
