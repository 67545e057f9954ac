// SPDX-License-Identifier: MIT
#include "driver/guess.h"

#include <gtest/gtest.h>

#include "driver/generate.h"
#include "driver/module_plan.h"
#include "temporary_folder.h"

namespace natmod::driver {
namespace {

using Words = std::vector<std::string>;

TEST(Guess, FindsNamesOutsideCommentsAndLiterals) {
    EXPECT_EQ(qstr_identifiers("f(MP_QSTR_a,MP_QSTR___b__);"), (Words{"a", "__b__"}));
    EXPECT_EQ(qstr_identifiers("// MP_QSTR_no\nMP_QSTR_a /* MP_QSTR_no\n */ MP_QSTR_b"),
              (Words{"a", "b"}));
    EXPECT_EQ(qstr_identifiers(R"(x = "MP_QSTR_no \" MP_QSTR_no"; c = '"'; MP_QSTR_a)"),
              Words{"a"});
    EXPECT_EQ(qstr_identifiers("NOT_MP_QSTR_no MP_QSTR_ 1MP_QSTR_no"), Words{});
    EXPECT_EQ(qstr_identifiers("/* MP_QSTR_no"), Words{});
}

ModuleDescription module_of(const TemporaryFolder& folder, const std::string& text) {
    ModuleDescription module;
    module.directory = folder.path();
    module.sources.push_back({folder.write("m.c", text), Language::c, false, {}});
    module.sources.push_back({folder.write("lib.c", "MP_QSTR_lib"), Language::c, true, {}});
    return module;
}

TEST(Guess, IsTheHeaderThatInitWrites) {
    TemporaryFolder folder;
    folder.write("m.h", "MP_QSTR_header");
    auto module = module_of(folder, "MP_QSTR_z MP_QSTR_a MP_QSTR_z");
    ModulePlan plan;
    plan.qstrs = {"a", "header", "z"};
    plan.sources = {module.sources[0].path.string()};
    EXPECT_EQ(guess_qstr_header(module), qstr_header(plan));
}

TEST(Guess, LeavesToThePreprocessorWhatOnlyItKnows) {
    TemporaryFolder folder;
    EXPECT_FALSE(guess_qstr_header(module_of(folder, "#define Q(x) MP_QSTR_##x")));
    EXPECT_FALSE(guess_qstr_header(module_of(folder, "switch (q) { case MP_QSTR_a: }")));
    EXPECT_FALSE(guess_qstr_header(module_of(folder, "MP_REGISTER_ROOT_POINTER(void *p);")));
    EXPECT_TRUE(guess_qstr_header(module_of(folder, "MP_QSTR_a")));
}

TEST(Guess, TakesScansInPlaceOfText) {
    TemporaryFolder folder;
    auto module = module_of(folder, "#define Q(x) MP_QSTR_##x");
    folder.write("m.h", "MP_QSTR_header");
    source::Scan scan;
    scan.source = module.sources[0].path.string();
    scan.qstrs = {"scanned"};
    ModulePlan plan;
    plan.qstrs = {"scanned"};
    plan.sources = {scan.source};
    EXPECT_EQ(guess_qstr_header(module, std::span(&scan, 1)), qstr_header(plan));
}

}  // namespace
}  // namespace natmod::driver
