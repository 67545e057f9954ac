// SPDX-License-Identifier: MIT
#include "base/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/json_writer.h"

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

// What takes very much more memory than its text is refused before it is read; small texts are not.
TEST(Json, RefusesMoreValuesThanItsSizeAllows) {
    for (std::string piece :
         {"1,", "[],", "{},", "\"\",", "{\"a\":1},", "\"\xff\",", "[[[[1]]]],"}) {
        auto list = [&](int count) {
            std::string text = "[";
            for (int i = 0; i < count; i++) text += piece;
            return text + "1]";
        };
        EXPECT_NO_THROW(parse_json(list(100))) << piece;
        EXPECT_THROW(parse_json(list(100000)), nlohmann::json::exception) << piece;
    }
    EXPECT_THROW(parse_json("[\"" + std::string(1000000, '\xff') + "\"]"),
                 nlohmann::json::exception);
}

// The library would convert them to integers all the same.
TEST(Json, RefusesFractionsAndExponentsOutOfRange) {
    for (const char* text : {"1e32", "[-1e32]", "{\"a\": [1e400]}", "-1.0", "2147483648.0",
                             "123456789012345678901234567890", "[\"\xff\", 1e10]"})
        EXPECT_THROW(parse_json(text), nlohmann::json::exception) << text;
    for (const char* text : {"-1", "18446744073709551615", "0.5", "1e9", "-0.5"})
        EXPECT_NO_THROW(parse_json(text)) << text;
}

// What compilers, CMake and natmod write is far from the limit: here as gcc writes it, which has
// more values for its size than any other.
TEST(Json, TakesManyMessagesOfGcc) {
    std::string text = "[";
    for (int i = 0; i < 2000; i++)
        text += R"({"kind": "error", "column-origin": 1, "children": [], "option": "-Wx", )"
                R"("escape-source": false, "locations": [{"finish": {"byte-column": 1, )"
                R"("display-column": 1, "line": 1, "file": "a", "column": 1}, "caret": )"
                R"({"byte-column": 1, "display-column": 1, "line": 1, "file": "a", )"
                R"("column": 1}}], "fixits": [], "message": "no"}, )";
    text += "{}]";
    EXPECT_EQ(parse_json(text).size(), 2001u);
}

// Whole, in parts, and with bytes that are not UTF-8.
TEST(Json, IsWrittenInPartsAsTheLibraryDoesIt) {
    nlohmann::json inner = {{"a", {1, "x\ny", nullptr}}, {"b", {{"c", nlohmann::json::array()}}}};
    nlohmann::json outer = {{"list", {inner, inner}}, {"none", nlohmann::json::object()}};
    for (int indent : {-1, 0, 2}) {
        std::string text;
        JsonWriter writer([&](std::string_view piece) { text += piece; }, indent);
        writer.open('{');
        writer.name("list");
        writer.open('[');
        writer.value(inner);
        writer.value(inner);
        writer.close();
        writer.name("none");
        writer.open('{');
        writer.close();
        writer.close();
        EXPECT_EQ(text, outer.dump(indent));
        nlohmann::json with_byte = {{"k", {outer, "\xff"}}}, without = {{"k", {outer, "?"}}};
        std::string expected = without.dump(indent);
        expected.replace(expected.find('?'), 1, "\\udcff");
        EXPECT_EQ(json_text(with_byte, indent), expected);
    }
}

}  // namespace
}  // namespace natmod
