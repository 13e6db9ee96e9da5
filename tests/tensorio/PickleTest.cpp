// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/Pickle.h"

#include "tensorio/TestFiles.h"
#include "tensorio/TorchTree.h"

#include <gtest/gtest.h>

namespace maquette::tensorio::test {

namespace {

base::Result<Pickle> run(const std::string& operations, const PickleLimits& limits = {})
{
    static std::vector<std::shared_ptr<Buffer>> kept; // the values point into the bytes
    kept.push_back(std::make_shared<Buffer>(bufferOf("\x80\x02" + operations)));
    return readPickle({*kept.back(), "test", nullptr}, 0, limits);
}

std::string text(const std::string& content) { return "X" + little(content.size(), 4) + content; }
std::string global(const std::string& module, const std::string& name) { return "c" + module + "\n" + name + "\n"; }
std::string integer(std::int64_t value)
{
    return std::string("\x8a\x08", 2) + little(static_cast<std::uint64_t>(value), 8);
}

std::string storage(const std::string& type, std::int64_t elements, const std::string& rest = "")
{
    return "(" + text("storage") + global("torch", type) + text("0") + text("cpu") + integer(elements) + rest + "tQ";
}

std::string axes(const std::vector<std::int64_t>& values)
{
    std::string operations = "(";
    for (const auto value : values)
        operations += integer(value);
    return operations + "t";
}

std::string tensor(const std::string& where, std::int64_t offset, const std::vector<std::int64_t>& shape,
                   const std::vector<std::int64_t>& strides)
{
    return global("torch._utils", "_rebuild_tensor_v2") + "(" + where + integer(offset) + axes(shape) + axes(strides)
        + "\x89" + global("collections", "OrderedDict") + ")RtR";
}

std::vector<std::string> names(Pickle& pickle)
{
    const auto tree = listTree(pickle, {{}, "test", nullptr});
    if (!tree.ok())
        throw std::runtime_error(tree.error().english());
    std::vector<std::string> result;
    for (const auto& named : tree.value().tensors)
        result.push_back(named.name);
    return result;
}

TEST(Pickle, ReadsPlainValues)
{
    struct Case {
        std::string operations;
        PickleValue::Kind kind;
        std::int64_t integer;
    };
    using Kind = PickleValue::Kind;
    const Case cases[] = {
        {"N", Kind::None, 0},
        {"\x88", Kind::Bool, 1},
        {"\x89", Kind::Bool, 0},
        {"K\xFF", Kind::Integer, 255},
        {"M\x01\xFF", Kind::Integer, 0xFF01},
        {"J\xFE\xFF\xFF\xFF", Kind::Integer, -2},
        {std::string("\x8a\x00", 2), Kind::Integer, 0},
        {"\x8a\x01\x80", Kind::Integer, -128},
        {std::string("\x8a\x02\x80\x00", 4), Kind::Integer, 128},
        {integer(std::numeric_limits<std::int64_t>::min()), Kind::Integer, std::numeric_limits<std::int64_t>::min()},
        {"\x8b" + little(2, 4) + "\xFF\xFF", Kind::Integer, -1},
    };
    for (const auto& item : cases) {
        const auto pickle = run(item.operations + ".");
        ASSERT_TRUE(pickle.ok()) << pickle.error().english();
        EXPECT_EQ(pickle.value().root.kind, item.kind);
        EXPECT_EQ(pickle.value().root.integer, item.integer) << inQuotes(item.operations);
    }
    const auto real = run(std::string("G\xC0\x04\x00\x00\x00\x00\x00\x00.", 10));
    ASSERT_TRUE(real.ok());
    EXPECT_EQ(real.value().root.real, -2.5);
    const auto big = run("\x8a\x09" + std::string(9, '\x01') + ".");
    ASSERT_TRUE(big.ok());
    EXPECT_EQ(big.value().root.kind, Kind::Big);
    const auto word = run(text("grün") + ".");
    ASSERT_TRUE(word.ok());
    EXPECT_EQ(word.value().root.text, "grün");
}

struct BadPickle {
    const char* name;
    std::string operations;
    const char* expected;
};
void PrintTo(const BadPickle& bad, std::ostream* out) { *out << bad.name; }
class DamagedPickle : public testing::TestWithParam<BadPickle> { };

TEST_P(DamagedPickle, IsRefused)
{
    const auto pickle = run(GetParam().operations);
    ASSERT_FALSE(pickle.ok());
    EXPECT_EQ(pickle.error().code, base::ErrorCode::BadInput);
    EXPECT_EQ(pickle.error().detail.rfind("byte ", 0), 0u);
    EXPECT_NE(pickle.error().detail.find(GetParam().expected), std::string::npos) << pickle.error().detail;
}

INSTANTIATE_TEST_SUITE_P(
    Structure, DamagedPickle,
    testing::Values(
        BadPickle{"nothing", "", "byte 2: the pickle ends without STOP"}, BadPickle{"no stop", "N", "without STOP"},
        BadPickle{"stop with an empty stack", ".", "too few values"}, BadPickle{"two results", "NN.", "left over"},
        BadPickle{"an open mark", "N(N.", "left over"}, BadPickle{"cut argument", "J\x01", "within an argument"},
        BadPickle{"text beyond the end", "X" + little(1000, 4) + "a", "leaves the pickle"},
        BadPickle{"text of 2^64 - 1 bytes", "\x8d" + little(~std::uint64_t(0), 8) + "a", "leaves the pickle"},
        BadPickle{"text not UTF-8", "X" + little(1, 4) + "\xFF.", "not UTF-8"},
        BadPickle{"name without end", "cos\nsystem", "name without end"},
        BadPickle{"name of 2000 bytes", "c" + std::string(2000, 'a') + "\nb\n.", "above 1024"},
        BadPickle{"name not UTF-8", "c\xFF\nb\n.", "not UTF-8"}, BadPickle{"empty name", "ca\n\n.", "empty"},
        BadPickle{"tuple without mark", "Nt.", "no mark"}, BadPickle{"tuple of too few", "N\x86.", "too few"},
        BadPickle{"values below a mark", "N(\x85.", "too few"},
        BadPickle{"memo that is empty", "h\x05.", "memo 5 is empty"},
        BadPickle{"large memo that is empty", "j" + little(0xFFFFFFFF, 4) + ".", "is empty"},
        BadPickle{"memo of nothing", "q\x01.", "too few"},
        BadPickle{"append to a number",
                  "K\x01K\x02"
                  "a.",
                  "takes none"},
        BadPickle{"append to a tuple",
                  ")K\x02"
                  "a.",
                  "takes none"},
        BadPickle{"appends to a dictionary",
                  "}(K\x02"
                  "e.",
                  "takes none"},
        BadPickle{"key for a list", "]K\x01K\x02s.", "takes none"},
        BadPickle{"key without value", "}(K\x01u.", "without a value"},
        BadPickle{"dictionary of three", "(NNNd.", "no value"}, BadPickle{"add to a list", "](N\x90.", "takes none"},
        BadPickle{"state of a number", "K\x01}b.", "has none"}, BadPickle{"state of a list", "]}b.", "has none"},
        BadPickle{"state of a name", global("collections", "OrderedDict") + "}b.", "has none"},
        BadPickle{"call of a number", "K\x01)R.", "no name"}, BadPickle{"call of a list", "])R.", "no name"},
        BadPickle{"call without a tuple", global("os", "system") + "]R.", "no tuple"},
        BadPickle{"pop of nothing", "0N.", "too few"}, BadPickle{"pop of no mark", "1N.", "no mark"},
        BadPickle{"protocol 0", std::string("\x80\x00N.", 4), "protocol 0"},
        BadPickle{"protocol 6", "\x80\x06N.", "protocol 6"},
        BadPickle{"stack global of numbers", "K\x01K\x02\x93.", "no text"}));

/// All operations of protocols 0 to 5 that stay out, by their names in Python's pickletools.
INSTANTIATE_TEST_SUITE_P(
    Forbidden, DamagedPickle,
    testing::Values(BadPickle{"INT", "I1\n.", "operation 73"}, BadPickle{"LONG", "L1L\n.", "operation 76"},
                    BadPickle{"FLOAT", "F1\n.", "operation 70"}, BadPickle{"STRING", "S'a'\n.", "operation 83"},
                    BadPickle{"UNICODE", "Va\n.", "operation 86"}, BadPickle{"GET", "g0\n.", "operation 103"},
                    BadPickle{"PUT", "Np0\n.", "operation 112"}, BadPickle{"INST", "(ios\nsystem\n.", "operation 105"},
                    BadPickle{"OBJ", "(cos\nsystem\no.", "operation 111"}, BadPickle{"PERSID", "Pa\n.", "operation 80"},
                    BadPickle{"EXT1", "\x82\x01.", "operation 130"},
                    BadPickle{"EXT2", "\x83\x01\x01.", "operation 131"},
                    BadPickle{"EXT4", "\x84\x01\x01\x01\x01.", "operation 132"},
                    BadPickle{"NEXT_BUFFER", "\x97.", "operation 151"},
                    BadPickle{"READONLY_BUFFER", "N\x98.", "operation 152"},
                    BadPickle{"no operation at all", "\xFF.", "operation 255"}));

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

INSTANTIATE_TEST_SUITE_P(
    Tensors, DamagedPickle,
    testing::Values(
        BadPickle{"one element too many", tensor(storage("FloatStorage", 6), 0, {7}, {1}) + ".", "leave its storage"},
        BadPickle{"offset beyond", tensor(storage("FloatStorage", 6), 6, {1}, {1}) + ".", "leave its storage"},
        BadPickle{"negative offset", tensor(storage("FloatStorage", 6), -1, {1}, {1}) + ".", "leave its storage"},
        BadPickle{"stride beyond", tensor(storage("FloatStorage", 6), 0, {2, 2}, {5, 1}) + ".", "leave its storage"},
        BadPickle{"negative stride", tensor(storage("FloatStorage", 6), 5, {2}, {-1}) + ".", "leave its storage"},
        BadPickle{"negative size", tensor(storage("FloatStorage", 6), 0, {-1}, {1}) + ".", "leave its storage"},
        BadPickle{"fewer strides than sizes", tensor(storage("FloatStorage", 6), 0, {1, 1}, {1}) + ".",
                  "leave its storage"},
        BadPickle{"a product that wraps to 0",
                  tensor(storage("FloatStorage", 6), 0, {std::int64_t(1) << 32, std::int64_t(1) << 32}, {0, 0}) + ".",
                  "leave its storage"},
        BadPickle{"a reach that wraps around", tensor(storage("FloatStorage", 6), 0, {3, 3}, {most, 2}) + ".",
                  "leave its storage"},
        BadPickle{"an empty tensor beyond", tensor(storage("FloatStorage", 6), 7, {0}, {1}) + ".", "leave its storage"},
        BadPickle{"a storage of 2^62 doubles",
                  tensor(storage("DoubleStorage", std::int64_t(1) << 62), 0, {1}, {1}) + ".", "out of range"},
        BadPickle{"a storage of -1", storage("FloatStorage", -1) + ".", "no storage"},
        BadPickle{"a view beyond its root",
                  storage("FloatStorage", 4, "(" + text("1") + integer(3) + integer(2) + "t") + ".", "out of range"},
        BadPickle{"a view before its root",
                  storage("FloatStorage", 4, "(" + text("1") + integer(-1) + integer(2) + "t") + ".", "without offset"},
        BadPickle{"a persistent text", text("storage") + "Q.", "not PyTorch's"},
        BadPickle{"a persistent id of something else", "(" + text("file") + text("/etc/passwd") + "tQ.", "no storage"},
        BadPickle{"a tensor of a text", tensor(text("no"), 0, {1}, {1}) + ".", "without a storage"},
        BadPickle{"a tensor of three arguments",
                  global("torch._utils", "_rebuild_tensor") + "(" + storage("FloatStorage", 1) + "K\x01)tR.",
                  "fewer than four"},
        BadPickle{"sizes that are texts",
                  global("torch._utils", "_rebuild_tensor") + "(" + storage("FloatStorage", 1) + integer(0) + "("
                      + text("1") + "t)tR.",
                  "not integers"},
        BadPickle{
            "65 axes",
            tensor(storage("FloatStorage", 1), 0, std::vector<std::int64_t>(65, 1), std::vector<std::int64_t>(65, 1))
                + ".",
            "not integers"},
        BadPickle{"a parameter of nothing", global("torch._utils", "_rebuild_parameter") + ")R.", "without a tensor"},
        BadPickle{"no type at all",
                  global("torch._utils", "_rebuild_tensor_v3") + "(" + storage("FloatStorage", 1) + integer(0)
                      + axes({1}) + axes({1}) + "\x89NtR.",
                  "without a type"},
        BadPickle{"a type that is nothing",
                  global("torch._utils", "_rebuild_tensor_v3") + "(" + storage("FloatStorage", 1) + integer(0)
                      + axes({1}) + axes({1}) + "\x89NNtR.",
                  "no type"}));

TEST(Pickle, NothingIsRunAndUnknownNamesAreListedOnce)
{
    auto pickle = run("}(" + text("a") + global("os", "system") + "(" + text("exit 1") + "tR" + text("b")
                      + global("os", "system") + "(" + text("exit 1") + "tR" + text("c") + global("builtins", "eval")
                      + "(" + text("1/0") + "tR" + text("d")
                      + "\x8c\x08"
                        "builtins"
                        "\x8c\x07"
                        "getattr"
                        "\x93"
                      + text("t") + tensor(storage("FloatStorage", 2), 0, {2}, {1}) + "u.");
    ASSERT_TRUE(pickle.ok()) << pickle.error().english();
    EXPECT_EQ(pickle.value().unknownSymbols,
              (std::vector<std::string>{"os.system", "builtins.eval", "builtins.getattr"}));
    EXPECT_EQ(names(pickle.value()), (std::vector<std::string>{"t"}));
}

TEST(Pickle, FollowsKnownConstructors)
{
    const std::string one = tensor(storage("FloatStorage", 6), 0, {2}, {1});
    struct Case {
        std::string operations;
        std::vector<std::string> names;
    };
    const Case cases[] = {
        {one, {"tensor"}},
        {storage("FloatStorage", 6), {"tensor"}},
        {"](" + one + one + "e", {"0", "1"}},
        {"}(" + text("a") + "}" + text("b") + one + "s" + text("c") + "(" + one + "tu", {"a.b", "c.0"}},
        {"}(K\x07" + one + "\x88" + one + "N" + one + "u", {"7", "True", "None"}},
        // A key set twice keeps the later value; 1 and "1" are two keys.
        {"}(" + text("a") + one + text("a") + "N" + "u", {}},
        {"}(K\x01" + one + text("1") + one + "u", {"1", "1#2"}},
        {"}(" + text("a.b") + one + text("a") + "}" + text("b") + one + "su", {"a.b", "a.b#2"}},
        {global("collections", "OrderedDict") + ")R(" + text("w") + one + "u}" + text("_metadata") + one + "sb", {"w"}},
        {global("collections", "OrderedDict") + "(](](" + text("w") + one + "eetR", {"w"}},
        {global("collections", "defaultdict") + "(" + global("builtins", "int") + "tR(" + text("w") + one + "u", {"w"}},
        {global("torch._utils", "_rebuild_parameter") + "(" + one + "\x88NtR", {"tensor"}},
        {global("torch._utils", "_rebuild_parameter_with_state") + "(" + one + "\x88N}tR", {"tensor"}},
        {global("torch._tensor", "_rebuild_from_type_v2") + "(" + global("torch._utils", "_rebuild_tensor_v2")
             + global("mine", "Tensor") + "(" + storage("HalfStorage", 4) + integer(0) + axes({4}) + axes({1})
             + "\x89NtNtR",
         {"tensor"}},
        {"\x8f(" + one + "\x90", {"0"}},
        // An object of an unknown class: its attributes, its items, its keys.
        {global("mine", "Net") + ")\x81}" + text("w") + one + "sb", {"w"}},
        {global("mine", "Net") + ")\x81(}" + text("w") + one + "s}" + text("s") + one + "stb", {"w", "s"}},
        {global("mine", "List") + ")\x81" + one + "a", {"0"}},
        {global("mine", "Dict") + ")\x81" + text("k") + one + "s", {"k"}},
        {global("copyreg", "_reconstructor") + "(" + global("mine", "Net") + global("builtins", "object") + "NtR}"
             + text("w") + one + "sb",
         {"w"}},
        // A tensor of a type or storage that is unknown is left out and its type listed.
        {global("torch._utils", "_rebuild_tensor_v3") + "(" + storage("FloatStorage", 4) + integer(0) + axes({1})
             + axes({1}) + "\x89N" + global("torch", "complex32") + "tR",
         {}},
        {tensor(storage("NewStorage", 6), 0, {2}, {1}), {}},
    };
    for (const auto& item : cases) {
        auto pickle = run(item.operations + ".");
        ASSERT_TRUE(pickle.ok()) << pickle.error().english() << inQuotes(item.operations);
        EXPECT_EQ(names(pickle.value()), item.names) << inQuotes(item.operations);
    }
}

TEST(Pickle, ListsUnknownTypesOfStoragesAndNumbers)
{
    const auto storages = run(tensor(storage("NewStorage", 6), 0, {2}, {1}) + ".");
    ASSERT_TRUE(storages.ok());
    EXPECT_EQ(storages.value().unknownSymbols, (std::vector<std::string>{"torch.NewStorage"}));
}

TEST(Pickle, FollowsLoopsOnce)
{
    auto pickle = run("}q\x01(" + text("self") + "h\x01" + text("list")
                      + "]q\x02"
                        "h\x02"
                        "a"
                      + text("w") + tensor(storage("FloatStorage", 6), 0, {2}, {1}) + "u.");
    ASSERT_TRUE(pickle.ok()) << pickle.error().english();
    EXPECT_EQ(names(pickle.value()), (std::vector<std::string>{"w"}));
}

/// Thirty lists, each holding the one before ten times: 10^30 parts from 900 bytes.
std::string multiplied(const std::string& core)
{
    std::string operations = core;
    for (int i = 0; i < 30; ++i) {
        const std::string index(1, static_cast<char>(i));
        operations += "q" + index + "0](";
        for (int k = 0; k < 10; ++k)
            operations += "h" + index;
        operations += "e";
    }
    return operations + ".";
}

TEST(Pickle, RefusesContainersThatMultiplyTensors)
{
    auto pickle = run(multiplied(tensor(storage("FloatStorage", 6), 0, {2}, {1})));
    ASSERT_TRUE(pickle.ok()) << pickle.error().english();
    const auto tree = listTree(pickle.value(), {{}, "test", nullptr});
    ASSERT_FALSE(tree.ok());
    EXPECT_NE(tree.error().detail.find("multiply"), std::string::npos) << tree.error().detail;
}

TEST(Pickle, LooksOnceThroughWhatHoldsNothing)
{
    auto pickle = run(multiplied("]"));
    ASSERT_TRUE(pickle.ok()) << pickle.error().english();
    EXPECT_TRUE(names(pickle.value()).empty());
}

TEST(Pickle, RefusesDeepNesting)
{
    auto pickle = run(std::string(300, ']') + std::string(299, 'a') + ".");
    ASSERT_TRUE(pickle.ok()) << pickle.error().english();
    const auto tree = listTree(pickle.value(), {{}, "test", nullptr});
    ASSERT_FALSE(tree.ok());
    EXPECT_NE(tree.error().detail.find("deeper"), std::string::npos);
    EXPECT_FALSE(run(std::string(20'000, '(') + ".").ok());
}

TEST(Pickle, KeepsItsLimits)
{
    PickleLimits limits;
    limits.operations = 10;
    EXPECT_TRUE(run("NNNN0000.", limits).ok() == false) << "STOP with nothing";
    EXPECT_TRUE(run("NNN0000N.", limits).error().detail.find("too few") != std::string::npos);
    EXPECT_TRUE(run("NN0N0N0.", limits).ok());
    EXPECT_NE(run("NN0N0N0N0N0.", limits).error().detail.find("more than 10 operations"), std::string::npos);
    limits = {};
    limits.nodes = 3;
    EXPECT_TRUE(run("]]0]0.", limits).ok());
    EXPECT_NE(run("]]0]0]0.", limits).error().detail.find("more than 3 objects"), std::string::npos);
    limits = {};
    limits.tensors = 1;
    const std::string one = tensor(storage("FloatStorage", 6), 0, {2}, {1});
    EXPECT_TRUE(run(one + ".", limits).ok());
    EXPECT_NE(run("(" + one + one + "t.", limits).error().detail.find("more than 1 "), std::string::npos);
}

} // namespace

} // namespace maquette::tensorio::test
