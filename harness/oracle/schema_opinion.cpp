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

void apply(const Ruling& ruling, const OracleVerdict& rules, SchemaOpinion& opinion) {
  opinion.ruling = &ruling;
  opinion.valid = ruling.leeway == Leeway::none ? ruling.valid : rules.valid;
  if (opinion.valid) return;
  opinion.violations = rules.violations;
  if (opinion.violations.empty() && ruling.requirement != nullptr) {
    opinion.violations.push_back({ruling.requirement, std::string(ruling.title)});
  }
}

const Ruling* ruling_for(const Disagreement& disagreement) {
  for (const Ruling& ruling : all_rulings()) {
    if (ruling.side == disagreement.side && ruling.covers(disagreement)) return &ruling;
  }
  return nullptr;
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
  if (by_xerces.valid && by_libxml2.valid && structure.violations.empty()) {
    rules.valid = true;  // the schema set knows what we do not
    rules.violations.clear();
  }
  opinion.rules = in_a_word(rules);

  const bool validators_agree = opinion.xerces == opinion.libxml2;
  if (validators_agree && opinion.rules == opinion.xerces) {
    opinion.valid = rules.valid;
    opinion.violations = std::move(rules.violations);
    return opinion;
  }
  if (validators_agree && rules.valid && opinion.foreign) return opinion;
  const Disagreement disagreement{.packet = bytes,
                                  .side = Side::answer,
                                  .document = &document,
                                  .rules = &rules,
                                  .xerces = &by_xerces,
                                  .libxml2 = &by_libxml2};
  if (const Ruling* ruling = ruling_for(disagreement)) {
    apply(*ruling, rules, opinion);
    return opinion;
  }
  opinion.dispute = with_reason("rules", rules) + ", " + with_reason("Xerces-C++", by_xerces) +
                    ", " + with_reason("libxml2", by_libxml2);
  return opinion;
}

}  // namespace packetproof
