// SPDX-License-Identifier: MIT
#include "migrate/migrate.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "migrate/branches.h"
#include "migrate/edits.h"
#include "migrate/entry_body.h"
#include "migrate/firmware_names.h"
#include "migrate/rom_value.h"
#include "source/raw_source.h"

namespace natmod::migrate {
namespace {

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

// A source whose mpy_init has `body` between the two macros, after `before`.
std::string classic(std::string_view body, std::string_view before = "") {
    return "#include \"py/dynruntime.h\"\n" + std::string(before) +
           "mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) "
           "{\n    MP_DYNRUNTIME_INIT_ENTRY\n" +
           std::string(body) + "    MP_DYNRUNTIME_INIT_EXIT\n}\n";
}

Migration migrate(const std::string& source, const std::string& file = "m.c") {
    return migrate_source(file, source, "m");
}

TEST(RawSource, KeepsEveryByteOfWhatItReads) {
    std::string text = "a /* b */ = 'c' // d\n#define E \\\n f\n\"g\\\"h\" 0x1Fu;";
    source::RawTokens tokens = source::tokenize_raw(text);
    ASSERT_EQ(tokens.size(), 9u);
    EXPECT_EQ(tokens[1].kind, source::RawKind::comment);
    EXPECT_EQ(tokens[3].kind, source::RawKind::character);
    EXPECT_EQ(tokens[5].kind, source::RawKind::directive);
    EXPECT_EQ(tokens[5].text, "#define E \\\n f");
    EXPECT_EQ(tokens[6].text, "\"g\\\"h\"");
    EXPECT_EQ(source::LineCounter(text).line(tokens[6].begin), 4u);
    for (const source::RawToken& token : source::Code(tokens))
        EXPECT_EQ(text.substr(token.begin, token.text.size()), token.text);
}

TEST(RawSource, EndsAtTheEndOfBrokenText) {
    for (const char* text : {"\"open", "'", "/* open", "#define \\", "a(b[c{", "\\", "//"}) {
        source::RawTokens tokens = source::tokenize_raw(text);
        ASSERT_FALSE(tokens.empty() && *text != '\\') << text;
        for (const source::RawToken& token : source::Code(tokens))
            EXPECT_LE(token.end(), std::string_view(text).size());
    }
    source::RawTokens open = source::tokenize_raw("(a[)");
    EXPECT_EQ(source::find_closing(open, 0), open.size());
}

TEST(RawSource, PartsOfAList) {
    source::SplitSource source("f(a, (b, c), d) /* e */\n#if X\n;");
    source::Code code = source.code;
    ASSERT_EQ(code.size(), 13u);
    ASSERT_EQ(source.rest.size(), 2u);
    EXPECT_EQ(source.rest[1].text, "#if X");
    source::Code inside = code.subspan(2, 9);
    EXPECT_EQ(source::source_of(inside), "a, (b, c), d");
    EXPECT_EQ(source::end_of_argument(inside), 1u);
    EXPECT_EQ(source::split_arguments(inside).size(), 3u);
    std::vector<source::Code> two = source::split_arguments(inside, 2);
    ASSERT_EQ(two.size(), 2u);
    EXPECT_EQ(source::source_of(two[1]), "(b, c), d");
    EXPECT_TRUE(source::split_arguments({}).empty());
    std::string_view large("x", size_t{1} << 28);
    EXPECT_THROW(source::RawTokens{large}, Error);
}

TEST(RawSource, LinesInAnyOrder) {
    std::string text = "a\nb\n\nc";
    source::LineCounter lines(text);
    for (auto [offset, line] : {std::pair(5, 4), {0, 1}, {6, 4}, {2, 2}, {3, 2}, {4, 3}})
        EXPECT_EQ(lines.line(static_cast<size_t>(offset)), static_cast<uint32_t>(line)) << offset;
}

TEST(Edits, AreDoneFromTheFirstToTheLast) {
    EXPECT_EQ(apply_edits("abcdef", {{4, 5, "E"}, {0, 1, ""}, {2, 2, "-"}}), "b-cdEf");
}

TEST(Edits, ARemovalTakesTheLine) {
    std::string source = "a;\n\n  b;\n\nc;\n";
    EXPECT_EQ(apply_edits(source, {removal(source, 6, 8)}), "a;\n\nc;\n");
}

TEST(Edits, CommentsAboveAreThoseOfTheLinesDirectlyAbove) {
    std::string source = "// far\n\n// one\n/* two */\nint x;\nint y; // behind\nint z;";
    source::SplitSource tokens(source);
    EXPECT_EQ(comments_above(tokens.rest, source, source.find("int x")), source.find("// one"));
    EXPECT_EQ(comments_above(tokens.rest, source, source.find("int z")), source.find("int z"));
}

struct Value {
    const char* expression;
    const char* rom;  // nullptr: no constant
};

class RomValue : public testing::TestWithParam<Value> {};

TEST_P(RomValue, OfAnExpression) {
    source::SplitSource file(
        "#define SIZE 8\n#define BIG 0x80000000\n#define CALL() 3\nenum { RED, BLUE = 4 };\n"
        "static int counter;\n");
    Names names = names_of_file(file);
    names.locals.insert("local");
    source::RawTokens tokens = source::tokenize_raw(GetParam().expression);
    std::optional<std::string> value = rom_value(tokens, names);
    EXPECT_EQ(value.value_or("(none)"), GetParam().rom == nullptr ? "(none)" : GetParam().rom)
        << GetParam().expression;
}

INSTANTIATE_TEST_SUITE_P(
    Migrate, RomValue,
    testing::Values(
        Value{"MP_OBJ_FROM_PTR(&add_obj)", "MP_ROM_PTR(&add_obj)"},
        Value{"(mp_obj_t)&add_obj", "MP_ROM_PTR(&add_obj)"},
        Value{"MP_OBJ_NEW_SMALL_INT(-3)", "MP_ROM_INT(-3)"},
        Value{"mp_obj_new_int(SIZE * 2)", "MP_ROM_INT(SIZE * 2)"},
        Value{"mp_obj_new_int(RED)", "MP_ROM_INT(RED)"},
        Value{"MP_OBJ_NEW_QSTR(MP_QSTR_x)", "MP_ROM_QSTR(MP_QSTR_x)"},
        Value{"mp_const_none", "MP_ROM_NONE"}, Value{"mp_const_true", "MP_ROM_TRUE"},
        Value{"mp_obj_new_bool(false)", "MP_ROM_FALSE"},
        Value{"mp_obj_new_int(0x40000000)", nullptr}, Value{"mp_obj_new_int(BIG)", nullptr},
        Value{"mp_obj_new_int(counter)", nullptr}, Value{"mp_obj_new_int(local)", nullptr},
        Value{"mp_obj_new_int(read())", nullptr}, Value{"MP_OBJ_FROM_PTR(&local)", nullptr},
        Value{"MP_OBJ_FROM_PTR(make())", nullptr}, Value{"mp_obj_new_str(\"a\", 1)", nullptr},
        Value{"", nullptr}));

TEST(Branches, OfASourceThatRegistersAModuleThoseForFirmwareStay) {
    Branches branches = choose_branches(
        "#if MICROPY_ENABLE_DYNRUNTIME\nint n;\n#if X\nint x;\n#endif\n#else\nint f;\n#endif\n"
        "#ifndef MICROPY_ENABLE_DYNRUNTIME  // both\nint g;\n#endif\n"
        "#if Y\nint y;\n#endif\nMP_REGISTER_MODULE(MP_QSTR_m, m);");
    EXPECT_EQ(branches.text,
              "int f;\nint g;\n#if Y\nint y;\n#endif\nMP_REGISTER_MODULE(MP_QSTR_m, m);");
    std::vector<uint32_t> lines;
    for (uint32_t line = 1; line <= 6; ++line) lines.push_back(branches.line_in_source(line));
    EXPECT_EQ(lines, (std::vector<uint32_t>{7, 10, 12, 13, 14, 15}));
}

TEST(Branches, OtherwiseThoseForANativeModuleIfTheyAreAboutMpyInit) {
    Branches branches = choose_branches(
        "#ifdef MICROPY_ENABLE_DYNRUNTIME\n#include \"py/dynruntime.h\"\n#else\n"
        "#include \"py/runtime.h\"\n#endif\n#if !defined(MICROPY_ENABLE_DYNRUNTIME)\nint f;\n"
        "#endif\n#if defined MICROPY_ENABLE_DYNRUNTIME\nmp_obj_t mpy_init(void) {}\n#endif\n");
    EXPECT_EQ(branches.text,
              "#include \"py/dynruntime.h\"\n#if !defined(MICROPY_ENABLE_DYNRUNTIME)\nint f;\n"
              "#endif\nmp_obj_t mpy_init(void) {}\n");
}

TEST(Branches, ConditionsAboutMoreStay) {
    std::string source =
        "#if MICROPY_ENABLE_DYNRUNTIME && X\nint a;\n#endif\n"
        "#if MICROPY_ENABLE_DYNRUNTIME\nint b;\n#elif X\nint c;\n#endif\n"
        "#ifdef MICROPY_ENABLE_DYNRUNTIME\nMP_REGISTER_MODULE(a, b);\n";
    EXPECT_EQ(choose_branches(source).text, source);
}

TEST(FirmwareNames, MembersOfTheTableHaveNames) {
    EXPECT_EQ(use_firmware_names("t = mp_fun_table.type_type; u = (void *)&mp_fun_table.type_str;"
                                 "v = x & mp_fun_table.memset_(p, 0, 1); w = mp_fun_table.other;"),
              "t = &mp_type_type; u = (void *)&mp_type_str;"
              "v = x & memset(p, 0, 1); w = mp_fun_table.other;");
    EXPECT_EQ(use_firmware_names("STATIC int x; // STATIC"), "static int x; // STATIC");
    std::string own = "#define STATIC static\nSTATIC int x;";
    EXPECT_EQ(use_firmware_names(own), own);
}

std::string without_memory_functions(const std::string& source) {
    return apply_edits(source, remove_memory_functions(source::SplitSource(source), source));
}

TEST(FirmwareNames, MemoryFunctionsGoAwayWithAConditionThatHasNothingElse) {
    EXPECT_EQ(
        without_memory_functions(
            "int a;\n\n// No memcpy.\n#if X\nstatic inline void *memcpy(void *d, const void *s, "
            "size_t n) {\n    return memmove(d, s, n);\n}\n#endif\n\nint b;\n"),
        "int a;\n\nint b;\n");
    EXPECT_EQ(
        without_memory_functions("// Part two.\nvoid *memset(void *s, int c, size_t n) { return "
                                 "memset(s, c, n); }\nint a;\n"),
        "// Part two.\nint a;\n");
    EXPECT_EQ(without_memory_functions("#if X\nvoid *memset(void *s, int c, size_t n) { return "
                                       "memset(s, c, n); }\nint a;\n#endif\n"),
              "#if X\nint a;\n#endif\n");
    std::string own = "void *memset(void *s, int c, size_t n) { return fill(s, c, n); }\n";
    EXPECT_EQ(without_memory_functions(own), own);
}

TEST(Migrate, LeavesAStaticModuleAsItIs) {
    std::string source = "#include \"py/runtime.h\"\nMP_REGISTER_MODULE(MP_QSTR_m, m);\n";
    Migration migration = migrate(source);
    EXPECT_EQ(migration.text, source);
    EXPECT_TRUE(migration.notes.empty());
}

TEST(Migrate, StoredConstantsBecomeTheTable) {
    Migration migration = migrate(
        classic("    // The sum.\n    mp_store_global(MP_QSTR_add, MP_OBJ_FROM_PTR(&add_obj));\n"
                "    mp_store_global(MP_QSTR_N, mp_obj_new_int(5)); // five\n"));
    EXPECT_TRUE(has(migration.text,
                    "    // The sum.\n"
                    "    { MP_ROM_QSTR(MP_QSTR_add), MP_ROM_PTR(&add_obj) },\n"
                    "    { MP_ROM_QSTR(MP_QSTR_N), MP_ROM_INT(5) }, // five\n"))
        << migration.text;
    EXPECT_TRUE(has(migration.text, "#include \"py/runtime.h\"\n"));
    EXPECT_TRUE(has(migration.text, "MP_REGISTER_MODULE(MP_QSTR_m, m_user_cmodule);"));
    EXPECT_FALSE(has(migration.text, "mpy_init"));
    EXPECT_FALSE(has(migration.text, "m_init"));
    EXPECT_TRUE(migration.notes.empty());
}

TEST(Migrate, AStoredNameIsTheOnlyOne) {
    Migration migration = migrate(
        classic("    mp_store_global(MP_QSTR___name__, MP_OBJ_NEW_QSTR(MP_QSTR_other));\n"));
    EXPECT_TRUE(has(migration.text,
                    "_table[] = {\n    { MP_ROM_QSTR(MP_QSTR___name__), "
                    "MP_ROM_QSTR(MP_QSTR_other) },\n};"))
        << migration.text;
}

TEST(Migrate, InCppTheModuleHasALinkage) {
    Migration migration = migrate(classic(""), "m.cpp");
    EXPECT_TRUE(has(migration.text, "\nextern \"C\" const mp_obj_module_t m_user_cmodule = {"));
    EXPECT_FALSE(has(migrate(classic("")).text, "extern \"C\""));
}

TEST(Migrate, CodeBecomesInit) {
    Migration migration =
        migrate(classic("    start();\n    mp_store_global(MP_QSTR_now, clock());\n"));
    EXPECT_TRUE(has(migration.text, "static mp_obj_t m_init(void) {\n    start();\n"))
        << migration.text;
    EXPECT_TRUE(has(migration.text, "MP_REGISTER_ROOT_POINTER(mp_obj_t m_now);"));
    EXPECT_TRUE(has(migration.text, "{ MP_ROM_QSTR(MP_QSTR_now), MP_ROM_NONE },"));
    EXPECT_TRUE(has(migration.text, "m_set_global(MP_QSTR_now, MP_STATE_VM(m_now) = clock());"));
    EXPECT_TRUE(migration.notes.empty());
}

TEST(Migrate, ATypeIsDefinedWhereItWasDeclared) {
    Migration migration = migrate(
        classic("    thing_type.base.type = (void *)&mp_type_type;\n"
                "    thing_type.flags = MP_TYPE_FLAG_NONE;\n    thing_type.name = MP_QSTR_Thing;\n"
                "    MP_OBJ_TYPE_SET_SLOT(&thing_type, make_new, thing_make_new, 0);\n"
                "    mp_store_global(MP_QSTR_Thing, MP_OBJ_FROM_PTR(&thing_type));\n",
                "mp_obj_t thing_make_new(void);\nmp_obj_full_type_t thing_type;\nint after;\n"));
    size_t definition = migration.text.find("MP_DEFINE_CONST_OBJ_TYPE(\n    thing_type,");
    ASSERT_NE(definition, std::string::npos) << migration.text;
    EXPECT_LT(definition, migration.text.find("int after;"));
    EXPECT_TRUE(has(migration.text, "make_new, thing_make_new\n"));
    EXPECT_FALSE(has(migration.text, "full_type"));
}

TEST(Migrate, ATypeThatOtherCodeFillsStaysAndIsReported) {
    Migration migration = migrate(
        classic("    thing_type.name = MP_QSTR_Thing;\n",
                "mp_obj_full_type_t thing_type;\nvoid f(void) { thing_type.flags = 1; }\n"));
    ASSERT_EQ(migration.notes.size(), 1u);
    EXPECT_EQ(migration.notes[0].where.text(), "m.c:3");
    EXPECT_TRUE(has(migration.notes[0].text, "thing_type stays filled at run time"));
    EXPECT_TRUE(has(migration.text, "    thing_type.name = MP_QSTR_Thing;\n"));
}

TEST(Migrate, ParametersAreReportedWithTheirLine) {
    Migration migration = migrate(classic("    use(self);\n"));
    ASSERT_EQ(migration.notes.size(), 1u);
    EXPECT_EQ(migration.notes[0].where.text(), "m.c:4");
    EXPECT_TRUE(has(migration.notes[0].text, "__init__ has no parameter self"));
}

TEST(Migrate, ConditionsStayAroundTheirEntries) {
    Migration migration = migrate(
        classic("    #if WITH_X\n    mp_store_global(MP_QSTR_x, mp_const_none);\n    #endif\n"
                "    #ifdef EMPTY\n    #endif\n"));
    EXPECT_TRUE(has(migration.text,
                    "    #if WITH_X\n    { MP_ROM_QSTR(MP_QSTR_x), MP_ROM_NONE "
                    "},\n    #endif\n"))
        << migration.text;
    EXPECT_FALSE(has(migration.text, "EMPTY"));
}

TEST(Migrate, ErrorTextsAreMarked) {
    Migration migration =
        migrate(classic("", "void f(void) { mp_raise_ValueError(\"no\" \"!\"); }\n"));
    EXPECT_TRUE(has(migration.text, "mp_raise_ValueError(MP_ERROR_TEXT(\"no\" \"!\"));"));
}

TEST(Migrate, AFileWithoutEntryOnlyChangesItsInclude) {
    Migration migration = migrate(
        "#include \"py/dynruntime.h\"\nvoid f(mp_obj_array_t *a) { mp_binary_get_size('@', 'i', "
        "NULL); }\n");
    EXPECT_EQ(migration.text,
              "#include \"py/runtime.h\"\n#include \"py/binary.h\"\n#include \"py/objarray.h\"\n"
              "void f(mp_obj_array_t *a) { mp_binary_get_size('@', 'i', NULL); }\n");
}

TEST(Migrate, ABrokenEntryIsReported) {
    Migration migration = migrate("#include \"py/dynruntime.h\"\nmp_obj_t mpy_init(int a) { {\n");
    ASSERT_EQ(migration.notes.size(), 1u);
    EXPECT_TRUE(has(migration.notes[0].text, "mpy_init is not understood"));
}

TEST(Migrate, ARegisteredModuleIsNotRegisteredTwice) {
    Migration migration = migrate(classic("", "MP_REGISTER_MODULE(MP_QSTR_m, m_module);\n"));
    ASSERT_EQ(migration.notes.size(), 1u);
    EXPECT_EQ(migration.notes[0].where.text(), "m.c:3");
    EXPECT_TRUE(has(migration.notes[0].text, "registers a module already"));
    EXPECT_EQ(migration.text, classic("", "MP_REGISTER_MODULE(MP_QSTR_m, m_module);\n"));
}

TEST(Migrate, NotesNameTheLinesOfTheSource) {
    Migration migration =
        migrate("#if !MICROPY_ENABLE_DYNRUNTIME\n#include \"py/runtime.h\"\n#else\n" +
                classic("    use(args);\n") + "#endif\n");
    ASSERT_EQ(migration.notes.size(), 1u);
    EXPECT_EQ(migration.notes[0].where.text(), "m.c:7");
}

TEST(Migrate, ATableMayHaveHoles) {
    Migration migration =
        migrate(classic("    d[2] = (mp_map_elem_t){MP_OBJ_NEW_QSTR(MP_QSTR_b), mp_const_none};\n"
                        "    d[0] = (mp_map_elem_t){MP_OBJ_NEW_QSTR(MP_QSTR_a), mp_const_none};\n",
                        "mp_map_elem_t d[5];\n"));
    EXPECT_TRUE(has(migration.text,
                    "d[] = {\n    { MP_ROM_QSTR(MP_QSTR_a), MP_ROM_NONE },\n"
                    "    { MP_ROM_QSTR(MP_QSTR_b), MP_ROM_NONE },\n};"))
        << migration.text;
}

TEST(Migrate, TwiceIsOnce) {
    Migration first = migrate(classic("    start();\n"));
    Migration second = migrate(first.text);
    EXPECT_EQ(first.text, second.text);
}

TEST(Migrate, NamesThatArePackagesOrTaken) {
    std::string source = classic("", "int pkg_sub_globals;\n");
    Migration migration = migrate_source("m.c", source, "pkg.sub");
    EXPECT_TRUE(has(migration.text,
                    "MP_REGISTER_MODULE(MP_QSTR_pkg_dot_sub, "
                    "pkg_sub_module_user_cmodule);"))
        << migration.text;
}

// Any prefix of a source, and one with any byte missing, gives an answer.
TEST(Migrate, AcceptsBrokenSources) {
    std::string source = classic(
        "    t.name = MP_QSTR_T;\n    MP_OBJ_TYPE_SET_SLOT(&t, print, p, 0);\n"
        "    d[0] = (mp_map_elem_t){MP_OBJ_NEW_QSTR(MP_QSTR_k), MP_OBJ_FROM_PTR(&v)};\n"
        "    #if A\n    mp_store_global(MP_QSTR_f, MP_DYNRUNTIME_MAKE_FUNCTION(f));\n    #endif\n",
        "mp_obj_full_type_t t;\nmp_map_elem_t d[1];\n");
    for (size_t i = 0; i < source.size(); ++i) {
        migrate(source.substr(0, i));
        migrate(source.substr(0, i) + source.substr(i + 1));
        migrate(source.substr(i));
    }
}

// Nothing that a program has, and it would cost many times its size in memory.
TEST(Migrate, LeavesAVeryLongMpyInitAlone) {
    std::string body;
    for (int i = 0; i < 10'000; ++i) body += "a;\n";
    std::string source = classic(body);
    Migration migration = migrate(source);
    EXPECT_FALSE(migration.registers);
    EXPECT_TRUE(has(migration.notes.at(0).text, "or it is very long"));
}

TEST(Migrate, AnIfWithManyOthersInIt) {
    std::string body;
    for (int i = 0; i < 100'000; ++i) body += "if (a) ";
    EXPECT_TRUE(has(migrate(classic(body + "b(); else c();")).text, "if (a) b(); else c();"));
}

}  // namespace
}  // namespace natmod::migrate
