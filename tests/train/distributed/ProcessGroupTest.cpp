// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/distributed/Ranks.h"

#include <ATen/ATen.h>

#include <cmath>
#include <cstdlib>
#include <limits>

using namespace maquette;
using namespace maquette::train::distributed;

namespace {

/// Sets variables of the environment while it lives.
class Environment {
public:
    explicit Environment(std::vector<std::pair<const char*, const char*>> values)
        : m_values(std::move(values))
    {
        for (const auto& [name, value] : m_values)
            setenv(name, value, 1);
    }
    ~Environment()
    {
        for (const auto& [name, value] : m_values)
            unsetenv(name);
    }

private:
    std::vector<std::pair<const char*, const char*>> m_values;
};

at::Tensor numbers(std::initializer_list<float> values)
{
    return at::tensor(at::ArrayRef<float>(values.begin(), values.size()));
}

} // namespace

TEST(Torchrun, NothingSetMeansAProcessOnItsOwn)
{
    const auto place = torchrunVariables();
    ASSERT_TRUE(place.ok());
    EXPECT_FALSE(place.value());
}

TEST(Torchrun, VariablesComeBack)
{
    const Environment environment({{"WORLD_SIZE", "8"},
                                   {"RANK", "5"},
                                   {"LOCAL_WORLD_SIZE", "4"},
                                   {"MASTER_PORT", "1234"},
                                   {"MASTER_ADDR", "node0"},
                                   {"TORCHELASTIC_USE_AGENT_STORE", "True"},
                                   {"TORCHELASTIC_RUN_ID", "a1"},
                                   {"TORCHELASTIC_RESTART_COUNT", "2"}});
    const auto place = torchrunVariables();
    ASSERT_TRUE(place.ok());
    ASSERT_TRUE(place.value());
    EXPECT_EQ(place.value()->rank, 5);
    EXPECT_EQ(place.value()->localRanks, 4);
    EXPECT_TRUE(place.value()->agentStore);
    EXPECT_EQ(place.value()->environment(),
              (std::vector<std::string>{"RANK=5", "WORLD_SIZE=8", "LOCAL_WORLD_SIZE=4", "MASTER_ADDR=node0",
                                        "MASTER_PORT=1234", "TORCHELASTIC_USE_AGENT_STORE=True",
                                        "TORCHELASTIC_RUN_ID=a1", "TORCHELASTIC_RESTART_COUNT=2"}));
}

TEST(Torchrun, WrongVariablesAreNamed)
{
    const struct {
        std::vector<std::pair<const char*, const char*>> values;
        const char* wrong;
    } cases[] = {{{{"WORLD_SIZE", "two"}, {"RANK", "0"}}, "WORLD_SIZE"},
                 {{{"WORLD_SIZE", "0"}, {"RANK", "0"}}, "WORLD_SIZE"},
                 {{{"WORLD_SIZE", "99999999999999999999"}, {"RANK", "1"}}, "WORLD_SIZE"},
                 {{{"WORLD_SIZE", "2"}}, "RANK"},
                 {{{"WORLD_SIZE", "2"}, {"RANK", "2"}}, "RANK"},
                 {{{"WORLD_SIZE", "2"}, {"RANK", "-1"}}, "RANK"},
                 {{{"WORLD_SIZE", "2"}, {"RANK", "1x"}}, "RANK"},
                 {{{"WORLD_SIZE", "2"}, {"RANK", "1"}, {"MASTER_PORT", "70000"}}, "MASTER_PORT"}};
    for (const auto& each : cases) {
        const Environment environment(each.values);
        const auto place = torchrunVariables();
        ASSERT_FALSE(place.ok());
        EXPECT_EQ(place.error().code, base::ErrorCode::Usage);
        EXPECT_NE(place.error().english().find(each.wrong), std::string::npos) << place.error().english();
    }
}

TEST(ProcessGroup, OneRankAlone)
{
    const auto group = ProcessGroup::alone();
    at::Tensor values = numbers({1, NAN, -3});
    group->allReduceSum(values);
    EXPECT_EQ(values[2].item<float>(), -3);
    group->allReduceMax(values);
    EXPECT_TRUE(std::isinf(values[1].item<float>()));
    EXPECT_TRUE(at::equal(group->allGather(values), values));
    EXPECT_EQ(group->broadcast("text"), "text");
    EXPECT_FALSE(group->any(false));
    EXPECT_EQ(group->bytesSent(), 0);
}

TEST(ProcessGroup, FourRanksAgree)
{
    const auto group = test::ranks(4);
    if (!group)
        return;
    ASSERT_EQ(group->ranks(), 4);
    const auto rank = static_cast<float>(group->rank());

    at::Tensor values = numbers({rank, -rank, 1, rank == 2 ? NAN : 0, 0.25F});
    group->allReduceMax(values);
    EXPECT_TRUE(at::equal(values, numbers({3, 0, 1, std::numeric_limits<float>::infinity(), 0.25F})));

    for (const auto type : {at::kFloat, at::kBFloat16, at::kHalf}) {
        at::Tensor terms = at::arange(10, at::kFloat).to(type) * rank;
        group->allReduceSum(terms);
        EXPECT_TRUE(at::equal(terms, (at::arange(10, at::kFloat) * 6).to(type)));
    }
    const at::Tensor mine = group->reduceScatter(at::arange(8, at::kFloat).view({4, 2}));
    EXPECT_TRUE(at::equal(mine, numbers({8 * rank, 8 * rank + 4}).view({1, 2})));
    EXPECT_TRUE(
        at::equal(group->allGather(at::full({1, 2}, rank)), at::arange(4, at::kFloat).view({4, 1}).expand({4, 2})));

    EXPECT_EQ(group->broadcast(group->first() ? "from the first" : "from another"), "from the first");
    EXPECT_TRUE(group->any(group->rank() == 3));
    EXPECT_FALSE(group->any(false));

    // Rank r sends r bytes more to each rank than the one before.
    std::vector<at::Tensor> pieces;
    std::vector<std::int64_t> lengths;
    for (int to = 0; to < 4; ++to) {
        pieces.push_back(at::full({group->rank() + to}, group->rank() * 10 + to, at::kByte));
        lengths.push_back(to + group->rank());
    }
    const auto came = group->allToAll(pieces, lengths);
    for (int from = 0; from < 4; ++from)
        EXPECT_TRUE(at::equal(came[static_cast<std::size_t>(from)],
                              at::full({group->rank() + from}, from * 10 + group->rank(), at::kByte)));
}

TEST(ProcessGroup, SumsDoNotDependOnTheWay)
{
    const auto group = test::ranks(3);
    if (!group)
        return;
    at::Generator generator = nn::cpuGenerator(7);
    std::vector<at::Tensor> all;
    for (int rank = 0; rank < 3; ++rank)
        all.push_back(at::randn({1001}, generator, at::kFloat));
    at::Tensor values = all[static_cast<std::size_t>(group->rank())].clone();
    group->allReduceSum(values);
    EXPECT_TRUE(at::equal(values, all[0] + all[1] + all[2]));
}

TEST(ProcessGroup, TensorsAreCollectedOnTheFirst)
{
    const auto group = test::ranks(2);
    if (!group)
        return;
    train::NamedTensors own;
    if (group->first())
        own = {{"a name, with\tothers", at::arange(6, at::kLong).view({2, 3})}, {"empty", at::empty({0, 4})}};
    else
        own = {{"scalar", at::full({}, 2.5, at::kBFloat16)}, {"b", at::ones({3}, at::kByte)}, {"c", at::ones({1})}};
    const auto all = group->gather(own);
    ASSERT_EQ(all.size(), group->first() ? 2U : 0U);
    if (!group->first())
        return;
    ASSERT_EQ(all[0].size(), 2U);
    ASSERT_EQ(all[1].size(), 3U);
    EXPECT_TRUE(at::equal(all[0][0].second, own[0].second));
    EXPECT_EQ(all[0][0].first, own[0].first);
    EXPECT_EQ(all[0][1].second.sizes(), own[1].second.sizes());
    EXPECT_EQ(all[1][0].second.item<float>(), 2.5F);
    EXPECT_EQ(all[1][0].second.dim(), 0);
}

TEST(ProcessGroup, PartsAreGroupsOfTheirOwn)
{
    const auto group = test::ranks(4);
    if (!group)
        return;
    const auto pair = group->part({{0, 1}, {2, 3}});
    const auto across = group->part({{0, 2}, {1, 3}});
    EXPECT_EQ(pair->rank(), group->rank() % 2);
    EXPECT_EQ(across->rank(), group->rank() / 2);
    at::Tensor value = at::full({1}, static_cast<float>(group->rank()));
    pair->allReduceSum(value);
    EXPECT_EQ(value.item<float>(), group->rank() < 2 ? 1 : 5);
    across->allReduceSum(value);
    EXPECT_EQ(value.item<float>(), 6);
    EXPECT_EQ(group->part({{0}, {1}, {2, 3}})->ranks(), group->rank() < 2 ? 1 : 2);
}

TEST(ProcessGroup, ARankThatIsGoneIsNoticed)
{
    const auto group = test::ranks(2);
    if (!group)
        return;
    if (!group->first())
        return; // leaves without a word
    at::Tensor values = at::ones({1000});
    EXPECT_THROW(
        {
            for (int i = 0; i < 100; ++i)
                group->allReduceSum(values);
        },
        std::exception);
}

TEST(ProcessGroup, RanksThatDoNotComeAreAnError)
{
    Torchrun place;
    place.ranks = 2;
    place.masterPort = 29655;
    const auto group = ProcessGroup::join(place, std::chrono::seconds(1));
    ASSERT_FALSE(group.ok());
    EXPECT_EQ(group.error().code, base::ErrorCode::Device);
    EXPECT_NE(group.error().english().find("29655"), std::string::npos);
}

TEST(Launcher, TheCodeOfTheFirstThatFailed)
{
    const auto code = launch(3, "/bin/sh", {"-c", "test $RANK != 1 || exit 7; sleep 0.1; test $WORLD_SIZE = 3"}, {});
    ASSERT_TRUE(code.ok());
    EXPECT_EQ(code.value(), 7);
    EXPECT_FALSE(launch(2, "/there/is/no/such/program", {}, {}).ok());
}

TEST(Launcher, AStopIsPassedOn)
{
    std::stop_source stop;
    stop.request_stop();
    const auto code = launch(2, "/bin/sleep", {"60"}, base::Job(stop.get_token(), {}));
    ASSERT_TRUE(code.ok());
    EXPECT_EQ(code.value(), static_cast<int>(base::ErrorCode::Stopped));
}
