// SPDX-License-Identifier: MIT
#include "driver/module_plan.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>

#include "abi/static_qstrs.h"
#include "base/error.h"
#include "base/file.h"
#include "driver/switched_off.h"
#include "source/raw_source.h"

namespace natmod::driver {
namespace {

// MP_QSTR_pkg_dot_sub is the usual way to register what Python calls pkg.sub.
constexpr std::string_view kDot = "_dot_";

bool same_place(const source::Where& a, const source::Where& b) {
    return *a.file == *b.file && a.line == b.line;
}

// The registrations that are switched on. One in a header that several sources include counts once.
std::vector<source::Registration> registrations(std::span<const source::Scan> scans) {
    std::vector<source::Registration> all;
    for (const source::Scan& scan : scans) {
        for (const source::Registration& registration : scan.registrations) {
            bool known =
                std::any_of(all.begin(), all.end(), [&](const source::Registration& other) {
                    return other.name == registration.name && other.object == registration.object &&
                           same_place(other.where, registration.where);
                });
            if (registration.enabled && !known) all.push_back(registration);
        }
    }
    return all;
}

std::string dotted(std::string_view identifier) {
    std::string text(identifier);
    for (size_t at = 0; (at = text.find(kDot, at)) != std::string::npos; ++at) {
        text.replace(at, kDot.size(), ".");
    }
    return text;
}

bool is_identifier_character(char c) {
    return c == '_' || std::isalnum(static_cast<unsigned char>(c));
}

bool names(std::string_view text, std::string_view identifier) {
    for (size_t at = 0; (at = text.find(identifier, at)) != text.npos; at += identifier.size()) {
        size_t end = at + identifier.size();
        if ((at == 0 || !is_identifier_character(text[at - 1])) &&
            (end == text.size() || !is_identifier_character(text[end])))
            return true;
    }
    return false;
}

bool is_among_globals(std::span<const source::Scan> scans, std::string_view object) {
    for (const source::Scan& scan : scans) {
        for (const source::Definition& definition : scan.definitions) {
            for (const source::TableEntry& entry : definition.entries) {
                if (names(entry.value, object)) return true;
            }
        }
    }
    return false;
}

bool is_registered(std::span<const source::Scan> scans, std::string_view object) {
    return std::ranges::any_of(scans, [&](const source::Scan& scan) {
        return std::ranges::any_of(scan.registrations,
                                   [&](const source::Registration& registration) {
                                       return registration.object == object;
                                   });
    });
}

// A module object that nothing refers to. The module would lack all that it holds.
const source::Definition* unreachable_module(std::span<const source::Scan> scans) {
    for (const source::Scan& scan : scans) {
        for (const source::Definition& definition : scan.definitions) {
            if (definition.kind == "module" && !is_registered(scans, definition.name) &&
                !is_among_globals(scans, definition.name))
                return &definition;
        }
    }
    return nullptr;
}

// A package may be just the prefix of its modules' names. But one with a module object of its own
// was meant to be registered.
void require_parents(std::span<const source::Scan> scans,
                     const std::vector<source::Registration>& all) {
    const source::Definition* forgotten = unreachable_module(scans);
    for (const source::Registration& registration : all) {
        size_t dot = registration.name.rfind(kDot);
        if (forgotten == nullptr || dot == std::string::npos) continue;
        std::string parent = registration.name.substr(0, dot);
        if (std::ranges::any_of(all,
                                [&](const source::Registration& r) { return r.name == parent; }))
            continue;
        throw Error({registration.where,
                     fmt::format("module {} is registered, but {}, which it is in, is not",
                                 dotted(registration.name), dotted(parent)),
                     fmt::format("add MP_REGISTER_MODULE(MP_QSTR_{}, {}); after {}", parent,
                                 forgotten->name, forgotten->where.text())});
    }
}

[[noreturn]] void nothing_registered(std::span<const source::Scan> scans) {
    for (const source::Scan& scan : scans) {
        for (const source::Registration& registration : scan.registrations) {
            throw Error(
                {registration.where,
                 fmt::format("module {} is registered, but switched off", registration.name),
                 "the third argument is 0: define what it names as 1"});
        }
    }
    for (const source::Scan& scan : scans) {
        for (const source::Definition& definition : scan.definitions) {
            if (definition.kind != "module") continue;
            throw Error({definition.where,
                         fmt::format("no MP_REGISTER_MODULE for module object {}", definition.name),
                         fmt::format("add MP_REGISTER_MODULE(MP_QSTR_name, {}); with the name to "
                                     "import",
                                     definition.name)});
        }
    }
    for (const source::Scan& scan : scans) {
        if (auto message = switched_off_registration(scan.source)) throw Error(*message);
    }
    throw Error({scans.empty() ? std::string() : scans.front().source,
                 "no MP_REGISTER_MODULE in any source, and no mpy_init",
                 "add MP_REGISTER_MODULE(MP_QSTR_name, module_object); to a source"});
}

void require_usable(std::span<const source::Scan> scans,
                    const std::vector<source::Registration>& all) {
    std::vector<Finding> errors;
    for (size_t i = 0; i < all.size(); ++i) {
        for (size_t k = 0; k < i; ++k) {
            if (all[k].name != all[i].name) continue;
            errors.push_back({all[i].where,
                              fmt::format("module {} is registered twice", all[i].name),
                              fmt::format("the other one is at {}", all[k].where.text())});
            break;
        }
        const source::Definition* definition = find_definition(scans, "module", all[i].object);
        if (definition == nullptr || !definition->is_static) continue;
        if (definition->cxx_const) {
            errors.push_back(
                {all[i].where,
                 fmt::format("registered object {} is const, which hides it in C++", all[i].object),
                 fmt::format("put extern \"C\" in front of it at {}", definition->where.text())});
        } else {
            errors.push_back({all[i].where,
                              fmt::format("registered object {} is static", all[i].object),
                              fmt::format("remove static at {}", definition->where.text())});
        }
    }
    if (!errors.empty()) throw Error(errors);
}

// The name that all of them have, or whose submodules they are; empty if there is none.
std::string common_name(const std::vector<source::Registration>& all) {
    std::string name = all.front().name;
    name = name.substr(0, name.find(kDot));
    for (const source::Registration& registration : all) {
        bool under = registration.name == name || registration.name.starts_with(name + kDot.data());
        if (!under) return {};
    }
    return name;
}

[[noreturn]] void no_common_name(const std::vector<source::Registration>& all) {
    std::string list;
    for (const source::Registration& registration : all) {
        if (!list.empty()) list += ", ";
        list += fmt::format("{} ({})", registration.name, registration.where.text());
    }
    throw Error(
        {{},
         fmt::format("{} modules are registered: {}", all.size(), list),
         fmt::format("choose the one that gives the file its name: --name {}", all.front().name)});
}

void name_modules(ModulePlan& plan, const std::vector<source::Registration>& all,
                  std::string_view chosen_name) {
    bool one_by_choice = all.size() == 1 && !chosen_name.empty();
    std::string top = one_by_choice ? all.front().name : common_name(all);
    for (const source::Registration& registration : all) {
        if (registration.name == chosen_name) top = chosen_name;
    }
    if (top.empty()) no_common_name(all);
    plan.name = chosen_name.empty() ? std::string(abi::qstr_text(top)) : std::string(chosen_name);
    for (const source::Registration& registration : all) {
        if (registration.name == top) {
            plan.adopted.push_back({plan.name, registration, false});
        } else if (registration.name.starts_with(top + kDot.data())) {
            std::string below = dotted(registration.name.substr(top.size()));
            plan.others.push_back({plan.name + below, registration, false});
        } else {
            plan.others.push_back(
                {std::string(abi::qstr_text(registration.name)), registration, false});
        }
    }
    // A package comes before its submodules.
    std::sort(plan.others.begin(), plan.others.end(),
              [](const PlannedModule& a, const PlannedModule& b) { return a.name < b.name; });
}

bool has_submodules(std::span<const source::Scan> scans, std::string_view object) {
    const source::Definition* table = find_globals_table(scans, object);
    if (table == nullptr) return false;
    for (const source::Scan& scan : scans) {
        for (const source::Definition& definition : scan.definitions) {
            if (definition.kind != "module") continue;
            for (const source::TableEntry& entry : table->entries) {
                if (names(entry.value, definition.name)) return true;
            }
        }
    }
    return false;
}

// For a module with its own mpy_init: the name that its branch for firmware registers. Empty if
// there is none, or more than one.
std::string name_in_firmware(std::span<const source::Scan> scans) {
    constexpr std::string_view kQstr = "MP_QSTR_";
    std::string name;
    for (const source::Scan& scan : scans) {
        if (!std::filesystem::is_regular_file(scan.source)) continue;
        MappedFile file(scan.source);
        source::RawTokens tokens = source::tokenize_code(file.text());
        for (size_t i = 2; i < tokens.size(); ++i) {
            std::string_view qstr = tokens[i].text;
            if (!tokens[i - 2].is("MP_REGISTER_MODULE") || !tokens[i - 1].is("(") ||
                !qstr.starts_with(kQstr))
                continue;
            std::string found(abi::qstr_text(qstr.substr(kQstr.size())));
            if (!name.empty() && found != name) return {};
            name = std::move(found);
        }
    }
    return name;
}

}  // namespace

ModulePlan plan_module(std::span<const source::Scan> scans, std::string_view chosen_name) {
    ModulePlan plan;
    std::vector<std::string_view> qstrs;
    std::set<std::string> declarations;
    bool asks_streams = false;
    for (const source::Scan& scan : scans) {
        plan.sources.push_back(scan.source);
        qstrs.insert(qstrs.end(), scan.qstrs.begin(), scan.qstrs.end());
        if (scan.mpy_init && !plan.mpy_init) plan.mpy_init = scan.mpy_init;
        plan.opaque_arguments &= scan.opaque_arguments;
        plan.static_arguments &= scan.static_arguments;
        plan.plain_streams |= scan.knows_streams;
        asks_streams |= scan.asks_streams;
        for (const source::RootPointer& pointer : scan.root_pointers) {
            if (declarations.insert(pointer.declaration).second) {
                plan.root_pointers.push_back(pointer);
            }
        }
        for (const source::Delegation& delegation : scan.delegations) {
            bool known = std::any_of(plan.delegations.begin(), plan.delegations.end(),
                                     [&](const source::Delegation& other) {
                                         return other.object == delegation.object &&
                                                other.function == delegation.function;
                                     });
            if (!known) plan.delegations.push_back(delegation);
        }
    }
    std::ranges::sort(qstrs);
    // Not ranges::unique: clang 14 cannot compile libstdc++'s.
    plan.qstrs.assign(qstrs.begin(), std::unique(qstrs.begin(), qstrs.end()));
    plan.plain_streams &= !asks_streams;

    std::vector<source::Registration> all = registrations(scans);
    if (plan.mpy_init) {
        // The registration is for firmware builds; here only its name counts.
        plan.name = chosen_name;
        if (plan.name.empty() && !all.empty()) plan.name = abi::qstr_text(common_name(all));
        return plan;
    }
    if (all.empty()) nothing_registered(scans);
    require_usable(scans, all);
    if (chosen_name.empty()) require_parents(scans, all);
    name_modules(plan, all, chosen_name);
    for (auto* modules : {&plan.adopted, &plan.others}) {
        for (PlannedModule& module : *modules) {
            module.submodules = has_submodules(scans, module.registration.object);
        }
    }
    return plan;
}

const source::Definition* find_definition(std::span<const source::Scan> scans,
                                          std::string_view kind, std::string_view name) {
    for (const source::Scan& scan : scans) {
        for (const source::Definition& definition : scan.definitions) {
            if (definition.kind == kind && definition.name == name) return &definition;
        }
    }
    return nullptr;
}

const source::Definition* find_globals_table(std::span<const source::Scan> scans,
                                             std::string_view object) {
    const source::Definition* definition = find_definition(scans, "module", object);
    for (std::string_view kind : {"dict", "table"}) {
        const source::Definition* next = nullptr;
        for (size_t i = 0; definition != nullptr && next == nullptr; ++i) {
            if (i == definition->refers_to.size()) break;
            next = find_definition(scans, kind, definition->refers_to[i]);
        }
        definition = next;
    }
    return definition;
}

ModulePlan plan_named_module(std::span<const source::Scan> scans, std::string_view chosen_name,
                             std::string_view fallback) {
    ModulePlan plan = plan_module(scans, chosen_name);
    if (plan.name.empty()) plan = plan_module(scans, name_in_firmware(scans));
    if (plan.name.empty()) plan = plan_module(scans, fallback);
    if (plan.name.empty()) {
        throw Error({plan.mpy_init.text(), "the module has no name: it is not registered",
                     "give one with --name"});
    }
    return plan;
}

}  // namespace natmod::driver
