// SPDX-License-Identifier: MIT
// Objects that pass floats in different registers are not linked together.

#include "link_fixture.h"

namespace natmod::link {

using namespace elf;
namespace {

constexpr uint8_t kNothing = 0, kIeee = 3, kInteger = 0, kFpu = 1;

class FloatAbiTest : public LinkTest {
  protected:
    // An object with build attributes as compilers write them; model and arguments where not 0.
    void add_arm(uint8_t model, uint8_t arguments, const char* function) {
        Bytes attributes = {5, '7', 'E', '-', 'M', 0, 6, 13, 32, 1, 'x', 0};
        if (model) attributes.insert(attributes.end(), {23, model});
        if (arguments) attributes.insert(attributes.end(), {28, arguments});
        Bytes section = {'A', 0, 0, 0, 0, 'a', 'e', 'a', 'b', 'i', 0, 1, 0, 0, 0, 0};
        section.insert(section.end(), attributes.begin(), attributes.end());
        ElfBuilder object(32, 40, false);
        uint32_t code = object.code(std::string(".text.") + function, {0x70, 0x47}, 2);
        object.symbol(function, code, 1, 2);
        object.section(".ARM.attributes", section, 0, 1, 0x70000003);
        options.arch = abi::find_arch("armv7emsp");
        add(object);
    }

    void add_riscv(uint8_t flags, const char* function) {
        ElfBuilder object(32, 243, true);
        uint32_t code = object.code(std::string(".text.") + function, {0x82, 0x80}, 2);
        object.symbol(function, code, 0, 2);
        Bytes bytes = object.build();
        bytes[36] = flags;
        options.arch = abi::find_arch("rv32imc");
        options.objects.push_back(write(std::string(function) + ".o", bytes));
    }
};

TEST_F(FloatAbiTest, OneForAllIsLinked) {
    add_arm(kIeee, kFpu, "mpy_init");
    add_arm(kNothing, kInteger, "assembled");
    add_arm(kIeee, 3, "either");
    add_arm(kIeee, kFpu, "other");
    EXPECT_EQ(errors(), std::vector<std::string>());
}

TEST_F(FloatAbiTest, OthersAreNot) {
    add_arm(kNothing, kInteger, "assembled");
    add_arm(kIeee, kInteger, "mpy_init");
    add_arm(kIeee, kFpu, "other");
    EXPECT_EQ(error().rfind("passes floats in FPU registers, ", 0), 0u) << error();
    EXPECT_NE(error().find("o1.o in integer registers; compile all with"), std::string::npos);
}

TEST_F(FloatAbiTest, TheHeaderSaysItOnRiscv) {
    constexpr uint8_t kCompressed = 1, kSingle = 2;
    add_riscv(kCompressed, "mpy_init");
    add_riscv(0, "other");
    EXPECT_EQ(errors(), std::vector<std::string>());
    add_riscv(kCompressed | kSingle, "hard");
    EXPECT_EQ(error().rfind("passes floats in FPU registers, ", 0), 0u) << error();
}

TEST_F(FloatAbiTest, DamagedAttributesSayNothing) {
    for (size_t length = 1; length < 12; ++length) {
        ElfBuilder object(32, 40, false);
        Bytes section = {'A', 0, 0, 0, 0, 'a', 'e', 'a', 'b', 'i', 0, 1, 0, 0, 0, 0, 23, 0x83};
        section.resize(section.size() - length);
        object.section(".ARM.attributes", section, 0, 1, 0x70000003);
        add(object);
    }
    add_arm(kIeee, kFpu, "mpy_init");
    EXPECT_EQ(errors(), std::vector<std::string>());
}

}  // namespace
}  // namespace natmod::link
