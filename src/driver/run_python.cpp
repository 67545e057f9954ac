// SPDX-License-Identifier: MIT
#include "driver/run_python.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

#include "base/error.h"
#include "base/process.h"
#include "driver/build.h"
#include "driver/builtin_modules.h"
#include "driver/folder_lock.h"
#include "driver/inputs.h"
#include "driver/targets.h"
#include "mpy/load.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

// Whether `import` would find something else first: a folder or file of the module's name in the
// first entry of sys.path, which is the script's folder or the current one.
bool is_hidden(const fs::path& module, const fs::path& first_entry) {
    fs::path name = first_entry / module.stem();
    auto exists = [](fs::path path, const char* extension) {
        path += extension;
        std::error_code ignored;
        return fs::exists(path, ignored);
    };
    return exists(name, "") || exists(name, ".py") || exists(name, ".mpy");
}

// Python code that puts the modules before what hides them; empty if nothing does.
std::string prelude(const std::vector<fs::path>& modules, const fs::path& first_entry) {
    std::string code;
    for (const fs::path& module : modules) {
        if (!is_hidden(module, first_entry)) continue;
        code += fmt::format("__import__('sys').path.insert(0, {})\n",
                            python_text(module.parent_path().string()));
    }
    return code;
}

}  // namespace

std::string python_text(const std::string& text) {
    std::string quoted = "'";
    for (char c : text) {
        if (c == '\'' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "'";
}

std::vector<std::string> micropython_command(const PythonRun& run, const Firmware& firmware,
                                             const std::vector<fs::path>& modules,
                                             const fs::path& directory) {
    std::vector<std::string> words = {firmware.program};
    const std::vector<std::string>& rest = run.rest;
    if (run.code) {
        words.insert(words.end(), {"-c", prelude(modules, directory) + *run.code});
    } else if (rest.empty()) {
        std::string code = prelude(modules, directory);
        if (!code.empty()) {
            bool interactive = ::isatty(STDIN_FILENO) != 0;
            if (interactive) words.emplace_back("-i");
            if (!interactive) code += "exec(__import__('sys').stdin.read())\n";
            words.insert(words.end(), {"-c", code});
        }
    } else if (!rest[0].starts_with('-')) {
        if (!fs::exists(directory / rest[0]))
            throw Error(
                {rest[0], "there is no such script", "name it as seen from the current folder"});
        fs::path folder = fs::path(rest[0]).parent_path();
        std::string code = prelude(modules, directory / folder);
        if (!code.empty()) {
            // What MicroPython itself does with a script, except for the order of sys.path.
            code = fmt::format(
                "__import__('sys').path[0] = {1}\n{2}__import__('sys').argv.pop(0)\n"
                "exec(compile(open({0}).read(), {0}, 'exec'))\n",
                python_text(rest[0]), python_text(folder.string()), code);
            words.insert(words.end(), {"-c", code});
        }
    }
    words.insert(words.end(), rest.begin(), rest.end());
    return words;
}

std::string module_path(const std::vector<fs::path>& modules,
                        const std::vector<fs::path>& folders) {
    const char* old_path = std::getenv("MICROPYPATH");
    std::string_view rest =
        old_path != nullptr ? old_path : ".frozen:~/.micropython/lib:/usr/lib/micropython";
    std::vector<std::string> entries;
    for (const fs::path& module : modules) entries.push_back(module.parent_path().string());
    for (const fs::path& folder : folders) entries.push_back(folder.string());
    for (bool more = true; more;) {
        std::string entry(rest.substr(0, rest.find(':')));
        more = entry.size() < rest.size();
        rest.remove_prefix(entry.size() + (more ? 1 : 0));
        // MicroPython may run in another folder.
        bool here = !entry.empty() && entry != ".frozen" && entry[0] != '~';
        entries.push_back(here ? fs::absolute(entry).string() : entry);
    }
    return fmt::format("MICROPYPATH={}", fmt::join(entries, ":"));
}

fs::path mpy_to_run(const std::string& target) {
    fs::path file = fs::absolute(target).lexically_normal();
    if (!fs::exists(file)) throw Error({target, "there is no such file", "natmod build makes one"});
    // Firmware may hang or crash where a file is cut short or changed.
    mpy::Checksum checksum = mpy::load_mpy(file).mpy.checksum;
    if (checksum == mpy::Checksum::wrong || checksum == mpy::Checksum::missing)
        throw Error({target, "the file is damaged: its checksum is wrong or missing",
                     "build it again, or copy it again"});
    return file;
}

fs::path build_into(const fs::path& folder, const ModuleDescription& module, const abi::Arch& arch,
                    const BuildOptions& options) {
    FolderLock lock = lock_work_folder(module, arch, options);
    fs::path built = build_module(module, arch, options);
    fs::path file = folder / built.filename();
    fs::copy_file(built, file);
    fs::copy_file(fs::path(built).replace_extension("elf"),
                  fs::path(file).replace_extension("elf"));
    return file;
}

std::vector<fs::path> modules_for(const Firmware& firmware, const std::string& target,
                                  BuildOptions options, const AddInput& input) {
    if (input) input(fs::absolute(target + "/").lexically_normal().parent_path());
    if (is_mpy(target)) return {mpy_to_run(target)};
    options.abi = firmware.abi;
    const abi::Arch* arch = firmware.arch;
    options.quiet = !options.verbose;
    if (std::vector<const abi::Arch*> archs = requested_archs(options); !archs.empty()) {
        // Several ARM architectures run on one host.
        if (archs.size() != 1 || !runs(firmware, *archs[0])) {
            throw Error(fmt::format("this MicroPython runs {}, not {}", firmware.arch->name,
                                    fmt::join(options.archs, ",")),
                        "leave --arch out, or name another MicroPython with --firmware");
        }
        arch = archs[0];
    }
    std::vector<fs::path> files;
    std::vector<ModuleDescription> modules = requested_modules({target}, options);
    for (ModuleDescription& module : modules) module.build_dir /= options.build_subfolder;
    auto tell_inputs = [&] {
        if (!input) return;
        for (const ModuleDescription& module : modules)
            for (const fs::path& file : inputs_of(module, *arch, options)) input(file);
    };
    tell_inputs();
    for (const ModuleDescription& module : modules)
        files.push_back(build_into(private_folder(module.build_dir), module, *arch, options));
    tell_inputs();  // now with the headers
    return files;
}

void run_python(const Firmware& firmware, const std::vector<fs::path>& modules,
                const PythonRun& run) {
    report_hidden_modules(firmware, modules);
    ProcessOptions process;
    process.environment = {module_path(modules)};
    exec_process(micropython_command(run, firmware, modules, "."), process);
}

}  // namespace natmod::driver
