// SPDX-License-Identifier: MIT
// The one error type. A subcommand throws it; main reports it once and exits with status 1.
#pragma once

#include <exception>
#include <string>
#include <vector>

#include "base/finding.h"

namespace natmod {

class Error : public std::exception {
  public:
    explicit Error(std::string text, std::string hint = {})
        : findings_{{{}, std::move(text), std::move(hint)}} {}
    explicit Error(Finding finding) : findings_{std::move(finding)} {}
    // Several independent errors, reported together. None: all has been said.
    explicit Error(std::vector<Finding> findings) : findings_(std::move(findings)) {}

    const std::vector<Finding>& findings() const { return findings_; }
    const char* what() const noexcept override {
        return findings_.empty() ? "" : findings_.front().text.c_str();
    }

  private:
    std::vector<Finding> findings_;
};

// The same as an Error: what a file system refused, by its path; of others, what they say.
Error as_error(const std::exception& exception);

}  // namespace natmod
