// SPDX-License-Identifier: MIT
#include "base/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace natmod {
namespace {

// Also as a name, and between characters that are UTF-8.
void expect_round_trip(const std::string& text) {
    nlohmann::json json = {{"list", {text, 1}}, {text + ".c", "\u00e9" + text + "\U0001f600"}};
    std::string written = json_text(json);
    EXPECT_EQ(parse_json(written), json) << written;
    EXPECT_NO_THROW((void)nlohmann::json(written).dump()) << "not UTF-8: " << written;
}

TEST(Json, KeepsEveryByte) {
    for (int byte = 1; byte < 256; ++byte) {
        std::string text(1, static_cast<char>(byte));
        expect_round_trip(text);
        expect_round_trip("a" + text + "b");
        for (const char* start : {"\xc3", "\xe0", "\xed", "\xf0\x9f", "\xf4", "\xf4\x8f\xbe", "\\"})
            expect_round_trip(start + text);
    }
}

TEST(Json, KeepsWhatLooksLikeAnEscape) {
    for (const char* text :
         {R"(\udc80)", R"(\\udcff)", "\xff\\udc80", "\xf4\x8f\xbf\xbf", "\xe9\\"})
        expect_round_trip(text);
}

TEST(Json, EscapesBytesAsPythonDoes) {
    EXPECT_EQ(json_text("caf\xe9", -1), R"("caf\udce9")");
    EXPECT_EQ(parse_json(R"("\udcE9 \ud83d\ude00 \ud83d\udc80 \\udc80 \u00e9")"),
              "\xe9 \U0001f600 \U0001f480 \\udc80 \u00e9");
    EXPECT_EQ(parse_json("[\"\xe9\"]"), nlohmann::json::array({"\xe9"}));
    EXPECT_THROW(parse_json(R"("\ud800")"), nlohmann::json::exception);
    EXPECT_THROW(parse_json("\"\\"), nlohmann::json::exception);
    EXPECT_THROW(parse_json("\"\\ud"), nlohmann::json::exception);
}

// Neither reading nor writing calls itself deeper than the stack allows.
TEST(Json, RefusesDeepNesting) {
    for (const char* bracket : {"[", "{\"a\":", "[\"[\","}) {
        std::string text;
        for (int i = 0; i < 100000; i++) text += bracket;
        EXPECT_THROW(parse_json(text), nlohmann::json::exception);
    }
    EXPECT_NO_THROW(parse_json(std::string(100, '[') + std::string(100, ']')));
    EXPECT_NO_THROW(parse_json("\"" + std::string(1000, '[') + "\""));
}

}  // namespace
}  // namespace natmod
