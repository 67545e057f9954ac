// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "driver/firmware_branch.h"
#include "driver/generate.h"
#include "driver/module_plan.h"

namespace natmod::driver {
namespace {

using Names = std::vector<std::string>;

source::Scan scan(std::string_view text, std::string source = "m.c") {
    std::string marked = "# 1 \"" + source + "\"\n" + std::string(text);
    return source::scan_text(marked, source, source.ends_with("pp"));
}

constexpr const char* kShapes =
    "const mp_obj_module_t shapes_module = {0};\n"
    "MP_REGISTER_MODULE(MP_QSTR_shapes, shapes_module);\n";

// The first message of the Error that planning these scans throws.
Finding refusal(const std::vector<source::Scan>& scans, std::string_view name = {}) {
    try {
        plan_module(scans, name);
    } catch (const Error& error) {
        return error.findings().front();
    }
    return {"", "no error"};
}

TEST(Plan, OneModule) {
    ModulePlan plan = plan_module(std::vector{scan("f(MP_QSTR_b);", "f.c"), scan(kShapes)});
    EXPECT_EQ(plan.name, "shapes");
    ASSERT_EQ(plan.adopted.size(), 1u);
    EXPECT_EQ(plan.adopted[0].registration.object, "shapes_module");
    EXPECT_TRUE(plan.others.empty());
    EXPECT_EQ(plan.qstrs, (Names{"b", "shapes"}));
    EXPECT_EQ(plan.sources, (Names{"f.c", "m.c"}));
}

TEST(Plan, TheFileMayHaveAnotherName) {
    ModulePlan plan = plan_module(std::vector{scan(kShapes)}, "forms");
    EXPECT_EQ(plan.name, "forms");
    EXPECT_EQ(plan.adopted.size(), 1u);
}

TEST(Plan, SaysWhenNothingIsRegistered) {
    Finding message = refusal({scan("int x;")});
    EXPECT_EQ(message.where, "m.c");
    EXPECT_NE(message.text.find("no MP_REGISTER_MODULE"), std::string::npos);
    EXPECT_EQ(refusal({}).text, message.text);
}

TEST(Plan, NamesTheObjectThatIsNotRegistered) {
    Finding message = refusal({scan("\nconst mp_obj_module_t shapes_module = {0};")});
    EXPECT_EQ(message.where.text(), "m.c:2");
    EXPECT_NE(message.hint.find("MP_REGISTER_MODULE(MP_QSTR_name, shapes_module);"),
              std::string::npos);
}

TEST(Plan, NamesTheRegistrationThatIsSwitchedOff) {
    Finding message = refusal({scan("MP_REGISTER_MODULE(MP_QSTR_a, a, (0));")});
    EXPECT_EQ(message.where.text(), "m.c:1");
    EXPECT_NE(message.text.find("switched off"), std::string::npos);
}

TEST(Plan, RefusesOneNameTwice) {
    Finding message = refusal({scan(kShapes), scan(kShapes, "n.c")});
    EXPECT_EQ(message.where.text(), "n.c:2");
    EXPECT_EQ(message.text, "module shapes is registered twice");
    EXPECT_NE(message.hint.find("m.c:2"), std::string::npos);
}

TEST(Plan, CountsARegistrationInAHeaderOnce) {
    source::Scan a = scan("# 7 \"both.h\"\nMP_REGISTER_MODULE(MP_QSTR_a, a);\n", "a.c");
    source::Scan b = scan("# 7 \"both.h\"\nMP_REGISTER_MODULE(MP_QSTR_a, a);\n", "b.c");
    EXPECT_EQ(plan_module(std::vector{a, b}).adopted.size(), 1u);
}

TEST(Plan, RefusesAStaticObject) {
    Finding message = refusal({scan("static const mp_obj_module_t a = {0};", "a.c"),
                               scan("MP_REGISTER_MODULE(MP_QSTR_a, a);")});
    EXPECT_EQ(message.where.text(), "m.c:1");
    EXPECT_EQ(message.text, "registered object a is static");
    EXPECT_NE(message.hint.find("a.c:1"), std::string::npos);
}

TEST(Plan, RefusesAnObjectThatCxxHides) {
    Finding message =
        refusal({scan("const mp_obj_module_t a = {};\n"
                      "MP_REGISTER_MODULE(MP_QSTR_a, a);",
                      "m.cpp")});
    EXPECT_NE(message.hint.find("extern \"C\""), std::string::npos);
}

TEST(Plan, KeepsTheSourcesOwnMpyInit) {
    source::Scan own =
        scan("int mpy_init(void) { return 0; }\nMP_REGISTER_ROOT_POINTER(void *p);\n");
    EXPECT_TRUE(plan_module(std::vector{own}).name.empty());
    EXPECT_EQ(plan_module(std::vector{own}, "m").name, "m");
    ModulePlan plan = plan_module(std::vector{own, scan(kShapes, "s.c")});
    EXPECT_EQ(plan.name, "shapes");
    EXPECT_TRUE(plan.adopted.empty());
    std::string source = init_source(plan, false);
    EXPECT_EQ(source.find("mp_obj_t mpy_init("), std::string::npos);
    EXPECT_NE(source.find("struct natmod_root_pointers natmod_root_pointers;"), std::string::npos);
}

TEST(Plan, DottedNamesAreSubmodules) {
    std::vector scans{
        scan("MP_REGISTER_MODULE(MP_QSTR_pkg_dot_sub, sub);\n"
             "MP_REGISTER_MODULE(MP_QSTR_pkg, pkg);\n"
             "MP_REGISTER_MODULE(MP_QSTR_pkg_dot_sub_dot_deep, deep);\n")};
    ModulePlan plan = plan_module(scans);
    EXPECT_EQ(plan.name, "pkg");
    ASSERT_EQ(plan.adopted.size(), 1u);
    EXPECT_EQ(plan.adopted[0].registration.object, "pkg");
    ASSERT_EQ(plan.others.size(), 2u);
    EXPECT_EQ(plan.others[0].name, "pkg.sub");
    EXPECT_EQ(plan.others[1].name, "pkg.sub.deep");
    EXPECT_EQ(plan_module(scans, "other").others[0].name, "other.sub");
}

TEST(Plan, APackageNeedsNoModuleOfItsOwn) {
    ModulePlan plan =
        plan_module(std::vector{scan("MP_REGISTER_MODULE(MP_QSTR_pkg_dot_a, a);\n"
                                     "MP_REGISTER_MODULE(MP_QSTR_pkg_dot_b, b);\n")});
    EXPECT_EQ(plan.name, "pkg");
    EXPECT_TRUE(plan.adopted.empty());
    EXPECT_EQ(plan.others.size(), 2u);
}

TEST(Plan, OneModuleOfAPackageIsInIt) {
    std::vector scans{scan("MP_REGISTER_MODULE(MP_QSTR_pkg_dot_a, a);\n")};
    EXPECT_EQ(plan_module(scans).name, "pkg");
    EXPECT_EQ(plan_module(scans).others.at(0).name, "pkg.a");
    EXPECT_EQ(plan_module(scans, "mine").adopted.at(0).name, "mine");
}

TEST(Plan, SeveralModulesNeedAChoice) {
    std::vector scans{
        scan("MP_REGISTER_MODULE(MP_QSTR_a, a);\nMP_REGISTER_MODULE(MP_QSTR_ab, b);")};
    EXPECT_NE(refusal(scans).hint.find("--name a"), std::string::npos);
    ModulePlan plan = plan_module(scans, "ab");
    EXPECT_EQ(plan.adopted[0].registration.object, "b");
    EXPECT_EQ(plan.others[0].name, "a");
}

TEST(Plan, FindsTheGlobalsTableAcrossSources) {
    std::vector scans{scan("const mp_obj_module_t m = { .globals = &g };", "a.c"),
                      scan("const mp_rom_map_elem_t other[] = {{MP_QSTR_no, 0}};\n"
                           "const mp_rom_map_elem_t t[] = {{MP_QSTR_x, 1}};\n"
                           "const mp_obj_dict_t g = { .table = (mp_map_elem_t *)t };\n",
                           "b.c")};
    const source::Definition* table = find_globals_table(scans, "m");
    ASSERT_NE(table, nullptr);
    EXPECT_EQ(table->name, "t");
    EXPECT_EQ(find_globals_table(scans, "n"), nullptr);
}

TEST(Plan, SeesModulesAmongTheGlobals) {
    std::string table = "const mp_rom_map_elem_t shapes_table[] = {{MP_ROM_QSTR(MP_QSTR_round), ";
    std::string dict =
        "};\nconst mp_obj_dict_t shapes_dict = {{0}, {0, shapes_table}};\n"
        "const mp_obj_module_t shapes_module = {{0}, &shapes_dict};\n"
        "MP_REGISTER_MODULE(MP_QSTR_shapes, shapes_module);\n";
    source::Scan below = scan("const mp_obj_module_t round_module = {0};", "round.c");
    ModulePlan plan = plan_module(std::vector{scan(table + "&round_module}" + dict), below});
    EXPECT_TRUE(plan.adopted[0].submodules);
    EXPECT_NE(init_source(plan, false).find("natmod_add_submodules(\"shapes\", &shapes_module);"),
              std::string::npos);
    plan = plan_module(std::vector{scan(table + "&round_module_name}" + dict), below});
    EXPECT_FALSE(plan.adopted[0].submodules);
    EXPECT_EQ(init_source(plan, false).find("submodules"), std::string::npos);
}

TEST(Generate, QstrHeaderHoldsNoLines) {
    ModulePlan plan = plan_module(
        std::vector{scan("\n\nMP_REGISTER_ROOT_POINTER(void *p);\n"), scan(kShapes, "dir/s.c")});
    std::string header = qstr_header(plan);
    EXPECT_NE(header.find("extern const char natmod_q_shapes[], natmod_q_shapes_natmod_object[];\n"
                          "#define MP_QSTR_shapes (qstr)natmod_q_shapes\n"),
              std::string::npos);
    EXPECT_NE(header.find("struct natmod_root_pointers {\n    void *p;\n};"), std::string::npos);
    EXPECT_EQ(header.find(".c:"), std::string::npos);
}

TEST(Generate, RootPointersOfTheSameTextAreOne) {
    ModulePlan plan = plan_module(std::vector{scan("MP_REGISTER_ROOT_POINTER(void *p);"),
                                              scan("MP_REGISTER_ROOT_POINTER( void  *p );", "n.c"),
                                              scan(kShapes, "s.c")});
    EXPECT_EQ(plan.root_pointers.size(), 1u);
}

TEST(Generate, InitSourceCallsTheRuntime) {
    ModulePlan plan = plan_module(std::vector{scan(
        "MP_REGISTER_MODULE(MP_QSTR_pkg, pkg);\nMP_REGISTER_MODULE(MP_QSTR_pkg_dot_sub, sub);\n"
        "MP_REGISTER_MODULE_DELEGATION(pkg, pkg_attr);\n")});
    std::string source = init_source(plan, false);
    EXPECT_NE(source.find("extern const mp_obj_module_t pkg;  // pkg: m.c:1\n"), std::string::npos);
    EXPECT_NE(source.find("natmod_adopt(self->context, &natmod_globals_of_pkg);"),
              std::string::npos);
    EXPECT_NE(source.find("natmod_add_module(self->context, \"pkg.sub\", &sub);"),
              std::string::npos);
    EXPECT_NE(source.find("natmod_delegate(&delegation_0, &self->context->module);"),
              std::string::npos);
    EXPECT_NE(init_source(plan, true).find("natmod_copy_globals(self->context, &pkg);"),
              std::string::npos);
    EXPECT_EQ(source.find("natmod_call_init"), std::string::npos);
}

TEST(Generate, FirmwaresStreamsAreAsTheyAreWhereNobodySeeks) {
    auto plain = [](std::vector<std::string_view> texts) {
        std::vector<source::Scan> scans{scan(kShapes)};
        for (std::string_view text : texts) scans.push_back(scan(text));
        return init_source(plan_module(scans), false).find("natmod_stream_of_any_offset(") !=
               std::string::npos;
    };
    EXPECT_TRUE(plain({"const mp_stream_p_t own = {.ioctl = mine};"}));
    EXPECT_FALSE(
        plain({"const mp_stream_p_t own = {.ioctl = mine};", "n = s->ioctl(s, 2, a, e);"}));
    EXPECT_FALSE(plain({"int n;"}));
}

TEST(Generate, InitIsCalledWhereATableMayHaveIt) {
    ModulePlan plan = plan_module(
        std::vector{scan("MP_REGISTER_MODULE(MP_QSTR_m, m);\nf(MP_QSTR___init__, MP_QSTR_a);\n")});
    EXPECT_NE(init_source(plan, false).find("natmod_call_init("), std::string::npos);
}

TEST(FirmwareBranch, ConditionsAroundTheRegistration) {
    auto guarded = [](const std::string& opens) {
        BranchTexts texts = read_branches(opens + "\nMP_REGISTER_MODULE(a, b);\n#endif\n");
        EXPECT_NE(texts.registers, texts.registers_in_firmware) << opens;
        return texts.registers_in_firmware;
    };
    EXPECT_TRUE(guarded("#if !MICROPY_ENABLE_DYNRUNTIME"));
    EXPECT_TRUE(guarded("#if (A || B) && !defined(MICROPY_ENABLE_DYNRUNTIME)"));
    EXPECT_TRUE(guarded("#if MICROPY_ENABLE_DYNRUNTIME\n#elif A\n#else"));
    EXPECT_FALSE(guarded("#if MICROPY_ENABLE_DYNRUNTIME"));
    EXPECT_FALSE(guarded("#if A || !MICROPY_ENABLE_DYNRUNTIME"));
    EXPECT_FALSE(guarded("#if A && !MICROPY_ENABLE_DYNRUNTIME\n#else"));
    EXPECT_FALSE(guarded("#if (!MICROPY_ENABLE_DYNRUNTIME"));
    EXPECT_FALSE(guarded("// #ifndef MICROPY_ENABLE_DYNRUNTIME\n#if A"));
    EXPECT_TRUE(read_branches("mp_obj_t mpy_init() {}").mpy_init);
    EXPECT_FALSE(read_branches("/* mpy_init */ const char s[] = \"mpy_init\";").mpy_init);
}

TEST(Generate, NamesAFewSources) {
    std::vector<source::Scan> scans{scan(kShapes, "dir/a.c")};
    for (std::string name : {"b.c", "c.c", "d.c", "e.c"}) scans.push_back(scan("", name));
    EXPECT_NE(qstr_header(plan_module(scans)).find("from a.c, b.c, c.c, d.c, e.c.\n"),
              std::string::npos);
    scans.push_back(scan("", "f.c"));
    EXPECT_NE(qstr_header(plan_module(scans)).find("from a.c, b.c, c.c, d.c and 2 more.\n"),
              std::string::npos);
}

TEST(Generate, TheLinkerAdoptsWhereThatIsAll) {
    auto adopted = [](const std::vector<source::Scan>& scans, bool mutable_globals = false) {
        ModulePlan plan = plan_module(scans);
        std::string source = init_source(plan, mutable_globals, true);
        bool has_init = source.find("mp_obj_t mpy_init(") != std::string::npos;
        auto json = link_description(plan, mutable_globals);
        EXPECT_EQ(has_init, json.at("adopted").get<std::string>().empty());
        return !has_init;
    };
    EXPECT_TRUE(adopted({scan(kShapes)}));
    EXPECT_TRUE(adopted({scan(kShapes), scan("MP_REGISTER_ROOT_POINTER(void *p);\n", "r.c")}));
    EXPECT_FALSE(adopted({scan(kShapes)}, true));
    EXPECT_TRUE(adopted({scan(kShapes), scan("f(MP_QSTR___init__);", "f.c")}));
    EXPECT_FALSE(adopted({scan(kShapes), scan("MP_REGISTER_MODULE(MP_QSTR_shapes_dot_a, a);")}));
    // Who prints it has no description.
    EXPECT_NE(
        init_source(plan_module(std::vector{scan(kShapes)}), false).find("mp_obj_t mpy_init("),
        std::string::npos);
}

TEST(Generate, LinkDescriptionNamesOrigins) {
    nlohmann::json json = link_description(plan_module(std::vector{scan(kShapes)}), false);
    EXPECT_EQ(json,
              (nlohmann::json{{"source_name", "shapes.mpy"},
                              {"adopted", "shapes_module"},
                              {"opaque_arguments", true},
                              {"static_arguments", true},
                              {"origins", {{"shapes_module", {{"file", "m.c"}, {"line", 2}}}}}}));
}

}  // namespace
}  // namespace natmod::driver
