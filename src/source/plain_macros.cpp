// SPDX-License-Identifier: MIT
#include "source/plain_macros.h"

#include <fmt/core.h>

#include <algorithm>

namespace natmod::source {
namespace {

constexpr std::string_view kScanned[] = {
    "MP_REGISTER_MODULE", "MP_REGISTER_EXTENSIBLE_MODULE", "MP_REGISTER_MODULE_DELEGATION",
    "MP_REGISTER_ROOT_POINTER", "MP_ROM_QSTR", "MP_ROM_PTR", "MP_OBJ_NEW_QSTR",
    "MP_DEFINE_CONST_DICT", "MP_DEFINE_CONST_DICT_WITH_SIZE", "mp_obj_module_t", "_mp_obj_module_t",
    "mp_obj_dict_t", "_mp_obj_dict_t", "mp_map_elem_t", "_mp_map_elem_t", "mp_rom_map_elem_t",
    "mp_arg_t", "mpy_init", "mp_stream_p_t", "ioctl",
    // Macros of the SDK's with qstrs in them.
    "MP_DEFINE_EXCEPTION", "mp_hal_pin_input", "mp_hal_pin_output", "mp_hal_pin_open_drain"};
constexpr std::string_view kQstr = "MP_QSTR_";
constexpr std::string_view kRegistration = "MP_REGISTER_";

// A macro of that name would change how any source is read.
constexpr std::string_view kKeywords[] = {
    "static", "extern",  "const", "case",    "switch", "struct",    "union",  "enum",
    "sizeof", "default", "class", "typedef", "using",  "namespace", "inline", "constexpr",
};

// A ## B makes no word that a scan looks for if A is no beginning of one, or B no end. (A qstr that
// nobody declares is an error of the compiler's.)
bool may_paste(Code words, size_t i, Code parameters) {
    if (i == 0 || i + 1 == words.size()) return false;
    auto literal = [&](const RawToken& word) {
        return !mentions(parameters, word.text) && !word.is("__VA_ARGS__");
    };
    std::string_view before = words[i - 1].text, behind = words[i + 1].text;
    bool begins = kQstr.starts_with(before) || std::ranges::any_of(kScanned, [&](auto word) {
                      return word.starts_with(before);
                  });
    bool ends = std::ranges::any_of(kScanned, [&](auto word) { return word.ends_with(behind); });
    return (begins || !literal(words[i - 1])) && (ends || !literal(words[i + 1]));
}

}  // namespace

bool matters_to_scan(std::string_view word) {
    return word.starts_with(kQstr) || word.starts_with(kRegistration) ||
           std::ranges::find(kScanned, word) != std::end(kScanned);
}

std::string PlainMacros::define(Code words, bool surely) {
    if (words.empty() || words[0].kind != RawKind::word) return "an unusual #define";
    std::string name(words[0].text);
    if (std::ranges::find(kKeywords, name) != std::end(kKeywords))
        return fmt::format("a macro named {}", name);
    bool called = words.size() > 1 && words[1].is("(") && words[1].begin == words[0].end();
    Code parameters =
        called ? words.subspan(1, std::min(find_closing(words, 1), words.size() - 1)) : Code();
    BracketDepth depth;
    for (size_t i = 0; i < words.size(); ++i) {
        const RawToken& word = words[i];
        depth.count(word.text);
        if (word.is("##") && may_paste(words, i, parameters)) return "a ## that may make a name";
        if (word.kind != RawKind::word) continue;
        if (matters_to_scan(word.text)) return fmt::format("{} in a macro", word.text);
        words_.emplace(word.text);
    }
    if (depth != BracketDepth()) return "brackets in a macro";
    std::string body(source_of(words.subspan(1)));
    if (name == "STATIC" && body != "static") return "a STATIC of its own";
    if (surely) certain_[name] = called ? std::string() : body;
    if (!surely) certain_.erase(name);
    bodies_[name].push_back(called ? "{" + body : body);
    return {};
}

std::optional<std::string_view> PlainMacros::value(std::string_view name) const {
    auto found = certain_.find(name);
    if (found == certain_.end()) return {};
    return found->second;
}

bool PlainMacros::is_inert(std::string_view name, int depth, Known& known) const {
    constexpr int kDeepest = 10;
    auto found = bodies_.find(name);
    if (found == bodies_.end() || depth > kDeepest) return false;
    // Macros that stand for each other many times would be read as often as they expand.
    auto [answer, is_new] = known.emplace(name, false);
    if (!is_new) return answer->second;
    answer->second = std::ranges::all_of(found->second, [&](const std::string& body) {
        RawToken token;
        for (RawReader reader(body); reader.next(token);) {
            bool inert = token.kind == RawKind::word
                             ? is_inert(token.text, depth + 1, known)
                             : !token.is("{") && !token.is("}") && !token.is(",");
            if (!inert) return false;
        }
        return true;
    });
    return answer->second;
}

}  // namespace natmod::source
