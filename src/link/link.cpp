// The linker's table of contents.

#include "link/link.h"

#include "link/arch.h"
#include "link/context.h"

namespace natmod::link {

namespace {

// The file with that form of fix-ups or a later one. Empty if what it took turned out not to do:
// `form` is the next one then.
std::vector<uint8_t> link_from(FixupForm& form, const LinkOptions& options) {
    Context ctx(options, find_arch_linker(*options.arch), form);

    // Map the files, read objects, remember what archives offer.
    read_inputs(ctx);

    // Bind every name to its definition; take archive members that define what is missing.
    resolve_symbols(ctx);
    bind_module_globals(ctx);

    // Keep what the entry point can reach. It is the runtime's if a word needs a value that the
    // loader does not know.
    choose_entry(ctx);

    // Report what is still undefined, with its place in the source.
    report_undefined(ctx);
    check_firmware_objects(ctx);

    // Write down by what a module for one firmware knows it.
    if (ctx.starter_entry.empty()) describe_firmware(ctx, ctx);

    // Give tables of mp_arg_t the layout that the firmware reads.
    narrow_argument_tables(ctx);

    // Decide for each section whether it goes to text or to the RAM block.
    place_sections(ctx);
    lay_out_ram(ctx);

    // Decide for each relocation what it needs: a GOT slot, a stub, other code, nothing.
    scan_relocations(ctx);
    lay_out_text(ctx);

    // Copy the bytes, apply the relocations, collect the words that get their value at import.
    relocate(ctx);

    // Link start code that is to be garbage after the import.
    link_starter(ctx);

    // Write down what the loader cannot do, for the runtime.
    if (ctx.form != FixupForm::stream && !write_chains(ctx)) {
        form = static_cast<FixupForm>(static_cast<int>(ctx.form) + 1);
        return {};
    }
    write_fixups(ctx);

    std::vector<uint8_t> mpy = mpy::encode_mpy(emit(ctx));
    if (!options.map_file.empty())
        write_file(options.map_file,
                   options.map_file.ends_with(".json") ? map_json(ctx) : map_text(ctx));
    return mpy;
}

}  // namespace

std::vector<uint8_t> link(const LinkOptions& options) {
    FixupForm form = FixupForm::objects;
    std::vector<uint8_t> mpy;
    while (mpy.empty()) mpy = link_from(form, options);
    return mpy;
}

}  // namespace natmod::link
