// SPDX-License-Identifier: MIT
// Relocations of ARM, RISC-V, Xtensa and 32-bit x86 against bytes that the GNU assemblers made of
// the same distances, at the limits of their ranges and one step past them.

#include <ostream>

#include "link/arch.h"
#include "link_fixture.h"

namespace natmod::link {
namespace {

struct Case {
    const char* arch;
    uint32_t type;
    const char* what;
    Bytes before;
    uint64_t P, S;
    int64_t A;
    Bytes after;  // empty: must be out of range
    uint64_t G = 0, GOT = 0;
};

void PrintTo(const Case& test, std::ostream* out) {
    *out << test.arch << " " << test.what;
}

class Relocation : public ::testing::TestWithParam<Case> {};

TEST_P(Relocation, StoresTheNumber) {
    const Case& test = GetParam();
    LinkOptions options;
    options.arch = abi::find_arch(test.arch);
    const ArchLinker& arch = find_arch_linker(*options.arch);
    Context ctx(options, arch);
    Bytes bytes = test.before;
    Symbol symbol;
    symbol.name = "target";
    InputSection section;
    section.name = ".text";
    section.size = bytes.size();
    section.data = bytes;
    Reloc reloc;
    reloc.type = test.type;
    reloc.symbol = &symbol;
    reloc.addend = test.A;
    arch.apply({ctx, section, reloc, bytes.data(), test.P, test.S, test.G, test.GOT, test.A});
    if (test.after.empty()) {
        ASSERT_EQ(ctx.errors.size(), 1u);
        EXPECT_NE(ctx.errors[0].text.find("out of range"), std::string::npos);
        EXPECT_EQ(bytes, test.before) << "a wrong value was stored";
    } else {
        EXPECT_TRUE(ctx.errors.empty());
        EXPECT_EQ(bytes, test.after);
    }
}

// Thumb: halfwords are little-endian; -4 is the addend that the instruction itself holds.
constexpr uint64_t kFar = 0x2000000;
const Bytes kBl = {0x00, 0xf0, 0x00, 0xf8}, kB = {0x00, 0xf0, 0x00, 0xb8};
const Bytes kBeq = {0x00, 0xf0, 0x00, 0x80}, kWord = {0, 0, 0, 0};
const Case kArm[] = {
    {"armv7m", 10, "bl .+0x1234", kBl, 0, 0x1235, -4, {0x01, 0xf0, 0x18, 0xf9}},
    {"armv7m", 10, "bl backward", kBl, 0x1000, 0x1000 - 96, -4, {0xff, 0xf7, 0xce, 0xff}},
    {"armv7m", 10, "bl at the end", kBl, 0, 16777214 + 4, -4, {0xff, 0xf3, 0xff, 0xd7}},
    {"armv7m", 10, "bl past the end", kBl, 0, 16777216 + 4, -4, {}},
    {"armv7m", 10, "bl at the start", kBl, kFar, kFar - 16777216 + 4, -4, {0x00, 0xf4, 0x00, 0xd0}},
    {"armv7m", 10, "bl past the start", kBl, kFar, kFar - 16777218 + 4, -4, {}},
    {"armv7m", 30, "b.w", kB, 0, 0x1234, -4, {0x01, 0xf0, 0x18, 0xb9}},
    {"armv7m", 30, "b.w at the end", kB, 0, 16777214 + 4, -4, {0xff, 0xf3, 0xff, 0x97}},
    {"armv7m", 51, "beq.w", kBeq, 0, 0x1234, -4, {0x01, 0xf0, 0x18, 0x81}},
    {"armv7m", 51, "beq.w at the end", kBeq, 0, 1048574 + 4, -4, {0x3f, 0xf0, 0xff, 0xaf}},
    {"armv7m", 51, "beq.w past the end", kBeq, 0, 1048576 + 4, -4, {}},
    {"armv7m",
     51,
     "beq.w at the start",
     kBeq,
     kFar,
     kFar - 1048576 + 4,
     -4,
     {0x00, 0xf4, 0x00, 0x80}},
    {"armv6m", 102, "b at the end", {0x00, 0xe0}, 0, 2046 + 4, -4, {0xff, 0xe3}},
    {"armv6m", 102, "b past the end", {0x00, 0xe0}, 0, 2048 + 4, -4, {}},
    {"armv6m", 102, "b at the start", {0x00, 0xe0}, kFar, kFar - 2048 + 4, -4, {0x00, 0xe4}},
    {"armv6m", 103, "beq at the end", {0x00, 0xd0}, 0, 254 + 4, -4, {0x7f, 0xd0}},
    {"armv6m", 103, "beq at the start", {0x00, 0xd0}, kFar, kFar - 256 + 4, -4, {0x80, 0xd0}},
    {"armv6m", 103, "beq past the start", {0x00, 0xd0}, kFar, kFar - 258 + 4, -4, {}},
    {"armv7m", 3, "REL32 keeps the Thumb bit", kWord, 0x10, 0x101, 0, {0xf1, 0, 0, 0}},
    {"armv7m", 24, "GOTOFF32", kWord, 0, 0x120, 8, {0x28, 0, 0, 0}, 0, 0x100},
    {"armv7m", 26, "GOT_BREL", kWord, 0, 0, 0, {0x0c, 0, 0, 0}, 0x10c, 0x100},
    {"armv7m", 96, "GOT_PREL", kWord, 0x40, 0, -8, {0xc4, 0, 0, 0}, 0x10c, 0x100},
    {"armv7m", 5, "ABS16 at its limit", {0, 0}, 0, 0xffff, 0, {0xff, 0xff}},
    {"armv7m", 5, "ABS16 past its limit", {0, 0}, 0, 0x10000, 0, {}},
    {"armv7m", 8, "ABS8 negative", {0}, 0, 0, -128, {0x80}},
    {"armv7m", 8, "ABS8 past its limit", {0}, 0, 0x100, 0, {}},
};

constexpr uint64_t kP = 0x100000;
const Bytes kBeqz = {0x01, 0xc1}, kCj = {0x01, 0xa0};
const Case kRiscv[] = {
    {"rv32imc",
     16,
     "beq at the end",
     {0x63, 0x00, 0xb5, 0x00},
     kP,
     kP + 4094,
     0,
     {0xe3, 0x0f, 0xb5, 0x7e}},
    {"rv32imc", 16, "beq past the end", {0x63, 0x00, 0xb5, 0x00}, kP, kP + 4096, 0, {}},
    {"rv32imc",
     16,
     "beq at the start",
     {0x63, 0x00, 0xb5, 0x00},
     kP,
     kP - 4096,
     0,
     {0x63, 0x00, 0xb5, 0x80}},
    {"rv32imc", 16, "beq past the start", {0x63, 0x00, 0xb5, 0x00}, kP, kP - 4098, 0, {}},
    {"rv64imc",
     17,
     "jal at the end",
     {0xef, 0, 0, 0},
     kP,
     kP + 1048574,
     0,
     {0xef, 0xf0, 0xff, 0x7f}},
    {"rv64imc", 17, "jal past the end", {0xef, 0, 0, 0}, kP, kP + 1048576, 0, {}},
    {"rv64imc",
     17,
     "jal at the start",
     {0xef, 0, 0, 0},
     kP,
     kP - 1048576,
     0,
     {0xef, 0x00, 0x00, 0x80}},
    {"rv32imc", 44, "c.beqz at the end", kBeqz, kP, kP + 254, 0, {0x7d, 0xcd}},
    {"rv32imc", 44, "c.beqz past the end", kBeqz, kP, kP + 256, 0, {}},
    {"rv32imc", 44, "c.beqz at the start", kBeqz, kP, kP - 256, 0, {0x01, 0xd1}},
    {"rv32imc", 45, "c.j at the end", kCj, kP, kP + 2046, 0, {0xfd, 0xaf}},
    {"rv32imc", 45, "c.j past the end", kCj, kP, kP + 2048, 0, {}},
    {"rv32imc", 45, "c.j at the start", kCj, kP, kP - 2048, 0, {0x01, 0xb0}},
    {"rv32imc",
     19,
     "call",
     {0x97, 0, 0, 0, 0xe7, 0x80, 0, 0},
     kP,
     0x12345678,
     0,
     {0x97, 0x50, 0x24, 0x12, 0xe7, 0x80, 0x80, 0x67}},
    {"rv64imc", 18, "call too far", {0x97, 0, 0, 0, 0xe7, 0x80, 0, 0}, 0, uint64_t{1} << 32, 0, {}},
    {"rv32imc", 35, "ADD32", {1, 0, 0, 0}, 0, 0x1000, 2, {0x03, 0x10, 0, 0}},
    {"rv32imc", 39, "SUB32", {0x03, 0x10, 0, 0}, 0, 0x1000, 2, {1, 0, 0, 0}},
    {"rv64imc", 36, "ADD64", {1, 0, 0, 0, 0, 0, 0, 0}, 0, 0x100000000, 0, {1, 0, 0, 0, 1, 0, 0, 0}},
    {"rv32imc", 34, "ADD16", {0xff, 0xff}, 0, 2, 0, {1, 0}},
    {"rv32imc", 37, "SUB8", {5}, 0, 7, 0, {0xfe}},
    {"rv32imc", 53, "SET6 leaves the upper bits", {0xc0}, 0, 0x3f, 0, {0xff}},
    {"rv32imc", 52, "SUB6 leaves the upper bits", {0xc1}, 0, 2, 0, {0xff}},
    {"rv32imc", 57, "32_PCREL", kWord, 0x100, 0x80, 4, {0x84, 0xff, 0xff, 0xff}},
};

// What R_XTENSA_SLOT0_OP becomes when it is read: see arch/xtensa.cpp.
enum : uint32_t { kL32r = 0x100, kCall, kJump, kBranch12, kBranch8, kLoop, kBranch6 };
const Bytes kL32rA2 = {0x21, 0, 0}, kCall0 = {0x05, 0, 0}, kJ = {0x06, 0, 0};
const Case kXtensa[] = {
    {"xtensa", kL32r, "l32r of the word before", kL32rA2, 0x40000, 0x3fffc, 0, {0x21, 0xff, 0xff}},
    {"xtensa",
     kL32r,
     "l32r from the end of a word",
     kL32rA2,
     0x40001,
     0x40000,
     0,
     {0x21, 0xff, 0xff}},
    {"xtensa", kL32r, "l32r at the start", kL32rA2, 0x40000, 0, 0, {0x21, 0, 0}},
    {"xtensa", kL32r, "l32r past the start", kL32rA2, 0x40004, 0, 0, {}},
    {"xtensa", kL32r, "l32r forward", kL32rA2, 0x100, 0x104, 0, {}},
    {"xtensa", kCall, "call0", kCall0, 0, 0x400, 0, {0xc5, 0x3f, 0}},
    {"xtensa", kCall, "call0 at the end", kCall0, 0, 0x80000, 0, {0xc5, 0xff, 0x7f}},
    {"xtensa", kCall, "call0 past the end", kCall0, 0, 0x80004, 0, {}},
    {"xtensa", kCall, "call0 of an odd address", kCall0, 0, 0x402, 0, {}},
    {"xtensawin", kJump, "j", kJ, 0, 0x1ff04, 0, {0x06, 0xc0, 0x7f}},
    {"xtensawin", kJump, "j backward", kJ, 0x1000, 0x0f00, 0, {0x06, 0xbf, 0xff}},
    {"xtensawin", kJump, "j at the end", kJ, 0, 0x20003, 0, {0xc6, 0xff, 0x7f}},
    {"xtensawin", kJump, "j past the end", kJ, 0, 0x20004, 0, {}},
    {"xtensa", kBranch12, "beqz at the end", {0x16, 0x02, 0}, 0, 4 + 0x7ff, 0, {0x16, 0xf2, 0x7f}},
    {"xtensa", kBranch12, "beqz past the end", {0x16, 0x02, 0}, 0, 4 + 0x800, 0, {}},
    {"xtensa", kBranch8, "beq at the end", {0x37, 0x12, 0}, 0, 4 + 0x7f, 0, {0x37, 0x12, 0x7f}},
    {"xtensa", kBranch8, "beq past the end", {0x37, 0x12, 0}, 0, 4 + 0x80, 0, {}},
    {"xtensa", kLoop, "loop at the end", {0x76, 0x82, 0}, 0, 4 + 0xff, 0, {0x76, 0x82, 0xff}},
    {"xtensa", kLoop, "loop backward", {0x76, 0x82, 0}, 0x10, 0x10, 0, {}},
    {"xtensa", kBranch6, "beqz.n at the end", {0x8c, 0x02}, 0, 4 + 63, 0, {0xbc, 0xf2}},
    {"xtensa", kBranch6, "beqz.n past the end", {0x8c, 0x02}, 0, 4 + 64, 0, {}},
};

const Case kX86[] = {
    {"x86", 2, "PC32", kWord, 0x11, 0x100, -4, {0xeb, 0, 0, 0}},
    {"x86", 4, "PLT32 backward", kWord, 0x101, 0x10, -4, {0x0b, 0xff, 0xff, 0xff}},
    {"x86", 9, "GOTOFF", kWord, 0, 0x80, 4, {0x84, 0xff, 0xff, 0xff}, 0, 0x100},
    {"x86", 10, "GOTPC", kWord, 0x22, 0x100, 2, {0xe0, 0, 0, 0}, 0, 0x100},
    {"x86", 43, "GOT32X", kWord, 0, 0, 0, {0x08, 0, 0, 0}, 0x108, 0x100},
    {"x86", 3, "GOT32", kWord, 0, 0, 0, {0x10, 0, 0, 0}, 0x110, 0x100},
    {"x86", 20, "16 at its limit", {0, 0}, 0, 0xffff, 0, {0xff, 0xff}},
    {"x86", 20, "16 past its limit", {0, 0}, 0, 0x10000, 0, {}},
    {"x86", 22, "8 past its limit", {0}, 0, 0x100, 0, {}},
};

INSTANTIATE_TEST_SUITE_P(Arm, Relocation, ::testing::ValuesIn(kArm));
INSTANTIATE_TEST_SUITE_P(Riscv, Relocation, ::testing::ValuesIn(kRiscv));
INSTANTIATE_TEST_SUITE_P(Xtensa, Relocation, ::testing::ValuesIn(kXtensa));
INSTANTIATE_TEST_SUITE_P(X86, Relocation, ::testing::ValuesIn(kX86));

// The addend of a SHT_REL relocation is what the instruction at the place says.
TEST(ArmAddend, IsDecodedFromTheInstruction) {
    const ArchLinker& arm = find_arch_linker(*abi::find_arch("armv7m"));
    auto addend = [&](uint32_t type, const Bytes& bytes) {
        return arm.read_addend(type, bytes.data());
    };
    EXPECT_EQ(addend(10, {0xff, 0xf7, 0xfe, 0xff}), -4);  // bl, as assemblers leave it
    EXPECT_EQ(addend(10, {0xff, 0xf3, 0xff, 0xd7}), 16777214);
    EXPECT_EQ(addend(10, {0x00, 0xf4, 0x00, 0xd0}), -16777216);
    EXPECT_EQ(addend(51, {0x3f, 0xf0, 0xff, 0xaf}), 1048574);
    EXPECT_EQ(addend(51, {0x00, 0xf4, 0x00, 0x80}), -1048576);
    EXPECT_EQ(addend(102, {0xfe, 0xe7}), -4);
    EXPECT_EQ(addend(2, {0xfc, 0xff, 0xff, 0xff}), -4);
}

TEST(XtensaOperand, IsNamedByItsInstruction) {
    const ArchLinker& xtensa = find_arch_linker(*abi::find_arch("xtensa"));
    auto kind = [&](const Bytes& bytes) {
        Reloc reloc;
        reloc.type = 20;  // R_XTENSA_SLOT0_OP
        xtensa.decode(bytes.data(), reloc);
        return reloc.type;
    };
    EXPECT_EQ(kind({0x21, 0, 0}), kL32r);
    EXPECT_EQ(kind({0x25, 0, 0}), kCall);  // call8
    EXPECT_EQ(kind({0x06, 0, 0}), kJump);
    EXPECT_EQ(kind({0x16, 0x02, 0}), kBranch12);  // beqz
    EXPECT_EQ(kind({0x66, 0x12, 0}), kBranch8);   // bnei
    EXPECT_EQ(kind({0x37, 0x12, 0}), kBranch8);   // beq
    EXPECT_EQ(kind({0x76, 0x82, 0}), kLoop);
    EXPECT_EQ(kind({0x36, 0x41, 0}), 20u);  // entry has no address
    EXPECT_EQ(kind({0x8c, 0x02}), kBranch6);
}

}  // namespace
}  // namespace natmod::link
