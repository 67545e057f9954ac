// SPDX-License-Identifier: MIT
#include "driver/reproduce.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "abi/names.h"
#include "base/cache.h"
#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "driver/build.h"
#include "driver/build_job.h"
#include "driver/fingerprint.h"
#include "driver/flags.h"
#include "driver/runtime_library.h"
#include "driver/work_files.h"
#include "mpy/load.h"

namespace fs = std::filesystem;
using nlohmann::json;

namespace natmod::driver {
namespace {

// Where headers are, and how __FILE__ is shortened, says where this machine has its files.
std::vector<std::string> without_paths(std::vector<std::string> flags) {
    std::vector<std::string> kept;
    for (size_t i = 0; i < flags.size(); ++i) {
        auto folder = std::ranges::find_if(
            kIncludeOptions, [&](std::string_view flag) { return flags[i].starts_with(flag); });
        if (folder != std::end(kIncludeOptions))
            i += flags[i] == *folder ? 1 : 0;
        else if (flags[i].find('/') == std::string::npos)
            kept.push_back(std::move(flags[i]));
    }
    return kept;
}

std::string hash_of(const fs::path& file) {
    return Fingerprint().add(MappedFile(file).text()).text();
}

// The section at that place of a block, as the link map has it.
std::string section_at(const json& map, std::string_view block, uint64_t at) {
    for (const json& section : map.at("sections")) {
        uint64_t offset = section.at("offset"), size = section.at("size");
        if (section.at("block") != block || at < offset || at >= offset + size) continue;
        std::string file = section.at("file"), name = section.at("name");
        std::string content = section.value("content", name);
        return file.empty() ? fmt::format("{}, which the linker made", content)
                            : fmt::format("{} of {}", content, fs::path(file).filename().string());
    }
    return {};
}

struct Compared {
    const mpy::MpyFile &mpy, &built;
    const json& map;
};

std::string difference_of_bytes(std::string_view name, std::span<const uint8_t> mpy,
                                std::span<const uint8_t> built, const std::string& where) {
    auto first = std::ranges::mismatch(mpy, built).in1 - mpy.begin();
    std::string place = where.empty() ? "" : fmt::format(", in {}", where);
    return fmt::format("byte {:#x} of its {} is {:#04x}, that of this build {:#04x}{}", first, name,
                       mpy[static_cast<size_t>(first)], built[static_cast<size_t>(first)], place);
}

// Empty if that block is the same.
std::string difference_of_block(const Compared& compared, std::string_view name,
                                std::span<const uint8_t> mpy, std::span<const uint8_t> built,
                                std::string_view block, uint64_t start) {
    if (mpy.size() != built.size())
        return fmt::format("its {} has {} bytes, that of this build {}", name, mpy.size(),
                           built.size());
    auto [differs, other] = std::ranges::mismatch(mpy, built);
    if (differs == mpy.end()) return {};
    uint64_t at = static_cast<uint64_t>(differs - mpy.begin());
    return difference_of_bytes(name, mpy, built, section_at(compared.map, block, start + at));
}

std::vector<std::string> texts_of(const std::vector<mpy::MpyQstr>& qstrs) {
    std::vector<std::string> texts;
    for (const mpy::MpyQstr& qstr : qstrs) texts.push_back(mpy::text_of(qstr));
    return texts;
}

std::string difference_of_names(const Compared& compared) {
    std::vector<std::string> mpy = texts_of(compared.mpy.qstrs),
                             built = texts_of(compared.built.qstrs);
    auto [one, other] = std::ranges::mismatch(mpy, built);
    if (one == mpy.end() && other == built.end()) return {};
    if (one == mpy.end()) return fmt::format("it lacks the name {}", *other);
    if (other == built.end()) return fmt::format("it has the name {}, this build not", *one);
    return fmt::format("it has the name {}, this build {}", *one, *other);
}

// What differs first, with the outer differences before those that follow from them.
std::string first_difference(const Compared& compared) {
    const auto& [mpy, built, map] = compared;
    if (mpy.arch != built.arch)
        return fmt::format("it is for {}, this build for {}", mpy::arch_name(mpy.arch),
                           mpy::arch_name(built.arch));
    if (mpy.abi != built.abi)
        return fmt::format("its ABI is 6.{}, that of this build 6.{}", mpy.abi, built.abi);
    if (mpy.arch_flags != built.arch_flags)
        return fmt::format("its architecture flags are {:#x}, those of this build {:#x}",
                           mpy.arch_flags, built.arch_flags);
    if (std::string names = difference_of_names(compared); !names.empty()) return names;
    const mpy::RawCode& code = mpy::module_code(mpy.code);
    const mpy::RawCode& built_code = mpy::module_code(built.code);
    if (mpy::is_starter(mpy.code) != mpy::is_starter(built.code))
        return fmt::format("it has {} starter", mpy::is_starter(mpy.code) ? "a" : "no");
    uint64_t bss = mpy::padded_bss(code, mpy::word_size_of(mpy.arch));
    for (std::string different :
         {difference_of_block(compared, "text", code.text, built_code.text, "text", 0),
          difference_of_block(compared, "rodata", code.rodata, built_code.rodata, "ram", bss),
          difference_of_block(compared, "starter", mpy.code.text, built.code.text, "starter", 0)})
        if (!different.empty()) return different;
    if (code.bss_size != built_code.bss_size)
        return fmt::format("its bss has {} bytes, that of this build {}", code.bss_size,
                           built_code.bss_size);
    return {};
}

// What the records say first; empty if they say the same.
std::string difference_of_records(const json& mpy, const json& built) {
    for (const char* what : {"options", "compiler", "natmod", "sdk"})
        if (mpy.value(what, "") != built.value(what, ""))
            return fmt::format("{}: it was made with {}, this build with {}", what,
                               mpy.value(what, "?"), built.value(what, "?"));
    json sources = mpy.value("sources", json::object()), others = built.at("sources");
    for (const auto& item : others.items()) {
        const std::string& file = item.key();
        const json& source = item.value();
        if (!sources.contains(file)) return fmt::format("{} was not among its sources", file);
        auto differs = [&](const char* what) {
            return sources[file].value(what, "") != source.at(what).get<std::string>();
        };
        if (differs("hash")) return fmt::format("{} has changed", file);
        if (differs("flags"))
            return fmt::format("flags of {}: {}, in this build {}", file,
                               sources[file].value("flags", "?"),
                               source.at("flags").get<std::string>());
    }
    return sources.size() == others.size() ? "" : "it had more sources";
}

std::string hint_of_record(const Target& target, const fs::path& mpy) {
    fs::path file = record_file(mpy);
    if (!fs::exists(file))
        return fmt::format(
            "natmod build --record writes {} beside a module, which tells compilers "
            "and options apart; this build has {}",
            file.filename().string(), record_of(target).value("compiler", ""));
    try {
        std::string difference =
            difference_of_records(parse_json(MappedFile(file).text()), record_of(target));
        return difference.empty() ? "compiler, options and sources are the same: a header, or a "
                                    "library, is not"
                                  : difference;
    } catch (const json::exception&) {
        return fmt::format("{} is no record of natmod build", file.string());
    }
}

}  // namespace

json record_of(const Target& target) {
    const auto& [module, arch, options] = target;
    fs::path cache = cache_dir();
    BuildJob job{module, options, find_toolchain(*arch, options, cache),
                 work_folder(module, *arch, options)};
    std::vector<std::string> branch = branch_flags_of(job);
    json sources = json::object();
    for (const SourceFile& source : module.sources) {
        fs::path name = source.path.lexically_proximate(module.directory);
        sources[name.string()] = {
            {"hash", hash_of(source.path)},
            {"flags",
             fmt::format("{}", fmt::join(without_paths(source_flags(job, source, branch)), " "))}};
    }
    std::string words = fmt::format("--arch {} --abi 6.{}", arch->name, options.abi);
    if (!options.name.empty()) words += " --name " + options.name;
    if (options.mutable_globals) words += " --mutable-globals";
    if (!options.arch_flags.empty()) words += " --arch-flags " + options.arch_flags;
    if (!options.firmware.empty()) words += " --firmware " + hash_of(options.firmware);
    for (const std::string& externs : options.externs) words += " --externs " + hash_of(externs);
    return {{"schema", 1},
            {"natmod", NATMOD_VERSION},
            {"sdk", sdk_content(cache)},
            {"compiler", job.toolchain.version},
            {"options", words},
            {"sources", sources}};
}

fs::path record_file(const fs::path& mpy) {
    return mpy.string() + ".json";
}

void build_like(const fs::path& mpy, BuildOptions& options) {
    mpy::LoadedMpy loaded = mpy::load_mpy(mpy);
    if (loaded.mpy.arch == 0)
        throw Error({mpy.string(), "has no native code", "natmod build makes native modules"});
    if (options.archs.empty() && options.firmwares.empty())
        options.archs = {std::string(mpy::arch_name(loaded.mpy.arch))};
    if (!options.abi_is_given) options.abi = loaded.mpy.abi;
}

void reproduce(const Target& target, const fs::path& mpy) {
    Target again = target;
    again.module.build_dir /= work_files::kReproduceDir;
    again.options.output.clear();
    again.options.output_dir.clear();
    again.options.write_compile_commands = false;
    again.options.map = true;
    again.options.quiet = !again.options.verbose;
    FolderLock lock = lock_work_folder(again.module, *again.arch, again.options);
    fs::path work = work_folder(again.module, *again.arch, again.options);
    clear_work_folder(work);
    mpy::LoadedMpy file = mpy::load_mpy(mpy);
    mpy::LoadedMpy built = mpy::load_mpy(build_module(again.module, *again.arch, again.options));
    if (std::ranges::equal(file.bytes.bytes(), built.bytes.bytes())) return;
    json map = parse_json(MappedFile(work / work_files::kMap).text());
    std::string what = first_difference({file.mpy, built.mpy, map});
    if (what.empty())
        what = difference_of_bytes("file", file.bytes.bytes(), built.bytes.bytes(), {});
    throw Error({mpy.string(), fmt::format("is not what this builds: {}", what),
                 hint_of_record(target, mpy)});
}

}  // namespace natmod::driver
