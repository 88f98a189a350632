#include "harness/conformance/case_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace packetproof {
namespace {

/// Of what the findings say, the outcome that wins inside a case.
constexpr std::array precedence = {Outcome::fail, Outcome::inconclusive, Outcome::disputed,
                                   Outcome::warn, Outcome::info};

std::string_view demand_text(Demand demand) {
  switch (demand) {
    case Demand::must_accept:
      return "accepts it: status ok with a task-id of its own";
    case Demand::should_accept:
      return "should accept it; a refusal is a warning at most";
    case Demand::either:
      return "may accept or refuse it; the answer must be well-shaped";
    case Demand::should_refuse:
      return "should refuse it; an acceptance is a warning at most";
    case Demand::must_refuse:
      return "refuses it: an error, and no task";
  }
  return "";
}

/// What every record of the case says. `whole` adds what a row takes from its example.
CaseRecord skeleton(const PlannedCase& planned, bool whole = true) {
  const Case& definition = planned.definition;
  CaseRecord record;
  record.phase = name_of(definition.phase);
  record.level = definition.level();
  if (whole) {
    record.id = definition.id;
    record.title = definition.title;
    for (const Requirement* about : definition.requirements) {
      record.requirements.emplace_back(about->id);
    }
    record.expectation = expectation_of(definition);
  }
  record.side_effect = planned.acceptable ? "starts a backup where it is accepted" : "none";
  record.sha256 = planned.sha256;
  return record;
}

FindingRecord record_finding(const Case& definition, const JudgedFinding& judged,
                             const Redactor& redact) {
  const Finding& finding = judged.finding;
  FindingRecord record;
  record.fingerprint = fingerprint(definition.id, finding);
  record.requirement = finding.requirement == nullptr ? "" : std::string(finding.requirement->id);
  record.level = finding.requirement == nullptr ? Level::observe : finding.requirement->level;
  record.kind = finding.kind;
  record.outcome = finding.outcome;
  record.message = redact(finding.message);
  record.observation = redact(finding.observation);
  record.line = finding.line;
  record.column = finding.column;
  record.confirmed = judged.confirmed;
  record.attempts = judged.attempts;
  if (definition.property.empty()) return record;
  record.instance = definition.id;
  record.instances = 1;
  record.shrunk = !judged.shrunk.empty();
  record.shrink_requests = judged.shrink_requests;
  record.nearest = redact(judged.nearest);
  return record;
}

void conclude(CaseRecord& record) {
  record.outcome = Outcome::pass;
  for (const Outcome outcome : precedence) {
    const auto at = std::ranges::find(record.findings, outcome, &FindingRecord::outcome);
    if (at == record.findings.end()) continue;
    record.outcome = outcome;
    record.kind = at->kind;
    return;
  }
}

std::string head_of(const HttpRequest& request, const Redactor& redact) {
  std::string head =
      fmt::format("{} {} HTTP/1.1\n", request.method,
                  request.path.empty() ? std::string("(the endpoint's path)") : request.path);
  for (const auto& [name, value] : request.headers) {
    head += fmt::format("{}: {}\n", name,
                        !is_credential_header(name) ? redact(value)
                        : value.empty()             ? "[empty]"
                                                    : "[credential]");
  }
  return head;
}

std::string head_of(const HttpResponse& response, const Redactor& redact) {
  std::string head = fmt::format("HTTP status {}\n", response.status);
  for (const auto& [name, value] : response.headers) {
    head +=
        fmt::format("{}: {}\n", name, is_credential_header(name) ? "[credential]" : redact(value));
  }
  return head;
}

}  // namespace

std::string expectation_of(const Case& definition) {
  std::string text;
  for (std::size_t i = 0; i < definition.steps.size(); ++i) {
    const Expect& expect = definition.steps[i].expect;
    if (definition.steps.size() > 1) text += fmt::format("{}Step {}: ", i == 0 ? "" : " ", i + 1);
    text += "A right endpoint ";
    text += expect.any_answer ? "may answer as it likes" : demand_text(expect.demand);
    if (!expect.codes.empty())
      text += fmt::format(" (errcode {})", fmt::join(expect.codes, " or "));
    text += ".";
  }
  return text;
}

ExchangeRecord record_exchange(const Exchange& exchange, std::string_view purpose,
                               const Redactor& redact) {
  ExchangeRecord record;
  record.purpose = purpose;
  record.request_head = head_of(exchange.request, redact);
  record.request_body = redact(exchange.request.body);
  if (exchange.response) {
    record.response_head = head_of(*exchange.response, redact);
    record.response_body = redact(exchange.response->body);
  } else {
    record.transport_error = fmt::format("{}: {}", name_of(exchange.response.error().kind),
                                         redact(exchange.response.error().message));
    record.response_body = redact(exchange.response.error().partial);
  }
  record.elapsed_us = exchange.elapsed.count();
  return record;
}

CaseRecord record_unsent(const PlannedCase& planned, std::string_view code,
                         std::string_view reason) {
  CaseRecord record = skeleton(planned);
  record.outcome = planned.to_send() ? Outcome::notrun : planned.settled;
  record.reason_code = planned.to_send() ? std::string(code) : planned.reason_code;
  record.reason = planned.to_send() ? std::string(reason) : planned.reason;
  return record;
}

CaseRecord record_case(const PlannedCase& planned, const Attempt* attempt,
                       const Resolution& resolution, const Redaction& redaction, Detail detail) {
  const bool whole = detail == Detail::of_all || !resolution.findings.empty();
  CaseRecord record = skeleton(planned, whole);
  for (const Outcome outcome : precedence) {
    for (const JudgedFinding& judged : resolution.findings) {
      if (judged.finding.outcome != outcome) continue;
      record.findings.push_back(record_finding(planned.definition, judged, redaction.texts));
    }
  }
  conclude(record);
  record.reason_code = resolution.reason_code;
  record.reason = resolution.reason;
  if (attempt == nullptr) return record;
  if (whole) record.checked = attempt->checked.ids();
  const auto keep = [&](const Exchange& exchange, std::string_view purpose) {
    if (!whole) return;
    record.exchanges.push_back(record_exchange(exchange, purpose, redaction.bytes));
    if (!planned.definition.property.empty()) record.exchanges.back().instance = record.id;
  };
  for (const Exchange& exchange : attempt->exchanges) {
    keep(exchange, "case");
    record.elapsed_us += exchange.elapsed.count();
  }
  for (const JudgedFinding& judged : resolution.findings) {
    for (const Exchange& exchange : judged.shrunk) keep(exchange, "shrunk");
  }
  return record;
}

std::string_view limit_reason(std::string_view code) {
  if (code == "interrupted") return "the run was interrupted";
  if (code == "max-time") return "beyond --max-time";
  if (code == "max-backups") return "beyond --max-backups";
  if (code == "version-unknown") return "the target told no protocol version to send back";
  if (code == "endpoint-lost") return "the endpoint stopped answering";
  if (code == "no-good-probe") return "the endpoint did not accept the documented sample";
  return "";
}

}  // namespace packetproof
