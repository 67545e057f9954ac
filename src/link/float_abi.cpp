// SPDX-License-Identifier: MIT
// All objects of a link must pass floats in the same registers: a call between two that do not
// gives wrong values without any error.

#include <fmt/core.h>

#include "link/arch.h"

namespace natmod::link {
namespace {

std::string_view registers(FloatAbi abi) {
    return abi == FloatAbi::fpu ? "FPU" : "integer";
}

}  // namespace

void check_float_abi(Context& ctx, const ElfObject& elf) {
    FloatAbi abi = ctx.arch.float_abi != nullptr ? ctx.arch.float_abi(elf) : FloatAbi::any;
    if (abi == FloatAbi::any) return;
    if (ctx.float_abi == FloatAbi::any) {
        ctx.float_abi = abi;
        ctx.float_abi_from = elf.name;
    }
    if (abi == ctx.float_abi) return;
    throw Error({elf.name,
                 fmt::format("passes floats in {} registers, {} in {} registers", registers(abi),
                             ctx.float_abi_from, registers(ctx.float_abi)),
                 "compile all with the same -mfloat-abi or -mabi; Natmod's own for the "
                 "architecture needs no flag"});
}

}  // namespace natmod::link
