// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/File.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace maquette::base {

namespace fs = std::filesystem;

namespace {

Error cannotOpen(const fs::path& file, int code)
{
    const std::string name = file.empty() ? "\"\"" : file.string();
    switch (code) {
    case ENOENT:
    case ENOTDIR:
        return {ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "There is no file %1."), {name}}, {}};
    case EACCES:
    case EPERM:
        return {ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "No permission to read %1."), {name}}, {}};
    case EISDIR:
        return {ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "%1 is a folder; a file is needed."), {name}}, {}};
    default:
        return {ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "%1 cannot be read."), {name}}, std::strerror(code)};
    }
}

Error cannotWrite(const fs::path& file, int code)
{
    const std::string name = file.string();
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        return {ErrorCode::WriteFailed,
                {QT_TRANSLATE_NOOP("Engine", "%1 was not written: the disk is full. Nothing was changed."), {name}},
                {}};
    case EACCES:
    case EPERM:
    case EROFS:
        return {ErrorCode::WriteFailed,
                {QT_TRANSLATE_NOOP("Engine", "%1 was not written: no permission to write there."), {name}},
                {}};
    case ENOENT:
    case ENOTDIR:
        return {ErrorCode::WriteFailed,
                {QT_TRANSLATE_NOOP("Engine", "%1 was not written: its folder does not exist."), {name}},
                {}};
    case EISDIR:
        return {
            ErrorCode::WriteFailed, {QT_TRANSLATE_NOOP("Engine", "%1 was not written: it is a folder."), {name}}, {}};
    default:
        return {
            ErrorCode::WriteFailed, {QT_TRANSLATE_NOOP("Engine", "%1 was not written."), {name}}, std::strerror(code)};
    }
}

Error notRegular(const fs::path& file, ErrorCode code)
{
    return {code, {QT_TRANSLATE_NOOP("Engine", "%1 is not a regular file."), {file.string()}}, {}};
}

/// Opens a regular file for reading without blocking on a pipe or device.
Result<int> openRegular(const fs::path& file, std::uint64_t& size)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return cannotOpen(file, errno);
    struct stat facts { };
    const int failed = ::fstat(descriptor, &facts) != 0 ? errno : S_ISDIR(facts.st_mode) ? EISDIR : 0;
    if (failed || !S_ISREG(facts.st_mode)) {
        ::close(descriptor);
        if (failed)
            return cannotOpen(file, failed);
        return notRegular(file, ErrorCode::BadInput);
    }
    size = static_cast<std::uint64_t>(facts.st_size);
    return descriptor;
}

} // namespace

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const fs::path& file)
{
    std::uint64_t size = 0;
    auto descriptor = openRegular(file, size);
    if (!descriptor.ok())
        return descriptor.error();
    void* data = nullptr;
    if (size > 0) {
        data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.value(), 0);
        if (data == MAP_FAILED) {
            const int code = errno;
            ::close(descriptor.value());
            return cannotOpen(file, code);
        }
    }
    ::close(descriptor.value());
    return std::shared_ptr<const MappedFile>(new MappedFile(file, static_cast<const std::uint8_t*>(data), size));
}

MappedFile::MappedFile(fs::path path, const std::uint8_t* data, std::size_t size)
    : m_path(std::move(path))
    , m_data(data)
    , m_size(size)
{
}

MappedFile::~MappedFile()
{
    if (m_size > 0)
        ::munmap(const_cast<std::uint8_t*>(m_data), m_size);
}

Result<std::vector<std::uint8_t>> readFile(const fs::path& file, std::uint64_t maxBytes)
{
    std::uint64_t size = 0;
    auto descriptor = openRegular(file, size);
    if (!descriptor.ok())
        return descriptor.error();
    if (size > maxBytes) {
        ::close(descriptor.value());
        return Error{ErrorCode::BadInput,
                     {QT_TRANSLATE_NOOP("Engine", "%1 has %2 bytes; the limit here is %3."),
                      {file.string(), std::to_string(size), std::to_string(maxBytes)}},
                     {}};
    }
    std::vector<std::uint8_t> bytes(size);
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t got = ::read(descriptor.value(), bytes.data() + done, bytes.size() - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            const int code = got < 0 ? errno : EIO;
            ::close(descriptor.value());
            return cannotOpen(file, code);
        }
        done += static_cast<std::size_t>(got);
    }
    ::close(descriptor.value());
    return bytes;
}

Result<std::unique_ptr<AtomicFile>> AtomicFile::create(const fs::path& file)
{
    std::error_code error;
    // Follow a link, so that the link stays and its target is replaced.
    const fs::path target = fs::is_symlink(file, error) ? fs::weakly_canonical(file, error) : file;
    if (fs::is_directory(target, error))
        return cannotWrite(file, EISDIR);
    // Renaming would put a plain file in the place of a device or a pipe, and it asks only for the folder's permission:
    // a file that its owner made read-only stays.
    struct stat old { };
    const bool replaces = ::stat(target.c_str(), &old) == 0;
    if (replaces && !S_ISREG(old.st_mode))
        return notRegular(file, ErrorCode::WriteFailed);
    if (replaces && ::access(target.c_str(), W_OK) != 0)
        return cannotWrite(file, errno);
    // A name may have 255 bytes, and the temporary one is longer; the full one shows its fault when it is renamed.
    constexpr std::size_t keptName = 200;
    std::string pattern = (target.parent_path() / ".").string();
    pattern.append(target.filename().string().substr(0, keptName)).append(".XXXXXX");
    const int descriptor = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (descriptor < 0)
        return cannotWrite(file, errno);
    // mkostemp makes files for the owner only; a new file gets what the user's mask allows, a replaced one keeps its
    // mode.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    const mode_t mode = replaces ? (old.st_mode & 07777) : (0666 & ~mask);
    if (::fchmod(descriptor, mode) != 0) {
        const int code = errno;
        ::close(descriptor);
        ::unlink(pattern.c_str());
        return cannotWrite(file, code);
    }
    return std::unique_ptr<AtomicFile>(new AtomicFile(target, pattern, descriptor));
}

AtomicFile::AtomicFile(fs::path target, fs::path temporary, int descriptor)
    : m_target(std::move(target))
    , m_temporary(std::move(temporary))
    , m_descriptor(descriptor)
{
}

AtomicFile::~AtomicFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

Result<void> AtomicFile::write(std::span<const std::uint8_t> bytes)
{
    while (!bytes.empty()) {
        const ssize_t put = ::write(m_descriptor, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return cannotWrite(m_target, errno);
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    return {};
}

Result<void> AtomicFile::write(std::string_view text)
{
    return write({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

Result<void> AtomicFile::commit()
{
    if (::fsync(m_descriptor) != 0)
        return cannotWrite(m_target, errno);
    const int closed = ::close(m_descriptor);
    m_descriptor = -1;
    if (closed != 0)
        return cannotWrite(m_target, errno);
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        return cannotWrite(m_target, errno);
    m_temporary.clear();
    const fs::path folder = m_target.has_parent_path() ? m_target.parent_path() : fs::path(".");
    if (const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
    return {};
}

Result<void> writeFileAtomically(const fs::path& file, std::span<const std::uint8_t> bytes)
{
    auto out = AtomicFile::create(file);
    if (!out.ok())
        return out.error();
    if (auto written = out.value()->write(bytes); !written.ok())
        return written;
    return out.value()->commit();
}

} // namespace maquette::base
