// SPDX-License-Identifier: MIT
// Which globals are packed, and what the record says.

#include "link_fixture.h"

#include "abi/fixup_stream.h"
#include "mpy/packed_globals.h"
#include "mpy/verify.h"

namespace natmod::link {
namespace {

constexpr uint32_t R_X86_64_64 = 1, R_X86_64_PC32 = 2, R_X86_64_GOTPCREL = 9;

using Strings = std::vector<std::string>;

// A function of the runtime that is known by its size; it refers to `needs`.
std::string member(const std::string& symbol, int size, uint32_t type, const std::string& needs) {
    ElfBuilder object;
    uint32_t code = object.code(".text." + symbol, Bytes(static_cast<size_t>(size)));
    object.symbol(symbol, code, 0, static_cast<uint64_t>(size));
    object.reloc(code, 1, type, object.undefined(needs), -4);
    return archive_member(symbol.substr(7, 15) + "/", as_text(object.build()));
}

std::string runtime() {
    return "!<arch>\n" +
           member("natmod_adopt_globals", 16, R_X86_64_GOTPCREL, "natmod_adopted_globals") +
           member("natmod_store_globals", 32, R_X86_64_PC32, "natmod_packed_globals") +
           member("natmod_unpack_globals", 48, R_X86_64_PC32, "natmod_packed_globals") +
           member("natmod_store_globals_and_builtins", 40, R_X86_64_PC32, "natmod_packed_globals") +
           member("natmod_store_globals_and_words", 44, R_X86_64_PC32, "natmod_packed_globals") +
           member("natmod_store_globals_with_init", 52, R_X86_64_PC32, "natmod_packed_globals") +
           member("natmod_store_globals_and_words_with_init", 60, R_X86_64_PC32,
                  "natmod_packed_globals") +
           member("natmod_adopt_globals_with_init", 24, R_X86_64_GOTPCREL,
                  "natmod_adopted_globals") +
           member("natmod_start_objects", 64, R_X86_64_PC32, "natmod_init") +
           member("natmod_start_names", 72, R_X86_64_PC32, "natmod_init") +
           member("natmod_start_chain", 80, R_X86_64_PC32, "natmod_init") +
           member("natmod_start", 96, R_X86_64_PC32, "natmod_init") +
           member("natmod_constructors", 112, R_X86_64_PC32, "mpy_init");
}

// With the function that has names beside the values.
std::string with_names() {
    return runtime() + member("natmod_unpack_names", 100, R_X86_64_PC32, "natmod_packed_globals");
}

std::string starters() {
    return runtime() +
           member("natmod_starter_store_globals", 32, R_X86_64_PC32, "natmod_packed_globals") +
           member("natmod_starter_unpack_globals", 48, R_X86_64_PC32, "natmod_packed_globals") +
           member("natmod_starter_names", 72, R_X86_64_PC32, "natmod_init") +
           member("natmod_starter_chain", 80, R_X86_64_PC32, "natmod_init") +
           member("natmod_starter", 96, R_X86_64_PC32, "natmod_init") +
           member("natmod_run_module", 20, R_X86_64_PC32, "natmod_run_module");
}

class PackGlobals : public LinkTest {
  protected:
    PackGlobals() { options.adopted = "m"; }

    struct Entry {
        std::string key;
        std::string symbol;  // empty: the number alone
        uint64_t number = 0;
    };
    static Entry name() { return {"__name__", "natmod_q_m_natmod_object"}; }
    static std::vector<Entry> functions(size_t count) {
        std::vector<Entry> entries{name()};
        for (size_t i = 0; i < count; ++i) entries.push_back({"f" + std::to_string(i), "f_obj"});
        return entries;
    }

    void start_anew() {
        options.objects.clear();
        options.libraries.clear();
        object_ = ElfBuilder();
    }

    // Module object m with that table, whose objects f_obj and g_obj are in sections of their own.
    void module(const std::vector<Entry>& entries, uint64_t flags = 7) {
        uint32_t code = object_.code(".text.f", Bytes(8), 8);
        for (std::string name : {"f_obj", "g_obj"}) {
            uint32_t section = object_.data(".data.rel.ro." + name, Bytes(16));
            object_.reloc(section, 0, R_X86_64_64, object_.undefined("mp_type_fun_builtin_1"));
            object_.reloc(section, 8, R_X86_64_64, object_.local("f", code));
            object_.symbol(name, section, 0, 16, STB_GLOBAL, STT_OBJECT);
        }
        Bytes table(16 * entries.size()), dict(32), object(16);
        auto used = entries.size() << 3 | flags;
        for (size_t i = 0; i < entries.size(); ++i)
            if (entries[i].symbol.empty())
                table[16 * i + 8] = static_cast<uint8_t>(entries[i].number);
        dict[8] = static_cast<uint8_t>(used);
        dict[9] = static_cast<uint8_t>(used >> 8);
        dict[16] = static_cast<uint8_t>(entries.size());
        uint32_t table_section = object_.data(".data.rel.ro.table", table);
        for (size_t i = 0; i < entries.size(); ++i) {
            object_.reloc(table_section, 16 * i, R_X86_64_64,
                          object_.undefined("natmod_q_" + entries[i].key + "_natmod_object"));
            if (!entries[i].symbol.empty())
                object_.reloc(table_section, 16 * i + 8, R_X86_64_64,
                              object_.undefined(entries[i].symbol));
        }
        uint32_t dict_section = object_.data(".data.rel.ro.dict", dict);
        object_.reloc(dict_section, 0, R_X86_64_64, object_.undefined("mp_type_dict"));
        object_.reloc(dict_section, 24, R_X86_64_64, object_.local("t", table_section));
        uint32_t module = object_.data(".data.rel.ro.m", object);
        object_.reloc(module, 8, R_X86_64_64, object_.local("d", dict_section));
        object_.symbol("m", module, 0, 16, STB_GLOBAL, STT_OBJECT);
        code_ = code;
    }
    Linked link_all(const std::string& library = runtime()) {
        add_library(library);
        add(object_);
        Linked linked = run();
        globals = mpy::find_packed_globals(linked.file.code, linked.file);
        return linked;
    }
    // Code that f needs, with GOT slots for these.
    void slots_for(const Strings& symbols) {
        uint32_t more = object_.code(".text.more", Bytes(4 * symbols.size()));
        object_.reloc(code_, 0, R_X86_64_PC32, object_.local("more", more), -4);
        for (size_t i = 0; i < symbols.size(); ++i)
            object_.reloc(more, 4 * i, R_X86_64_GOTPCREL, object_.undefined(symbols[i]), -4);
    }
    Strings words(const Linked& linked) const {
        Strings result;
        for (const auto& word : globals->words)
            result.push_back(describe(word, linked.file) + " " + std::to_string(word.word));
        return result;
    }
    Strings values() const {
        Strings result;
        for (const auto& value : globals->values) result.push_back(describe(*globals, value));
        return result;
    }
    static Strings problems(const Linked& linked) {
        Strings result;
        for (const mpy::Problem& problem : mpy::verify_mpy(linked.file))
            result.push_back(problem.text);
        return result;
    }

    std::optional<mpy::PackedGlobals> globals;
    ElfBuilder object_;
    uint32_t code_ = 0;
};

TEST_F(PackGlobals, OfObjects) {
    module({name(), {"f", "f_obj"}, {"g", "g_obj"}});
    Linked linked = link_all();
    ASSERT_TRUE(globals);
    EXPECT_EQ(linked.qstrs(), (Strings{"m", "__name__", "f", "g"}));
    EXPECT_EQ(linked.file.objects.at(0).kind, mpy::ObjectKind::fun_table);
    // The code of 32 bytes, f, the record of six numbers, the two objects.
    EXPECT_EQ(linked.target(1), globals->offset);
    EXPECT_EQ(linked.text.size(), 32 + 8 + 16 + 32u);
    EXPECT_EQ(values(), (Strings{"text+0x38", "text+0x48"}));
    EXPECT_EQ(linked.fixups(), Strings{});
    EXPECT_EQ(problems(linked), Strings{});
}

// Files of earlier versions.
TEST_F(PackGlobals, BehindTheNameOfTheFile) {
    options.source_name = "other.mpy";
    module({name(), {"f", "f_obj"}});
    Linked linked = link_all();
    ASSERT_TRUE(globals);
    EXPECT_EQ(linked.qstrs(), (Strings{"m", "__name__", "f"}));
    linked.bytes[linked.file.code.text_offset + globals->offset + 1] = PACKED_OLD_MARK >> 8;
    linked.file = mpy::decode_mpy(linked.bytes);
    EXPECT_FALSE(mpy::find_packed_globals(linked.file.code, linked.file));
    linked.file.qstrs.insert(linked.file.qstrs.begin(), linked.file.qstrs[0]);
    globals = mpy::find_packed_globals(linked.file.code, linked.file);
    ASSERT_TRUE(globals);
    EXPECT_EQ(globals->first_qstr, 1u);
    EXPECT_EQ(values(), Strings{"text+0x30"});
}

TEST_F(PackGlobals, EqualKeysAreNotStored) {
    module({name(), {"f", "f_obj"}, {"f", "g_obj"}});
    Linked linked = link_all();
    ASSERT_TRUE(globals);
    EXPECT_EQ(linked.qstrs(), (Strings{"m", "__name__", "f", "f"}));
    EXPECT_EQ(linked.text.size(), 48 + 8 + 16 + 32u);  // natmod_unpack_globals has 48 bytes
    EXPECT_EQ(problems(linked), Strings{});
}

TEST_F(PackGlobals, OfOtherValues) {
    module({name(),
            {"f", "f_obj"},
            {"i", "", 2 * 5 + 1},
            {"none", "natmod_const_none"},
            {"x", "", 4}});
    Linked linked = link_all();
    ASSERT_TRUE(globals);
    EXPECT_EQ(linked.target(1), globals->offset);
    EXPECT_EQ(values().at(1), "5");
    auto word = static_cast<size_t>(globals->values[2].value);
    EXPECT_EQ(globals->values[2].kind, mpy::PackedKind::word);
    EXPECT_EQ(linked.text64(word + 8), 4u);
    bool found = false;
    for (const std::string& reloc : linked.relocs())
        found |= reloc == "text " + std::to_string(word / 8) + " += entry 0";
    EXPECT_TRUE(found);
    EXPECT_EQ(problems(linked), Strings{});
}

TEST_F(PackGlobals, StayWhereSomethingElseUsesThem) {
    module({name(), {"f", "f_obj"}});
    object_.reloc(code_, 0, R_X86_64_PC32, object_.undefined("m"), -4);
    Linked linked = link_all();
    EXPECT_FALSE(globals);
    EXPECT_EQ(linked.fixups().size(), 3u);
}

TEST_F(PackGlobals, StayIfTheyAreOfAnotherShape) {
    for (int shape = 0; shape < 5; ++shape) {
        SCOPED_TRACE(shape);
        start_anew();
        if (shape == 0) module({name(), {"f", "f_obj"}}, 5);            // not fixed
        if (shape == 1) module({name()});                               // nothing in it
        if (shape == 2) module({{"f", "f_obj"}, name()});               // no name in front
        if (shape == 3) module({name(), {"f", "f_obj"}}, 7 | 16 << 3);  // not full
        // A value that only the firmware knows.
        if (shape == 4) module({name(), {"f", "f_obj"}, {"v", "natmod_q_v_natmod_object"}});
        link_all();
        EXPECT_FALSE(globals);
    }
}

TEST_F(PackGlobals, BesideOtherLateWordsOnlyMany) {
    for (size_t count : {7, 8}) {
        SCOPED_TRACE(count);
        start_anew();
        module(functions(count));
        uint32_t late = object_.data(".data.rel.ro.late", Bytes(8));
        object_.reloc(late, 0, R_X86_64_64, object_.undefined("natmod_q_a_natmod_object"));
        object_.reloc(code_, 0, R_X86_64_PC32, object_.local("late", late), -4);
        Linked linked = link_all();
        EXPECT_EQ(globals.has_value(), count == 8);
        EXPECT_EQ(linked.fixups().size(), count == 8 ? 1 : 10u);
        EXPECT_EQ(problems(linked), Strings{});
    }
}

TEST_F(PackGlobals, BuiltinsAreAListBehindThem) {
    module({name(), {"f", "f_obj"}});
    slots_for({"mp_type_ValueError", "mp_type_IndexError", "mp_type_ValueError"});
    Linked linked = link_all();
    ASSERT_TRUE(globals);
    EXPECT_EQ(linked.fixups(), Strings{});
    size_t slots = linked.text.size() / 8 - 2;
    EXPECT_EQ(words(linked), (Strings{"builtins.ValueError " + std::to_string(slots),
                                      "builtins.IndexError " + std::to_string(slots + 1)}));
    EXPECT_EQ(problems(linked), Strings{});
    // One more than there are, in the mark's list.
    size_t list = linked.file.code.text_offset + globals->offset + 8;
    EXPECT_EQ(linked.bytes[list], 'N');
    EXPECT_EQ(linked.bytes[list + 1], 'b');
    linked.bytes[list + 4] = static_cast<uint8_t>(linked.qstrs().size());
    linked.file = mpy::decode_mpy(linked.bytes);
    EXPECT_FALSE(mpy::find_packed_globals(linked.file.code, linked.file));
}

// Files of earlier versions.
TEST_F(PackGlobals, AListElsewhere) {
    module({name(), {"f", "f_obj"}});
    Linked linked = link_all();
    Bytes text(linked.text.begin(), linked.text.end());
    for (uint8_t byte : {0x4e, 0x62, 2, 0, 1, 0, 0, 0}) text.push_back(byte);
    linked.file.code.text = text;
    globals = mpy::find_packed_globals(linked.file.code, linked.file);
    ASSERT_TRUE(globals);
    EXPECT_EQ(words(linked), Strings{"builtins.__name__ 2"});
}

TEST_F(PackGlobals, NumbersOfQstrsToo) {
    module({name(), {"f", "f_obj"}});
    slots_for({"natmod_q_more", "mp_type_ValueError"});
    Linked linked = link_all();
    ASSERT_TRUE(globals);
    EXPECT_EQ(linked.target(1), globals->offset);
    EXPECT_EQ(linked.fixups(), Strings{});
    size_t slots = linked.text.size() / 8 - 2;
    EXPECT_EQ(words(linked), (Strings{"number of qstr 'more' " + std::to_string(slots),
                                      "builtins.ValueError " + std::to_string(slots + 1)}));
    EXPECT_EQ(problems(linked), Strings{});
    // A number in a table is not one of them: there are many, or none.
    start_anew();
    module({name(), {"f", "f_obj"}});
    uint32_t late = object_.data(".data.rel.ro.late", Bytes(8));
    object_.reloc(late, 0, R_X86_64_64, object_.undefined("natmod_q_a"));
    object_.reloc(code_, 0, R_X86_64_PC32, object_.local("late", late), -4);
    EXPECT_EQ(link_all().fixups().size(), 4u);
    EXPECT_FALSE(globals);
}

TEST_F(PackGlobals, InitIsCalled) {
    module({name(), {"f", "f_obj"}, {"__init__", "g_obj"}});
    Linked linked = link_all();
    ASSERT_TRUE(globals && globals->init);
    EXPECT_EQ(linked.target(1), globals->offset);
    EXPECT_EQ(describe(*globals, *globals->init), values().at(1));
    EXPECT_EQ(problems(linked), Strings{});
    start_anew();
    module({name(), {"f", "f_obj"}, {"__init__", "g_obj"}});
    slots_for({"natmod_q_more"});
    linked = link_all();
    ASSERT_TRUE(globals && globals->init);
    EXPECT_EQ(words(linked).size(), 1u);
    EXPECT_EQ(describe(*globals, *globals->init), values().at(1));
    EXPECT_EQ(problems(linked), Strings{});

    // Another address, which is an object's too.
    size_t record = linked.file.code.text_offset + globals->offset;
    size_t value = record + 4, init = record + 4 + 4 + 2 + 8;
    EXPECT_EQ(linked.bytes[init], linked.bytes[value + 2]);
    linked.bytes[init] = linked.bytes[value];
    linked.file = mpy::decode_mpy(linked.bytes);
    linked.file.checksum = mpy::Checksum::none;
    EXPECT_EQ(problems(linked).size(), 1u);
    // None.
    linked.bytes[init] |= PACKED_WORD;
    linked.file = mpy::decode_mpy(linked.bytes);
    EXPECT_FALSE(mpy::find_packed_globals(linked.file.code, linked.file));
}

TEST_F(PackGlobals, AnInitThatIsNoObjectOfTheModulesOwn) {
    for (int shape = 0; shape < 2; ++shape) {
        start_anew();
        if (shape == 0) module({name(), {"f", "f_obj"}, {"__init__", "", 3}});
        if (shape == 1) module({name(), {"__init__", "f_obj"}, {"__init__", "g_obj"}});
        Linked linked = link_all();
        EXPECT_FALSE(globals);
        // natmod_adopt_globals_with_init calls what it finds.
        EXPECT_EQ(linked.text.size() % 8, 0u);
    }
}

TEST_F(PackGlobals, ManyAreNotStoredOneByOne) {
    module(functions(64));
    Linked linked = link_all();
    EXPECT_EQ(globals->values.size(), 64u);
    EXPECT_EQ(linked.target(1), globals->offset);
    EXPECT_EQ(globals->offset, 48 + 8u);
}

TEST_F(PackGlobals, NamesAreBesideTheValuesIfThatIsSmaller) {
    for (size_t count : {59, 61}) {
        SCOPED_TRACE(count);
        start_anew();
        module(functions(count));
        Linked linked = link_all(with_names());
        ASSERT_TRUE(globals);
        bool smaller = count == 61;  // 52 bytes more of code, 8 of `__name__`, 1 less per function
        EXPECT_EQ(linked.qstrs().size(), smaller ? 1 : 2 + count);
        EXPECT_EQ(globals->names.empty(), !smaller);
        EXPECT_EQ(linked.target(1), globals->offset);
        EXPECT_EQ(globals->entries(), count + 1);
        for (size_t i = 0; i < count; ++i)
            EXPECT_EQ(mpy::name_of_entry(*globals, linked.file, 1 + i), "f" + std::to_string(i));
        EXPECT_EQ(problems(linked), Strings{});
    }
}

TEST_F(PackGlobals, LongNamesAndAnInitStayInTheTable) {
    auto entries = functions(80);
    entries.push_back({"__init__", "g_obj"});
    module(entries);
    link_all(with_names() +
             member("natmod_unpack_globals_with_init", 60, R_X86_64_PC32, "natmod_packed_globals"));
    ASSERT_TRUE(globals);
    EXPECT_TRUE(globals->names.empty());
    start_anew();
    entries.back().key = std::string(256, 'n');
    module(entries);
    add_library(with_names());
    add(object_);
    EXPECT_NE(error().find("qstr 82: 256 bytes long"), std::string::npos);
}

TEST_F(PackGlobals, FunctionsAreMadeWithTheirNames) {
    auto entries = functions(80);
    entries.push_back({"g", "g_obj"});
    entries.push_back({"i", "", 7});
    module(entries);
    Linked linked = link_all(with_names());
    ASSERT_TRUE(globals);
    const auto& values = globals->values;
    // The first name of each.
    for (size_t i = 0; i < values.size(); ++i) {
        EXPECT_EQ(values[i].kind, i == 0 || i == 80 ? mpy::PackedKind::function
                                  : i == 81         ? mpy::PackedKind::integer
                                                    : mpy::PackedKind::address);
    }
    EXPECT_EQ(values[1].value, values[0].value);
    EXPECT_NE(values[80].value, values[0].value);
    EXPECT_EQ(linked.relocs(), Strings{});
    auto object = static_cast<size_t>(values[0].value);
    constexpr uint64_t kFunBuiltin1 = 78;
    EXPECT_EQ(linked.text64(object), 8 * kFunBuiltin1);
    EXPECT_EQ(linked.text64(object + 8), 104u);  // f, behind the code of 100 bytes
    EXPECT_EQ(problems(linked), Strings{});

    // Another type, a type that is none, a function outside, and one that is relocated as well.
    size_t text = linked.file.code.text_offset;
    auto refused = [&](size_t at, uint8_t byte) {
        Linked changed = linked;
        changed.bytes[at] = byte;
        changed.file = mpy::decode_mpy(changed.bytes);
        changed.file.checksum = mpy::Checksum::none;
        return problems(changed).size();
    };
    uint8_t type = linked.bytes[text + object];
    EXPECT_EQ(refused(text + object, static_cast<uint8_t>(type + 8)), 0u);
    EXPECT_EQ(refused(text + object, static_cast<uint8_t>(type + 4)), 1u);
    EXPECT_EQ(refused(text + object + 1, 0), 1u);
    EXPECT_EQ(refused(text + object + 15, 1), 1u);
    mpy::MpyFile file = linked.file;
    file.checksum = mpy::Checksum::none;
    file.code.relocs.push_back(
        {.word = static_cast<uint32_t>(object / 8), .count = 1, .destination = 0});
    EXPECT_EQ(mpy::verify_mpy(file).size(), 1u);
    file.code.relocs.clear();
    Bytes cut(file.code.text.begin(), file.code.text.end());
    cut[globals->offset + 2] = 0xff;  // more entries than there are
    file.code.text = cut;
    EXPECT_FALSE(mpy::find_packed_globals(file.code, file));
    cut[globals->offset + 2] = 1;
    EXPECT_FALSE(mpy::find_packed_globals(file.code, file));
    cut[globals->offset + 2] = 83;
    EXPECT_TRUE(mpy::find_packed_globals(file.code, file));
    cut[globals->offset + 5] = '\n';  // in the first name
    EXPECT_FALSE(mpy::find_packed_globals(file.code, file));
}

TEST_F(PackGlobals, FunctionsThatConstructorsSeeAreRelocated) {
    module(functions(80));
    uint32_t array =
        object_.section(".init_array", Bytes(8), SHF_ALLOC | SHF_WRITE, 8, SHT_INIT_ARRAY);
    object_.reloc(array, 0, R_X86_64_64, object_.local("f", code_));
    link_all(with_names());
    ASSERT_TRUE(globals);
    EXPECT_EQ(globals->values[0].kind, mpy::PackedKind::address);
}

TEST_F(PackGlobals, TooFarAwayTheyStay) {
    module(functions(1));
    uint32_t large = object_.code(".text.large", Bytes(70000));
    object_.reloc(code_, 0, R_X86_64_PC32, object_.local("large", large), -4);
    link_all();
    EXPECT_FALSE(globals);
}

TEST_F(PackGlobals, ConstructorsAreCalledFirst) {
    module(functions(1));
    uint32_t array =
        object_.section(".init_array", Bytes(8), SHF_ALLOC | SHF_WRITE, 8, SHT_INIT_ARRAY);
    object_.reloc(array, 0, R_X86_64_64, object_.local("f", code_));
    Linked linked = link_all();
    ASSERT_TRUE(globals);
    // natmod_constructors leads to natmod_store_globals, which is behind f.
    EXPECT_EQ(linked.target(1), 112 + 8u);
    start_anew();
    module(functions(1));
    array = object_.section(".init_array", Bytes(8), SHF_ALLOC | SHF_WRITE, 8, SHT_INIT_ARRAY);
    object_.reloc(array, 0, R_X86_64_64, object_.local("f", code_));
    link_all(starters());  // which would not call them
    EXPECT_FALSE(globals);
}

TEST_F(PackGlobals, InAStarter) {
    module({name(), {"f", "f_obj"}});
    Linked linked = link_all(starters());
    ASSERT_TRUE(mpy::is_starter(linked.file.code));
    ASSERT_TRUE(globals);
    EXPECT_EQ(globals->offset, 32u);
    EXPECT_EQ(linked.text.size(), 32 + 12u);
    // The module has nothing but f and its object.
    EXPECT_EQ(linked.file.code.children[0].text.size(), 8 + 16u);
    EXPECT_EQ(values(), Strings{"text+0x8"});
    EXPECT_EQ(problems(linked), Strings{});
}

TEST_F(PackGlobals, InAStarterWithChains) {
    module(functions(8));
    uint32_t late = object_.data(".data.rel.ro.late", Bytes(8));
    object_.reloc(late, 0, R_X86_64_64, object_.undefined("natmod_q_a_natmod_object"));
    object_.reloc(code_, 0, R_X86_64_PC32, object_.local("late", late), -4);
    Linked linked = link_all(starters());
    ASSERT_TRUE(globals);
    EXPECT_EQ(linked.target(1), 72u);  // the chain's starter goes on to the globals'
    EXPECT_EQ(linked.fixups().size(), 1u);
    EXPECT_EQ(problems(linked), Strings{});
}

TEST_F(PackGlobals, AnMpyInitOfTheModuleStays) {
    module({name(), {"f", "f_obj"}});
    uint32_t init = object_.code(".text.mpy_init", Bytes(8));
    object_.symbol("mpy_init", init, 0, 8);
    EXPECT_EQ(link_all().text.size(), 8u);
}

TEST_F(PackGlobals, NeedTheRuntime) {
    module({name(), {"f", "f_obj"}});
    add(object_);
    EXPECT_EQ(error(),
              "no mpy_init in the input files; link with the SDK's librt.a for this "
              "architecture");
}

// A value that is no object, in an object file that somebody has changed: the import would not
// look, but verify does.
TEST_F(PackGlobals, WhatIsNoObjectStaysInItsTable) {
    for (const char* value : {"text", "outside"}) {
        start_anew();
        uint32_t data = object_.data(".data.rel.ro.text", Bytes(32, 0x55));
        object_.symbol(value, data, value[0] == 't' ? 0 : 32, 8, STB_GLOBAL, STT_OBJECT);
        module({name(), {"f", value}});
        link_all();
        EXPECT_FALSE(globals) << value;
    }
    // Its type comes later.
    start_anew();
    uint32_t zeros = object_.data(".data.rel.ro.zeros", Bytes(16));
    object_.symbol("later", zeros, 0, 16, STB_GLOBAL, STT_OBJECT);
    module({name(), {"f", "later"}});
    EXPECT_EQ(problems(link_all()), Strings{});
    EXPECT_TRUE(globals);
}

TEST_F(PackGlobals, VerifyRefusesEveryChangedByte) {
    module({name(), {"f", "f_obj"}});
    Linked linked = link_all();
    EXPECT_EQ(linked.file.checksum, mpy::Checksum::right);
    EXPECT_EQ(linked.file.trailing_bytes, 0u);
    auto is_refused = [](const Bytes& bytes) {
        try {
            return !mpy::verify_mpy(mpy::decode_mpy(bytes)).empty();
        } catch (const Error&) {
            return true;
        }
    };
    EXPECT_FALSE(is_refused(linked.bytes));
    for (size_t i = 0; i < linked.bytes.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            Bytes changed = linked.bytes;
            changed[i] ^= static_cast<uint8_t>(1 << bit);
            EXPECT_TRUE(is_refused(changed)) << "bit " << bit << " of byte " << i;
        }
    }
    // Nor may one be missing.
    for (size_t size = 0; size < linked.bytes.size(); ++size) {
        Bytes cut(linked.bytes.begin(), linked.bytes.begin() + static_cast<long>(size));
        EXPECT_TRUE(is_refused(cut)) << size;
    }
}

TEST_F(PackGlobals, VerifyRefusesAValueOutside) {
    module({name(), {"f", "f_obj"}});
    Linked linked = link_all();
    Bytes bytes = linked.bytes;
    size_t record = linked.file.code.text_offset + globals->offset;
    bytes[record + 4 + 1] = 0x10;
    mpy::MpyFile file = mpy::decode_mpy(bytes);
    linked.file = file;
    linked.file.checksum = mpy::Checksum::none;
    EXPECT_EQ(problems(linked).size(), 1u);
    bytes[record + 6] = 3;  // no end: the record does not read well
    linked.file = mpy::decode_mpy(bytes);
    EXPECT_FALSE(mpy::find_packed_globals(linked.file.code, linked.file));
}

}  // namespace
}  // namespace natmod::link
