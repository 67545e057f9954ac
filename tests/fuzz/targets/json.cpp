// SPDX-License-Identifier: MIT
// JSON: what compilers, CMake and natmod itself write, and whoever else got at the files.

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "../targets.h"
#include "base/error.h"
#include "base/json.h"
#include "check/notes.h"
#include "link/link.h"
#include "size/report.h"
#include "source/compiler_output.h"
#include "source/scan.h"

namespace natmod::fuzz {
namespace {

// As the program catches it everywhere.
void read(auto&& read_json) {
    try {
        read_json();
    } catch (const nlohmann::json::exception&) {
    } catch (const Error&) {
    }
}

}  // namespace

void read_json(Input bytes) {
    std::string_view text = text_of(bytes);
    std::string file = scratch_file("fuzz.json", bytes);
    read([&] {
        std::string written = json_text(parse_json(text), -1);
        if (json_text(parse_json(written), -1) != written)
            throw std::logic_error("reads as another JSON");
    });
    read([&] { keep(source::read_scan(file)); });
    read([&] { keep(check::map_symbols(text)); });
    read([&] { keep(check::map_notes(text, "/nowhere")); });
    read([&] { keep(size::read_reports(file)); });
    read([&] {
        link::LinkOptions options;
        link::read_description(file, options);
    });
}

void read_compiler_output(Input bytes) {
    keep(source::read_compiler_output(text_of(bytes)));
}

}  // namespace natmod::fuzz
