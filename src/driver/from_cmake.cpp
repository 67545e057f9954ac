// SPDX-License-Identifier: MIT
// Reads micropython.cmake. CMake configures a project that includes it as a firmware's build does,
// and links the target `usermod` into an executable per module. CMake's file API then says, source
// by source, what it would compile and how. The project enables languages without a test for a
// working compiler, and compiles nothing.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/process.h"
#include "base/sdk_path.h"
#include "base/shell_words.h"
#include "driver/cmake_bytes.h"
#include "driver/module.h"
#include "driver/work_files.h"
#include "source/condition.h"

namespace fs = std::filesystem;
using nlohmann::json;

namespace natmod::driver {
namespace {

// The prefix of the executables that stand for modules.
constexpr const char* kModuleTarget = "natmod_module_";

std::string quote_for_cmake(const std::string& text) {
    return fmt::format("[==[{}]==]", text);
}

// The command of the Pico SDK that turns a program for PIO into a header. We need the header before
// any source is scanned, so it runs at once.
constexpr const char* kPioHeader = R"(function(pico_generate_pio_header natmod_target natmod_pio)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "OUTPUT_FORMAT;OUTPUT_DIR" "")
  find_program(natmod_pioasm pioasm)
  if(NOT natmod_pioasm)
    message(FATAL_ERROR "${natmod_pio} needs pioasm in PATH; a firmware's build has it in "
      "build-BOARD/pioasm or pioasm-install")
  endif()
  if(NOT arg_OUTPUT_DIR)
    set(arg_OUTPUT_DIR ${CMAKE_CURRENT_BINARY_DIR})
  endif()
  get_filename_component(name ${natmod_pio} NAME)
  file(MAKE_DIRECTORY ${arg_OUTPUT_DIR})
  execute_process(COMMAND ${natmod_pioasm} -o c-sdk ${natmod_pio} ${arg_OUTPUT_DIR}/${name}.h
    RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "pioasm does not translate ${natmod_pio}")
  endif()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${natmod_pio})
  target_include_directories(${natmod_target} INTERFACE ${arg_OUTPUT_DIR})
endfunction()
)";

std::string list_file(const fs::path& file, const std::vector<std::string>& flags) {
    fs::path checkout = checkout_dir();
    fs::path top = checkout.empty() ? sdk_dir() : checkout;
    std::string text = "cmake_minimum_required(VERSION 3.15)\n";
    text += "set(CMAKE_SYSTEM_NAME Generic)\n";
    // Never runs; just enough of a compiler for CMake to go on.
    text += fmt::format("set(natmod_cc {})\n", quote_for_cmake(program_path().string()));
    text += R"(foreach(language C CXX ASM)
  set(CMAKE_${language}_COMPILER ${natmod_cc})
  set(CMAKE_${language}_COMPILER_ID GNU)
  set(CMAKE_${language}_COMPILER_ID_RUN TRUE)
  set(CMAKE_${language}_COMPILER_FORCED TRUE)
  set(CMAKE_${language}_FLAGS "")
endforeach()
project(natmod LANGUAGES C CXX ASM)
add_library(usermod INTERFACE)
)";
    text += kPioHeader;
    text += fmt::format("set(MICROPY_DIR {})\n", quote_for_cmake(top.string()));
    text += fmt::format("set(MICROPY_CPP_FLAGS_EXTRA {})\n",
                        quote_for_cmake(fmt::format("{}", fmt::join(flags, ";"))));
    text += fmt::format("include({})\n", quote_for_cmake(file.string()));
    text += fmt::format(R"(file(WRITE ${{CMAKE_CURRENT_BINARY_DIR}}/none.c "")
get_target_property(natmod_links usermod INTERFACE_LINK_LIBRARIES)
set(natmod_targets)
set(natmod_others)
foreach(item IN LISTS natmod_links)
  if(TARGET ${{item}})
    list(APPEND natmod_targets ${{item}})
  elseif(item)
    list(APPEND natmod_others ${{item}})
  endif()
endforeach()
# Sources may have been added to usermod itself.
get_target_property(natmod_own usermod INTERFACE_SOURCES)
if(natmod_own OR NOT natmod_targets)
  set(natmod_targets usermod)
endif()
set(natmod_count 100)
foreach(item IN LISTS natmod_targets)
  add_executable({0}${{natmod_count}} none.c)
  target_link_libraries({0}${{natmod_count}} PRIVATE ${{item}} ${{natmod_others}})
  math(EXPR natmod_count "${{natmod_count}} + 1")
endforeach()
)",
                        kModuleTarget);
    return text;
}

json read_json(const fs::path& file) {
    return parse_json(MappedFile(file).text());
}

// The reply index of the last configure. The file API defines it as the last by name.
fs::path newest_index(const fs::path& reply) {
    fs::path newest;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(reply, ignored)) {
        if (!entry.path().filename().string().starts_with("index-")) continue;
        newest = std::max(newest, entry.path());
    }
    return newest;
}

// The reply to the query `kind`, from the index.
json reply_object(const fs::path& index, const char* kind) {
    json list = read_json(index).at("objects");
    for (const json& object : list) {
        if (object.at("kind") != kind) continue;
        return read_json(index.parent_path() / object.at("jsonFile").get<std::string>());
    }
    throw Error({index.string(), fmt::format("CMake did not answer the query {}", kind),
                 "CMake 3.15 or newer is needed"});
}

// Whether the reply is newer than every file that the last configure read.
bool is_current(const fs::path& index, const fs::path& source_dir) {
    if (index.empty()) return false;
    auto time = fs::last_write_time(index);
    json inputs = reply_object(index, "cmakeFiles").at("inputs");
    return std::all_of(inputs.begin(), inputs.end(), [&](const json& input) {
        fs::path path = source_dir / input.at("path").get<std::string>();
        std::error_code error;
        auto changed = fs::last_write_time(path, error);
        return !error && changed < time;
    });
}

void configure(const fs::path& file, const fs::path& source_dir, const fs::path& binary_dir) {
    // CMake would take sources and compilers from its cache; start without one.
    fs::remove_all(binary_dir);
    for (const char* query : {"codemodel-v2", "cmakeFiles-v1"}) {
        write_file(binary_dir / ".cmake/api/v1/query" / query, std::string_view());
    }
    ProcessOptions options;
    options.capture = true;
    options.merge_errors = true;
    options.hint = "CMake reads micropython.cmake: apt install cmake";
    options.environment = {"CFLAGS=", "CXXFLAGS=", "LDFLAGS=", "ASMFLAGS=", kPlainWords};
    std::vector<std::string> command = {"cmake",
                                        "-Wno-dev",
                                        "--log-level=NOTICE",
                                        "-S",
                                        source_dir.string(),
                                        "-B",
                                        binary_dir.string(),
                                        "-G",
                                        "Ninja",
                                        "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"};
    ProcessResult result = run_process(command, options);
    if (result.status == 0) return;
    fs::remove_all(binary_dir / ".cmake/api/v1/reply");
    fmt::print(stderr, "{}", result.output);
    throw Error({file.string(), "CMake cannot read it",
                 "its messages are above; the module is an INTERFACE library that is linked to "
                 "the target usermod"});
}

std::vector<std::string> group_flags(const json& group) {
    std::vector<std::string> flags;
    for (const json& fragment : group.value("compileCommandFragments", json::array())) {
        for (auto& word : split_shell_words(fragment.at("fragment").get<std::string>())) {
            flags.push_back(std::move(word));
        }
    }
    for (const json& define : group.value("defines", json::array())) {
        flags.push_back("-D" + define.at("define").get<std::string>());
    }
    for (const json& include : group.value("includes", json::array())) {
        bool system = include.value("isSystem", false);
        flags.push_back((system ? "-isystem" : "-I") + include.at("path").get<std::string>());
    }
    return flags;
}

// The one of the user's CMake files that is beside the source, or nearest above it.
fs::path nearest_file(const fs::path& source, const std::vector<fs::path>& files) {
    fs::path nearest;
    for (const fs::path& file : files) {
        fs::path folder = file.parent_path();
        fs::path relative = source.lexically_relative(folder);
        bool above = !relative.empty() && *relative.begin() != "..";
        bool nearer = folder.string().size() > nearest.parent_path().string().size();
        if (above && nearer) nearest = file;
    }
    return nearest;
}

void add_sources(ModuleDescription& module, const json& target, const fs::path& source_dir,
                 const fs::path& binary_dir, bool lib, std::set<std::string>& generated) {
    const json& groups = target.at("compileGroups");
    for (const json& source : target.at("sources")) {
        fs::path path = (source_dir / source.at("path").get<std::string>()).lexically_normal();
        // CMake lists the command itself too, as OUTPUT.rule.
        if (source.value("isGenerated", false) && path.extension() != ".rule")
            generated.insert(path.string());
        if (!source.contains("compileGroupIndex")) continue;  // a header
        if (path == binary_dir / "none.c") continue;
        bool known = std::any_of(module.sources.begin(), module.sources.end(),
                                 [&](const SourceFile& other) { return other.path == path; });
        if (known) continue;
        const json& group = groups.at(source.at("compileGroupIndex").get<size_t>());
        std::string language = group.at("language").get<std::string>();
        module.sources.push_back({path,
                                  language == "C"     ? Language::c
                                  : language == "CXX" ? Language::cxx
                                                      : Language::assembler,
                                  lib, group_flags(group)});
    }
}

// Adds -l, -L and archives. We compile libraries of this project as sources instead.
void add_link_flags(ModuleDescription& module, const json& target,
                    const std::set<std::string>& built_here) {
    for (const json& fragment : target.at("link").value("commandFragments", json::array())) {
        for (auto& word : split_shell_words(fragment.at("fragment").get<std::string>())) {
            if (!built_here.contains(word)) module.ldflags.push_back(std::move(word));
        }
    }
}

// Runs the custom commands that make sources, or headers listed among the sources.
void make_generated(const fs::path& file, const std::set<std::string>& files,
                    const fs::path& binary_dir) {
    if (files.empty()) return;
    std::vector<std::string> command = {"ninja", "-C", binary_dir.string()};
    for (const fs::path path : files) {  // named as in CMake's build.ninja
        fs::path relative = path.lexically_relative(binary_dir);
        bool below = !relative.empty() && *relative.begin() != "..";
        command.push_back((below ? relative : path).string());
    }
    ProcessOptions options;
    options.capture = true;
    options.merge_errors = true;
    options.environment = {kPlainWords};
    ProcessResult result = run_process(command, options);
    if (result.status == 0) return;
    fmt::print(stderr, "{}", result.output);
    throw Error({file.string(), "CMake cannot make the sources that it has commands for",
                 "their messages are above"});
}

using Targets = std::map<std::string, json>;  // by id

Targets read_targets(const fs::path& index, const fs::path& file, const fs::path& binary_dir) {
    Targets targets;
    json model = reply_object(index, "codemodel");
    for (const json& target : model.at("configurations").at(0).at("targets")) {
        MappedFile reply(index.parent_path() / target.at("jsonFile").get<std::string>());
        json& read = targets[target.at("id").get<std::string>()] = parse_json(reply.text());
        if (may_lack_bytes(reply.text())) restore_bytes(read, file, binary_dir);
    }
    return targets;
}

// The CMake files that the configure read; the user's own comes first.
std::vector<fs::path> user_files(const fs::path& index, const fs::path& file) {
    std::vector<fs::path> files = {file};
    json inputs = reply_object(index, "cmakeFiles").at("inputs");
    for (const json& input : inputs) {
        fs::path path = input.at("path").get<std::string>();
        bool other = input.value("isCMake", false) || input.value("isGenerated", false);
        if (!other && path.is_absolute()) files.push_back(path);
    }
    return files;
}

std::vector<ModuleDescription> read_modules(const fs::path& index, const fs::path& file,
                                            const fs::path& source_dir,
                                            const fs::path& binary_dir) {
    std::vector<fs::path> files = user_files(index, file);
    Targets targets = read_targets(index, file, binary_dir);
    std::set<std::string> built_here;
    std::map<std::string, const json*> executables;  // in the order of the user's file
    for (const auto& [id, target] : targets) {
        for (const json& artifact : target.value("artifacts", json::array())) {
            built_here.insert(artifact.at("path").get<std::string>());
        }
        std::string name = target.at("name").get<std::string>();
        if (name.starts_with(kModuleTarget)) executables.emplace(name, &target);
    }

    std::set<std::string> generated;
    std::vector<ModuleDescription> modules;
    for (const auto& [name, target] : executables) {
        ModuleDescription module;
        add_sources(module, *target, source_dir, binary_dir, false, generated);
        for (const json& dependency : target->value("dependencies", json::array())) {
            const json& library = targets.at(dependency.at("id").get<std::string>());
            if (library.contains("compileGroups")) {
                add_sources(module, library, source_dir, binary_dir, true, generated);
            }
        }
        if (module.sources.empty()) continue;
        add_link_flags(module, *target, built_here);
        module.origin = nearest_file(module.sources.front().path, files);
        if (module.origin.empty()) module.origin = file;
        module.directory = module.origin.parent_path();
        auto same = std::find_if(modules.begin(), modules.end(),
                                 [&](const auto& other) { return other.origin == module.origin; });
        if (same == modules.end()) {
            modules.push_back(std::move(module));
            continue;
        }
        for (SourceFile& source : module.sources) {
            bool known =
                std::any_of(same->sources.begin(), same->sources.end(),
                            [&](const SourceFile& other) { return other.path == source.path; });
            if (!known) same->sources.push_back(std::move(source));
        }
        for (std::string& word : module.ldflags) same->ldflags.push_back(std::move(word));
    }
    make_generated(file, generated, binary_dir);
    return modules;
}

}  // namespace

std::vector<ModuleDescription> describe_with_cmake(const fs::path& file, const fs::path& build_dir,
                                                   const std::vector<std::string>& flags,
                                                   bool anew) {
    fs::path source_dir = build_dir / work_files::kCMakeSource;
    fs::path binary_dir = build_dir / work_files::kCMakeBinary;
    write_file(source_dir / "CMakeLists.txt", list_file(file, flags), true);
    fs::path reply = binary_dir / ".cmake/api/v1/reply";
    fs::path index = newest_index(reply);
    if (anew || !is_current(index, source_dir)) {
        configure(file, source_dir, binary_dir);
        index = newest_index(reply);
    }
    std::vector<ModuleDescription> modules;
    try {
        modules = read_modules(index, file, source_dir, binary_dir);
    } catch (const json::exception& error) {
        throw Error({index.string(),
                     fmt::format("CMake's reply is not understood: {}", error.what()),
                     "remove the build folder and try again"});
    }
    if (modules.empty()) {
        MappedFile content(file);
        auto line = source::find_conditional_line(content.text(), "", [](std::string_view text) {
            return text.starts_with("target_sources") || text.starts_with("add_library") ||
                   text.starts_with("include(");
        });
        if (line) {
            throw Error({Place(file.string(), static_cast<uint32_t>(line->number)),
                         fmt::format("it adds sources only under {}", line->conditions.back()),
                         "MICROPY_CPP_FLAGS_EXTRA holds what -D NAME=1 and --cflags give; other "
                         "conditions may look into the environment"});
        }
        throw Error({file.string(), "it adds no source to the target usermod",
                     "target_sources(usermod_NAME INTERFACE ...) and "
                     "target_link_libraries(usermod INTERFACE usermod_NAME)"});
    }
    for (ModuleDescription& module : modules) {
        require_sources(module);
        // If the file only includes others, each module has its own folder.
        module.build_dir = included_build_dir(file.parent_path(), build_dir, module.directory);
    }
    return modules;
}

}  // namespace natmod::driver
