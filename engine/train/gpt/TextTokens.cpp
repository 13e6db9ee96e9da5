// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/TextTokens.h"

#include "base/Random.h"

#include <algorithm>
#include <cassert>
#include <cstdio>

namespace maquette::train::gpt {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::size_t chunkBytes = std::size_t(1) << 20;

Error unreadable(const std::filesystem::path& file, std::string detail)
{
    return {ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "The text %1 cannot be read."), {file.string()}},
            std::move(detail)};
}

} // namespace

Result<std::unique_ptr<TextTokens>> TextTokens::open(const std::filesystem::path& file,
                                                     std::shared_ptr<const Tokenizer> tokenizer, double heldOut,
                                                     std::int64_t sequence, const base::Job& job)
{
    assert(sequence > 0 && heldOut >= 0 && heldOut <= 0.5);
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error))
        return unreadable(file, error ? error.message() : "it is no regular file");
    std::unique_ptr<TextTokens> text(new TextTokens);
    text->m_file = file;
    text->m_tokenizer = std::move(tokenizer);
    text->m_sequence = sequence;
    text->m_stream.open(file, std::ios::binary);
    const bool keep = text->m_tokenizer->kind() != "bytes";
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    std::vector<char> chunk(chunkBytes);
    std::string whole;
    while (text->m_stream) {
        if (job.stopped())
            return base::stoppedError();
        text->m_stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        const auto count = static_cast<std::size_t>(text->m_stream.gcount());
        for (std::size_t i = 0; i < count; ++i)
            hash = (hash ^ static_cast<unsigned char>(chunk[i])) * 0x100000001b3ULL;
        text->m_bytes += count;
        if (keep && text->m_bytes > mostEncoded)
            return Error{ErrorCode::BadInput,
                         {QT_TRANSLATE_NOOP("Engine",
                                            "%1 is longer than %2 MiB, which is the most that is encoded by byte "
                                            "pairs. Train on a part of it, or with byte tokens."),
                          {file.string(), std::to_string(mostEncoded >> 20)}},
                         {}};
        if (keep)
            whole.append(chunk.data(), count);
    }
    if (!text->m_stream.eof())
        return unreadable(file, "after " + std::to_string(text->m_bytes) + " bytes");
    text->m_stream.clear();
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
    text->m_fingerprint = digits;
    // Pieces that end at a line break are cut into words as the whole is, but for white space around the cut.
    for (std::size_t at = 0; at < whole.size();) {
        if (job.stopped())
            return base::stoppedError();
        std::size_t end = whole.find('\n', std::min(whole.size(), at + chunkBytes));
        end = end == std::string::npos ? whole.size() : end + 1;
        const auto more = text->m_tokenizer->encode(std::string_view(whole).substr(at, end - at));
        text->m_encoded.insert(text->m_encoded.end(), more.begin(), more.end());
        at = end;
        job.report(static_cast<double>(at) / static_cast<double>(whole.size()),
                   {QT_TRANSLATE_NOOP("Engine", "Encoding the text")});
    }
    const auto all = static_cast<std::int64_t>(keep ? text->m_encoded.size() : text->m_bytes);
    text->m_heldOut
        = heldOut > 0 ? std::max(sequence + 1, static_cast<std::int64_t>(heldOut * static_cast<double>(all))) : 0;
    text->m_trained = all - text->m_heldOut;
    if (text->m_trained < sequence + 1)
        return Error{
            ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 is too short: it has %2 tokens, and a window of the training takes %3."),
             {file.string(), std::to_string(all), std::to_string(sequence + 1)}},
            {}};
    return text;
}

Result<void> TextTokens::append(TokenBatch& batch, std::int64_t at)
{
    const std::int64_t count = m_sequence + 1;
    std::vector<std::int64_t> window(static_cast<std::size_t>(count));
    if (m_encoded.empty()) {
        std::vector<char> bytes(static_cast<std::size_t>(count));
        m_stream.seekg(at);
        m_stream.read(bytes.data(), count);
        if (m_stream.gcount() != count) {
            m_stream.clear();
            return unreadable(m_file, "it got shorter while it was trained on");
        }
        std::transform(bytes.begin(), bytes.end(), window.begin(),
                       [](char byte) { return static_cast<unsigned char>(byte); });
    } else
        std::copy_n(m_encoded.begin() + at, count, window.begin());
    batch.inputs.insert(batch.inputs.end(), window.begin(), window.end() - 1);
    batch.targets.insert(batch.targets.end(), window.begin() + 1, window.end());
    ++batch.rows;
    return {};
}

Result<TokenBatch> TextTokens::batch(std::uint64_t seed, std::uint64_t index, std::int64_t rows)
{
    TokenBatch batch;
    batch.sequence = m_sequence;
    base::Random random(seed, index);
    const auto places = static_cast<double>(m_trained - m_sequence);
    for (std::int64_t i = 0; i < rows; ++i) {
        const auto at = static_cast<std::int64_t>(random.uniform() * places);
        if (auto added = append(batch, std::min(at, m_trained - m_sequence - 1)); !added.ok())
            return added.error();
    }
    return batch;
}

std::int64_t TextTokens::validationWindows() const
{
    return m_heldOut > 0 ? std::max<std::int64_t>(1, (m_heldOut - 1) / m_sequence) : 0;
}

Result<TokenBatch> TextTokens::validation(std::int64_t first, std::int64_t rows, std::int64_t count)
{
    TokenBatch batch;
    batch.sequence = m_sequence;
    const std::int64_t last = m_heldOut - m_sequence - 1; // where the last window may begin
    for (std::int64_t i = first; i < std::min(first + rows, count); ++i) {
        const std::int64_t at = count > 1 ? i * last / (count - 1) : 0;
        if (auto added = append(batch, m_trained + at); !added.ok())
            return added.error();
    }
    return batch;
}

} // namespace maquette::train::gpt
