// SPDX-License-Identifier: MIT
#include "base/color.h"

#include <fmt/color.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>

namespace natmod {
namespace {

std::string& color_mode() {
    static std::string mode = "auto";
    return mode;
}

fmt::text_style style_of(Tone tone) {
    using fmt::terminal_color;
    switch (tone) {
        case Tone::plain:
            break;
        case Tone::strong:
            return fmt::emphasis::bold;
        case Tone::good:
            return fg(terminal_color::green);
        case Tone::bad:
            return fmt::emphasis::bold | fg(terminal_color::red);
        case Tone::warning:
            return fg(terminal_color::yellow);
        case Tone::note:
            return fg(terminal_color::cyan);
    }
    return {};
}

// https://no-color.org: set and not empty, whatever its value.
bool is_set(const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

}  // namespace

void set_color_mode(const std::string& mode) {
    color_mode() = mode;
}

bool has_colors(std::FILE* stream) {
    if (color_mode() != "auto") return color_mode() == "always";
    const char* terminal = std::getenv("TERM");
    bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
    return !is_set("NO_COLOR") && !dumb && ::isatty(::fileno(stream)) != 0;
}

std::string colored(std::string_view text, Tone tone, std::FILE* stream) {
    if (tone == Tone::plain || text.empty() || !has_colors(stream)) return std::string(text);
    return fmt::format(style_of(tone), "{}", text);
}

std::string colored_message(std::string_view line) {
    constexpr std::pair<std::string_view, Tone> kWords[] = {{": error:", Tone::bad},
                                                            {": fatal error:", Tone::bad},
                                                            {": warning:", Tone::warning},
                                                            {": to do:", Tone::warning},
                                                            {": note:", Tone::note}};
    for (auto [word, tone] : kWords) {
        size_t at = line.find(word);
        if (at == std::string_view::npos) continue;
        at += 2;
        std::string_view colored_word = line.substr(at, word.size() - 2);
        return std::string(line.substr(0, at)) + colored(colored_word, tone, stderr) +
               std::string(line.substr(at + colored_word.size()));
    }
    return std::string(line);
}

}  // namespace natmod
