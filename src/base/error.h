// The one error type. A subcommand throws it; main prints it once and exits with status 1.
#pragma once

#include <exception>
#include <string>
#include <vector>

namespace natmod {

// One line for the user. `where` is "file:line", "file" or empty; `hint` is the remedy or empty.
struct Message {
    std::string where;
    std::string text;
    std::string hint = {};
};

class Error : public std::exception {
  public:
    explicit Error(std::string text, std::string hint = {})
        : messages_{{{}, std::move(text), std::move(hint)}} {}
    explicit Error(Message message) : messages_{std::move(message)} {}
    // Several independent errors, reported together.
    explicit Error(std::vector<Message> messages) : messages_(std::move(messages)) {}

    const std::vector<Message>& messages() const { return messages_; }
    const char* what() const noexcept override {
        return messages_.empty() ? "" : messages_.front().text.c_str();
    }

  private:
    std::vector<Message> messages_;
};

// Prints `natmod: WHERE: SEVERITY: TEXT` and, if there is one, a `hint:` line to standard error.
void print_message(const Message& message, const char* severity = "error");

}  // namespace natmod
