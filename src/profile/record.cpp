// SPDX-License-Identifier: MIT
#include "profile/record.h"

#include <fmt/core.h>

#include <csignal>

#include "base/error.h"
#include "base/file.h"
#include "base/process.h"

namespace fs = std::filesystem;

namespace natmod::profile {
namespace {

constexpr const char* kPrefix = "recording.";

}  // namespace

int record(const std::vector<std::string>& command, const std::vector<std::string>& environment,
           const fs::path& folder) {
    // A MicroPython may be a script that starts it: then the process becomes another program.
    std::vector<std::string> words = {"valgrind", "-q", "--tool=callgrind", "--trace-children=yes",
                                      "--dump-instr=yes",
                                      // As recording.cpp reads it.
                                      "--compress-pos=no", "--compress-strings=no",
                                      "--callgrind-out-file=" + (folder / kPrefix).string() + "%p"};
    words.insert(words.end(), command.begin(), command.end());
    // Ctrl-C ends the program, and what it has run until then is worth seeing.
    std::signal(SIGINT, [](int) {});
    return run_process(words, {.environment = environment}).status;
}

std::unique_ptr<Found> find_recording(const std::deque<elf::ModuleSymbols>& symbols,
                                      const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (!entry.path().filename().string().starts_with(kPrefix)) continue;
        auto found = std::make_unique<Found>();
        found->text = MappedFile(entry.path()).text();
        found->recording = read_recording(found->text);
        for (const elf::ModuleSymbols& module : symbols)
            if (auto base = find_base(found->recording, module))
                found->modules.push_back({module, elf::source_lines(module.object()), *base});
        if (!found->modules.empty()) return found;
    }
    return nullptr;
}

}  // namespace natmod::profile
