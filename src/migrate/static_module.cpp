// SPDX-License-Identifier: MIT
#include "migrate/static_module.h"

#include <fmt/format.h>
#include <algorithm>

#include "migrate/edits.h"

namespace natmod::migrate {
namespace {

enum class Role { gone, part, constant, kept };

struct Global {
    std::string qstr;   // MP_QSTR_...
    std::string value;  // MP_ROM_...
    size_t element = 0;
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
        text.replace(at, from.size(), to);
    }
    return text;
}

// As MicroPython writes names that are no identifiers.
std::string qstr_of(const std::string& module) {
    return replaced(replaced(module, ".", "_dot_"), "-", "_hyphen_");
}

class Builder {
  public:
    explicit Builder(const ModuleInput& input) : in_(input), body_(input.entry->body) {
        prefix_ = replaced(replaced(in_.module, ".", "_"), "-", "_");
        while (source::mentions(in_.code, prefix_ + "_globals") ||
               source::mentions(in_.code, prefix_ + "_globals_table") ||
               source::mentions(in_.code, prefix_ + "_init") ||
               source::mentions(in_.code, prefix_ + "_init_obj") ||
               source::mentions(in_.code, prefix_ + "_set_global") ||
               source::mentions(in_.code, prefix_ + "_user_cmodule")) {
            prefix_ += "_module";
        }
    }

    ModuleText run() {
        assign_roles();
        drop_dead();
        for (size_t i = 0; i < body_.size(); ++i) {
            if (roles_[i] == Role::kept) kept_[i] = rewrite_kept(i);
        }
        for (const auto& [function, object] : in_.names->made) add_function(function, object);
        result_.text = write_before() + write_table() + write_module();
        if (has_init()) write_init();
        return std::move(result_);
    }

  private:
    void note(const source::RawToken& token, std::string text) {
        if (result_.notes.size() == kMostNotes) return;
        uint32_t line = source::LineCounter(in_.text).line(token.begin);
        result_.notes.push_back({{in_.file, line}, std::move(text), {}, FindingKind::to_do});
    }

    // What sets up and ends the run with the module's globals, in macros or written out.
    static bool is_frame(const Element& element) {
        source::Code code = element.code;
        return matches(code, "MP_DYNRUNTIME_INIT_ENTRY") ||
               matches(code, "MP_DYNRUNTIME_INIT_EXIT") ||
               matches(code, "MP_DYNRUNTIME_INIT_ENTRY ;") ||
               matches(code, "MP_DYNRUNTIME_INIT_EXIT ;") ||
               matches(code, "return mp_const_none ;") ||
               matches(code,
                       "mp_obj_t _ = mp_fun_table . swap_globals ( _ -> context -> module . "
                       "globals ) ;") ||
               matches(code, "mp_fun_table . swap_globals ( _ ) ;");
    }

    bool is_part(size_t index) const {
        for (const Definition& definition : *in_.definitions) {
            if (!definition.problem.empty()) continue;
            for (const Part& part : definition.parts) {
                if (part.element == index) return true;
            }
        }
        return false;
    }

    // `mp_store_global(MP_QSTR_x, VALUE);` with a constant.
    bool read_constant(size_t index) {
        std::vector<source::Code> arguments;
        source::Code code = body_[index].code;
        if (body_[index].split_by_directive || code.size() < 2 ||
            !source::is_call(code.first(code.size() - 1), "mp_store_global", arguments) ||
            arguments.size() != 2 || arguments[0].size() != 1 ||
            !arguments[0][0].text.starts_with("MP_QSTR_")) {
            return false;
        }
        std::optional<std::string> value = rom_value(arguments[1], *in_.names);
        if (!value) return false;
        add_global(arguments[0][0].text, *value, index);
        return true;
    }

    // The last store of a name under the same conditions counts.
    void add_global(std::string_view qstr, std::string value, size_t index) {
        std::erase_if(globals_, [&](const Global& global) {
            return global.qstr == qstr &&
                   body_[global.element].conditions == body_[index].conditions;
        });
        globals_.push_back({std::string(qstr), std::move(value), index});
    }

    void assign_roles() {
        roles_.assign(body_.size(), Role::kept);
        kept_.resize(body_.size());
        for (size_t i = 0; i < body_.size(); ++i) {
            if (body_[i].kind != Element::statement || is_frame(body_[i])) {
                roles_[i] = Role::gone;
            } else if (is_part(i)) {
                roles_[i] = Role::part;
            } else if (read_constant(i)) {
                roles_[i] = Role::constant;
            }
        }
    }

    bool used_elsewhere(const std::string& name, size_t index) const {
        for (size_t i = 0; i < body_.size(); ++i) {
            if (i != index && roles_[i] == Role::kept && source::mentions(body_[i].code, name))
                return true;
        }
        return false;
    }

    // Declarations without effects whose variables nothing uses any more, and `(void)x;`.
    void drop_dead() {
        for (bool changed = true; changed;) {
            changed = false;
            for (size_t i = 0; i < body_.size(); ++i) {
                source::Code code = body_[i].code;
                if (roles_[i] != Role::kept || body_[i].compound) continue;
                bool silenced = matches(code, "( void ) _ ;");
                bool declares = code.size() > 2 && code[0].kind == source::RawKind::word &&
                                (code[1].kind == source::RawKind::word || code[1].is("*")) &&
                                !code[0].is("return") && !code[0].is("goto") &&
                                std::ranges::none_of(code, [](const source::RawToken& token) {
                                    return token.is("(");
                                });
                if (!silenced && !declares) continue;
                bool used = std::ranges::any_of(code, [&](const source::RawToken& token) {
                    return in_.names->locals.contains(token.text) &&
                           used_elsewhere(std::string(token.text), i);
                });
                if (used && !silenced) continue;
                if (silenced && !is_parameter(code[3].text) && used) continue;
                roles_[i] = Role::gone;
                changed = true;
            }
        }
    }

    bool is_parameter(std::string_view name) const {
        const auto& parameters = in_.entry->parameters;
        return std::find(parameters.begin(), parameters.end(), name) != parameters.end();
    }

    // A statement as it is to run in __init__.
    std::string rewrite_kept(size_t index) {
        const Element& element = body_[index];
        source::Code code = element.code;
        size_t base = code[0].begin;
        Edits edits;
        auto edit = [&](const source::RawToken& first, const source::RawToken& last,
                        std::string text) {
            edits.push_back({first.begin - base, last.end() - base, std::move(text)});
        };
        for (size_t i = 0; i < code.size(); ++i) {
            if (code[i].is("mp_store_global") && i + 1 < code.size() && code[i + 1].is("(")) {
                size_t close = source::find_closing(code, i + 1);
                std::vector<source::Code> arguments =
                    source::split_arguments(code.subspan(i + 2, close - i - 2));
                if (arguments.size() != 2 || arguments[0].size() != 1 ||
                    !arguments[0][0].text.starts_with("MP_QSTR_")) {
                    note(code[i],
                         "this name is only known at run time, and a static module cannot get new "
                         "ones; write its globals into the table");
                    continue;
                }
                std::string_view qstr = arguments[0][0].text;
                std::string root = prefix_ + "_" + std::string(qstr.substr(8));
                edit(code[i], code[i], prefix_ + "_set_global");
                edits.push_back({arguments[1].front().begin - base,
                                 arguments[1].front().begin - base,
                                 fmt::format("MP_STATE_VM({}) = ", root)});
                set_at_import_.insert(std::string(qstr));
                bool known = std::any_of(globals_.begin(), globals_.end(),
                                         [&](const Global& g) { return g.qstr == qstr; });
                if (!known) {
                    // NULL: there is no such attribute unless the code sets it.
                    add_global(qstr, element.compound ? "MP_ROM_PTR(NULL)" : "MP_ROM_NONE", index);
                }
            } else if (code[i].is("MP_DYNRUNTIME_MAKE_FUNCTION") && i + 3 < code.size()) {
                auto object = in_.names->made.find(code[i + 2].text);
                if (object == in_.names->made.end()) continue;
                edit(code[i], code[i + 3], fmt::format("MP_OBJ_FROM_PTR(&{})", object->second));
            } else if (code[i].is("MP_DYNRUNTIME_INIT_EXIT")) {
                edit(code[i], code[i], "return mp_const_none;");
            } else if (code[i].is("mp_obj_exception_init")) {
                note(code[i],
                     "mp_obj_exception_init is there in native modules only; define "
                     "the exception with MP_DEFINE_CONST_OBJ_TYPE");
            } else if (is_parameter(code[i].text) &&
                       (i == 0 || !(code[i - 1].is(".") || code[i - 1].is("->")))) {
                note(code[i],
                     fmt::format("__init__ has no parameter {}; rewrite this", code[i].text));
            }
        }
        return apply_edits(element.text, std::move(edits));
    }

    // An object whose calls go to a function with mpy_init's parameters.
    void add_function(const std::string& function, const std::string& object) {
        bool uses_self = function_uses_self(function);
        std::string text, self = "NULL";
        if (uses_self) {
            self = fmt::format("(mp_obj_fun_bc_t *)&{}_self", function);
            text += fmt::format(
                "{2} const mp_obj_dict_t {1}_globals;\n"
                "static const mp_module_context_t {0}_context = {{\n"
                "    .module = {{ {{ &mp_type_module }}, (mp_obj_dict_t *)&{1}_globals }},\n}};\n"
                "static const mp_obj_fun_bc_t {0}_self = {{ .context = &{0}_context }};\n",
                function, prefix_, in_.cpp ? "extern" : "static");
        }
        text += fmt::format(
            "static mp_obj_t {0}_call(mp_obj_t self_in, size_t n_args, size_t n_kw, const mp_obj_t "
            "*args) {{\n"
            "    (void)self_in;\n"
            "    return {0}({2}, n_args, n_kw, (mp_obj_t *)args);\n"
            "}}\n"
            "static MP_DEFINE_CONST_OBJ_TYPE({0}_type, MP_QSTR_function, MP_TYPE_FLAG_BINDS_SELF,\n"
            "    call, {0}_call);\n"
            "static const mp_obj_base_t {1} = {{ &{0}_type }};",
            function, object, self);
        result_.functions.push_back(std::move(text));
    }

    // Whether the function's body, if it is in this file, uses its first parameter.
    bool function_uses_self(const std::string& function) const {
        for (size_t i = 0; i + 1 < in_.code.size(); ++i) {
            if (!in_.code[i].is(function) || !in_.code[i + 1].is("(")) continue;
            size_t close = source::find_closing(in_.code, i + 1);
            if (close + 1 >= in_.code.size() || !in_.code[close + 1].is("{")) continue;
            std::vector<source::Code> parameters =
                source::split_arguments(in_.code.subspan(i + 2, close - i - 2));
            if (parameters.empty() || parameters[0].empty()) return true;
            size_t end = source::find_closing(in_.code, close + 1);
            std::string_view self = parameters[0].back().text;
            for (size_t at = close + 1; at < end; ++at) {
                bool silenced = matches(in_.code.subspan(at - 3, 3), "( void )");
                if (in_.code[at].is(self) && !silenced) return true;
            }
            return false;
        }
        return true;
    }

    // The body's lines for which `line` has a text, under the conditions they stand under.
    template <typename Line>
    std::string sequence(std::string_view indent, bool in_init, Line line) const {
        struct Open {
            size_t at;
            bool used;
        };
        std::vector<Open> open;
        std::string text;
        for (size_t i = 0; i < body_.size(); ++i) {
            const Element& element = body_[i];
            Condition what =
                element.kind == Element::directive ? condition_of(element.text) : Condition::none;
            if (what == Condition::opens) open.push_back({text.size(), false});
            if (what != Condition::none) {
                text += fmt::format("{}{}\n", indent, element.text);
                if (what == Condition::closes && !open.empty()) {
                    if (!open.back().used) text.resize(open.back().at);
                    open.pop_back();
                }
                continue;
            }
            std::string lines = line(i);
            if (lines.empty()) continue;
            for (Open& condition : open) condition.used = true;
            if (element.blank_before && !text.empty()) text += "\n";
            // The comments of a statement that runs in __init__ are not about its table entry.
            bool comments = in_init || roles_[i] != Role::kept;
            for (const source::RawToken& comment : element.above) {
                if (comments && comment.kind == source::RawKind::comment)
                    text += fmt::format("{}{}\n", indent, comment.text);
            }
            text += fmt::format("{}{}", indent, lines);
            if (comments && !element.behind.empty()) text += fmt::format(" {}", element.behind);
            text += "\n";
        }
        return text;
    }

    bool has_init() const {
        return std::find(roles_.begin(), roles_.end(), Role::kept) != roles_.end();
    }

    // Macros that mpy_init defines, root pointers, declarations.
    std::string write_before() const {
        std::string text;
        for (const Element& element : body_) {
            if (element.kind == Element::directive &&
                condition_of(element.text) == Condition::none) {
                text += fmt::format("{}\n", element.text);
            }
        }
        if (!text.empty()) text += "\n";
        if (!set_at_import_.empty()) {
            text += "// What is made at import: root pointers keep it alive.\n";
            for (const std::string& qstr : set_at_import_) {
                text += fmt::format("MP_REGISTER_ROOT_POINTER(mp_obj_t {}_{});\n", prefix_,
                                    qstr.substr(8));
            }
            text += "\n";
        }
        if (has_init()) {
            text += fmt::format(
                "static mp_obj_t {0}_init(void);\n"
                "static MP_DEFINE_CONST_FUN_OBJ_0({0}_init_obj, {0}_init);\n\n",
                prefix_);
        }
        return text;
    }

    std::string write_table() const {
        std::string text = fmt::format("static {}mp_rom_map_elem_t {}_globals_table[] = {{\n",
                                       set_at_import_.empty() ? "const " : "", prefix_);
        bool has_name = std::any_of(globals_.begin(), globals_.end(), [&](const Global& global) {
            return global.qstr == "MP_QSTR___name__" && body_[global.element].conditions.empty();
        });
        if (!has_name) {
            text +=
                fmt::format("    {{ MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_{}) }},\n",
                            qstr_of(in_.module));
        }
        if (has_init()) {
            text += fmt::format(
                "    {{ MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&{}_init_obj) }},\n", prefix_);
        }
        std::string entries = sequence("    ", false, [&](size_t index) -> std::string {
            const Element& element = body_[index];
            if (element.kind == Element::comment) return std::string(element.text);
            std::string lines;
            for (const Global& global : globals_) {
                if (global.element != index) continue;
                if (!lines.empty()) lines += "\n    ";
                lines += fmt::format("{{ MP_ROM_QSTR({}), {} }},", global.qstr, global.value);
            }
            return lines;
        });
        return text + entries +
               fmt::format("}};\n{1}MP_DEFINE_CONST_DICT({0}_globals, {0}_globals_table);\n\n",
                           prefix_, in_.cpp ? "" : "static ");
    }

    std::string write_module() const {
        return fmt::format(
            "{2}const mp_obj_module_t {0}_user_cmodule = {{\n"
            "    .base = {{ &mp_type_module }},\n"
            "    .globals = (mp_obj_dict_t *)&{0}_globals,\n"
            "}};\n\n"
            "MP_REGISTER_MODULE(MP_QSTR_{1}, {0}_user_cmodule);",
            prefix_, qstr_of(in_.module), in_.cpp ? "extern \"C\" " : "");
    }

    void write_init() {
        if (!set_at_import_.empty()) {
            result_.init_helpers = fmt::format(
                "static void {0}_set_global(qstr name, mp_obj_t value) {{\n"
                "    mp_map_t *map = (mp_map_t *)&{0}_globals.map;\n"
                "    mp_map_lookup(map, MP_OBJ_NEW_QSTR(name), MP_MAP_LOOKUP)->value = value;\n"
                "}}\n\n",
                prefix_);
        }
        result_.init = fmt::format("static mp_obj_t {}_init(void) {{\n", prefix_);
        result_.init += sequence("    ", true, [&](size_t index) { return kept_[index]; });
        result_.init += "    return mp_const_none;\n}";
    }

    const ModuleInput& in_;
    const std::vector<Element>& body_;
    std::string prefix_;
    std::vector<Role> roles_;
    std::vector<std::string> kept_;
    std::vector<Global> globals_;
    std::set<std::string> set_at_import_;
    ModuleText result_;
};

}  // namespace

ModuleText static_module(const ModuleInput& input) {
    return Builder(input).run();
}

}  // namespace natmod::migrate
