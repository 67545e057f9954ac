// SPDX-License-Identifier: MIT
// Tests what natmod check makes of the messages of compilers and of the linker.

#include <gtest/gtest.h>

#include "abi/differences.h"
#include "check/notes.h"
#include "check/precision.h"
#include "driver/compiler_messages.h"
#include "source/compiler_output.h"
#include "temporary_folder.h"

namespace natmod::check {
namespace {

std::vector<Finding> explained(std::string_view output) {
    return driver::explain_all(source::read_compiler_output(output));
}

TEST(Check, PortHeadersAndMissingOnes) {
    std::string output =
        "a.c:3:10: fatal error: driver/gpio.h: No such file or directory\n"
        "    3 | #include \"driver/gpio.h\"\ncompilation terminated.\n"
        "b.c:4:10: fatal error: 'py/pairheap.h' file not found\n";
    auto findings = explained(output);
    ASSERT_EQ(findings.size(), 2u);
    EXPECT_EQ(findings[0].kind, FindingKind::port_header);
    EXPECT_EQ(findings[0].where.text(), "a.c:3");
    EXPECT_NE(findings[0].text.find("ESP-IDF"), std::string::npos);
    EXPECT_NE(findings[0].hint.find("machine"), std::string::npos);
    EXPECT_EQ(findings[1].kind, FindingKind::missing_header);
    EXPECT_EQ(driver::missing_headers(findings),
              (std::vector<std::string>{"driver/gpio.h", "py/pairheap.h"}));
}

TEST(Check, AnErrorDirectiveHasNoHint) {
    auto findings = explained("a.c:2:2: error: #error no such board\n");
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].kind, FindingKind::compile_error);
    EXPECT_EQ(findings[0].hint, "");
}

TEST(Check, NamesOfGccAndClangOncePerName) {
    auto findings = explained(
        "a.c:9:5: error: unknown type name \xe2\x80\x98gpio_num_t\xe2\x80\x99\n"
        "a.c:10:5: error: unknown type name \xe2\x80\x98gpio_num_t\xe2\x80\x99\n"
        "b.c:7:5: error: call to undeclared function 'gpio_set'; ISO C99 does not support it\n"
        "b.c:8:1: warning: unused variable 'x'\n");
    ASSERT_EQ(findings.size(), 3u);
    EXPECT_EQ(findings[0].symbol, "gpio_num_t");
    EXPECT_EQ(findings[0].where.text(), "a.c:9");
    EXPECT_EQ(findings[0].also, (std::vector{Place("a.c", 10, 5)}));
    EXPECT_EQ(findings[1].text.find("nothing declares gpio_set: "), 0u);
    EXPECT_TRUE(findings[1].port);
    EXPECT_EQ(findings[2].kind, FindingKind::compile_warning);
}

TEST(Check, ThePlaceInAMacroIsTheUsers) {
    auto findings = explained(
        "sdk/mpstate.h:22:25: error: 'natmod_root_pointers' undeclared\n"
        "   22 | #define MP_STATE_VM(x) (natmod_root_pointers.x)\n"
        "      |                         ^~~~\n"
        "a.c:12:12: note: in expansion of macro 'MP_STATE_VM'\n");
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].kind, FindingKind::firmware_state);
    EXPECT_EQ(findings[0].where.text(), "a.c:12");
}

TEST(Check, MemberOfTheFirmwaresState) {
    auto findings = explained(
        "a.c:5:9: error: 'struct natmod_root_pointers' has no member named 'dupterm'\n"
        "a.c:6:9: error: no member named 'other' in 'struct natmod_root_pointers'\n");
    ASSERT_EQ(findings.size(), 2u);
    EXPECT_EQ(findings[0].text, "dupterm is a member of the firmware's own state");
    EXPECT_EQ(findings[1].text, "other is a member of the firmware's own state");
}

TEST(Check, AClassInTheOldForm) {
    auto findings = explained(
        "a.c:5:6: error: 'mp_obj_type_t' {aka 'const struct _mp_obj_type_t'} has no member named "
        "'make_new'\n"
        "a.c:6:6: error: field designator 'print' does not refer to any field in type "
        "'mp_obj_type_t' (aka 'const struct _mp_obj_type_t')\n");
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].where.text(), "a.c:5");
    EXPECT_EQ(findings[0].also, (std::vector{Place("a.c", 6, 6)}));
    EXPECT_NE(findings[0].text.find("MicroPython 1.19"), std::string::npos);
    EXPECT_NE(findings[0].hint.find("MP_DEFINE_CONST_OBJ_TYPE"), std::string::npos);
}

TEST(Check, SaysWhyNoNativeModuleCanHaveIt) {
    auto findings = explained(
        "a.c:8:5: error: 'gc_nbytes' undeclared\n"
        "a.c:9:5: error: 'mp_hal_pin_config' undeclared\n"
        "a.c:10:5: error: 'my_own' undeclared\n");
    ASSERT_EQ(findings.size(), 3u);
    EXPECT_EQ(findings[0].symbol, "gc_nbytes");
    EXPECT_NE(findings[0].text.find("how large"), std::string::npos);
    EXPECT_EQ(findings[0].hint, "keep its size beside it");
    EXPECT_FALSE(findings[0].port);
    EXPECT_TRUE(findings[1].port);
    EXPECT_NE(findings[1].hint.find("mp_hal_get_pin_obj"), std::string::npos);
    EXPECT_EQ(findings[2].text, "nothing declares my_own");
    EXPECT_EQ(abi::find_unavailable("mp_obj_new_int"), nullptr);
}

TEST(Check, FindingsOfOneNameAreOneWithAllPlaces) {
    std::vector<Finding> findings;
    Finding missing{{"a.c", 1}, "nothing declares x", "", FindingKind::missing_name, "x"};
    add_finding(findings, missing);
    add_finding(findings, missing);
    missing.where = {"b.c", 2};
    missing.also = {{"a.c", 1}, {"b.c", 3}};
    add_finding(findings, missing);
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].also, (std::vector<Place>{{"b.c", 2}, {"b.c", 3}}));
    add_finding(findings, {{"a.c", 1}, "expected ;", "", FindingKind::compile_error});
    add_finding(findings, {{"a.c", 2}, "expected ;", "", FindingKind::compile_error});
    EXPECT_EQ(findings.size(), 3u);
}

TEST(Check, LargeBuffersInTextAreNoted) {
    TemporaryFolder folder;
    folder.write(
        "a.c", "/* buffer */\nstatic char buffer[4096];\nvoid f(void) { static int local[25]; }\n");
    auto notes = map_notes(
        R"({"entry": "f", "sections": [
            {"block": "text", "size": 4096, "name": ".bss.buffer", "file": "obj/a.c.o"},
            {"block": "text", "size": 8, "name": ".bss.flag", "file": "obj/a.c.o"},
            {"block": "ram", "size": 4096, "name": ".bss.other", "file": "obj/a.c.o"},
            {"block": "text", "size": 100, "name": ".bss.local.0", "file": "obj/a.c.o"}]})",
        folder.path());
    ASSERT_EQ(notes.size(), 2u);
    std::string source = std::filesystem::canonical(folder.path() / "a.c").string();
    EXPECT_EQ(notes[0].where.text(), source + ":2");
    EXPECT_EQ(notes[0].text.find("4096 bytes of buffer"), 0u);
    EXPECT_EQ(notes[1].where.text(), source + ":3");
}

TEST(Check, DifferencesByNameAndPrefix) {
    EXPECT_FALSE(abi::difference_of("printf").empty());
    EXPECT_EQ(abi::difference_of("mp_hal_ticks_ms"), abi::difference_of("mp_hal_delay_us"));
    EXPECT_TRUE(abi::difference_of("mp_obj_new_int").empty());
}

TEST(Check, PrecisionThatAFirmwareMayNotHave) {
    auto note = [](std::string_view name, std::string_view arch) {
        return precision_note(name, *abi::find_arch(arch)).substr(0, 6);
    };
    for (const char* arch : {"armv6m", "armv7m", "armv7emsp", "armv7emdp"})
        EXPECT_EQ(note("natmod_memory_get_float_to_f", arch), "single");
    EXPECT_EQ(note("mp_obj_new_float_from_f", "x64"), "single");
    EXPECT_EQ(note("mp_obj_new_float_from_f", "xtensawin"), "");
    EXPECT_EQ(note("natmod_memory_new_float_from_d", "armv7emsp"), "double");
    EXPECT_EQ(note("natmod_memory_new_float_from_d", "armv7emdp"), "");
    EXPECT_EQ(note("mp_obj_get_float_to_d", "xtensa"), "double");
    EXPECT_EQ(note("mp_obj_get_float_to_d", "x64"), "");
    EXPECT_EQ(note("mp_obj_get_float_maybe", "armv6m"), "");
}

}  // namespace
}  // namespace natmod::check
