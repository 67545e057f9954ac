#include "driver/flags.h"

#include <fmt/core.h>

namespace natmod {
namespace {

// One section per function and object, so that the linker can drop what is unused; no tables for
// unwinding, which nothing reads in a module; nothing that calls back into a C library.
constexpr const char* kCommon[] = {
    "-Os",
    "-ffunction-sections",
    "-fdata-sections",
    "-fno-common",
    "-fno-asynchronous-unwind-tables",
    "-fno-unwind-tables",
    "-fno-stack-protector",
    "-U_FORTIFY_SOURCE",
    "-DNDEBUG",
};

// An undeclared function is an error, as in a firmware's build: its result would be taken for an
// int, which cuts a pointer in half.
// A function that does not fit its function object or its type's slot breaks the call.
constexpr const char* kC[] = {"-std=gnu11", "-Werror=implicit-function-declaration",
                              "-Werror=incompatible-pointer-types"};
// A module runs in one thread at a time.
constexpr const char* kCxx[] = {"-std=gnu++17", "-fno-exceptions", "-fno-rtti",
                                "-fno-threadsafe-statics"};

}  // namespace

const std::string& compiler_for(const Toolchain& toolchain, Language language) {
    return language == Language::cxx ? toolchain.cxx : toolchain.cc;
}

std::vector<std::string> compile_flags(const Toolchain& toolchain, Language language,
                                       const FlagOptions& options) {
    std::vector<std::string> flags = toolchain.flags;
    flags.insert(flags.end(), std::begin(kCommon), std::end(kCommon));
    if (language == Language::c) flags.insert(flags.end(), std::begin(kC), std::end(kC));
    if (language == Language::cxx) flags.insert(flags.end(), std::begin(kCxx), std::end(kCxx));
    if (options.debug || options.lines) flags.emplace_back(options.debug ? "-g" : "-g1");
    flags.push_back(fmt::format("-DNATMOD_ABI={}", options.abi));
    flags.push_back("-I" + (options.sdk / "include").string());
    // The SDK's C library headers come first, but for C++, whose own headers build on all that the
    // toolchain's declare.
    // (-I, because the specs of picolibc put its own before what -isystem names.)
    flags.emplace_back(language == Language::cxx ? "-idirafter" : "-I");
    flags.push_back((options.sdk / "libc").string());
    if (language == Language::cxx) {
        flags.emplace_back("-isystem");
        flags.push_back((options.sdk / "cxx").string());
    }
    return flags;
}

}  // namespace natmod
