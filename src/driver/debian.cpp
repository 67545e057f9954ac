// SPDX-License-Identifier: MIT
#include "driver/debian.h"

#include <fmt/core.h>
#include <unistd.h>

#include <vector>

#include "base/process.h"

namespace natmod::driver {

std::string apt_install(std::string_view packages) {
    if (find_program("apt").empty()) return fmt::format("install what Debian calls {}", packages);
    const char* sudo = ::geteuid() == 0 ? "" : "sudo ";
    std::string command = fmt::format("{}{}{}", sudo, kApt, packages);
    if (packages.find(":i386") == std::string_view::npos) return command;
    return fmt::format("{0}dpkg --add-architecture i386 && {0}apt update && {1}", sudo, command);
}

bool is_in_debian(const std::string& package) {
    if (find_program("apt-cache").empty()) return false;
    ProcessOptions options;
    options.capture = true;
    options.merge_errors = true;
    std::vector<std::string> command = {"apt-cache", "show", package};
    return run_process(command, options).status == 0;
}

}  // namespace natmod::driver
