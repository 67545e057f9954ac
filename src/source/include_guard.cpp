// SPDX-License-Identifier: MIT
#include "source/include_guard.h"

namespace natmod::source {
namespace {

// Whether the condition that the file begins with ends where the file ends.
bool is_one_condition(Code tokens) {
    int depth = 0;
    bool ended = false;
    for (const RawToken& token : tokens) {
        if (token.kind == RawKind::comment) continue;
        if (ended) return false;
        if (token.kind != RawKind::directive) continue;
        RawTokens words = tokenize_raw(token.text.substr(1));
        if (words.empty()) continue;
        if (words[0].text.starts_with("if")) ++depth;
        if (words[0].is("endif")) ended = --depth == 0;
    }
    return ended;
}

}  // namespace

std::string include_guard(Code tokens) {
    std::string guard;
    bool may_be_sdks = false;
    for (const RawToken& token : tokens) {
        if (token.kind == RawKind::comment) continue;
        if (token.kind != RawKind::directive) return {};
        RawTokens words = tokenize_raw(token.text.substr(1));
        if (!guard.empty()) {
            bool defines =
                words.size() == 2 && words[0].is("define") && words[1].is(guard) && !may_be_sdks;
            return defines && is_one_condition(tokens) ? guard : std::string();
        }
        if (matches(words, "ifndef _")) {
            guard = words[1].text;
        } else if (matches(words, "if ! defined ( _ )")) {
            guard = words[4].text;
        } else {
            return {};
        }
        may_be_sdks = guard.starts_with("MICROPY_") && !guard.starts_with("MICROPY_INCLUDED_");
    }
    return {};
}

}  // namespace natmod::source
