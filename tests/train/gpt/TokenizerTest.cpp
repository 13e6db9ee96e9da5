// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/File.h"
#include "base/Json.h"
#include "base/Paths.h"
#include "base/Random.h"
#include "support/TemporaryFolder.h"
#include "train/gpt/BpeTokenizer.h"

#include <gtest/gtest.h>

#include <fstream>

using namespace maquette;
using namespace maquette::train::gpt;

namespace {

std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    forEachWord(text, [&](std::string_view word) { words.emplace_back(word); });
    return words;
}

void write(const std::filesystem::path& file, const std::string& text) { std::ofstream(file) << text; }

std::string textOf(const std::filesystem::path& file)
{
    const auto bytes = base::readFile(file);
    return bytes.ok() ? std::string(bytes.value().begin(), bytes.value().end()) : std::string();
}

/// Every byte, runs of one byte, cut characters, and random bytes.
std::vector<std::string> oddTexts()
{
    std::vector<std::string> texts = {"",
                                      " ",
                                      "\n",
                                      "   ",
                                      "  a",
                                      "a  ",
                                      "it's the 'd'",
                                      "\xc3",
                                      "\xe2\x82",
                                      "\xf0\x9f\x98\x80!",
                                      "na\xc3\xafve caf\xc3\xa9",
                                      "\xe4\xbd\xa0\xe5\xa5\xbd",
                                      "\xed\xa0\x80",
                                      "\t\r\n x\xc2\xa0y"};
    std::string all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    texts.push_back(all);
    texts.push_back(std::string(5000, 'a'));
    base::Random random(3);
    for (int i = 0; i < 50; ++i) {
        std::string text;
        for (int length = random.below(200); length > 0; --length)
            text += static_cast<char>(random.below(i % 2 == 0 ? 256 : 128));
        texts.push_back(text);
    }
    return texts;
}

/// GPT-2's vocabulary begins with the bytes that print, in their order, and then the others.
std::pair<std::string, std::string> smallGpt2()
{
    base::Json vocabulary = base::Json::object();
    const auto utf8 = [](unsigned code) {
        return code < 0x80 ? std::string(1, static_cast<char>(code))
                           : std::string{static_cast<char>(0xc0 | code >> 6), static_cast<char>(0x80 | (code & 0x3f))};
    };
    for (unsigned code = 33; code < 256; ++code)
        if (code <= 126 || (code >= 161 && code != 173))
            vocabulary[utf8(code)] = vocabulary.size();
    for (unsigned code = 256; vocabulary.size() < 256; ++code)
        vocabulary[utf8(code)] = vocabulary.size();
    const char* merges[] = {"\xc4\xa0 t", "\xc4\xa0 a", "h e", "\xc4\xa0t he"};
    std::string lines = "#version: 0.2\n";
    for (const std::string merge : merges) {
        lines += merge + "\n";
        std::string joined = merge;
        joined.erase(joined.find(' '), 1);
        vocabulary[joined] = vocabulary.size();
    }
    vocabulary["<|endoftext|>"] = vocabulary.size();
    return {base::dumpJson(vocabulary), lines};
}

} // namespace

TEST(Words, AreCutAsGpt2CutsThem)
{
    using Words = std::vector<std::string>;
    EXPECT_EQ(wordsOf("Hello world, it's 1704!"), (Words{"Hello", " world", ",", " it", "'s", " 1704", "!"}));
    EXPECT_EQ(wordsOf("a   b"), (Words{"a", "  ", " b"}));
    EXPECT_EQ(wordsOf("a\n\nb"), (Words{"a", "\n", "\n", "b"}));
    EXPECT_EQ(wordsOf("end  \n"), (Words{"end", "  \n"}));
    EXPECT_EQ(wordsOf("we'LL we'll"), (Words{"we", "'", "LL", " we", "'ll"}));
    EXPECT_EQ(wordsOf("Ph\xc3\xa6nomenon x2\xc2\xb2"), (Words{"Ph\xc3\xa6nomenon", " x", "2\xc2\xb2"}));
}

TEST(Words, GiveTheTextWhenJoined)
{
    for (const auto& text : oddTexts()) {
        std::string joined;
        for (const auto& word : wordsOf(text)) {
            EXPECT_FALSE(word.empty());
            joined += word;
        }
        EXPECT_EQ(joined, text);
    }
}

TEST(Bytes, AreTheirOwnTokens)
{
    const auto tokenizer = byteTokenizer();
    EXPECT_EQ(tokenizer->vocabulary(), 256);
    EXPECT_EQ(tokenizer->encode("A\xff"), (std::vector<Token>{65, 255}));
    for (const auto& text : oddTexts())
        EXPECT_EQ(tokenizer->decode(tokenizer->encode(text)), text);
}

TEST(Bpe, LearnsTheMostFrequentPairsFirst)
{
    // Words "ab" 3 times, "abc" twice, "bc" twice: ab occurs 5 times, then ab+c twice as (b c) in "bc" does; of these
    // the pair of smaller numbers comes first.
    const auto trained = trainBpe("ab\nab\nab\nabc\nabc\nbc\nbc\n", 259);
    ASSERT_TRUE(trained.ok()) << trained.error().english();
    const auto& bpe = *trained.value();
    EXPECT_EQ(bpe.vocabulary(), 259);
    EXPECT_EQ(bpe.bytesOf(256), "ab");
    EXPECT_EQ(bpe.bytesOf(257), "bc");
    EXPECT_EQ(bpe.bytesOf(258), "abc");
    EXPECT_EQ(bpe.encode("abcbcab"), (std::vector<Token>{258, 257, 256}));
}

TEST(Bpe, EndsWhereNoPairOccursTwice)
{
    const auto trained = trainBpe("abcdefg", 1000);
    ASSERT_TRUE(trained.ok());
    EXPECT_EQ(trained.value()->vocabulary(), 256);
    EXPECT_EQ(trainBpe("aa", 256).error().code, base::ErrorCode::Usage);
}

TEST(Bpe, IsTheSameEachTimeAndGivesEveryTextBack)
{
    const std::string text = textOf(base::resourceFolder() / "texts" / "opticks.txt").substr(0, 60000);
    ASSERT_EQ(text.size(), 60000u);
    const auto first = trainBpe(text, 600);
    const auto second = trainBpe(text, 600);
    ASSERT_TRUE(first.ok() && second.ok());
    EXPECT_EQ(first.value()->vocabulary(), 600);
    EXPECT_EQ(first.value()->encode(text), second.value()->encode(text));
    EXPECT_LT(first.value()->encode(text).size(), text.size() / 2);
    EXPECT_EQ(first.value()->decode(first.value()->encode(text)), text);
    for (const auto& odd : oddTexts())
        EXPECT_EQ(first.value()->decode(first.value()->encode(odd)), odd);
}

TEST(Bpe, StopsWhenAsked)
{
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(trainBpe("abab", 300, base::Job(stop.get_token(), {})).error().code, base::ErrorCode::Stopped);
}

TEST(Bpe, JoinsTheEarliestMergeFirstWhereverItStands)
{
    // With (b c) learned before (a b), "abc" is a + bc.
    const auto bpe = BpeTokenizer::make({{'b', 'c'}, {'a', 'b'}, {'a', 256}}, "test");
    ASSERT_TRUE(bpe.ok());
    EXPECT_EQ(bpe.value()->encode("abc"), (std::vector<Token>{258}));
    EXPECT_EQ(bpe.value()->encode("abd"), (std::vector<Token>{257, 'd'}));
}

TEST(Bpe, ReadsWhatItWrote)
{
    const tests::TemporaryFolder folder;
    const auto trained = trainBpe("the cat sat on the mat, the rat sat on the cat", 280);
    ASSERT_TRUE(trained.ok());
    ASSERT_TRUE(trained.value()->save(folder / "t.json").ok());
    const auto read = loadTokenizer(folder / "t.json");
    ASSERT_TRUE(read.ok()) << read.error().english();
    EXPECT_EQ(read.value()->vocabulary(), trained.value()->vocabulary());
    EXPECT_EQ(read.value()->encode("the bat"), trained.value()->encode("the bat"));
    ASSERT_TRUE(byteTokenizer()->save(folder / "b.json").ok());
    EXPECT_EQ(loadTokenizer(folder / "b.json").value()->kind(), "bytes");
}

TEST(Bpe, ReadsGpt2sFiles)
{
    const tests::TemporaryFolder folder;
    const auto [vocabulary, merges] = smallGpt2();
    write(folder / "vocab.json", vocabulary);
    write(folder / "merges.txt", merges);
    const auto read = loadTokenizer(folder.path());
    ASSERT_TRUE(read.ok()) << read.error().english();
    // As in GPT-2: "!" is 0, "a" 64, the space 220, " t" 256.
    EXPECT_EQ(read.value()->encode("!a "), (std::vector<Token>{0, 64, 220}));
    EXPECT_EQ(read.value()->encode(" the"), (std::vector<Token>{259}));
    EXPECT_EQ(read.value()->vocabulary(), 261);
    EXPECT_EQ(read.value()->decode(std::vector<Token>{260, 259, 999}), "<|endoftext|> the");
    for (const auto& odd : oddTexts())
        EXPECT_EQ(read.value()->decode(read.value()->encode(odd)), odd);
    ASSERT_TRUE(read.value()->save(folder / "own.json").ok());
    const auto again = loadTokenizer(folder / "own.json");
    ASSERT_TRUE(again.ok()) << again.error().english();
    EXPECT_EQ(again.value()->encode("!a the"), read.value()->encode("!a the"));
}

TEST(Bpe, RefusesDamagedFiles)
{
    const auto own = [](const char* text) { return BpeTokenizer::fromJson(text, "t.json").ok(); };
    EXPECT_TRUE(own(R"({"format":"maquette-bpe","version":1,"merges":[[97,98]]})"));
    for (const char* text :
         {"", "[]", R"({"format":"maquette-bpe"})", R"({"format":"maquette-bpe","version":2,"merges":[]})",
          R"({"format":"maquette-bpe","version":1,"merges":[[97,256]]})",
          R"({"format":"maquette-bpe","version":1,"merges":[[-1,98]]})",
          R"({"format":"maquette-bpe","version":1,"merges":[[97,98],[97,98]]})",
          R"({"format":"maquette-bpe","version":1,"merges":[[97,1e300]]})",
          R"({"format":"maquette-bpe","version":1,"merges":[97,98]})",
          R"({"format":"maquette-bpe","version":1,"vocab":{},"merges":["a b"]})",
          R"({"format":"maquette-bpe","version":1,"vocab":{},"merges":[1]})"})
        EXPECT_FALSE(own(text)) << text;
    // A token that doubles at every merge must not fill the memory.
    std::vector<BpeTokenizer::Merge> doubling = {{'a', 'a'}};
    for (Token token = 256; token < 300; ++token)
        doubling.emplace_back(token, token);
    EXPECT_FALSE(BpeTokenizer::make(doubling, "test").ok());

    const auto [vocabulary, merges] = smallGpt2();
    EXPECT_TRUE(BpeTokenizer::fromGpt2(vocabulary, merges, "v").ok());
    EXPECT_FALSE(BpeTokenizer::fromGpt2(vocabulary, "q q\n", "v").ok());
    EXPECT_FALSE(BpeTokenizer::fromGpt2(vocabulary, "h e x\n", "v").ok());
    EXPECT_FALSE(BpeTokenizer::fromGpt2(vocabulary, "he\n", "v").ok());
    for (std::size_t length = 0; length < vocabulary.size(); length += 37)
        EXPECT_FALSE(BpeTokenizer::fromGpt2(vocabulary.substr(0, length), merges, "v").ok());
    std::string twice = vocabulary;
    twice.replace(twice.find("\"a\":64"), 6, "\"a\":65");
    EXPECT_FALSE(BpeTokenizer::fromGpt2(twice, merges, "v").ok());
}
