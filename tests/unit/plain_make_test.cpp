// SPDX-License-Identifier: MIT
// Whatever is answered without make is what make says.

#include "driver/plain_make.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/file.h"

namespace natmod::driver {
namespace {

namespace fs = std::filesystem;

constexpr const char* kVariables[] = {"SRC_USERMOD_C", "SRC_USERMOD_LIB_C", "CFLAGS_EXTRA",
                                      "CFLAGS_USERMOD"};
constexpr const char* kSources[] = {"SRC_USERMOD_C", "SRC_USERMOD_LIB_C"};

class PlainMake : public testing::Test {
  protected:
    PlainMake()
        : folder_(fs::temp_directory_path() / ("plain_make." + std::to_string(::getpid()))) {
        fs::create_directories(folder_ / "lib");
        for (const char* name : {"a.c", "b.c", "lib/c.c"}) write_file(folder_ / name, "");
    }
    ~PlainMake() override { fs::remove_all(folder_); }

    // Whether make is not asked.
    bool is_plain(const std::string& text) {
        SCOPED_TRACE(text);
        write_file(folder_ / "micropython.mk", text);
        MakeQuestion question{folder_ / "micropython.mk", folder_, {"-DX=1"}, kVariables, kSources};
        std::optional<MakeAnswer> plain = plain_answer(question);
        if (!plain) return false;
        MakeAnswer answer = ask_make(question);
        for (const char* name : kVariables) EXPECT_EQ(plain->values[name], answer.values[name]);
        for (const auto& [name, file] : answer.found) EXPECT_EQ(name, file);
        EXPECT_EQ(plain->makefiles, answer.makefiles);
        return true;
    }

    fs::path folder_;
};

TEST_F(PlainMake, ListsAndFolders) {
    EXPECT_TRUE(is_plain("SRC_USERMOD_C += $(USERMOD_DIR)/a.c\n"));
    EXPECT_TRUE(
        is_plain("# A comment: $(shell x)\n\n"
                 "A_DIR := $(USERMOD_DIR)\nLIB_DIR :=$(A_DIR)/lib\n"
                 "SRC_USERMOD_C += $(A_DIR)/a.c b.c\nSRC_USERMOD_C+=$(LIB_DIR)/c.c\n"
                 "CFLAGS_USERMOD += -I$(A_DIR)  -DONE=1 \t-Wl,-x \n"
                 "SRC_USERMOD_LIB_C   +=   $(USERMOD_DIR)/b.c"));
    EXPECT_TRUE(is_plain(""));
}

TEST_F(PlainMake, MakeIsAskedForAllElse) {
    for (const char* text : {"SRC_USERMOD_C += $(wildcard $(USERMOD_DIR)/*.c)",
                             "SRC_USERMOD_C += *.c",
                             "SRC_USERMOD_C += missing.c",
                             "SRC_USERMOD_C := a.c",
                             "SRC_USERMOD_C = a.c",
                             "SRC_USERMOD_C += a.c \\\n b.c",
                             "# a comment \\\nSRC_USERMOD_C += a.c",
                             "ifeq (1,1)\nSRC_USERMOD_C += a.c\nendif",
                             "include other.mk",
                             "\tSRC_USERMOD_C += a.c",
                             "A_DIR = $(USERMOD_DIR)",
                             "A_DIR += x",
                             "A_DIR := x \nSRC_USERMOD_C += $(A_DIR)/a.c",
                             "A_DIR := x\nA_DIR := y",
                             "USERMOD_DIR := x",
                             "SRC_USERMOD_C += $(B_DIR)/a.c",
                             "SRC_USERMOD_C += $(A_DIR)/a.c\nA_DIR := .",
                             "SRC_USERMOD_C += ${USERMOD_DIR}/a.c",
                             "CFLAGS_EXTRA += -DY",
                             "CFLAGS_USERMOD += -DA='1'",
                             "CFLAGS_USERMOD += -DA=\\\"x\\\"",
                             "CFLAGS_USERMOD += -DA=$$x",
                             "CFLAGS_USERMOD += -DA # why",
                             "VPATH += lib",
                             "export SRC_USERMOD_C += a.c",
                             "a.c: ; touch a.c",
                             "SRC_USERMOD_C += a.c\r\n",
                             "SRC_USERMOD_C ?= a.c",
                             "SRC_USERMOD_C ::= a.c",
                             "SRC_USERMOD_C != ls",
                             "$(info x)"})
        EXPECT_FALSE(is_plain(text)) << text;
    ::setenv("MAKEFILES", "other.mk", 1);
    EXPECT_FALSE(is_plain("SRC_USERMOD_C += a.c"));
    ::unsetenv("MAKEFILES");
}

}  // namespace
}  // namespace natmod::driver
