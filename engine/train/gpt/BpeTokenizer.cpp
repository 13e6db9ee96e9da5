// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/BpeTokenizer.h"

#include "base/File.h"
#include "base/Json.h"
#include "train/gpt/UnicodeClasses.h"

#include <algorithm>
#include <queue>

namespace maquette::train::gpt {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

namespace {

/// Words that are kept with their tokens.
constexpr std::size_t mostCached = std::size_t(1) << 16;
constexpr std::size_t longestCached = 64;

Error bad(const std::string& source, std::string detail)
{
    return {ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 holds no tokenizer that can be read."), {source}},
            std::move(detail)};
}

std::uint64_t key(Token left, Token right)
{
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32 | static_cast<std::uint32_t>(right);
}

/// GPT-2's alphabet: bytes that print stand for themselves, the others for characters from U+0100 on.
const std::array<char32_t, 256>& alphabet()
{
    static const auto table = [] {
        std::array<char32_t, 256> codes{};
        char32_t next = 256;
        for (unsigned byte = 0; byte < 256; ++byte) {
            const bool prints = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
            codes[byte] = prints ? byte : next++;
        }
        return codes;
    }();
    return table;
}

std::string toAlphabet(std::string_view bytes)
{
    std::string text;
    for (const char each : bytes) {
        const char32_t code = alphabet()[static_cast<unsigned char>(each)];
        if (code < 0x80)
            text += static_cast<char>(code);
        else { // below U+0800
            text += static_cast<char>(0xc0 | code >> 6);
            text += static_cast<char>(0x80 | (code & 0x3f));
        }
    }
    return text;
}

/// Nothing where a character is outside of the alphabet.
std::optional<std::string> fromAlphabet(std::string_view text)
{
    static const auto inverse = [] {
        std::array<int, 512> bytes;
        bytes.fill(-1);
        for (int byte = 0; byte < 256; ++byte)
            bytes[alphabet()[static_cast<std::size_t>(byte)]] = byte;
        return bytes;
    }();
    std::string bytes;
    for (std::size_t at = 0; at < text.size();) {
        const Character character = characterAt(text, at);
        if (character.code >= inverse.size() || inverse[character.code] < 0)
            return {};
        bytes += static_cast<char>(inverse[character.code]);
        at += character.bytes;
    }
    return bytes;
}

std::size_t contraction(std::string_view text)
{
    for (const std::string_view each : {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"})
        if (text.substr(0, each.size()) == each)
            return each.size();
    return 0;
}

enum class Class { Space, Letter, Number, Other };

Class classOf(char32_t code)
{
    return isSpace(code) ? Class::Space
        : isLetter(code) ? Class::Letter
        : isNumber(code) ? Class::Number
                         : Class::Other;
}

/// Bytes of the run of one class at the start of the text, and where its last character begins.
std::pair<std::size_t, std::size_t> runOf(std::string_view text, Class wanted)
{
    std::size_t end = 0;
    std::size_t last = 0;
    while (end < text.size()) {
        const Character character = characterAt(text, end);
        if (classOf(character.code) != wanted)
            break;
        last = end;
        end += character.bytes;
    }
    return {end, last};
}

} // namespace

void forEachWord(std::string_view text, const std::function<void(std::string_view)>& word)
{
    while (!text.empty()) {
        std::size_t length = contraction(text);
        if (length == 0) {
            const std::size_t lead = text[0] == ' ' && text.size() > 1 ? 1 : 0;
            const Class first = classOf(characterAt(text, lead).code);
            if (first != Class::Space)
                length = lead + runOf(text.substr(lead), first).first;
            else {
                // White space before a word leaves its last character to the word.
                const auto [end, last] = runOf(text, Class::Space);
                length = end < text.size() && last > 0 ? last : end;
            }
        }
        word(text.substr(0, length));
        text.remove_prefix(length);
    }
}

void BpeTokenizer::addRule(const Merge& merge, Token result)
{
    m_rules.try_emplace(key(merge.first, merge.second), Rule{static_cast<std::int32_t>(m_merges.size()), result});
    m_merges.push_back(merge);
    m_results.push_back(result);
}

Result<std::shared_ptr<const BpeTokenizer>> BpeTokenizer::make(const std::vector<Merge>& merges,
                                                               const std::string& source)
{
    if (merges.size() + 256 > mostTokens)
        return bad(source, "there are " + std::to_string(merges.size()) + " merges");
    auto tokenizer = std::make_shared<BpeTokenizer>();
    for (int byte = 0; byte < 256; ++byte) {
        tokenizer->m_tokens.emplace_back(1, static_cast<char>(byte));
        tokenizer->m_bytes[static_cast<std::size_t>(byte)] = byte;
    }
    std::size_t all = 0;
    for (std::size_t i = 0; i < merges.size(); ++i) {
        const auto [left, right] = merges[i];
        const Token next = tokenizer->vocabulary();
        const std::string detail = "merge " + std::to_string(i);
        if (left < 0 || right < 0 || left >= next || right >= next)
            return bad(source, detail + " joins tokens that are not there yet");
        std::string bytes = tokenizer->bytesOf(left) + tokenizer->bytesOf(right);
        all += bytes.size();
        if (bytes.size() > longestToken || all > mostBytes)
            return bad(source, detail + " makes too long a token");
        if (tokenizer->m_rules.contains(key(left, right)))
            return bad(source, detail + " is there twice");
        tokenizer->addRule(merges[i], next);
        tokenizer->m_tokens.push_back(std::move(bytes));
    }
    return std::shared_ptr<const BpeTokenizer>(std::move(tokenizer));
}

Result<std::shared_ptr<const BpeTokenizer>> BpeTokenizer::fromGpt2(std::string_view vocabulary, std::string_view merges,
                                                                   const std::string& source)
{
    const auto json = base::parseJson(vocabulary, source);
    if (!json.ok())
        return json.error();
    const std::size_t count = json.value().size();
    if (!json.value().is_object() || count < 256 || count > mostTokens)
        return bad(source, "the vocabulary is no object of 256 to " + std::to_string(mostTokens) + " tokens");
    auto tokenizer = std::make_shared<BpeTokenizer>();
    tokenizer->m_own = false;
    tokenizer->m_tokens.resize(count);
    std::vector<bool> taken(count);
    std::unordered_map<std::string, Token> byBytes;
    for (const auto& [text, number] : json.value().items()) {
        const auto bytes = fromAlphabet(text);
        if (!number.is_number_integer() || number < 0 || number >= count || taken[number.get<std::size_t>()])
            return bad(source,
                       "the number of \"" + text + "\" is none of 0 … " + std::to_string(count - 1)
                           + ", or another token has it");
        if (!bytes || bytes->empty() || bytes->size() > longestToken)
            return bad(source, "\"" + text + "\" is not written in GPT-2's alphabet for bytes");
        taken[number.get<std::size_t>()] = true;
        tokenizer->m_tokens[number.get<std::size_t>()] = *bytes;
        byBytes.emplace(*bytes, number.get<Token>());
    }
    for (int byte = 0; byte < 256; ++byte) {
        const auto found = byBytes.find(std::string(1, static_cast<char>(byte)));
        if (found == byBytes.end())
            return bad(source, "there is no token for byte " + std::to_string(byte));
        tokenizer->m_bytes[static_cast<std::size_t>(byte)] = found->second;
    }
    for (std::size_t at = 0, line = 1; at < merges.size(); ++line) {
        const std::size_t end = std::min(merges.find('\n', at), merges.size());
        std::string_view text = merges.substr(at, end - at);
        at = end + 1;
        if (!text.empty() && text.back() == '\r')
            text.remove_suffix(1);
        if (text.empty() || (line == 1 && text.substr(0, 8) == "#version"))
            continue;
        const std::size_t space = text.find(' ');
        const std::string where = "line " + std::to_string(line) + " of the merges";
        if (space == std::string_view::npos || text.find(' ', space + 1) != std::string_view::npos)
            return bad(source, where + " is no pair");
        const auto left = fromAlphabet(text.substr(0, space));
        const auto right = fromAlphabet(text.substr(space + 1));
        if (!left || !right || !byBytes.contains(*left) || !byBytes.contains(*right)
            || !byBytes.contains(*left + *right))
            return bad(source, where + " joins what is not in the vocabulary");
        tokenizer->addRule({byBytes[*left], byBytes[*right]}, byBytes[*left + *right]);
    }
    return std::shared_ptr<const BpeTokenizer>(std::move(tokenizer));
}

Result<std::shared_ptr<const BpeTokenizer>> BpeTokenizer::fromJson(std::string_view text, const std::string& source)
{
    const auto parsed = base::parseJson(text, source);
    if (!parsed.ok())
        return parsed.error();
    const Json& json = parsed.value();
    if (!json.is_object() || !json.contains("format") || json["format"] != "maquette-bpe" || !json.contains("version")
        || json["version"] != 1 || !json.contains("merges") || !json["merges"].is_array())
        return bad(source, "it is no maquette-bpe of version 1");
    if (json.contains("vocab")) {
        std::string lines;
        for (const Json& each : json["merges"]) {
            if (!each.is_string())
                return bad(source, "a merge is no text");
            lines += each.get<std::string>() + "\n";
        }
        return fromGpt2(base::dumpJson(json["vocab"]), lines, source);
    }
    std::vector<Merge> merges;
    for (const Json& each : json["merges"]) {
        const bool pair = each.is_array() && each.size() == 2 && each[0].is_number_integer()
            && each[1].is_number_integer() && each[0] >= 0 && each[0] < mostTokens && each[1] >= 0
            && each[1] < mostTokens;
        if (!pair)
            return bad(source, "merge " + std::to_string(merges.size()) + " is no pair of tokens");
        merges.emplace_back(each[0].get<Token>(), each[1].get<Token>());
    }
    return make(merges, source);
}

Result<void> BpeTokenizer::save(const std::filesystem::path& file) const
{
    Json merges = Json::array();
    for (const auto& [left, right] : m_merges) {
        if (m_own)
            merges.push_back({left, right});
        else
            merges.push_back(toAlphabet(bytesOf(left)) + " " + toAlphabet(bytesOf(right)));
    }
    Json json = {{"format", "maquette-bpe"}, {"version", 1}};
    if (!m_own) {
        Json& vocabulary = json["vocab"] = Json::object();
        for (std::size_t i = 0; i < m_tokens.size(); ++i)
            vocabulary[toAlphabet(m_tokens[i])] = i;
    }
    json["merges"] = std::move(merges);
    const std::string text = base::dumpJson(json) + "\n";
    return base::writeFileAtomically(file, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void BpeTokenizer::encodeWord(std::string_view word, std::vector<Token>& tokens) const
{
    // A list of pieces and a queue of the joins that are possible, so that a long word costs n log n.
    struct Piece {
        Token token;
        std::int32_t before, after;
    };
    struct Join {
        std::int32_t rank, left;
        Token first, second, result;
        bool operator>(const Join& other) const { return std::pair(rank, left) > std::pair(other.rank, other.left); }
    };
    const auto count = static_cast<std::int32_t>(word.size());
    std::vector<Piece> pieces;
    pieces.reserve(word.size());
    for (std::int32_t i = 0; i < count; ++i)
        pieces.push_back({m_bytes[static_cast<unsigned char>(word[static_cast<std::size_t>(i)])], i - 1,
                          i + 1 < count ? i + 1 : -1});
    std::priority_queue<Join, std::vector<Join>, std::greater<>> queue;
    const auto consider = [&](std::int32_t left) {
        if (left < 0 || pieces[static_cast<std::size_t>(left)].after < 0)
            return;
        const Piece& piece = pieces[static_cast<std::size_t>(left)];
        const Token second = pieces[static_cast<std::size_t>(piece.after)].token;
        const auto rule = m_rules.find(key(piece.token, second));
        if (rule != m_rules.end())
            queue.push({rule->second.rank, left, piece.token, second, rule->second.result});
    };
    for (std::int32_t i = 0; i < count; ++i)
        consider(i);
    while (!queue.empty()) {
        const Join join = queue.top();
        queue.pop();
        Piece& left = pieces[static_cast<std::size_t>(join.left)];
        // Joined pieces are marked by a token below zero; then, or when a neighbor changed, the join is void.
        if (left.token != join.first || left.after < 0)
            continue;
        Piece& right = pieces[static_cast<std::size_t>(left.after)];
        if (right.token != join.second)
            continue;
        left.token = join.result;
        right.token = -1;
        left.after = right.after;
        if (left.after >= 0)
            pieces[static_cast<std::size_t>(left.after)].before = join.left;
        consider(left.before);
        consider(join.left);
    }
    for (std::int32_t i = count > 0 ? 0 : -1; i >= 0; i = pieces[static_cast<std::size_t>(i)].after)
        tokens.push_back(pieces[static_cast<std::size_t>(i)].token);
}

std::vector<Token> BpeTokenizer::encode(std::string_view text) const
{
    std::vector<Token> tokens;
    const std::scoped_lock lock(m_mutex);
    forEachWord(text, [&](std::string_view word) {
        if (word.size() > longestCached)
            return encodeWord(word, tokens);
        const auto found = m_cache.find(std::string(word));
        if (found != m_cache.end()) {
            tokens.insert(tokens.end(), found->second.begin(), found->second.end());
            return;
        }
        std::vector<Token> made;
        encodeWord(word, made);
        tokens.insert(tokens.end(), made.begin(), made.end());
        if (m_cache.size() < mostCached)
            m_cache.emplace(word, std::move(made));
    });
    return tokens;
}

std::string BpeTokenizer::decode(std::span<const Token> tokens) const
{
    std::string text;
    for (const Token token : tokens)
        if (token >= 0 && token < vocabulary())
            text += bytesOf(token);
    return text;
}

} // namespace maquette::train::gpt
