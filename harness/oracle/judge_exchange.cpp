#include <algorithm>
#include <utility>

#include "harness/oracle/findings.hpp"
#include "harness/oracle/judge.hpp"
#include "harness/oracle/judge_state.hpp"
#include "harness/oracle/normal_form.hpp"
#include "harness/oracle/rules.hpp"

namespace packetproof {

/// An answer as far as it can be understood. Views point into the reading, so it never moves.
struct ReadAnswer {
  AnswerReading reading;
  std::optional<SchemaOpinion> opinion;
  std::optional<AnswerView> view;
  AnswerFacts facts;

  /// The request has a say only in what is wrong.
  [[nodiscard]] bool whatever_was_asked() const {
    return opinion && opinion->valid && opinion->violations.empty() && opinion->dispute.empty() &&
           !opinion->foreign;
  }
};

struct Evidence {
  std::shared_ptr<const ReadAnswer> answer;  // null = none came
  std::vector<Asked> asked;
  AnswerFault fault = AnswerFault::none;
  std::optional<Mirror> mirror;
};

namespace {

/// The worst that a breach of this requirement can be, and no worse than the breach says.
Outcome outcome_of(Level level, Outcome breach) {
  if (breach == Outcome::disputed || breach == Outcome::inconclusive) return breach;
  const Outcome cap = level == Level::must     ? Outcome::fail
                      : level == Level::should ? Outcome::warn
                                               : Outcome::info;
  return std::min(breach, cap);
}

/// A request that is to be refused may name what no answer can mirror.
bool can_mirror(const Expect& expect, const Evidence& evidence) {
  const auto& view = evidence.answer->view;
  const bool refusal =
      expect.demand == Demand::must_refuse || expect.demand == Demand::should_refuse;
  return !refusal && !evidence.asked.empty() && view && !view->operations.empty();
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

void state_facts(ReadAnswer& answer) {
  AnswerFacts& facts = answer.facts;
  facts.well_formed = answer.reading.well_formed();
  if (answer.opinion) {
    facts.schema_valid = answer.opinion->valid;
    facts.rules = answer.opinion->rules;
    facts.xerces = answer.opinion->xerces;
    facts.libxml2 = answer.opinion->libxml2;
    facts.ruling = answer.opinion->ruling;
  } else if (!facts.well_formed && !answer.reading.beyond_limits()) {
    facts.rules = OracleSays::not_well_formed;
  }
  if (!answer.view) return;
  facts.decision = decision_of(*answer.view);
  facts.version = answer.view->version;
  bool first_error = true;
  for (const ResultView* result : answer.view->results()) {
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

/// What is at hand without looking into it.
Observation observe(const Expect& expect, const Exchange& exchange) {
  Observation seen{.expect = &expect,
                   .question = exchange.request.body,
                   .request = &exchange.request,
                   .resends = exchange.resends};
  if (exchange.response) {
    seen.response = &*exchange.response;
    seen.body = exchange.response->body;
  } else {
    seen.failure = &exchange.response.error();
  }
  return seen;
}

std::string_view content_type_of(const Observation& seen) {
  if (seen.response == nullptr) return {};
  return header(seen.response->headers, "Content-Type").value_or("");
}

/// The answer held against its question.
Evidence compare(const Observation& seen, std::shared_ptr<const ReadAnswer> read) {
  Evidence evidence{.answer = std::move(read)};
  const ReadAnswer& answer = *evidence.answer;
  if (!seen.expect->any_answer) {
    const auto& known = seen.expect->question;
    evidence.asked = known != nullptr && known->packet == seen.question
                         ? known->asked
                         : operations_asked(seen.question);
    evidence.fault = fault_of(answer.reading, *seen.body, seen.question);
  }
  if (can_mirror(*seen.expect, evidence)) {
    evidence.mirror = mirror_of(evidence.asked, *answer.view, answer.reading.document->root);
  }
  return evidence;
}

/// Completes the observation and applies the rules.
Judgement judge(Observation seen, const Evidence& evidence, const RunContext& context,
                std::span<const Rule> rules) {
  seen.context = &context;
  Judgement judgement;
  if (evidence.answer) {
    const ReadAnswer& answer = *evidence.answer;
    seen.decision = answer.facts.decision;
    if (!seen.expect->any_answer) {
      seen.asked = evidence.asked;
      seen.reading = &answer.reading;
      seen.fault = evidence.fault;
      if (answer.opinion) seen.schema = &*answer.opinion;
      if (answer.view) seen.view = &*answer.view;
    }
    seen.mirror = evidence.mirror;
    judgement.facts = answer.facts;
  }
  apply(rules, seen, judgement);
  arrange(judgement);
  return judgement;
}

}  // namespace

/// One strict pass decides whether a tree is looked at, and a validator run, at all.
std::shared_ptr<const ReadAnswer> Judge::State::read(std::string_view body,
                                                     std::string_view content_type,
                                                     std::string_view request) {
  std::string key = std::to_string(content_type.size()) + " ";  // so that no two pairs are one key
  key.append(content_type).append(body);
  if (const auto* const known = answers.find(key)) return *known;
  auto answer = std::make_shared<ReadAnswer>();
  answer->reading = read_answer(body, content_type);
  if (answer->reading.well_formed() && !answer->reading.opaque) {
    const XmlDocument& document = *answer->reading.document;
    answer->opinion = form_opinion(document, answer->reading.bytes(body), request, *xerces_answer,
                                   *libxml2_answer);
    if (has_meaning(*answer->opinion)) answer->view = view_answer(document);
  }
  state_facts(*answer);
  if (answer->whatever_was_asked()) answers.add(key, answer);
  return answer;
}

std::shared_ptr<const Evidence> Judge::examine(const Expect& expect, const Exchange& exchange) {
  const Observation seen = observe(expect, exchange);
  if (!seen.body) return std::make_shared<const Evidence>();
  return std::make_shared<const Evidence>(
      compare(seen, state_->read(*seen.body, content_type_of(seen), seen.question)));
}

Judgement conclude(const Expect& expect, const Exchange& exchange, const Evidence& evidence,
                   const RunContext& context) {
  return judge(observe(expect, exchange), evidence, context, all_rules());
}

Judgement Judge::judge_exchange(const Expect& expect, const Exchange& exchange,
                                const RunContext& context) {
  return judge_exchange(expect, exchange, context, all_rules());
}

Judgement Judge::judge_exchange(const Expect& expect, const Exchange& exchange,
                                const RunContext& context, std::span<const Rule> rules) {
  return judge(observe(expect, exchange), *examine(expect, exchange), context, rules);
}

Judgement Judge::judge_answer(const Expect& expect, std::string_view request,
                              std::string_view answer, const RunContext& context) {
  return judge_answer(expect, request, answer, context, all_rules());
}

Judgement Judge::judge_answer(const Expect& expect, std::string_view request,
                              std::string_view answer, const RunContext& context,
                              std::span<const Rule> rules) {
  const Observation seen{.expect = &expect, .question = request, .body = answer};
  return judge(seen, compare(seen, state_->read(answer, "", request)), context, rules);
}

}  // namespace packetproof
