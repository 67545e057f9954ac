// SPDX-License-Identifier: MIT
#include "driver/port_headers.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "temporary_folder.h"

namespace natmod::driver {
namespace {

using Words = std::vector<std::string>;

TEST(PortFlags, FoldersComeInTheCompilersOrder) {
    Words command = {"gcc",      "-isystem", "sdk",        "-I",   "../port", "-I/abs",
                     "-iquote.", "-O2",      "-idirafter", "last", "-c",      "x.c"};
    EXPECT_EQ(port_flags_of(command, "/b/build"),
              (Words{"-idirafter", "/b/build/", "-idirafter", "/b/port", "-idirafter", "/abs",
                     "-idirafter", "/b/build/sdk", "-idirafter", "/b/build/last"}));
}

TEST(PortFlags, MacrosStayAsTheyAre) {
    Words command = {"gcc",        "-DA=\"x y\"", "-D",       "MICROPY_HW_X=1", "-UB",
                     "-DNDEBUG=1", "-DNO_QSTR",   "-include", "auto.h",         "-D"};
    EXPECT_EQ(port_flags_of(command, "/b"),
              (Words{"-include", "/b/auto.h", "-DA=\"x y\"", "-DMICROPY_HW_X=1", "-UB"}));
}

TEST(PortFlags, EnumsHaveTheSameSize) {
    Words command = {"gcc", "-fno-short-enums", "-DA", "-fshort-enums-not", "-fshort-enums"};
    EXPECT_EQ(port_flags_of(command, "/b"), (Words{"-DA", "-fno-short-enums", "-fshort-enums"}));
}

TEST(PortFlags, SettingsAreNotForModules) {
    Words flags = {"-idirafter", "/MICROPY_", "-DA", "-DMICROPY_X=1", "-UMP_Y", "-DXMP_=2"};
    EXPECT_EQ(port_flags_for_modules(flags), (Words{"-idirafter", "/MICROPY_", "-DA", "-DXMP_=2"}));
}

TEST(PortFlags, OfTheSourceThatIsNamedInFull) {
    TemporaryFolder folder;
    auto file = folder.write("compile_commands.json", R"([
        {"directory": "/b", "file": "two/gpio.c", "command": "gcc -DTWO"},
        {"directory": "/b", "file": "gpio.c", "command": "gcc -DONE"},
        {"directory": "/b", "file": "other/x.c", "command": "gcc -DX"},
        {"directory": "/b", "file": "other/x.c", "command": "gcc -DAGAIN"}])");
    EXPECT_EQ(flags_like(file, "/b/gpio.c"), Words{"-DONE"});
    EXPECT_EQ(flags_like(file, "two/gpio.c"), Words{"-DTWO"});
    EXPECT_EQ(flags_like(file, "x.c"), Words{"-DX"});
    EXPECT_THROW(flags_like(file, "gpio.c"), Error);
    EXPECT_THROW(flags_like(file, "io.c"), Error);
}

}  // namespace
}  // namespace natmod::driver
