// SPDX-License-Identifier: MIT
#include "suite/board_rig.h"

#include <string>

#include "board/board.h"
#include "board/mpremote.h"

namespace fs = std::filesystem;

namespace natmod::suite {
namespace {

// A REPL ends lines as terminals want it.
std::string without_returns(const std::string& text) {
    std::string result;
    for (size_t i = 0; i < text.size(); ++i)
        if (text[i] != '\r' || text.substr(i, 2) != "\r\n") result += text[i];
    return result;
}

ScriptRun run_there(const board::Board& board, const Script& script,
                    const std::vector<fs::path>& modules, int seconds) {
    for (const fs::path& module : modules) board::put(board, module, "lib");
    LimitedResult result = board::run(board.port, {"run", script.file.string()}, seconds);
    return {.output = without_returns(result.output),
            .status = result.status,
            .out_of_time = result.out_of_time,
            .too_much_output = result.too_much_output,
            .limit = seconds,
            .seconds = result.seconds};
}

}  // namespace

Rig board_rig(const std::string& device, driver::BuildOptions& options, int seconds) {
    board::Board board = board::connect(device);
    const abi::Arch& arch = board::arch_for(board, options);
    board::add_float_flags(board, arch, options);
    options.jobs = 1;  // there is one of it
    return {.arch = &arch,
            .abi = board.abi,
            .firmware = board.name,
            .run = [board, seconds](const Script& script, const std::vector<fs::path>& modules) {
                return run_there(board, script, modules, seconds);
            }};
}

}  // namespace natmod::suite
