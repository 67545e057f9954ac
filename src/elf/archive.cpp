// SPDX-License-Identifier: MIT
#include "elf/archive.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "base/error.h"

namespace natmod::elf {
namespace {

constexpr std::string_view kMagic = "!<arch>\n", kThinMagic = "!<thin>\n";
constexpr size_t kMaxMemberName = 1024;
constexpr size_t kHeaderSize = 60;  // name 16, date 12, uid 6, gid 6, mode 8, size 10, "`\n"

std::string_view text_of(std::span<const uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string_view trimmed(std::string_view field) {
    size_t end = field.find_last_not_of(' ');
    return field.substr(0, end == field.npos ? 0 : end + 1);
}

class ArchiveParser {
  public:
    ArchiveParser(std::span<const uint8_t> bytes, const std::string& name)
        : text_(text_of(bytes)), name_(name) {}

    Archive parse() {
        if (text_.starts_with(kThinMagic))
            throw Error({name_, "thin archive: its members are in other files",
                         "make an ordinary archive (ar without the T modifier)"});
        if (!text_.starts_with(kMagic)) fail("not an ar archive");
        for (size_t at = kMagic.size(); at < text_.size();) at = read_member(at);
        read_index();
        return std::move(archive_);
    }

  private:
    [[noreturn]] void fail(std::string text) const {
        throw Error({name_, std::move(text), "is it the whole file? make it again with ar"});
    }

    // Decimal number at the start of `field`.
    uint64_t number(std::string_view field, size_t at) const {
        uint64_t value = 0;
        field = trimmed(field);
        auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
        if (error != std::errc() || end != field.data() + field.size())
            fail(fmt::format("damaged archive: bad number in the member header at byte {}", at));
        return value;
    }

    // Reads the member whose header is at `at`; returns where the next header is.
    size_t read_member(size_t at) {
        if (text_.size() - at < kHeaderSize)
            fail(fmt::format("truncated archive: no complete member header at byte {}", at));
        std::string_view header = text_.substr(at, kHeaderSize);
        if (header.substr(58) != "`\n")
            fail(fmt::format("damaged archive: no member header at byte {}", at));
        uint64_t size = number(header.substr(48, 10), at);
        size_t begin = at + kHeaderSize;
        if (size > text_.size() - begin)
            fail(fmt::format("truncated archive: the member at byte {} needs {} bytes", at, size));
        std::string_view body = text_.substr(begin, static_cast<size_t>(size));
        add_member(trimmed(header.substr(0, 16)), body, at);
        return begin + body.size() + (body.size() & 1);
    }

    void add_member(std::string_view name, std::string_view body, size_t at) {
        if (name == "/" || name == "/SYM64/") {
            index_ = body;
            index_word_ = name == "/" ? 4 : 8;
            archive_.has_index = true;
            return;
        }
        if (name == "//") {
            long_names_ = body;
            return;
        }
        if (name.starts_with("#1/")) {  // BSD: the name precedes the data
            uint64_t length = number(name.substr(3), at);
            if (length > body.size()) fail("damaged archive: name longer than its member");
            name = body.substr(0, static_cast<size_t>(length));
            name = name.substr(0, name.find('\0'));
            body.remove_prefix(static_cast<size_t>(length));
        } else if (name.starts_with('/')) {  // GNU: offset into the name table
            uint64_t offset = number(name.substr(1), at);
            if (offset >= long_names_.size()) fail("damaged archive: name outside the name table");
            name = long_names_.substr(static_cast<size_t>(offset));
            name = name.substr(0, name.find('\n'));
        }
        // Many members may have one name.
        if (name.size() > kMaxMemberName) fail("damaged archive: a name of a member has no end");
        if (name.ends_with('/')) name.remove_suffix(1);
        if (name.starts_with("__.SYMDEF")) return;  // BSD's index; the members are read instead
        by_offset_.emplace(at, static_cast<uint32_t>(archive_.members.size()));
        archive_.members.push_back(
            {std::string(name), {reinterpret_cast<const uint8_t*>(body.data()), body.size()}});
    }

    // Big-endian, whatever the target.
    uint64_t big_endian(size_t at) const {
        uint64_t value = 0;
        for (size_t i = 0; i < index_word_; ++i)
            value = value << 8 | static_cast<uint8_t>(index_[at + i]);
        return value;
    }

    // The index: a count, as many offsets of member headers, as many zero-terminated names.
    void read_index() {
        if (!archive_.has_index) return;
        if (index_.size() < index_word_) fail("damaged archive: symbol index too short");
        uint64_t count = big_endian(0);
        if (count > index_.size() / index_word_ - 1)
            fail("damaged archive: symbol index too short");
        std::string_view names = index_.substr((static_cast<size_t>(count) + 1) * index_word_);
        archive_.index.reserve(static_cast<size_t>(count));
        for (uint64_t i = 0; i < count; ++i) {
            size_t end = names.find('\0');
            if (end == names.npos) fail("damaged archive: symbol index too short");
            auto member = by_offset_.find(big_endian((static_cast<size_t>(i) + 1) * index_word_));
            if (member == by_offset_.end())
                fail(fmt::format("damaged archive: the index names no member for symbol {}",
                                 names.substr(0, end)));
            archive_.index.push_back({names.substr(0, end), member->second});
            names.remove_prefix(end + 1);
        }
    }

    std::string_view text_;
    const std::string& name_;
    Archive archive_;
    std::string_view index_, long_names_;
    size_t index_word_ = 4;
    std::unordered_map<uint64_t, uint32_t> by_offset_;  // header offset -> member
};

}  // namespace

bool is_archive(std::span<const uint8_t> bytes) {
    std::string_view text = text_of(bytes);
    return text.starts_with(kMagic) || text.starts_with(kThinMagic);
}

Archive parse_archive(std::span<const uint8_t> bytes, const std::string& name) {
    return ArchiveParser(bytes, name).parse();
}

}  // namespace natmod::elf
