#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "harness/conformance/case_record.hpp"
#include "harness/conformance/properties.hpp"
#include "harness/protocol/schemas.hpp"

// A property has one row in the record, whatever the number of its instances.

namespace packetproof {
namespace {

/// Of several instances' outcomes the one that wins. A part that was not sent proves no whole.
constexpr std::array precedence = {Outcome::error,    Outcome::fail,   Outcome::inconclusive,
                                   Outcome::disputed, Outcome::notrun, Outcome::skip,
                                   Outcome::warn,     Outcome::info,   Outcome::pass};

std::size_t rank(Outcome outcome) {
  return static_cast<std::size_t>(std::ranges::find(precedence, outcome) - precedence.begin());
}

bool is_judged(const CaseRecord& instance) {
  return rank(instance.outcome) > rank(Outcome::skip) || instance.outcome == Outcome::fail ||
         instance.outcome == Outcome::disputed;
}

/// A refusal that the environment explains, such as remote storage that nobody set up, discards its
/// instance; as long as others were judged it leaves the property what they make of it.
std::vector<CaseRecord> without_discards(std::vector<CaseRecord> instances) {
  if (std::ranges::none_of(instances, is_judged)) return instances;
  for (CaseRecord& instance : instances) {
    if (instance.outcome != Outcome::inconclusive || !instance.reason_code.empty()) continue;
    instance.outcome = Outcome::info;
    for (FindingRecord& finding : instance.findings) {
      if (finding.outcome != Outcome::inconclusive) continue;
      finding.outcome = Outcome::info;
      finding.message += " (it may have its reason in the environment: the instance is discarded)";
    }
  }
  return instances;
}

/// Findings of one fingerprint become the worst of them, the first of those; worst first.
std::vector<FindingRecord> united_findings(const std::vector<CaseRecord>& instances) {
  std::map<std::string, FindingRecord> by_fingerprint;
  std::vector<std::string> order;
  for (const CaseRecord& instance : instances) {
    std::set<std::string_view> counted;
    for (const FindingRecord& finding : instance.findings) {
      const auto [at, is_new] = by_fingerprint.emplace(finding.fingerprint, finding);
      if (is_new) order.push_back(finding.fingerprint);
      FindingRecord& kept = at->second;
      const int seen =
          is_new ? 1 : kept.instances + (counted.contains(finding.fingerprint) ? 0 : 1);
      if (!is_new && rank(finding.outcome) < rank(kept.outcome)) kept = finding;
      kept.instances = seen;
      counted.insert(finding.fingerprint);
    }
  }
  std::vector<FindingRecord> findings;
  for (const Outcome outcome : precedence) {
    for (const std::string& fingerprint : order) {
      const FindingRecord& finding = by_fingerprint[fingerprint];
      if (finding.outcome == outcome) findings.push_back(finding);
    }
  }
  return findings;
}

/// Exchanges of the instances that a finding names, and of the first, as an example.
std::vector<ExchangeRecord> kept_exchanges(const std::vector<CaseRecord>& instances,
                                           const std::vector<FindingRecord>& findings) {
  std::vector<ExchangeRecord> kept;
  for (const CaseRecord& instance : instances) {
    const bool example = kept.empty() && !instance.exchanges.empty();
    if (example ||
        std::ranges::find(findings, instance.id, &FindingRecord::instance) != findings.end()) {
      kept.insert(kept.end(), instance.exchanges.begin(), instance.exchanges.end());
    }
  }
  return kept;
}

/// The reason of the outcome that won; where instances are missing, how many.
void give_reason(CaseRecord& row, const std::vector<CaseRecord>& instances) {
  const auto same = [&](const CaseRecord& c) { return c.outcome == row.outcome; };
  const auto first = std::ranges::find_if(instances, same);
  row.reason_code = first->reason_code;
  row.reason = first->reason;
  if (row.outcome != Outcome::notrun && row.outcome != Outcome::skip) return;
  row.reason = fmt::format("{} of {} instances were not sent: {}",
                           std::ranges::count_if(instances, same), instances.size(), row.reason);
}

void count_label(PropertyRecord& record, Label label) {
  switch (label) {
    case Label::valid:
      ++record.valid;
      return;
    case Label::invalid:
      ++record.invalid;
      return;
    case Label::open:
      ++record.open;
      return;
    case Label::disputed:
      break;
  }
  ++record.disputed;
}

}  // namespace

CaseRecord merge_instances(std::vector<CaseRecord> seen, const RequirementSet& requirements,
                           const RequirementSet& checked) {
  const std::vector<CaseRecord> instances = without_discards(std::move(seen));
  CaseRecord row = instances.front();
  row.id = row.id.substr(0, row.id.find('@'));
  if (const EndpointProperty* property = find_property(row.id); property != nullptr) {
    row.expectation = property->expectation;
  }
  row.requirements = requirements.ids();
  row.checked = checked.ids();
  row.findings = united_findings(instances);
  row.exchanges = kept_exchanges(instances, row.findings);
  row.elapsed_us = 0;
  std::string digests;
  for (const CaseRecord& instance : instances) {
    if (rank(instance.outcome) < rank(row.outcome)) row.outcome = instance.outcome;
    row.level = std::min(row.level, instance.level);
    if (instance.side_effect != "none") row.side_effect = instance.side_effect;
    row.elapsed_us += instance.elapsed_us;
    digests += instance.sha256;
  }
  row.sha256 = sha256(digests);
  const auto winner = std::ranges::find(row.findings, row.outcome, &FindingRecord::outcome);
  row.kind = winner == row.findings.end() ? FailureKind::none : winner->kind;
  give_reason(row, instances);
  return row;
}

std::vector<PropertyRecord> property_records(const Plan& plan) {
  std::vector<PropertyRecord> records;
  std::map<std::pair<std::string, std::string>, std::map<std::string, int>> counts;
  for (const PlannedCase& planned : plan.cases) {
    const Case& definition = planned.definition;
    if (definition.property.empty()) continue;
    auto at = std::ranges::find(records, definition.property, &PropertyRecord::id);
    if (at == records.end()) at = records.insert(at, {.id = definition.property});
    ++at->instances;
    at->requests += static_cast<int>(definition.steps.size());
    const RequestJudgement& judgement = planned.judgements.front();
    count_label(*at, judgement.label);
    const auto& violations = judgement.rules.violations;
    const std::string violated =
        violations.empty() ? "" : std::string(violations.front().requirement->id);
    for (const std::string_view variation : definition.variations) {
      ++counts[{definition.property, std::string(variation)}][violated];
    }
  }
  for (PropertyRecord& record : records) {
    for (const auto& [key, requirements] : counts) {
      if (key.first != record.id) continue;
      for (const auto& [requirement, count] : requirements) {
        record.variations.push_back({key.second, requirement, count});
      }
    }
  }
  return records;
}

}  // namespace packetproof
