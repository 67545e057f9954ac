// SPDX-License-Identifier: MIT
// .mpy files: reading, judging, printing and merging them.

#include "../../unit/mpy_samples.h"
#include "../targets.h"
#include "base/error.h"
#include "mpy/compat.h"
#include "mpy/decode.h"
#include "mpy/firmware_record.h"
#include "mpy/fixups.h"
#include "mpy/footprint.h"
#include "mpy/merge.h"
#include "mpy/packed_globals.h"
#include "mpy/print.h"
#include "mpy/verify.h"

namespace natmod::fuzz {

using namespace mpy;

namespace {

void read_file(Input bytes) {
    MpyFile file = decode_mpy(bytes);
    keep(verify_mpy(file));
    keep(footprint_of(file));
    // Machine code would be given to objdump, once per input.
    PrintOptions options{"fuzz.mpy", bytes.size(), !has_native_code(file.code)};
    auto write = [](std::string_view text) { keep(text); };
    print_text(file, options, write);
    print_json(file, options, write);
}

// What merging makes of a file that it accepts must be readable.
void merge(Input bytes) {
    const Bytes first = samples::native_x64();
    const MergeInput inputs[] = {{"first", first}, {"fuzz.mpy", bytes}};
    Bytes merged;
    try {
        merged = merge_mpy(inputs);
    } catch (const Error&) {
        return;
    }
    decode_mpy(merged);
}

}  // namespace

void read_mpy(Input bytes) {
    try {
        read_file(bytes);
    } catch (const Error&) {
        // the merger has its own reading of it
    }
    merge(bytes);
}

std::vector<Bytes> mpy_files() {
    NativeModule fixed = samples::native_module();
    samples::append_fixups(fixed, samples::every_fixup());
    return {samples::native_x64(),
            samples::bytecode(),
            samples::bytecode_unwind(),
            samples::every_object(),
            encode_mpy(samples::native_module()),
            encode_mpy(fixed)};
}

// The end of a module's text, with its trailer: the stream of fix-ups, or a record of globals.
void read_fixup_stream(Input bytes) {
    static const Bytes sample = encode_mpy(samples::native_module());
    MpyFile file = decode_mpy(sample);
    Bytes text(file.code.text.begin(), file.code.text.end());
    text.insert(text.end(), bytes.begin(), bytes.end());
    auto read = [&](RawCode code) {
        for (int word : {4, 8}) keep(find_fixups(code, word));  // both streams and chains
        keep(find_packed_globals(code, file));
        keep(find_firmware(code));
    };
    RawCode code = file.code;
    code.text = text;
    read(code);
    // The same of a starter.
    RawCode starter;
    starter.kind = CodeKind::native_viper;
    starter.text = bytes;
    starter.children = {file.code};
    starter.has_children = true;
    read(starter);
}

std::vector<Bytes> fixup_streams() {
    NativeModule module = samples::native_module();
    size_t begin = module.text.size();
    samples::append_fixups(module, samples::every_fixup());
    return {{module.text.begin() + static_cast<std::ptrdiff_t>(begin), module.text.end()}};
}

}  // namespace natmod::fuzz
