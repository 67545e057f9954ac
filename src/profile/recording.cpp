// SPDX-License-Identifier: MIT
#include "profile/recording.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace natmod::profile {
namespace {

constexpr std::string_view kNoFile = "???";
constexpr std::string_view kLinkerCode = "(code of the linker)";
constexpr uint64_t kPage = 4096;

uint64_t read_number(std::string_view word) {
    int radix = 10;
    if (word.starts_with("0x")) {
        word.remove_prefix(2);
        radix = 16;
    }
    uint64_t value = 0;
    std::from_chars(word.data(), word.data() + word.size(), value, radix);
    return value;
}

// Takes the first word of a line.
std::string_view take_word(std::string_view& line) {
    size_t end = std::min(line.find(' '), line.size());
    std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

std::string_view take_line(std::string_view& text) {
    size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

// A line of the body, and what earlier ones say of it.
struct Line {
    enum Kind : uint8_t { other, position, cost, call, call_cost } kind = other;
    std::string_view text;
    uint64_t address = 0, cost_or_count = 0, target = 0;
};

class Lines {
  public:
    explicit Lines(std::string_view text) : rest_(text) {}

    // Where the code is: `home` is the function's file, `file` that of the next lines.
    std::string_view object, home, file, function;
    std::string_view called_object, called_file, called_function;  // whom a call calls
    uint64_t total = 0;

    bool next(Line& line) {
        if (rest_.empty()) return false;
        line = {.kind = Line::other, .text = take_line(rest_)};
        if (after_call_ && !line.text.empty()) {
            after_call_ = false;
            read_cost(line, Line::call_cost);
            line.target = target_;
        } else if (line.text.starts_with("0x")) {
            read_cost(line, Line::cost);
        } else {
            read_words(line);
        }
        return true;
    }

    bool in_no_file() const { return object == kNoFile; }
    bool calls_no_file() const { return called_object == kNoFile; }
    void call_is_done() {
        called_object = object;
        called_file = file;
    }

  private:
    static void read_cost(Line& line, Line::Kind kind) {
        std::string_view words = line.text;
        line.kind = kind;
        line.address = read_number(take_word(words));
        take_word(words);
        line.cost_or_count = read_number(take_word(words));
    }

    void read_words(Line& line) {
        size_t equals = line.text.find('=');
        if (line.text.starts_with("summary: ")) total = read_number(line.text.substr(9));
        if (equals == std::string_view::npos) return;
        std::string_view key = line.text.substr(0, equals), value = line.text.substr(equals + 1);
        line.kind = Line::position;
        if (key == "ob") {
            object = called_object = value;
        } else if (key == "fl" || key == "fi" || key == "fe") {
            file = called_file = value;
            if (key == "fl") home = value;
        } else if (key == "fn") {
            function = value;
        } else if (key == "cob") {
            called_object = value;
        } else if (key == "cfi" || key == "cfl") {
            called_file = value;
        } else if (key == "cfn") {
            called_function = value;
        } else if (key == "calls") {
            line.kind = Line::call;
            line.cost_or_count = read_number(take_word(value));
            line.target = target_ = read_number(take_word(value));
            after_call_ = true;
        } else {
            line.kind = Line::other;
        }
    }

    std::string_view rest_;
    uint64_t target_ = 0;
    bool after_call_ = false;
};

// Where a cost belongs, as the format has it.
struct Position {
    std::string object, home, function;  // home: the file that the function begins in
    std::string file;                    // of this line: another one if it is inlined
    uint64_t address = 0;
    uint32_t line = 0;
};

std::optional<Position> position_of(uint64_t address, const std::vector<LoadedModule>& modules) {
    for (const LoadedModule& module : modules) {
        const elf::ModuleSymbols& symbols = module.symbols;
        std::optional<uint64_t> offset = symbols.offset_of(address, module.base);
        if (!offset) continue;
        auto file_of = [&](const elf::SourceLines::Row* row) {
            return row ? module.lines.files[row->file] : std::string(kNoFile);
        };
        Position position;
        position.object = symbols.path().string();
        position.address = symbols.text_address() + *offset;
        const elf::SourceLines::Row* row = module.lines.find(position.address);
        position.home = position.file = file_of(row);
        if (row) position.line = row->line;
        position.function = kLinkerCode;
        if (const elf::ElfSymbol* function = symbols.function_at(*offset)) {
            uint64_t begin = symbols.text_address() + symbols.offset_of(*function);
            position.function = function->name;
            position.home = file_of(module.lines.find(begin));
        }
        return position;
    }
    return {};
}

class Writer {
  public:
    explicit Writer(const std::vector<LoadedModule>& modules) : modules_(modules) {}

    void add(const Line& line, const Lines& lines) {
        if (line.kind == Line::other) text_ += fmt::format("{}\n", line.text);
        if (line.kind == Line::call) call_ = line;
        if (line.kind != Line::cost && line.kind != Line::call_cost) return;
        std::optional<Position> position;
        if (lines.in_no_file()) position = position_of(line.address, modules_);
        go_to(position ? *position
                       : Position{.object = std::string(lines.object),
                                  .home = std::string(lines.home),
                                  .function = std::string(lines.function),
                                  .file = std::string(lines.file)});
        if (line.kind == Line::call_cost) write_call(lines);
        if (position)
            text_ +=
                fmt::format("{:#x} {} {}\n", position->address, position->line, line.cost_or_count);
        else
            text_ += fmt::format("{}\n", line.text);
    }

    const std::string& text() const { return text_; }

  private:
    void say(std::string_view key, std::string_view value) {
        text_ += fmt::format("{}={}\n", key, value);
    }

    void go_to(const Position& position) {
        if (here_.object != position.object || here_.home != position.home ||
            here_.function != position.function) {
            say("ob", position.object);
            say("fl", position.home);
            say("fn", position.function);
            here_ = position;
            here_.file = position.home;
        }
        if (here_.file != position.file) say("fi", position.file);
        here_.file = position.file;
    }

    void write_call(const Lines& lines) {
        std::optional<Position> target;
        if (lines.calls_no_file()) target = position_of(call_.target, modules_);
        say("cob", target ? target->object : lines.called_object);
        say("cfi", target ? target->home : lines.called_file);
        say("cfn", target ? target->function : lines.called_function);
        text_ += target ? fmt::format("calls={} {:#x} {}\n", call_.cost_or_count, target->address,
                                      target->line)
                        : fmt::format("{}\n", call_.text);
    }

    const std::vector<LoadedModule>& modules_;
    std::string text_;
    Line call_;      // the last one
    Position here_;  // as far as it is written
};

}  // namespace

Recording read_recording(std::string_view text) {
    Recording recording;
    std::set<uint64_t> entries;
    Lines lines(text);
    Line line;
    while (lines.next(line)) {
        if (line.kind == Line::call) {
            if (lines.calls_no_file()) entries.insert(line.target);
        } else if (line.kind == Line::call_cost) {
            if (lines.in_no_file()) recording.calls.push_back({line.address, line.cost_or_count});
            lines.call_is_done();
        } else if (line.kind == Line::cost && lines.in_no_file()) {
            recording.costs[line.address] += line.cost_or_count;
        }
    }
    recording.entries.assign(entries.begin(), entries.end());
    recording.total = lines.total;
    return recording;
}

std::optional<uint64_t> find_base(const Recording& recording, const elf::ModuleSymbols& symbols) {
    std::set<uint64_t> starts;
    for (const elf::ElfSymbol& symbol : symbols.object().symbols)
        if (symbol.type == elf::STT_FUNC) starts.insert(symbols.offset_of(symbol));
    std::optional<uint64_t> best;
    size_t most = 0;
    for (auto [base, cost] : recording.costs) {  // the import runs the first instruction
        if (base % kPage != 0) continue;
        size_t hits = 0;
        for (uint64_t entry : recording.entries)
            if (entry > base && starts.contains(entry - base)) ++hits;
        if (hits > most) best = base;
        most = std::max(most, hits);
    }
    return best;
}

std::string with_names(std::string_view text, const std::vector<LoadedModule>& modules) {
    Writer writer(modules);
    Lines lines(text);
    Line line;
    while (lines.next(line)) {
        writer.add(line, lines);
        if (line.kind == Line::call_cost) lines.call_is_done();
    }
    return writer.text();
}

}  // namespace natmod::profile
