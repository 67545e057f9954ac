// Text of a build.ninja file.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::driver {

// A path in a build line: ninja ends words at spaces and colons.
std::string ninja_path(std::string_view path);
std::string ninja_paths(std::span<const std::string> paths);

// The right side of a variable, so that ninja sees no `$` of ours as its own.
std::string ninja_value(std::string_view text);

// A file in the form of ninja 1.5 and newer, which are the ones with `deps`.
class NinjaFile {
  public:
    explicit NinjaFile(std::string_view build_dir);

    void variable(std::string_view name, std::string_view value);

    // `command` may use $in, $out and variables; other `$` must be escaped.
    struct Rule {
        std::string_view name;
        std::string_view command;
        std::string_view description;
        bool restat = false;   // a rule that may leave its outputs as they are
        bool depfile = false;  // it writes $out.d
    };
    void rule(const Rule& rule);

    struct Edge {
        std::vector<std::string> outputs;
        std::string_view rule;
        std::vector<std::string> inputs;
        std::vector<std::string> implicit = {};    // rebuilt when these change, not in $in
        std::vector<std::string> order_only = {};  // must be there first
        std::vector<std::pair<std::string, std::string>> variables = {};  // name, value
    };
    void edge(const Edge& edge);

    const std::string& text() const { return text_; }

  private:
    std::string text_;
};

}  // namespace natmod::driver
