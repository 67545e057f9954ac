// SPDX-License-Identifier: MIT
#include "driver/fingerprint.h"

#include <dirent.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/file.h"

namespace fs = std::filesystem;

namespace natmod::driver {
namespace {

#ifdef __APPLE__
const timespec& modified(const struct stat& status) {
    return status.st_mtimespec;
}
const timespec& changed(const struct stat& status) {
    return status.st_ctimespec;
}
#else
const timespec& modified(const struct stat& status) {
    return status.st_mtim;
}
const timespec& changed(const struct stat& status) {
    return status.st_ctim;
}
#endif

std::vector<std::string> files_in(const fs::path& folder) {
    std::vector<std::string> files;  // strings: comparing two paths takes both apart
    std::error_code absent;
    for (const auto& entry : fs::recursive_directory_iterator(folder, absent)) {
        if (entry.is_regular_file(absent)) files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

struct Seen {
    std::string path;
    struct stat status;
};

// Each build asks for that, and std::filesystem's own iterator takes five times as long.
void list_files(const std::string& folder, std::vector<Seen>& files) {
    std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.c_str()), ::closedir);
    if (!open) return;
    while (const dirent* entry = ::readdir(open.get())) {
        std::string_view name = entry->d_name;
        Seen seen{folder, {}};
        if (name == "." || name == ".." ||
            ::fstatat(::dirfd(open.get()), entry->d_name, &seen.status, 0) != 0)
            continue;
        seen.path.append("/").append(name);
        if (S_ISREG(seen.status.st_mode))
            files.push_back(std::move(seen));
        else if (S_ISDIR(seen.status.st_mode) && entry->d_type != DT_LNK)
            list_files(seen.path, files);
    }
}

}  // namespace

void Fingerprint::mix(const void* bytes, size_t size) {
    hash_ = hash_bytes(bytes, size, hash_);
}

Fingerprint& Fingerprint::add(uint64_t number) {
    mix(&number, sizeof number);
    return *this;
}

Fingerprint& Fingerprint::add(std::string_view text) {
    add(text.size());
    mix(text.data(), text.size());
    return *this;
}

Fingerprint& Fingerprint::add_file(const fs::path& path) {
    std::error_code absent;
    auto size = fs::file_size(path, absent);
    if (absent) return add(path.string());
    auto time = fs::last_write_time(path, absent).time_since_epoch().count();
    return add(path.string()).add(size).add(static_cast<uint64_t>(time));
}

Fingerprint& Fingerprint::add_this_file(const fs::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0) add(static_cast<uint64_t>(status.st_ino));
    return add_file(path);
}

Fingerprint& Fingerprint::add_tree(const fs::path& folder) {
    std::vector<Seen> files;
    list_files(folder.string(), files);
    std::ranges::sort(files, {}, &Seen::path);
    for (const auto& [path, status] : files) {
        add(path).add(static_cast<uint64_t>(status.st_size));
        // The second time is nobody's to choose: archives may give all files the same first one.
        for (const timespec& time : {modified(status), changed(status)})
            add(static_cast<uint64_t>(time.tv_sec)).add(static_cast<uint64_t>(time.tv_nsec));
    }
    return *this;
}

Fingerprint& Fingerprint::add_contents(const fs::path& folder) {
    for (const std::string& file : files_in(folder))
        add(file.substr(folder.string().size())).add(MappedFile(file).text());
    return *this;
}

std::string Fingerprint::text() const {
    return fmt::format("{:016x}", hash_);
}

}  // namespace natmod::driver
