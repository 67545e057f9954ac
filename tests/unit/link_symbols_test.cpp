// SPDX-License-Identifier: MIT
// Which definition a name gets, what is linked, and what the linker says if there is none.

#include "base/cache.h"
#include "link_fixture.h"

namespace natmod::link {
namespace {

constexpr uint32_t R_X86_64_64 = 1, R_X86_64_PLT32 = 4, R_X86_64_GOTPCREL = 9;

using Strings = std::vector<std::string>;

// mpy_init with one call (5 bytes) for each name.
ElfBuilder caller(const Strings& names) {
    ElfBuilder object;
    Bytes code;
    for (size_t i = 0; i < names.size(); ++i) code.insert(code.end(), {0xe8, 0, 0, 0, 0});
    code.push_back(0xc3);
    uint32_t section = object.code(".text.mpy_init", code);
    object.symbol("mpy_init", section, 0, code.size());
    for (size_t i = 0; i < names.size(); ++i)
        object.reloc(section, 5 * i + 1, R_X86_64_PLT32, object.undefined(names[i]), -4);
    return object;
}

// A function of one byte.
ElfBuilder callee(const std::string& name, uint8_t byte, uint8_t binding = STB_GLOBAL) {
    ElfBuilder object;
    object.symbol(name, object.code(".text." + name, {byte}), 0, 1, binding);
    return object;
}

std::string archive(const std::vector<std::pair<std::string, ElfBuilder>>& members) {
    std::string text = "!<arch>\n";
    for (const auto& [name, object] : members)
        text += archive_member(name + "/", as_text(object.build()));
    return text;
}

class Symbols : public LinkTest {
  protected:
    // The byte that call number `i` of mpy_init leads to.
    static int called(const Linked& linked, size_t i) {
        return linked.text.at(linked.target(5 * i + 1));
    }
};

TEST_F(Symbols, StrongWinsOverWeakWhateverComesFirst) {
    for (bool weak_first : {true, false}) {
        options.objects.clear();
        add(caller({"f"}));
        add(callee("f", weak_first ? 1 : 2, weak_first ? STB_WEAK : STB_GLOBAL));
        add(callee("f", weak_first ? 2 : 1, weak_first ? STB_GLOBAL : STB_WEAK));
        EXPECT_EQ(called(run(), 0), 2);
    }
}

TEST_F(Symbols, FirstOfTwoWeakIsTaken) {
    add(caller({"f"}));
    add(callee("f", 1, STB_WEAK));
    add(callee("f", 2, STB_WEAK));
    EXPECT_EQ(called(run(), 0), 1);
}

TEST_F(Symbols, TwoStrongAreAnError) {
    add(caller({"f"}));
    add(callee("f", 1));
    add(callee("f", 2));
    EXPECT_EQ(error(), "duplicate symbol f, first defined in " + options.objects[1] +
                           "; give one of them another name or make it static");
}

TEST_F(Symbols, OneComdatGroupIsLinked) {
    add(caller({"f"}));
    for (uint8_t byte : {1, 2}) {
        ElfBuilder object;
        uint32_t code = object.code(".text.f", {byte});
        object.comdat(object.symbol("f", code, 0, 1), {code});
        add(object);
    }
    EXPECT_EQ(called(run(), 0), 1);
}

TEST_F(Symbols, LargestCommonIsAllocated) {
    ElfBuilder main;
    uint32_t code = main.code(".text.mpy_init", Bytes(8));
    main.symbol("mpy_init", code);
    main.reloc(code, 0, R_X86_64_GOTPCREL, main.undefined("shared"), -4);
    add(main);
    for (uint64_t size : {8, 40, 16}) {
        ElfBuilder common;
        common.symbol("shared", SHN_COMMON, 8, size, STB_GLOBAL, STT_OBJECT);
        add(common);
    }
    EXPECT_EQ(run().file.code.bss_size, 40u);
}

TEST_F(Symbols, UndefinedWeakIsZero) {
    ElfBuilder object;
    uint32_t code = object.code(".text.mpy_init", Bytes(8));
    object.symbol("mpy_init", code);
    object.reloc(code, 0, R_X86_64_GOTPCREL, object.undefined("maybe", STB_WEAK), -4);
    add(object);
    Linked linked = run();
    EXPECT_EQ(linked.text64(linked.target(0)), 0u);
    EXPECT_TRUE(linked.relocs().empty());
}

TEST_F(Symbols, ArchiveMembersComeOnDemandAndInRounds) {
    ElfBuilder needs_other = callee("f", 1);
    uint32_t code = needs_other.code(".text.g", {0xe8, 0, 0, 0, 0});
    needs_other.symbol("g", code);
    needs_other.reloc(code, 1, R_X86_64_PLT32, needs_other.undefined("h"), -4);
    add(caller({"g"}));
    add_library(archive({{"h.o", callee("h", 7)}, {"unused.o", callee("x", 9)}}));
    add_library(archive({{"g.o", needs_other}}));
    Linked linked = run();
    size_t g = linked.target(1);
    EXPECT_EQ(linked.text.at(linked.target(g + 1)), 7);
    EXPECT_EQ(std::count(linked.text.begin(), linked.text.end(), 9), 0);
}

TEST_F(Symbols, ArchivesAmongTheObjectsAreArchives) {
    add(caller({"f"}));
    add_library(archive({{"f.o", callee("f", 5)}}));
    options.objects.push_back(options.libraries[0]);
    options.libraries.clear();
    EXPECT_EQ(called(run(), 0), 5);
}

TEST_F(Symbols, FirmwareComesBeforeArchivesAndBehindObjects) {
    add(caller({"memcpy"}));
    add_library(archive({{"memcpy.o", callee("memcpy", 5)}}));
    EXPECT_EQ(run().relocs().size(), 1u);  // entry 51, through a stub
    add(callee("memcpy", 6));
    Linked linked = run();
    EXPECT_EQ(called(linked, 0), 6);
    EXPECT_TRUE(linked.relocs().empty());
}

// A member that is linked for another reason does not replace the firmware's function either.
TEST_F(Symbols, MembersDoNotReplaceFirmware) {
    ElfBuilder both = callee("f", 5);
    both.symbol("memcpy", both.code(".text.memcpy", {6}), 0, 1);
    add(caller({"f", "memcpy"}));
    add_library(archive({{"both.o", both}}));
    Linked linked = run();
    EXPECT_EQ(called(linked, 0), 5);
    EXPECT_EQ(linked.relocs().size(), 1u);
}

// An object with a function of one byte for each name.
ElfBuilder callees(const Strings& names, uint8_t byte) {
    ElfBuilder object;
    for (const std::string& name : names)
        object.symbol(name, object.code(".text." + name, {byte}), 0, 1);
    return object;
}

TEST_F(Symbols, ObjectsComeBeforeMembersThatDefineMore) {
    add(caller({"own", "other"}));
    add(callee("own", 1, STB_WEAK));
    add_library(archive({{"both.o", callees({"own", "other"}, 7)}}));
    Linked linked = run();
    EXPECT_EQ(called(linked, 0), 1);
    EXPECT_EQ(called(linked, 1), 7);
}

// Though the second archive's member is linked before anybody needs `own`.
TEST_F(Symbols, ArchivesInFrontComeBeforeMembersThatDefineMore) {
    for (bool needed : {true, false}) {
        options.objects.clear();
        options.libraries.clear();
        add(caller(needed ? Strings{"other", "own"} : Strings{"other"}));
        add_library(archive({{"own.o", callee("own", 1)}}));
        add_library(archive({{"both.o", callees({"own", "other"}, 7)}}));
        Linked linked = run();
        EXPECT_EQ(called(linked, 0), 7);
        if (needed) {
            EXPECT_EQ(called(linked, 1), 1);
        }
    }
}

// As __x86.get_pc_thunk.cx, which members of many libraries have.
TEST_F(Symbols, GroupOfAMemberIsLinkedThoughOneInFrontHasItToo) {
    auto with_group = [](const std::string& name, uint8_t byte) {
        ElfBuilder object;
        uint32_t code = object.code(".text.thunk", {byte});
        uint32_t thunk = object.symbol("thunk", code, 0, 1);
        object.comdat(thunk, {code});
        uint32_t caller = object.code(".text." + name, {0xe9, 0, 0, 0, 0});
        object.symbol(name, caller, 0, 5);
        object.reloc(caller, 1, R_X86_64_PLT32, thunk, -4);
        return object;
    };
    add(caller({"h"}));
    add_library(archive({{"f.o", with_group("f", 1)}}));
    add_library(archive({{"h.o", with_group("h", 2)}}));
    EXPECT_EQ(called(run(), 0), 0xe9);
}

TEST_F(Symbols, FirstOfTwoMembersIsTaken) {
    add(caller({"f", "g", "h"}));
    add_library(archive({{"f.o", callees({"f", "g"}, 1)}, {"h.o", callees({"g", "h"}, 2)}}));
    Linked linked = run();
    EXPECT_EQ(called(linked, 1), 1);
    EXPECT_EQ(called(linked, 2), 2);
}

// g.o would replace the weak f().
TEST_F(Symbols, MembersForUnusedCodeStayOut) {
    ElfBuilder main = caller({"f"});
    uint32_t code = main.code(".text.unused", {0xe8, 0, 0, 0, 0});
    main.symbol("unused", code);
    main.reloc(code, 1, R_X86_64_PLT32, main.undefined("g"), -4);
    ElfBuilder member = callee("g", 2);
    member.symbol("f", member.code(".text.f", {1}), 0, 1);
    add(main);
    add_library(archive({{"f.o", callee("f", 3, STB_WEAK)}, {"g.o", member}}));
    EXPECT_EQ(called(run(), 0), 3);
}

// What a reference was bound to before the member came, is linked no more.
TEST_F(Symbols, MemberReplacesAWeakDefinition) {
    ElfBuilder strong = callee("f", 2);
    uint32_t code = strong.code(".text.g", {3});
    strong.symbol("g", code, 0, 1);
    add(caller({"f", "h"}));
    ElfBuilder needs_g;
    uint32_t caller_of_g = needs_g.code(".text.h", {0xe9, 0, 0, 0, 0});
    needs_g.symbol("h", caller_of_g, 0, 5);
    needs_g.reloc(caller_of_g, 1, R_X86_64_PLT32, needs_g.undefined("g"), -4);
    add_library(
        archive({{"weak.o", callee("f", 0x77, STB_WEAK)}, {"strong.o", strong}, {"h.o", needs_g}}));
    Linked linked = run();
    EXPECT_EQ(called(linked, 0), 2);
    EXPECT_EQ(std::count(linked.text.begin(), linked.text.end(), 0x77), 0);
}

// A library whose members are compiled when the link needs them.
class SourceLibrary : public Symbols {
  protected:
    SourceLibrary() {
        options.compile = [this](const std::string& library, const Strings& objects) {
            EXPECT_EQ(library, options.libraries.at(0));
            for (const std::string& name : objects) {
                compiled_.push_back(name);
                folder.write(name, sealed(as_text(sources_.at(name).build())));
            }
            return folder.path();
        };
    }
    void add_source(const std::string& name, const std::string& names, const ElfBuilder& object) {
        index_ += name + " " + names + "\n";
        sources_.insert_or_assign(name, object);
    }
    Strings compiled_by_link() {
        add_library(index_);
        std::swap(options.libraries.front(), options.libraries.back());
        linked_ = run();
        return std::exchange(compiled_, {});
    }

    Linked linked_;

  private:
    std::string index_ = std::string(kSourceLibrary) + "\n";
    std::map<std::string, ElfBuilder> sources_;
    Strings compiled_;
};

TEST_F(SourceLibrary, CompilesWhatIsNeeded) {
    ElfBuilder needs_h = callee("f", 1);
    uint32_t code = needs_h.code(".text.g", {0xe9, 0, 0, 0, 0});
    needs_h.symbol("g", code, 0, 5);
    needs_h.reloc(code, 1, R_X86_64_PLT32, needs_h.undefined("h"), -4);
    add_source("fg.o", "f g", needs_h);
    add_source("h.o", "h", callee("h", 7));
    add_source("x.o", "x", callee("x", 9));
    add(caller({"g"}));
    EXPECT_EQ(compiled_by_link(), (Strings{"fg.o", "h.o"}));
    EXPECT_EQ(linked_.text.at(linked_.target(linked_.target(1) + 1)), 7);
    options.libraries.clear();
    EXPECT_EQ(compiled_by_link(), Strings{});
}

TEST_F(SourceLibrary, ModuleKeepsItsOwn) {
    ElfBuilder needs_f = callee("f", 5);
    uint32_t code = needs_f.code(".text.g", {0xe9, 0, 0, 0, 0});
    needs_f.symbol("g", code, 0, 5);
    needs_f.reloc(code, 1, R_X86_64_PLT32, needs_f.undefined("f"), -4);
    add_source("f.o", "f", callee("f", 6));
    add_source("g.o", "g", needs_f);
    add(caller({"g"}));
    add(callee("f", 1));
    EXPECT_EQ(compiled_by_link(), Strings{"g.o"});
    EXPECT_EQ(linked_.text.at(linked_.target(linked_.target(1) + 1)), 1);
}

// The index knows no #if: what the object does not define, libraries behind it may.
TEST_F(SourceLibrary, ObjectHasTheLastWord) {
    add_source("empty.o", "f g", callee("x", 9));
    add_source("f.o", "f", callee("f", 6));
    add(caller({"f", "g", "h"}));
    add_library(archive({{"g.o", callees({"g", "h"}, 3)}}));
    EXPECT_EQ(compiled_by_link(), (Strings{"empty.o", "f.o"}));
    EXPECT_EQ(called(linked_, 0), 6);
    EXPECT_EQ(called(linked_, 1), 3);
    EXPECT_EQ(called(linked_, 2), 3);
}

TEST_F(Symbols, ExternsAreAddresses) {
    add(caller({"rom_function"}));
    options.externs.push_back(
        folder.write("rom.ld", "/* ROM */\nPROVIDE ( rom_function = 0x40001234 );\n").string());
    Linked linked = run();
    size_t stub = linked.target(1);
    EXPECT_EQ(linked.text64(linked.target(stub + 2)), 0x40001234u);
    EXPECT_TRUE(linked.relocs().empty());
}

// As it stands in a symbol list; what is read as data keeps its address.
TEST_F(Symbols, ExternsThatAreCalledAreThumbCode) {
    constexpr uint32_t R_ARM_ABS32 = 2, R_ARM_THM_CALL = 10;
    options.arch = abi::find_arch("armv7m");
    options.externs.push_back(folder.write("rom.ld", "f = 0x2000; data = 0x3000;\n").string());
    ElfBuilder object(32, 40, false);
    uint32_t code = object.code(".text.mpy_init", {0xff, 0xf7, 0xfe, 0xff, 0, 0, 0, 0}, 4);
    object.symbol("mpy_init", code, 1, 8);
    object.reloc(code, 0, R_ARM_THM_CALL, object.undefined("f"));
    object.reloc(code, 4, R_ARM_ABS32, object.undefined("data"));
    add(object);
    Linked linked = run();
    auto has_word = [&](uint32_t word) {
        for (size_t at = 0; at + 4 <= linked.text.size(); at += 4)
            if (linked.text32(at) == word) return true;
        return false;
    };
    EXPECT_TRUE(has_word(0x2001));
    EXPECT_TRUE(has_word(0x3000));
}

TEST_F(Symbols, LinkerScriptsNameArchives) {
    add(caller({"f"}));
    folder.write("libreal.a", archive({{"f.o", callee("f", 5)}}));
    options.libraries.push_back(
        folder.write("libm.a", "/* GNU ld script */\nGROUP ( libreal.a AS_NEEDED ( x.so.6 ) )\n")
            .string());
    EXPECT_EQ(called(run(), 0), 5);
}

// Two levels deep they would name 40 files of 40, and so on.
TEST_F(Symbols, LinkerScriptsThatNameEachOtherCountOnce) {
    add(caller({"f"}));
    folder.write("libreal.a", archive({{"f.o", callee("f", 5)}}));
    std::string script = "GROUP ( libreal.a";
    for (int i = 0; i < 40; i++) script += " ./libm.a libother.a libreal.a";
    folder.write("libother.a", script + " )");
    options.libraries.push_back(folder.write("libm.a", script + " )").string());
    EXPECT_EQ(called(run(), 0), 5);
}

TEST_F(Symbols, LinkerScriptsMayNameTheirFormatFirst) {
    add(caller({"f"}));
    folder.write("libreal.a", archive({{"f.o", callee("f", 5)}}));
    options.libraries.push_back(
        folder.write("libm.a", "OUTPUT_FORMAT(elf64-x86-64)\nGROUP ( libreal.a )\n").string());
    EXPECT_EQ(called(run(), 0), 5);
}

TEST_F(Symbols, WhatIsNotReachedIsNotLinked) {
    ElfBuilder object = callee("unused", 9);
    uint32_t broken = object.code(".text.broken", Bytes(8));
    object.symbol("broken", broken, 0, 8);
    object.reloc(broken, 0, R_X86_64_PLT32, object.undefined("nowhere"), -4);
    add(caller({}));
    add(object);
    EXPECT_EQ(run().text, Bytes{0xc3});
    options.keep_unused = true;
    EXPECT_EQ(error().rfind("undefined symbol nowhere, used by broken()", 0), 0u);
}

TEST_F(Symbols, RetainedSectionsStay) {
    ElfBuilder object;
    object.section(".rodata.mark", {'m', 'a', 'r', 'k'}, SHF_ALLOC | SHF_GNU_RETAIN);
    add(caller({}));
    add(object);
    EXPECT_EQ(run().text, Bytes({0xc3, 'm', 'a', 'r', 'k'}));
}

TEST_F(Symbols, UndefinedIsToldOnceWithItsUserAndTheNearestName) {
    add(caller({"mp_obj_new_tupel", "mp_obj_new_tupel", "xyzzy"}));
    auto all = errors();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0],
              "undefined symbol mp_obj_new_tupel, used by mpy_init(); "
              "did you mean mp_obj_new_tuple?");
    EXPECT_EQ(all[1].rfind("undefined symbol xyzzy, used by mpy_init()", 0), 0u);
}

TEST_F(Symbols, UndefinedNamesOfCompilersHaveTheirRemedy) {
    add(caller({"__cxa_guard_acquire", "__cxa_throw", "__printf_chk", "_ZN5shape4areaEi"}));
    EXPECT_EQ(errors(),
              (Strings{"a module has no C++ exceptions, and mpy_init() uses them; "
                       "compile with -fno-exceptions, raise with mp_raise_msg()",
                       "undefined symbol __cxa_guard_acquire, used by mpy_init(); "
                       "compile with -fno-threadsafe-statics",
                       "undefined symbol __printf_chk, used by mpy_init(); "
                       "compile with -U_FORTIFY_SOURCE",
                       "undefined symbol shape::area(int), used by mpy_init(); define it in one "
                       "of the module's sources, or add the library that has it"}));
}

TEST_F(Symbols, WhatAFeatureOfCxxCallsIsOneMessage) {
    add(caller({"_ZTISt13runtime_error", "__cxa_throw", "_ZNSt13runtime_errorC1EPKc",
                "_Unwind_Resume", "__gxx_personality_v0"}));
    EXPECT_EQ(error(),
              "a module has no C++ exceptions, and mpy_init() uses them; "
              "compile with -fno-exceptions, raise with mp_raise_msg()");
    options.objects.clear();
    add(caller({"__dynamic_cast", "_ZTI4Base"}));
    EXPECT_EQ(error(),
              "a module has no run-time type information, and mpy_init() uses it; "
              "compile with -fno-rtti");
}

TEST_F(Symbols, UndefinedOfCompilersSaysWhatHasIt) {
    add(caller({"__addtf3", "sink"}));
    auto all = errors();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0],
              "undefined symbol __addtf3, used by mpy_init(); compilers have that in a library of "
              "their own, as Debian's package gcc-x86-64-linux-gnu");
    EXPECT_EQ(all[1].find("Debian"), std::string::npos);
}

TEST_F(Symbols, UndefinedThatIsStaticElsewhereIsTold) {
    add(caller({"helper"}));
    ElfBuilder other = callee("other", 1);
    other.local("helper", 1, 0, 1, STT_FUNC);
    add(other);
    EXPECT_EQ(error(), "undefined symbol helper, used by mpy_init(); " + options.objects[1] +
                           " has a static helper: drop `static` there");
}

TEST_F(Symbols, UndefinedOfGeneratedCodeIsToldWithItsOrigin) {
    add(caller({"shapes_module"}));
    options.origins["shapes_module"] = Place("shapes.c", 12);
    try {
        link(options);
        FAIL();
    } catch (const Error& problem) {
        EXPECT_EQ(problem.findings()[0].where.text(), "shapes.c:12");
    }
}

TEST_F(Symbols, MissingInitIsTold) {
    add(callee("f", 1));
    EXPECT_EQ(error().rfind("no mpy_init in the input files", 0), 0u);
}

TEST_F(Symbols, ForeignObjectsAreTold) {
    ElfBuilder arm(32, 40);
    arm.symbol("mpy_init", arm.code(".text", {1}));
    add(arm);
    EXPECT_EQ(error().rfind("object is for ARM (ELF machine 40), the link is for x64", 0), 0u);
}

TEST_F(Symbols, OtherFilesAreTold) {
    options.objects.push_back(folder.write("a.c", "int main(void) { return 0; }\n").string());
    EXPECT_EQ(error().rfind("not an ELF object or an archive", 0), 0u);
    options.objects.back() = folder.write("empty.o", "").string();
    EXPECT_EQ(error().rfind("file is empty", 0), 0u);
}

TEST_F(Symbols, WhatCannotBePlacedIsTold) {
    ElfBuilder object;
    uint32_t code = object.code(".text.mpy_init", Bytes(32), 8);
    object.symbol("mpy_init", code);
    uint32_t thread = object.zeros(".tbss", 8, 8, SHF_ALLOC | SHF_WRITE | SHF_TLS);
    uint32_t strange = object.section(".odd", Bytes(8), SHF_ALLOC, 8, 0x60000001);
    object.reloc(code, 0, R_X86_64_64, object.symbol("counter", thread, 0, 8, STB_GLOBAL, STT_TLS));
    object.reloc(code, 8, R_X86_64_64, object.local("odd", strange));
    add(object);
    auto all = errors();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].rfind("counter is thread-local, which nothing in a module can be", 0), 0u);
    EXPECT_EQ(all[1], "section of type 0x60000001 cannot be placed in a module");
}

}  // namespace
}  // namespace natmod::link
