// SPDX-License-Identifier: MIT
// What natmod stubs reads from preprocessed text, without a compiler.
#include <gtest/gtest.h>

#include "stubs/comments.h"
#include "stubs/constant.h"
#include "stubs/inference.h"
#include "stubs/signature.h"
#include "stubs/unit.h"

namespace natmod::stubs {
namespace {

std::optional<int64_t> value_of(std::string_view text) {
    source::Tokens tokens = source::tokenize(text);
    return constant(tokens, {0, tokens.size()}, [](std::string_view name) {
        return name == "SEVEN" ? std::optional<int64_t>(7) : std::nullopt;
    });
}

TEST(Stubs, ConstantExpressions) {
    EXPECT_EQ(value_of("(1 << 4) | 0x2"), 18);
    EXPECT_EQ(value_of("SEVEN * -2 + 'A'"), 51);
    EXPECT_EQ(value_of("~0u"), 0xffffffff);
    EXPECT_EQ(value_of("(uint8_t)~SEVEN"), 248);
    EXPECT_EQ(value_of("(int8_t)0xff"), -1);
    EXPECT_EQ(value_of("1 ? 2 : 3 / 0"), 2);
    EXPECT_EQ(value_of("8 > 7 && SEVEN != 8 ? 017 : 0b1"), 15);
    // Not the same on every machine, unknown, or no expression.
    EXPECT_EQ(value_of("sizeof(long)"), std::nullopt);
    EXPECT_EQ(value_of("EIGHT"), std::nullopt);
    EXPECT_EQ(value_of("2147483647 + 1"), std::nullopt);
    EXPECT_EQ(value_of("1 / 0"), std::nullopt);
    EXPECT_EQ(value_of("1 +"), std::nullopt);
    EXPECT_EQ(value_of(""), std::nullopt);
    EXPECT_EQ(value_of(std::string(5000, '(')), std::nullopt);
    EXPECT_EQ(value_of(std::string(5000, '-') + "1"), std::nullopt);
}

TEST(Stubs, CommentsAsText) {
    EXPECT_EQ(comment_text("// one\n// two"), "one\ntwo");
    EXPECT_EQ(comment_text("/**\n * First.\n *\n *     code\n */"), "First.\n\n    code");
    EXPECT_EQ(comment_text("/*! Short. */"), "Short.");
    EXPECT_EQ(comment_text("//| def f() -> int:\n//|     ..."), "def f() -> int:\n    ...");
    EXPECT_EQ(comment_text("// ---- Functions ----"), "");
    EXPECT_EQ(comment_text("/*********\n * Frame *\n *********/"), "Frame *");
    EXPECT_EQ(comment_text("// SPDX-License-Identifier: MIT"), "");
    EXPECT_EQ(comment_text("// caf\xe9"), "");  // not UTF-8
    EXPECT_EQ(comment_text(""), "");
}

TEST(Stubs, UnionOfTypes) {
    Types types;
    EXPECT_TRUE(types.is_any());
    types.add("None");
    types.add("str | bytes");
    types.add("str");
    EXPECT_EQ(types.names(), (std::vector<std::string>{"str", "bytes", "None"}));
    types.add("object");
    EXPECT_EQ(types.names(), std::vector<std::string>{"object"});
    types.add("int");
    EXPECT_EQ(types.names(), std::vector<std::string>{"object"});
    types.add(kAny);
    EXPECT_TRUE(types.is_any());
}

// What `f` takes for `x` and returns, in a source with that body.
struct StubOfFunction {
    Sources sources;
    Types taken, returned;

    explicit StubOfFunction(const std::string& body, const std::string& before = {}) {
        Unit& unit = sources.units.emplace_back();
        read_unit(unit, before + "mp_obj_t f(mp_obj_t self, mp_obj_t x) {" + body + "}", "f.c",
                  false);
        Inference inference(sources);
        Place place = inference.find("f", &unit);
        taken = inference.taken(place, {"x"});
        returned = inference.returned(place);
    }
};

TEST(Stubs, TypesThatABodyTakes) {
    auto taken = [](const std::string& body, const std::string& before = {}) {
        return StubOfFunction(body, before).taken;
    };
    EXPECT_EQ(taken("mp_obj_get_int(x);"), Types("int"));
    EXPECT_EQ(taken("if (x != mp_const_none) y = mp_obj_str_get_str((mp_obj_t)(x));"),
              Types("str | bytes | None"));
    EXPECT_EQ(taken("mp_obj_t y = x; mp_obj_get_float(y);"), Types("float"));
    EXPECT_EQ(taken("g(1, x);", "int g(int a, mp_obj_t b) { return mp_obj_get_int(b); }"),
              Types("int"));
    // A check alone takes anything; beside a use it adds its type.
    EXPECT_TRUE(taken("return mp_obj_new_bool(mp_obj_is_int(x));").is_any());
    EXPECT_EQ(taken("if (mp_obj_is_str(x)) { return a; } mp_obj_get_int(x);"), Types("int | str"));
    // One use that shows nothing is enough.
    EXPECT_TRUE(taken("mp_obj_get_int(x); store(x);").is_any());
    EXPECT_TRUE(taken("(void)x;").is_any());
    EXPECT_TRUE(taken("self->x = mp_obj_get_int(self->x);").is_any());
    EXPECT_TRUE(taken("f(self, x);").is_any());  // calls itself
}

TEST(Stubs, TypesThatABodyReturns) {
    auto returned = [](const std::string& body, const std::string& before = {}) {
        return StubOfFunction(body, before).returned;
    };
    EXPECT_EQ(returned("return mp_const_none;"), Types("None"));
    EXPECT_EQ(returned("return x ? mp_obj_new_int(1) : mp_const_none;"), Types("int | None"));
    EXPECT_EQ(returned("mp_obj_t l = mp_obj_new_list(0, NULL); return l;"), Types("list[Any]"));
    EXPECT_EQ(returned("return self;"), Types("Self"));
    EXPECT_TRUE(returned("return x;").is_any());
    EXPECT_TRUE(returned("fill(&l); mp_obj_t l = mp_obj_new_int(1); return l;").is_any());
    EXPECT_TRUE(returned("return f(self, x);").is_any());
    EXPECT_EQ(returned("if (x) return f(self, x); return mp_const_true;"), Types("bool"));
}

TEST(Stubs, NamesOfPython) {
    EXPECT_TRUE(is_identifier("match"));
    EXPECT_TRUE(is_identifier("_x1"));
    for (const char* name : {"from", "1x", "a-b", "", "None"})
        EXPECT_FALSE(is_identifier(name)) << name;
}

TEST(Stubs, NamesFromTheDocumentation) {
    auto names = [](std::string_view doc) {
        Signature signature;
        signature.parameters = {{Parameter::self, "self"},
                                {Parameter::positional, "arg0", {}, {}, true},
                                {Parameter::positional, "y"}};
        name_from_doc(doc, signature);
        return signature.parameters[1].name;
    };
    EXPECT_EQ(names("point.move(x, [y=0]): moves"), "x");
    EXPECT_EQ(names("point.move(x)"), "arg0");       // another number
    EXPECT_EQ(names("point.move(y, x)"), "arg0");    // taken
    EXPECT_EQ(names("move (not, a call)"), "arg0");  // no names
    EXPECT_EQ(names("no call"), "arg0");
}

}  // namespace
}  // namespace natmod::stubs
