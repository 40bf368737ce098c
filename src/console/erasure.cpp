#include "erasure.hpp"

#include "commands.hpp"
#include "turnout/accounts/accounts.hpp"
#include "turnout/record/json.hpp"
#include "turnout/record/text.hpp"

namespace turnout::console {
namespace {

constexpr std::size_t words_characters_max = 200;
constexpr std::size_t texts_at_once_max = 1000;
constexpr const char* machine = "retention";

class Body {
public:
  explicit Body(std::string_view body) {
    boost::system::error_code error;
    auto value = boost::json::parse(boost::json::string_view(body.data(), body.size()), error);
    if (error || !value.is_object())
      fault("", "a JSON object is wanted");
    else
      object_ = std::move(value.get_object());
  }

  [[nodiscard]] std::string text(const char* name) const {
    const auto* value = object_.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
  }

  [[nodiscard]] const boost::json::array* list(const char* name) const {
    const auto* value = object_.if_contains(name);
    return value != nullptr ? value->if_array() : nullptr;
  }

  OperatorId by(const std::string& signed_in) {
    const std::string named = signed_in.empty() ? text("by") : signed_in;
    if (!accounts::names_a_human(named)) fault("by", "the name of the human who asks for it is wanted");
    return OperatorId(named);
  }

  void fault(const std::string& name, std::string message) {
    faults_.push_back({name.empty() ? "" : "/" + name, std::move(message)});
  }
  [[nodiscard]] std::vector<Fault> take_faults() { return std::move(faults_); }

private:
  boost::json::object object_;
  std::vector<Fault> faults_;
};

bool is_text_id(const boost::json::value& value) {
  constexpr std::size_t length = 64;
  const auto* text = value.if_string();
  return text != nullptr && text->size() == length &&
         std::string_view(*text).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

} // namespace

ReadRequest<PersonErased> erase_request(std::string_view body, const std::string& person,
                                        const std::string& signed_in) {
  Body read(body);
  PersonErased erased{.id = fresh_id(), .by = read.by(signed_in), .person = PersonId(person)};
  if (const auto why = record::enum_of<ErasureReason>(read.text("why")))
    erased.why = *why;
  else
    read.fault("why", "asked, left, died or mistake is wanted");
  return {std::move(erased), read.take_faults()};
}

ReadRequest<LookRequest> look_request(std::string_view body, const std::string& signed_in) {
  Body read(body);
  LookRequest look{.by = read.by(signed_in), .words = read.text("reason")};
  if (record::first_characters(look.words, words_characters_max).size() != look.words.size())
    read.fault("reason", "at most " + std::to_string(words_characters_max) + " characters");
  return {std::move(look), read.take_faults()};
}

ReadRequest<RetentionApplied> retention_request(std::string_view body) {
  Body read(body);
  RetentionApplied applied{.id = fresh_id(), .by = OperatorId(machine), .counts = {}, .texts = {}};
  if (const auto* counts = read.list("counts")) {
    for (const auto& one : *counts) {
      const auto* count = one.if_object();
      const auto* cls = count != nullptr ? count->if_contains("class") : nullptr;
      const auto* number = count != nullptr ? count->if_contains("count") : nullptr;
      boost::system::error_code failed;
      if (cls == nullptr || !cls->is_string() || !valid_id(std::string_view(cls->get_string())) ||
          number == nullptr || number->to_number<std::int64_t>(failed) < 0 || failed) {
        read.fault("counts", "objects with a class and a count are wanted");
        break;
      }
      applied.counts.push_back({std::string(cls->get_string()), number->to_number<std::uint64_t>(failed)});
    }
  }
  const auto* texts = read.list("texts");
  if (texts == nullptr || texts->size() > texts_at_once_max ||
      !std::all_of(texts->begin(), texts->end(), is_text_id)) {
    read.fault("texts", "a list of at most " + std::to_string(texts_at_once_max) + " ids of texts is wanted");
  } else {
    for (const auto& text : *texts)
      applied.texts.emplace_back(std::string(text.get_string()));
  }
  return {std::move(applied), read.take_faults()};
}

} // namespace turnout::console
