// SPDX-License-Identifier: MIT
// Finds the module's own headers: a source may get py/dynruntime.h through one of them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace natmod::migrate {

struct LocalHeaders {
    std::vector<std::string> files;                      // each once, in the order found
    std::map<std::string, std::set<std::string>> users;  // who includes it, at any distance
};

// Follows #include "..." of `sources`, and looks beside the including file and in `folders`. A
// header that is not there is not the module's own.
LocalHeaders find_local_headers(const std::vector<std::string>& sources,
                                const std::vector<std::string>& folders);

}  // namespace natmod::migrate
