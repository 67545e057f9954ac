#include "driver/compiler_messages.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "abi/differences.h"

namespace natmod::driver {
namespace {

struct PortHeader {
    std::string_view prefix, port;
};

// Ports of MicroPython and the vendors' SDKs they are built on.
constexpr PortHeader kPortHeaders[] = {
    {"driver/", "the ESP-IDF"},
    {"esp_", "the ESP-IDF"},
    {"esp32", "the ESP-IDF"},
    {"esp/", "the ESP-IDF"},
    {"soc/", "the ESP-IDF"},
    {"hal/", "the ESP-IDF"},
    {"rom/", "the ESP-IDF"},
    {"nvs", "the ESP-IDF"},
    {"sdkconfig.h", "the ESP-IDF"},
    {"freertos/", "FreeRTOS"},
    {"FreeRTOS.h", "FreeRTOS"},
    {"ets_", "the ESP8266 SDK"},
    {"user_interface.h", "the ESP8266 SDK"},
    {"pico/", "the Pico SDK"},
    {"pico.h", "the Pico SDK"},
    {"hardware/", "the Pico SDK"},
    {"tusb.h", "TinyUSB"},
    {"stm32", "the STM32 HAL"},
    {"cmsis", "CMSIS"},
    {"core_cm", "CMSIS"},
    {"nrf", "the nRF SDK"},
    {"fsl_", "the MCUXpresso SDK"},
    {"zephyr/", "Zephyr"},
    {"sam.h", "the SAMD pack"},
    {"lwip/", "lwIP"},
    {"mbedtls/", "mbed TLS"},
    {"lvgl", "LVGL"},
    {"mphalport.h", "a MicroPython port"},
    {"mpconfigport.h", "a MicroPython port"},
    {"mpconfigboard.h", "a MicroPython port"},
    {"modmachine.h", "a MicroPython port"},
    {"machine_", "a MicroPython port"},
    {"modesp", "a MicroPython port"},
    {"modnetwork.h", "a MicroPython port"},
    {"pin.h", "a MicroPython port"},
    {"uart.h", "a MicroPython port"},
    {"spi.h", "a MicroPython port"},
    {"i2c.h", "a MicroPython port"},
    {"timer.h", "a MicroPython port"},
};

std::string_view strip_quotes(std::string_view text) {
    for (std::string_view quote : {"\xe2\x80\x98", "\xe2\x80\x99", "'", "\"", "`"}) {
        if (text.starts_with(quote)) text.remove_prefix(quote.size());
        if (text.ends_with(quote)) text.remove_suffix(quote.size());
    }
    return text;
}

// The N-th text in quotes, ASCII or not; empty if there are fewer.
std::string_view quoted(std::string_view text, int n = 0) {
    constexpr std::string_view kOpen = "\xe2\x80\x98", kClose = "\xe2\x80\x99";
    for (;; --n) {
        size_t plain = text.find('\''), fancy = text.find(kOpen);
        bool is_plain = plain < fancy;
        size_t open = is_plain ? plain + 1 : fancy + kOpen.size();
        if (plain == fancy) return {};  // neither is there
        size_t close = is_plain ? text.find('\'', open) : text.find(kClose, open);
        if (close == std::string_view::npos) return {};
        if (n == 0) return text.substr(open, close - open);
        text.remove_prefix(close + (is_plain ? 1 : kClose.size()));
    }
}

// The header that a compiler did not find, or empty.
std::string_view missing_header(std::string_view text) {
    constexpr std::string_view kGcc = ": No such file or directory", kClang = " file not found";
    size_t end = text.find(kGcc);
    if (end == std::string_view::npos) end = text.find(kClang);
    return end == std::string_view::npos ? std::string_view() : strip_quotes(text.substr(0, end));
}

Finding header_finding(std::string where, std::string_view header) {
    std::string_view port = port_of_header(header);
    if (!port.empty()) {
        return {FindingKind::port_header,
                std::move(where),
                fmt::format("{} belongs to {}: the module depends on a port", header, port),
                "a native module reaches hardware through Python's machine module, or through "
                "addresses given with --externs",
                std::string(header),
                true};
    }
    if (header.starts_with("py/")) {
        return {FindingKind::missing_header, std::move(where),
                fmt::format("{} is inside MicroPython, not part of the native API", header),
                "docs/api.md lists what there is; leave the header out if nothing of it is used",
                std::string(header)};
    }
    for (std::string_view folder : {"extmod/", "lib/", "shared/", "drivers/"}) {
        if (!header.starts_with(folder)) continue;
        return {FindingKind::missing_header, std::move(where),
                fmt::format("{} was not found: is it MicroPython's?", header),
                "let MICROPYTHON name a checkout in the environment", std::string(header)};
    }
    return {FindingKind::missing_header, std::move(where), fmt::format("{} was not found", header),
            "add its folder with -I, or its library to the module", std::string(header)};
}

Finding name_finding(std::string where, std::string_view name) {
    if (const Difference* known = find_unavailable(name)) {
        return {FindingKind::missing_name,
                std::move(where),
                fmt::format("nothing declares {}: {}", name, known->text),
                std::string(known->remedy),
                std::string(name),
                known->reach == Reach::of_port};
    }
    return {FindingKind::missing_name, std::move(where), fmt::format("nothing declares {}", name),
            name.starts_with("mp_") || name.starts_with("MP_") || name.starts_with("gc_")
                ? "docs/api.md lists the API that a native module has"
                : "it is the port's or a missing header's: do it through a Python module, or add "
                  "the source that has it",
            std::string(name)};
}

// What a compiler's error is about.
Finding compiler_finding(std::string where, std::string_view text) {
    if (std::string_view header = missing_header(text); !header.empty())
        return header_finding(std::move(where), header);
    auto has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
    std::string_view name = quoted(text);
    // gcc names the struct first, clang the member.
    if (has("natmod_root_pointers") && has("no member named")) {
        std::string_view member =
            name.find("natmod_root_pointers") == std::string_view::npos ? name : quoted(text, 1);
        return {FindingKind::firmware_state, std::move(where),
                fmt::format("{} is a member of the firmware's own state", member),
                "only what the module itself registers with MP_REGISTER_ROOT_POINTER is there",
                std::string(member)};
    }
    if (name == "natmod_root_pointers") {
        return {FindingKind::firmware_state, std::move(where),
                "MP_STATE_...() names a member of the firmware's own state",
                "only what the module itself registers with MP_REGISTER_ROOT_POINTER is there",
                "MP_STATE_..."};
    }
    // gcc's words, then clang's.
    if (has("mp_obj_type_t") &&
        (has("has no member named") || has("does not refer to any field"))) {
        return {
            FindingKind::compile_error, std::move(where),
            "a class in the form of MicroPython 1.19 and older: mp_obj_type_t has no members for "
            "its methods since 1.20, in firmware neither",
            "MP_DEFINE_CONST_OBJ_TYPE(name, MP_QSTR_Name, MP_TYPE_FLAG_NONE, make_new, f, "
            "locals_dict, &d) is the form since",
            "mp_obj_type_t"};
    }
    bool unknown = has("implicit declaration of function") || has("unknown type name") ||
                   has("undeclared") || has("was not declared") || has("does not name a type") ||
                   has("call to undeclared function");
    if (unknown && !name.empty()) {
        if (name.starts_with("MP_QSTR_")) {
            return {FindingKind::compile_error, std::move(where), std::string(text),
                    "no scan saw that name: write it out once in a scanned source, or in a "
                    "QSTR_DEFS file"};
        }
        return name_finding(std::move(where), name);
    }
    return {FindingKind::compile_error, std::move(where), std::string(text)};
}

// natmod's own: the linker's and the scan's.
Finding own_finding(std::string where, std::string_view text) {
    constexpr std::string_view kUndefined = "undefined symbol ";
    if (!text.starts_with(kUndefined))
        return {FindingKind::error, std::move(where), std::string(text)};
    size_t end = std::min(text.find(", used by "), text.size());
    std::string name(text.substr(kUndefined.size(), end - kUndefined.size()));
    const Difference* known = find_unavailable(name);
    if (known == nullptr)
        return {FindingKind::missing_symbol, std::move(where), std::string(text), "", name};
    return {FindingKind::missing_symbol,
            std::move(where),
            fmt::format("{}: {}", text, known->text),
            std::string(known->remedy),
            name,
            known->reach == Reach::of_port};
}

// "FILE:LINE:COLUMN" -> "FILE:LINE".
std::string without_column(std::string_view place) {
    size_t last = place.rfind(':');
    size_t before = last == std::string_view::npos ? last : place.rfind(':', last - 1);
    auto number = [](std::string_view text) {
        return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    bool both = before != std::string_view::npos && number(place.substr(last + 1)) &&
                number(place.substr(before + 1, last - before - 1));
    return std::string(both ? place.substr(0, last) : place);
}

// The line's error, if it is one. natmod says that a compiler failed after the compiler's error.
std::optional<Finding> read_line(std::string_view line) {
    constexpr std::string_view kOwn = "natmod: ", kError = "error: ", kFatal = "fatal error: ";
    size_t at = line.find(kError);
    if (at == std::string_view::npos) return {};
    std::string_view place = line.substr(0, at), text = line.substr(at + kError.size());
    if (place.ends_with("fatal ")) place.remove_suffix(kFatal.size() - kError.size());
    bool own = place.starts_with(kOwn);
    if (own) place.remove_prefix(kOwn.size());
    while (place.ends_with(' ') || place.ends_with(':')) place.remove_suffix(1);
    if (!own) return compiler_finding(without_column(place), text);
    if (text.starts_with("the preprocessor failed")) return {};
    return own_finding(std::string(place), text);
}

// "FILE:LINE:COLUMN: note: in expansion of macro ..." follows gcc's error inside a macro: the place
// that counts is the user's, named last.
std::string expansion_place(std::string_view line) {
    size_t at = line.find(": note: in expansion of macro");
    return at == std::string_view::npos ? std::string() : without_column(line.substr(0, at));
}

// Not a line of the message before it, such as the source's text or a note.
bool starts_message(std::string_view line) {
    return line.starts_with("natmod: ") || line.find(": warning: ") != std::string_view::npos ||
           line.find(": In function ") != std::string_view::npos;
}

template <typename F>
void for_each_line(std::string_view text, F&& f) {
    while (!text.empty()) {
        size_t end = std::min(text.find('\n'), text.size());
        f(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

}  // namespace

std::string_view port_of_header(std::string_view header) {
    for (auto [prefix, port] : kPortHeaders)
        if (header.starts_with(prefix)) return port;
    return {};
}

std::vector<Finding> read_messages(std::string_view output) {
    constexpr std::string_view kHint = "hint: ";
    std::vector<Finding> all;
    bool open = false;  // lines that follow may belong to the last one
    for_each_line(output, [&](std::string_view line) {
        if (line.starts_with(kHint)) {
            // Only natmod prints hints; what is not of its own has one of read_line() already.
            if (open && all.back().hint.empty()) all.back().hint = line.substr(kHint.size());
            open = false;
            return;
        }
        if (std::string place = expansion_place(line); !place.empty()) {
            if (open) all.back().where = place;
            return;
        }
        std::optional<Finding> finding = read_line(line);
        if (!finding && !starts_message(line)) return;
        open = finding.has_value();
        if (open) all.push_back(std::move(*finding));
    });
    std::vector<Finding> findings;
    for (Finding& finding : all) add_finding(findings, std::move(finding));
    return findings;
}

std::vector<std::string> missing_headers(std::string_view output) {
    std::vector<std::string> headers;
    for_each_line(output, [&](std::string_view line) {
        constexpr std::string_view kFatal = "fatal error: ";
        size_t at = line.find(kFatal);
        if (at == std::string_view::npos) return;
        std::string header(missing_header(line.substr(at + kFatal.size())));
        if (header.empty() || std::find(headers.begin(), headers.end(), header) != headers.end())
            return;
        headers.push_back(std::move(header));
    });
    return headers;
}

}  // namespace natmod::driver
