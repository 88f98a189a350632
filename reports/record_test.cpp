#include "reports/record.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "reports/example_record.hpp"

namespace packetproof {
namespace {

/// Walks an enumeration until its names end, and reads each name back.
template <typename Enum, typename Parse>
std::set<std::string> names_of(Parse parse) {
  std::set<std::string> names;
  for (int value = 0; !name_of(static_cast<Enum>(value)).empty(); ++value) {
    const std::string name(name_of(static_cast<Enum>(value)));
    EXPECT_EQ(parse(name), static_cast<Enum>(value)) << name;
    names.insert(name);
  }
  return names;
}

TEST(Record, NamesAreThoseOfTheContractAndReadBack) {
  EXPECT_EQ(names_of<Level>(level_of), (std::set<std::string>{"MUST", "SHOULD", "MAY", "OBSERVE"}));
  EXPECT_EQ(names_of<Status>(status_of),
            (std::set<std::string>{"agreed", "inferred", "disputed-spec", "disputed-test",
                                   "undocumented"}));
  EXPECT_EQ(names_of<Outcome>(outcome_of),
            (std::set<std::string>{"PASS", "FAIL", "WARN", "INFO", "DISPUTED", "INCONCLUSIVE",
                                   "ERROR", "SKIP", "NOTRUN"}));
  EXPECT_EQ(names_of<FailureKind>(failure_kind_of),
            (std::set<std::string>{"none", "crash", "timeout", "transport", "malformed", "schema",
                                   "semantic", "accepted-invalid", "rejected-valid", "wrong-error",
                                   "leak", "state", "performance", "nondeterministic"}));
}

TEST(Record, NamesAreReadToTheLetter) {
  EXPECT_FALSE(level_of("must"));
  EXPECT_FALSE(outcome_of("PASS "));
  EXPECT_FALSE(outcome_of(""));
  EXPECT_FALSE(failure_kind_of("accepted_invalid"));
  EXPECT_FALSE(status_of("disputed"));
}

TEST(Record, SummarizeCountsEveryOutcomeOnce) {
  const Summary summary = summarize(ordinary_record().cases);
  EXPECT_EQ(summary, (Summary{.planned = 10,
                              .judged = 6,
                              .passed = 1,
                              .failed = 2,
                              .warned = 1,
                              .info = 1,
                              .disputed = 1,
                              .inconclusive = 1,
                              .errors = 1,
                              .skipped = 1,
                              .notrun = 1}));
}

TEST(Record, AnyTotalThatIsOffByOneDoesNotReconcile) {
  const Summary right = summarize(ordinary_record().cases);
  ASSERT_TRUE(right.reconciles());
  for (const auto total :
       {&Summary::planned, &Summary::judged, &Summary::passed, &Summary::failed, &Summary::warned,
        &Summary::info, &Summary::disputed, &Summary::inconclusive, &Summary::errors,
        &Summary::skipped, &Summary::notrun}) {
    Summary wrong = right;
    ++(wrong.*total);
    EXPECT_FALSE(wrong.reconciles());
  }
  EXPECT_FALSE((Summary{.passed = 1, .failed = -1}.reconciles()));
}

}  // namespace
}  // namespace packetproof
