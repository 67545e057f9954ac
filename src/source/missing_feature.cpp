// SPDX-License-Identifier: MIT
#include "source/missing_feature.h"

#include <string>

namespace natmod::source {
namespace {

struct Feature {
    std::string_view words[3];  // of gcc, of clang; of the #error of a library that wants it
    std::string_view text, hint;
};

constexpr Feature kFeatures[] = {
    {{"exception handling disabled", "with exceptions disabled", "xception"},
     "a module has no C++ exceptions",
     "return an error, or raise a Python exception: mp_raise_msg(&mp_type_ValueError, ...)"},
    {{"-fno-rtti", "requires -frtti", "RTTI"},
     "a module has no run-time type information",
     "use a virtual function or a member that names the kind instead of dynamic_cast and typeid"},
};

bool is_about(const Feature& feature, std::string_view error) {
    auto has = [&](std::string_view words) { return error.find(words) != error.npos; };
    return has(feature.words[0]) || has(feature.words[1]) ||
           (error.starts_with("#error") && has(feature.words[2]));
}

}  // namespace

std::optional<Finding> missing_feature(const std::vector<Finding>& errors) {
    for (const Finding& error : errors)
        for (const Feature& feature : kFeatures)
            if (error.kind == FindingKind::compile_error && is_about(feature, error.text))
                return Finding{error.where, std::string(feature.text), std::string(feature.hint)};
    return {};
}

}  // namespace natmod::source
