// SPDX-License-Identifier: MIT
// Hands the finished images to the .mpy writer.

#include "link/context.h"
#include "mpy/checksum.h"

namespace natmod::link {
namespace {

int destination_of(const Context& ctx, const Value& value) {
    switch (value.kind) {
        case ValueKind::fun_table:
            return mpy::kRelocFunTable;
        case ValueKind::qstr_table:
            return mpy::kRelocQstrTable;
        case ValueKind::obj_table:
            return mpy::kRelocObjTable;
        case ValueKind::entry:
            return mpy::kRelocFunTableEntry + static_cast<int>(value.index);
        default:
            break;
    }
    if (value.section->block == Block::text) return mpy::kRelocText;
    // The RAM block starts with whichever part it has; offsets are counted from its start.
    return ctx.bss_size ? mpy::kRelocBss : mpy::kRelocRodata;
}

}  // namespace

mpy::NativeModule emit(Context& ctx) {
    mpy::NativeModule module;
    module.arch = ctx.options.arch->number;
    module.abi = ctx.options.abi;
    module.arch_flags = ctx.options.arch_flags;
    module.small_int_bits = mpy::kAnnouncesChecksum;
    auto word = static_cast<uint64_t>(ctx.word);
    for (const Patch& patch : ctx.patches) {
        if (!patch.by_loader) continue;
        // What names the table of objects may write its one entry; see sdk/rt/start/start.h.
        if (patch.value.kind == ValueKind::obj_table) module.none_objects = 1;
        bool in_rodata = patch.block == Block::ram;
        uint64_t offset = patch.offset - (in_rodata ? ctx.bss_size : 0);
        module.relocs.push_back(
            {in_rodata, static_cast<uint32_t>(offset / word), destination_of(ctx, patch.value)});
    }
    module.qstrs = std::move(ctx.qstr_table);
    module.text = std::move(ctx.text);
    module.rodata = std::move(ctx.rodata);
    module.bss_size = static_cast<uint32_t>(ctx.bss_size);
    module.fun_table_object = !ctx.packed.empty();
    if (ctx.starter) module.starter = std::move(ctx.starter->text);
    return module;
}

}  // namespace natmod::link
