// SPDX-License-Identifier: MIT
// Small languages: a shell's words, a manifest.

#include <stdexcept>

#include "../targets.h"
#include "base/shell_words.h"
#include "driver/module.h"

namespace natmod::fuzz {

void read_words(Input bytes) {
    std::vector<std::string> words = split_shell_words(text_of(bytes));
    if (split_shell_words(join_shell_words(words)) != words)
        throw std::logic_error("reads as other words");
}

void read_manifest(Input bytes) {
    keep(driver::manifest_folders(scratch_file("manifest.py", bytes)));
}

}  // namespace natmod::fuzz
