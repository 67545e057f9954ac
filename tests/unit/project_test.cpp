// SPDX-License-Identifier: MIT
// natmod.toml, as text.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "driver/project_file.h"

namespace natmod::driver {
namespace {

std::vector<Finding> errors_of(std::string_view text) {
    try {
        parse_project(text, "natmod.toml");
    } catch (const Error& error) {
        return error.findings();
    }
    return {};
}

TEST(Project, ReadsEveryKey) {
    ProjectFile project = parse_project(R"(
name = "gauge"
[build]
archs = ["x64", "all"]
abi = "6.2"
cflags = "-O2 -DA='b c'"
ldflags = ["-lm", "-L a"]
mutable-globals = true
[limits]
text = "20k"
ram = 4096
[test]
scripts = "checks"
firmwares = ["one", "two"]
timeout = 5
[package]
version = "1.2"
url = "https://example.org"
output = "dist"
flat = false
)",
                                        "natmod.toml");
    using Words = std::vector<std::string>;
    EXPECT_EQ(project.name, "gauge");
    EXPECT_EQ(project.archs, (Words{"x64", "all"}));
    EXPECT_EQ(project.abi, "6.2");
    EXPECT_EQ(project.cflags, (Words{"-O2", "-DA=b c"}));
    EXPECT_EQ(project.ldflags, (Words{"-lm", "-L a"}));
    EXPECT_EQ(project.mutable_globals, true);
    EXPECT_EQ(project.max_text, 20480U);
    EXPECT_EQ(project.max_ram, 4096U);
    EXPECT_EQ(project.scripts, Words{"checks"});
    EXPECT_EQ(project.firmwares, (Words{"one", "two"}));
    EXPECT_EQ(project.timeout, 5U);
    EXPECT_EQ(project.version, "1.2");
    EXPECT_EQ(project.url, "https://example.org");
    EXPECT_EQ(project.output, "dist");
    EXPECT_EQ(project.flat, false);
}

TEST(Project, TakesSizesAsTheCommandLine) {
    auto text_limit = [](const std::string& value) {
        return parse_project("limits.text = '" + value + "'", "natmod.toml").max_text;
    };
    for (const char* same : {"20480", "20480b", "20k", "20K", "20 kB", "20KiB"})
        EXPECT_EQ(text_limit(same), 20480U) << same;
    EXPECT_EQ(text_limit("1M"), 1U << 20);
    for (const char* wrong : {"k", "20x", "-1", "", "1.5k"})
        EXPECT_EQ(errors_of(std::string("limits.text = '") + wrong + "'").size(), 1U) << wrong;
}

TEST(Project, NamesEachMistakeWithItsLine) {
    std::vector<Finding> errors = errors_of("nam = 1\n[build]\nabi = 6\nx = 2\n");
    ASSERT_EQ(errors.size(), 3U);
    std::vector<uint32_t> lines;
    for (const Finding& error : errors) lines.push_back(error.where.line);
    std::ranges::sort(lines);
    EXPECT_EQ(lines, (std::vector<uint32_t>{1, 3, 4}));
}

TEST(Project, RefusesWhatIsNoToml) {
    for (const char* text :
         {"[.]", "=", "[a", "name = \"x", "a = [[[[", "\xff", "name = 'x'\nname = 'y'"})
        EXPECT_EQ(errors_of(text).size(), 1U) << text;
    std::string parts = "x";
    for (int i = 0; i < 10000; ++i) parts += ".x";
    EXPECT_EQ(errors_of(parts + "=1").size(), 1U);
    EXPECT_EQ(errors_of("\n[" + parts + "]").at(0).where.line, 2U);
    EXPECT_TRUE(errors_of("").empty());
    EXPECT_TRUE(errors_of("# nothing\n[limits]\n").empty());
}

// The library took some of these for what cannot be: undefined behaviour.
TEST(Project, ReadsCharactersBeyondAscii) {
    for (const char* text : {"é", "§", "、", "ﻨ", "\u3000", "\u180e"}) {
        std::string url =
            parse_project("package.url = \"\"\"\\\n" + std::string(text) + "x\"\"\"", "natmod.toml")
                .url;
        EXPECT_TRUE(url.ends_with("x")) << text;
        EXPECT_EQ(errors_of("name = 'a'\n" + std::string(text) + " = 1\n").size(), 1U) << text;
    }
}

TEST(Project, LimitsThatAreExceeded) {
    ProjectFile project;
    EXPECT_TRUE(over_limits(project, 1000, 1000).empty());
    project.max_text = 100;
    project.max_ram = 50;
    EXPECT_TRUE(over_limits(project, 100, 50).empty());
    std::vector<Finding> over = over_limits(project, 101, 70);
    ASSERT_EQ(over.size(), 2U);
    EXPECT_EQ(over[0].text, "101 bytes of text, 1 more than the limit of 100");
    EXPECT_EQ(over[1].kind, FindingKind::too_large);
}

// Its library takes far more memory than the file.
TEST(Project, RefusesALargeFile) {
    std::string text = "name = \"gauge\"\n";
    EXPECT_TRUE(errors_of(text + std::string(32000, '#')).empty());
    auto errors = errors_of(text + std::string(40000, '#'));
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_EQ(errors[0].text, "40015 bytes are too many, 32768 are the limit");
}

}  // namespace
}  // namespace natmod::driver
