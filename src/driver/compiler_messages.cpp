// SPDX-License-Identifier: MIT
#include "driver/compiler_messages.h"

#include <fmt/core.h>

#include <algorithm>

#include "abi/differences.h"
#include "base/process.h"

namespace natmod::driver {
namespace {

struct PortHeader {
    std::string_view prefix, port;
};

// Headers of MicroPython's ports, and of the vendors' SDKs under them.
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

// The n-th quoted text, in ASCII or curly quotes; empty if there are fewer.
std::string_view quoted(std::string_view text, int n = 0) {
    constexpr std::string_view kOpen = "\xe2\x80\x98", kClose = "\xe2\x80\x99";
    for (;; --n) {
        size_t plain = text.find('\''), fancy = text.find(kOpen);
        bool is_plain = plain < fancy;
        size_t open = is_plain ? plain + 1 : fancy + kOpen.size();
        if (plain == fancy) return {};  // no quotes at all
        size_t close = is_plain ? text.find('\'', open) : text.find(kClose, open);
        if (close == std::string_view::npos) return {};
        if (n == 0) return text.substr(open, close - open);
        text.remove_prefix(close + (is_plain ? 1 : kClose.size()));
    }
}

// The header that the compiler did not find; empty for other messages.
std::string_view missing_header(std::string_view text) {
    constexpr std::string_view kGcc = ": No such file or directory", kClang = " file not found";
    size_t end = text.find(kGcc);
    if (end == std::string_view::npos) end = text.find(kClang);
    return end == std::string_view::npos ? std::string_view() : strip_quotes(text.substr(0, end));
}

Finding header_finding(std::string_view header) {
    Finding finding;
    finding.kind = FindingKind::missing_header;
    finding.symbol = header;
    auto is_below = [&](std::string_view folder) { return header.starts_with(folder); };
    constexpr std::string_view kOfCLibrary[] = {"complex.h",  "fenv.h",    "locale.h", "setjmp.h",
                                                "signal.h",   "time.h",    "wchar.h",  "wctype.h",
                                                "sys/time.h", "sys/stat.h"};
    constexpr std::string_view kCheckoutFolders[] = {"extmod/", "lib/", "shared/", "drivers/"};
    if (std::string_view port = port_of_header(header); !port.empty()) {
        finding.kind = FindingKind::port_header;
        finding.port = true;
        finding.text = fmt::format("{} belongs to {}: the module depends on a port", header, port);
        finding.hint =
            "pins and buses are objects of Python's module machine, registers need only the "
            "vendor's headers (docs/hardware.md); for one firmware --like FILE.c finds its own "
            "(docs/firmware.md)";
    } else if (is_below("py/")) {
        finding.text = fmt::format("{} is inside MicroPython, not part of the native API", header);
        finding.hint =
            "docs/api.md lists what a module can use; leave the header out if you use nothing in "
            "it";
    } else if (std::ranges::any_of(kCheckoutFolders, is_below)) {
        finding.text = fmt::format("{} was not found: is it MicroPython's?", header);
        finding.hint = "let MICROPYTHON name a checkout in the environment";
    } else if (std::ranges::find(kOfCLibrary, header) != std::end(kOfCLibrary)) {
        finding.text = fmt::format("{} was not found: this compiler has no C library", header);
        finding.hint = "install the architecture's gcc; natmod toolchains names its packages";
    } else {
        finding.text = fmt::format("{} was not found", header);
        finding.hint = "add its folder with -I, or its library to the module";
    }
    return finding;
}

Finding name_finding(std::string_view name) {
    Finding finding;
    finding.kind = FindingKind::missing_name;
    finding.symbol = name;
    finding.text = fmt::format("nothing declares {}", name);
    if (const abi::Difference* known = abi::find_unavailable(name)) {
        finding.text += fmt::format(": {}", known->text);
        finding.hint = known->remedy;
        finding.port = known->reach == abi::Reach::of_port;
    } else if (is_of_micropython(name)) {
        finding.hint = "docs/api.md lists the API that a native module has";
    } else {
        finding.hint =
            "it is the port's or a missing header's: do it through a Python module, or add "
            "the source that has it";
    }
    return finding;
}

Finding state_finding(std::string_view member, std::string text) {
    return {{},
            std::move(text),
            "only what the module itself registers with MP_REGISTER_ROOT_POINTER is there",
            FindingKind::firmware_state,
            std::string(member)};
}

// What a compiler's error means for the module. Does not fill in the place.
Finding explain_error(std::string_view text) {
    if (std::string_view header = missing_header(text); !header.empty())
        return header_finding(header);
    auto has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
    std::string_view name = quoted(text);
    // gcc names the struct first, clang the member.
    if (has("natmod_root_pointers") && has("no member named")) {
        bool first = name.find("natmod_root_pointers") == std::string_view::npos;
        std::string_view member = first ? name : quoted(text, 1);
        return state_finding(member,
                             fmt::format("{} is a member of the firmware's own state", member));
    }
    if (name == "natmod_root_pointers")
        return state_finding("MP_STATE_...",
                             "MP_STATE_...() names a member of the firmware's own state");
    // First gcc's words, then clang's.
    if (has("mp_obj_type_t") &&
        (has("has no member named") || has("does not refer to any field"))) {
        return {{},
                "a class in the form of MicroPython 1.19 and older: mp_obj_type_t has no members "
                "for its methods since 1.20, in firmware neither",
                "MP_DEFINE_CONST_OBJ_TYPE(name, MP_QSTR_Name, MP_TYPE_FLAG_NONE, make_new, f, "
                "locals_dict, &d) is the form since",
                FindingKind::compile_error,
                "mp_obj_type_t"};
    }
    bool unknown = has("implicit declaration of function") || has("unknown type name") ||
                   has("undeclared") || has("was not declared") || has("does not name a type") ||
                   has("call to undeclared function");
    if (!unknown || name.empty()) return {{}, std::string(text), {}, FindingKind::compile_error};
    if (!name.starts_with("MP_QSTR_")) return name_finding(name);
    return {{},
            std::string(text),
            "no scan saw that name: write it out once in a scanned source, or in a QSTR_DEFS file",
            FindingKind::compile_error,
            std::string(name)};
}

}  // namespace

bool is_of_micropython(std::string_view name) {
    return name.starts_with("mp_") || name.starts_with("MP_") || name.starts_with("gc_");
}

std::string_view port_of_header(std::string_view header) {
    for (auto [prefix, port] : kPortHeaders)
        if (header.starts_with(prefix)) return port;
    return {};
}

Finding explain(const Finding& message) {
    if (message.kind != FindingKind::compile_error) return message;
    Finding finding = explain_error(message.text);
    finding.where = message.where;
    return finding;
}

std::vector<Finding> explain_all(const std::vector<Finding>& messages) {
    std::vector<Finding> findings;
    for (const Finding& message : messages) add_finding(findings, explain(message));
    return findings;
}

std::vector<std::string> missing_headers(const std::vector<Finding>& findings) {
    std::vector<std::string> headers;
    for (const Finding& finding : findings)
        if (is_missing_header(finding)) headers.push_back(finding.symbol);
    return headers;
}

bool is_missing_header(const Finding& finding) {
    return finding.kind == FindingKind::missing_header || finding.kind == FindingKind::port_header;
}

std::string diagnostics_flag(const std::string& compiler) {
    for (const char* flag : {"-fdiagnostics-format=json", "-fdiagnostics-color=never"}) {
        std::vector<std::string> command = {compiler, flag, "-E", "-x", "c", "/dev/null"};
        ProcessOptions options;
        options.capture = true;
        options.merge_errors = true;
        if (run_process(command, options).status == 0) return flag;
    }
    return {};
}

}  // namespace natmod::driver
