// SPDX-License-Identifier: MIT
#include "driver/firmware_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "base/error.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/process.h"
#include "base/sdk_path.h"
#include "driver/unpack.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

// The source tree has its own. What is installed keeps them for the user.
fs::path firmware_folder() {
    const char* chosen = std::getenv("NATMOD_FIRMWARE_DIR");
    if (chosen != nullptr && *chosen != '\0') return fs::absolute(chosen).lexically_normal();
    fs::path tree = sdk_dir().parent_path();
    return fs::exists(tree / "CMakeLists.txt") ? tree / "build" / "firmware"
                                               : data_dir() / "firmware";
}

Error unknown_firmware(const std::string& name, const std::vector<ListedFirmware>& list) {
    Nearest nearest(name);
    std::vector<std::string_view> names;
    for (const ListedFirmware& firmware : list) {
        nearest.consider(firmware.name);
        names.push_back(firmware.name);
    }
    std::string hint = nearest.best().empty() ? fmt::format("there are {}", fmt::join(names, ", "))
                                              : fmt::format("did you mean {}?", nearest.best());
    return Error(fmt::format("there is no firmware {} in the list", name), hint);
}

}  // namespace

fs::path ListedFirmware::program() const {
    return find_program((firmware_folder() / name / "micropython").string());
}

std::vector<ListedFirmware> firmware_list() {
    std::vector<ListedFirmware> list;
    fs::path file = sdk_dir().parent_path() / "scripts" / "firmware.txt";
    if (!fs::exists(file)) return list;
    std::istringstream lines{std::string(MappedFile(file).text())};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        ListedFirmware firmware;
        if (line.starts_with('#') || !(words >> firmware.name >> firmware.version >> firmware.abi))
            continue;
        for (std::string arch; words >> arch;) firmware.archs.push_back(arch);
        list.push_back(std::move(firmware));
    }
    return list;
}

std::string how_to_get(std::string_view name) {
    return fmt::format("natmod firmware get {}", name);
}

fs::path get_firmware(const std::string& name) {
    std::vector<ListedFirmware> list = firmware_list();
    auto firmware = std::ranges::find(list, name, &ListedFirmware::name);
    if (firmware == list.end()) throw unknown_firmware(name, list);
    if (fs::path program = firmware->program(); !program.empty()) return program;
    size_t dash = name.find('-');
    ProcessOptions options;
    options.capture = true;  // it prints the program's path
    options.environment = {"NATMOD_FIRMWARE_DIR=" + firmware_folder().string(),
                           "NATMOD_ANY_VERSION=1"};
    std::vector<std::string> command = {"sh", own_script("get-firmware").string(),
                                        name.substr(0, dash), name.substr(dash + 1)};
    int status = run_process(command, options).status;
    fs::path program = firmware->program();
    if (status != 0 || program.empty())
        throw Error(fmt::format("the firmware {} could not be unpacked", name),
                    "the messages above say why");
    return program;
}

}  // namespace natmod::driver
