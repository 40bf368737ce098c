#include "setting_fields.hpp"

namespace turnout::config {

namespace {

constexpr int days_most = 36'500;

std::vector<Field<Settings>> console_fields() {
  using S = Settings;
  return {
      {"listen", &S::console_listen, form(Form::listen),
       "put a TLS proxy before any address that others reach"},
      {"token_file", &S::console_token_file, form(Form::file),
       "a file that holds the token clients show; made if missing"},
      {"users", &S::console_users, form(Form::path),
       "an SQLite file of those who may sign in, made with nobody in it; empty: users.db beside the journal"},
      {"idle", &S::console_idle, span(1min, 12h), "signed out after so long without a press"},
      {"session", &S::console_session, span(10min, 24h), "signed out so long after signing in"},
      {"wrong_passwords", &S::console_wrong, count(3, 100),
       "so many in a row lock the name: 30 s at first, twice as long each time, 15 minutes at most"},
      {"web", &S::console_web, form(Form::path), "the folder of the built pages; empty: none"},
      {"map", &S::console_map, form(Form::path),
       "a JSON file of district outlines and places, for the map without internet; empty: rivers and bases "
       "alone"},
      {"tile_url", &S::console_tile_url, {}, "a map server's template with {z}, {x} and {y}; empty: none"},
      {"mqtt", &S::console_mqtt, form(Form::pipe),
       "address and port of the broker without TLS on this machine, for phones in a browser at /mqtt; empty: "
       "none"}};
}

std::vector<Field<Settings>> report_fields() {
  using S = Settings;
  return {
      {"provider", &S::report_provider, {}, "whose service it is, for the front of the report"},
      {"commissioner", &S::report_commissioner, {}, "for whom the report is made, for its front"},
      {"answer_within", &S::report_answer_within, span(1s, 10min),
       "97.5 % of calls are to be answered in this"},
      {"answer_latest", &S::report_answer_latest, span(1s, 1h), "99 % of calls; each later one has a line"},
      {"arrive_by", &S::report_arrive_by, span(1min, 12h),
       "decision to somebody at the door, for nine in ten"},
      {"arrive_latest", &S::report_arrive_latest, span(1min, 12h), "the same, for all"},
      {"entry_within", &S::report_entry_within, span(1min, 1h), "at the door to beside the person"},
      {"long_lie", &S::report_long_lie, span(1min, 12h), "first signal to somebody beside them"},
      {"home_care_within", &S::report_home_care_within, span(10min, 24h),
       "rapid home care asked to arrived; seven in ten is the national floor"},
      {"rural_areas", &S::report_rural_areas, {}, "areas that count as rural; every other one is urban"},
      {"ambulance_types",
       &S::report_ambulance_types,
       {},
       "signals for which an ambulance would have been called had nobody come: agree them beforehand"},
      {"hide_up_to", &S::report_hide_up_to, count(1, 20),
       "in what is published, counts of people from 1 to this are hidden"},
      {"round_to", &S::report_round_to, count(1, 20), "... and others are rounded to the nearest of these"}};
}

std::vector<Field<Settings>> retention_fields() {
  using S = Settings;
  return {{"notes_days", &S::retention_notes_days, count(1, days_most),
           "days: what people and hubs wrote about an incident, and what was said to turn an offer down"},
          {"callers_days", &S::retention_callers_days, count(1, days_most),
           "days: where somebody who is not in the register is, and the number to ring them back"},
          {"raw_days", &S::retention_raw_days, count(1, days_most), "days: messages that could not be read"},
          {"looks_days", &S::retention_looks_days, count(1, days_most),
           "days: the words of a reason for looking at a record; who looked stays"},
          {"reports_days", &S::retention_reports_days, count(0, days_most),
           "days: the monthly reports in the folder `reports` beside the journal; 0: for ever"}};
}

} // namespace

const std::vector<Section>& setting_sections() {
  using B = BrokerAddress;
  using S = Settings;
  static const std::vector<Section> sections = {
      {"broker",
       "The MQTT broker that hubs, responders and partners are connected to.",
       {{"url", &B::url, form(Form::broker_url), "mqtts:// for TLS; mqtt:// only on the same machine"},
        {"username", &B::username, {}, "Turnout's own account at the broker"},
        {"client_id", &B::client_id, form(Form::id), "names the session; keep it the same for ever"},
        {"topic_root", &B::topic_root, form(Form::topic), "the first levels of every topic"},
        {"mqtt", &B::mqtt, one_of("5 3.1.1"),
         "the version spoken; with 3.1.1 a phone that was away may be handed offers long over"},
        {"ca_file", &B::ca_file, form(Form::path),
         "PEM file of the authority that signed the broker's certificate; empty: this machine's own"},
        {"cert_file", &B::cert_file, form(Form::path), "PEM file, for brokers that ask for a certificate"},
        {"key_file", &B::key_file, form(Form::path), "PEM file of its key"}},
       {{"password_file", &S::broker_password_file, form(Form::path),
         "a file that holds the password and nothing else; empty: none"},
        {"config_file", &S::broker_config_file, form(Form::path),
         "the broker's own mosquitto.conf, if it is on this machine: looked through for what loses or leaks "
         "messages"}}},
      {"journal",
       "Where every decision is kept.",
       {},
       {{"path", &S::journal_path, form(Form::file), "an SQLite file on a local disk; made if missing"}}},
      {"console", "The HTTP side: operators, metrics, health.", {}, console_fields()},
      {"plans",
       "Response plans, partners, travel.",
       {},
       {{"file", &S::plans_file, form(Form::file), "see the second half of this page"}}},
      {"travel",
       "Where journey times come from: the router is asked first, then the map, then the law in plans.toml.",
       {},
       {{"graph", &S::travel_graph, form(Form::path),
         "a road map, .osm.pbf, of the county and some way beyond"},
        {"osrm", &S::travel_osrm, {}, "an OSRM server, like http://127.0.0.1:5000; no names, only numbers"}}},
      {"responders",
       "What a responder's phone is sent.",
       {},
       {{"person", &S::responders_person, one_of("message link"),
         "name and address to the assigned responder: in the message; link is not offered yet"}}},
      {"report", "What the commissioner's figures are held against.", {}, report_fields()},
      {"retention",
       "How long what stands beside the journal is kept; `turnoutctl retain` and its timer apply it. "
       "What an open incident names stays, and no record is ever deleted: it holds ids alone, and the chain "
       "hangs on it.",
       {},
       retention_fields()},
      {"log",
       "What goes to the system's log; ids only, whatever the level.",
       {},
       {{"level", &S::log_level, one_of("debug info warning error"), "the least that is written"}}},
      {"clock",
       "For demonstrations.",
       {},
       {{"speed", &S::clock_speed, count(1, 1000),
         "time runs this many times faster than life; anything but 1 is for demonstrations"}}},
  };
  return sections;
}

std::vector<FieldRow> rows_of(const Section& section) {
  const Settings defaults;
  auto rows = rows_of<BrokerAddress>(section.broker, defaults.broker);
  for (FieldRow& row : rows_of<Settings>(section.own, defaults))
    rows.push_back(std::move(row));
  return rows;
}

} // namespace turnout::config
