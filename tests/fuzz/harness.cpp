// SPDX-License-Identifier: MIT
// What the two drivers share: a run of a target, with the rules that hold for all.

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <map>
#include <stdexcept>

#include "base/error.h"
#include "fuzz.h"
#include "memory.h"

namespace natmod::fuzz {
namespace {

[[noreturn]] void fail(const Target& target, Input input, const std::string& what) {
    std::fprintf(stderr, "fuzz target %s, input of %zu bytes: %s\n",
                 std::string(target.name).c_str(), input.size(), what.substr(0, 300).c_str());
    std::abort();
}

class ScratchFolder {
  public:
    ScratchFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "natmod-fuzz-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder " + name);
        path_ = name;
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace

std::string scratch_file(std::string_view name, Input content) {
    static const ScratchFolder folder;
    std::string path = (folder.path() / name).string();
    int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 ||
        ::write(file, content.data(), content.size()) != static_cast<ssize_t>(content.size()))
        throw std::runtime_error("cannot write " + path);
    ::close(file);
    return path;
}

size_t run(const Target& target, Input input) {
    reset_peak();
    size_t before = memory_in_use();
    try {
        target.run(input);
    } catch (const Error&) {
        // the answer to a bad input
    } catch (const std::exception& error) {
        fail(target, input, std::string("exception ") + error.what());
    }
    size_t used = peak_memory() - before;
    if (used > target.memory_factor * input.size() + target.constant_memory)
        fail(target, input, std::to_string(used) + " bytes of memory in use at a time");
    return used;
}

const Target* find_target(std::string_view name) {
    for (const Target& target : targets())
        if (target.name == name) return &target;
    return nullptr;
}

}  // namespace natmod::fuzz
