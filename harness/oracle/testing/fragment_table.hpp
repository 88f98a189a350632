#pragma once

/// How the tests of the request oracles say what they expect of a packet.

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>

#include "harness/oracle/judge.hpp"

namespace packetproof {

/// One packet, and what each oracle says: V valid, I invalid, N not well-formed, in the order
/// rules, Xerces-C++, libxml2.
struct FragmentRow {
  std::string_view packet;
  std::string_view verdicts;
  std::string_view requirements;  // that the rules find broken, with a space between
  std::string_view ruling;        // none: empty
};

/// One Judge for all tests of a program.
inline Judge& shared_judge() {
  static Judge judge = *Judge::create(built_in_schemas());
  return judge;
}

inline char letter(const OracleVerdict& verdict) {
  if (!verdict.well_formed) return 'N';
  return verdict.valid ? 'V' : 'I';
}

inline void expect_row(const FragmentRow& row, std::string_view packet) {
  const RequestJudgement judged = shared_judge().judge_request(packet);
  const std::string verdicts{letter(judged.rules), letter(judged.xerces), letter(judged.libxml2)};
  EXPECT_EQ(verdicts, row.verdicts) << packet;
  std::string broken;
  for (const Violation& violation : judged.rules.violations) {
    broken += (broken.empty() ? "" : " ") + std::string(violation.requirement->id);
    EXPECT_GT(violation.line, 0) << packet;
    EXPECT_FALSE(violation.message.empty()) << packet;
  }
  EXPECT_EQ(broken, row.requirements) << packet;
  EXPECT_EQ(judged.ruling == nullptr ? "" : judged.ruling->id, row.ruling) << packet;
  EXPECT_NE(judged.label, Label::disputed) << packet;
  EXPECT_EQ(judged.rules.valid, judged.rules.violations.empty()) << packet;
  EXPECT_EQ(judged.well_formed, verdicts[0] != 'N') << packet;
}

}  // namespace packetproof
