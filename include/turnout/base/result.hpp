// A value or the reason there is none, for everything that can fail because of the world outside.
// A value type, as safe on a thread as what it holds.
// Asking for the value of a failure is a defect of the caller and ends the process.
#pragma once

#include <cstdlib>
#include <string>
#include <utility>
#include <variant>

namespace turnout {

/// Why something could not be done, in words for the person who can mend it: names the place and the mend.
struct Error {
  std::string message;
};

template <class T>
class [[nodiscard]] Result {
public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const noexcept { return held_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }

  [[nodiscard]] T& value() & { return ok() ? *std::get_if<0>(&held_) : die(); }
  [[nodiscard]] const T& value() const& { return const_cast<Result*>(this)->value(); }
  [[nodiscard]] T&& value() && { return std::move(value()); }
  [[nodiscard]] const std::string& error() const { return std::get<1>(held_).message; }

private:
  [[noreturn]] static T& die() { std::abort(); }

  std::variant<T, Error> held_;
};

/// For operations that yield nothing but may fail.
using Status = Result<std::monostate>;
[[nodiscard]] inline Status ok_status() {
  return Status(std::monostate{});
}

} // namespace turnout
