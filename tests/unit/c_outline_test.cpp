// SPDX-License-Identifier: MIT
#include "source/c_outline.h"

#include <gtest/gtest.h>

namespace natmod::source {
namespace {

using Names = std::vector<std::string>;

TEST(DefinedNames, FunctionsAndObjects) {
    EXPECT_EQ(defined_names("int f(int a) { return g(a); }\n"
                            "__attribute__((weak)) const char *h(void) { return 0; }\n"
                            "const struct s object = {.x = 1};\n"
                            "int array[3] = {1}, other, last;\n"),
              (Names{"f", "h", "object", "array", "other", "last"}));
}

TEST(DefinedNames, NotWhatIsOnlyDeclaredOrItsOwn) {
    EXPECT_EQ(defined_names("int f(int a);\n"
                            "extern int object;\n"
                            "static int g(void) { return 0; }\n"
                            "static int own = 1;\n"
                            "typedef struct { int x; } pair;\n"
                            "typedef int (*call)(void);\n"
                            "static struct { int x; } state;\n"
                            "LIST_OF(words);\n"),
              Names{});
}

TEST(DefinedNames, UnderEveryCondition) {
    EXPECT_EQ(defined_names("#if A\nint f(void) { return 1; }\n#else\nint g;\n#endif\n"),
              (Names{"f", "g"}));
}

TEST(DefinedNames, FromMacros) {
    EXPECT_EQ(defined_names("MP_DEFINE_CONST_FUN_OBJ_1(object, function);\n"), Names{"object"});
    EXPECT_EQ(defined_names("#define NEW SIZED(long_new, short_new)\n"
                            "void *NEW(int size) { return 0; }\n"),
              (Names{"SIZED", "long_new", "short_new"}));
    EXPECT_EQ(defined_names("#define BOTH(type, f)             \\\n"
                            "    type __add##f##3(type a);     \\\n"
                            "    type __add##f##3(type a) {    \\\n"
                            "        return a;                 \\\n"
                            "    }                             \\\n"
                            "    type neg_##f(type a) { return a; }\n"
                            "BOTH(float, sf)\nBOTH(double, df)\nint last;\n"),
              (Names{"__addsf3", "neg_sf", "__adddf3", "neg_df", "last"}));
    // An argument may be empty, even the only one.
    EXPECT_EQ(defined_names("#define F(type, end) type f##end(type a) { return a; }\n"
                            "#define G(end) int g##end(void) { return 1; }\n"
                            "F(double, )\nF(float, f)\nG()\nG(8)\n"),
              (Names{"f", "ff", "g", "g8"}));
}

}  // namespace
}  // namespace natmod::source
