// SPDX-License-Identifier: MIT
// The text of a build.ninja file.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::driver {

// Escapes a path for a build line, where ninja ends words at spaces and colons.
std::string ninja_path(std::string_view path);
std::string ninja_paths(std::span<const std::string> paths);

// Escapes a variable's value, so that ninja takes no `$` in it for its own.
std::string ninja_value(std::string_view text);

// Needs ninja 1.5 or newer, for `deps`.
class NinjaFile {
  public:
    explicit NinjaFile(std::string_view build_dir);

    void variable(std::string_view name, std::string_view value);

    // `command` may use $in, $out and variables; other `$` must be escaped.
    struct Rule {
        std::string_view name;
        std::string_view command;
        std::string_view description;
        bool restat = false;   // the command may leave its outputs unchanged
        bool depfile = false;  // the command writes $out.d
        // Its outputs are good if they are newer than the inputs, whoever made them and however. So
        // something among the inputs must be newer if the command is another.
        bool by_time = false;
    };
    void rule(const Rule& rule);

    struct Edge {
        std::vector<std::string> outputs;
        std::string_view rule;
        std::vector<std::string> inputs;
        std::vector<std::string> implicit = {};    // a change of these rebuilds; not in $in
        std::vector<std::string> order_only = {};  // must exist first; a change rebuilds nothing
        std::vector<std::pair<std::string, std::string>> variables = {};  // name, value
    };
    void edge(const Edge& edge);

    const std::string& text() const { return text_; }

  private:
    std::string text_;
};

}  // namespace natmod::driver
