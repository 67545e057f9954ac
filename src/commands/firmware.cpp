// SPDX-License-Identifier: MIT
// natmod firmware: lists the stock MicroPythons that run on this machine, and unpacks them.

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/json.h"
#include "commands/commands.h"
#include "driver/firmware_list.h"

namespace natmod::commands {
namespace {

struct FirmwareArguments {
    std::string action = "list";
    std::vector<std::string> names;
    bool json = false;
};

void list_firmware(bool as_json) {
    nlohmann::json all = nlohmann::json::array();
    for (const driver::ListedFirmware& firmware : driver::firmware_list()) {
        std::string program = firmware.program().string();
        if (as_json) {
            all.push_back({{"name", firmware.name},
                           {"version", firmware.version},
                           {"abi", firmware.abi},
                           {"archs", firmware.archs},
                           {"program", program}});
            if (program.empty()) all.back()["program"] = nullptr;
            continue;
        }
        fmt::print("{:14}  {}  {}\n{:14}  {}\n", firmware.name, firmware.version,
                   fmt::join(firmware.archs, " "), "",
                   program.empty() ? "-  " + driver::how_to_get(firmware.name) : program);
    }
    if (as_json) fmt::print("{}\n", json_text(all, 2));
}

void firmware(const FirmwareArguments& arguments) {
    if (arguments.action == "list") return list_firmware(arguments.json);
    if (arguments.names.empty())
        throw Error("natmod firmware get needs a name", "natmod firmware lists them");
    for (const std::string& name : arguments.names)
        fmt::print("{}\n", driver::get_firmware(name).string());
}

}  // namespace

cli::Command firmware_command() {
    auto arguments = std::make_shared<FirmwareArguments>();
    return {.name = "firmware",
            .description = "List the stock MicroPythons that tests can run in, and unpack them",
            .footer =
                "They are Debian's, unpacked without being installed: that needs apt-get, but\n"
                "no root. Those of other processors run in qemu. natmod test --firmware-from\n"
                "and natmod run --firmware know them by these names.",
            .options = {{"action", &arguments->action, "what to do", {.choices = {"list", "get"}}},
                        {"name", &arguments->names, "which to unpack: trixie-armhf"},
                        {"--json", &arguments->json, "print JSON"}},
            .run = [arguments] { firmware(*arguments); }};
}

}  // namespace natmod::commands
