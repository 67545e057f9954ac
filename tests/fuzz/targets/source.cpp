// SPDX-License-Identifier: MIT
// C sources as they are written: the scan without a preprocessor, and what else reads them.

#include <stdexcept>

#include "../targets.h"
#include "base/error.h"
#include "base/sdk_path.h"
#include "driver/guess.h"
#include "link/qstr_header.h"
#include "migrate/migrate.h"
#include "source/condition.h"
#include "source/object_names.h"
#include "source/plain_scan.h"

namespace natmod::fuzz {

namespace {

// Without one the scan ends before it begins.
bool has_sdk() {
    try {
        return !sdk_dir().empty();
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

void read_source(Input bytes) {
    static const bool ready = has_sdk();
    if (!ready) throw std::runtime_error("let NATMOD_SDK name the SDK");
    std::string file = scratch_file("fuzz.c", bytes);
    std::string_view text = text_of(bytes);
    try {
        keep(source::scan_plain({{"cc", "-DX=1", "-DF(a)=a", file}}, "/"));
    } catch (const source::NotPlain&) {
        // the answer to most
    }
    keep(source::line_of_word(file, "x", "f"));
    keep(source::find_conditional_line(text, "#", [](std::string_view) { return false; }));
    keep(driver::qstr_identifiers(text));
    keep(link::qstr_header({text}));
}

void migrate_source(Input bytes) {
    bool cxx = bytes.size() % 2 == 1;
    keep(migrate::migrate_source(cxx ? "fuzz.cpp" : "fuzz.c", text_of(bytes), "fuzz"));
}

}  // namespace natmod::fuzz
