// SPDX-License-Identifier: MIT
// A fuzzer for machines without libFuzzer, the same in every run.
//
// fuzz_smoke                        names the targets
// fuzz_smoke TARGET [RUNS [CORPUS]] tries each seed and each file of the folder: whole, cut short,
//                                   changed (RUNS inputs in all, 5000 by default), and with a piece
//                                   of it many times over
// fuzz_smoke TARGET --files FILE... the files as they are; prints memory and CPU time of each
// fuzz_smoke TARGET --write FOLDER  writes the seeds, for libFuzzer

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <filesystem>
#include <random>
#include <stdexcept>

#include "base/file.h"
#include "fuzz.h"

using namespace natmod::fuzz;
namespace fs = std::filesystem;

namespace {

constexpr double kMostSeconds = 10;         // of CPU time for one input
constexpr size_t kLarge = size_t{1} << 18;  // bytes of an input with a piece many times over

std::mt19937 generator(1);  // NOLINT: the same inputs every time

size_t below(size_t limit) {
    return generator() % limit;
}

// One to four bytes replaced, or a piece removed or doubled.
Bytes changed(Bytes bytes) {
    constexpr uint8_t kEdges[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
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
                                      : static_cast<uint8_t>(generator());
            }
    }
    return bytes;
}

// What is slow, or deep, only in large inputs.
Bytes with_many(const Bytes& bytes) {
    if (bytes.empty()) return bytes;
    size_t first = below(bytes.size());
    size_t size = below(std::min<size_t>(bytes.size() - first, 32)) + 1;
    auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(first);
    auto end = begin + static_cast<std::ptrdiff_t>(size);
    Bytes result(bytes.begin(), begin);
    while (result.size() < kLarge) result.insert(result.end(), begin, end);
    result.insert(result.end(), end, bytes.end());
    return result;
}

struct Cost {
    size_t memory;  // bytes
    double seconds;
};

Cost try_input(const Target& target, const Bytes& bytes, size_t size) {
    // A copy of exactly that size, so that AddressSanitizer sees a read past its end.
    Bytes input(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    std::clock_t start = std::clock();
    size_t memory = run(target, input);
    double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    if (seconds > kMostSeconds)
        throw std::runtime_error("an input of " + std::to_string(size) + " bytes took " +
                                 std::to_string(seconds) + " seconds");
    return {memory, seconds};
}

Bytes read(const fs::path& file) {
    natmod::MappedFile content(file);
    return {content.bytes().begin(), content.bytes().end()};
}

std::vector<Bytes> read_folder(const fs::path& folder) {
    std::vector<fs::path> files;
    if (fs::exists(folder))
        for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<Bytes> inputs;
    for (const fs::path& file : files) inputs.push_back(read(file));
    return inputs;
}

void fuzz(const Target& target, std::vector<Bytes> inputs, size_t runs) {
    if (inputs.empty()) throw std::runtime_error("no seeds and no corpus");
    for (const Bytes& input : inputs) {
        try_input(target, input, input.size());
        size_t step = input.size() / 500 + 1;
        for (size_t size = 0; size < input.size(); size += step) try_input(target, input, size);
    }
    for (size_t i = 0; i < runs; i++) {
        Bytes input = changed(inputs[i % inputs.size()]);
        try_input(target, input, input.size());
    }
    for (size_t i = 0; i < runs / 200; i++) {
        Bytes input = with_many(inputs[i % inputs.size()]);
        try_input(target, input, input.size());
    }
    std::printf("%zu inputs to start from, %zu changed ones\n", inputs.size(), runs);
}

}  // namespace

int main(int argc, char** argv) try {
    std::vector<std::string> words(argv + 1, argv + argc);
    const Target* target = words.empty() ? nullptr : find_target(words[0]);
    if (target == nullptr) {
        for (const Target& each : targets()) std::printf("%s\n", std::string(each.name).c_str());
        return words.empty() ? 0 : 2;
    }
    std::vector<Bytes> seeds;
    if (target->seeds != nullptr) seeds = target->seeds();
    if (words.size() > 2 && words[1] == "--files") {
        for (size_t i = 2; i < words.size(); i++) {
            Bytes input = read(words[i]);
            Cost cost = try_input(*target, input, input.size());
            std::printf("%s: %zu bytes for %zu, %.2f s\n", words[i].c_str(), cost.memory,
                        input.size(), cost.seconds);
        }
    } else if (words.size() == 3 && words[1] == "--write") {
        for (size_t i = 0; i < seeds.size(); i++)
            natmod::write_file(fs::path(words[2]) / ("seed-" + std::to_string(i)), seeds[i]);
    } else {
        size_t runs = words.size() > 1 ? std::strtoul(words[1].c_str(), nullptr, 10) : 5000;
        if (words.size() > 2) std::ranges::move(read_folder(words[2]), std::back_inserter(seeds));
        fuzz(*target, std::move(seeds), runs);
    }
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
