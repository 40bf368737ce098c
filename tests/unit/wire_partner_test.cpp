#include "unit/wire_decoding.hpp"

using namespace turnout;
using namespace turnout::test;

namespace {

constexpr std::string_view from_partner = "partner/rhc/reply";

} // namespace

TEST_CASE("a partner's answer is read whole") {
  const auto decoded =
      decode(from_partner, R"({"id":"p1","request":"Q1","state":"accepted","reference":"RHC/2026-17",
                                         "eta_at":"2026-11-22T13:30:00Z","reason":"Team two is free."})");
  const auto got = only<PartnerReplied>(decoded);
  CHECK(got.partner == PartnerId("rhc"));
  CHECK(got.request == RequestId("Q1"));
  CHECK(got.state == RequestState::accepted);
  CHECK(got.reference == "RHC/2026-17");
  CHECK(got.eta_at == noon + 90min);
  CHECK(kept(decoded, got.reason) == "Team two is free.");
}

TEST_CASE("a partner says only a partner's states") {
  const auto state = GENERATE("requested", "cancelled", "Accepted", "");
  INFO(state);
  const auto bad = only<Unusable>(
      decode(from_partner, R"({"id":"p1","request":"Q1","state":")" + std::string(state) + "\"}"));
  CHECK(bad.from == SenderKind::partner);
  CHECK(bad.member == "state");
  CHECK(bad.id == MessageId("p1"));
}

TEST_CASE("prose in a reference is left out and told, the answer counts") {
  const auto decoded =
      decode(from_partner, R"({"id":"p1","request":"Q1","state":"rejected","reference":"ask for Anne"})");
  CHECK(first<PartnerReplied>(decoded).state == RequestState::rejected);
  CHECK_FALSE(first<PartnerReplied>(decoded).reference);
  CHECK(second_unusable(decoded).member == "reference");
}

TEST_CASE("an answer without its request is refused, a retained one ignored") {
  CHECK(only<Unusable>(decode(from_partner, R"({"id":"p1","state":"accepted"})")).member == "request");
  CHECK(only<Unusable>(decode(from_partner, R"({"request":"Q1","state":"accepted"})")).member == "id");
  CHECK(decode(from_partner, R"({"id":"p1","request":"Q1","state":"accepted"})", true).ignored);
}
