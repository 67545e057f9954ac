// SPDX-License-Identifier: MIT
#include "base/cache.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <map>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/report.h"

namespace fs = std::filesystem;

namespace natmod {
namespace {

using namespace std::chrono_literals;

// docs/how-it-works.md says these.
constexpr auto kMaxAge = 24h * 30, kInUse = 24h;
constexpr uintmax_t kMaxSize = 100 << 20;

constexpr std::string_view kSeal = "# natmod seal ";
constexpr size_t kSealSize = kSeal.size() + 16 + 1;

constexpr const char* kUsed = "used";
constexpr const char* kNoted = "NATMOD_CACHE_NOTED";  // set if a process above has said it

fs::path variable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

fs::path wanted_dir() {
    if (fs::path chosen = variable("NATMOD_CACHE"); !chosen.empty()) return fs::absolute(chosen);
    // The XDG specification says to ignore a relative path.
    if (fs::path xdg = variable("XDG_CACHE_HOME"); xdg.is_absolute()) return xdg / "natmod";
    if (fs::path home = variable("HOME"); home.is_absolute()) return home / ".cache" / "natmod";
    return {};
}

// Makes the folder. Why it is not to be used; empty if nothing speaks against it.
std::string objection(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder.parent_path(), error);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return fmt::format("it cannot be made: {}", std::strerror(errno));
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0) return std::strerror(errno);
    if (!S_ISDIR(status.st_mode)) return "it is no folder";
    if (status.st_uid != ::geteuid()) return "it belongs to another user";
    if ((status.st_mode & S_IWOTH) != 0) return "everybody can write there";
    if (::access(folder.c_str(), W_OK) != 0) return std::strerror(errno);
    return {};
}

// The folder itself, not what a link names: others can make links in a folder for temporary files.
bool is_fit(const fs::path& folder) {
    return !fs::is_symlink(folder) && objection(folder).empty();
}

fs::path temporary_dir() {
    std::error_code absent;
    fs::path parent = fs::temp_directory_path(absent);
    if (absent) throw Error("there is no folder for a cache", "NATMOD_CACHE names one");
    fs::path folder = parent / fmt::format("natmod-cache-{}", ::geteuid());
    if (is_fit(folder)) return folder;
    std::string name = folder.string() + "-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
        throw Error({name, fmt::format("cannot be made: {}", std::strerror(errno)),
                     "NATMOD_CACHE names a folder for the cache"});
    return name;
}

fs::path choose_dir(const fs::path& other) {
    fs::path wanted = wanted_dir();
    std::string why = wanted.empty() ? "" : objection(wanted);
    if (!wanted.empty() && why.empty()) return wanted;
    if (!wanted.empty()) note_no_cache(wanted, why);
    return !other.empty() && is_fit(other) ? other : temporary_dir();
}

std::string seal_of(std::string_view content) {
    return fmt::format("{}{:016x}\n", kSeal, hash_bytes(content.data(), content.size()));
}

struct Entry {
    fs::path path;
    fs::file_time_type used;
    uintmax_t size = 0;
};

Entry entry_at(const fs::path& path) {
    Entry entry{path, {}};
    std::error_code ignored;
    bool is_folder = fs::is_directory(path, ignored);
    entry.used = fs::last_write_time(is_folder ? path / kUsed : path, ignored);
    if (ignored) entry.used = fs::last_write_time(path, ignored);
    auto size_of = [&](const fs::path& file) {
        std::error_code gone;
        auto size = fs::file_size(file, gone);
        return gone ? 0 : size;
    };
    if (!is_folder) entry.size = size_of(path);
    if (is_folder)
        for (const auto& file : fs::directory_iterator(path, ignored))
            entry.size += size_of(file.path());
    return entry;
}

std::vector<Entry> entries_in(const fs::path& cache) {
    std::vector<Entry> entries;
    std::error_code ignored;
    for (const auto& kind : fs::directory_iterator(cache, ignored))
        for (const auto& entry : fs::directory_iterator(kind.path(), ignored))
            entries.push_back(entry_at(entry.path()));
    std::ranges::sort(entries, {}, &Entry::used);
    return entries;
}

}  // namespace

fs::path cache_dir(const fs::path& other) {
    static std::map<fs::path, fs::path> chosen;
    auto [place, is_new] = chosen.try_emplace(other);
    if (is_new) place->second = choose_dir(other);
    return place->second;
}

void note_no_cache(const fs::path& path, const std::string& why) {
    if (!variable(kNoted).empty()) return;
    ::setenv(kNoted, "1", 1);
    report({path.string(), fmt::format("the cache is not used: {}", why), {}, FindingKind::note});
}

std::string sealed(std::string_view content) {
    return std::string(content) + seal_of(content);
}

std::optional<std::string> read_entry(const fs::path& file) {
    int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) return {};
    struct stat status {};
    bool mine = ::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
                status.st_uid == ::geteuid() && (status.st_mode & S_IWOTH) == 0;
    std::string text(mine ? static_cast<size_t>(status.st_size) : 0, '\0');
    bool read = ::read(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    ::close(fd);
    if (!mine || !read || text.size() < kSealSize) return {};
    std::string_view content = std::string_view(text).substr(0, text.size() - kSealSize);
    if (!text.ends_with(seal_of(content))) return {};
    text.resize(content.size());
    return text;
}

bool is_sound(const fs::path& file) {
    return read_entry(file).has_value();
}

void write_entry(const fs::path& file, std::string_view content) {
    try {
        write_file(file, sealed(content));
    } catch (const Error& error) {
        note_no_cache(file, error.findings().front().text);
    }
}

void mark_used(const fs::path& folder) {
    std::error_code absent;
    fs::path mark = folder / kUsed;
    auto now = fs::file_time_type::clock::now();
    auto last = fs::last_write_time(mark, absent);
    if (!absent && now - last < 1h) return;
    int fd = ::open(mark.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd >= 0) ::futimens(fd, nullptr);
    if (fd >= 0) ::close(fd);
}

void sweep_cache(const fs::path& cache) {
    std::vector<Entry> entries = entries_in(cache);
    uintmax_t total = 0;
    for (const Entry& entry : entries) total += entry.size;
    auto now = fs::file_time_type::clock::now();
    for (const Entry& entry : entries) {  // the oldest first
        bool stale = now - entry.used > kMaxAge;
        if (!stale && (total <= kMaxSize || now - entry.used < kInUse)) break;
        std::error_code ignored;
        fs::remove_all(entry.path, ignored);
        total -= entry.size;
    }
}

}  // namespace natmod
