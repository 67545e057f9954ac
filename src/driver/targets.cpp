#include "driver/targets.h"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>

#include "abi/names.h"
#include "base/cache_dir.h"
#include "base/error.h"
#include "base/report.h"
#include "driver/firmware.h"
#include "driver/toolchain.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

bool names_folder(const std::string& output) {
    return output.ends_with('/') || fs::is_directory(output);
}

void set_output(BuildOptions& options, const std::string& output, const abi::Arch& arch,
                bool one_arch) {
    if (output.empty()) return;
    if (!names_folder(output)) {
        options.output = output;
    } else {
        options.output_dir = one_arch ? fs::path(output) : fs::path(output) / arch.name;
    }
}

}  // namespace

std::vector<Target> requested_targets(const std::vector<std::string>& names,
                                      const BuildOptions& options, const std::string& output) {
    std::vector<const abi::Arch*> archs = buildable_archs(options);
    std::vector<ModuleDescription> modules = requested_modules(names, options);
    if (archs.size() * modules.size() > 1 && !output.empty() && !names_folder(output)) {
        throw Error({output, "one file cannot hold several modules or architectures",
                     "let -o name a folder"});
    }
    if (modules.size() > 1 && !options.name.empty()) {
        throw Error("--name is for one module, but there are several",
                    "build their folders one by one");
    }
    std::vector<Target> targets;
    for (const abi::Arch* arch : archs) {
        for (const ModuleDescription& module : modules) {
            targets.push_back({module, arch, options});
            Target& target = targets.back();
            target.options.write_compile_commands = arch == archs.front();
            set_output(target.options, output, *arch, archs.size() == 1);
        }
    }
    return targets;
}

std::vector<ModuleDescription> requested_modules(const std::vector<std::string>& targets,
                                                 const BuildOptions& options) {
    const fs::path& build_dir = options.build_dir;
    auto with_ldflags = [&](std::vector<ModuleDescription> modules) {
        const std::vector<std::string>& words = options.ldflags;
        for (ModuleDescription& module : modules)
            module.ldflags.insert(module.ldflags.end(), words.begin(), words.end());
        return modules;
    };
    auto described = std::count_if(targets.begin(), targets.end(), names_description);
    if (described == 0) return with_ldflags({describe_sources(targets, build_dir)});
    if (static_cast<size_t>(described) != targets.size()) {
        throw Error("give module folders, or sources only", "natmod build --help");
    }
    std::vector<ModuleDescription> modules;
    for (const std::string& target : targets) {
        fs::path folder = fs::absolute(target + "/").lexically_normal().parent_path();
        if (!fs::is_directory(folder)) folder = folder.parent_path();
        bool one = targets.size() == 1 || build_dir.empty();
        for (ModuleDescription& module :
             describe_modules(target, options.from, one ? build_dir : build_dir / folder.filename(),
                              options.flags)) {
            auto same = std::ranges::find(modules, module.build_dir, &ModuleDescription::build_dir);
            if (same != modules.end() && same->origin == module.origin) continue;  // named twice
            if (same != modules.end())
                throw Error({module.origin.string(),
                             fmt::format("its build folder is that of {}", same->origin.string()),
                             "build them one by one, each with a --build-dir of its own"});
            modules.push_back(std::move(module));
        }
    }
    return with_ldflags(std::move(modules));
}

std::vector<const abi::Arch*> requested_archs(const BuildOptions& options) {
    std::vector<const abi::Arch*> result;
    auto add = [&](const abi::Arch& arch) {
        if (std::ranges::find(result, &arch) == result.end()) result.push_back(&arch);
    };
    for (std::string_view rest : options.archs) {
        while (!rest.empty()) {
            std::string_view name = rest.substr(0, rest.find(','));
            rest.remove_prefix(std::min(name.size() + 1, rest.size()));
            if (name == "all") {
                for (const abi::Arch& arch : abi::all_archs()) add(arch);
            } else if (!name.empty()) {
                add(abi::require_arch(name));
            }
        }
    }
    return result;
}

std::vector<const abi::Arch*> buildable_archs(const BuildOptions& options) {
    std::vector<const abi::Arch*> archs = requested_archs(options);
    if (archs.empty()) return {&default_arch()};
    if (options.strict || std::ranges::find(options.archs, "all") == options.archs.end())
        return archs;
    fs::path cache = cache_dir(fs::temp_directory_path() / "natmod-cache");
    std::vector<Finding> left_out;
    std::erase_if(archs, [&](const abi::Arch* arch) {
        try {
            find_toolchain(*arch, options, cache);
            return false;
        } catch (const Error& error) {
            Finding message = error.findings().front();
            message.where = {};
            message.arch = arch->name;
            left_out.push_back(message);
            return true;
        }
    });
    if (archs.empty()) throw Error(std::move(left_out));
    for (Finding& message : left_out) {
        message.text = "left out: " + message.text;
        message.kind = FindingKind::note;
        report(message);
    }
    return archs;
}

}  // namespace natmod::driver
