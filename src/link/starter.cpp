// Start code that is a raw code of its own, the starter, with the module as its only child; see
// sdk/rt/start/start.h. It is linked by the same passes, from the runtime alone. write_chains() or
// write_fixups() add its data.

#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {

void link_starter(Context& ctx) {
    if (ctx.starter_entry.empty()) return;
    ctx.starter = std::make_unique<Context>(ctx.starter_options, ctx.arch);
    Context& starter = *ctx.starter;
    read_inputs(starter);
    starter.entry = starter.global(ctx.starter_entry);
    want(starter, *starter.entry);
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
