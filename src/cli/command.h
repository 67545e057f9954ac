// What the program and its subcommands take, as data. run.cpp reads a command line by it, docs/
// writes it down.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace natmod::cli {

// Where a value goes; a flag has a bool, or nothing. A vector gets all values, a function one at a
// time.
using Target = std::variant<std::monostate, bool*, std::string*, std::vector<std::string>*, int*,
                            std::optional<uint64_t>*, std::function<void(const std::string&)>>;

struct Rules {
    bool required = false;
    bool hidden = false;
    bool repeatable = false;                 // if the target is a function
    bool shows_default = false;              // if it is a string: --help shows what it holds
    std::vector<std::string> choices = {};   // the only values
    std::vector<std::string> excludes = {};  // options that may not stand beside this one
    int max = 0;                             // if the target is an int; the least is 1
};

struct Option {
    std::string names;  // "-o,--output"; a positional argument's has no dash
    Target target;
    std::string description;
    Rules rules = {};

    bool is_positional() const { return !names.starts_with('-'); }
    bool takes_value() const;
    bool takes_many() const;  // values, and not just one
    std::vector<std::string> spellings() const;
    std::string value_name() const;  // "TEXT:{gcc,clang}"; empty for a flag
};

using Options = std::vector<Option>;

Options operator+(Options options, const Options& more);

struct Command {
    std::string name;
    std::string description;
    std::string footer = {};  // of --help
    bool hidden = false;
    bool takes_one_option = false;             // neither none nor two
    std::vector<std::string>* rest = nullptr;  // gets all from the first unknown word on
    Options options = {};
    std::function<void()> run;  // throws Error
};

struct Program {
    struct Entry {
        std::string_view name;
        Command (*command)();
        std::string_view alias = {};

        bool is_named(std::string_view word) const;
    };

    std::string name;
    std::string description;
    std::string version;
    std::span<const Entry> entries;

    std::vector<Command> commands() const;
};

}  // namespace natmod::cli
