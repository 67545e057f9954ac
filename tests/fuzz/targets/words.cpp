// SPDX-License-Identifier: MIT
// Small languages: a shell's words, a manifest, natmod.toml.

#include <algorithm>
#include <span>
#include <stdexcept>

#include "../targets.h"
#include "base/shell_words.h"
#include "driver/module.h"
#include "driver/project_file.h"

namespace natmod::fuzz {

void read_words(Input bytes) {
    for (const std::string& word : split_shell_words(text_of(bytes))) {
        const std::span<const std::string> one(&word, 1);
        if (!std::ranges::equal(split_shell_words(join_shell_words(one)), one))
            throw std::logic_error("reads as another word");
    }
}

void read_manifest(Input bytes) {
    keep(driver::manifest_folders(scratch_file("manifest.py", bytes)));
}

void read_project(Input bytes) {
    keep(driver::parse_project(text_of(bytes), "natmod.toml"));
}

}  // namespace natmod::fuzz
