// SPDX-License-Identifier: MIT
#include "source/plain_scan.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "source/structure.h"
#include "source/tokens.h"

namespace fs = std::filesystem;

namespace natmod::source {
namespace {

bool is_kind(const Token& token) {
    constexpr std::string_view kWords[] = {"mp_obj_module_t",  "_mp_obj_module_t", "mp_obj_dict_t",
                                           "_mp_obj_dict_t",   "mp_map_elem_t",    "_mp_map_elem_t",
                                           "mp_rom_map_elem_t"};
    return std::ranges::find(kWords, token.text) != std::end(kWords);
}

// Whether the structure of the text is that of the preprocessed one, where a scan looks.
class Checker {
  public:
    Checker(const PlainText& plain, const Tokens& tokens) : plain_(plain), tokens_(tokens) {}

    void run() {
        Outline outline;
        outline.on_token = [&](size_t i, const Token& token, const Context& context) {
            read_token(i, token, context);
        };
        outline.on_declaration = [&](size_t first, size_t value, size_t end) {
            declaration(first, value, end);
        };
        outline.on_function = [&](std::string_view name, size_t open) { function(name, open); };
        walk(tokens_, outline);
        if (!unread_.empty()) fail(*unread_.begin(), "not where a declaration was expected");
        if (init_ != 0 && !init_is_read_) fail(init_, "mpy_init, which is not the function");
    }

  private:
    Token at(size_t i) const { return tokens_[i]; }
    bool is(size_t i, std::string_view text) const { return i < tokens_.size() && at(i).is(text); }
    bool is_macro(size_t i) const {
        return at(i).kind == TokenKind::identifier && plain_.macros.may_be(at(i).text);
    }
    [[noreturn]] void fail(size_t i, std::string why) const {
        throw NotPlain{{tokens_.file(i), tokens_.line(i)}, fmt::format("{}: {}", at(i).text, why)};
    }

    void read_token(size_t i, const Token& token, const Context& context) {
        if (token.kind == TokenKind::punctuator) return punctuator(i, context);
        if (token.kind != TokenKind::identifier) return;
        if (token.is(kCutBy) && !context.in_function) fail(i, "within a declaration");
        if (token.is("MP_DEFINE_EXCEPTION") || token.is("mp_hal_pin_input") ||
            token.is("mp_hal_pin_output") || token.is("mp_hal_pin_open_drain") ||
            token.is("MP_REGISTER_ROOT_POINTER"))
            fail(i, "needs the SDK's macro");
        if (token.is("mpy_init")) init_ = i;
        arguments_table(i);
        if (!matters_to_scan(token.text)) return;
        if (calls_.any_macro() || calls_.any_of("assert")) fail(i, "in the arguments of a macro");
        if (token.text.starts_with("MP_REGISTER_")) registration(i);
        if (is_kind(token) && !context.in_function) unread_.insert(i);
    }

    void punctuator(size_t i, const Context& context) {
        const Token& token = at(i);
        if (token.is("(")) {
            bool called = i > 0 && at(i - 1).kind == TokenKind::identifier;
            if (calls_.names().size() == kMostOpen) fail(i, "many open parentheses");
            calls_.open(called ? at(i - 1).text : std::string_view(), called && is_macro(i - 1));
        } else if (token.is(")")) {
            last_is_macro_ = calls_.close();
        } else if (token.is("{") && !context.in_function && i > 0) {
            if (is_macro(i - 1) || (is(i - 1, ")") && last_is_macro_))
                fail(i, "a brace behind a macro");
        }
    }

    // mp_arg_t tables may be handed on as a whole, to what surely does not look into them.
    void arguments_table(size_t i) {
        if (at(i).is("mp_arg_t")) {
            if (i > 0 && is_macro(i - 1)) fail(i, "behind a macro, which may say static");
            if (i + 1 < tokens_.size()) require_no_macro(i + 1);
            if (is(i + 2, "[")) tables_.insert(at(i + 1).text);
        } else if (tables_.contains(at(i).text) && !is(i - 1, "mp_arg_t")) {
            constexpr std::string_view kTakers[] = {"mp_arg_parse_all", "mp_arg_parse_all_kw_array",
                                                    "MP_ARRAY_SIZE", "sizeof", ""};
            for (std::string_view call : calls_.names())
                if (std::ranges::find(kTakers, call) == std::end(kTakers))
                    fail(i, fmt::format("handed to {}", call));
        }
    }

    void registration(size_t i) {
        if (!is(i + 1, "(")) fail(i, "without arguments");
        size_t end = skip_group(tokens_, i + 1, tokens_.size());
        for (size_t k = i + 1; k < end; ++k) require_no_macro(k);
    }

    // A name that the scan reports.
    void require_no_macro(size_t i) const {
        if (at(i).kind == TokenKind::identifier && plain_.macros.mentions(at(i).text))
            fail(i, "is in a macro");
    }

    void declaration(size_t first, size_t value, size_t end) {
        unread_.erase(unread_.lower_bound(first), unread_.lower_bound(end));
        // As scan.cpp reads it, but that nothing unusual may stand there.
        size_t kind = end, name = end;
        size_t other = end;  // the first that is unusual
        for (size_t i = first; i < value;) {
            const Token& token = at(i);
            bool group = token.is("(") || token.is("[") || token.is("{");
            bool usual = token.is("static") || token.is("extern") || token.is("const") ||
                         token.is("volatile") || token.is("struct") || token.is("[");
            if (is_kind(token) && kind == end) {
                kind = i;
            } else if (kind != end && token.is("*")) {
                return;  // a pointer to one
            } else if (kind != end && name == end && token.kind == TokenKind::identifier &&
                       !usual) {
                name = i;
            } else if (!usual && token.kind != TokenKind::string) {
                other = std::min(other, i);
            }
            i = group ? skip_group(tokens_, i, value) : i + 1;
        }
        if (kind == end) return;
        if (is(first, "typedef")) return;
        if (other != end) fail(other, "in a declaration");
        if (name == end) fail(kind, "without a name");
        require_no_macro(name);
        for (size_t i = value; i < end; ++i) {
            if (at(i).is(kCondition) || at(i).is(kCutBy)) fail(i, "in a declaration");
            if (is_macro(i) && !plain_.macros.is_inert(at(i).text))
                fail(i, "a macro in a declaration");
        }
    }

    // Kinds of its parameters and result are no declarations.
    void function(std::string_view name, size_t open) {
        if (name == "mpy_init") init_is_read_ = true;
        size_t head = open;
        while (head > 0 && !at(head - 1).is(";") && !at(head - 1).is("}") && !at(head - 1).is("{"))
            --head;
        unread_.erase(unread_.lower_bound(head), unread_.lower_bound(open));
    }

    // The open parentheses, each with what was called.
    class Calls {
      public:
        void open(std::string_view name, bool macro) {
            names_.push_back(name);
            macros_.push_back(macro);
            count_ += macro;
        }
        bool close() {
            if (names_.empty()) return false;
            bool macro = macros_.back();
            count_ -= macro;
            names_.pop_back();
            macros_.pop_back();
            return macro;
        }
        bool any_macro() const { return count_ > 0; }
        bool any_of(std::string_view name) const {
            return std::ranges::find(names_, name) != names_.end();
        }
        const std::vector<std::string_view>& names() const { return names_; }

      private:
        std::vector<std::string_view> names_;
        std::vector<bool> macros_;
        int count_ = 0;
    };

    static constexpr size_t kMostOpen = 1000;

    const PlainText& plain_;
    const Tokens& tokens_;
    Calls calls_;
    bool last_is_macro_ = false;         // the call that the last ) closed
    std::set<std::string_view> tables_;  // of mp_arg_t
    std::set<size_t> unread_;            // kinds outside of functions
    size_t init_ = 0;                    // mpy_init
    bool init_is_read_ = false;
};

}  // namespace

PlainScan scan_plain(const CompileCommand& command, const fs::path& directory) {
    PlainText plain = plain_text(command, directory);
    Tokens tokens = tokenize(plain.text);
    Checker(plain, tokens).run();
    Scan scan = scan_tokens(std::move(tokens), command.source(), command.is_cxx());
    if (!scan.errors.empty()) throw NotPlain{scan.errors[0].where, scan.errors[0].text};
    return {std::move(scan), std::move(plain.files)};
}

}  // namespace natmod::source
