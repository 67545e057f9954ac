// Hostile object files through the whole linker. What it writes must be a readable .mpy.

#include <filesystem>
#include <stdexcept>
#include <string>

#include <unistd.h>

#include "abi/arch.h"
#include "base/error.h"
#include "base/file.h"
#include "elf_samples.h"
#include "fuzz.h"
#include "link/link.h"
#include "mpy/decode.h"

using namespace natmod;
using namespace natmod::abi;
using namespace natmod::mpy;

namespace {

// The linker takes names of files; this one is gone when the program ends.
class ObjectFile {
  public:
    ObjectFile() {
        std::string name = "natmod-link-fuzz-" + std::to_string(::getpid()) + ".o";
        path_ = std::filesystem::temp_directory_path() / name;
    }
    ObjectFile(const ObjectFile&) = delete;
    ObjectFile& operator=(const ObjectFile&) = delete;
    ~ObjectFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

// That of the object's e_machine and class; x64 for what has none.
const Arch* arch_of(const uint8_t* data, size_t size) {
    const Arch* result = find_arch("x64");
    if (size < 20) return result;
    ElfMachine machine{static_cast<uint16_t>(data[18] | data[19] << 8), data[4] == 2 ? 8 : 4};
    for (const Arch& arch : all_archs()) {
        if (arch.family.elf == machine) result = &arch;
    }
    return result;
}

// A file that the loader would take, without a write outside its blocks.
void check(const std::vector<uint8_t>& bytes) {
    MpyFile file = decode_mpy(bytes);
    auto word = static_cast<size_t>(word_size_of(file.arch));
    for (const RelocRun& run : file.code.relocs) {
        size_t words = (run.in_rodata ? file.code.rodata : file.code.text).size() / word;
        if (run.word + run.count > words) throw std::logic_error("relocation outside its block");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    static const ObjectFile object;
    write_file(object.path(), std::span(data, size));
    link::LinkOptions options;
    options.arch = arch_of(data, size);
    options.objects = {object.path().string()};
    options.source_name = "fuzz.mpy";
    std::vector<uint8_t> mpy;
    for (bool keep_unused : {false, true}) {
        options.keep_unused = keep_unused;
        try {
            mpy = link::link(options);
        } catch (const Error&) {
            continue;  // the answer to a bad file
        }
        check(mpy);
    }
    return 0;
}

std::vector<std::vector<uint8_t>> fuzz_seeds() {
    using namespace elf_samples;
    return {object(kX64),    object(kX86),     object(kArm),
            object(kXtensa), object(kRiscv32), archive(object(kX64))};
}
