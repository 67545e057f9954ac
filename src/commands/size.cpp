// SPDX-License-Identifier: MIT
// natmod size: where the bytes of modules are, and what their import keeps.

#include <fmt/core.h>

#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "commands/build_options.h"
#include "commands/commands.h"
#include "driver/targets.h"
#include "size/page.h"
#include "size/report.h"
#include "size/table.h"

namespace natmod::commands {
namespace {

struct SizeArguments {
    std::vector<std::string> targets;
    std::string by, against, html;
    bool stack = false, json = false;
    driver::BuildOptions options;

    size::By grouped_by() const {
        return by == "function"  ? size::By::function
               : by == "section" ? size::By::section
                                 : size::By::file;
    }
};

// Throws Error: a .mpy file has no names of functions.
void want_no_items(const SizeArguments& arguments, const std::string& file) {
    if (arguments.by.empty() && arguments.html.empty() && !arguments.stack) return;
    throw Error({file, "a .mpy file does not say what its bytes are for",
                 "name the folder of the module, or its source"});
}

std::vector<size::SizeReport> measure(const SizeArguments& arguments) {
    std::vector<size::SizeReport> reports;
    std::vector<std::string> to_build;
    for (const std::string& target : arguments.targets) {
        if (!target.ends_with(".mpy")) {
            to_build.push_back(target);
            continue;
        }
        want_no_items(arguments, target);
        reports.push_back(size::measure_file(target));
    }
    if (to_build.empty()) return reports;
    driver::BuildOptions options = arguments.options;
    options.quiet = !options.verbose;
    for (const driver::Target& target : driver::requested_targets(to_build, options))
        reports.push_back(size::measure_module(target.module, *target.arch, target.options));
    return reports;
}

void print_text(const SizeArguments& arguments, const std::vector<size::SizeReport>& reports) {
    if (!arguments.against.empty()) {
        fmt::print("{}", size::changes_table(size::read_reports(arguments.against), reports,
                                             arguments.grouped_by()));
        return;
    }
    if (arguments.stack) {
        for (const size::SizeReport& report : reports)
            fmt::print("{}{}", &report == reports.data() ? "" : "\n", size::stack_table(report));
        return;
    }
    fmt::print("{}", size::totals_table(reports));
    for (const size::SizeReport& report : reports)
        if (!report.items.empty())
            fmt::print("\n{}", size::items_table(report, arguments.grouped_by()));
}

void show_sizes(const SizeArguments& arguments) {
    std::vector<size::SizeReport> reports = measure(arguments);
    if (!arguments.html.empty()) write_file(arguments.html, size::html_page(reports));
    if (arguments.json)
        fmt::print("{}", size::to_json(reports));
    else if (arguments.html.empty() || !arguments.against.empty())
        print_text(arguments, reports);
}

}  // namespace

cli::Command size_command() {
    auto arguments = std::make_shared<SizeArguments>();
    cli::Options own = {
        {"TARGET",
         &arguments->targets,
         ".mpy files, and modules as natmod build takes them",
         {.required = true}},
        {"--by",
         &arguments->by,
         "what to add up for a module; file is the default",
         {.choices = {"file", "function", "section"}}},
        {"--stack", &arguments->stack, "show how much stack a call of each function takes"},
        {"--against", &arguments->against,
         "show what has changed since this: a file that --json wrote, or a .mpy"},
        {"--json", &arguments->json, "print JSON"},
        {"--html", &arguments->html, "write a page with a treemap to this file"},
    };
    return {
        .name = "size",
        .description = "Show where the bytes of modules are, and what an import keeps",
        .footer =
            "text, rodata and bss are bytes, total is their sum. relocs and fixups are the words "
            "that\n"
            "the loader and the module's start code patch. heap and exec are the bytes that the "
            "loader\n"
            "keeps after the import, on the GC heap and in memory for code; freed is the part of "
            "text\n"
            "that is garbage then; names is what the names in the file take on the heap if the\n"
            "firmware has none of them. The module object takes some 100 bytes more, and what the\n"
            "module's own code allocates comes on top.\n"
            "\n"
            "A module is built first. Its bytes are then added up by source file; names that "
            "begin\n"
            "with rt/ are Natmod's runtime, and 'needed for' says which use of it in the module\n"
            "brought them in.\n"
            "\n"
            "--stack: what a function takes itself, as its compiler says, and what a call of it\n"
            "takes with the functions that it calls, on the path that takes most. What the "
            "firmware's\n"
            "functions take comes on top. A + says that it may be more: because of recursion, of "
            "calls\n"
            "through pointers (clang does not tell them), of arrays with a size known at run time, "
            "or\n"
            "of functions without a known size, such as those of the compiler's libraries. A "
            "build\n"
            "warns of calls that take 2 KB or more.\n\n" +
            std::string(kRunsCode),
        .options = own + build_options(arguments->options) + firmware_options(arguments->options),
        .run = [arguments] { show_sizes(*arguments); }};
}

}  // namespace natmod::commands
