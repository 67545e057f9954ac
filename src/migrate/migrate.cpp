// SPDX-License-Identifier: MIT
#include "migrate/migrate.h"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <filesystem>

#include "migrate/branches.h"
#include "migrate/firmware_names.h"
#include "migrate/placement.h"
#include "migrate/static_module.h"

namespace natmod::migrate {
namespace {

// Headers that py/dynruntime.h includes and py/runtime.h may not.
struct Header {
    std::string_view word_begins, name;
};
constexpr Header kHeaders[] = {
    {"mp_binary_get_", "py/binary.h"},
    {"mp_binary_set_", "py/binary.h"},
    {"BYTEARRAY_TYPECODE", "py/binary.h"},
    {"mp_obj_fun_bc_t", "py/objfun.h"},
    {"mp_module_context_t", "py/bc.h"},
    {"mp_obj_exception_print", "py/objexcept.h"},
    {"mp_obj_list_t", "py/objlist.h"},
    {"mp_obj_array_t", "py/objarray.h"},
    {"mp_obj_str_t", "py/objstr.h"},
    {"GET_STR_", "py/objstr.h"},
    {"MP_DEFINE_STR_OBJ", "py/objstr.h"},
    {"mp_obj_new_str_of_type", "py/objstr.h"},
    {"mp_obj_instance_", "py/objtype.h"},
    {"mp_obj_is_instance_type", "py/objtype.h"},
    {"mp_obj_is_native_type", "py/objtype.h"},
    {"mp_stream_", "py/stream.h"},
    {"MP_STREAM_", "py/stream.h"},
    {"mp_get_stream", "py/stream.h"},
};

// Functions whose text argument, by number, is an error text of the firmware.
struct Raise {
    std::string_view name;
    size_t argument;
};
constexpr Raise kRaises[] = {{"mp_raise_msg", 1},
                             {"mp_raise_msg_varg", 1},
                             {"mp_raise_ValueError", 0},
                             {"mp_raise_TypeError", 0},
                             {"mp_raise_NotImplementedError", 0}};

// What only native modules have, and what to do about it.
struct Leftover {
    std::string_view name, advice;
};
constexpr Leftover kLeftovers[] = {
    {"mp_fun_table", "mp_fun_table is there in native modules only; call the function by its name"},
    {"mp_store_global",
     "this stores into the globals of whoever calls it; write the module's "
     "globals into its table"},
    {"mp_obj_exception_init",
     "mp_obj_exception_init is there in native modules only; define the "
     "exception with MP_DEFINE_CONST_OBJ_TYPE"},
    {"MP_DYNRUNTIME_INIT_ENTRY", "this is there in native modules only"},
    {"MP_DYNRUNTIME_INIT_EXIT", "this is there in native modules only"},
    {"MP_DYNRUNTIME_MAKE_FUNCTION",
     "this is there in native modules only; define a function "
     "object with MP_DEFINE_CONST_FUN_OBJ_..."}};

// A comment that is about a function that goes away.
bool is_about_entry(std::string_view comment) {
    return comment.find("entry point") != std::string_view::npos ||
           comment.find("mpy_init") != std::string_view::npos;
}

class Migrator {
  public:
    Migrator(const std::string& file, std::string_view text, const std::string& module,
             const Surroundings& surroundings)
        : file_(file),
          text_(text),
          module_(module),
          surroundings_(surroundings),
          tokens_(text),
          code_(tokens_.code),
          rest_(tokens_.rest),
          entry_(find_entry(tokens_, text)) {}

    bool is_classic() const {
        return entry_ || surroundings_.dynruntime || std::ranges::any_of(rest_, is_include);
    }

    // The line of mpy_init in a file that has a static module too, else 0.
    uint32_t line_of_second_entry() const {
        return entry_ && source::mentions(code_, "MP_REGISTER_MODULE") ? entry_->line : 0;
    }

    Migration run() {
        if (!is_classic()) return {std::string(text_), {}, {}, false};
        if (entry_) {
            replace_entry();
        } else if (source::mentions(code_, "mpy_init")) {
            note(1, "mpy_init is not understood: its brackets do not match, or it is very long");
        }
        mark_error_texts();
        removed_ = remove_memory_functions(tokens_, text_);
        report_leftovers();
        declare_constant();
        replace_include();
        for (Edit& edit : removed_) edits_.push_back(std::move(edit));
        std::ranges::sort(result_.notes, {}, [](const Finding& note) { return note.where.line; });
        result_.text = apply_edits(text_, std::move(edits_));
        return std::move(result_);
    }

    static bool is_include(const source::RawToken& token) {
        return token.kind == source::RawKind::directive &&
               token.text.find("include") != std::string_view::npos &&
               token.text.find("py/dynruntime.h") != std::string_view::npos;
    }

  private:
    void note(uint32_t line, std::string text) {
        if (result_.notes.size() == kMostNotes) return;
        result_.notes.push_back({{file_, line}, std::move(text), {}, FindingKind::to_do});
    }

    bool in_entry(const source::RawToken& token) const {
        return entry_ && token.begin >= entry_->begin && token.begin < entry_->end;
    }

    bool is_cpp() const {
        std::string extension = std::filesystem::path(file_).extension().string();
        return extension == ".cpp" || extension == ".cc" || extension == ".cxx" ||
               extension == ".C";
    }

    // Code outside mpy_init that writes into an object needs it as it is.
    void keep_what_others_write(std::vector<Definition>& definitions) {
        std::map<std::string_view, Definition*> by_name;
        for (Definition& definition : definitions)
            by_name.emplace(definition.declaration.name, &definition);
        source::LineCounter lines(text_);
        for (size_t i = 0; i + 3 < code_.size(); ++i) {
            auto found = by_name.find(code_[i].text);
            if (found == by_name.end() || in_entry(code_[i])) continue;
            Definition& definition = *found->second;
            bool member = code_[i + 1].is(".") && code_[i + 3].is("=");
            bool slot = i > 2 && code_[i - 1].is("&") && code_[i - 3].is("MP_OBJ_TYPE_SET_SLOT");
            if (!(member || slot) || !definition.problem.empty()) continue;
            definition.problem = "other code fills it too";
            definition.problem_line = lines.line(code_[i].begin);
        }
        // The names of one declaration become static together.
        for (Definition& one : definitions) {
            for (const Definition& other : definitions) {
                if (one.problem.empty() && !other.problem.empty() &&
                    one.declaration.begin == other.declaration.begin) {
                    one.problem = "it is declared together with " + other.declaration.name;
                    one.problem_line = one.declaration.line;
                }
            }
        }
    }

    void replace_entry() {
        std::vector<Declaration> declarations = find_declarations(code_, text_);
        std::erase_if(declarations, [&](const Declaration& d) { return d.begin == entry_->begin; });
        Names names = names_of_file(tokens_);
        names.locals = local_names(*entry_);
        names.made = made_functions(*entry_, code_);
        std::vector<Definition> definitions = find_definitions(declarations, entry_->body, names);
        keep_what_others_write(definitions);
        result_.registers = true;
        for (const Definition& definition : definitions) {
            if (definition.problem.empty()) {
                result_.constant.insert(definition.declaration.name);
                continue;
            }
            note(definition.problem_line,
                 fmt::format("{} stays filled at run time: {}", definition.declaration.name,
                             definition.problem));
        }
        ModuleText module =
            static_module({file_, module_, text_, code_, &*entry_, &definitions, &names, is_cpp()});
        PlacementInput input{text_, code_, rest_, &*entry_, &declarations, {}, is_cpp()};
        for (const auto& made : names.made) input.not_before.insert(made.second);
        Placement placement = place(input, definitions);

        std::string text;
        for (const std::string& function : module.functions) text.append(function) += "\n\n";
        for (const std::string& definition : placement.later) text.append(definition) += "\n\n";
        text += module.text;
        for (Edit& edit : placement.edits) {
            use(edit.text);
            edits_.push_back(std::move(edit));
        }
        for (const std::string* written : {&text, &module.init_helpers, &module.init})
            use(*written);
        size_t begin = comments_above(rest_, text_, entry_->begin);
        std::string about(text_.substr(begin, entry_->begin - begin));
        if (!module.init.empty()) {
            text += "\n\n" + module.init_helpers + about + module.init;
        } else if (!is_about_entry(about)) {
            begin = entry_->begin;
        }
        edits_.push_back({begin, entry_->end, std::move(text)});
        result_.notes.insert(result_.notes.end(), module.notes.begin(), module.notes.end());
    }

    // Firmware may keep error texts compressed: they must be marked.
    void mark_error_texts() {
        for (size_t i = 0; i + 1 < code_.size(); ++i) {
            if (in_entry(code_[i]) || !code_[i + 1].is("(")) continue;
            for (const Raise& raise : kRaises) {
                if (!code_[i].is(raise.name)) continue;
                size_t close = source::find_closing(code_, i + 1);
                if (close >= code_.size()) continue;
                std::vector<source::Code> arguments =
                    source::split_arguments(code_.subspan(i + 2, close - i - 2));
                if (arguments.size() <= raise.argument) continue;
                source::Code text = arguments[raise.argument];
                bool literal =
                    !text.empty() && std::ranges::all_of(text, [](const source::RawToken& token) {
                        return token.kind == source::RawKind::string;
                    });
                if (!literal) continue;
                edits_.push_back({text.front().begin, text.front().begin, "MP_ERROR_TEXT("});
                edits_.push_back({text.back().end(), text.back().end(), ")"});
            }
        }
    }

    void report_leftovers() {
        source::LineCounter lines(text_);
        for (const source::RawToken& token : code_) {
            if (token.kind != source::RawKind::word || in_entry(token)) continue;
            for (const Leftover& leftover : kLeftovers) {
                if (token.is(leftover.name))
                    note(lines.line(token.begin), std::string(leftover.advice));
            }
        }
        for (; written_tables_ > 0; --written_tables_)
            note(entry_->line, std::string(kLeftovers[0].advice));
    }

    // `extern mp_obj_full_type_t x;` of a type that another file now defines as a constant.
    void declare_constant() {
        for (size_t i = 0; i + 3 < code_.size(); ++i) {
            if (in_entry(code_[i]) ||
                !matches(code_.subspan(i, 4), "extern mp_obj_full_type_t _ ;"))
                continue;
            if (surroundings_.constant.contains(std::string(code_[i + 2].text)))
                edits_.push_back({code_[i + 1].begin, code_[i + 1].end(), "const mp_obj_type_t"});
        }
    }

    bool includes(std::string_view header) const {
        return std::ranges::any_of(rest_, [&](const source::RawToken& token) {
            return token.kind == source::RawKind::directive &&
                   token.text.find(header) != std::string_view::npos;
        });
    }

    void use(const source::RawToken& token) {
        if (token.kind != source::RawKind::word) return;
        for (size_t i = 0; i < std::size(kHeaders); ++i)
            used_[i] |= token.text.starts_with(kHeaders[i].word_begins);
    }

    // What was written anew, or is in another file.
    void use(std::string_view text, bool written = true) {
        source::RawToken token;
        for (source::RawReader reader(text); reader.next(token);) {
            use(token);
            written_tables_ += written && token.is("mp_fun_table");
        }
    }

    void replace_include() {
        for (const source::RawToken& token : code_)
            if (!in_entry(token)) use(token);
        use(surroundings_.users, false);
        std::vector<std::string_view> headers = {"py/runtime.h"};
        auto calls_memory_function = [&](const source::RawToken& token) {
            return is_memory_function(token.text) &&
                   std::none_of(removed_.begin(), removed_.end(), [&](const Edit& edit) {
                       return token.begin >= edit.begin && token.begin < edit.end;
                   });
        };
        bool string_h = !removed_.empty() && !includes("string.h") &&
                        std::ranges::any_of(code_, calls_memory_function);
        for (size_t i = 0; i < std::size(kHeaders); ++i) {
            std::string_view name = kHeaders[i].name;
            if (used_[i] && !includes(name) &&
                std::find(headers.begin(), headers.end(), name) == headers.end()) {
                headers.push_back(name);
            }
        }
        bool has_runtime = includes("py/runtime.h");
        for (const source::RawToken& token : rest_) {
            if (!is_include(token)) continue;
            std::string lines = string_h ? "#include <string.h>\n" : "";
            for (std::string_view header : headers) {
                if (header == "py/runtime.h" && has_runtime) continue;
                lines += fmt::format("{}#include \"{}\"", lines.empty() ? "" : "\n", header);
            }
            if (lines.empty()) {
                edits_.push_back(removal(text_, token.begin, token.end()));
            } else {
                edits_.push_back({token.begin, token.end(), std::move(lines)});
            }
        }
    }

    std::string file_;
    std::string_view text_;
    std::string module_;
    const Surroundings& surroundings_;
    source::SplitSource tokens_;
    source::Code code_, rest_;
    std::optional<Entry> entry_;
    Edits edits_;
    Edits removed_;                                    // memset and the like
    std::array<bool, std::size(kHeaders)> used_ = {};  // something of that header's
    size_t written_tables_ = 0;                        // mp_fun_table in what was written anew
    Migration result_;
};

}  // namespace

bool includes_dynruntime(std::string_view text) {
    source::RawToken token;
    for (source::RawReader reader(text); reader.next(token);)
        if (Migrator::is_include(token)) return true;
    return false;
}

Migration migrate_source(const std::string& file, std::string_view text, const std::string& module,
                         const Surroundings& surroundings) {
    if (!Migrator(file, text, module, surroundings).is_classic())
        return {std::string(text), {}, {}, false};
    Branches branches = choose_branches(text);
    std::string source = use_firmware_names(branches.text);
    branches.text = {};
    Migrator migrator(file, source, module, surroundings);
    if (uint32_t line = migrator.line_of_second_entry()) {
        Finding note{{file, branches.line_in_source(line)},
                     "the file registers a module already; remove mpy_init",
                     {},
                     FindingKind::to_do};
        return {std::string(text), {std::move(note)}, {}, false};
    }
    Migration migration = migrator.run();
    for (Finding& note : migration.notes)
        note.where.line = branches.line_in_source(note.where.line);
    return migration;
}

}  // namespace natmod::migrate
