// SPDX-License-Identifier: MIT
// Telling what was found: to people on standard error, to the driver where this program is a step
// of a build, or to whoever collects findings in this process.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/finding.h"

namespace natmod {

// Names, in the environment of a step of a build, the file that it adds its findings to, each as
// one line of JSON, instead of showing them. The driver shows them, once.
inline constexpr const char* kFindingsFile = "NATMOD_FINDINGS";

void report(const Finding& finding);
// All that it carries.
void report_all(const Error& error);

// The findings that steps have added to that file; none if it is not there.
std::vector<Finding> read_findings(const std::filesystem::path& file);

// While it lives, what this process reports goes to `receiver`.
class ReportTo {
  public:
    explicit ReportTo(std::function<void(const Finding&)> receiver);
    ReportTo(const ReportTo&) = delete;
    ReportTo& operator=(const ReportTo&) = delete;
    ~ReportTo();

  private:
    std::function<void(const Finding&)> previous_;
};

}  // namespace natmod
