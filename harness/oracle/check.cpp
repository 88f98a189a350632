#include "harness/oracle/check.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "harness/oracle/findings.hpp"
#include "harness/oracle/normal_form.hpp"

namespace packetproof {
namespace {

OracleSays in_a_word(const OracleVerdict& verdict) {
  if (verdict.valid) return OracleSays::valid;
  return verdict.well_formed ? OracleSays::invalid : OracleSays::not_well_formed;
}

Outcome outcome_of(Level level) {
  return level == Level::must ? Outcome::fail
                              : (level == Level::should ? Outcome::warn : Outcome::info);
}

Finding broken(const Violation& violation, bool well_formed) {
  const Requirement* row =
      violation.requirement != nullptr ? violation.requirement : requirement("R-XML-well-formed");
  return {.requirement = row,
          .kind = well_formed ? FailureKind::schema : FailureKind::malformed,
          .outcome = outcome_of(row->level),
          .message = violation.message,
          .observation = normalise(violation.message),
          .line = violation.line,
          .column = violation.column};
}

Finding left_open(const Ruling& ruling) {
  return {.requirement = ruling.requirement,
          .kind = FailureKind::none,
          .outcome = Outcome::info,
          .message = "A ruling bears on this packet: " + std::string(ruling.title),
          .observation = std::string(ruling.id)};
}

Finding disputed() {
  return {.requirement = requirement("R-XML-disputed-spelling"),
          .kind = FailureKind::schema,
          .outcome = Outcome::disputed,
          .message = "The oracles differ about this packet, and no ruling is recorded",
          .observation = "no ruling"};
}

}  // namespace

CheckResult check_request(Judge& judge, std::string_view packet) {
  RequestJudgement judged = judge.judge_request(packet);
  CheckResult result{.well_formed = judged.well_formed,
                     .conforms = judged.label == Label::valid || judged.label == Label::open,
                     .rules = in_a_word(judged.rules),
                     .xerces = in_a_word(judged.xerces),
                     .libxml2 = in_a_word(judged.libxml2),
                     .label = judged.label,
                     .ruling = judged.ruling};
  result.schema_valid =
      judged.label == Label::valid || (judged.label != Label::invalid && judged.rules.valid);
  if (judged.label == Label::invalid) {
    for (const Violation& violation : judged.rules.violations) {
      file(result.findings, broken(violation, judged.well_formed));
    }
  }
  if (judged.label == Label::disputed) file(result.findings, disputed());
  if (judged.ruling != nullptr && judged.ruling->requirement != nullptr) {
    file(result.findings, left_open(*judged.ruling));
  }
  return result;
}

CheckResult check_response(Judge& judge, std::string_view body, std::string_view request) {
  // Demand::either without a requirement: no decision is demanded.
  Judgement judged = judge.judge_answer({}, request, body, {});
  const AnswerFacts& facts = judged.facts;
  CheckResult result{.well_formed = facts.well_formed,
                     .schema_valid = facts.schema_valid,
                     .rules = facts.rules,
                     .xerces = facts.xerces,
                     .libxml2 = facts.libxml2,
                     .findings = std::move(judged.findings),
                     .ruling = facts.ruling};
  const auto any = [&](Outcome outcome) {
    return std::ranges::find(result.findings, outcome, &Finding::outcome) != result.findings.end();
  };
  const bool disputed = any(Outcome::disputed);
  result.conforms = !disputed && !any(Outcome::fail) && !any(Outcome::inconclusive);
  result.label = disputed ? Label::disputed : (result.schema_valid ? Label::valid : Label::invalid);
  return result;
}

std::string_view documented_sample() {
  return "<packet>\n"
         "  <backup-manager>\n"
         "    <backup-server>\n"
         "      <local/>\n"
         "      <description>Standard weekly backup</description>\n"
         "    </backup-server>\n"
         "  </backup-manager>\n"
         "</packet>\n";
}

}  // namespace packetproof
