#include "driver/fingerprint.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <vector>

namespace fs = std::filesystem;

namespace natmod::driver {

void Fingerprint::mix(const void* bytes, size_t size) {
    const auto* p = static_cast<const unsigned char*>(bytes);
    for (size_t i = 0; i < size; ++i) hash_ = (hash_ ^ p[i]) * 0x100000001b3;
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
    std::vector<std::string> files;  // strings: comparing two paths takes both apart
    std::error_code absent;
    for (const auto& entry : fs::recursive_directory_iterator(folder, absent)) {
        if (entry.is_regular_file(absent)) files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    for (const std::string& file : files) {
        auto time = fs::last_write_time(file, absent).time_since_epoch().count();
        add(file).add(static_cast<uint64_t>(time));
    }
    return *this;
}

std::string Fingerprint::text() const {
    return fmt::format("{:016x}", hash_);
}

}  // namespace natmod::driver
