#include "happenings.hpp"
#include "turnout/base/sha256.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace turnout::care {
namespace {

namespace json = boost::json;

constexpr const char* own_system = "urn:turnout";
constexpr const char* loinc = "http://loinc.org";

/// A UUID (version 8) that is the same every time the sheet of this incident is made.
std::string uuid_of(const std::string& what) {
  std::string hex = sha256_hex(what).substr(0, 32);
  hex[12] = '8';
  hex[16] = "89ab"[static_cast<std::size_t>(hex[16]) % 4];
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" +
         hex.substr(20);
}

json::object text_only(const std::string& text) {
  return {{"text", text}};
}

json::object coded(const char* system, const char* code, const char* display) {
  return {{"coding", json::array{json::object{{"system", system}, {"code", code}, {"display", display}}}}};
}

std::string in_xhtml(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '&')
      safe += "&amp;";
    else if (c == '<')
      safe += "&lt;";
    else if (c == '>')
      safe += "&gt;";
    else
      safe += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return safe;
}

json::object narrative(const std::vector<std::string>& lines) {
  std::string inner;
  for (const auto& line : lines)
    inner += "<p>" + in_xhtml(line) + "</p>";
  return {{"status", "generated"},
          {"div", "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + inner + "</div>"}};
}

class Document {
public:
  explicit Document(const HandoverFacts& facts) : facts_(facts), one_(facts.incident) {}

  std::string made() {
    add_patient();
    add_encounter();
    add_observations();
    add_procedures();
    add_communications();
    json::array entries{entry("composition", composition())};
    for (auto& held : entries_)
      entries.push_back(std::move(held));
    const json::object bundle{
        {"resourceType", "Bundle"},
        {"identifier", json::object{{"system", "urn:ietf:rfc:3986"},
                                    {"value", "urn:uuid:" + uuid_of(one_.id.str() + "/bundle")}}},
        {"type", "document"},
        {"timestamp", format_rfc3339(facts_.printed_at)},
        {"entry", std::move(entries)}};
    return json::serialize(bundle) + "\n";
  }

private:
  [[nodiscard]] std::string url(const std::string& name) const {
    return "urn:uuid:" + uuid_of(one_.id.str() + "/" + name);
  }
  [[nodiscard]] json::object reference(const std::string& name) const { return {{"reference", url(name)}}; }

  [[nodiscard]] json::object entry(const std::string& name, json::object resource) const {
    const auto full = url(name);
    resource["id"] = full.substr(std::string_view("urn:uuid:").size());
    return {{"fullUrl", full}, {"resource", std::move(resource)}};
  }

  void add(const std::string& name, json::object resource) {
    entries_.push_back(entry(name, std::move(resource)));
  }

  void add_patient() {
    json::object patient{{"resourceType", "Patient"}};
    if (facts_.person)
      patient["identifier"] = json::array{
          json::object{{"system", std::string(own_system) + ":person"}, {"value", facts_.person->id.str()}}};
    if (facts_.details) {
      const PersonDetails& known = *facts_.details;
      if (!known.name.empty()) patient["name"] = json::array{text_only(known.name)};
      if (!known.phone.empty())
        patient["telecom"] = json::array{json::object{{"system", "phone"}, {"value", known.phone}}};
      if (parse_rfc3339(known.date_of_birth + "T00:00:00Z")) patient["birthDate"] = known.date_of_birth;
      if (!known.address.empty()) {
        json::object address = text_only(known.address);
        if (!known.postcode.empty()) address["postalCode"] = known.postcode;
        patient["address"] = json::array{std::move(address)};
      }
    }
    json::array contacts;
    for (const auto& contact : facts_.contacts) {
      json::object held{{"relationship", json::array{text_only(contact.relation)}},
                        {"name", text_only(contact.name)}};
      if (!contact.phone.empty())
        held["telecom"] = json::array{json::object{{"system", "phone"}, {"value", contact.phone}}};
      contacts.push_back(std::move(held));
    }
    if (!contacts.empty()) patient["contact"] = std::move(contacts);
    if (facts_.person && !facts_.person->gp_practice.empty())
      patient["generalPractitioner"] = json::array{json::object{{"display", facts_.person->gp_practice}}};
    add("patient", std::move(patient));
    add("organization", {{"resourceType", "Organization"}, {"name", "Telecare monitoring centre"}});
  }

  void add_encounter() {
    json::object period{{"start", format_rfc3339(one_.first_signal_at)}};
    if (one_.closed_at) period["end"] = format_rfc3339(*one_.closed_at);
    add("encounter",
        {{"resourceType", "Encounter"},
         {"identifier", json::array{json::object{{"system", std::string(own_system) + ":incident"},
                                                 {"value", one_.id.str()}}}},
         {"status", one_.closed_at ? "finished" : "in-progress"},
         {"class", json::object{{"system", "http://terminology.hl7.org/CodeSystem/v3-ActCode"},
                                {"code", "HH"},
                                {"display", "home health"}}},
         {"type", json::array{text_only("Telecare alarm: " + story::words(one_.type))}},
         {"subject", reference("patient")},
         {"period", std::move(period)}});
  }

  json::object observation(const std::string& what, WallTime at) {
    return {{"resourceType", "Observation"},
            {"status", "final"},
            {"code", text_only(what)},
            {"subject", reference("patient")},
            {"encounter", reference("encounter")},
            {"effectiveDateTime", format_rfc3339(at)}};
  }

  void observe(const std::string& name, json::object resource) {
    observed_.push_back(reference(name));
    add(name, std::move(resource));
  }

  void add_observations() {
    auto alarm = observation("Alarm", one_.first_signal_at);
    alarm["valueCodeableConcept"] = text_only(story::words(one_.type));
    observe("observation-alarm", std::move(alarm));
    if (one_.with_person_at) {
      auto wait =
          observation("Time from the first signal until somebody was with the person", *one_.with_person_at);
      wait["valueQuantity"] = json::object{{"value", (*one_.with_person_at - one_.first_signal_at) / 1s},
                                           {"unit", "s"},
                                           {"system", "http://unitsofmeasure.org"},
                                           {"code", "s"}};
      observe("observation-wait", std::move(wait));
    }
    if (one_.outcome) {
      auto outcome = observation("Outcome", one_.closed_at.value_or(one_.first_signal_at));
      outcome["valueCodeableConcept"] = text_only(story::words(*one_.outcome));
      observe("observation-outcome", std::move(outcome));
    }
  }

  void add_procedures() {
    for (const auto& went : one_.assignments) {
      const auto from = went.with_person_at ? went.with_person_at : went.on_scene_at;
      if (!from) continue;
      json::object period{{"start", format_rfc3339(*from)}};
      if (went.clear_at && *went.clear_at >= *from) period["end"] = format_rfc3339(*went.clear_at);
      const std::string name = "procedure-" + went.offer.str();
      procedures_.push_back(reference(name));
      add(name, {{"resourceType", "Procedure"},
                 {"status", went.clear_at || one_.closed_at ? "completed" : "in-progress"},
                 {"code", text_only("Visit by a responder")},
                 {"subject", reference("patient")},
                 {"encounter", reference("encounter")},
                 {"performedPeriod", std::move(period)}});
    }
  }

  void add_communications() {
    for (const auto& request : one_.requests) {
      const std::string name = "communication-" + request.id.str();
      communications_.push_back(reference(name));
      json::object said{{"resourceType", "Communication"},
                        {"status", "completed"},
                        {"subject", reference("patient")},
                        {"encounter", reference("encounter")},
                        {"sent", format_rfc3339(request.asked_at)},
                        {"recipient", json::array{json::object{{"display", story::words(request.service)}}}},
                        {"payload", json::array{json::object{{"contentString", payload(request)}}}}};
      if (request.acknowledged_at) said["received"] = format_rfc3339(*request.acknowledged_at);
      add(name, std::move(said));
    }
  }

  static std::string payload(const PartnerRequest& request) {
    return "Asked for " + story::words(request.service) +
           (request.reason.empty() ? std::string() : ": " + request.reason) + "; " +
           story::words(request.state) +
           (request.reference.empty() ? std::string() : ", their reference " + request.reference);
  }

  static json::object section(const char* title, const std::vector<std::string>& lines, json::array entries) {
    json::object made{{"title", title}, {"text", narrative(lines)}};
    if (!entries.empty()) made["entry"] = std::move(entries);
    return made;
  }

  json::object composition() {
    const Sheet made = sheet(facts_);
    const auto lines = [](const std::vector<std::pair<std::string, std::string>>& facts) {
      std::vector<std::string> all;
      all.reserve(facts.size());
      for (const auto& [name, value] : facts)
        all.push_back(name + ": " + value);
      return all;
    };
    std::vector<std::string> done;
    for (const auto& happening : happenings(facts_))
      done.push_back(format_rfc3339(happening.at) + " " + happening.text);
    if (done.empty()) done.emplace_back("Nothing is on record.");
    auto entries = procedures_;
    for (const auto& one : communications_)
      entries.push_back(one);
    json::array sections{
        section("Emergency care plan and wishes", {made.wishes.empty() ? "None on file" : made.wishes}, {}),
        section("What happened", lines(made.what), observed_), section("What was done", done, entries),
        section("On file", lines(made.on_file), {})};
    return {{"resourceType", "Composition"},
            {"status", one_.closed_at ? "final" : "preliminary"},
            {"type", coded(loinc, "34133-9", "Summary of episode note")},
            {"subject", reference("patient")},
            {"encounter", reference("encounter")},
            {"date", format_rfc3339(facts_.printed_at)},
            {"author", json::array{reference("organization")}},
            {"title", "Handover sheet " + one_.id.str()},
            {"section", std::move(sections)}};
  }

  const HandoverFacts& facts_;
  const Incident& one_;
  std::vector<json::object> entries_;
  json::array observed_;
  json::array procedures_;
  json::array communications_;
};

} // namespace

std::string sheet_fhir(const HandoverFacts& facts) {
  return Document(facts).made();
}

} // namespace turnout::care
