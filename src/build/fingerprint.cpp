#include "build/fingerprint.h"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

namespace fs = std::filesystem;

namespace natmod {

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

Fingerprint& Fingerprint::add_tree(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
        if (entry.is_regular_file(ignored)) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) add_file(file);
    return *this;
}

std::string Fingerprint::text() const {
    return fmt::format("{:016x}", hash_);
}

}  // namespace natmod
