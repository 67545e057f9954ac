// SPDX-License-Identifier: MIT
#include "driver/port_layouts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/file.h"
#include "base/sdk_path.h"
#include "source/tokens.h"

namespace natmod::driver {
namespace {

namespace fs = std::filesystem;

// port_layouts.h says why.
const std::set<std::string> kOnPurpose = {"mp_arg_t", "mp_fun_table_t", "mp_raw_code_t",
                                          "mp_obj_stringio_t"};

// Types whose members a header of the SDK lists.
std::set<std::string> types_in(std::string_view header) {
    std::set<std::string> types;
    source::Tokens tokens = source::tokenize(header);
    for (size_t i = 0; i + 2 < tokens.size(); ++i) {
        bool tagged = tokens[i].is("struct") || tokens[i].is("union");
        if (tagged && tokens[i + 1].text.starts_with('_') && tokens[i + 2].is("{"))
            types.emplace(tokens[i + 1].text.substr(1));
    }
    std::erase_if(types, [](const std::string& type) { return type.starts_with("natmod"); });
    return types;
}

TEST(PortLayouts, HaveAllTypesOfTheSdk) {
    std::set<std::string> known;
    for (const SharedLayout& layout : shared_layouts()) known.insert(std::string(layout.type));
    size_t seen = 0;
    for (const auto& entry : fs::recursive_directory_iterator(sdk_dir() / "include")) {
        if (!entry.is_regular_file()) continue;
        for (const std::string& type : types_in(MappedFile(entry.path()).text())) {
            ++seen;
            EXPECT_TRUE(known.contains(type) || kOnPurpose.contains(type))
                << type << " of " << entry.path();
        }
    }
    EXPECT_GT(seen, 40u);
}

}  // namespace
}  // namespace natmod::driver
