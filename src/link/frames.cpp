// SPDX-License-Identifier: MIT
#include "link/frames.h"

#include <charconv>
#include <optional>

#include "base/file.h"

namespace fs = std::filesystem;

namespace natmod::link {
namespace {

template <class Function>
void for_each_line(std::string_view text, Function function) {
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        function(line);
    }
}

// The text in quotation marks behind `key`.
std::string_view quoted(std::string_view line, std::string_view key) {
    size_t at = line.find(key);
    if (at == std::string_view::npos) return {};
    line.remove_prefix(at + key.size());
    size_t begin = line.find('"') + 1, end = line.find('"', begin);
    return begin == 0 || end == std::string_view::npos ? std::string_view()
                                                       : line.substr(begin, end - begin);
}

// The symbol in "file.c:name", which names a static function, or "*name", which has an asm label.
std::string_view symbol_in(std::string_view title) {
    if (size_t colon = title.rfind(':'); colon != std::string_view::npos)
        title.remove_prefix(colon + 1);
    if (title.starts_with('*')) title.remove_prefix(1);
    return title;
}

std::optional<uint64_t> number_of(std::string_view text) {
    uint64_t number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end == text.data()) return {};
    return number;
}

// `kind` is static, dynamic or "dynamic,bounded"; the bytes of the last include its arrays.
void set_bytes(Frame& frame, uint64_t bytes, std::string_view kind) {
    frame.bytes = bytes;
    frame.known = true;
    frame.varies = kind.starts_with("dynamic") && kind.find("bounded") == std::string_view::npos;
}

// A label is lines, each but the last followed by \n in letters: name, place, "48 bytes (static)".
void read_node(std::string_view line, Frames& frames) {
    std::string_view label = quoted(line, "label:");
    size_t bytes = label.find(" bytes (");
    if (bytes == std::string_view::npos) return;  // it is called here, and defined elsewhere
    size_t begin = label.rfind("\\n", bytes);
    if (begin == std::string_view::npos) return;
    Frame& function = frames.functions[std::string(symbol_in(quoted(line, "title:")))];
    function.with_calls = true;
    if (auto number = number_of(label.substr(begin + 2)))
        set_bytes(function, *number, label.substr(bytes + 8));
}

void read_edge(std::string_view line, Frames& frames) {
    std::string_view target = quoted(line, "targetname:");
    Frame& frame = frames.functions[std::string(symbol_in(quoted(line, "sourcename:")))];
    if (target == "__indirect_call")
        frame.pointers = true;
    else
        frame.calls.emplace_back(symbol_in(target));
}

}  // namespace

const Frame* Frames::find(std::string_view symbol) const {
    auto found = functions.find(symbol);
    if (found == functions.end()) found = functions.find(symbol.substr(0, symbol.rfind('.')));
    return found == functions.end() ? nullptr : &found->second;
}

void read_call_graph(std::string_view text, Frames& frames) {
    for_each_line(text, [&](std::string_view line) {
        if (line.starts_with("node:")) read_node(line, frames);
        if (line.starts_with("edge:")) read_edge(line, frames);
    });
}

void read_stack_usage(std::string_view text, Frames& frames) {
    for_each_line(text, [&](std::string_view line) {
        size_t name = line.find('\t'), bytes = line.find('\t', name + 1);
        if (bytes == std::string_view::npos) return;
        Frame& frame = frames.functions[std::string(symbol_in(line.substr(0, name)))];
        auto number = number_of(line.substr(name + 1));
        if (number && !frame.known) set_bytes(frame, *number, line.substr(bytes + 1));
    });
}

Frames frames_beside(const fs::path& object) {
    Frames frames;
    auto read = [&](const char* ending, void (*function)(std::string_view, Frames&)) {
        fs::path path = fs::path(object).replace_extension(ending);  // m.c.o has m.c.su
        std::error_code ignored;
        if (!fs::is_regular_file(path, ignored)) return;
        MappedFile file(path);
        function(file.text(), frames);
    };
    read(".ci", read_call_graph);
    // The call graph has the same numbers.
    if (frames.functions.empty()) read(".su", read_stack_usage);
    return frames;
}

}  // namespace natmod::link
