// SPDX-License-Identifier: MIT
// The targets for libFuzzer: fuzz --target=NAME [--cpu-seconds=N] [options of libFuzzer]. It does
// not look at options of two dashes.

#include <sys/time.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "fuzz.h"

using namespace natmod::fuzz;

namespace {

const Target* target = nullptr;

// libFuzzer itself only knows the time of day.
void stop_after(long seconds) {
    // It then prints its summary and ends.
    std::signal(SIGPROF, [](int) { std::raise(SIGUSR1); });
    itimerval limit{};
    limit.it_value.tv_sec = seconds;
    ::setitimer(ITIMER_PROF, &limit, nullptr);
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv);
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

int LLVMFuzzerInitialize(int* argc, char*** argv) {
    constexpr std::string_view kTarget = "--target=", kSeconds = "--cpu-seconds=";
    for (std::string_view word : std::span(*argv, static_cast<size_t>(*argc))) {
        if (word.starts_with(kTarget)) target = find_target(word.substr(kTarget.size()));
        if (word.starts_with(kSeconds))
            stop_after(std::strtol(word.data() + kSeconds.size(), nullptr, 10));
    }
    if (target != nullptr) return 0;
    std::fputs("fuzz: --target=NAME, one of\n", stderr);
    for (const Target& each : targets())
        std::fprintf(stderr, "  %s\n", std::string(each.name).c_str());
    std::exit(2);
}

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    run(*target, {data, size});
    return 0;
}
