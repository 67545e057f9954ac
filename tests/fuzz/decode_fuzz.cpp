// Hostile .mpy files: reading, judging and printing them.

#include <nlohmann/json.hpp>

#include "../unit/mpy_samples.h"
#include "base/error.h"
#include "fuzz.h"
#include "mpy/compat.h"
#include "mpy/decode.h"
#include "mpy/footprint.h"
#include "mpy/merge.h"
#include "mpy/print.h"
#include "mpy/verify.h"

using namespace natmod;
using namespace natmod::mpy;

namespace {

// What merging makes of a file that it accepts must be readable.
void merge(std::span<const uint8_t> bytes) {
    const auto first = samples::native_x64();
    const MergeInput inputs[] = {{"first", first}, {"fuzz.mpy", bytes}};
    std::vector<uint8_t> merged;
    try {
        merged = merge_mpy(inputs);
    } catch (const Error&) {
        return;
    }
    decode_mpy(merged);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    try {
        MpyFile file = decode_mpy({data, size});
        verify_mpy(file);
        footprint_of(file);
        // Machine code would be given to objdump, once per input.
        PrintOptions options{"fuzz.mpy", size, !has_native_code(file.code)};
        mpy_to_text(file, options);
        mpy_to_json(file, options).dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
    } catch (const Error&) {
        // the answer to a bad file
    }
    merge({data, size});
    return 0;
}

std::vector<std::vector<uint8_t>> fuzz_seeds() {
    NativeModule fixed = samples::native_module();
    samples::append_fixups(fixed, samples::every_fixup());
    return {samples::native_x64(),
            samples::bytecode(),
            samples::bytecode_unwind(),
            samples::every_object(),
            encode_mpy(samples::native_module()),
            encode_mpy(fixed)};
}
