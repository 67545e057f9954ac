// SPDX-License-Identifier: MIT
// The linker with files on both sides.

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "link/link.h"

namespace fs = std::filesystem;

namespace natmod::link {

void read_description(const std::string& file, LinkOptions& options) {
    MappedFile content(file);
    try {
        auto json = parse_json(content.text());
        if (json.contains("source_name") && options.source_name.empty())
            json.at("source_name").get_to(options.source_name);
        options.adopted = json.value("adopted", "");
        options.opaque_arguments = json.value("opaque_arguments", false);
        options.static_arguments = json.value("static_arguments", false);
        if (json.contains("origins")) json.at("origins").get_to(options.origins);
    } catch (const nlohmann::json::exception& error) {
        throw Error(Finding{file, error.what()});
    }
}

std::pair<fs::path, size_t> link_to_file(LinkOptions options, fs::path output) {
    if (output.empty()) output = fs::path(options.objects.at(0)).replace_extension("mpy");
    if (options.source_name.empty()) options.source_name = output.filename().string();
    std::vector<uint8_t> bytes = link(options);
    write_file(output, bytes);
    return {output, bytes.size()};
}

}  // namespace natmod::link
