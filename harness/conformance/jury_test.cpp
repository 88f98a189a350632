#include "harness/conformance/jury.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "harness/conformance/small_endpoints_test.hpp"

namespace packetproof {
namespace {

std::vector<Judge> judges(std::size_t count) {
  std::vector<Judge> made;
  while (made.size() < count) made.push_back(Judge::create(built_in_schemas()).value());
  return made;
}

/// Right, refused, wrong in its structure, no XML, and none at all.
Exchange exchange_number(int n) {
  Exchange exchange{.request = {.body = std::string(split)}};
  switch (n % 5) {
    case 0:
      exchange.response = answer(ok_answer(n));
      break;
    case 1:
      exchange.response = answer(refusal());
      break;
    case 2:
      exchange.response = answer("<packet version=\"1.6.7.0\"><system/></packet>");
      break;
    case 3:
      exchange.response = answer("<packet>" + std::to_string(n));
      break;
    default:
      exchange.response = std::unexpected(TransportError{.kind = TransportError::Kind::timeout});
  }
  return exchange;
}

std::string in_words(const Judgement& judgement) {
  std::string text(name_of(judgement.facts.decision));
  for (const Finding& finding : judgement.findings) {
    text += "\n" + fingerprint("", finding) + " " + finding.message;
  }
  for (const Requirement* row : judgement.checked) text += "\n" + std::string(row->id);
  return text;
}

class JuryOf : public testing::TestWithParam<std::size_t> {};

TEST_P(JuryOf, HandsAnswersBackInTheirOrderWithWhatOneJudgeFinds) {
  constexpr int answers = 300;
  const Expect expect{.demand = Demand::must_accept,
                      .requirement = requirement("R-PAGE-split-size-zero")};
  const RunContext context{.task_ids = {"5"}, .versions = {"1.6.7.0"}};
  std::vector<Judge> others = judges(GetParam());
  Judge own = std::move(judges(1).front());
  Judge alone = std::move(judges(1).front());
  Jury jury(own, others, nullptr);
  int submitted = 0;
  int taken = 0;
  while (taken < answers) {
    while (submitted < answers && !jury.full()) {
      jury.submit({.ticket = static_cast<std::uint64_t>(submitted),
                   .expect = &expect,
                   .exchange = exchange_number(submitted)});
      ++submitted;
    }
    jury.work();
    while (const auto hearing = jury.take()) {
      ASSERT_EQ(hearing->ticket, static_cast<std::uint64_t>(taken));
      ASSERT_NE(hearing->evidence, nullptr);
      EXPECT_EQ(in_words(conclude(expect, hearing->exchange, *hearing->evidence, context)),
                in_words(alone.judge_exchange(expect, exchange_number(taken), context)));
      ++taken;
    }
  }
  EXPECT_TRUE(jury.empty());
  EXPECT_FALSE(jury.take().has_value());
}

TEST_P(JuryOf, EndsWithAnswersThatNobodyTook) {
  const Expect expect;
  std::vector<Judge> others = judges(GetParam());
  Judge own = std::move(judges(1).front());
  Jury jury(own, others, nullptr);
  for (int n = 0; n < 20; ++n) jury.submit({.expect = &expect, .exchange = exchange_number(n)});
  EXPECT_TRUE(jury.full());
}

INSTANTIATE_TEST_SUITE_P(Judges, JuryOf, testing::Values(0U, 1U, 2U));

TEST(Jury, AloneIsFullWithTheFirstAnswerAndCountsItsTime) {
  const Expect expect;
  Judge own = std::move(judges(1).front());
  std::chrono::nanoseconds clock{0};
  Jury jury(own, {}, [&] { return clock += std::chrono::nanoseconds(3); });
  EXPECT_FALSE(jury.full());
  jury.submit({.expect = &expect, .exchange = exchange_number(0)});
  EXPECT_TRUE(jury.full());
  EXPECT_FALSE(jury.take().has_value());
  jury.work();
  EXPECT_TRUE(jury.take().has_value());
  EXPECT_EQ(jury.spent(), std::chrono::nanoseconds(3));
}

}  // namespace
}  // namespace packetproof
