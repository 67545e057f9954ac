// SPDX-License-Identifier: MIT
#include "source/scan.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "temporary_folder.h"

namespace natmod::source {
namespace {

using Names = std::vector<std::string>;

Scan scan_c(std::string_view text) {
    return scan_text(text, "m.c", false);
}

TEST(Scan, FindsEveryQstrOnce) {
    Scan scan = scan_c(
        "int a = MP_QSTR_b + MP_QSTR_a; f(MP_QSTR_a, MP_QSTR_, MP_QSTRnull);"
        "const char *s = \"MP_QSTR_no\";");
    EXPECT_EQ(scan.qstrs, (Names{"a", "b"}));
}

TEST(Scan, FindsARegistration) {
    Scan scan = scan_c(
        "# 80 \"shapes.c\"\nMP_REGISTER_MODULE(MP_QSTR_shapes, shapes_module);\n"
        "MP_REGISTER_EXTENSIBLE_MODULE(MP_QSTR_b, (b_module));\n");
    ASSERT_EQ(scan.registrations.size(), 2u);
    EXPECT_EQ(scan.registrations[0].name, "shapes");
    EXPECT_EQ(scan.registrations[0].object, "shapes_module");
    EXPECT_EQ(scan.registrations[0].where.text(), "shapes.c:80");
    EXPECT_FALSE(scan.registrations[0].extensible);
    EXPECT_TRUE(scan.registrations[1].extensible);
    EXPECT_EQ(scan.registrations[1].object, "b_module");
    EXPECT_EQ(scan.qstrs, (Names{"b", "shapes"}));
}

TEST(Scan, ReadsTheThirdArgumentOfOldReleases) {
    Scan scan = scan_c(
        "MP_REGISTER_MODULE(MP_QSTR_a, a, (1))\n"
        "MP_REGISTER_MODULE(MP_QSTR_b, b, ((0)));\n"
        "MP_REGISTER_MODULE(MP_QSTR_c, c, MODULE_C_ENABLED && (X, Y));\n");
    ASSERT_EQ(scan.registrations.size(), 3u);
    EXPECT_TRUE(scan.registrations[0].enabled);
    EXPECT_FALSE(scan.registrations[1].enabled);
    EXPECT_TRUE(scan.registrations[2].enabled);
}

TEST(Scan, FindsDelegationsAndRootPointers) {
    Scan scan = scan_c(
        "MP_REGISTER_MODULE_DELEGATION(m, &m_attr);\n"
        "MP_REGISTER_MODULE_DELEGATION(m, m_attr);\n"
        "MP_REGISTER_ROOT_POINTER(void  *a[F(1, 2)], *b);\n"
        "MP_REGISTER_ROOT_POINTER(mp_obj_t (*hook)(int, int));");
    ASSERT_EQ(scan.errors.size(), 1u);  // &m_attr is not a name
    ASSERT_EQ(scan.delegations.size(), 1u);
    EXPECT_EQ(scan.delegations[0].function, "m_attr");
    ASSERT_EQ(scan.root_pointers.size(), 2u);
    EXPECT_EQ(scan.root_pointers[0].declaration, "void *a[F(1, 2)], *b");
    EXPECT_EQ(scan.root_pointers[1].declaration, "mp_obj_t (*hook)(int, int)");
}

TEST(Scan, RefusesARegistrationInAFunction) {
    Scan scan = scan_c("void f(void) {\n  if (1) { MP_REGISTER_MODULE(MP_QSTR_a, a); }\n}");
    EXPECT_TRUE(scan.registrations.empty());
    ASSERT_EQ(scan.errors.size(), 1u);
    EXPECT_EQ(scan.errors[0].where.text(), "<unknown>:2");
}

TEST(Scan, RefusesAMalformedRegistration) {
    for (std::string_view source :
         {"MP_REGISTER_MODULE(MP_QSTR_a);", "MP_REGISTER_MODULE(\"a\", a);",
          "MP_REGISTER_MODULE(MP_QSTR_a, a.b);", "MP_REGISTER_MODULE(MP_QSTR_a, a",
          "MP_REGISTER_ROOT_POINTER();", "MP_REGISTER_MODULE(", "MP_REGISTER_MODULE()"}) {
        Scan scan = scan_c(source);
        EXPECT_EQ(scan.errors.size(), 1u) << source;
        EXPECT_TRUE(scan.registrations.empty()) << source;
    }
}

TEST(Scan, RefusesANameThatIsASymbolOfOurs) {
    Scan scan = scan_c(
        "int q = MP_QSTR_a_natmod_object + MP_QSTR_natmod_objects;\nint r = "
        "MP_QSTR_a_natmod_object;");
    ASSERT_EQ(scan.errors.size(), 1u);
    EXPECT_NE(scan.errors[0].text.find("MP_QSTR_a_natmod_object"), std::string::npos);
}

TEST(Scan, ReadsTheModuleObjectAndItsTable) {
    Scan scan = scan_c(
        "static const mp_rom_map_elem_t t[] = {\n"
        "  { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_m) },\n"
        "  { MP_ROM_QSTR(MP_QSTR_f), MP_ROM_PTR(&f_obj) },\n"
        "};\n"
        "static const mp_obj_dict_t g = { .base = {&mp_type_dict},"
        " .map = { .used = 1, .table = (mp_map_elem_t *)(mp_rom_map_elem_t *)t } };\n"
        "const mp_obj_module_t m = { .base = { &mp_type_module }, .globals = (mp_obj_dict_t *)&g "
        "};\n");
    EXPECT_TRUE(scan.errors.empty());
    ASSERT_EQ(scan.definitions.size(), 3u);
    const Definition& table = scan.definitions[0];
    EXPECT_EQ(table.kind, "table");
    EXPECT_TRUE(table.is_static);
    ASSERT_EQ(table.entries.size(), 2u);
    EXPECT_EQ(table.entries[1].name, "f");
    EXPECT_EQ(table.entries[1].value, "MP_ROM_PTR(&f_obj)");
    EXPECT_EQ(table.entries[1].where.line, 3u);
    EXPECT_EQ(scan.definitions[1].refers_to,
              (Names{"mp_type_dict", "mp_map_elem_t", "mp_rom_map_elem_t", "t"}));
    const Definition& module = scan.definitions[2];
    EXPECT_EQ(module.kind, "module");
    EXPECT_EQ(module.name, "m");
    EXPECT_FALSE(module.is_static);
    EXPECT_EQ(module.refers_to, (Names{"mp_type_module", "mp_obj_dict_t", "g"}));
}

TEST(Scan, IsNotMisledByOtherDeclarations) {
    Scan scan = scan_c(
        "typedef struct _mp_obj_module_t { int globals; } mp_obj_module_t;\n"
        "extern const mp_obj_module_t a;\n"
        "mp_obj_module_t *p = 0;\n"
        "mp_obj_module_t f(void);\n"
        "struct holder { mp_obj_module_t member; };\n"
        "void g(void) { static mp_obj_module_t local; }\n"
        "int h(const mp_obj_module_t *m) { return 0; }\n"
        "__attribute__((used)) const mp_obj_module_t real "
        "__attribute__((aligned(4))) = {0};\n");
    ASSERT_EQ(scan.definitions.size(), 1u);
    EXPECT_EQ(scan.definitions[0].name, "real");
}

TEST(Scan, KnowsThatCxxHidesConstVariables) {
    Scan scan = scan_text(
        "const mp_obj_module_t a = {};\n"
        "extern \"C\" const mp_obj_module_t b = {};\n"
        "extern \"C\" { extern const mp_obj_module_t c; }\n"
        "const mp_obj_module_t c{};\n"
        "extern \"C\" { const mp_obj_module_t d = {}; }\n"
        "mp_obj_module_t e = {};\n",
        "m.cpp", true);
    std::vector<bool> hidden;
    for (const Definition& definition : scan.definitions) hidden.push_back(definition.cxx_const);
    EXPECT_EQ(hidden, (std::vector<bool>{true, false, false, true, false}));
}

TEST(Scan, FindsMpyInitOnlyAsADefinition) {
    EXPECT_FALSE(scan_c("mp_obj_t mpy_init(int a);\nvoid f(void) { mpy_init(1); }").mpy_init);
    EXPECT_EQ(scan_c("struct x f(void);\nmp_obj_t mpy_init(mp_obj_t *s, size_t n)\n{ return s; }")
                  .mpy_init.line,
              3u);
    EXPECT_EQ(scan_text("extern \"C\" {\nmp_obj_t mpy_init(int) { return 0; } }", "a.cc", true)
                  .mpy_init.line,
              2u);
}

TEST(Scan, SeesWhichTablesOfArgumentsAreConstants) {
    const std::string table = "mp_arg_t all[] = {{MP_QSTR_a, 1, {0}}};";
    auto constant = [](const std::string& text) { return scan_c(text).static_arguments; };
    EXPECT_TRUE(constant(table));
    EXPECT_TRUE(constant("const " + table));
    EXPECT_TRUE(constant("void f(void) { static const " + table + " }"));
    EXPECT_TRUE(constant("void f(void) { const static " + table + " }"));
    EXPECT_FALSE(constant("void f(void) { const " + table + " }"));
    EXPECT_FALSE(constant("void f(void) { static int n; " + table + " }"));
}

TEST(Scan, SeesWhetherASourceLooksIntoATableOfArguments) {
    auto opaque = [](std::string_view text) {
        return scan_c("static const mp_arg_t all[] = {{MP_QSTR_a, 1, {0}}};" + std::string(text))
            .opaque_arguments;
    };
    EXPECT_TRUE(opaque("void f(void) { parse(n, (sizeof(all) / sizeof((all)[0])), all, out); }"));
    EXPECT_TRUE(opaque("mp_arg_t mine[2] = {};"));
    for (const char* text :
         {"int f(void) { return all[0].flags; }", "int f(int i) { return g(all + i); }",
          "const mp_arg_t* first = all;", "mp_arg_t many[2][3] = {};", "extern mp_arg_t other[];",
          "void f(void) { for (auto& a : all) g(a); }", "int n = sizeof(mp_arg_t);"})
        EXPECT_FALSE(opaque(text)) << text;
}

TEST(Scan, SeesWhetherASourceAsksStreams) {
    EXPECT_FALSE(scan_c("const mp_stream_p_t own = {.read = r, .ioctl = mine};").asks_streams);
    EXPECT_TRUE(scan_c("const mp_stream_p_t *s;").knows_streams);
    EXPECT_FALSE(scan_c("int s;").knows_streams);
    for (const char* text : {"int f(s_t *s) { return s->ioctl(s, 4, 0, &e); }", "g = (*s).ioctl;",
                             "int n = offsetof(mp_stream_p_t, ioctl);", "x = s.ioctl == y;"})
        EXPECT_TRUE(scan_c(text).asks_streams) << text;
    for (const char* header : {"py/stream.h", "extmod/virtpin.h"}) {
        std::string text = "# 1 \"/sdk/include/" + std::string(header) + "\"\n";
        EXPECT_FALSE(scan_c(text + "int (*ioctl)(int);").asks_streams);
    }
}

TEST(Scan, FindsMpRomQstrOfAnExpression) {
    Scan good = scan_c(
        "void f(void) {\n"
        "  static const mp_arg_t args[] = { { MP_ROM_QSTR(MP_QSTR_a), {0} } };\n"
        "  mp_obj_t o = MP_ROM_QSTR(MP_QSTR_a);\n}\n"
        "const mp_rom_map_elem_t t[] = { { MP_ROM_QSTR(MP_QSTR_a), 0 } };\n");
    EXPECT_TRUE(good.to_rewrite.empty());
    Scan other = scan_c(
        "# 1 \"m.c\"\nvoid f(void) {\n"
        "  mp_obj_t o = MP_ROM_QSTR(x ? MP_QSTR_a : MP_QSTR_b);\n}\n"
        "const mp_rom_obj_t t[] = { MP_ROM_QSTR((MP_QSTR_a)) };\n");
    ASSERT_EQ(other.to_rewrite.size(), 2u);
    EXPECT_EQ(other.to_rewrite[0].where.text(), "m.c:2");
    EXPECT_EQ(other.to_rewrite[1].where.text(), "m.c:4");
    EXPECT_EQ(other.to_rewrite[1].what, "MP_ROM_QSTR of an expression");
}

TEST(Scan, FindsMpObjNewQstrInATable) {
    constexpr std::string_view source =
        "const mp_obj_t table[] = { MP_OBJ_NEW_QSTR(MP_QSTR_a) };\n"
        "void f(void) {\n  g(MP_OBJ_NEW_QSTR(MP_QSTR_a));\n"
        "  static const mp_arg_t args[] = { { .u_obj = MP_OBJ_NEW_QSTR(MP_QSTR_b) } };\n}\n";
    Scan scan = scan_c(source);
    ASSERT_EQ(scan.to_rewrite.size(), 2u);
    EXPECT_EQ(scan.to_rewrite[0].where.line, 1u);
    EXPECT_EQ(scan.to_rewrite[1].where.line, 4u);
    // C++ runs code to initialise a static variable.
    EXPECT_TRUE(scan_text(source, "m.cpp", true).to_rewrite.empty());
}

TEST(Scan, FindsQstrCases) {
    Scan scan = scan_c(
        "# 1 \"m.c\"\nvoid f(int q) {\n switch (q) {\n  case MP_QSTR_a:\n"
        "  case 3: g(MP_QSTR_z);\n  case (MP_QSTR_b): default: ; } }");
    ASSERT_EQ(scan.to_rewrite.size(), 2u);
    EXPECT_EQ(scan.to_rewrite[0].where.text(), "m.c:3");
    EXPECT_EQ(scan.to_rewrite[1].where.text(), "m.c:5");
}

TEST(Scan, SurvivesBrokenText) {
    for (std::string_view source :
         {"}}}{{{", "((((", "= {", "MP_REGISTER_ROOT_POINTER((", "case", "static {",
          "const mp_obj_module_t", "const mp_rom_map_elem_t t[] = {{", "mp_obj_dict_t x = ;",
          "enum {", "namespace {", "extern \"C\" {", ")", "mpy_init({", "MP_REGISTER_MODULE",
          "const mp_rom_map_elem_t t[] = {{},{a},{,},{}"}) {
        Scan scan = scan_c(source);
        EXPECT_FALSE(scan.mpy_init) << source;
    }
}

std::string json_of(const Scan& scan) {
    std::string text;
    write_scan(scan, [&](std::string_view piece) { text += piece; });
    return text;
}

TEST(Scan, SurvivesTheWayThroughJson) {
    Scan scan = scan_c(
        "MP_REGISTER_MODULE(MP_QSTR_a, a);\nMP_REGISTER_MODULE_DELEGATION(a, b);\n"
        "MP_REGISTER_ROOT_POINTER(mp_obj_t x);\n"
        "const mp_obj_module_t a = {&g};\n"
        "const mp_rom_map_elem_t t[] = {{MP_QSTR_k, 1}};\n"
        "int mpy_init(void) { switch (0) { case MP_QSTR_q:; } }\n");
    std::string text = json_of(scan);
    TemporaryFolder folder;
    EXPECT_EQ(json_of(read_scan(folder.write("scan", text))), text);
    nlohmann::json json = nlohmann::json::parse(text);
    EXPECT_EQ(json.dump(1) + "\n", text);
    EXPECT_EQ(json["registrations"].size(), 1u);
    EXPECT_EQ(json["delegations"].size(), 1u);
    EXPECT_EQ(json["root_pointers"].size(), 1u);
    EXPECT_EQ(json["definitions"].size(), 2u);
    EXPECT_EQ(json["mpy_init"]["line"], 6);
    EXPECT_EQ(json["to_rewrite"].size(), 1u);
}

// Time grows with the size, not with its square: each of these took minutes or more.
TEST(Scan, IsQuickWithLargeTexts) {
    auto many = [](std::string_view text) {
        std::string result;
        while (result.size() < 100'000) result += text;
        return result;
    };
    for (const char* text : {"case ", "case (", "MP_REGISTER_MODULE(", "struct{}", "{(["})
        scan_text(many(text), "a.c", false);
    std::string table = "mp_rom_map_elem_t t[] = {";
    for (int i = 0; i < 50000; i++) table += "x" + std::to_string(i) + ",";
    EXPECT_EQ(scan_text(table + "};", "a.c", false).definitions[0].refers_to.size(), 50000u);
}

// So that no source costs more memory than its size allows.
TEST(Scan, KeepsTheFirstOfVeryMany) {
    std::string text = "mp_map_elem_t t[] = {", rest;
    for (int i = 0; i < 1000; ++i) {
        text += "{x, y},";
        rest += "MP_ROM_QSTR(x); MP_REGISTER_ROOT_POINTER(int a);";
    }
    Scan scan = scan_text(text + "{MP_QSTR_z, y}};" + rest, "a.c", false);
    ASSERT_EQ(scan.definitions.size(), 1u);
    EXPECT_EQ(scan.definitions[0].entries.size(), 101u);
    EXPECT_EQ(scan.definitions[0].entries[100].name, "z");
    EXPECT_EQ(scan.to_rewrite.size(), 100u);
    EXPECT_EQ(scan.root_pointers.size(), 250u);
    ASSERT_EQ(scan.errors.size(), 100u);
    EXPECT_EQ(scan.errors[0].text, "more than 250 registrations");
}

TEST(Scan, DeepBraces) {
    std::string deep(100'000, '{'), ends(100'000, '}');
    Scan scan = scan_text("void f(void) " + deep + ends + " mp_obj_dict_t x;", "a.c", false);
    EXPECT_EQ(scan.definitions.size(), 1u);
}

}  // namespace
}  // namespace natmod::source
