// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/BpeTokenizer.h"

#include <algorithm>
#include <map>
#include <queue>
#include <set>
#include <tuple>

namespace maquette::train::gpt {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

using Pair = BpeTokenizer::Merge;

/// Words of a text with how often they occur, and the pairs in them.
class PairCounts {
public:
    explicit PairCounts(std::string_view text)
    {
        std::map<std::string, std::int64_t> words; // ordered, so that nothing depends on hashes
        forEachWord(text, [&](std::string_view word) { ++words[std::string(word)]; });
        for (const auto& [word, count] : words) {
            Word made{{}, count};
            for (const char byte : word)
                made.tokens.push_back(static_cast<unsigned char>(byte));
            m_words.push_back(std::move(made));
        }
        std::set<Pair> pairs;
        for (std::size_t i = 0; i < m_words.size(); ++i)
            count(i, 1, pairs);
        push(pairs);
    }

    /// The most frequent pair, of equal ones the smallest; a count below 2 ends the training.
    std::pair<Pair, std::int64_t> best()
    {
        while (!m_queue.empty()) {
            const auto [count, left, right] = m_queue.top();
            const Pair pair{-left, -right};
            if (m_pairs[pair].count == count)
                return {pair, count};
            m_queue.pop(); // its count has changed since, and it is in the queue with the new one
        }
        return {{}, 0};
    }

    void join(const Pair& pair, Token result)
    {
        std::set<Pair> changed;
        const std::vector<std::size_t> places = std::move(m_pairs[pair].words);
        for (const std::size_t place : places) {
            auto& tokens = m_words[place].tokens;
            const auto next = std::adjacent_find(tokens.begin(), tokens.end(), [&](Token left, Token right) {
                return left == pair.first && right == pair.second;
            });
            if (next == tokens.end())
                continue; // noted twice, or no more there
            count(place, -1, changed);
            std::vector<Token> joined;
            for (std::size_t i = 0; i < tokens.size(); ++i) {
                const bool here = i + 1 < tokens.size() && tokens[i] == pair.first && tokens[i + 1] == pair.second;
                joined.push_back(here ? result : tokens[i]);
                i += here ? 1 : 0;
            }
            tokens = std::move(joined);
            count(place, 1, changed);
        }
        push(changed);
    }

private:
    struct Word {
        std::vector<Token> tokens;
        std::int64_t count = 0;
    };
    struct Occurrences {
        std::int64_t count = 0;
        std::vector<std::size_t> words; ///< where it may be
    };

    void count(std::size_t place, std::int64_t sign, std::set<Pair>& changed)
    {
        const Word& word = m_words[place];
        for (std::size_t i = 0; i + 1 < word.tokens.size(); ++i) {
            const Pair pair{word.tokens[i], word.tokens[i + 1]};
            Occurrences& all = m_pairs[pair];
            all.count += sign * word.count;
            if (sign > 0 && (all.words.empty() || all.words.back() != place))
                all.words.push_back(place);
            changed.insert(pair);
        }
    }

    void push(const std::set<Pair>& pairs)
    {
        for (const Pair& pair : pairs)
            if (const std::int64_t count = m_pairs[pair].count; count > 0)
                m_queue.emplace(count, -pair.first, -pair.second);
    }

    std::vector<Word> m_words;
    std::map<Pair, Occurrences> m_pairs;
    std::priority_queue<std::tuple<std::int64_t, Token, Token>> m_queue; ///< count, and the pair negated
};

} // namespace

Result<std::shared_ptr<const BpeTokenizer>> trainBpe(std::string_view text, Token vocabulary, const base::Job& job)
{
    if (vocabulary < 257 || static_cast<std::size_t>(vocabulary) > BpeTokenizer::mostTokens)
        return Error{ErrorCode::Usage,
                     {QT_TRANSLATE_NOOP("Engine", "A vocabulary of byte pairs has 257 tokens or more, not %1."),
                      {std::to_string(vocabulary)}},
                     {}};
    PairCounts counts(text);
    std::vector<Pair> merges;
    std::vector<std::size_t> lengths(256, 1);
    while (static_cast<Token>(merges.size()) + 256 < vocabulary) {
        if (job.stopped())
            return base::stoppedError();
        const auto [pair, count] = counts.best();
        if (count < 2)
            break;
        const std::size_t length
            = lengths[static_cast<std::size_t>(pair.first)] + lengths[static_cast<std::size_t>(pair.second)];
        if (length > BpeTokenizer::longestToken)
            break; // a text of one endless word
        counts.join(pair, static_cast<Token>(merges.size()) + 256);
        merges.push_back(pair);
        lengths.push_back(length);
        job.report(static_cast<double>(merges.size()) / static_cast<double>(vocabulary - 256),
                   {QT_TRANSLATE_NOOP("Engine", "Learning byte pairs")});
    }
    return BpeTokenizer::make(merges, "trained merges");
}

} // namespace maquette::train::gpt
