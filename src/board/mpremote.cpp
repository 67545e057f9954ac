// SPDX-License-Identifier: MIT
#include "board/mpremote.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <sstream>

#include "base/error.h"
#include "base/file.h"
#include "base/limited_process.h"
#include "base/process.h"
#include "base/temporary_file.h"
#include "driver/debian.h"

namespace fs = std::filesystem;

namespace natmod::board {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        while (line.ends_with('\r') || line.ends_with(' ')) line.pop_back();
        if (!line.empty()) lines.push_back(line);
    }
    return lines;
}

void require_mpremote() {
    if (find_program("mpremote").empty())
        throw Error("mpremote, which talks to boards, is not found", how_to_install_mpremote());
}

// mpremote says the same of a port that is missing, that is not ours, and that is in use.
Finding cannot_open(const std::string& port) {
    std::error_code ignored;
    if (port.starts_with('/') && !fs::exists(port, ignored))
        return {port, "there is no such port",
                "connect the board; mpremote connect list shows the ports"};
    if (port.starts_with('/') && ::access(port.c_str(), R_OK | W_OK) != 0)
        return {port, "you may not use this port",
                "sudo usermod -aG dialout $USER, then log in again"};
    return {port, "the board is in use by another program, or gone",
            "close the terminal or editor that is connected to it"};
}

// What is known of failures, by what mpremote prints of them. The first that fits counts.
struct Failure {
    const char* sign;
    const char* text;
    const char* hint;
};
constexpr const char* kSilent = "no MicroPython answers there";
constexpr const char* kNoAnswer =
    "press the board's reset button; this must be the port of MicroPython's REPL";
constexpr const char* kUnplugged = "the connection to the board broke";
constexpr const char* kAgain =
    "the file there is the old one or the new one, whole: connect it again, and repeat";
constexpr Failure kFailures[] = {
    {"could not enter raw repl", kSilent, kNoAnswer},
    {"no device with serial number", "there is no such board", "mpremote connect list shows them"},
    {"Errno 28", "the board's file system is full", "mpremote rm :FILE makes room"},
    {"ENOSPC", "the board's file system is full", "mpremote rm :FILE makes room"},
    {"Errno 30", "the board's file system is read-only there", "--to names another folder"},
    {"EROFS", "the board's file system is read-only there", "--to names another folder"},
    {"OSError: 19", "the board has no file system", "flash firmware that has one"},
    {"ENODEV", "the board has no file system", "flash firmware that has one"},
    {"MemoryError", "the board is out of memory", "take what boot.py allocates out of it"},
    {"SerialException", kUnplugged, kAgain},
    {"Input/output error", kUnplugged, kAgain},
    {"timeout waiting", kUnplugged, kAgain},
    {"termios.error", kUnplugged, kAgain},
    {"struct.error", kUnplugged, kAgain},
};

Error failure(const std::string& port, const std::string& output) {
    if (output.find("failed to access") != std::string::npos) return Error(cannot_open(port));
    for (const Failure& known : kFailures)
        if (output.find(known.sign) != std::string::npos)
            return Error({port, known.text, known.hint});
    std::vector<std::string> lines = lines_of(output);
    return Error({port, "mpremote failed: " + (lines.empty() ? "it says nothing" : lines.back()),
                  "mpremote connect " + shell_quote(port) + " tries it by hand"});
}

}  // namespace

std::string how_to_install_mpremote() {
    for (const char* package : {"micropython-mpremote", "mpremote"})
        if (driver::is_in_debian(package)) return driver::apt_install(package);
    std::string mend = "pipx install mpremote";
    return find_program("pipx").empty() ? driver::apt_install("pipx") + " && " + mend : mend;
}

std::string port_in(const std::string& line) {
    // DEVICE SERIAL VENDOR:PRODUCT MANUFACTURER PRODUCT, where the last three may have blanks.
    std::istringstream words(line);
    std::string device;
    words >> device;
    for (std::string word; words >> word;) {
        auto is_id = [](unsigned char c) { return std::isxdigit(c) != 0 || c == ':'; };
        if (word.size() == 9 && word[4] == ':' && std::ranges::all_of(word, is_id))
            return word == "0000:0000" ? "" : device;
    }
    return "";
}

std::string find_port(const std::string& wanted) {
    require_mpremote();
    if (!wanted.empty() && wanted != "auto") return wanted;
    ProcessOptions options;
    options.capture = true;
    std::vector<std::string> command = {"mpremote", "connect", "list"};
    std::vector<std::string> boards, ports;
    for (const std::string& line : lines_of(run_process(command, options).output)) {
        if (port_in(line).empty()) continue;
        boards.push_back(line);
        ports.push_back(port_in(line));
    }
    if (ports.empty())
        throw Error("no board is connected", "--device names the serial port of one not on USB");
    if (ports.size() > 1)
        throw Error(
            fmt::format("{} boards are connected: {}", boards.size(), fmt::join(boards, "; ")),
            "name one: --device " + ports.front());
    return ports.front();
}

std::vector<std::string> mpremote(const std::string& port, const std::vector<std::string>& words) {
    std::vector<std::string> command = {"mpremote", "connect", port};
    command.insert(command.end(), words.begin(), words.end());
    return command;
}

LimitedResult run(const std::string& port, const std::vector<std::string>& words, int seconds) {
    LimitedResult result =
        run_limited(mpremote(port, words), fs::current_path(), {}, {.seconds = seconds});
    for (const char* sign : {"failed to access", "could not enter raw repl", "SerialException"})
        if (result.status != 0 && result.output.find(sign) != std::string::npos)
            throw failure(port, result.output);
    return result;
}

std::string ask(const std::string& port, const std::vector<std::string>& words, int seconds) {
    LimitedResult result = run(port, words, seconds);
    if (result.out_of_time) throw Error({port, kSilent, kNoAnswer});
    if (result.status != 0) throw failure(port, result.output);
    return result.output;
}

void show(const std::string& port, const std::vector<std::string>& words, int seconds) {
    if (::isatty(STDOUT_FILENO) == 0) {  // mpremote shows none elsewhere
        ask(port, words, seconds);
        return;
    }
    TemporaryFile errors({});
    std::vector<std::string> command = {"sh", "-c", "exec \"$@\" 2>\"$0\"", errors.path()};
    std::vector<std::string> rest = mpremote(port, words);
    command.insert(command.end(), rest.begin(), rest.end());
    if (run_process(command).status != 0)
        throw failure(port, std::string(MappedFile(errors.path()).text()));
}

std::string answer_in(const std::string& output, const std::string& key) {
    for (const std::string& line : lines_of(output))
        if (line.starts_with("@" + key + " ")) return line.substr(key.size() + 2);
    return "";
}

}  // namespace natmod::board
