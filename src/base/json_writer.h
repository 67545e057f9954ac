// SPDX-License-Identifier: MIT
// Writes JSON piece by piece, for what would be large as a whole. It looks as json_text() makes it.
#pragma once

#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace natmod {

class JsonWriter {
  public:
    using Write = std::function<void(std::string_view)>;

    // `indent` blanks for each level; less than none: all on one line.
    explicit JsonWriter(Write write, int indent = 1) : write_(std::move(write)), indent_(indent) {}

    // '{' or '['; what comes up to close() is in it.
    void open(char bracket);
    void close();
    // Of the value that comes next, in an object. Those of one object are in order.
    void name(std::string_view name);
    void value(const nlohmann::json& value);
    void text(std::string_view text);

    // An object of members that are small, and of others by what writes their values.
    using Parts = std::map<std::string_view, std::function<void()>>;
    void object(const nlohmann::json& members, Parts parts);

  private:
    void begin_value();
    void break_line();

    Write write_;
    int indent_;
    std::string open_;    // the brackets around
    bool first_ = true;   // nothing is in the last of them yet
    bool named_ = false;  // name() was last
};

}  // namespace natmod
