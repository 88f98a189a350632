#include "harness/oracle/schema_opinion.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "harness/oracle/normal_form.hpp"

namespace packetproof {
namespace {

OracleSays in_a_word(const OracleVerdict& verdict) {
  if (!verdict.well_formed) return OracleSays::not_well_formed;
  return verdict.valid ? OracleSays::valid : OracleSays::invalid;
}

std::string with_reason(std::string_view who, const OracleVerdict& verdict) {
  std::string text = std::string(who) + ": " + std::string(name_of(in_a_word(verdict)));
  if (!verdict.valid && !verdict.violations.empty()) {
    text += " (" + normalise(verdict.violations.front().message) + ")";
  }
  return text;
}

/// By the ruling's letter where it binds, else as our rules read the document.
void apply(const Settlement& settlement, const OracleVerdict& rules, SchemaOpinion& opinion) {
  opinion.ruling = settlement.ruling;
  const bool letter = settlement.ruling != nullptr && settlement.ruling->leeway == Leeway::none;
  opinion.valid = letter && !settlement.agreed ? settlement.ruling->valid : rules.valid;
  if (opinion.valid) return;
  opinion.violations = rules.violations;
  const bool unnamed = opinion.violations.empty() && settlement.ruling != nullptr;
  if (unnamed && settlement.ruling->requirement != nullptr) {
    opinion.violations.push_back(
        {settlement.ruling->requirement, std::string(settlement.ruling->title)});
  }
}

}  // namespace

SchemaOpinion form_opinion(const XmlDocument& document, std::string_view bytes,
                           std::string_view request, SchemaValidator& xerces,
                           SchemaValidator& libxml2) {
  AnswerStructure structure = judge_answer_structure(document, request);
  SchemaOpinion opinion{.evaluated = structure.evaluated, .foreign = structure.foreign};
  if (document.doctype) {
    opinion.violations = std::move(structure.violations);
    opinion.valid = opinion.violations.empty();
    opinion.rules = opinion.valid ? OracleSays::valid : OracleSays::invalid;
    return opinion;
  }

  OracleVerdict rules{true, structure.valid(), structure.violations};
  std::ranges::copy(structure.unless_schema_knows, std::back_inserter(rules.violations));
  const OracleVerdict by_xerces = xerces.judge(bytes);
  const OracleVerdict by_libxml2 = libxml2.judge(bytes);
  opinion.xerces = in_a_word(by_xerces);
  opinion.libxml2 = in_a_word(by_libxml2);
  Disagreement disagreement;
  disagreement.packet = bytes;
  disagreement.side = Side::answer;
  disagreement.document = &document;
  disagreement.rules = &rules;
  disagreement.xerces = &by_xerces;
  disagreement.libxml2 = &by_libxml2;
  if (!rules.valid && structure.violations.empty()) {
    // The schema set knows what we do not: both say so, or one does and a ruling explains the
    // other, or neither does and a ruling leaves open what both refuse.
    const OracleVerdict known{.well_formed = true, .valid = true};
    disagreement.rules = &known;
    const Settlement settlement = settle(disagreement);
    const bool open = settlement.settled && settlement.ruling != nullptr &&
                      settlement.ruling->leeway == Leeway::either;
    const bool said = by_xerces.valid || by_libxml2.valid;
    if (settlement.settled && (said || open)) rules = known;
    disagreement.rules = &rules;
  }
  opinion.rules = in_a_word(rules);
  const bool validators_agree = opinion.xerces == opinion.libxml2;
  if (validators_agree && !by_xerces.valid && rules.valid && opinion.foreign) return opinion;
  const Settlement settlement = settle(disagreement);
  if (settlement.settled) {
    apply(settlement, rules, opinion);
    return opinion;
  }
  opinion.dispute = with_reason("rules", rules) + ", " + with_reason("Xerces-C++", by_xerces) +
                    ", " + with_reason("libxml2", by_libxml2);
  return opinion;
}

}  // namespace packetproof
