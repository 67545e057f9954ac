// SPDX-License-Identifier: MIT
#include "stubs/build_model.h"

#include <algorithm>
#include <set>

#include "stubs/comments.h"
#include "stubs/inference.h"
#include "stubs/known.h"
#include "stubs/members.h"
#include "stubs/signature.h"

namespace natmod::stubs {
namespace {

// Names that say nothing of a module: it has them for MicroPython.
constexpr std::string_view kOfTheSystem[] = {"__name__", "__init__", "__dict__", "__path__",
                                             "__file__"};

// The entries of a table or what mpy_init stores; with the source that they are in.
struct Entry {
    std::string name;
    std::string value;
};
struct Entries {
    const Unit* unit = nullptr;
    std::vector<Entry> list;
};

// Where a member is made.
struct Scope {
    std::string module;
    std::string prefix;      // "Outer." in a class
    Module* into = nullptr;  // gets submodules; nullptr in a class
};

class ModelBuilder {
  public:
    ModelBuilder(const Sources& sources, const driver::ModulePlan& plan)
        : sources_(sources), plan_(plan), inference_(sources), comments_(sources.directory) {}

    Model run() {
        if (plan_.mpy_init) {
            model_.modules.push_back(classic_module());
        } else {
            std::vector<driver::PlannedModule> all = plan_.adopted;
            all.insert(all.end(), plan_.others.begin(), plan_.others.end());
            std::ranges::sort(all, {}, &driver::PlannedModule::name);  // those above come first
            for (const driver::PlannedModule& planned : all) add_planned(planned);
        }
        for (Module& module : model_.modules) add_hidden_classes(module);
        return std::move(model_);
    }

  private:
    // ---- Tables ----

    std::pair<const Unit*, const source::Definition*> definition(std::string_view kind,
                                                                 std::string_view name,
                                                                 const Unit* own) const {
        auto find = [&](const Unit& unit) -> const source::Definition* {
            for (const source::Definition& each : unit.scan.definitions)
                if (each.kind == kind && each.name == name) return &each;
            return nullptr;
        };
        if (own != nullptr)
            if (const source::Definition* found = find(*own)) return {own, found};
        for (const Unit& unit : sources_.units)
            if (const source::Definition* found = find(unit)) return {&unit, found};
        return {nullptr, nullptr};
    }

    // Of a module object, a dict or a table.
    Entries entries_of(std::string_view name, const Unit* own) const {
        for (std::string_view kind : {"module", "dict", "table"}) {
            auto [unit, found] = definition(kind, name, own);
            if (found == nullptr) continue;
            if (kind == "table") {
                Entries entries{unit, {}};
                for (const source::TableEntry& entry : found->entries)
                    if (auto text = python_name("MP_QSTR_" + entry.name); !entry.name.empty())
                        entries.list.push_back({*text, entry.value});
                return entries;
            }
            for (const std::string& next : found->refers_to)
                if (Entries entries = entries_of(next, unit); entries.unit != nullptr)
                    return entries;
        }
        return {};
    }

    // ---- Documentation ----

    std::string doc_above(const Unit& unit, size_t token) {
        return comments_.above(unit.tokens.file(token), unit.tokens.line(token));
    }

    std::string doc_of_function(const Unit& unit, std::string_view name, size_t object) {
        Place place = inference_.find(name, &unit);
        std::string doc;
        if (place.function != nullptr) doc = doc_above(*place.unit, place.function->first);
        return doc.empty() ? doc_above(unit, object) : doc;
    }

    // ---- Members ----

    Member function(std::string name, const Unit& unit, const FunctionObject& object,
                    const Scope& scope, Member::Kind kind) {
        Bound bound = kind == Member::class_method                             ? Bound::to_class
                      : kind == Member::static_method || scope.into != nullptr ? Bound::no
                                                                               : Bound::to_object;
        Member made{.kind = kind,
                    .name = std::move(name),
                    .doc = doc_of_function(unit, object.function, object.at),
                    .signature = signature_of(inference_, unit, object, bound)};
        name_from_doc(made.doc, made.signature);
        return made;
    }

    Member of_object(const std::string& name, std::string_view object, const Unit& own,
                     const Scope& scope) {
        if (auto [unit, found] = sources_.find(&Unit::function_objects, object, &own); found)
            return function(name, *unit, *found, scope, Member::function);
        if (auto [unit, found] = sources_.find(&Unit::bindings, object, &own); found) {
            auto [where, function_object] =
                sources_.find(&Unit::function_objects, found->function_object, unit);
            auto kind = found->is_static ? Member::static_method : Member::class_method;
            if (function_object) return function(name, *where, *function_object, scope, kind);
        }
        if (auto [unit, found] = sources_.find(&Unit::types, object, &own); found)
            return of_type(name, std::string(object), *unit, *found, scope);
        if (auto [unit, found] = definition("module", object, &own); found && scope.into) {
            scope.into->children.push_back(
                module(scope.into->name + "." + name, std::string(object), unit));
            return {.kind = Member::module, .name = name};
        }
        if (auto [unit, found] = sources_.find(&Unit::objects, object, &own); found)
            return {.kind = Member::constant, .name = name, .type = {*found}};
        if (auto [unit, found] = sources_.find(&Unit::instances, object, &own); found)
            if (Types type = inference_.class_of(*found); !type.is_any())
                return {.kind = Member::constant, .name = name, .type = type};
        if (std::string_view text = firmware_function(object); !text.empty())
            return {
                .kind = Member::function, .name = name, .signature = {{}, {}, std::string(text)}};
        if (std::string_view type = firmware_type(object); !type.empty())
            return {.kind = Member::klass, .name = name, .type = {type.substr(0, type.find('['))}};
        if (std::string_view type = made_by(object); !type.empty())
            return {.kind = Member::constant, .name = name, .type = {type}};
        return {.name = name};
    }

    Member member(const std::string& name, const std::string& text, const Unit& unit,
                  const Scope& scope) {
        source::Tokens tokens = source::tokenize(text);
        auto word = [&](size_t i) {
            return i < tokens.size() ? tokens[i].text : std::string_view();
        };
        Range inside{0, tokens.size()};
        std::string_view maker;
        while (made_by(maker).empty() && inside.end - inside.first > 2 &&
               word(inside.first + 1) == "(" &&
               tokens.behind_group(inside.first + 1) == inside.end) {
            maker = word(inside.first);
            inside = {inside.first + 2, inside.end - 1};
        }
        if (maker.empty()) maker = word(inside.first);
        std::string_view type = made_by(maker);
        Member constant{.kind = Member::constant, .name = name, .type = {type}};
        if (type == "int") {
            if (auto number = unit.number_in(tokens, inside))
                constant.value = std::to_string(*number);
            return constant;
        }
        if (type == "str") {
            auto value = python_name(word(inside.end - 1));
            if (value && is_identifier(*value)) constant.value = "\"" + *value + "\"";
            return constant;
        }
        if (type == "None") constant.value = "None";
        if (type == "bool")
            constant.value = maker.ends_with("rue") || maker.ends_with("TRUE") ? "True" : "False";
        if (!type.empty()) return constant;
        // A function of a hand-written module, with the parameters of a slot.
        for (size_t i = 0; i < tokens.size(); ++i)
            if (Place place = inference_.find(word(i), &unit);
                place.function != nullptr && place.function->parameters.size() == 4) {
                Signature signature = signature_of_slot(inference_, place);
                signature.parameters.erase(signature.parameters.begin());
                return {.kind = Member::function,
                        .name = name,
                        .doc = doc_above(*place.unit, place.function->first),
                        .signature = std::move(signature)};
            }
        for (size_t i = inside.end; i-- > inside.first;)
            if (tokens[i].kind == source::TokenKind::identifier)
                return of_object(name, word(i), unit, scope);
        return {.name = name};
    }

    std::vector<Member> members(const Entries& entries, const Scope& scope) {
        std::vector<Member> result;
        std::set<std::string> names(std::begin(kOfTheSystem), std::end(kOfTheSystem));
        for (const Entry& entry : entries.list)
            if (names.insert(entry.name).second)
                result.push_back(member(entry.name, entry.value, *entries.unit, scope));
        return result;
    }

    // ---- Classes ----

    Member of_type(const std::string& name, const std::string& type_object, const Unit& unit,
                   const TypeObject& type, const Scope& scope) {
        Member result{.kind = Member::klass, .name = name};
        auto home = model_.homes.find(type_object);
        if (home == model_.homes.end()) {
            model_.homes.emplace(type_object, Home{scope.module, scope.prefix + name});
            result.classes.push_back(make_class(name, type_object, unit, type, scope));
        } else if (home->second.module == scope.module) {
            result.value = home->second.name;
        } else {
            result.kind = Member::import;
            result.value = home->second.module + " " + home->second.name;
        }
        return result;
    }

    Class make_class(const std::string& name, const std::string& type_object, const Unit& unit,
                     const TypeObject& type, const Scope& scope) {
        Class made{.name = name, .type_object = type_object, .members = {}};
        if (type.at != 0) made.doc = doc_above(unit, type.at);
        auto slot = [&](std::string_view slot_name) {
            auto found = type.slots.find(slot_name);
            return found == type.slots.end() ? std::string_view() : unit.last_name(found->second);
        };
        std::string_view parent = slot("parent");
        if (!parent.empty()) made.base = inference_.class_of(parent);
        std::string_view maker = slot("make_new");
        if (Place make = inference_.find(maker, &unit); make.function != nullptr) {
            Member init{.kind = Member::function,
                        .name = "__init__",
                        .doc = doc_above(*make.unit, make.function->first),
                        .signature = signature_of_slot(inference_, make)};
            init.signature.result = {"None"};
            name_from_doc(init.doc.empty() ? made.doc : init.doc, init.signature);
            if (made.doc.empty()) std::swap(made.doc, init.doc);
            made.members.push_back(std::move(init));
        }
        Scope inner{scope.module, scope.prefix + name + ".", nullptr};
        for (auto more :
             {members(entries_of(slot("locals_dict"), &unit), inner),
              members_of_attr(inference_, unit, type), members_of_slots(inference_, unit, type)})
            for (Member& each : more)
                if (std::ranges::find(made.members, each.name, &Member::name) == made.members.end())
                    made.members.push_back(std::move(each));
        return made;
    }

    // ---- Modules ----

    Module module(const std::string& name, const std::string& object, const Unit* own) {
        constexpr std::ptrdiff_t kDeepest = 8;  // a module may have itself as attribute
        Module result{.name = name};
        Entries entries = entries_of(object, own);
        if (entries.unit == nullptr || std::ranges::count(name, '.') > kDeepest) {
            result.members.push_back(any_attribute());
            return result;
        }
        result.doc = comments_.on_top(entries.unit->scan.source);
        result.members = members(entries, {name, "", &result});
        for (const source::Delegation& delegation : plan_.delegations)
            if (delegation.object == object) result.members.push_back(any_attribute());
        return result;
    }

    static Member any_attribute() {
        return {.kind = Member::function,
                .name = "__getattr__",
                .signature = {{}, {}, "(name: str, /) -> Any"}};
    }

    // What a hand-written mpy_init stores.
    Module classic_module() {
        Module result{.name = plan_.name};
        for (const Unit& unit : sources_.units) {
            if (unit.stored.empty()) continue;
            if (result.doc.empty()) result.doc = comments_.on_top(unit.scan.source);
            Entries entries{&unit, {}};
            for (const auto& [name, value] : unit.stored)
                entries.list.push_back({name, join(unit.tokens, value.first, value.end)});
            for (Member& each : members(entries, {result.name, "", &result}))
                result.members.push_back(std::move(each));
        }
        if (result.members.empty()) result.members.push_back(any_attribute());
        return result;
    }

    // Below the modules that its name names, which may be no more than parts of names.
    void add_planned(const driver::PlannedModule& planned) {
        Module made = module(planned.name, planned.registration.object, nullptr);
        std::vector<Module>* level = &model_.modules;
        for (size_t dot = 0; (dot = made.name.find('.', dot)) != std::string::npos; ++dot) {
            std::string above = made.name.substr(0, dot), rest = made.name.substr(dot + 1);
            std::string next = rest.substr(0, rest.find('.'));
            auto parent = std::ranges::find(*level, above, &Module::name);
            if (parent == level->end()) {
                level->push_back({.name = above});
                parent = level->end() - 1;
            }
            if (std::ranges::find(parent->members, next, &Member::name) == parent->members.end())
                parent->members.push_back({.kind = Member::module, .name = next});
            level = &parent->children;
        }
        // A module above may have it as an attribute.
        if (std::ranges::find(*level, made.name, &Module::name) == level->end())
            level->push_back(std::move(made));
    }

    // ---- Classes that only results and arguments have ----

    void add_hidden_classes(Module& module) {
        for (size_t i = 0; i < module.members.size(); ++i) {
            std::set<std::string> types;
            mentioned(module.members[i], types);
            for (const std::string& type_object : types) {
                if (model_.homes.contains(type_object)) continue;
                auto [unit, type] = sources_.find(&Unit::types, type_object, nullptr);
                if (type == nullptr) continue;
                std::string name = "_" + (is_identifier(type->name) ? type->name : type_object);
                while (std::ranges::find(module.members, name, &Member::name) !=
                       module.members.end())
                    name += "_";
                Member member =
                    of_type(name, type_object, *unit, *type, {module.name, "", nullptr});
                module.members.push_back(std::move(member));
            }
        }
        for (Module& child : module.children) add_hidden_classes(child);
    }

    static void mentioned(const Types& types, std::set<std::string>& found) {
        for (const std::string& name : types.names())
            if (name.starts_with('&')) found.insert(name.substr(1));
    }

    static void mentioned(const Member& member, std::set<std::string>& found) {
        for (const Types* types : {&member.type, &member.written, &member.signature.result})
            mentioned(*types, found);
        for (const Parameter& parameter : member.signature.parameters)
            mentioned(parameter.type, found);
        for (const Class& each : member.classes) {
            mentioned(each.base, found);
            for (const Member& inner : each.members) mentioned(inner, found);
        }
    }

    const Sources& sources_;
    const driver::ModulePlan& plan_;
    Inference inference_;
    Comments comments_;
    Model model_;
};

}  // namespace

Model build_model(const Sources& sources, const driver::ModulePlan& plan) {
    return ModelBuilder(sources, plan).run();
}

}  // namespace natmod::stubs
