// SPDX-License-Identifier: MIT
// What to type to get something from Debian.
#pragma once

#include <string>
#include <string_view>

namespace natmod::driver {

// The command that installs packages, or a sentence where there is no apt.
std::string apt_install(std::string_view packages);
inline constexpr std::string_view kApt = "apt install ";  // in such a command

// Whether this machine's Debian has a package of that name. That takes a moment.
bool is_in_debian(const std::string& package);

}  // namespace natmod::driver
