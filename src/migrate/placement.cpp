// SPDX-License-Identifier: MIT
#include "migrate/placement.h"

#include <fmt/format.h>
#include <algorithm>

namespace natmod::migrate {
namespace {

std::string with_conditions(const std::vector<std::string_view>& conditions,
                            std::string_view text) {
    std::string before, after;
    for (std::string_view condition : conditions) {
        before.append(condition) += '\n';
        if (condition_of(condition) == Condition::opens) after += "\n#endif";
    }
    return before.append(text).append(after);
}

class Placer {
  public:
    Placer(const PlacementInput& input, const std::vector<Definition>& definitions)
        : in_(input), all_(definitions), late_(definitions.size(), false) {}

    Placement run() {
        choose();
        for (size_t i = 0; i < all_.size(); ++i) {
            if (!all_[i].problem.empty()) continue;
            if (late_[i]) {
                emit_late(i);
            } else {
                const Declaration& d = all_[i].declaration;
                result_.edits.push_back({d.begin, d.end, text_of(all_[i])});
            }
            declare_elsewhere(all_[i]);
        }
        return std::move(result_);
    }

  private:
    bool in_entry(size_t at) const { return at >= in_.entry->begin && at < in_.entry->end; }

    // Offset of the first place outside mpy_init that has the word, or npos.
    size_t first_mention(std::string_view word) const {
        for (const source::RawToken& token : in_.code) {
            if (token.kind == source::RawKind::word && token.is(word) && !in_entry(token.begin)) {
                return token.begin;
            }
        }
        return std::string::npos;
    }

    bool is_late(std::string_view name) const {
        for (size_t i = 0; i < all_.size(); ++i) {
            if (!late_[i]) continue;
            if (all_[i].declaration.name == name) return true;
            for (const Declaration* dict : dicts_of(all_[i])) {
                if (dict->name == name) return true;
            }
        }
        return false;
    }

    bool must_be_late(const Definition& definition) const {
        const Declaration& d = definition.declaration;
        const Element& first = in_.entry->body[definition.parts[0].element];
        if (!d.alone || !first.conditions.empty() || d.begin > in_.entry->begin) return true;
        for (const std::string& word : references(definition)) {
            if (word == d.name) continue;
            if (in_.not_before.count(word) > 0 || is_late(word)) return true;
            size_t mention = first_mention(word);
            if (mention != std::string::npos && mention > d.begin) return true;
        }
        return false;
    }

    void choose() {
        for (bool changed = true; changed;) {
            changed = false;
            for (size_t i = 0; i < all_.size(); ++i) {
                if (late_[i] || !all_[i].problem.empty() || !must_be_late(all_[i])) continue;
                late_[i] = changed = true;
            }
        }
    }

    std::vector<const Declaration*> dicts_of(const Definition& definition) const {
        std::vector<const Declaration*> dicts;
        for (const Declaration& d : *in_.declarations) {
            if (d.kind == Declaration::dict && d.of == definition.declaration.name) {
                dicts.push_back(&d);
            }
        }
        return dicts;
    }

    // Whether code before mpy_init uses the object, other than its own declarations.
    bool used_before(const Declaration& declaration) const {
        for (const source::RawToken& token : in_.code) {
            if (token.begin >= in_.entry->begin) break;
            if (token.kind != source::RawKind::word || !token.is(declaration.name)) continue;
            bool declares = std::any_of(
                in_.declarations->begin(), in_.declarations->end(), [&](const Declaration& d) {
                    return (d.name == declaration.name || d.of == declaration.name) &&
                           token.begin >= d.begin && token.begin < d.end;
                });
            if (!declares) return true;
        }
        return false;
    }

    std::string text_of(const Definition& definition) const {
        Definition copy = definition;
        if (in_.cpp) copy.declaration.is_static = false;
        return definition_text(copy, in_.entry->body);
    }

    std::string forward(const Declaration& d, std::string_view type) const {
        return fmt::format("{} const {} {}{};", d.is_static && !in_.cpp ? "static" : "extern", type,
                           d.name, d.kind == Declaration::table ? "[" + d.size + "]" : "");
    }

    std::string_view const_type(const Declaration& d) const {
        if (d.kind == Declaration::type) return "mp_obj_type_t";
        if (d.kind == Declaration::table) return "mp_rom_map_elem_t";
        if (d.kind == Declaration::dict) return "mp_obj_dict_t";
        size_t space = in_.source.substr(0, d.type_end).find_last_of(" \t\n");
        return in_.source.substr(space + 1, d.type_end - space - 1);
    }

    // Takes the old declaration away, or leaves a declaration of the static one. Returns the
    // comments that moved.
    std::string vacate(const Declaration& d) {
        if (!d.alone) return {};
        if (used_before(d)) {
            result_.edits.push_back({d.begin, d.end, forward(d, const_type(d))});
            return {};
        }
        size_t from = comments_above(in_.rest, in_.source, d.begin);
        result_.edits.push_back(removal(in_.source, from, d.end));
        return std::string(in_.source.substr(from, d.begin - from));
    }

    void emit_late(size_t index) {
        if (std::find(emitted_.begin(), emitted_.end(), index) != emitted_.end()) return;
        emitted_.push_back(index);
        const Definition& definition = all_[index];
        std::vector<std::string> words = references(definition);
        for (size_t i = 0; i < all_.size(); ++i) {
            if (!late_[i] || i == index) continue;
            bool wanted =
                std::find(words.begin(), words.end(), all_[i].declaration.name) != words.end();
            for (const Declaration* dict : dicts_of(all_[i])) {
                wanted |= std::find(words.begin(), words.end(), dict->name) != words.end();
            }
            if (wanted) emit_late(i);
        }
        const Declaration& d = definition.declaration;
        std::string text = vacate(d) + text_of(definition);
        for (const Declaration* dict : dicts_of(definition)) {
            text += "\n" + vacate(*dict);
            text += in_.source.substr(dict->begin, dict->end - dict->begin);
        }
        const Element& first = in_.entry->body[definition.parts[0].element];
        result_.later.push_back(with_conditions(first.conditions, text));
    }

    // `extern` declarations, and lists of several names, only change their type.
    void declare_elsewhere(const Definition& definition) {
        for (const Declaration& d : *in_.declarations) {
            bool other = d.name == definition.declaration.name && d.kind != Declaration::dict &&
                         (d.begin != definition.declaration.begin || !d.alone);
            if (!other) continue;
            std::string text = fmt::format(
                "{} const {}", d.is_static && !in_.cpp ? "static" : "extern", const_type(d));
            bool done = std::any_of(result_.edits.begin(), result_.edits.end(), [&](const Edit& e) {
                return e.begin == d.type_begin && e.end == d.type_end;
            });
            if (!done) result_.edits.push_back({d.type_begin, d.type_end, text});
        }
    }

    const PlacementInput& in_;
    const std::vector<Definition>& all_;
    std::vector<bool> late_;
    std::vector<size_t> emitted_;
    Placement result_;
};

}  // namespace

Placement place(const PlacementInput& input, const std::vector<Definition>& definitions) {
    return Placer(input, definitions).run();
}

}  // namespace natmod::migrate
