// A fuzzer for machines without libFuzzer. It tries each of the target's seeds whole, cut short at
// every length, and changed in ways that are the same in every run.
//
// smoke [RUNS]          RUNS changed inputs per seed, 2000 by default
// smoke --write FOLDER  writes the seeds as files, the corpus for libFuzzer

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <random>
#include <span>
#include <string>

#include "base/file.h"
#include "fuzz.h"

namespace {

using Bytes = std::vector<uint8_t>;

// One to four bytes replaced, or a piece removed or doubled.
Bytes changed(Bytes bytes, std::mt19937& random) {
    constexpr uint8_t kEdges[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
    auto below = [&](size_t limit) { return random() % limit; };
    if (bytes.empty()) return bytes;
    auto at = [&] { return bytes.begin() + static_cast<std::ptrdiff_t>(below(bytes.size())); };
    switch (below(4)) {
        case 0: {
            auto first = at();
            size_t most = std::min<size_t>(16, static_cast<size_t>(bytes.end() - first));
            bytes.erase(first, first + static_cast<std::ptrdiff_t>(below(most) + 1));
            break;
        }
        case 1: {
            Bytes piece(at(), bytes.end());
            piece.resize(std::min<size_t>(piece.size(), below(32) + 1));
            bytes.insert(at(), piece.begin(), piece.end());
            break;
        }
        default:
            for (size_t n = below(4) + 1; n > 0; n--) {
                *at() = below(2) == 0 ? kEdges[below(std::size(kEdges))]
                                      : static_cast<uint8_t>(random());
            }
    }
    return bytes;
}

void run(const Bytes& bytes, size_t size) {
    // A copy of exactly that size, so that AddressSanitizer sees a read past its end.
    Bytes input(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    LLVMFuzzerTestOneInput(input.data(), input.size());
}

}  // namespace

int main(int argc, char** argv) try {
    std::span<char*> arguments(argv, static_cast<size_t>(argc));
    auto seeds = fuzz_seeds();
    if (argc == 3 && std::string(arguments[1]) == "--write") {
        for (size_t i = 0; i < seeds.size(); i++) {
            natmod::write_file(std::filesystem::path(arguments[2]) / ("seed-" + std::to_string(i)),
                               seeds[i]);
        }
        return 0;
    }
    unsigned long runs = argc == 2 ? std::strtoul(arguments[1], nullptr, 10) : 2000;
    std::mt19937 random(1);  // NOLINT: the same inputs every time
    for (const Bytes& seed : seeds) {
        for (size_t size = 0; size <= seed.size(); size++) run(seed, size);
        for (unsigned long i = 0; i < runs; i++) {
            Bytes bytes = changed(seed, random);
            run(bytes, bytes.size());
        }
    }
    std::printf("%zu seeds, %lu changed inputs each\n", seeds.size(), runs);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
