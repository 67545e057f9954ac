// SPDX-License-Identifier: MIT
// What the program and its subcommands take, as data. run.cpp reads command lines by it, and docs/
// prints it.
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

// Where a value goes. A flag has a bool, or nothing. A vector gets all values, a function one at a
// time.
using Target = std::variant<std::monostate, bool*, std::string*, std::vector<std::string>*, int*,
                            std::optional<uint64_t>*, std::function<void(const std::string&)>>;

struct Rules {
    bool required = false;
    bool hidden = false;
    bool repeatable = false;                 // for a function: may be called several times
    bool shows_default = false;              // for a string: --help shows its default
    std::vector<std::string> choices = {};   // the only values allowed
    std::vector<std::string> excludes = {};  // options that do not go with this one
    int max = 0;                             // for an int: from 1 to this
};

struct Option {
    std::string names;  // "-o,--output"; no dash: a positional argument
    Target target;
    std::string description;
    Rules rules = {};

    bool is_positional() const { return !names.starts_with('-'); }
    bool takes_value() const;
    bool takes_many() const;  // more than one value
    std::vector<std::string> spellings() const;
    std::string value_name() const;  // "TEXT:{gcc,clang}"; empty for a flag
};

using Options = std::vector<Option>;

Options operator+(Options options, const Options& more);

struct Command {
    std::string name;
    std::string description;
    std::string footer = {};  // ends --help
    bool hidden = false;
    bool takes_one_option = false;             // exactly one
    std::vector<std::string>* rest = nullptr;  // gets all words from the first unknown one on
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
    Options common = {};  // of every command

    std::vector<Command> commands() const;
};

}  // namespace natmod::cli
