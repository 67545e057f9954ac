// SPDX-License-Identifier: MIT
#include "board/board.h"

#include <fmt/format.h>

#include <charconv>

#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "base/report.h"
#include "base/sdk_path.h"
#include "board/mpremote.h"
#include "driver/build.h"
#include "driver/inputs.h"
#include "driver/run_python.h"
#include "driver/targets.h"
#include "mpy/checksum.h"
#include "mpy/compat.h"
#include "mpy/footprint.h"
#include "mpy/load.h"
#include "mpy/verify.h"

namespace fs = std::filesystem;

namespace natmod::board {
namespace {

// Seconds for a board to answer, and for what takes as long as there are bytes.
constexpr int kShort = 20, kLong = 60;
constexpr size_t kSlowest = 500;  // bytes in a second

std::string script(const char* name) {
    return (sdk_dir() / "board" / name).string();
}

uint64_t number_in(const std::string& text) {
    uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// Throws Error with all that speaks against it.
void require_sound(const fs::path& file, const mpy::MpyFile& content) {
    std::vector<Finding> errors;
    for (const mpy::Problem& problem : mpy::verify_mpy(content))
        if (!problem.warning) errors.push_back({file.string(), problem.text});
    if (!errors.empty()) {
        errors.back().hint = "it was not copied; build it again";
        throw Error(std::move(errors));
    }
}

void require_accepted(const Board& board, const fs::path& file, const mpy::MpyFile& content) {
    const abi::Arch* arch = abi::known_arch(content.arch);
    bool native = mpy::has_native_code(content.code);
    if (!native ||
        (arch != nullptr && board.arch->accepts(content.arch) && content.abi == board.abi))
        return;
    throw Error({file.string(),
                 fmt::format("is for {}, ABI 6.{}, and the board loads {}, ABI 6.{}",
                             arch != nullptr ? arch->name : "another architecture", content.abi,
                             board.arch->name, board.abi),
                 "name the module's folder: natmod builds it for the board"});
}

// An import that fails later, for want of memory, says no more than that.
void warn_of_heap(const Board& board, const fs::path& file, const mpy::MpyFile& content) {
    mpy::Footprint footprint = mpy::footprint_of(content);
    uint64_t wanted = footprint.heap + footprint.freed + footprint.names;
    if (board.heap == 0 || wanted <= board.heap) return;
    report({file.string(),
            fmt::format("its import takes {} bytes of the heap, and {} has {} free", wanted,
                        board.name, board.heap),
            "natmod size DIR --by function shows what is large", FindingKind::warning});
}

void check_file(const Board& board, const fs::path& file) {
    mpy::LoadedMpy loaded = mpy::load_mpy(file);
    require_sound(file, loaded.mpy);
    require_accepted(board, file, loaded.mpy);
    warn_of_heap(board, file, loaded.mpy);
}

// The word for a file of the board's that is not whole yet; no `import` looks at it.
std::string name_of_part(const std::string& path) {
    return path + ".new";
}

void remove_part(const Board& board, const std::string& part) {
    try {
        ask(board.port,
            {"resume", "exec",
             fmt::format("import os\ntry: os.remove({})\nexcept OSError: pass",
                         driver::python_text(part))},
            kShort);
    } catch (const Error&) {
        // The board is gone; nothing imports what is left, and the next copy replaces it.
    }
}

}  // namespace

std::string Board::text() const {
    return fmt::format("{} ({}, {}): {}, ABI 6.{}, {} floats, {} KB of heap free", name, port,
                       firmware, arch->name, abi, floats, heap / 1024);
}

Board board_in(const std::string& answers, const std::string& port) {
    Board board{port, answer_in(answers, "name"),   answer_in(answers, "firmware"),       nullptr,
                0,    answer_in(answers, "floats"), number_in(answer_in(answers, "heap"))};
    auto accepted = static_cast<int>(number_in(answer_in(answers, "mpy")));
    board.abi = accepted >> 8 & 3;
    board.arch = abi::find_arch(accepted >> 10 & 0xf);
    if (board.name.empty())
        throw Error(
            {port, "no MicroPython answers there", "this must be the port of MicroPython's REPL"});
    if (int version = accepted & 0xff;
        version != 6 || board.arch == nullptr || board.abi < abi::kMinAbi)
        throw Error({port,
                     fmt::format("the firmware of this board, {} ({}), loads no native modules of "
                                 ".mpy version 6",
                                 board.name, board.firmware),
                     "flash MicroPython 1.20 or newer that does: docs/architectures.md names the "
                     "boards"});
    return board;
}

Board connect(const std::string& device) {
    std::string port = find_port(device);
    return board_in(ask(port, {"run", script("ask.py")}, kShort), port);
}

std::vector<fs::path> modules_for(const Board& board, const std::string& target,
                                  driver::BuildOptions options, const AddInput& input) {
    if (input) input(fs::absolute(target + "/").lexically_normal().parent_path());
    if (driver::is_mpy(target)) return {driver::mpy_to_run(target)};
    options.abi = board.abi;
    options.quiet = !options.verbose;
    const abi::Arch* arch = &arch_for(board, options);
    add_float_flags(board, *arch, options);
    std::vector<driver::ModuleDescription> modules = driver::requested_modules({target}, options);
    auto tell_inputs = [&] {
        if (!input) return;
        for (const driver::ModuleDescription& module : modules)
            for (const fs::path& file : driver::inputs_of(module, *arch, options)) input(file);
    };
    tell_inputs();
    std::vector<fs::path> files;
    for (const driver::ModuleDescription& module : modules) {
        driver::FolderLock lock = driver::lock_work_folder(module, *arch, options);
        files.push_back(driver::build_module(module, *arch, options));
    }
    tell_inputs();  // now with the headers
    return files;
}

const abi::Arch& arch_for(const Board& board, const driver::BuildOptions& options) {
    std::vector<const abi::Arch*> archs = driver::requested_archs(options);
    if (archs.empty()) return *board.arch;
    if (archs.size() == 1 && board.arch->accepts(archs[0]->number)) return *archs[0];
    throw Error(
        fmt::format("this board loads {}, not {}", board.arch->name, fmt::join(options.archs, ",")),
        "leave --arch out");
}

void add_float_flags(const Board& board, const abi::Arch& arch, driver::BuildOptions& options) {
    bool doubles = board.floats == "double";
    if (board.floats != "no" && doubles != arch.double_floats)
        options.flags.push_back(fmt::format("-DMICROPY_FLOAT_IMPL=MICROPY_FLOAT_IMPL_{}",
                                            doubles ? "DOUBLE" : "FLOAT"));
}

std::string folder_named(const std::string& to) {
    std::string folder = to.starts_with(':') ? to.substr(1) : to;
    while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
    if (folder.find_first_of("'\\") != std::string::npos)
        throw Error(fmt::format("--to {}: a folder of the board's has no such name", to),
                    "write :lib, or :/flash/lib");
    return folder;
}

bool put(const Board& board, const fs::path& file, const std::string& folder) {
    check_file(board, file);
    std::string path = folder.empty() ? "" : folder + (folder == "/" ? "" : "/");
    path += file.filename().string();
    std::string part = name_of_part(path);
    MappedFile content(file);
    size_t size = content.bytes().size();
    std::string sum = fmt::format("{} {}", size, mpy::crc32(content.bytes()));
    std::string files = script("files.py");
    int patience = kLong + static_cast<int>(size / kSlowest);
    std::string state =
        ask(board.port,
            {"resume", "run", files, "exec",
             fmt::format("look({}, {})", driver::python_text(folder), driver::python_text(path))},
            patience);
    if (answer_in(state, "file") == sum) return false;
    if (answer_in(state, "no") == "folder")
        throw Error(
            {board.port,
             fmt::format("there is no folder :{} on the board, and it cannot be made", folder),
             "its file system is read-only, or it has none; --to names another folder"});
    if (std::string room = answer_in(state, "room"); !room.empty() && number_in(room) < size)
        throw Error({board.port,
                     fmt::format("the board's file system is full: {} has {} bytes, and {} are "
                                 "free",
                                 file.filename().string(), size, room),
                     "mpremote rm :FILE makes room"});
    try {
        show(board.port, {"resume", "fs", "--no-verbose", "cp", file.string(), ":" + part},
             patience);
        std::string end =
            ask(board.port,
                {"resume", "run", files, "exec",
                 fmt::format("put({}, {}, {}, {})", driver::python_text(part),
                             driver::python_text(path), size, mpy::crc32(content.bytes()))},
                patience);
        if (end.find("@done") == std::string::npos)
            throw Error({board.port, "what has arrived is not the file that was sent",
                         "the file on the board is as it was: do it again"});
    } catch (const Error&) {
        remove_part(board, part);
        throw;
    }
    return true;
}

void run_script(const Board& board, const std::optional<std::string>& code,
                const std::vector<std::string>& words) {
    std::vector<std::string> command;
    if (words.size() > (code ? 0 : 1)) {
        std::string list;
        for (const std::string& word : words) list += driver::python_text(word) + ", ";
        command = {
            "exec",
            fmt::format("import sys\ntry: sys.argv[:] = [{}]\nexcept Exception: pass", list)};
    }
    if (code)
        command.insert(command.end(), {"exec", *code});
    else if (!words.empty())
        command.insert(command.end(), {"run", words.front()});
    else
        command.insert(command.end(), {"repl"});
    exec_process(mpremote(board.port, command));
}

}  // namespace natmod::board
