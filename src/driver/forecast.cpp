// SPDX-License-Identifier: MIT
#include "driver/forecast.h"

#include <vector>

#include "base/file.h"
#include "driver/build.h"
#include "driver/ninja_run.h"
#include "driver/project_file.h"
#include "source/raw_source.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

// The name that a source registers, of a module that is in no other; empty if none does.
std::string registered_name(const ModuleDescription& module) {
    constexpr std::string_view kQstr = "MP_QSTR_";
    for (const SourceFile& source : module.sources) {
        MappedFile file(source.path);
        source::RawTokens tokens = source::tokenize_code(file.text());
        for (size_t i = 0; i + 2 < tokens.size(); ++i) {
            bool registers =
                tokens[i].is("MP_REGISTER_MODULE") || tokens[i].is("MP_REGISTER_EXTENSIBLE_MODULE");
            std::string_view name = tokens[i + 2].text;
            if (!registers || !tokens[i + 1].is("(") || !name.starts_with(kQstr)) continue;
            if (name.find("_dot_") != std::string_view::npos) continue;
            return std::string(name.substr(kQstr.size()));
        }
    }
    return {};
}

std::string likely_name(const ModuleDescription& module, const BuildOptions& options) {
    if (!options.name.empty()) return options.name;
    if (!module.name.empty()) return module.name;
    std::string name = registered_name(module);
    return name.empty() ? default_name(module) : name;
}

}  // namespace

Forecast forecast(const Target& target) {
    require_ninja();
    BuildOptions options = with_project(target.options, project_of(target.module));
    Toolchain toolchain = compilers_for(target.module, *target.arch, options);
    std::string name = likely_name(target.module, options);
    fs::path file = output_file(target.module, *target.arch, options, name);
    return {name, fs::absolute(file).lexically_normal(), toolchain.cc, toolchain.version};
}

}  // namespace natmod::driver
