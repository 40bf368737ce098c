// What is said about people's records, and about incidents that may long be closed. Nothing open changes by
// any of it. Values, any thread, no failure.
#pragma once

#include "turnout/domain/ids.hpp"
#include "turnout/domain/money.hpp"
#include "turnout/domain/outcome.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace turnout {

/// What of a record was looked at · and why.
BOOST_DEFINE_ENUM_CLASS(RecordPart, person, key_safe, contacts, search, handover, review, everything)
BOOST_DEFINE_ENUM_CLASS(ViewReason, incident, telephone_call, enrolment, change_of_details, care_review,
                        complaint, subject_access, other)

/// Somebody looks at people's records. It is in the journal before they see anything.
struct RecordViewed {
  MessageId id;
  OperatorId by;
  std::string role;             ///< as signed in
  std::vector<PersonId> people; ///< one; of a search all that were found
  RecordPart what = RecordPart::person;
  ViewReason why = ViewReason::other;
  std::optional<TextId> reason; ///< in their own words
  std::optional<IncidentId> incident;
  std::string console; ///< which desk

  friend bool operator==(const RecordViewed&, const RecordViewed&) = default;
};
BOOST_DESCRIBE_STRUCT(RecordViewed, (), (id, by, role, people, what, why, reason, incident, console))

/// Somebody was enrolled or their record edited by hand. The row itself came before it, as RegistryChanged.
struct PersonEdited {
  MessageId id;
  OperatorId by;
  PersonId person;
  bool enrolled = false; ///< not known before

  friend bool operator==(const PersonEdited&, const PersonEdited&) = default;
};
BOOST_DESCRIBE_STRUCT(PersonEdited, (), (id, by, person, enrolled))

BOOST_DEFINE_ENUM_CLASS(FollowUpResult, done, declined, not_reached, not_needed)

/// What became of a referral. Said again, the later word counts.
struct FollowUpSaid {
  MessageId id;
  OperatorId by;
  IncidentId incident;
  Referral referral = Referral::gp;
  FollowUpResult result = FollowUpResult::done;
  std::optional<TextId> note;

  friend bool operator==(const FollowUpSaid&, const FollowUpSaid&) = default;
};
BOOST_DESCRIBE_STRUCT(FollowUpSaid, (), (id, by, incident, referral, result, note))

BOOST_DEFINE_ENUM_CLASS(DisputeStep, opened, settled)

/// What is owed for one attendance is disputed, or settled at a sum.
struct DisputeSaid {
  MessageId id;
  OperatorId by;
  IncidentId incident;
  OfferId offer; ///< whose attendance
  DisputeStep step = DisputeStep::opened;
  std::optional<Money> settled_at; ///< instead of the tariff's sum; none: that sum stands
  std::optional<TextId> reason;

  friend bool operator==(const DisputeSaid&, const DisputeSaid&) = default;
};
BOOST_DESCRIBE_STRUCT(DisputeSaid, (), (id, by, incident, offer, step, settled_at, reason))

/// asked: they wanted it · left: the service is theirs no more · died · mistake: should never have been
/// there.
BOOST_DEFINE_ENUM_CLASS(ErasureReason, asked, left, died, mistake)

/// Somebody is to be forgotten: their row, their details and these texts go with the record that answers it.
struct PersonErased {
  MessageId id;
  OperatorId by;
  PersonId person;
  ErasureReason why = ErasureReason::asked;
  std::vector<TextId> texts; ///< what was written about them

  friend bool operator==(const PersonErased&, const PersonErased&) = default;
};
BOOST_DESCRIBE_STRUCT(PersonErased, (), (id, by, person, why, texts))

/// How much of one class of data had come to its age.
struct RetentionCount {
  std::string cls; ///< as the [retention] settings name it
  std::uint64_t count = 0;

  friend bool operator==(const RetentionCount&, const RetentionCount&) = default;
};
BOOST_DESCRIBE_STRUCT(RetentionCount, (), (cls, count))

/// Texts that have been kept as long as they may go with the record that answers it.
struct RetentionApplied {
  MessageId id;
  OperatorId by;
  std::vector<RetentionCount> counts;
  std::vector<TextId> texts;

  friend bool operator==(const RetentionApplied&, const RetentionApplied&) = default;
};
BOOST_DESCRIBE_STRUCT(RetentionApplied, (), (id, by, counts, texts))

} // namespace turnout
