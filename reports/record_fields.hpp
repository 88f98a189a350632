#pragma once

/// The fields of a record under their names in run.json, in their order there. Writing and reading
/// both walk these lists, so that a field that is written is read, and a new one is one line.

#include <concepts>
#include <type_traits>

#include "reports/record.hpp"

namespace packetproof {

template <typename Record, typename Wanted>
concept RecordOf = std::same_as<std::remove_const_t<Record>, Wanted>;

template <typename Visit>
void visit_fields(Visit& visit, RecordOf<Tool> auto& record) {
  visit("name", record.name);
  visit("version", record.version);
  visit("validators", record.validators);
  visit("schemas_sha256", record.schemas_sha256);
}

template <typename Visit>
void visit_fields(Visit& visit, RecordOf<Summary> auto& record) {
  visit("planned", record.planned);
  visit("judged", record.judged);
  visit("passed", record.passed);
  visit("failed", record.failed);
  visit("warned", record.warned);
  visit("info", record.info);
  visit("disputed", record.disputed);
  visit("inconclusive", record.inconclusive);
  visit("errors", record.errors);
  visit("skipped", record.skipped);
  visit("notrun", record.notrun);
}

template <typename Visit>
void visit_fields(Visit& visit, RecordOf<PhaseRecord> auto& record) {
  visit("name", record.name);
  visit("summary", record.summary);
}

template <typename Visit>
void visit_fields(Visit& visit, RecordOf<RequirementRecord> auto& record) {
  visit("id", record.id);
  visit("level", record.level);
  visit("status", record.status);
  visit("source", record.source);
  visit("text", record.text);
  visit("cases", record.cases);
  visit("checked", record.checked);
  visit("failed", record.failed);
}

template <typename Visit>
void visit_fields(Visit& visit, RecordOf<FindingRecord> auto& record) {
  visit("fingerprint", record.fingerprint);
  visit("requirement", record.requirement);
  visit("level", record.level);
  visit("kind", record.kind);
  visit("outcome", record.outcome);
  visit("message", record.message);
  visit("observation", record.observation);
  visit("instance", record.instance);
  visit("instances", record.instances);
  visit("shrunk", record.shrunk);
  visit("shrink_requests", record.shrink_requests);
  visit("nearest", record.nearest);
  visit("line", record.line);
  visit("column", record.column);
  visit("confirmed", record.confirmed);
  visit("attempts", record.attempts);
  visit("expected", record.expected);
}

template <typename Visit>
void visit_fields(Visit& visit, RecordOf<VariationRecord> auto& record) {
  visit("name", record.name);
  visit("requirement", record.requirement);
  visit("count", record.count);
}

template <typename Visit>
void visit_fields(Visit& visit, RecordOf<PropertyRecord> auto& record) {
  visit("id", record.id);
  visit("instances", record.instances);
  visit("requests", record.requests);
  visit("valid", record.valid);
  visit("invalid", record.invalid);
  visit("open", record.open);
  visit("disputed", record.disputed);
  visit("variations", record.variations);
}

/// Without `exchanges`, which only events hold, and `elapsed_us`, which run.json keeps in "timing".
template <typename Visit>
void visit_fields(Visit& visit, RecordOf<CaseRecord> auto& record) {
  visit("id", record.id);
  visit("title", record.title);
  visit("phase", record.phase);
  visit("level", record.level);
  visit("requirements", record.requirements);
  visit("checked", record.checked);
  visit("outcome", record.outcome);
  visit("kind", record.kind);
  visit("reason_code", record.reason_code);
  visit("reason", record.reason);
  visit("expectation", record.expectation);
  visit("side_effect", record.side_effect);
  visit("sha256", record.sha256);
  visit("findings", record.findings);
}

/// Without the time of each case, which stands beside these as "cases".
template <typename Visit>
void visit_fields(Visit& visit, RecordOf<Timing> auto& record) {
  visit("started_utc", record.started_utc);
  visit("finished_utc", record.finished_utc);
  visit("elapsed_ms", record.elapsed_ms);
  visit("judging_ms", record.judging_ms);
  visit("jobs", record.jobs);
  visit("requests", record.requests);
  visit("probes", record.probes);
  visit("confirmations", record.confirmations);
  visit("shrinks", record.shrinks);
  visit("resends", record.resends);
  visit("acceptable", record.acceptable);
}

/// `schema_version` comes first, for a reader decides by it whether the rest means anything.
template <typename Visit>
void visit_fields(Visit& visit, RecordOf<RunRecord> auto& record) {
  visit("schema_version", record.schema_version);
  visit("tool", record.tool);
  visit("seed", record.seed);
  visit("plan_sha256", record.plan_sha256);
  visit("endpoint", record.endpoint);
  visit("profile", record.profile);
  visit("fail_on", record.fail_on);
  visit("summary", record.summary);
  visit("phases", record.phases);
  visit("requirements", record.requirements);
  visit("properties", record.properties);
  visit("cases", record.cases);
  visit("remarks", record.remarks);
  visit("verdict", record.verdict);
  visit("exit_code", record.exit_code);
  visit("timing", record.timing);
}

}  // namespace packetproof
