// SPDX-License-Identifier: MIT
// Reports what is still undefined: one message for each name, with the place in the source that
// uses it and the nearest name that exists.

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>
#include <vector>

#include "abi/differences.h"
#include "base/nearest.h"
#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {
namespace {

std::string nearest_name(const Context& ctx, std::string_view name) {
    Nearest nearest(name);
    auto consider = [&](std::string_view candidate) {
        if (!candidate.starts_with("natmod_")) nearest.consider(candidate);
    };
    for (const abi::ApiSymbol& symbol : abi::all_api())
        if (symbol.available(ctx.options.abi)) consider(symbol.name);
    for (const Symbol& symbol : ctx.symbol_storage)
        if (!symbol.undefined()) consider(symbol.name);
    for (const ArchiveFile& file : ctx.archives) {
        for (const ArchiveIndexEntry& entry : file.archive.index) consider(entry.symbol);
        for (const auto& [candidate, members] : file.candidates) consider(candidate);
    }
    return std::string(nearest.best());
}

const ObjectFile* file_with_static(const Context& ctx, std::string_view name) {
    for (const ObjectFile& file : ctx.files)
        for (const Symbol& symbol : file.locals)
            if (symbol.name == name && symbol.section &&
                (symbol.type == STT_FUNC || symbol.type == STT_OBJECT))
                return &file;
    return nullptr;
}

constexpr std::string_view kNoExceptions =
    "compile with -fno-exceptions, raise with mp_raise_msg()";
constexpr std::string_view kNoTypeInformation = "compile with -fno-rtti";
constexpr std::string_view kNoStandardLibrary =
    "Natmod's runtime has containers, strings, functions and smart pointers of the C++ library; "
    "the toolchain's own, -lstdc++, is not linked: it throws C++ exceptions and needs a system";

// Of a C++ function its name without arguments, `f` of `_Z1fi`; of others all.
std::string_view plain_name(std::string_view name) {
    if (!name.starts_with("_Z")) return name;
    size_t length = 0;
    const char* digits = name.data() + 2;
    auto [end, error] = std::from_chars(digits, name.data() + name.size(), length);
    auto begin = static_cast<size_t>(end - name.data());
    bool is_plain = error == std::errc() && length <= name.size() - begin;
    return is_plain ? name.substr(begin, length) : name;
}

// The function that C++ defines and C looks for, or the other way round.
const Symbol* in_other_language(const Context& ctx, std::string_view name) {
    for (const Symbol& symbol : ctx.symbol_storage)
        if (!symbol.undefined() && symbol.file && symbol.name != name &&
            symbol.name.starts_with("_Z") != name.starts_with("_Z") &&
            plain_name(symbol.name) == plain_name(name))
            return &symbol;
    return nullptr;
}

// Names that compilers refer to of their own accord, and what to do about it.
constexpr std::pair<std::string_view, std::string_view> kCompilerNames[] = {
    {"__cxa_guard_", "compile with -fno-threadsafe-statics"},
    {"__cxa_", kNoExceptions},
    {"__gxx_personality_", kNoExceptions},
    {"_Unwind_", kNoExceptions},
    {"_ZTVN10__cxxabiv1", kNoTypeInformation},
    {"_ZTI", kNoTypeInformation},
    {"__dynamic_cast", kNoTypeInformation},
    {"_ZNSt8ios_base", "there are no C++ streams in a module: print with printf() or mp_printf()"},
    {"_ZSt4cout", "there are no C++ streams in a module: print with printf() or mp_printf()"},
    {"__stack_chk_", "compile with -fno-stack-protector"},
    {"__aeabi_read_tp", kThreadLocalHint},
    {"__tls_get_addr", kThreadLocalHint},
    {"___tls_get_addr", kThreadLocalHint},
    {"__emutls_", kThreadLocalHint},
    {"__aeabi_", "add the compiler's libgcc.a with -l"},
};

std::string_view hint_for_compiler_name(std::string_view name) {
    for (auto [prefix, hint] : kCompilerNames)
        if (name.starts_with(prefix)) return hint;
    for (std::string_view prefix : {"_ZSt", "_ZNSt", "_ZNKSt", "_ZTISt", "_ZTVSt"})
        if (name.starts_with(prefix)) return kNoStandardLibrary;
    bool checked = name.starts_with("__") && name.ends_with("_chk");
    return checked ? "compile with -U_FORTIFY_SOURCE" : "";
}

// A function that compilers call, where none of their libraries is linked.
bool lacks_libgcc(const Context& ctx, std::string_view name) {
    return name.starts_with("__") && !ctx.options.arch->compilers.package.empty() &&
           std::ranges::none_of(ctx.archives, [](const ArchiveFile& file) {
               return std::filesystem::path(file.path).filename() == "libgcc.a";
           });
}

// Why the firmware does not have it.
std::string hint_for_firmware(const firmware::Image& image, bool has_objects,
                              std::string_view name) {
    auto file = std::filesystem::path(image.path).filename().string();
    std::string_view else_hint =
        has_objects ? "add the source that defines it to the module"
                    : "--firmware-objects DIR takes it from the firmware's build folder";
    if (auto same = image.symbols.find(name); same != image.symbols.end())
        return fmt::format("{} has {} static functions or variables of that name: rename one there",
                           file, same->second.size());
    // A compiler's variant of a static function, which takes its arguments elsewhere.
    std::string variant = std::string(name) + ".";
    Nearest nearest(name);
    for (const auto& [other, symbols] : image.symbols) {
        if (other.starts_with(variant))
            return fmt::format(
                "{} has only {}, which the compiler made of the static function: "
                "drop `static` there",
                file, other);
        nearest.consider(other);
    }
    if (!nearest.best().empty())
        return fmt::format("did you mean {}? else {}", nearest.best(), else_hint);
    return fmt::format("{} does not have it: nothing there uses it, or it is inlined there; {}",
                       file, else_hint);
}

std::string hint_for(const Context& ctx, std::string_view name) {
    if (std::string_view hint = hint_for_compiler_name(name); !hint.empty())
        return std::string(hint);
    const abi::Difference* known = abi::find_unavailable(name);
    bool has_objects = !ctx.options.firmware_objects.empty();
    bool of_port = known != nullptr && known->reach == abi::Reach::of_port;
    if (ctx.firmware && of_port) return hint_for_firmware(*ctx.firmware, has_objects, name);
    if (known != nullptr) return fmt::format("{}: {}", known->text, known->remedy);
    if (const Symbol* other = in_other_language(ctx, name))
        return fmt::format(
            "{} defines {}: declare it extern \"C\" in C++, also where it is defined",
            other->file->name(), demangled(other->name));
    if (ctx.firmware) return hint_for_firmware(*ctx.firmware, has_objects, name);
    if (const ObjectFile* file = file_with_static(ctx, name))
        return fmt::format("{} has a static {}: drop `static` there", file->name(), name);
    if (lacks_libgcc(ctx, name))
        return fmt::format("compilers have that in a library of their own, as Debian's package {}",
                           ctx.options.arch->compilers.package);
    std::string nearest = nearest_name(ctx, name);
    if (!nearest.empty()) return fmt::format("did you mean {}?", nearest);
    return "define it in one of the module's sources, or add the library that has it";
}

// The function or object around that place, or the section.
std::string user_of(const InputSection& section, uint64_t offset) {
    const Symbol* symbol = symbol_around(section, offset);
    if (!symbol) return fmt::format("section {}", section.name);
    bool is_c_function = symbol->type == STT_FUNC && !symbol->name.starts_with("_Z");
    return demangled(symbol->name) + (is_c_function ? "()" : "");
}

// The first use of an undefined symbol.
struct Use {
    const InputSection* section;
    const Reloc* reloc;

    std::string_view name() const { return reloc->symbol->name; }
};

void report(Context& ctx, const Use& use) {
    std::string name(use.name());
    auto origin = ctx.options.origins.find(name);
    Place where = origin != ctx.options.origins.end()
                      ? origin->second
                      : place_in_source(*use.section, use.reloc->offset, name);
    const abi::Difference* known = abi::find_unavailable(name);
    ctx.errors.push_back({std::move(where),
                          fmt::format("undefined symbol {}, used by {}", demangled(name),
                                      user_of(*use.section, use.reloc->offset)),
                          hint_for(ctx, name), FindingKind::missing_symbol, name,
                          known != nullptr && known->reach == abi::Reach::of_port});
}

// One message in place of those for each function that the compiler calls for a feature of C++, and
// for the classes of the library that come with it.
void report_feature(Context& ctx, std::vector<Use>& uses, std::string_view hint,
                    std::string_view text) {
    auto of_feature = [&](const Use& use) { return hint_for_compiler_name(use.name()) == hint; };
    auto first = std::ranges::find_if(uses, of_feature);
    if (first == uses.end()) return;
    ctx.error(place_in_source(*first->section, first->reloc->offset, first->name()),
              fmt::format(fmt::runtime(text), user_of(*first->section, first->reloc->offset)),
              std::string(hint));
    std::erase_if(uses, [&](const Use& use) {
        std::string_view other = hint_for_compiler_name(use.name());
        return other == hint || other == kNoTypeInformation || other == kNoStandardLibrary;
    });
}

// What compiled code calls for a thread-local variable; place_sections() names the variable.
bool is_of_thread_local(const Context& ctx, std::string_view name) {
    bool is_call = name == "__aeabi_read_tp" || name.ends_with("__tls_get_addr");
    return is_call && std::ranges::any_of(ctx.sections, [](const InputSection& section) {
               return section.live && section.flags & SHF_TLS;
           });
}

}  // namespace

void report_undefined(Context& ctx) {
    std::set<const Symbol*> reported;
    std::vector<Use> uses;
    for (const InputSection& section : ctx.sections) {
        if (!section.live) continue;
        for (const Reloc& reloc : section.relocs) {
            const RelocInfo* info = find_reloc_info(ctx.arch, reloc.type);
            if (info && info->kind == RelocClass::none) continue;
            if (!reloc.symbol->undefined() || reloc.symbol->weak) continue;
            if (is_of_thread_local(ctx, reloc.symbol->name)) continue;
            if (reported.insert(reloc.symbol).second) uses.push_back({&section, &reloc});
        }
    }
    report_feature(ctx, uses, kNoExceptions, "a module has no C++ exceptions, and {} uses them");
    report_feature(ctx, uses, kNoTypeInformation,
                   "a module has no run-time type information, and {} uses it");
    for (const Use& use : uses) report(ctx, use);
    ctx.check_errors();
}

}  // namespace natmod::link
