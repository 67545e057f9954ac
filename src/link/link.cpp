// SPDX-License-Identifier: MIT
// The linker's table of contents.

#include "link/link.h"

#include <fmt/core.h>

#include "base/error.h"
#include "base/report.h"
#include "link/arch.h"
#include "link/context.h"
#include "link/stack.h"
#include "mpy/checksum.h"
#include "mpy/verify.h"

namespace natmod::link {

namespace {

// Nothing that the import would fall over may leave here.
void verify(const std::vector<uint8_t>& mpy, const LinkOptions& options) {
    std::vector<Finding> faults;
    auto add = [&](std::string_view text) {
        faults.push_back({options.source_name, fmt::format("the linked file cannot work: {}", text),
                          "the fault is Natmod's: please report it, with the objects"});
    };
    try {
        for (const mpy::Problem& problem : mpy::verify_mpy(mpy::decode_mpy(mpy)))
            if (!problem.warning) add(problem.text);
    } catch (const Error& error) {
        for (const Finding& finding : error.findings()) add(finding.text);
    }
    if (!faults.empty()) throw Error(std::move(faults));
}

// Empty if what it took turned out not to do: `attempt` is the next one then.
std::vector<uint8_t> link_once(Attempt& attempt, const LinkOptions& options) {
    Context ctx(options, find_arch_linker(*options.arch), attempt);

    // Map the files, read objects, remember what archives offer.
    read_inputs(ctx);

    // Bind every name to its definition; take archive members that define what is missing.
    resolve_symbols(ctx);
    bind_module_globals(ctx);
    bind_argument_parser(ctx);

    // Keep what the entry point can reach, and pack the module's globals. The entry point is the
    // runtime's if a word needs a value that the loader does not know.
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

    // Write the globals that start code makes a dict of. Beside a starter they may have been all of
    // the module's text, and a loader takes no empty one.
    if (!write_packed_globals(ctx) || (attempt.may_pack && ctx.text.empty())) {
        attempt.may_pack = false;
        return {};
    }

    // Write down what the loader cannot do, for the runtime.
    if (ctx.form != FixupForm::stream && !write_chains(ctx)) {
        attempt.least_form = static_cast<FixupForm>(static_cast<int>(ctx.form) + 1);
        return {};
    }
    write_fixups(ctx);

    std::vector<uint8_t> symbols;
    if (!options.symbol_file.empty()) symbols = symbol_file(ctx);
    std::vector<uint8_t> mpy = mpy::encode_mpy(emit(ctx));
    mpy::append_checksum(mpy);
    verify(mpy, options);
    if (!options.symbol_file.empty()) write_file(options.symbol_file, symbols);
    std::vector<StackUse> stack = stack_uses(ctx);
    for (const Finding& warning : stack_warnings(stack)) report(warning);
    if (!options.map_file.empty())
        write_file(options.map_file,
                   options.map_file.ends_with(".json") ? map_json(ctx, stack) : map_text(ctx));
    return mpy;
}

}  // namespace

std::vector<uint8_t> link(const LinkOptions& options) {
    Attempt attempt;
    std::vector<uint8_t> mpy;
    while (mpy.empty()) mpy = link_once(attempt, options);
    return mpy;
}

}  // namespace natmod::link
