// SPDX-License-Identifier: MIT
#include "driver/port_headers.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/nearest.h"
#include "base/process.h"
#include "base/sdk_path.h"
#include "base/shell_words.h"
#include "driver/work_files.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

constexpr std::string_view kCompileCommands = "compile_commands.json";

// What we take of a compiler's command, as "-Ifolder" or "-I folder".
enum class Take : uint8_t { folder, file, macro, flag };
struct Flag {
    std::string_view name;
    Take take;
    int rank;  // folders of a smaller one are searched first
};
constexpr Flag kPortFlags[] = {
    {"-iquote", Take::folder, 0},
    {"-isystem", Take::folder, 2},
    {"-idirafter", Take::folder, 3},
    {"-include", Take::file, 4},
    {"-imacros", Take::file, 4},
    {"-I", Take::folder, 1},
    {"-D", Take::macro, 5},
    {"-U", Take::macro, 5},
    // The size of an enum in a vendor's structure.
    {"-fshort-enums", Take::flag, 6},
    {"-fno-short-enums", Take::flag, 6},
};

// How modules are compiled is not the firmware's affair.
constexpr std::string_view kNotTaken[] = {"NO_QSTR", "NDEBUG", "_FORTIFY_SOURCE"};

constexpr std::string_view kSetting = "MICROPY_";
constexpr std::string_view kRelease =
    "MICROPY_VERSION_MINOR";  // the firmware's; the SDK has its own

// Whether one path is the other's end, in whole names.
bool ends_with(const fs::path& path, const fs::path& end) {
    auto count = std::distance(end.begin(), end.end());
    auto all = std::distance(path.begin(), path.end());
    return count <= all && std::equal(end.begin(), end.end(), std::next(path.begin(), all - count));
}

struct Command {
    fs::path source, directory;
    std::vector<std::string> words;
};

std::vector<Command> read_commands(const fs::path& file) {
    std::vector<Command> commands;
    try {
        for (const nlohmann::json& entry : parse_json(MappedFile(file).text())) {
            Command command;
            command.directory = file.parent_path() / entry.at("directory").get<fs::path>();
            command.source =
                (command.directory / entry.at("file").get<fs::path>()).lexically_normal();
            if (entry.contains("arguments")) {
                command.words = entry["arguments"].get<std::vector<std::string>>();
            } else {
                command.words = split_shell_words(entry.at("command").get<std::string>());
            }
            commands.push_back(std::move(command));
        }
    } catch (const nlohmann::json::exception& error) {
        std::string why = error.what();  // "[json.exception.parse_error.101] parse error ..."
        throw Error({file.string(),
                     "is no list of compiler commands: " + why.substr(why.find(' ') + 1),
                     "CMake writes one with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, `bear -- make` one "
                     "for make"});
    }
    return commands;
}

std::string nearest_source(const std::vector<Command>& commands, const std::string& like) {
    fs::path name = fs::path(like).filename();
    Nearest nearest(name.native());
    std::vector<std::string> names;
    for (const Command& command : commands) names.push_back(command.source.filename().string());
    for (const std::string& candidate : names) nearest.consider(candidate);
    return std::string(nearest.best());
}

fs::path commands_file(const BuildOptions& options) {
    fs::path file = options.compile_commands;
    if (file.empty()) file = fs::path(options.firmware).parent_path() / kCompileCommands;
    if (fs::exists(file)) return file;
    throw Error(
        {file.string(), "does not exist; --like reads the commands of the firmware's build in it",
         "CMake writes it with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, `bear -- make` for make; "
         "--compile-commands names it elsewhere"});
}

fs::path port_folder(const fs::path& checkout, const std::string& port) {
    if (checkout.empty())
        throw Error(fmt::format("--port {}: there is no MicroPython checkout", port),
                    "--micropython, or MICROPYTHON in the environment, names its folder");
    fs::path ports = checkout / "ports", folder = ports / port;
    if (fs::is_directory(folder)) return folder;
    Nearest nearest(port);
    std::vector<std::string> names;
    if (fs::is_directory(ports))
        for (const fs::directory_entry& entry : fs::directory_iterator(ports))
            names.push_back(entry.path().filename().string());
    for (const std::string& name : names) nearest.consider(name);
    throw Error({folder.string(), "there is no such port",
                 nearest.best().empty() ? fmt::format("{} has the ports", ports.string())
                                        : fmt::format("did you mean {}?", nearest.best())});
}

// Where the port's own makefile looks for headers, as far as all ports have it in common.
std::vector<std::string> flags_of_port(const BuildOptions& options) {
    fs::path checkout = checkout_dir(), port = port_folder(checkout, options.port);
    fs::path built = fs::path(options.firmware).parent_path();
    std::string board = built.filename().string();
    if (board.starts_with("build-")) board.erase(0, std::string_view("build-").size());
    std::vector<std::string> flags;
    for (const fs::path& folder : {built, port / "boards" / board, port / "variants" / board, port,
                                   checkout, checkout / "lib/cmsis/inc"})
        if (fs::is_directory(folder)) flags.insert(flags.end(), {"-idirafter", folder.string()});
    return flags;
}

}  // namespace

std::vector<std::string> port_flags_of(std::span<const std::string> command,
                                       const fs::path& directory) {
    std::multimap<int, std::vector<std::string>> taken;
    for (size_t i = 0; i < command.size(); ++i) {
        std::string_view word = command[i];
        auto flag = std::ranges::find_if(
            kPortFlags, [&](const Flag& known) { return word.starts_with(known.name); });
        if (flag == std::end(kPortFlags)) continue;
        if (flag->take == Take::flag) {
            if (word == flag->name) taken.insert({flag->rank, {command[i]}});
            continue;
        }
        std::string_view value = word.substr(flag->name.size());
        if (value.empty()) {
            if (++i == command.size()) break;
            value = command[i];
        }
        std::string path = (directory / value).lexically_normal().string();
        if (flag->take == Take::folder) taken.insert({flag->rank, {"-idirafter", path}});
        if (flag->take == Take::file) taken.insert({flag->rank, {std::string(flag->name), path}});
        std::string_view macro = value.substr(0, value.find('='));
        bool wanted = std::ranges::find(kNotTaken, macro) == std::end(kNotTaken);
        if (flag->take == Take::macro && wanted)
            taken.insert({flag->rank, {fmt::format("{}{}", flag->name, value)}});
    }
    std::vector<std::string> flags;
    for (const auto& [rank, words] : taken) flags.insert(flags.end(), words.begin(), words.end());
    return flags;
}

std::vector<std::string> flags_like(const fs::path& compile_commands, const std::string& like) {
    std::vector<Command> commands = read_commands(compile_commands);
    fs::path exact = fs::absolute(like).lexically_normal();
    fs::path end = fs::path(like).lexically_normal();
    const Command* found = nullptr;
    for (const Command& command : commands) {
        if (command.source == exact) return port_flags_of(command.words, command.directory);
        if (!ends_with(command.source, end)) continue;
        // Compiled twice, for two programs, it has its first command.
        if (found == nullptr) found = &command;
        if (found->source != command.source)
            throw Error({compile_commands.string(),
                         fmt::format("--like {} may be {} or {}", like, found->source.string(),
                                     command.source.string()),
                         "give more of the path"});
    }
    if (found != nullptr) return port_flags_of(found->words, found->directory);
    std::string nearest = nearest_source(commands, like);
    throw Error({compile_commands.string(), fmt::format("has no source {}", like),
                 nearest.empty()
                     ? "--like names a source of the firmware, for example one of its port"
                     : fmt::format("did you mean {}?", nearest)});
}

std::vector<std::string> port_flags(const BuildOptions& options) {
    if (options.like.empty() && options.port.empty()) return {};
    std::vector<std::string> flags = {
        fmt::format("-DNATMOD_PORT_CONFIG=\"{}\"", work_files::kPortConfig)};
    auto add = [&](const std::vector<std::string>& more) {
        flags.insert(flags.end(), more.begin(), more.end());
    };
    if (!options.like.empty()) add(flags_like(commands_file(options), options.like));
    if (!options.port.empty()) add(flags_of_port(options));
    return flags;
}

std::vector<std::string> port_flags_for_modules(std::span<const std::string> port_flags) {
    std::vector<std::string> flags(port_flags.begin(), port_flags.end());
    std::erase_if(flags, [](std::string_view flag) {
        return (flag.starts_with("-D") || flag.starts_with("-U")) &&
               (flag.substr(2).starts_with(kSetting) || flag.substr(2).starts_with("MP_"));
    });
    return flags;
}

std::string port_config(const Toolchain& toolchain, std::span<const std::string> flags) {
    constexpr std::string_view kMpConfig = "py/mpconfig.h", kDefine = "#define ";
    std::vector<std::string> command = {toolchain.cc};
    command.insert(command.end(), toolchain.flags.begin(), toolchain.flags.end());
    command.insert(command.end(), flags.begin(), flags.end());
    command.insert(command.end(),
                   {"-idirafter", (sdk_dir() / "libc").string(), "-DNO_QSTR", "-E", "-dM",
                    "-include", std::string(kMpConfig), "-x", "c", "/dev/null"});
    ProcessOptions options;
    options.capture = options.merge_errors = true;
    options.environment = {kPlainWords};
    ProcessResult result = run_process(command, options);
    std::string_view text = result.output;
    std::string header, error;
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (error.empty() && line.find("error: ") != line.npos) error = line;
        if (!line.starts_with(kDefine)) continue;
        line.remove_prefix(kDefine.size());
        if (!line.starts_with(kSetting)) continue;
        if (line.starts_with(kRelease))
            header += fmt::format("#define NATMOD_PORT_MINOR{}\n", line.substr(kRelease.size()));
        header += fmt::format("#ifndef {}\n#define {}\n#endif\n",
                              line.substr(0, line.find_first_of(" (")), line);
    }
    if (result.status == 0) return header;
    throw Error(
        {std::string(kMpConfig), fmt::format("the port's headers are not complete: {}", error),
         "--like FILE.c finds those with which the firmware compiled FILE.c, -I names more"});
}

}  // namespace natmod::driver
