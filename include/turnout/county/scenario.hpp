// What a simulated world is made of: how many people, how often which alarm comes and when, how operators,
// responders and partners behave. Read from config/county/scenarios/*.toml, where every number stands with
// its source. Values, any thread. Reading fails with every problem at once, naming file, line, key and mend.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/domain/event.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace turnout::county {

/// Of one kind of responder.
struct Manner {
  double accept = 0.7;     ///< of those who are asked while free
  Duration reply_median{}; ///< offer to answer
  double reply_sigma = 0.6;
  Duration turnout_median{}; ///< accept to moving
  double turnout_sigma = 0.2;
  double app_share = 1; ///< have an app that says `received` and keeps its link
  double says_no = 0.5; ///< of those who will not come, how many say so
};

enum class Crew : std::uint8_t { on_call, wholetime, carer, family, volunteer };
inline constexpr std::size_t crew_count = 5;

struct PartnerManner {
  double silent = 0.02;
  double rejects = 0.03;
  Duration acknowledge_median{};
  Duration accept_median{};
  Duration arrive_median{};
  double arrive_sigma = 0.5;
  Duration stay_median{};
};
inline constexpr std::size_t service_count = 6;

inline constexpr std::size_t alarm_type_count = static_cast<std::size_t>(AlarmType::unknown);

struct AlarmRate {
  double per_1000_a_month = 0;
  double attended = 0; ///< how many of them need somebody at the door
};

/// How the scenario stands in the published table.
struct InTable {
  int seeds = 0;                     ///< from 1 on; none: it does not stand there
  Duration span{};                   ///< instead of the scenario's own days
  std::string bound = "clairvoyant"; ///< clairvoyant, whole-day or storm
  std::string faults;                ///< a file of faults, by name
  Duration from{};                   ///< only what was decided so long after the start ...
  Duration window{};                 ///< ... and within this; zero: all of it
};

struct Scenario {
  std::string name; ///< the file's name without its ending
  std::string text;
  WallTime start{};
  int days = 7;
  std::filesystem::path plans; ///< beside the scenario file

  // the county
  std::string facts; ///< public facts from which people are invented, beside the scenario file
  int people = 2500;
  int county_seed = 1;
  int copies = 1; ///< so many such counties side by side
  double copy_apart_km = 200;
  bool has_on_call = true;
  bool has_wholetime = true;
  bool has_carers = true;
  bool has_volunteers = true;
  bool has_family = true;
  int mobile_cars = 0;
  int spread_carers = 0;                ///< live like the people, each with a car, round the clock
  std::vector<double> closed_crossings; ///< of the plans, counted from 0
  int candidates_kept = 400;

  // alarms
  std::array<AlarmRate, alarm_type_count> alarms{};
  std::vector<double> hour_weights;           ///< 24, people
  std::vector<double> technical_hour_weights; ///< 24
  std::vector<double> weekday_weights;        ///< 7, Monday first
  std::vector<double> month_weights;          ///< 12
  double fall_tail_sigma = 1.2;
  double press_again = 0.1;
  double evidence = 0.1;    ///< presence_confirmed, intervention_complete, cancel ... around an alarm
  double calls_a_month = 0; ///< by telephone: an operator opens the incident by hand
  double calls_attended = 0;

  // many at once: a storm of falls, each in another home where one responder is enough
  int burst_alarms = 0;
  Duration burst_at{}; ///< after the start
  Duration burst_within{};

  // hubs
  Duration heartbeat_every{};
  double silent_a_year = 0; ///< spells without a sign of life, a hub and year
  Duration silent_for{};
  Duration retry_first{};
  Duration retry_most{};

  // operators
  int operators = 2;
  Duration answer_least{};
  Duration answer_most{};
  Duration talk_median{};
  double talk_sigma = 0.5;
  double not_taken = 0.01;      ///< calls that nobody answers in time
  double needless_dispatch = 0; ///< of the calls that voice could settle
  Duration close_after{};       ///< ringing back once everybody is clear

  // responders
  std::array<Manner, crew_count> manners{};
  double slow = 0;       ///< persons: three times as long to answer
  double silent = 0;     ///< ... never answer
  double declines = 0;   ///< ... nearly always say no
  double wait_share = 0; ///< carers who must finish with a client first
  Duration wait_least{};
  Duration wait_most{};
  double withdraws = 0;      ///< jobs given back on the way
  double battery_dies = 0;   ///< jobs on which the phone dies
  double goes_quiet = 0;     ///< jobs without a word from setting off to the door
  Duration position_every{}; ///< while moving
  Duration round_every{};    ///< carers on shift move on and say where they are
  double round_km = 0;

  // the road
  double travel_noise_sigma = 0; ///< unknown to the dispatcher
  double weather_factor = 1;     ///< on travel times, within the weather's hours
  double weather_falls = 1;      ///< on the rate of falls, within the weather's hours
  int weather_from_hour = 0;
  int weather_to_hour = 24;

  // on the spot
  Duration entry_least{};
  Duration entry_most{};
  double key_trouble = 0;
  Duration stay_median{};
  double stay_sigma = 0.5;
  Duration ambulance_wait_least{};
  Duration ambulance_wait_most{};
  double finds_ambulance = 0;
  double finds_home_care = 0;
  double finds_no_access = 0;
  double finds_second_responder = 0;
  double finds_other_need = 0; ///< police, fire, advice, third sector in equal shares

  // partners, by Service
  std::array<PartnerManner, service_count> partners{};

  // fire calls take crews away
  double fire_calls_a_day = 0;
  int fire_crew = 5;
  Duration fire_median{};

  InTable table;
};

[[nodiscard]] Result<Scenario> load_scenario(const std::filesystem::path& file);
[[nodiscard]] Result<Scenario> parse_scenario(std::string_view text, std::string_view name);

} // namespace turnout::county
