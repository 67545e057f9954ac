// SPDX-License-Identifier: MIT
// The comments of a module's sources, as docstrings.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace natmod::stubs {

// The text of a comment, or of several that follow each other: without its marks, frames of
// punctuation and common indent. Empty for a licence.
std::string comment_text(std::string_view comments);

class Comments {
  public:
    explicit Comments(std::filesystem::path directory) : directory_(std::move(directory)) {}

    // The comment that ends right above that line, alone on its lines.
    std::string above(const std::string& file, uint32_t line);
    // The first comment of the file, before any code.
    std::string on_top(const std::string& file);

  private:
    struct Comment {
        uint32_t first, last;  // lines
        bool alone;            // nothing stands before it
        bool apart;            // an empty line follows
        std::string text;
    };
    struct File {
        std::vector<Comment> comments;
        uint32_t first_code = 0;  // line
    };
    const File& file(const std::string& name);

    std::filesystem::path directory_;
    std::map<std::string, File> files_;
};

}  // namespace natmod::stubs
