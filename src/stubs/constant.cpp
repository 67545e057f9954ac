// SPDX-License-Identifier: MIT
#include "stubs/constant.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>

namespace natmod::stubs {
namespace {

using source::Range;
using source::Token;
using source::TokenKind;

struct Number {
    int64_t value = 0;
    bool is_unsigned = false;
    bool wide = false;  // long long, or a long that needs 64 bits
};
using MaybeNumber = std::optional<Number>;

// With its type's bits; nothing if it does not fit, which C leaves open.
MaybeNumber fitted(Number number) {
    if (number.wide) return number;
    if (number.is_unsigned) number.value = static_cast<uint32_t>(number.value);
    bool fits = number.is_unsigned || number.value == static_cast<int32_t>(number.value);
    return fits ? MaybeNumber(number) : std::nullopt;
}

struct IntegerType {
    std::string_view name;
    int bits;  // 64: of any size
    bool is_unsigned;
};
constexpr IntegerType kTypes[] = {
    {"int8_t", 8, false},  {"uint8_t", 8, true},      {"int16_t", 16, false},
    {"char", 64, false},   {"uint16_t", 16, true},    {"short", 64, false},
    {"int", 64, false},    {"int32_t", 32, false},    {"uint32_t", 32, true},
    {"long", 64, false},   {"unsigned", 64, false},   {"signed", 64, false},
    {"size_t", 64, false}, {"mp_int_t", 64, false},   {"mp_uint_t", 64, false},
    {"byte", 8, true},     {"uint_fast8_t", 8, true}, {"const", 64, false},
    {"bool", 1, true},     {"_Bool", 1, true},        {"qstr_short_t", 64, false},
};

const IntegerType* find_type(std::string_view name) {
    const auto* found = std::ranges::find(kTypes, name, &IntegerType::name);
    return found == std::end(kTypes) ? nullptr : found;
}

struct Operator {
    std::string_view text;
    int level;
};
constexpr Operator kOperators[] = {{"||", 1}, {"&&", 2}, {"|", 3}, {"^", 4},  {"&", 5},  {"==", 6},
                                   {"!=", 6}, {"<", 7},  {">", 7}, {"<=", 7}, {">=", 7}, {"<<", 8},
                                   {">>", 8}, {"+", 9},  {"-", 9}, {"*", 10}, {"/", 10}, {"%", 10}};

constexpr int64_t kLargest = int64_t{1} << 40;  // beyond, a product could overflow

MaybeNumber apply(std::string_view op, Number a, Number b) {
    Number result{0, a.is_unsigned || b.is_unsigned, a.wide || b.wide};
    int64_t x = a.value, y = b.value;
    if (std::abs(x) > kLargest || std::abs(y) > kLargest) return std::nullopt;
    auto truth = [](bool value) { return Number{value ? 1 : 0}; };
    if (op == "||") return truth(x != 0 || y != 0);
    if (op == "&&") return truth(x != 0 && y != 0);
    if (op == "==") return truth(x == y);
    if (op == "!=") return truth(x != y);
    if (op == "<") return truth(x < y);
    if (op == ">") return truth(x > y);
    if (op == "<=") return truth(x <= y);
    if (op == ">=") return truth(x >= y);
    if (op == "<<" || op == ">>") {
        if (y < 0 || y > 31 || x < 0) return std::nullopt;
        result.is_unsigned = a.is_unsigned;
        result.wide = a.wide;
        result.value = op == "<<" ? x << y : x >> y;
        if (op == "<<" && std::abs(result.value) > kLargest) return std::nullopt;
    } else if (op == "*") {
        if (std::abs(x) > (1 << 22) && std::abs(y) > (1 << 22)) return std::nullopt;
        result.value = x * y;
    } else if (op == "/" || op == "%") {
        if (y == 0) return std::nullopt;
        result.value = op == "/" ? x / y : x % y;
    } else {
        result.value = op == "|"   ? x | y
                       : op == "^" ? x ^ y
                       : op == "&" ? x & y
                       : op == "+" ? x + y
                                   : x - y;
    }
    return fitted(result);
}

class ConstantReader {
  public:
    ConstantReader(const source::Tokens& tokens, Range range, const FindConstant& find)
        : tokens_(tokens), at_(range.first), end_(range.end), find_(find) {}

    MaybeNumber all() {
        MaybeNumber value = conditional();
        return at_ == end_ ? value : std::nullopt;
    }

  private:
    static constexpr int kDeepest = 100;

    bool is(std::string_view text) const { return at_ < end_ && tokens_[at_].is(text); }

    MaybeNumber conditional() {
        if (++depth_ > kDeepest) return std::nullopt;
        MaybeNumber condition = binary(1);
        if (condition && is("?")) {
            ++at_;
            MaybeNumber yes = conditional();
            if (!is(":")) return std::nullopt;
            ++at_;
            MaybeNumber no = conditional();
            condition = condition->value != 0 ? yes : no;
        }
        --depth_;
        return condition;
    }

    MaybeNumber binary(int level) {
        MaybeNumber left = unary();
        while (left && at_ < end_) {
            const auto* op = std::ranges::find(kOperators, tokens_[at_].text, &Operator::text);
            if (op == std::end(kOperators) || op->level < level) break;
            ++at_;
            MaybeNumber right = binary(op->level + 1);
            if (!right) return std::nullopt;
            left = apply(op->text, *left, *right);
        }
        return left;
    }

    MaybeNumber unary() {
        if (++depth_ > kDeepest || at_ >= end_) return std::nullopt;
        MaybeNumber value = primary();
        --depth_;
        return value;
    }

    MaybeNumber primary() {
        const Token& token = tokens_[at_++];
        if (token.kind == TokenKind::number) return literal(token.text);
        if (token.kind == TokenKind::character) return character(token.text);
        if (token.kind == TokenKind::identifier) {
            if (token.is("true")) return Number{1};
            if (token.is("false")) return Number{0};
            std::optional<int64_t> value = find_(token.text);
            if (!value) return std::nullopt;
            bool wide = *value != static_cast<int32_t>(*value);
            return Number{*value, false, wide};
        }
        if (token.is("(")) return parenthesis();
        if (!token.is("+") && !token.is("-") && !token.is("~") && !token.is("!"))
            return std::nullopt;
        MaybeNumber value = unary();
        if (!value) return std::nullopt;
        if (token.is("!")) return Number{value->value == 0 ? 1 : 0};
        if (token.is("-")) value->value = -value->value;
        if (token.is("~")) value->value = ~value->value;
        return fitted(*value);
    }

    MaybeNumber parenthesis() {
        int bits = 64;
        bool is_unsigned = false, cast = false;
        size_t start = at_;
        while (at_ < end_) {
            const IntegerType* type = find_type(tokens_[at_].text);
            if (type == nullptr) break;
            bits = std::min(bits, type->bits);
            is_unsigned |= type->is_unsigned;
            cast = true;
            ++at_;
        }
        if (cast && is(")")) {
            ++at_;
            MaybeNumber value = unary();
            if (!value || bits == 64) return value;
            int64_t mask = (int64_t{1} << bits) - 1;
            if (bits == 1) return Number{value->value != 0 ? 1 : 0};
            value->value &= mask;
            if (!is_unsigned && (value->value >> (bits - 1)) != 0) value->value -= mask + 1;
            value->is_unsigned = is_unsigned && bits == 32;
            value->wide = false;
            return value;
        }
        at_ = start;
        MaybeNumber value = conditional();
        if (!is(")")) return std::nullopt;
        ++at_;
        return value;
    }

    static MaybeNumber literal(std::string_view text) {
        std::string digits;
        bool is_unsigned = false, wide = false;
        for (char c : text)
            if (c != '\'') digits += c;
        bool hex = digits.starts_with("0x") || digits.starts_with("0X");
        while (!digits.empty()) {
            char c = digits.back();
            if (c == 'u' || c == 'U')
                is_unsigned = true;
            else if (c == 'l' || c == 'L')
                wide = true;
            else
                break;
            digits.pop_back();
        }
        bool binary = digits.starts_with("0b") || digits.starts_with("0B");
        int base = hex ? 16 : binary ? 2 : digits.starts_with('0') ? 8 : 10;
        const char* first = digits.data() + (hex || binary ? 2 : 0);
        int64_t value = 0;
        auto [rest, error] = std::from_chars(first, digits.data() + digits.size(), value, base);
        if (error != std::errc() || rest != digits.data() + digits.size()) return std::nullopt;
        if (value > std::numeric_limits<uint32_t>::max()) wide = true;
        if (value > std::numeric_limits<int32_t>::max() && !wide) {
            if (base == 10)
                wide = true;
            else
                is_unsigned = true;
        }
        return Number{value, is_unsigned, wide};
    }

    static MaybeNumber character(std::string_view text) {
        if (text.size() == 3) return Number{static_cast<signed char>(text[1])};
        if (text.size() != 4 || text[1] != '\\') return std::nullopt;
        constexpr std::string_view kEscapes = "n\nr\rt\t\\\\''\"\"0";
        if (text[2] == '0') return Number{0};
        size_t at = kEscapes.find(text[2]);
        if (at == std::string_view::npos || at % 2 != 0) return std::nullopt;
        return Number{kEscapes[at + 1]};
    }

    const source::Tokens& tokens_;
    size_t at_, end_;
    const FindConstant& find_;
    int depth_ = 0;
};

}  // namespace

std::optional<int64_t> constant(const source::Tokens& tokens, Range expression,
                                const FindConstant& find) {
    if (expression.empty()) return std::nullopt;
    MaybeNumber number = ConstantReader(tokens, expression, find).all();
    return number ? std::optional(number->value) : std::nullopt;
}

}  // namespace natmod::stubs
