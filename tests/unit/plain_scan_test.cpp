// SPDX-License-Identifier: MIT
#include "source/plain_scan.h"

#include <gtest/gtest.h>

#include "base/sdk_path.h"
#include "temporary_folder.h"

namespace natmod::source {
namespace {

using Words = std::vector<std::string>;

const std::string kModule =
    "#include \"py/runtime.h\"\n"
    "STATIC const mp_rom_map_elem_t table[] = {\n"
    "    {MP_ROM_QSTR(MP_QSTR_one), MP_ROM_INT(ONE)},\n"
    "};\n"
    "static MP_DEFINE_CONST_DICT(globals, table);\n"
    "const mp_obj_module_t m_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};\n"
    "MP_REGISTER_MODULE(MP_QSTR_m, m_module);\n";

PlainScan scan_of(const TemporaryFolder& folder, const std::string& text, Words flags = {},
                  const std::string& name = "m.c") {
    Words words = {"gcc", "-I" + (sdk_dir() / "include").string()};
    words.insert(words.end(), flags.begin(), flags.end());
    words.push_back(folder.write(name, text).string());
    return scan_plain({words}, folder.path());
}

// Why the text is not enough; empty if it is.
std::string why_not(const std::string& text, Words flags = {}, const std::string& name = "m.c") {
    TemporaryFolder folder;
    try {
        scan_of(folder, text, std::move(flags), name);
        return {};
    } catch (const NotPlain& problem) {
        return problem.why;
    }
}

TEST(PlainScan, FindsWhatTheSourceHas) {
    TemporaryFolder folder;
    Scan scan = scan_of(folder, "#define ONE 1 // MP_QSTR_no\n" + kModule).scan;
    EXPECT_EQ(scan.qstrs, (Words{"m", "one"}));
    ASSERT_EQ(scan.registrations.size(), 1);
    EXPECT_EQ(scan.registrations[0].object, "m_module");
    EXPECT_EQ(scan.registrations[0].where.text(), (folder.path() / "m.c").string() + ":8");
    ASSERT_EQ(scan.definitions.size(), 3);
    EXPECT_TRUE(scan.definitions[0].is_static);  // STATIC
    EXPECT_EQ(scan.definitions[1].kind, "dict");
    EXPECT_EQ(scan.definitions[1].name, "globals");
    auto& names = scan.definitions[1].refers_to;
    EXPECT_NE(std::find(names.begin(), names.end(), "table"), names.end());
    EXPECT_EQ(scan.definitions[2].where.line, 7);
}

TEST(PlainScan, ReadsTheModulesHeadersOnce) {
    TemporaryFolder folder;
    folder.write("a.h", "#ifndef A_H\n#define A_H\n#include \"sub/b.h\"\nMP_QSTR_a\n#endif\n");
    folder.write("sub/b.h", "#pragma once\n#include \"c.h\"\n#include <stdio.h>\n");
    folder.write("sub/c.h", "MP_QSTR_c");
    auto [scan, files] =
        scan_of(folder, "#include \"a.h\"\n#include <sub/b.h>\n#include \"a.h\"\nmpy_init(void) {}",
                {"-I" + folder.path().string()});
    EXPECT_EQ(scan.qstrs, (Words{"a", "c"}));
    EXPECT_EQ(scan.mpy_init.line, 4);
    std::string folder_name = folder.path().string();
    EXPECT_EQ(files, (Words{folder_name + "/m.c", folder_name + "/a.h", folder_name + "/sub/b.h",
                            folder_name + "/sub/c.h"}));
}

TEST(PlainScan, KnowsSomeConditions) {
    auto qstrs = [](const std::string& text, Words flags, const std::string& name) {
        TemporaryFolder folder;
        return scan_of(folder, text, std::move(flags), name).scan.qstrs;
    };
    auto of_c = [&](const std::string& text) { return qstrs(text, {"-DON", "-DOFF=0"}, "m.c"); };
    EXPECT_EQ(of_c("#if 0\nMP_QSTR_a\n#elif 1\nMP_QSTR_b\n#else\nMP_QSTR_c\n#endif\n"), Words{"b"});
    EXPECT_EQ(of_c("#ifdef ON\nMP_QSTR_a\n#else\nMP_QSTR_b\n#endif\n"), Words{"a"});
    EXPECT_EQ(of_c("#if !ON\nMP_QSTR_a\n#elif !OFF\nMP_QSTR_b\n#endif\n"), Words{"b"});
    EXPECT_EQ(of_c("#if !defined(ON)\nMP_QSTR_a\n#elif UNKNOWN\n#endif\nMP_QSTR_b"), Words{"b"});
    std::string language = "#ifdef __cplusplus\nMP_QSTR_cxx\n#else\nMP_QSTR_c\n#endif\n";
    EXPECT_EQ(of_c(language), Words{"c"});
    EXPECT_EQ(qstrs(language, {}, "m.cpp"), Words{"cxx"});
    EXPECT_EQ(of_c("#if UNKNOWN\nint a;\n#else\nint b;\n#endif\nMP_QSTR_c"), Words{"c"});
    // A name that only a header of the SDK's or the compiler's might define.
    EXPECT_NE(why_not("#ifndef X\nMP_QSTR_a\n#endif\n"), "");
    EXPECT_NE(why_not("#undef ON\n#ifdef ON\nMP_QSTR_a\n#endif\n", {"-DON"}), "");
    EXPECT_NE(why_not("#if A\n#elif 1\nMP_QSTR_a\n#endif\n"), "");
}

TEST(PlainScan, LeavesConditionsToTheCompiler) {
    EXPECT_EQ(why_not("#if A\n" + kModule + "#endif\n"), "mp_rom_map_elem_t under a condition");
    EXPECT_NE(why_not("#if A\nint f(void) {\n#else\nint f(int a) {\n#endif\n}"), "");
    EXPECT_NE(why_not("#if A\nstatic\n#endif\nconst mp_obj_module_t m = {};"), "");
    EXPECT_NE(why_not("const mp_obj_module_t m = {\n#if A\n&a,\n#else\n&b,\n#endif\n};"), "");
    EXPECT_NE(why_not("#ifdef MP_REGISTER_MODULE\n#endif\n"), "");
}

TEST(PlainScan, LeavesMacrosToTheCompiler) {
    EXPECT_EQ(why_not(kModule), "");
    for (const char* text : {
             "#define Q(x) MP_QSTR_##x\n",
             "#define JOIN(a, b) a##b\n",
             "#define REGISTER(x) MP_##x\n",
             "#define TYPE(x) x##_t\n",
             "#define NAME MP_QSTR_name\n",
             "#define ENTRY(q) {MP_ROM_QSTR(q), MP_ROM_NONE}\n",
             "#define ONE &other_module\n",  // in a table
             "#define OTHER m_module\n",     // a name that the scan reports
             "#define m_module other_module\n",
             "#define static\n",
             "#define OPEN {\n",
             "#define STATIC\n",
             "#define M(x)\nM(MP_QSTR_a)\n",  // perhaps it drops the name
             "#define M\nM const mp_obj_module_t x = {};",
             "#define M(x) struct x\nM(x) {mp_obj_dict_t a; };",
             "#define X(a) mp_##a##_t\n",
         }) {
        EXPECT_NE(why_not(text + kModule), "") << text;
    }
    for (const char* text : {
             "#define ONE (1 << TWO)\n#define TWO 2\n",
             "#define PRINT(x, ...) printf(x, ##__VA_ARGS__)\n",
             "#define OBJECT(x) x##_obj\n",
             "#define LIB(x) lib_##x\n",
             "#define LOOP(x) do { x } while (0)\n",
             "#if 0\n#define NAME MP_QSTR_name\n#endif\n",
         }) {
        EXPECT_EQ(why_not(text + kModule), "") << text;
    }
    EXPECT_NE(why_not(kModule, {"-DONE=MP_QSTR_a"}), "");
    EXPECT_NE(why_not(kModule, {"-D", "m_module=x"}), "");
    EXPECT_EQ(why_not(kModule, {"-DONE=1"}), "");
}

TEST(PlainScan, LeavesUnusualTextToTheCompiler) {
    for (const char* text : {
             "MP_REGISTER_ROOT_POINTER(void *p);",
             "MP_DEFINE_EXCEPTION(E, Exception)",
             "mp_hal_pin_output(pin);",
             "#include HEADER\n",
             "#include_next <a.h>\n",
             "#line 12\n",
             "int a\\\nb;",
             "int $a;",
             "<% %>",
             "char c = R\"(})\";",
             "int a = 1'000;",
             "/* ?\?/ */",
             "\xef\xbb\xbfint a;",
             "#if A\n",
             "#endif\n",
             "mp_obj_t mpy_init(void);",
             "MP_REGISTER_MODULE(1, 2);",
             "void f(void) { MP_REGISTER_MODULE(MP_QSTR_a, b); }",
             "#define MP_QS\\\nTR_a\n",
             "#define API(x)\nAPI(1) mp_obj_t mpy_init(void) {}",
             "const char *s = \"a\\\nb\";",
             "/* *\\\n/ int a;",
             "#if 0\n#elifdef A\n#endif\n",
             "#pragma push_macro(\"A\")\n",
             "void f(void) { assert(p->ioctl); }",  // NDEBUG drops it
         }) {
        EXPECT_NE(why_not(text), "") << text;
    }
    for (const char* flag : {"-include", "-imacros", "@flags", "-xc++", "-Wp,-DA", "-std=c90"})
        EXPECT_EQ(why_not("int a;", {flag, "x"}), "a flag") << flag;
    TemporaryFolder later;
    later.write("extmod/x.h", "MP_QSTR_a");
    EXPECT_NE(why_not("#include \"extmod/x.h\"\n", {"-idirafter", later.path().string()}), "");
}

TEST(PlainScan, JoinsLinesAsCompilersDo) {
    TemporaryFolder folder;
    for (const char* end : {"\n", "\r\n", " \n", "\t\f\n"}) {
        std::string splice = std::string("\\") + end;
        std::string text =
            "// MP_QSTR_a " + splice + "MP_QSTR_b\n#define A " + splice + " int b;\n";
        EXPECT_EQ(scan_of(folder, text + "MP_QSTR_c").scan.qstrs, Words{"c"}) << end;
    }
    std::string text = "#define A '\"' /* '\nMP_QSTR_a */\n#define B 1'000 /* '\nMP_QSTR_b */\n";
    EXPECT_EQ(scan_of(folder, text + "MP_QSTR_c").scan.qstrs, Words{"c"});
}

TEST(PlainScan, TakesNoDefaultForAnIncludeGuard) {
    TemporaryFolder folder;
    std::string text = "#ifndef A\n#define A 0\n#endif\n#if A\nMP_QSTR_a\n#endif\n";
    EXPECT_THROW(scan_of(folder, text), NotPlain);  // a header of the SDK's may define it
    folder.write("a.h", "#ifndef A\n#define A 0\n#endif\n");
    text = "#include \"a.h\"\n#if A\nMP_QSTR_a\n#endif\n";
    EXPECT_THROW(scan_of(folder, text), NotPlain);
    text = "#ifndef MICROPY_A\n#define MICROPY_A\nMP_QSTR_a\n#endif\n";
    EXPECT_THROW(scan_of(folder, text), NotPlain);
    text = "#ifndef MICROPY_INCLUDED_A_H\n#define MICROPY_INCLUDED_A_H\nMP_QSTR_a\n#endif\n";
    EXPECT_EQ(scan_of(folder, text).scan.qstrs, Words{"a"});
    text = "// a\n#ifndef A\n#define A\n#if 1\nMP_QSTR_a\n#endif\n#endif // A\n";
    EXPECT_EQ(scan_of(folder, text).scan.qstrs, Words{"a"});
}

TEST(PlainScan, SearchesFoldersAsCompilersDo) {
    TemporaryFolder folder;
    folder.write("a/x.h", "MP_QSTR_a");
    folder.write("b/x.h", "MP_QSTR_b");
    std::string a = (folder.path() / "a").string(), b = (folder.path() / "b").string();
    auto qstrs = [&](Words flags) {
        return scan_of(folder, "#include \"x.h\"\n", std::move(flags)).scan.qstrs;
    };
    EXPECT_EQ(qstrs({"-isystem", b, "-I" + a}), Words{"a"});
    EXPECT_EQ(qstrs({"-I" + a, "-I" + b, "-isystem", a + "/"}), Words{"b"});
}

TEST(PlainScan, SeesWhoLooksIntoTablesOfArguments) {
    const std::string table = "void f(void) { static const mp_arg_t args[] = {{0}}; ";
    EXPECT_EQ(why_not(table + "mp_arg_parse_all(n, a, m, MP_ARRAY_SIZE(args), args, v); }"), "");
    EXPECT_NE(why_not(table + "COUNT(args); }"), "");
    EXPECT_NE(
        why_not("#define TABLE static const\nvoid f(void) { TABLE mp_arg_t args[] = {{0}}; }"), "");
    TemporaryFolder folder;
    EXPECT_FALSE(scan_of(folder, table + "return args[0].flags; }").scan.opaque_arguments);
}

// Each is read once, not as often as it expands.
TEST(PlainScan, ReadsMacrosOfManyMacrosOnce) {
    std::string macros = "#define ONE M1\n";
    for (int i = 1; i < 9; i++) {
        std::string next = " M" + std::to_string(i + 1);
        macros += "#define M" + std::to_string(i);
        for (int copies = 0; copies < 50; copies++) macros += next;
        macros += '\n';
    }
    EXPECT_EQ(why_not(macros + "#define M9 1\n" + kModule), "");
}

TEST(PlainScan, GivesUpWhereHeadersIncludeThemselves) {
    TemporaryFolder folder;
    folder.write("twice.h", "#include \"twice.h\"\n#include \"twice.h\"\n");
    EXPECT_THROW(scan_of(folder, "#include \"twice.h\"\n" + kModule), NotPlain);
    folder.write("large.h", "//" + std::string(100000, 'x') + "\n#include \"large.h\"\n");
    EXPECT_THROW(scan_of(folder, "#include \"large.h\"\n" + kModule), NotPlain);
}

}  // namespace
}  // namespace natmod::source
