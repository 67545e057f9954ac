// SPDX-License-Identifier: MIT
#include "driver/builtin_modules.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/file.h"
#include "base/limited_process.h"
#include "base/report.h"
#include "base/temporary_file.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

// All ports' modules together.
constexpr std::string_view kBuiltinModules[] = {
    "__main__",    "_asyncio",  "_boot",       "_onewire",  "_thread",  "_webrepl", "alif",
    "array",       "asyncio",   "binascii",    "bluetooth", "btree",    "builtins", "cmath",
    "collections", "cryptolib", "deflate",     "dht",       "errno",    "esp",      "esp32",
    "espnow",      "ffi",       "flashbdev",   "framebuf",  "gc",       "hashlib",  "heapq",
    "inisetup",    "io",        "js",          "jsffi",     "json",     "lwip",     "machine",
    "marshal",     "math",      "micropython", "mimxrt",    "mip",      "neopixel", "network",
    "ntptime",     "onewire",   "openamp",     "os",        "platform", "pyb",      "random",
    "re",          "requests",  "rp2",         "samd",      "select",   "socket",   "ssl",
    "stm",         "struct",    "sys",         "termios",   "time",     "tls",      "uctypes",
    "vfs",         "webrepl",   "websocket",   "zephyr",    "zlib"};

// Imports an empty file of that name: a module of a file has `__file__`.
bool is_hidden(const Firmware& firmware, const std::string& name) {
    TemporaryFolder folder;
    write_file(folder.path() / (name + ".py"), std::string_view());
    std::vector<std::string> command = {firmware.program, "-c",
                                        fmt::format("import {0}\n{0}.__file__", name)};
    return run_limited(command, folder.path(), {}, {}).status != 0;
}

}  // namespace

bool is_builtin_module(std::string_view name) {
    return std::ranges::find(kBuiltinModules, name) != std::end(kBuiltinModules);
}

void report_hidden_modules(const Firmware& firmware, const std::vector<fs::path>& modules) {
    for (const fs::path& module : modules) {
        std::string name = module.stem().string();
        if (!is_builtin_module(name) || !is_hidden(firmware, name)) continue;
        report({module.filename().string(),
                fmt::format("`import {}` finds MicroPython's own module, not this one", name),
                "give it another name: --name", FindingKind::warning});
    }
}

}  // namespace natmod::driver
