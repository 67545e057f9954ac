#include "source/missing_feature.h"

#include <algorithm>
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

// "file:line:column" without the column.
std::string file_and_line(std::string_view place) {
    auto colons = std::ranges::count(place, ':');
    return std::string(colons > 1 ? place.substr(0, place.rfind(':')) : place);
}

}  // namespace

std::optional<Message> missing_feature(std::string_view compiler_output) {
    constexpr std::string_view kError = "error: ";
    for (std::string_view rest = compiler_output; !rest.empty();) {
        std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        size_t at = line.find(kError);
        if (at == line.npos) continue;
        std::string_view error = line.substr(at + kError.size());
        size_t end = line.find(": ");  // before "error" or "fatal error"
        for (const Feature& feature : kFeatures)
            if (is_about(feature, error))
                return Message{file_and_line(line.substr(0, end)), std::string(feature.text),
                               std::string(feature.hint)};
    }
    return {};
}

}  // namespace natmod::source
