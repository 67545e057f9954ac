// SPDX-License-Identifier: MIT
#include "driver/module.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "temporary_folder.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

using Words = std::vector<std::string>;

Words source_names(const ModuleDescription& module) {
    Words names;
    for (const SourceFile& source : module.sources) {
        names.push_back(source.path.lexically_relative(module.directory).string() +
                        (source.lib ? " lib" : ""));
    }
    return names;
}

template <typename Function>
std::string error_of(Function function) {
    try {
        function();
    } catch (const Error& error) {
        const Finding& message = error.findings().at(0);
        return message.where.text() + ": " + message.text;
    }
    return {};
}

const SourceFile& source_named(const ModuleDescription& module, const std::string& name) {
    return *std::find_if(module.sources.begin(), module.sources.end(),
                         [&](const SourceFile& source) { return source.path.filename() == name; });
}

bool has(const Words& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

TEST(FromMake, EveryVariable) {
    TemporaryFolder folder;
    for (const char* name : {"a.c", "b.c", "old.c", "x.cpp", "lib.c", "lib.cpp", "asm.S"}) {
        folder.write(name, "");
    }
    folder.write("micropython.mk", R"(
HERE := $(USERMOD_DIR)
SRC_USERMOD += $(HERE)/a.c
SRC_USERMOD_C += $(HERE)/sub/../b.c
SRC_MOD += old.c
SRC_USERMOD_CXX += $(HERE)/x.cpp
SRC_USERMOD_LIB_C += $(HERE)/lib.c
SRC_USERMOD_LIB_CXX += $(HERE)/lib.cpp
SRC_USERMOD_LIB_ASM += $(HERE)/asm.S
CFLAGS_USERMOD += -I$(HERE)/inc -DVERSION=\"1.0\" '-DTEXT="a b"'
override CFLAGS_EXTRA += -DEXTRA
CXXFLAGS_USERMOD += -std=c++14
LDFLAGS_USERMOD += -L$(HERE) -lone
LIBS_USERMOD += two.a
QSTR_DEFS += $(HERE)/qstrs.h
$(info a line of the makefile's own)
)");
    auto modules = describe_modules(folder.path() / "");
    ASSERT_EQ(modules.size(), 1U);
    const ModuleDescription& module = modules[0];
    EXPECT_EQ(module.directory, folder.path());
    EXPECT_EQ(module.build_dir, folder.path() / "build-natmod");
    EXPECT_EQ(module.origin, folder.path() / "micropython.mk");
    EXPECT_EQ(source_names(module),
              (Words{"old.c", "a.c", "b.c", "x.cpp", "lib.c lib", "lib.cpp lib", "asm.S lib"}));
    EXPECT_EQ(module.sources[3].language, Language::cxx);
    EXPECT_EQ(module.sources[6].language, Language::assembler);
    std::string dir = folder.path().string();
    EXPECT_EQ(module.cflags,
              (Words{"-DEXTRA", "-I" + dir + "/inc", R"(-DVERSION="1.0")", R"(-DTEXT="a b")"}));
    EXPECT_EQ(module.cxxflags, (Words{"-std=c++14"}));
    EXPECT_EQ(module.ldflags, (Words{"-L" + dir, "-lone", "two.a"}));
    EXPECT_EQ(module.qstr_defs, std::vector<fs::path>{folder.path() / "qstrs.h"});
}

TEST(FromMake, AFolderThatMakeCannotName) {
    TemporaryFolder folder;
    folder.write("with space/m.c", "");
    folder.write("with space/micropython.mk",
                 "SRC_USERMOD_C += $(USERMOD_DIR)/m.c\nCFLAGS_USERMOD += -I$(USERMOD_DIR)\n");
    auto modules = describe_modules(folder.path() / "with space");
    EXPECT_EQ(source_names(modules.at(0)), Words{"m.c"});
    EXPECT_EQ(modules[0].cflags, Words{"-I."});
}

// As in `make USER_C_MODULES=.. CFLAGS_EXTRA=-DMODULE_X_ENABLED=1`.
TEST(FromMake, SeesTheFlagsOfTheCommandLineAndTheFolderAbove) {
    TemporaryFolder folder;
    folder.write("modules/x/x.c", "");
    folder.write("modules/x/off.c", "");
    folder.write("modules/x/micropython.mk", R"(
ifneq (,$(findstring -DMODULE_X_ENABLED=1,$(CFLAGS_EXTRA)))
SRC_MOD += $(USER_C_MODULES)/x/x.c
else
SRC_MOD += $(USER_C_MODULES)/x/off.c
endif
CFLAGS_EXTRA += -DOWN
)");
    fs::path dir = folder.path() / "modules/x";
    auto described = [&](const Words& flags) {
        return describe_modules(dir, DescribedBy::any, {}, flags).at(0);
    };
    EXPECT_EQ(source_names(described({})), Words{"off.c"});
    ModuleDescription on = described({"-DTEXT=\"$a #b\"", "-DMODULE_X_ENABLED=1"});
    EXPECT_EQ(source_names(on), Words{"x.c"});
    EXPECT_EQ(on.cflags, Words{"-DOWN"});
}

TEST(FromMake, SeveralModulesInSubFolders) {
    TemporaryFolder folder;
    for (const char* name : {"two", "one"}) {
        folder.write(std::string(name) + "/m.c", "");
        folder.write(std::string(name) + "/micropython.mk",
                     "SRC_USERMOD_C += $(USERMOD_DIR)/m.c\n");
    }
    folder.write("other/readme", "");
    auto modules = describe_modules(folder.path());
    ASSERT_EQ(modules.size(), 2U);
    EXPECT_EQ(modules[0].directory, folder.path() / "one");
    EXPECT_EQ(modules[1].build_dir, folder.path() / "two" / "build-natmod");
    modules = describe_modules(folder.path(), DescribedBy::any, folder.path() / "out");
    EXPECT_EQ(modules[1].build_dir, folder.path() / "out" / "two");
}

TEST(FromMake, AFileThatIncludesOthersGivesTheirModules) {
    TemporaryFolder folder;
    for (const char* name : {"one", "two"}) {
        folder.write(std::string(name) + "/m.c", "");
        folder.write(std::string(name) + "/micropython.mk",
                     "SRC_USERMOD_C += $(USERMOD_DIR)/m.c\n");
    }
    folder.write("lib/lib.c", "");
    std::string all = folder.write("all.mk", R"(
CFLAGS_USERMOD += -Iinc
TOP_DIR := $(USERMOD_DIR)
$(foreach m,one two,$(eval USERMOD_DIR := $(TOP_DIR)/$(m))$(eval include $(USERMOD_DIR)/micropython.mk))
SRC_USERMOD_LIB_C += $(TOP_DIR)/lib/lib.c
)");
    auto modules = describe_modules(all);
    ASSERT_EQ(modules.size(), 2U);
    EXPECT_EQ(modules[0].directory, folder.path() / "one");
    EXPECT_EQ(modules[1].build_dir, folder.path() / "two" / "build-natmod");
    EXPECT_EQ(source_names(modules[1]), (Words{"m.c", "../lib/lib.c lib"}));
    EXPECT_EQ(modules[1].cflags, Words{"-I" + (folder.path() / "inc").string()});
    // One that has sources itself is one module.
    folder.write("own.c", "");
    folder.write("all.mk",
                 "SRC_USERMOD_C += $(USERMOD_DIR)/own.c\n"
                 "USERMOD_DIR := $(USERMOD_DIR)/one\n"
                 "include $(USERMOD_DIR)/micropython.mk\n");
    modules = describe_modules(all);
    ASSERT_EQ(modules.size(), 1U);
    EXPECT_EQ(source_names(modules[0]), (Words{"own.c", "one/m.c"}));
}

// What a firmware's build finds by its vpath, and a vpath of the file's own.
TEST(FromMake, TakesSourcesFromWhereMakeFoundThem) {
    TemporaryFolder folder;
    folder.write("m/a.c", "");
    folder.write("m/deep/b.c", "");
    folder.write("m/micropython.mk", "vpath %.c $(USERMOD_DIR)/deep\nSRC_USERMOD_C += m/a.c b.c\n");
    EXPECT_EQ(source_names(describe_modules(folder.path() / "m").at(0)),
              (Words{"a.c", "deep/b.c"}));
}

TEST(FromMake, MakesInAFolderThatMakeCannotName) {
    TemporaryFolder folder;
    folder.write("with space/m.in", "");
    folder.write("with space/micropython.mk",
                 "SRC_USERMOD_C += $(BUILD)/m.c\n$(BUILD)/m.c: $(USERMOD_DIR)/m.in\n\tcp $< $@\n");
    auto modules = describe_modules(folder.path() / "with space");
    EXPECT_EQ(source_names(modules.at(0)), Words{"build-natmod/m.c"});
}

TEST(FromMake, NamesTheConditionThatSourcesAreUnder) {
    TemporaryFolder folder;
    std::string makefile = folder.path() / "micropython.mk";
    auto error = [&] { return error_of([&] { describe_modules(folder.path()); }); };
    folder.write("micropython.mk", R"(
ifdef NOTHING
X := 1
endif
ifneq (,$(findstring MODULE_X,$(CFLAGS_EXTRA)))
  SRC_USERMOD_C += $(USERMOD_DIR)/x.c
endif
)");
    EXPECT_EQ(error(), makefile +
                           ":6: it names sources only under ifneq (,$(findstring "
                           "MODULE_X,$(CFLAGS_EXTRA)))");
    folder.write("micropython.mk", "ifeq ($(X),)\nelse\nSRC_MOD += $(USERMOD_DIR)/x.c\nendif\n");
    EXPECT_EQ(error(), makefile + ":3: it names sources only under else of ifeq ($(X),)");
}

TEST(FromMake, NamesTheWordThatIsNoFlag) {
    TemporaryFolder folder;
    folder.write("a.c", "");
    std::string makefile = folder.path() / "micropython.mk";
    auto error = [&](const std::string& text) {
        folder.write("micropython.mk", "SRC_USERMOD_C += $(USERMOD_DIR)/a.c\n" + text);
        return error_of([&] { describe_modules(folder.path()); });
    };
    EXPECT_EQ(error("CFLAGS_USERMOD += $(shell echo Traceback)\n"),
              makefile + ": CFLAGS_USERMOD has the word 'Traceback', which is not a flag");
    EXPECT_EQ(error("CFLAGS_USERMOD += -I$(shell false) -DX\n"),
              makefile + ": CFLAGS_USERMOD has -I without its value");
    EXPECT_EQ(error("CFLAGS_USERMOD += -DX -D\n"),
              makefile + ": CFLAGS_USERMOD has -D without its value");
    EXPECT_EQ(error("CFLAGS_USERMOD += -include $(shell false)/no-such.h\n"),
              makefile + ": CFLAGS_USERMOD has -include /no-such.h, which does not exist");
    EXPECT_EQ(error("CFLAGS_USERMOD += -include $(shell pwd)/made.h\n"), "");
    EXPECT_EQ(error("CXXFLAGS_USERMOD += -include a.h -Xclang -x -I . -DX='a b' @flags\n"), "");
}

TEST(FromMake, ErrorsNameTheMakefile) {
    TemporaryFolder folder;
    std::string makefile = folder.write("micropython.mk", "").string();
    auto error = [&] { return error_of([&] { describe_modules(folder.path()); }); };
    EXPECT_EQ(error(), makefile + ": it names no source");
    folder.write("micropython.mk", "SRC_USERMOD_C += $(USERMOD_DIR)/gone.c");
    EXPECT_EQ(error(),
              makefile + ": source " + (folder.path() / "gone.c").string() + " is missing");
    folder.write("micropython.mk", "SRC_USERMOD_C += $(USERMOD_DIR)/gone.py");
    EXPECT_NE(error().find("is not a source file"), std::string::npos);
    folder.write("micropython.mk", "$(error on purpose)");
    EXPECT_EQ(error(), makefile + ": make cannot read it");
}

const char* const kLists = R"(
add_library(usermod_m INTERFACE)
target_sources(usermod_m INTERFACE
    ${CMAKE_CURRENT_LIST_DIR}/a.c ${CMAKE_CURRENT_LIST_DIR}/b.cpp ${CMAKE_CURRENT_LIST_DIR}/a.h)
target_include_directories(usermod_m INTERFACE $<BUILD_INTERFACE:${CMAKE_CURRENT_LIST_DIR}/inc>)
target_compile_definitions(usermod_m INTERFACE "TEXT=\"a b\"" $<$<COMPILE_LANGUAGE:CXX>:IS_CXX>)
target_compile_options(usermod_m INTERFACE -Wno-unused)
add_library(vendored STATIC ${CMAKE_CURRENT_LIST_DIR}/vendored.c)
target_compile_definitions(vendored PRIVATE VENDORED)
target_link_libraries(usermod_m INTERFACE vendored one)
target_link_libraries(usermod INTERFACE usermod_m)
)";

TEST(FromCMake, SourcesAndFlagsAsCMakeSeesThem) {
    TemporaryFolder folder;
    for (const char* name : {"a.c", "b.cpp", "a.h", "vendored.c"}) folder.write(name, "");
    folder.write("micropython.cmake", kLists);
    auto modules = describe_modules(folder.path());
    ASSERT_EQ(modules.size(), 1U);
    const ModuleDescription& module = modules[0];
    EXPECT_EQ(module.directory, folder.path());
    EXPECT_EQ(module.origin, folder.path() / "micropython.cmake");
    EXPECT_EQ(source_names(module), (Words{"a.c", "b.cpp", "vendored.c lib"}));
    const SourceFile& c = source_named(module, "a.c");
    const SourceFile& cxx = source_named(module, "b.cpp");
    const SourceFile& vendored = source_named(module, "vendored.c");
    EXPECT_EQ(cxx.language, Language::cxx);
    EXPECT_TRUE(has(c.flags, R"(-DTEXT="a b")"));
    EXPECT_TRUE(has(c.flags, "-I" + (folder.path() / "inc").string()));
    EXPECT_TRUE(has(c.flags, "-Wno-unused"));
    EXPECT_FALSE(has(c.flags, "-DIS_CXX"));
    EXPECT_TRUE(has(cxx.flags, "-DIS_CXX"));
    EXPECT_TRUE(has(vendored.flags, "-DVENDORED"));
    EXPECT_FALSE(has(c.flags, "-DVENDORED"));
    EXPECT_EQ(module.ldflags, Words{"-lone"});
}

TEST(FromCMake, SeesTheFlagsOfTheCommandLine) {
    TemporaryFolder folder;
    for (const char* name : {"on.c", "off.c"}) folder.write(name, "");
    folder.write("micropython.cmake", R"(
string(FIND "${MICROPY_CPP_FLAGS_EXTRA}" "-DMODULE_X_ENABLED=1" found)
set(name off)
if(found GREATER_EQUAL 0)
  set(name on)
endif()
target_sources(usermod INTERFACE ${CMAKE_CURRENT_LIST_DIR}/${name}.c)
)");
    auto described = [&](const Words& flags) {
        return source_names(describe_modules(folder.path(), DescribedBy::any, {}, flags).at(0));
    };
    EXPECT_EQ(described({}), Words{"off.c"});
    EXPECT_EQ(described({"-DA", "-DMODULE_X_ENABLED=1"}), Words{"on.c"});
}

TEST(FromCMake, ConfiguresAgainWhenAFileThatItReadChanges) {
    TemporaryFolder folder;
    folder.write("a.c", "");
    folder.write("b.c", "");
    folder.write("micropython.cmake",
                 "add_library(usermod_m INTERFACE)\n"
                 "include(${CMAKE_CURRENT_LIST_DIR}/sources.cmake)\n"
                 "target_link_libraries(usermod INTERFACE usermod_m)\n");
    auto sources = [&](const std::string& name) {
        return folder.write(
            "sources.cmake",
            "target_sources(usermod_m INTERFACE ${CMAKE_CURRENT_LIST_DIR}/" + name + ")\n");
    };
    sources("a.c");
    EXPECT_EQ(source_names(describe_modules(folder.path()).at(0)), Words{"a.c"});
    fs::path marker = folder.path() / "build-natmod/cmake/binary/none.c";
    auto configured = fs::last_write_time(marker);
    EXPECT_EQ(source_names(describe_modules(folder.path()).at(0)), Words{"a.c"});
    EXPECT_EQ(fs::last_write_time(marker), configured);
    sources("b.c");
    EXPECT_EQ(source_names(describe_modules(folder.path()).at(0)), Words{"b.c"});
}

TEST(FromCMake, AFileThatIncludesOthersGivesTheirModules) {
    TemporaryFolder folder;
    for (const char* name : {"one", "two"}) {
        folder.write(std::string(name) + "/m.c", "");
        folder.write(std::string(name) + "/micropython.cmake",
                     "add_library(usermod_" + std::string(name) +
                         " INTERFACE)\n"
                         "target_sources(usermod_" +
                         name +
                         " INTERFACE ${CMAKE_CURRENT_LIST_DIR}/m.c)\n"
                         "target_link_libraries(usermod INTERFACE usermod_" +
                         name + ")\n");
    }
    folder.write("micropython.cmake",
                 "include(${CMAKE_CURRENT_LIST_DIR}/one/micropython.cmake)\n"
                 "include(${CMAKE_CURRENT_LIST_DIR}/two/micropython.cmake)\n");
    auto modules = describe_modules(folder.path());
    ASSERT_EQ(modules.size(), 2U);
    EXPECT_EQ(modules[0].directory, folder.path() / "one");
    EXPECT_EQ(modules[1].build_dir, folder.path() / "two" / "build-natmod");
}

TEST(FromCMake, SourcesOfCustomCommandsAreMade) {
    TemporaryFolder folder;
    folder.write("a.in", "int a;\n");
    folder.write("micropython.cmake", R"(
set(made ${CMAKE_CURRENT_BINARY_DIR}/gen/a.c)
add_custom_command(OUTPUT ${made}
    COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_CURRENT_LIST_DIR}/a.in ${made}
    DEPENDS ${CMAKE_CURRENT_LIST_DIR}/a.in)
add_library(usermod_a INTERFACE)
target_sources(usermod_a INTERFACE ${made})
target_link_libraries(usermod INTERFACE usermod_a)
)");
    ModuleDescription module = describe_modules(folder.path()).at(0);
    EXPECT_EQ(module.sources.at(0).path.filename(), "a.c");
    EXPECT_EQ(fs::file_size(module.sources[0].path), 7U);
}

TEST(FromCMake, Errors) {
    TemporaryFolder folder;
    std::string file = folder.write("micropython.cmake", "message(FATAL_ERROR purpose)").string();
    auto error = [&] { return error_of([&] { describe_modules(folder.path()); }); };
    EXPECT_EQ(error(), file + ": CMake cannot read it");
    folder.write("micropython.cmake", "");
    EXPECT_EQ(error(), file + ": it adds no source to the target usermod");
    folder.write("micropython.cmake", "if(X)\n  target_sources(usermod INTERFACE a.c)\nendif()\n");
    EXPECT_EQ(error(), file + ":2: it adds sources only under if(X)");
    folder.write("micropython.cmake", R"(
add_custom_command(OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/a.c COMMAND false)
target_sources(usermod INTERFACE ${CMAKE_CURRENT_BINARY_DIR}/a.c))");
    EXPECT_EQ(error(), file + ": CMake cannot make the sources that it has commands for");
}

TEST(Module, MakeIsPreferredUnlessCMakeIsAskedFor) {
    TemporaryFolder folder;
    folder.write("a.c", "");
    folder.write("b.c", "");
    folder.write("micropython.mk", "SRC_USERMOD_C += $(USERMOD_DIR)/a.c\n");
    folder.write("micropython.cmake",
                 "target_sources(usermod INTERFACE ${CMAKE_CURRENT_LIST_DIR}/b.c)\n");
    EXPECT_EQ(source_names(describe_modules(folder.path()).at(0)), Words{"a.c"});
    EXPECT_EQ(source_names(describe_modules(folder.path(), DescribedBy::cmake).at(0)),
              Words{"b.c"});
}

TEST(Module, AFolderWithoutAModule) {
    TemporaryFolder folder;
    auto error = error_of([&] { describe_modules(folder.path()); });
    EXPECT_NE(error.find("no micropython.mk or micropython.cmake"), std::string::npos);
    error = error_of([&] { describe_modules(folder.path() / "gone"); });
    EXPECT_NE(error.find("there is no such folder"), std::string::npos);
}

TEST(Module, SourcesByTheirEndings) {
    EXPECT_EQ(language_of("a.c", {}), Language::c);
    EXPECT_EQ(language_of("a.cc", {}), Language::cxx);
    EXPECT_EQ(language_of("a.S", {}), Language::assembler);
    EXPECT_THROW(language_of("a.o", {}), Error);
}

}  // namespace
}  // namespace natmod::driver
