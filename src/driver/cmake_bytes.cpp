// SPDX-License-Identifier: MIT
#include "driver/cmake_bytes.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/shell_words.h"

namespace fs = std::filesystem;
using nlohmann::json;

namespace natmod::driver {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

[[noreturn]] void not_utf8(const fs::path& file) {
    throw Error({file.string(), "a name or flag in it is not UTF-8, and CMake's answer has lost it",
                 "rename it, or describe the module in micropython.mk"});
}

struct Command {
    std::string source;
    std::vector<std::string> flags;
};

// Those of a target, in the order of its sources.
std::vector<Command> commands_of(const std::string& target, const fs::path& binary_dir) {
    std::vector<Command> commands;
    const std::string objects = "CMakeFiles/" + target + ".dir/";
    fs::path file = binary_dir / "compile_commands.json";
    if (!fs::exists(file)) return {};
    for (const json& entry : parse_json(MappedFile(file).text())) {
        std::vector<std::string> words = split_shell_words(entry.at("command").get<std::string>());
        Command command{entry.at("file").get<std::string>(), {}};
        bool ours = false;
        for (size_t i = 1; i < words.size(); ++i) {
            if (words[i] == "-o" && i + 1 < words.size()) {
                ours = words[++i].starts_with(objects);
            } else if (words[i] != "-c" && words[i] != command.source) {
                command.flags.push_back(std::move(words[i]));
            }
        }
        if (ours) commands.push_back(std::move(command));
    }
    return commands;
}

}  // namespace

bool may_lack_bytes(std::string_view reply) {
    return reply.find("\\u") != std::string_view::npos ||
           std::ranges::any_of(reply, [](char c) { return static_cast<unsigned char>(c) > 127; });
}

void restore_bytes(json& target, const fs::path& file, const fs::path& binary_dir) {
    std::vector<Command> commands = commands_of(target.at("name").get<std::string>(), binary_dir);
    auto command = commands.begin();
    json groups = json::array();
    for (json& source : target["sources"]) {
        if (!source.contains("compileGroupIndex")) continue;  // a header
        if (command == commands.end()) not_utf8(file);
        const json& group =
            target.at("compileGroups").at(source["compileGroupIndex"].get<size_t>());
        source["path"] = command->source;
        source["compileGroupIndex"] = groups.size();
        groups.push_back(
            {{"language", group.at("language")},
             {"compileCommandFragments", {{{"fragment", join_shell_words(command->flags)}}}}});
        ++command;
    }
    if (command != commands.end()) not_utf8(file);
    target["compileGroups"] = std::move(groups);
    if (!target.contains("link")) return;
    for (const json& fragment : target["link"].value("commandFragments", json::array()))
        if (fragment.at("fragment").get<std::string>().find(kReplacement) != std::string::npos)
            not_utf8(file);
}

}  // namespace natmod::driver
