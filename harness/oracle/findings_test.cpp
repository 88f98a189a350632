#include <gtest/gtest.h>

#include "harness/oracle/judge.hpp"

namespace packetproof {
namespace {

Finding finding() {
  return {.requirement = requirement("R-PAGE-order"),
          .kind = FailureKind::accepted_invalid,
          .outcome = Outcome::fail,
          .message = "A sentence",
          .observation = "task 27 at 12:30"};
}

TEST(Fingerprint, IsOfIdRequirementKindAndObservation) {
  const std::string print = fingerprint("xsd/order/a", finding());
  EXPECT_EQ(print.size(), 16U);
  EXPECT_EQ(print.find_first_not_of("0123456789abcdef"), std::string::npos);

  Finding same = finding();
  same.message = "Another sentence";
  same.line = 7;
  same.observation = "task 4711 at 07:05";
  EXPECT_EQ(fingerprint("xsd/order/a@s1.4", same), print);

  Finding other = finding();
  other.observation = "no task";
  EXPECT_NE(fingerprint("xsd/order/a", other), print);
  other = finding();
  other.kind = FailureKind::state;
  EXPECT_NE(fingerprint("xsd/order/a", other), print);
  other = finding();
  other.requirement = requirement("R-XSD-nil");
  EXPECT_NE(fingerprint("xsd/order/a", other), print);
  EXPECT_NE(fingerprint("xsd/order/b", finding()), print);
}

TEST(Finding, SomeKindsNeedGoodProbes) {
  Finding one = finding();
  for (const FailureKind kind :
       {FailureKind::rejected_valid, FailureKind::state, FailureKind::performance,
        FailureKind::timeout, FailureKind::transport, FailureKind::crash}) {
    one.kind = kind;
    EXPECT_TRUE(one.needs_probe()) << name_of(kind);
  }
  for (const FailureKind kind :
       {FailureKind::malformed, FailureKind::schema, FailureKind::semantic,
        FailureKind::wrong_error, FailureKind::leak, FailureKind::accepted_invalid}) {
    one.kind = kind;
    EXPECT_FALSE(one.needs_probe()) << name_of(kind);
  }
}

}  // namespace
}  // namespace packetproof
