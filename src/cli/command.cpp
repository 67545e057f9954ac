// SPDX-License-Identifier: MIT
#include "cli/command.h"

#include <fmt/format.h>

#include <iterator>

namespace natmod::cli {
namespace {

template <typename T>
bool goes_to(const Option& option) {
    return std::holds_alternative<T>(option.target);
}

}  // namespace

bool Option::takes_value() const {
    return !goes_to<std::monostate>(*this) && !goes_to<bool*>(*this);
}

bool Option::takes_many() const {
    return rules.repeatable || goes_to<std::vector<std::string>*>(*this);
}

std::vector<std::string> Option::spellings() const {
    std::vector<std::string> result;
    for (size_t start = 0; start < names.size();) {
        size_t end = std::min(names.find(',', start), names.size());
        result.push_back(names.substr(start, end - start));
        start = end + 1;
    }
    return result;
}

std::string Option::value_name() const {
    if (!takes_value()) return {};
    if (goes_to<int*>(*this)) return fmt::format("INT:INT in [1 - {}]", rules.max);
    if (goes_to<std::optional<uint64_t>*>(*this)) return "UINT:SIZE [b, kb(=1024b), ...]";
    return rules.choices.empty() ? "TEXT"
                                 : fmt::format("TEXT:{{{}}}", fmt::join(rules.choices, ","));
}

Options operator+(Options options, const Options& more) {
    options.insert(options.end(), more.begin(), more.end());
    return options;
}

bool Program::Entry::is_named(std::string_view word) const {
    return word == name || (!alias.empty() && word == alias);
}

std::vector<Command> Program::commands() const {
    std::vector<Command> result;
    for (const Entry& entry : entries) result.push_back(entry.command());
    return result;
}

}  // namespace natmod::cli
