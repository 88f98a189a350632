#include <algorithm>
#include <utility>

#include "harness/oracle/judge.hpp"
#include "harness/oracle/judge_state.hpp"
#include "harness/oracle/normal_form.hpp"
#include "harness/oracle/rules.hpp"

namespace packetproof {
namespace {

/// What the rows of an answer look at, with what owns it.
struct Evidence {
  AnswerReading reading;
  std::optional<SchemaOpinion> opinion;
  std::optional<AnswerView> view;
};

int severity(Outcome outcome) { return static_cast<int>(outcome); }

/// The worst that a breach of this requirement can be, and no worse than the breach says.
Outcome outcome_of(Level level, Outcome breach) {
  if (breach == Outcome::disputed || breach == Outcome::inconclusive) return breach;
  const Outcome cap = level == Level::must     ? Outcome::fail
                      : level == Level::should ? Outcome::warn
                                               : Outcome::info;
  return severity(breach) < severity(cap) ? breach : cap;
}

/// A request that is to be refused may name what no answer can mirror.
bool can_mirror(const Observation& seen) {
  const bool refusal =
      seen.expect->demand == Demand::must_refuse || seen.expect->demand == Demand::should_refuse;
  return !refusal && !seen.asked.empty() && seen.view != nullptr && !seen.view->operations.empty();
}

/// Worst first, of equals in the order in which they were found.
void file(std::vector<Finding>& findings, Finding finding) {
  const auto place = std::ranges::find_if(findings, [&](const Finding& other) {
    return severity(other.outcome) < severity(finding.outcome);
  });
  findings.insert(place, std::move(finding));
}

void apply(std::span<const Rule> rules, const Observation& seen, Judgement& judgement) {
  for (const Rule& rule : rules) {
    if (!rule.applies(seen)) continue;
    const Requirement* row =
        rule.filed_under == nullptr ? rule.requirement : rule.filed_under(seen);
    if (row == nullptr) continue;
    auto breach = rule.broken(seen);
    if (!breach || breach->outcome != Outcome::inconclusive) judgement.checked.push_back(row);
    if (!breach) continue;
    file(judgement.findings, {.requirement = row,
                              .kind = breach->kind.value_or(rule.kind),
                              .outcome = outcome_of(row->level, breach->outcome),
                              .message = std::move(breach->message),
                              .observation = std::move(breach->observation),
                              .line = breach->line,
                              .column = breach->column});
  }
}

/// Each requirement checked once, in the order of the table.
void arrange(Judgement& judgement) {
  std::ranges::sort(judgement.checked);
  const auto duplicates = std::ranges::unique(judgement.checked);
  judgement.checked.erase(duplicates.begin(), duplicates.end());
}

void state_facts(const Observation& seen, const Evidence& evidence, AnswerFacts& facts) {
  facts.well_formed = evidence.reading.well_formed();
  facts.decision = seen.decision;
  if (evidence.opinion) {
    facts.schema_valid = evidence.opinion->valid;
    facts.rules = evidence.opinion->rules;
    facts.xerces = evidence.opinion->xerces;
    facts.libxml2 = evidence.opinion->libxml2;
    facts.ruling = evidence.opinion->ruling;
  } else if (!facts.well_formed && !evidence.reading.beyond_limits()) {
    facts.rules = OracleSays::not_well_formed;
  }
  if (!evidence.view) return;
  facts.version = evidence.view->version;
  bool first_error = true;
  for (const ResultView* result : evidence.view->results()) {
    if (result->ok() && result->task_id) facts.task_ids.push_back(*result->task_id);
    if (result->ok() || !std::exchange(first_error, false)) continue;
    facts.errcode = result->code();
    facts.errtext = result->errtext.value_or("");
  }
}

/// Whether the answer's structure lets its meaning be judged.
bool has_meaning(const SchemaOpinion& opinion) {
  return opinion.violations.empty() &&
         (opinion.dispute.empty() || opinion.rules == OracleSays::valid);
}

/// Completes the observation and applies the rules. One strict pass decides whether a tree is
/// looked at, and a validator run, at all.
Judgement judge(Observation seen, std::span<const Rule> rules, SchemaValidator& xerces,
                SchemaValidator& libxml2) {
  Judgement judgement;
  Evidence evidence;
  if (seen.body) {
    const auto type =
        seen.response == nullptr ? std::nullopt : header(seen.response->headers, "Content-Type");
    evidence.reading = read_answer(*seen.body, type.value_or(""));
    if (evidence.reading.well_formed() && !evidence.reading.opaque) {
      const XmlDocument& document = *evidence.reading.document;
      evidence.opinion = form_opinion(document, evidence.reading.bytes(*seen.body), seen.question,
                                      xerces, libxml2);
      if (has_meaning(*evidence.opinion)) evidence.view = view_answer(document);
    }
    if (evidence.view) seen.decision = decision_of(*evidence.view);
    if (!seen.expect->any_answer) {
      seen.asked = operations_asked(seen.question);
      seen.reading = &evidence.reading;
      seen.fault = fault_of(evidence.reading, *seen.body, seen.question);
      if (evidence.opinion) seen.schema = &*evidence.opinion;
      if (evidence.view) seen.view = &*evidence.view;
    }
    if (can_mirror(seen)) {
      seen.mirror = mirror_of(seen.asked, *seen.view, evidence.reading.document->root);
    }
    state_facts(seen, evidence, judgement.facts);
  }
  apply(rules, seen, judgement);
  arrange(judgement);
  return judgement;
}

}  // namespace

Judgement Judge::judge_exchange(const Expect& expect, const Exchange& exchange,
                                const RunContext& context) {
  return judge_exchange(expect, exchange, context, all_rules());
}

Judgement Judge::judge_exchange(const Expect& expect, const Exchange& exchange,
                                const RunContext& context, std::span<const Rule> rules) {
  Observation seen{.expect = &expect,
                   .context = &context,
                   .question = exchange.request.body,
                   .request = &exchange.request,
                   .resends = exchange.resends};
  if (exchange.response) {
    seen.response = &*exchange.response;
    seen.body = exchange.response->body;
  } else {
    seen.failure = &exchange.response.error();
  }
  return judge(seen, rules, *state_->xerces_answer, *state_->libxml2_answer);
}

Judgement Judge::judge_answer(const Expect& expect, std::string_view request,
                              std::string_view answer, const RunContext& context) {
  return judge_answer(expect, request, answer, context, all_rules());
}

Judgement Judge::judge_answer(const Expect& expect, std::string_view request,
                              std::string_view answer, const RunContext& context,
                              std::span<const Rule> rules) {
  const Observation seen{
      .expect = &expect, .context = &context, .question = request, .body = answer};
  return judge(seen, rules, *state_->xerces_answer, *state_->libxml2_answer);
}

}  // namespace packetproof
