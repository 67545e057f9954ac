// The command table, and the one place where errors are printed.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "commands.h"
#include "error.h"

int main(int argc, char** argv) {
    using namespace natmod;
    CLI::App app("MicroPython native modules (.mpy) from C and C++ user modules.", "natmod");
    app.require_subcommand(1);
    app.set_version_flag("--version", "natmod " NATMOD_VERSION " (.mpy 6, native ABI 6.1 6.2 6.3)");
    add_scan_command(app);
    add_init_command(app);
    add_compile_command(app);
    add_build_command(app);
    add_run_command(app);
    add_toolchains_command(app);
    add_ld_command(app);
    add_inspect_command(app);
    add_size_command(app);
    add_verify_command(app);
    add_merge_command(app);

    try {
        app.parse(argc, argv);
        return 0;
    } catch (const CLI::ParseError& error) {
        return app.exit(error);
    } catch (const Error& error) {
        for (const Message& message : error.messages()) print_message(message);
    } catch (const std::exception& error) {
        print_message({{}, error.what()});
    }
    return 1;
}
