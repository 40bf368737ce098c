// Any value of any described type, filled at random from a seed: for round trips.
// A test tool; one thread. The same seed gives the same value under every compiler.
#pragma once

#include <turnout/domain/incident.hpp>

#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include <array>
#include <limits>
#include <random>
#include <string>

namespace turnout::test {

class RandomValues {
public:
  explicit RandomValues(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t below(std::uint64_t end) { return engine_() % end; }

  /// Well-formed text with all that needs care in JSON.
  std::string text() {
    static constexpr std::array<std::string_view, 14> pieces = {"a",
                                                                "Z",
                                                                "7",
                                                                "-",
                                                                " ",
                                                                "\"",
                                                                "\\",
                                                                "\n",
                                                                "\x01",
                                                                "\x7f",
                                                                "\xc3\xa9",
                                                                "\xe2\x82\xac",
                                                                "\xf0\x9f\x9a\x91",
                                                                "/"};
    std::string out;
    for (auto left = below(9); left > 0; --left)
      out += pieces[below(pieces.size())];
    if (below(16) == 0) out += '\0';
    return out;
  }

  template <class T>
  void fill(T& value) {
    if constexpr (boost::describe::has_describe_members<T>::value) {
      boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
          [&](auto member) { fill(value.*member.pointer); });
    } else if constexpr (requires { typename T::Kinds; }) {
      fill_one_of(value);
    } else {
      fill_simple(value);
    }
  }

private:
  template <class... T>
  void fill_one_of(std::variant<T...>& value) {
    const auto kind = below(sizeof...(T));
    boost::mp11::mp_with_index<sizeof...(T)>(kind,
                                             [&](auto index) { fill(value.template emplace<index>()); });
  }

  void fill_simple(std::string& value) { value = text(); }
  void fill_simple(bool& value) { value = below(2) == 0; }
  void fill_simple(WallTime& value) { value = WallTime(Duration(below(250'000'000'000'000))); }
  void fill_simple(Duration& value) { value = Duration(whole<std::int64_t>()); }
  void fill_simple(Distance& value) { value = Distance(whole<std::int64_t>()); }

  template <class Tag>
  void fill_simple(Id<Tag>& value) {
    value = Id<Tag>(text());
  }

  template <class T>
  void fill_simple(std::optional<T>& value) {
    value.reset();
    if (below(3) != 0) fill(value.emplace());
  }

  template <class T>
  void fill_simple(std::vector<T>& values) {
    values.clear();
    fill_list(values);
  }

  template <class T>
  void fill_simple(std::set<T>& values) {
    values.clear();
    fill_list(values);
  }

  template <class A, class B>
  void fill_simple(std::pair<A, B>& value) {
    fill(value.first);
    fill(value.second);
  }

  template <class T>
  void fill_simple(T& value) {
    if constexpr (std::is_enum_v<T>) {
      value = static_cast<T>(below(boost::mp11::mp_size<boost::describe::describe_enumerators<T>>::value));
    } else {
      value = whole<T>();
    }
  }

  template <class T>
  T whole() {
    static constexpr std::array<T, 4> edges = {std::numeric_limits<T>::min(), std::numeric_limits<T>::max(),
                                               T{0}, T{1}};
    if (below(8) == 0) return edges[below(edges.size())];
    return static_cast<T>(static_cast<std::int64_t>(below(1'000'000)) - (std::is_signed_v<T> ? 500'000 : 0));
  }

  /// Lists get shorter inside lists, so that trees end.
  template <class List>
  void fill_list(List& values) {
    ++depth_;
    for (auto left = depth_ > 3 ? 0 : below(4); left > 0; --left) {
      typename List::value_type value{};
      fill(value);
      values.insert(values.end(), std::move(value));
    }
    --depth_;
  }

  std::mt19937_64 engine_;
  int depth_ = 0;
};

} // namespace turnout::test
