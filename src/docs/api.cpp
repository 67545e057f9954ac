// SPDX-License-Identifier: MIT
#include "docs/api.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "abi/api.h"
#include "abi/differences.h"
#include "base/error.h"
#include "base/file.h"
#include "source/c_outline.h"

namespace fs = std::filesystem;

namespace natmod::docs {
namespace {

constexpr std::string_view kIntroduction =
    "<!-- SPDX-License-Identifier: MIT -->\n\n# The API of a native module\n\n"
    "`natmod docs --api` writes this page, and a test keeps it equal to the headers. Another test "
    "sees to it that a\ntest module uses each function here and prints what it prints when it is "
    "compiled into firmware.\n\n"
    "A module gets a name from the firmware's *function table*; as an object *found by name at "
    "import*; from the\nSDK's *library* `sdk/rt`, of which the linker takes only what is used; or "
    "as a *macro* or *inline* function of\nthe header. \"Since\" is the native ABI: 6.1 is "
    "MicroPython 1.20 and 1.21, 6.2 is 1.22, 6.3 is 1.23 and newer.\n";

constexpr std::string_view kTableHead =
    "| name | how | since | difference from firmware |\n| --- | --- | --- | --- |\n";

std::vector<fs::path> files(const fs::path& folder, std::string_view extension) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == extension) found.push_back(entry.path());
    std::ranges::sort(found, {}, [](const fs::path& path) { return path.string(); });
    return found;
}

std::string read_text(const fs::path& path) {
    return std::string(MappedFile(path).text());
}

// The SDK's own: natmod_tab_* and natmod_q_* too, which the linker knows by their prefix.
bool is_internal(std::string_view name) {
    return name.starts_with("NATMOD_") || name.starts_with("natmod_") || name.starts_with('_');
}

struct Supply {
    std::string how;
    int since = abi::kMinAbi;  // native ABI 6.since
};

Supply from_firmware(const abi::ApiSymbol& symbol) {
    if (symbol.kind == abi::ApiKind::found) return {"found by name at import"};
    if (symbol.kind != abi::ApiKind::entry) return {"the loader"};
    int abi = abi::kMinAbi;
    while (symbol.entry(abi) < 0) ++abi;
    return {"function table", abi};
}

class Api {
  public:
    explicit Api(const fs::path& sdk) : sdk_(sdk) {
        for (const fs::path& source : files(sdk / "rt", ".c")) {
            std::string text = read_text(source);
            for (std::string& name : source::defined_names(text)) library_.insert(std::move(name));
            if (source.parent_path().filename() != "libc") continue;
            for (std::string& name : source::defined_functions(text)) libc_.insert(std::move(name));
        }
        // If a name has several rows, the first counts: an entry comes before a look-up.
        for (const abi::ApiSymbol& symbol : abi::all_api()) firmware_.emplace(symbol.name, &symbol);
    }

    std::string markdown() {
        std::string text(kIntroduction);
        std::vector<fs::path> headers = files(sdk_ / "include", ".h");
        std::stable_partition(headers.begin(), headers.end(), [](const fs::path& header) {
            return header.parent_path().filename() != "natmod";
        });
        // Not of every module: what one firmware has, docs/firmware.md.
        std::erase_if(headers, [](const fs::path& header) {
            return header.filename().string().starts_with("port_");
        });
        for (const fs::path& header : headers) text += header_section(header);
        text += undeclared_section() + libc_section() + unavailable_section();
        return text;
    }

  private:
    std::string row(std::string_view name, const Supply& supply) {
        seen_.emplace(name);
        return fmt::format("| `{}` | {} | 6.{} | {} |\n", name, supply.how, supply.since,
                           abi::difference_of(name));
    }

    Supply supply(const source::DeclaredName& declared, const fs::path& header) const {
        if (declared.kind == source::NameKind::macro) return {"macro"};
        if (declared.kind == source::NameKind::inline_function) return {"inline"};
        auto found = firmware_.find(declared.name);
        bool in_library = library_.contains(declared.name);
        if (found == firmware_.end()) {
            if (in_library) return {"library"};
            throw Error({header.string(),
                         fmt::format("{} is declared, but neither the table nor the runtime has it",
                                     declared.name),
                         "define it in sdk/rt, or give it a row in src/abi/api.cpp"});
        }
        Supply supply = from_firmware(*found->second);
        if (supply.since > abi::kMinAbi && in_library)
            return {fmt::format("{}; library before 6.{}", supply.how, supply.since)};
        return supply;
    }

    std::string header_section(const fs::path& header) {
        std::string rows;
        for (const source::DeclaredName& declared : source::declared_names(read_text(header))) {
            bool is_linkers = declared.name.starts_with("natmod_tab_") ||
                              declared.name.starts_with("natmod_q_") ||
                              declared.name == "natmod_text" || declared.name == "mpy_init";
            if (is_linkers) continue;
            Supply how = supply(declared, header);
            if (!is_internal(declared.name) && !seen_.contains(declared.name))
                rows += row(declared.name, how);
        }
        if (rows.empty()) return {};
        return fmt::format("\n## {}\n\n{}{}",
                           fs::relative(header, sdk_ / "include").generic_string(), kTableHead,
                           rows);
    }

    std::string undeclared_section() {
        std::string rows;
        for (const auto& [name, symbol] : firmware_)
            if (!is_internal(name) && !seen_.contains(std::string(name)))
                rows += row(name, from_firmware(*symbol));
        if (rows.empty()) return {};
        return fmt::format("\n## Without a declaration in the headers\n\n{}{}", kTableHead, rows);
    }

    std::string libc_section() {
        std::string text =
            "\n## The C library\n\nDeclared by the toolchain's own headers, or by `sdk/libc` where "
            "it has none; of libm and the rest\nof libc, what the toolchain's archives have is "
            "linked.\n\n";
        text += kTableHead;
        for (const std::string& name : libc_)
            if (!is_internal(name) && !seen_.contains(name)) text += row(name, {"library"});
        return text;
    }

    static std::string unavailable_section() {
        std::string text =
            "\n## What no native module has\n\n`natmod check` says the same where a module uses "
            "it. "
            "A `*` stands for any ending.\n\n| names | why | instead |\n| --- | --- | --- |\n";
        for (const abi::Difference& row : abi::all_differences()) {
            if (row.reach == abi::Reach::different) continue;
            std::string names = "`" + std::string(row.names) + "`";
            for (size_t at = 0; (at = names.find(' ', at)) != std::string::npos; at += 3)
                names.replace(at, 1, "` `");
            text += fmt::format("| {} | {} | {} |\n", names, row.text, row.remedy);
        }
        return text;
    }

    fs::path sdk_;
    std::set<std::string> library_;  // words that the runtime's sources have at file scope
    std::set<std::string> libc_;     // functions of its C library
    std::map<std::string_view, const abi::ApiSymbol*> firmware_;
    std::set<std::string, std::less<>> seen_;
};

}  // namespace

std::string api_markdown(const fs::path& sdk) {
    return Api(sdk).markdown();
}

}  // namespace natmod::docs
