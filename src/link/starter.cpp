// SPDX-License-Identifier: MIT
// Start code that is a raw code of its own, the starter, with the module as its only child; see
// sdk/rt/start/start.h. It is linked by the same passes, from the runtime alone. write_chains(),
// write_fixups() and write_packed_globals() add its data.

#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {

namespace {

ArchiveFile* archive_with(Context& ctx, std::string_view name) {
    for (ArchiveFile& archive : ctx.archives)
        if (!archive.of_toolchain && archive_defines(ctx, archive, name)) return &archive;
    return nullptr;
}

}  // namespace

// Whether the runtime has a starter of that name.
bool has_starter(Context& ctx, std::string_view entry) {
    return !entry.empty() && archive_with(ctx, entry);
}

void link_starter(Context& ctx) {
    if (ctx.starter_entry.empty()) return;
    ctx.starter_options.arch = ctx.options.arch;
    ctx.starter_options.abi = ctx.options.abi;
    ctx.starter_options.libraries = {archive_with(ctx, ctx.starter_entry)->path};
    ctx.starter_options.compile = ctx.options.compile;
    ctx.starter_options.break_at_import = ctx.options.break_at_import;
    ctx.starter = std::make_unique<Context>(ctx.starter_options, ctx.arch);
    Context& starter = *ctx.starter;
    read_inputs(starter);
    starter.entry = starter.global(ctx.starter_entry);
    want(starter, *starter.entry);
    Symbol* init =
        starter.global(ctx.starter_init.empty() ? "natmod_run_module" : ctx.starter_init);
    want(starter, *init);
    alias(starter, "natmod_init", *init);
    reserve_packed_globals(ctx, starter);
    gc_sections(starter, std::span(&starter.entry, 1));
    if (uses_firmware(ctx)) guard_entry(starter, "natmod_starter_check_firmware");
    describe_firmware(ctx, starter);
    report_undefined(starter);
    place_sections(starter);
    lay_out_ram(starter);
    scan_relocations(starter);
    starter.fixups->align = alignof(uint32_t);
    lay_out_text(starter);
    relocate(starter);
    // The loader relocates nothing in it, and it has no RAM block.
    if (!starter.patches.empty() || starter.ram_size != 0)
        throw Error("the runtime's start code needs a relocation or data",
                    "librt.a is damaged: remove it, and natmod makes it again");
}

}  // namespace natmod::link
