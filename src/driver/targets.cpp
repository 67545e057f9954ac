// SPDX-License-Identifier: MIT
#include "driver/targets.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "abi/names.h"
#include "base/cache.h"
#include "base/error.h"
#include "base/report.h"
#include "base/side_by_side.h"
#include "driver/firmware.h"
#include "driver/folder_lock.h"
#include "driver/port_headers.h"
#include "driver/project_file.h"
#include "driver/runs_code.h"
#include "driver/toolchain.h"
#include "firmware/image.h"
#include "mpy/compat.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

constexpr std::string_view kAll = "all";

// Words with commas between names, as names.
std::vector<std::string_view> split_archs(const std::vector<std::string>& words) {
    std::vector<std::string_view> names;
    for (std::string_view rest : words) {
        while (!rest.empty()) {
            std::string_view name = rest.substr(0, rest.find(','));
            rest.remove_prefix(std::min(name.size() + 1, rest.size()));
            if (!name.empty()) names.push_back(name);
        }
    }
    return names;
}

bool asks_for_all(const BuildOptions& options) {
    std::vector<std::string_view> names = split_archs(options.archs);
    return std::ranges::find(names, kAll) != names.end();
}

bool names_folder(const std::string& output) {
    return output.ends_with('/') || fs::is_directory(output);
}

// What a module is built for.
struct Machine {
    const abi::Arch* arch;
    std::string label;
    BuildOptions options;
};

void set_output(BuildOptions& options, const std::string& output, const std::string& label,
                bool one) {
    if (output.empty()) return;
    if (!names_folder(output)) {
        options.output = output;
    } else {
        options.output_dir = one ? fs::path(output) : fs::path(output) / label;
    }
}

Machine machine_of(const std::string& firmware, const std::vector<const abi::Arch*>& wanted,
                   BuildOptions options) {
    auto [arch, abi] = firmware::target_of(firmware);
    if (arch == nullptr && wanted.size() != 1)
        throw Error({firmware, "does not say what processor it is for", "--arch names it"});
    for (const abi::Arch* other : wanted)
        if (arch != nullptr && !arch->accepts(other->number))
            throw Error({firmware, fmt::format("is for {}, not for {}", arch->name, other->name),
                         "leave out --arch"});
    if (wanted.size() > 1)
        throw Error({firmware, "a module for one firmware has one architecture",
                     fmt::format("leave out --arch: it is for {}", arch->name)});
    if (!wanted.empty()) arch = wanted.front();
    if (abi != 0 && !options.abi_is_given) options.abi = abi;
    options.firmware = firmware;
    options.port_flags = port_flags(options);
    return {arch, label_of_firmware(firmware), std::move(options)};
}

// Whether some release of MicroPython loads a file of that architecture and ABI.
bool is_loaded(const abi::Arch& arch, int abi) {
    mpy::MpyFile file;
    file.arch = arch.number;
    file.abi = abi;
    return !mpy::who_accepts(file).releases.empty();
}

// Those that the ABI is for. All of them, if `all` was asked for, else an error.
void leave_out_other_abis(std::vector<const abi::Arch*>& archs, const BuildOptions& options) {
    bool all = asks_for_all(options);
    std::vector<Finding> findings;
    std::erase_if(archs, [&](const abi::Arch* arch) {
        if (is_loaded(*arch, options.abi)) return false;
        findings.push_back(
            {{},
             fmt::format("no MicroPython loads modules for {} with ABI 6.{}", arch->name,
                         options.abi),
             fmt::format("--abi 6.{} is for MicroPython {} and newer", abi::kMaxAbi, arch->since)});
        return true;
    });
    if (findings.empty()) return;
    if (!all || options.strict || archs.empty()) throw Error(std::move(findings));
    for (Finding& finding : findings) {
        finding.text = "left out: " + finding.text;
        finding.kind = FindingKind::note;
        report(finding);
    }
}

std::vector<Machine> requested_machines(const BuildOptions& options) {
    std::vector<Machine> machines;
    if (options.firmwares.empty()) {
        const std::pair<std::string_view, bool> kOfFirmware[] = {
            {"--like", !options.like.empty()},
            {"--port", !options.port.empty()},
            {"--firmware-objects", !options.firmware_objects.empty()}};
        for (auto [option, is_given] : kOfFirmware)
            if (is_given)
                throw Error(fmt::format("{} needs a firmware to build for", option),
                            "--firmware names its ELF file, docs/firmware.md");
        std::vector<const abi::Arch*> archs = buildable_archs(options);
        leave_out_other_abis(archs, options);
        for (const abi::Arch* arch : archs)
            machines.push_back({arch, std::string(arch->name), options});
        return machines;
    }
    if (options.firmwares.size() > 1 && !options.firmware_objects.empty())
        throw Error("--firmware-objects is for one firmware, but there are several",
                    "build for them one by one");
    std::vector<const abi::Arch*> wanted = requested_archs(options);
    for (const std::string& firmware : options.firmwares) {
        Machine machine = machine_of(firmware, wanted, options);
        if (std::ranges::find(machines, machine.label, &Machine::label) != machines.end())
            throw Error({firmware, "another firmware has the same name and folder name",
                         "rename one of them, or build for one at a time"});
        machines.push_back(std::move(machine));
    }
    return machines;
}

std::vector<ModuleDescription> describe_all(const std::vector<std::string>& targets,
                                            const BuildOptions& options) {
    const fs::path& build_dir = options.build_dir;
    auto append = [](std::vector<std::string>& list, const std::vector<std::string>& more) {
        list.insert(list.end(), more.begin(), more.end());
    };
    auto with_ldflags = [&](std::vector<ModuleDescription> modules) {
        for (ModuleDescription& module : modules) {
            ProjectFile project = project_of(module);
            append(module.cflags, project.cflags);
            append(module.ldflags, project.ldflags);
            append(module.ldflags, options.ldflags);
            if (!options.no_run || project.cflags.empty()) continue;
            if (auto code = code_in_flags(module)) {
                code->where = project.path.string();
                code->hint = "leave out --no-run if you trust the folder";
                throw Error(std::move(*code));
            }
        }
        return modules;
    };
    auto described = std::count_if(targets.begin(), targets.end(), names_description);
    if (described == 0) return with_ldflags({describe_sources(targets, build_dir)});
    if (static_cast<size_t>(described) != targets.size()) {
        throw Error("give module folders, or sources only", "natmod build --help");
    }
    std::vector<ModuleDescription> modules;
    auto add = [&](const std::string& target) {
        fs::path folder = fs::absolute(target + "/").lexically_normal().parent_path();
        if (!fs::is_directory(folder)) folder = folder.parent_path();
        bool one = targets.size() == 1 || build_dir.empty();
        for (ModuleDescription& module :
             describe_modules(target, options.from, one ? build_dir : build_dir / folder.filename(),
                              options.flags, options.no_run, options.go_on_after)) {
            module.folder = folder;
            auto same = std::ranges::find(modules, module.build_dir, &ModuleDescription::build_dir);
            if (same != modules.end() && same->origin == module.origin) continue;  // named twice
            if (same != modules.end())
                throw Error({module.origin.string(),
                             fmt::format("its build folder is that of {}", same->origin.string()),
                             "build them one by one, each with a --build-dir of its own"});
            modules.push_back(std::move(module));
        }
    };
    for (const std::string& target : targets)
        attempt(targets.size() > 1 ? options.go_on_after : GoOnAfter(), [&] { add(target); });
    return with_ldflags(std::move(modules));
}

}  // namespace

namespace {

// What to build each module for, by its natmod.toml where the command line does not say.
std::vector<std::vector<Machine>> machines_for(const std::vector<ModuleDescription>& modules,
                                               const BuildOptions& options) {
    std::vector<std::vector<Machine>> all;
    std::map<std::pair<std::vector<std::string>, std::string>, std::vector<Machine>> known;
    for (const ModuleDescription& module : modules) {
        ProjectFile project = project_of(module);
        BuildOptions mine = options;
        if (options.archs.empty() && options.firmwares.empty()) mine.archs = project.archs;
        if (!options.abi_is_given && !project.abi.empty()) {
            mine.abi = abi::parse_abi(project.abi);
            mine.abi_is_given = true;
        }
        auto [place, is_new] = known.try_emplace({mine.archs, project.abi});
        if (is_new) place->second = requested_machines(mine);
        all.push_back(place->second);
        for (Machine& machine : all.back())
            machine.options = with_project(std::move(machine.options), project);
    }
    return all;
}

// What becomes a file's name.
void require_name(const std::string& name) {
    if (std::ranges::any_of(name, [](unsigned char c) { return c < 0x20 || c == '/'; }))
        throw Error(fmt::format("'{}' is no name to import a module by", name),
                    "-o says where the file goes");
}

// A file that names the one module of its folder.
void require_one_name(const std::vector<ModuleDescription>& modules) {
    std::map<fs::path, int> count;
    for (const ModuleDescription& module : modules) {
        ProjectFile project = project_of(module);
        if (!project.name.empty() && ++count[project.path] > 1)
            throw Error({project.path.string(), "names one module, but its folder has several",
                         "leave out name"});
    }
}

}  // namespace

std::vector<Target> requested_targets(const std::vector<std::string>& names,
                                      const BuildOptions& options, const std::string& output) {
    if (!options.firmwares.empty() || !options.archs.empty()) requested_archs(options);
    std::vector<ModuleDescription> modules = requested_modules(names, options);
    std::vector<std::vector<Machine>> machines = machines_for(modules, options);
    size_t all = 0, most = 0;
    for (const std::vector<Machine>& each : machines) {
        all += each.size();
        most = std::max(most, each.size());
    }
    if (all > 1 && !output.empty() && !names_folder(output)) {
        throw Error({output, "one file cannot hold several modules or architectures",
                     "let -o name a folder"});
    }
    if (modules.size() > 1 && !options.name.empty()) {
        throw Error("--name is for one module, but there are several",
                    "build their folders one by one");
    }
    require_one_name(modules);
    for (const ModuleDescription& module : modules)
        require_name(options.name.empty() ? project_of(module).name : options.name);
    std::vector<Target> targets;
    for (size_t i = 0; i < most; ++i) {
        for (size_t k = 0; k < modules.size(); ++k) {
            if (i >= machines[k].size()) continue;
            const Machine& machine = machines[k][i];
            targets.push_back({modules[k], machine.arch, machine.options});
            BuildOptions& of_target = targets.back().options;
            of_target.write_compile_commands = i == 0;
            set_output(of_target, output, machine.label, most == 1);
            if (all > 1) of_target.count = fmt::format("{}/{} ", targets.size(), all);
        }
    }
    return targets;
}

int builds_at_once(std::vector<Target>& targets) {
    if (targets.empty()) return 1;
    int jobs = targets.front().options.jobs, all = jobs > 0 ? jobs : processors();
    int most = std::min(all, static_cast<int>(targets.size()));
    // Without -j, ninja runs two jobs more than there are processors.
    if (most > 1)
        for (Target& target : targets) target.options.jobs = (jobs > 0 ? all : all + 2) / most;
    return most;
}

std::string label_of_firmware(const std::string& path) {
    fs::path file = path;
    std::string name = file.stem().string();
    bool usual = name == "firmware" || name == "micropython" || name == "application";
    std::string folder = file.parent_path().filename().string();
    return usual && !folder.empty() ? folder : name;
}

std::vector<ModuleDescription> requested_modules(const std::vector<std::string>& targets,
                                                 const BuildOptions& options) {
    for (;;) {
        try {
            std::vector<ModuleDescription> modules = describe_all(targets, options);
            for (const ModuleDescription& module : modules)
                if (module.runs_code) keep_build_folder(module.build_dir);
            return modules;
        } catch (const FoldersWereFree&) {
            // Now they are ours: read them again.
        }
    }
}

std::vector<const abi::Arch*> named_archs(const std::vector<std::string>& words) {
    std::vector<const abi::Arch*> result, left_out;
    auto add = [&](const abi::Arch& arch) {
        if (std::ranges::find(result, &arch) == result.end()) result.push_back(&arch);
    };
    for (std::string_view name : split_archs(words)) {
        if (name == kAll)
            for (const abi::Arch& arch : abi::all_archs()) add(arch);
        else if (name.starts_with('-'))
            left_out.push_back(&abi::require_arch(name.substr(1)));
        else
            add(abi::require_arch(name));
    }
    std::erase_if(result, [&](const abi::Arch* arch) {
        return std::ranges::find(left_out, arch) != left_out.end();
    });
    if (result.empty() && !left_out.empty())
        throw Error("all architectures are left out", "all,-xtensawin is all but one");
    return result;
}

std::vector<const abi::Arch*> requested_archs(const BuildOptions& options) {
    return named_archs(options.archs);
}

std::vector<const abi::Arch*> buildable_archs(const BuildOptions& options) {
    std::vector<const abi::Arch*> archs = requested_archs(options);
    if (archs.empty()) return {&default_arch()};
    if (options.strict || !asks_for_all(options)) return archs;
    fs::path cache = cache_dir();
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
