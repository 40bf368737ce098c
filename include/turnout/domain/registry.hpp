// What the rules know of people, responders, bases and partners. No names, addresses or telephone numbers of
// people here: those are Details, kept beside the journal and used only when a message is written for
// somebody entitled to them. Values, any thread, no failure.
#pragma once

#include "turnout/base/units.hpp"
#include "turnout/domain/calendar.hpp"
#include "turnout/domain/ids.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace turnout {

BOOST_DESCRIBE_STRUCT(GeoPoint, (), (lat_e7, lon_e7))

/// One row of people.csv as far as the rules need it.
struct Person {
  PersonId id;
  HubId hub;
  std::optional<GeoPoint> home;
  AreaId area;
  std::string gp_practice;
  bool lives_alone = false;
  std::set<std::string> risk_flags; ///< for example two_person_lift, risk_marker
  std::string plan;                 ///< name of a plan that must be used, or empty
  std::vector<ResponderId> preferred_responders;

  friend bool operator==(const Person&, const Person&) = default;
};
BOOST_DESCRIBE_STRUCT(Person, (),
                      (id, hub, home, area, gp_practice, lives_alone, risk_flags, plan, preferred_responders))

/// What identifies a person. Never in the journal, in a log, in an offer or in a retained message.
struct PersonDetails {
  PersonId id;
  std::string name;
  std::string date_of_birth; ///< ISO 8601 calendar date
  std::string phone;
  std::string address;
  std::string postcode;
  std::string access;
  std::string key_safe;
  std::string emergency_wishes;
  std::string notes;
};
BOOST_DESCRIBE_STRUCT(PersonDetails, (),
                      (id, name, date_of_birth, phone, address, postcode, access, key_safe, emergency_wishes,
                       notes))

BOOST_DEFINE_ENUM_CLASS(ResponderKind, firefighter, carer, family, volunteer)

/// One row of responders.csv as far as the rules need it.
struct Responder {
  ResponderId id;
  ResponderKind kind = ResponderKind::volunteer;
  std::string organisation;
  BaseId base;                   ///< empty for somebody who starts from home
  std::optional<GeoPoint> place; ///< where they start when no fresh position is known
  std::set<AreaId> areas;        ///< empty: anywhere
  std::set<std::string> skills;
  WeekWindows shifts;

  friend bool operator==(const Responder&, const Responder&) = default;
};
BOOST_DESCRIBE_STRUCT(Responder, (), (id, kind, organisation, base, place, areas, skills, shifts))

struct ResponderDetails {
  ResponderId id;
  std::string name;
  std::string phone;
};
BOOST_DESCRIBE_STRUCT(ResponderDetails, (), (id, name, phone))

/// One row of bases.csv. The name of a base is a place name, not personal data, and is used in reasons.
struct Base {
  BaseId id;
  std::string name;
  std::string kind; ///< fire_station, care_office, ...
  std::optional<GeoPoint> place;
  int minimum_crew = 0;

  friend bool operator==(const Base&, const Base&) = default;
};
BOOST_DESCRIBE_STRUCT(Base, (), (id, name, kind, place, minimum_crew))

BOOST_DEFINE_ENUM_CLASS(Service, rapid_home_care, ambulance, fire_control, police, third_sector,
                        clinical_advice)

/// These come to the person; fire and police come to the house.
[[nodiscard]] constexpr bool comes_to_the_person(Service service) noexcept {
  return service == Service::ambulance || service == Service::rapid_home_care;
}

/// A partner service as the configuration describes it. The telephone number is an organisation's, for a
/// human to ring.
struct Partner {
  PartnerId id;
  Service service = Service::rapid_home_care;
  std::string ring;       ///< the number a human rings when the partner is silent
  std::set<AreaId> areas; ///< empty: everywhere
  WeekWindows hours;      ///< empty: always
  Duration acknowledge_within = 60s;
  Duration arrive_within = 2h;

  friend bool operator==(const Partner&, const Partner&) = default;
};
BOOST_DESCRIBE_STRUCT(Partner, (), (id, service, ring, areas, hours, acknowledge_within, arrive_within))

} // namespace turnout
