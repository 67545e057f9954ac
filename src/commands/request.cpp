#include "commands/request.h"

#include <fmt/format.h>

#include <algorithm>

#include "abi/names.h"
#include "base/cache_dir.h"
#include "base/error.h"
#include "base/shell_words.h"
#include "driver/firmware.h"

namespace fs = std::filesystem;

namespace natmod {

void add_build_options(CLI::App& command, BuildRequest& request) {
    BuildOptions& options = request.options;
    command
        .add_option("--arch,--archs", request.archs,
                    "architectures to build for: x64,armv7emsp,... or all; may be repeated")
        ->allow_extra_args(false);
    command.add_flag("--strict", request.strict,
                     "with --arch all: fail if an architecture has no compiler");
    command.add_option("--abi", request.abi,
                       "native ABI of the firmware: 6.3 (MicroPython 1.23 and newer), 6.2 (1.22), "
                       "6.1 (1.20, 1.21)");
    command.add_option("--name", options.name, "the name to import the module by");
    command.add_option("--from", request.from, "the description to read if a folder has both")
        ->check(CLI::IsMember({"any", "make", "cmake"}));
    command
        .add_option("--cc", options.toolchain.cc,
                    "compiler to use instead of the known ones; ARCH=PROGRAM for one architecture; "
                    "may be repeated")
        ->allow_extra_args(false);
    command.add_option("--toolchain", request.toolchain, "look for this kind of compiler only")
        ->check(CLI::IsMember({"gcc", "clang"}));
    command.add_option("--cflags", request.cflags,
                       "extra compiler flags for every source, as one argument");
    command.add_option("--ldflags", request.ldflags,
                       "libraries to link: -LDIR -lNAME or .a files, as one argument");
    command.add_option("--externs", options.externs,
                       "linker script with addresses in the firmware: NAME = 0xADDR;");
    command.add_option("--arch-flags", options.arch_flags,
                       "extensions that the code uses: " + known_arch_flags());
    command.add_option("-I", request.includes, "folder to search for headers")
        ->allow_extra_args(false);
    command.add_option("-D", request.defines, "macro to define: NAME or NAME=VALUE")
        ->allow_extra_args(false);
    command.add_option("--launcher", options.launcher,
                       "program to run the compiler with: ccache, distcc");
    command.add_option("--build-dir", request.build_dir,
                       "folder for objects and results, instead of build-natmod");
    command.add_option("-j,--jobs", options.jobs, "number of compilers to run at once")
        ->check(CLI::Range(1, 1024));
    command.add_flag("--mutable-globals", options.mutable_globals,
                     "let Python assign the module's attributes; costs memory at import");
    command.add_flag("-g,--debug", options.debug, "put debug information into the objects");
    command.add_flag("-v,--verbose", options.verbose, "show every command");
}

namespace {

// Of --cflags, -D and -I.
std::vector<std::string> requested_flags(const BuildRequest& request) {
    std::vector<std::string> flags = split_shell_words(request.cflags);
    for (const std::string& define : request.defines) flags.push_back("-D" + define);
    for (const std::string& include : request.includes) {
        flags.push_back("-I" + fs::absolute(include).lexically_normal().string());
    }
    return flags;
}

}  // namespace

std::vector<ModuleDescription> requested_modules(const std::vector<std::string>& targets,
                                                 const BuildRequest& request) {
    fs::path build_dir;
    if (!request.build_dir.empty()) build_dir = fs::absolute(request.build_dir).lexically_normal();
    auto with_ldflags = [&](std::vector<ModuleDescription> modules) {
        std::vector<std::string> words = split_shell_words(request.ldflags);
        for (ModuleDescription& module : modules)
            module.ldflags.insert(module.ldflags.end(), words.begin(), words.end());
        return modules;
    };
    auto described = std::count_if(targets.begin(), targets.end(), names_description);
    if (described == 0) return with_ldflags({describe_sources(targets, build_dir)});
    if (static_cast<size_t>(described) != targets.size()) {
        throw Error("give module folders, or sources only", "natmod build --help");
    }
    DescribedBy by = request.from == "make"    ? DescribedBy::make
                     : request.from == "cmake" ? DescribedBy::cmake
                                               : DescribedBy::any;
    std::vector<ModuleDescription> modules;
    for (const std::string& target : targets) {
        fs::path folder = fs::absolute(target + "/").lexically_normal().parent_path();
        if (!fs::is_directory(folder)) folder = folder.parent_path();
        bool one = targets.size() == 1 || build_dir.empty();
        for (ModuleDescription& module :
             describe_modules(target, by, one ? build_dir : build_dir / folder.filename(),
                              requested_flags(request))) {
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

BuildOptions requested_options(const BuildRequest& request) {
    BuildOptions options = request.options;
    options.abi = parse_abi(request.abi);
    options.toolchain.prefer_clang = request.toolchain == "clang";
    for (std::string& file : options.externs) file = fs::absolute(file).lexically_normal().string();
    options.flags = requested_flags(request);
    return options;
}

std::vector<const Arch*> requested_archs(const BuildRequest& request) {
    std::vector<const Arch*> result;
    auto add = [&](const Arch& arch) {
        if (std::ranges::find(result, &arch) == result.end()) result.push_back(&arch);
    };
    for (std::string_view rest : request.archs) {
        while (!rest.empty()) {
            std::string_view name = rest.substr(0, rest.find(','));
            rest.remove_prefix(std::min(name.size() + 1, rest.size()));
            if (name == "all") {
                for (const Arch& arch : all_archs()) add(arch);
            } else if (!name.empty()) {
                add(require_arch(name));
            }
        }
    }
    return result;
}

std::vector<const Arch*> buildable_archs(const BuildRequest& request, const BuildOptions& options) {
    std::vector<const Arch*> archs = requested_archs(request);
    if (archs.empty()) return {&default_arch()};
    if (request.strict || std::ranges::find(request.archs, "all") == request.archs.end())
        return archs;
    fs::path cache = cache_dir(fs::temp_directory_path() / "natmod-cache");
    std::vector<Message> left_out;
    std::erase_if(archs, [&](const Arch* arch) {
        try {
            find_toolchain(*arch, options.toolchain, cache);
            return false;
        } catch (const Error& error) {
            Message message = error.messages().front();
            message.where = arch->name;
            left_out.push_back(message);
            return true;
        }
    });
    if (archs.empty()) throw Error(std::move(left_out));
    for (Message& message : left_out) {
        message.text = "left out: " + message.text;
        print_message(message, "note");
    }
    return archs;
}

}  // namespace natmod
