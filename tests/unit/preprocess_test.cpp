// SPDX-License-Identifier: MIT
#include "source/preprocess.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/error.h"
#include "base/file.h"

namespace natmod::source {
namespace {

// A folder that is gone at the end.
struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() /
        ("natmod-preprocess-" +
         std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    Folder() {
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
};

bool is_cxx(std::vector<std::string> words) {
    return CompileCommand{std::move(words)}.is_cxx();
}

TEST(Preprocess, KnowsTheLanguageAsCompilersDo) {
    EXPECT_FALSE(is_cxx({"gcc", "-O2", "a.c"}));
    EXPECT_TRUE(is_cxx({"gcc", "a.cpp"}));
    EXPECT_TRUE(is_cxx({"cc", "dir/a.C"}));
    EXPECT_TRUE(is_cxx({"ccache", "/usr/bin/arm-none-eabi-g++-12", "a.c"}));
    EXPECT_TRUE(is_cxx({"gcc", "-xc++", "a.c"}));
    EXPECT_TRUE(is_cxx({"gcc", "-x", "c++", "a.inc"}));
    EXPECT_FALSE(is_cxx({"g++", "-x", "c", "a.cpp"}));
    EXPECT_FALSE(is_cxx({"gcc", "-isystem", "/usr/include/c++", "-DX=c++", "a.c"}));
}

TEST(Preprocess, IgnoresWhatIsForTheCompile) {
    Folder folder;
    std::string source = folder.path / "a.c";
    std::string depfile = folder.path / "a.d";
    write_file(source, std::string_view("#warning not shown\nint x = VALUE;\n"));
    std::string text =
        preprocess({{"cc", "-c", "-o", folder.path / "a.o", source}},
                   {.defines = {"VALUE=42"}, .depfile = depfile, .target = "t.json"});
    EXPECT_NE(text.find("int x = 42;"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(folder.path / "a.o"));
    MappedFile rule(depfile);
    EXPECT_TRUE(rule.text().starts_with("t.json:"));
    EXPECT_NE(rule.text().find("a.c"), std::string_view::npos);
}

TEST(Preprocess, NeedsACompilerAndASource) {
    EXPECT_THROW(preprocess({{"a.c"}}, {}), Error);
    EXPECT_THROW(preprocess({}, {}), Error);
}

TEST(Preprocess, ReportsFailureOnceWithTheSource) {
    Folder folder;
    std::string source = folder.path / "missing.c";
    testing::internal::CaptureStderr();
    try {
        preprocess({{"cc", source}}, {});
        ADD_FAILURE() << "succeeded";
    } catch (const Error& error) {
        EXPECT_EQ(error.findings().size(), 1u);
        EXPECT_EQ(error.findings()[0].where, source);
    }
    EXPECT_NE(testing::internal::GetCapturedStderr().find("missing.c"), std::string::npos);
}

}  // namespace
}  // namespace natmod::source
