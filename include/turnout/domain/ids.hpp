// The identifiers of the house. Values, any thread, no failure.
#pragma once

#include "turnout/base/id.hpp"

namespace turnout {

using HubId = Id<struct HubTag>;         ///< the broker user name of a hub
using AlarmId = Id<struct AlarmTag>;     ///< made by the hub, unique per hub
using MessageId = Id<struct MessageTag>; ///< made by any other sender, unique per sender
using PersonId = Id<struct PersonTag>;
using ResponderId = Id<struct ResponderTag>; ///< also the broker user name of the phone
using BaseId = Id<struct BaseTag>;           ///< a fire station or care office
using PartnerId = Id<struct PartnerTag>;
using IncidentId = Id<struct IncidentTag>;
using OfferId = Id<struct OfferTag>;
using RequestId = Id<struct RequestTag>; ///< one request to a partner service
using AlertId = Id<struct AlertTag>;
using OperatorId = Id<struct OperatorTag>; ///< a named human
using AreaId = Id<struct AreaTag>;         ///< commissioning locality
using TextId = Id<struct TextTag>;         ///< of a text kept beside the journal, see kept_text.hpp
using PlanRevision = Id<struct PlanRevisionTag>;
using EffectKey = Id<struct EffectKeyTag>; ///< idempotency key: "<sequence>.<index>" with its epoch

} // namespace turnout
