// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/Tokenizer.h"

#include "base/File.h"
#include "base/Json.h"
#include "train/gpt/BpeTokenizer.h"

namespace maquette::train::gpt {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::uint64_t mostFileBytes = std::uint64_t(1) << 28;

class ByteTokenizer : public Tokenizer {
public:
    [[nodiscard]] std::string kind() const override { return "bytes"; }
    [[nodiscard]] Token vocabulary() const override { return 256; }
    [[nodiscard]] std::vector<Token> encode(std::string_view text) const override
    {
        std::vector<Token> tokens;
        tokens.reserve(text.size());
        for (const char byte : text)
            tokens.push_back(static_cast<unsigned char>(byte));
        return tokens;
    }
    [[nodiscard]] std::string decode(std::span<const Token> tokens) const override
    {
        std::string text;
        for (const Token token : tokens)
            if (token >= 0 && token < 256)
                text += static_cast<char>(token);
        return text;
    }
    [[nodiscard]] Result<void> save(const fs::path& file) const override
    {
        const std::string text = "{\"format\":\"maquette-bytes\",\"version\":1}\n";
        return base::writeFileAtomically(file, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    }
};

Result<std::string> textOf(const fs::path& file)
{
    const auto bytes = base::readFile(file, mostFileBytes);
    if (!bytes.ok())
        return bytes.error();
    return std::string(bytes.value().begin(), bytes.value().end());
}

} // namespace

std::shared_ptr<const Tokenizer> byteTokenizer()
{
    static const auto tokenizer = std::make_shared<const ByteTokenizer>();
    return tokenizer;
}

Result<std::shared_ptr<const Tokenizer>> loadTokenizer(const fs::path& given)
{
    std::error_code error;
    const fs::path file = fs::is_directory(given, error) ? given / "vocab.json" : given;
    const auto text = textOf(file);
    if (!text.ok())
        return text.error();
    const auto json = base::parseJson(text.value(), file.string());
    if (!json.ok())
        return json.error();
    const bool named = json.value().is_object() && json.value().contains("format");
    if (named && json.value()["format"] == "maquette-bytes")
        return byteTokenizer();
    if (named && json.value()["format"].is_string()) {
        auto read = BpeTokenizer::fromJson(text.value(), file.string());
        if (!read.ok())
            return read.error();
        return std::shared_ptr<const Tokenizer>(std::move(read).value());
    }
    const auto merges = textOf(file.parent_path() / "merges.txt");
    if (!merges.ok())
        return merges.error();
    auto read = BpeTokenizer::fromGpt2(text.value(), merges.value(), file.string());
    if (!read.ok())
        return read.error();
    return std::shared_ptr<const Tokenizer>(std::move(read).value());
}

} // namespace maquette::train::gpt
