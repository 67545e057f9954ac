// SPDX-License-Identifier: MIT
// How much stack calls take: what compilers say of functions, and its sum over calls.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/json.h"
#include "base/report.h"
#include "link/frames.h"
#include "link_fixture.h"

namespace natmod::link {
namespace {

constexpr uint32_t R_X86_64_64 = 1, R_X86_64_PLT32 = 4;

Frame frame_of(const Frames& frames, std::string_view symbol) {
    const Frame* found = frames.find(symbol);
    return found ? *found : Frame();
}

TEST(Frames, OfGccsCallGraph) {
    Frames frames;
    read_call_graph(R"ci(graph: { title: "a.c"
node: { title: "sub/a.c:part" label: "part\na.c:3:38\n8 bytes (static)"
}
node: { title: "*renamed" label: "f\na.c:4:5\n64 bytes (dynamic)" }
edge: { sourcename: "*renamed" targetname: "outside" label: "a.c:4:31" }
edge: { sourcename: "*renamed" targetname: "sub/a.c:part" label: "a.c:4:92" }
node: { title: "outside" label: "outside\na.c:2:52" shape : ellipse }
node: { title: "__indirect_call" label: "Indirect Call Placeholder" shape : ellipse }
edge: { sourcename: "*renamed" targetname: "__indirect_call" label: "a.c:4:92" }
node: { title: "bounded" label: "bounded\na.c:5:1\n96 bytes (dynamic,bounded)" }
node: { title: "broken" label: "\n bytes (" }
node: { title: "
edge:
})ci",
                    frames);
    Frame renamed = frame_of(frames, "renamed");
    EXPECT_TRUE(renamed.known && renamed.varies && renamed.pointers && renamed.with_calls);
    EXPECT_EQ(renamed.bytes, 64u);
    EXPECT_EQ(renamed.calls, (std::vector<std::string>{"outside", "part"}));
    EXPECT_EQ(frame_of(frames, "part").bytes, 8u);
    EXPECT_FALSE(frame_of(frames, "part").pointers);
    EXPECT_FALSE(frame_of(frames, "outside").known);
    EXPECT_EQ(frame_of(frames, "bounded").bytes, 96u);
    EXPECT_FALSE(frame_of(frames, "bounded").varies);
    EXPECT_FALSE(frame_of(frames, "broken").known);
}

TEST(Frames, OfStackUsage) {
    Frames frames;
    read_stack_usage(
        "a.c:3:38:gccs\t16\tstatic\n"
        "a.c:5:38:copy.constprop\t24\tstatic\n"
        "a.c:4:clangs\t40\tdynamic\n"
        "a.c:no_line\t8\tstatic\n"
        "\n\t\t\nname\t\tstatic\nname\tx\tstatic\nno tabs",
        frames);
    EXPECT_EQ(frame_of(frames, "gccs").bytes, 16u);
    EXPECT_EQ(frame_of(frames, "copy.constprop.0").bytes, 24u);
    EXPECT_TRUE(frame_of(frames, "clangs").varies);
    EXPECT_EQ(frame_of(frames, "no_line").bytes, 8u);
    EXPECT_FALSE(frame_of(frames, "gccs").with_calls);
    EXPECT_FALSE(frame_of(frames, "name").known);
}

// mpy_init calls first(), which calls second(); a table has the address of called().
class StackTest : public LinkTest {
  protected:
    StackTest() {
        init_ = function("mpy_init", STB_GLOBAL);
        first_ = function("first", STB_LOCAL);
        second_ = function("second", STB_LOCAL);
        called_ = function("called", STB_LOCAL);
        uint32_t table = object_.data(".data.rel.ro.table", Bytes(8));
        object_.reloc(table, 0, R_X86_64_64, called_.symbol);
        object_.reloc(init_.code, 8, 2, object_.local("table", table, 0, 8), -4);
        call(init_, first_);
        call(first_, second_);
        call(called_, second_);
    }

    struct Function {
        uint32_t code, symbol;
    };
    Function function(const std::string& name, uint8_t binding) {
        uint32_t code = object_.code(".text." + name, Bytes(16), 16);
        return {code, object_.symbol(name, code, 0, 16, binding, STT_FUNC)};
    }
    void call(Function from, Function to) {
        object_.reloc(from.code, 1, R_X86_64_PLT32, to.symbol, -4);
    }

    // What the map says of the stack, by function.
    std::map<std::string, nlohmann::json> stack() {
        add(object_);
        options.map_file = (folder.path() / "map.json").string();
        ReportTo collect([&](const Finding& finding) { findings.push_back(finding); });
        link(options);
        MappedFile map(options.map_file);
        std::map<std::string, nlohmann::json> uses;
        nlohmann::json json = parse_json(map.text());
        for (const nlohmann::json& use : json.at("stack")) uses[use.at("function")] = use;
        return uses;
    }

    ElfBuilder object_;
    Function init_, first_, second_, called_;
    std::vector<Finding> findings;
};

TEST_F(StackTest, RelocationsAreCalls) {
    folder.write("o0.su",
                 "a.c:1:1:mpy_init\t8\tstatic\na.c:2:1:first\t100\tstatic\n"
                 "a.c:3:1:second\t50\tstatic\na.c:4:1:called\t10\tdynamic\n");
    auto uses = stack();
    EXPECT_EQ(uses["mpy_init"]["deepest"], 158);
    EXPECT_EQ(uses["mpy_init"]["path"], nlohmann::json({"mpy_init", "first", "second"}));
    EXPECT_EQ(uses["mpy_init"]["at_least"], nlohmann::json::object());
    EXPECT_EQ(uses["called"]["deepest"], 60);
    EXPECT_EQ(uses["called"]["at_least"]["arrays"], nlohmann::json({"called"}));
    EXPECT_TRUE(uses["mpy_init"]["outside"]);
    EXPECT_TRUE(uses["called"]["outside"]);
    EXPECT_FALSE(uses["first"]["outside"]);
    EXPECT_TRUE(findings.empty());
}

TEST_F(StackTest, WhatNobodySaysIsUnknown) {
    folder.write("o0.su", "a.c:1:1:mpy_init\t8\tstatic\na.c:2:1:first\t100\tstatic\n");
    auto uses = stack();
    EXPECT_EQ(uses["mpy_init"]["deepest"], 108);
    EXPECT_EQ(uses["mpy_init"]["at_least"]["unknown"], nlohmann::json({"second"}));
}

TEST_F(StackTest, ACallGraphSaysMore) {
    folder.write("o0.ci", R"ci(
node: { title: "mpy_init" label: "f\na.c:3:38\n8 bytes (static)" }
node: { title: "a.c:first" label: "f\na.c:3:38\n100 bytes (static)" }
node: { title: "a.c:second" label: "f\na.c:3:38\n50 bytes (static)" }
node: { title: "a.c:called" label: "f\na.c:3:38\n10 bytes (static)" }
edge: { sourcename: "a.c:first" targetname: "a.c:second" label: "a.c:4:92" }
edge: { sourcename: "a.c:second" targetname: "a.c:second" label: "a.c:4:92" }
edge: { sourcename: "a.c:called" targetname: "__indirect_call" label: "a.c:4:92" }
)ci");
    auto uses = stack();
    // It only takes the address of first(): who calls that, nobody knows.
    EXPECT_EQ(uses["mpy_init"]["deepest"], 8);
    EXPECT_TRUE(uses["first"]["outside"]);
    EXPECT_EQ(uses["first"]["deepest"], 150);
    EXPECT_EQ(uses["first"]["at_least"]["recursion"], nlohmann::json({"second"}));
    EXPECT_EQ(uses["called"]["deepest"], 10);
    EXPECT_EQ(uses["called"]["at_least"]["pointers"], nlohmann::json({"called"}));
}

TEST_F(StackTest, MuchOfItIsAWarning) {
    folder.write("o0.su",
                 "a.c:1:1:mpy_init\t8\tstatic\na.c:2:1:first\t39\tstatic\n"
                 "a.c:3:1:second\t2001\tstatic\na.c:4:1:called\t46\tstatic\n");
    stack();
    // One for second(), in the call that is deepest.
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].kind, FindingKind::warning);
    EXPECT_EQ(findings[0].text,
              "a call of mpy_init takes 2048 bytes of stack: mpy_init 8, first 39, second 2001");
    EXPECT_FALSE(findings[0].hint.empty());
}

}  // namespace
}  // namespace natmod::link
