// SPDX-License-Identifier: MIT
// How build, check and verify answer: in text for people, as JSON, or as annotations of a GitHub
// workflow. docs/findings.md describes both.
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cli/command.h"

namespace natmod::commands {

struct AnswerForm {
    bool json = false, github = false;
    std::string report;  // a file for the JSON; empty: none

    bool for_people() const { return !json && !github && report.empty(); }
};

cli::Options answer_options(AnswerForm& form);

// What a command has found and made, for programs.
class Answer {
  public:
    // What is added from now on is about that module for that architecture, and names files from
    // `directory`.
    void about(std::string_view arch, std::string module, std::filesystem::path directory);

    void add(Finding finding);
    void add(const Error& error);
    // One thing that the command was asked for, with fields of the command's own.
    void add_result(bool ok, nlohmann::json result);

    bool ok() const { return ok_; }
    std::string json(std::string_view command) const;
    std::string github() const;
    // A table of the results in Markdown.
    std::string summary(std::string_view command) const;
    // For people: the findings, and the files that were made.
    void print_text() const;

  private:
    std::string arch_, module_;
    std::filesystem::path directory_;
    std::vector<Finding> findings_;
    nlohmann::json results_ = nlohmann::json::array();
    bool ok_ = true;
};

// For programs: runs `work`, which adds to the answer and may throw Error, prints the answer on
// standard output and throws an Error that says nothing if something failed.
void answer(const AnswerForm& form, std::string_view command,
            const std::function<void(Answer&)>& work);

}  // namespace natmod::commands
