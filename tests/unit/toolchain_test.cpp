// SPDX-License-Identifier: MIT
#include "driver/toolchain.h"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <cstdlib>

#include "abi/names.h"
#include "base/cache.h"
#include "base/error.h"
#include "driver/flags.h"
#include "temporary_folder.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

// An environment variable with another value until the end of the scope.
class Environment {
  public:
    Environment(const char* name, const std::string& value) : name_(name) {
        const char* old = std::getenv(name);
        had_ = old != nullptr;
        if (had_) old_ = old;
        ::setenv(name, value.c_str(), 1);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment() {
        if (had_) {
            ::setenv(name_, old_.c_str(), 1);
        } else {
            ::unsetenv(name_);
        }
    }

  private:
    const char* name_;
    bool had_;
    std::string old_;
};

// A program that answers like a gcc for x86-64, and counts its calls in the file `calls`.
std::string fake_gcc(const TemporaryFolder& folder) {
    return "#!/bin/sh\n"
           "echo \"$*\" >>" +
           (folder.path() / "calls").string() +
           "\n"
           "case \"$*\" in\n"
           "*-print-prog-name=ar*) echo ar ;;\n"
           "*-print-*) echo nothing ;;\n"
           "*) echo 'Target: x86_64-linux-gnu'; echo 'gcc version 99.1 (fake) ' ;;\n"
           "esac\n";
}

fs::path install(const TemporaryFolder& folder, const std::string& name, const std::string& text) {
    fs::path program = folder.write(name, text);
    fs::permissions(program, fs::perms::owner_all);
    return program;
}

std::string error_of(const abi::Arch& arch, const BuildOptions& choice, const fs::path& cache) {
    try {
        find_toolchain(arch, choice, cache);
    } catch (const Error& error) {
        const Finding& message = error.findings().at(0);
        return message.text + " / " + message.hint;
    }
    return {};
}

TEST(Toolchain, EveryArchitectureHasItsLineWithACompiler) {
    for (const abi::Arch& arch : abi::all_archs()) {
        EXPECT_FALSE(arch.compilers.programs[0].empty());
        EXPECT_FALSE(install_hint(arch).empty());
    }
}

TEST(Toolchain, TakesACompilerFromPathAndAsksItOnce) {
    TemporaryFolder folder;
    fs::path gcc = install(folder, "x86_64-linux-gnu-gcc", fake_gcc(folder));
    Environment path("PATH", folder.path().string() + ":/usr/bin:/bin");
    Environment cross("CROSS", "");
    fs::path cache = folder.path() / "cache";

    Toolchain toolchain = find_toolchain(*abi::find_arch("x64"), {}, cache);
    EXPECT_EQ(toolchain.cc, gcc);
    EXPECT_EQ(toolchain.cxx, folder.path() / "x86_64-linux-gnu-g++");
    EXPECT_EQ(toolchain.version, "gcc 99.1 (fake)");
    EXPECT_FALSE(toolchain.clang);
    EXPECT_NE(std::find(toolchain.flags.begin(), toolchain.flags.end(), "-fpic"),
              toolchain.flags.end());

    fs::remove(folder.path() / "calls");
    EXPECT_EQ(find_toolchain(*abi::find_arch("x64"), {}, cache).flags, toolchain.flags);
    EXPECT_FALSE(fs::exists(folder.path() / "calls"));
    // A new compiler of that name is asked again.
    fs::last_write_time(gcc, fs::last_write_time(gcc) + std::chrono::seconds(1));
    find_toolchain(*abi::find_arch("x64"), {}, cache);
    EXPECT_TRUE(fs::exists(folder.path() / "calls"));
}

// Debian's `clang` may be too old for an architecture, and a newer version be there by its number.
TEST(Toolchain, TakesTheNewestClangWhereTheUsualIsTooOld) {
    TemporaryFolder folder;
    auto clang = [](const char* version) {
        return fmt::format("#!/bin/sh\necho 'Debian clang version {}.1'; echo 'Target: xtensa'\n",
                           version);
    };
    install(folder, "clang", clang("14"));
    Environment path("PATH", folder.path().string());
    Environment cross("CROSS", "");
    Environment data("XDG_DATA_HOME", folder.path().string());
    const abi::Arch& arch = *abi::find_arch("xtensawin");
    fs::path cache = folder.path() / "cache";
    EXPECT_NE(error_of(arch, {}, cache), "");
    install(folder, "clang-22", clang("22"));
    EXPECT_NE(error_of(arch, {}, cache), "");
    fs::path newest = install(folder, "clang-23", clang("23"));
    EXPECT_EQ(find_toolchain(arch, {}, cache).cc, newest);
    EXPECT_EQ(find_toolchain(arch, {}, cache).cxx, folder.path() / "clang++-23");
    BuildOptions options;
    options.prefer_clang = true;
    EXPECT_EQ(find_toolchain(arch, options, cache).cc, newest);
}

// clang has no C library for a processor without an operating system; a gcc's will do.
TEST(Toolchain, ClangBorrowsHeadersAndLibraries) {
    TemporaryFolder folder;
    fs::create_directories(folder.path() / "newlib");
    fs::create_directories(folder.path() / "lib/gcc/include");
    fs::create_directories(folder.path() / "c++");
    std::string newlib = (folder.path() / "newlib").string();
    std::string cxx = (folder.path() / "c++").string();
    std::string libgcc = folder.write("libgcc.a", "").string();
    install(folder, "clang",
            "#!/bin/sh\n"
            "case \"$*\" in\n"
            "*-print-*) echo nothing ;;\n"
            "*) echo 'Debian clang version 21.1'; echo 'Target: armv7m-unknown-none-eabi' ;;\n"
            "esac\n");
    const char* gcc = R"(#!/bin/sh
here=${0%/*}
case "$*" in
*-print-libgcc-file-name*) echo "$here/libgcc.a" ;;
*-print-*) echo nothing ;;
*-E*)
    echo '#include <...> search starts here:'
    case "$*" in *'-x c++'*) echo " $here/c++" ;; esac
    echo " $here/lib/gcc/include"
    echo " $here/newlib"
    echo 'End of search list.' ;;
*) echo 'Target: arm-none-eabi'; echo 'gcc version 12.2' ;;
esac
)";
    install(folder, "arm-none-eabi-gcc", gcc);
    install(folder, "arm-none-eabi-g++", gcc);
    Environment path("PATH", folder.path().string() + ":/usr/bin:/bin");
    BuildOptions clang;
    clang.cc = {"clang"};
    Toolchain toolchain = find_toolchain(*abi::find_arch("armv7m"), clang, folder.path() / "cache");
    EXPECT_TRUE(toolchain.clang);
    EXPECT_EQ(toolchain.libraries, std::vector<std::string>{libgcc});
    EXPECT_EQ(toolchain.flags.back(), "-idirafter" + newlib);
    EXPECT_EQ(std::ranges::count(toolchain.flags, "-stdlib++-isystem" + cxx), 1);
    std::string all;
    for (const std::string& flag : toolchain.flags) all += flag + ' ';
    EXPECT_EQ(all.find("gcc/include"), std::string::npos) << "gcc's own are not for clang";
}

TEST(Toolchain, RefusesACompilerForAnotherMachine) {
    TemporaryFolder folder;
    fs::path gcc = install(folder, "some-gcc", fake_gcc(folder));
    BuildOptions chosen;
    chosen.cc = {gcc.string()};
    EXPECT_NE(error_of(*abi::find_arch("armv7m"), chosen, folder.path() / "cache")
                  .find("makes no code for armv7m"),
              std::string::npos);
}

TEST(Toolchain, NamesThePackageOfAMissingCompiler) {
    TemporaryFolder folder;
    Environment path("PATH", folder.path().string());
    Environment cross("CROSS", "");
    EXPECT_EQ(error_of(*abi::find_arch("xtensa"), {}, folder.path() / "cache"),
              "there is no compiler for xtensa: looked for xtensa-lx106-elf-gcc / "
              "apt install gcc-xtensa-lx106 picolibc-xtensa-lx106-elf");
    Environment other("CROSS", "my-");
    EXPECT_EQ(error_of(*abi::find_arch("x64"), {}, folder.path() / "cache"),
              "the compiler my-gcc is not found / is it installed, and in PATH?");
}

TEST(Toolchain, FlagsSayTheAbiAndTheLanguage) {
    Toolchain toolchain;
    toolchain.cc = "gcc";
    toolchain.cxx = "g++";
    TemporaryFolder sdk;
    sdk.write("include/py/obj.h", "");
    Environment environment("NATMOD_SDK", sdk.path().string());
    auto has = [&](Language language, const std::string& flag) {
        auto flags = compile_flags(toolchain, language, 2, DebugInfo::lines);
        return std::find(flags.begin(), flags.end(), flag) != flags.end();
    };
    EXPECT_TRUE(has(Language::c, "-DNATMOD_ABI=2"));
    EXPECT_TRUE(has(Language::c, "-I" + (sdk.path() / "include").string()));
    EXPECT_TRUE(has(Language::c, "-std=gnu11"));
    EXPECT_FALSE(has(Language::cxx, "-std=gnu11"));
    EXPECT_TRUE(has(Language::cxx, "-fno-exceptions"));
    EXPECT_FALSE(has(Language::assembler, "-std=gnu11"));
    EXPECT_EQ(compiler_for(toolchain, Language::cxx), "g++");
    EXPECT_EQ(compiler_for(toolchain, Language::assembler), "gcc");
}

// Asked again for the same folder, cache_dir() gives the same answer: another one each time.
TEST(CacheDir, FollowsTheEnvironment) {
    TemporaryFolder folder;
    Environment xdg("XDG_CACHE_HOME", (folder.path() / "xdg").string());
    {
        Environment natmod("NATMOD_CACHE", (folder.path() / "own").string());
        EXPECT_EQ(cache_dir(folder.path() / "first"), folder.path() / "own");
    }
    Environment natmod("NATMOD_CACHE", "");
    EXPECT_EQ(cache_dir(folder.path() / "second"), folder.path() / "xdg" / "natmod");
    // A file where the folder should be: it cannot be made.
    folder.write("file", "");
    Environment blocked("XDG_CACHE_HOME", (folder.path() / "file").string());
    Environment noted("NATMOD_CACHE_NOTED", "1");
    EXPECT_EQ(cache_dir(folder.path() / "third"), folder.path() / "third");
}

TEST(Toolchain, CompilersForOneArchitecture) {
    const abi::Arch& arm = *abi::find_arch("armv7m");
    const abi::Arch& esp = *abi::find_arch("xtensawin");
    BuildOptions choice;
    choice.cc = {"gcc -mfpu=x", "xtensawin=clang --a=b"};
    EXPECT_EQ(chosen_compiler(arm, choice), "gcc -mfpu=x");
    EXPECT_EQ(chosen_compiler(esp, choice), "clang --a=b");
    choice.cc = {"xtensawin=clang"};
    EXPECT_EQ(chosen_compiler(arm, choice), "");
    choice.cc = {"esp32=clang"};
    EXPECT_THROW(chosen_compiler(arm, choice), Error);
}

TEST(Names, OfBoardsAndMachines) {
    auto hint = [](const char* name) {
        try {
            abi::require_arch(name);
        } catch (const Error& error) {
            return error.findings().at(0).hint;
        }
        return std::string();
    };
    EXPECT_EQ(hint("x64"), "");
    EXPECT_EQ(hint("X64"), "write x64");
    EXPECT_EQ(hint("esp32c3"), "for esp32c3 it is rv32imc");
    EXPECT_EQ(hint("ESP32-S3"), "for ESP32-S3 it is xtensawin");
    EXPECT_EQ(hint("rp2040"), "for rp2040 it is armv6m");
    EXPECT_EQ(hint("cortex-m33"), "for cortex-m33 it is armv7emsp");
    EXPECT_EQ(hint("armv7em"), "for armv7em it is armv7emsp or armv7emdp");
    EXPECT_NE(hint("aarch64").find("64-bit ARM"), std::string::npos);
    EXPECT_NE(hint("pdp11").find("x86, x64,"), std::string::npos);
    EXPECT_EQ(abi::arch_of_machine("x86_64", 8).name, "x64");
    EXPECT_EQ(abi::arch_of_machine("x86_64", 4).name, "x86");
    EXPECT_EQ(abi::arch_of_machine("i686", 4).name, "x86");
    EXPECT_EQ(abi::arch_of_machine("aarch64", 8).name, "armv7emdp");
    EXPECT_EQ(abi::arch_of_machine("armv7l", 4).name, "armv7emdp");
    EXPECT_EQ(abi::arch_of_machine("riscv64", 8).name, "rv64imc");
    EXPECT_EQ(abi::parse_abi("6.1"), 1);
    EXPECT_EQ(abi::parse_abi("3"), 3);
    EXPECT_THROW(abi::parse_abi("6.4"), Error);
}

}  // namespace
}  // namespace natmod::driver
