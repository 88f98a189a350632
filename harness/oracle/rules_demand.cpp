#include <algorithm>
#include <string>

#include "harness/oracle/normal_form.hpp"
#include "harness/oracle/rules.hpp"

// The decision against what the case demands: accepted or refused, where, and with which code.
// A 5xx, silence or a page for people decides nothing, so these rules do not apply to it.

namespace packetproof {
namespace {

bool demands(const Observation& seen, Demand a, Demand b) {
  return seen.expect->demand == a || seen.expect->demand == b;
}
bool wants_acceptance(const Observation& seen) {
  return demands(seen, Demand::must_accept, Demand::should_accept);
}
bool wants_refusal(const Observation& seen) {
  return demands(seen, Demand::must_refuse, Demand::should_refuse);
}
bool refused(const Observation& seen) {
  return seen.decision == Decision::refused_system || seen.decision == Decision::refused_result;
}
bool decided(const Observation& seen) {
  return seen.reading != nullptr && seen.decision != Decision::none;
}

const ResultView* first_error(const Observation& seen) {
  if (seen.view == nullptr) return nullptr;
  for (const ResultView* result : seen.view->results()) {
    if (!result->ok()) return result;
  }
  return nullptr;
}

/// The refusal in the endpoint's words, without what varies.
std::string words_of(const Observation& seen) {
  std::string words(name_of(seen.decision));
  const ResultView* error = first_error(seen);
  if (error == nullptr) return words;
  if (const auto code = error->code()) words += ", errcode " + std::to_string(*code);
  if (error->errtext && !error->errtext->empty()) {
    const auto text = normalise(*error->errtext, texts_of(seen.question), seen.context->secrets);
    words += ": " + text;
  }
  return words;
}

Breach at_first_error(const Observation& seen, std::string message) {
  Breach breach{.message = std::move(message), .observation = words_of(seen)};
  if (const ResultView* error = first_error(seen)) {
    breach.line = error->node->line;
    breach.column = error->node->column;
  }
  return breach;
}

/// An answer to something else decides nothing about this request.
bool answers_this(const Observation& seen) { return !seen.mirror || seen.mirror->complete(); }

bool acceptance_is_judged(const Observation& seen) {
  return wants_acceptance(seen) && decided(seen) && answers_this(seen);
}

/// The version that the packet names was seen in no answer of the endpoint.
bool version_may_be_unknown(const Observation& seen) {
  return seen.expect->version && !seen.context->versions.contains(*seen.expect->version);
}

/// A server that allows one backup at a time executes the first operation and not the others.
bool busy_with_the_first(const Observation& seen) {
  return seen.decision == Decision::mixed && seen.asked.size() > 1 && seen.view != nullptr &&
         seen.view->results().front()->ok();
}

/// Has the refusal a reason that the packet cannot rule out?
bool proves_nothing(const Observation& seen) {
  if (seen.decision == Decision::refused_system) return version_may_be_unknown(seen);
  return seen.expect->environment_may_refuse || busy_with_the_first(seen);
}

std::optional<Breach> accepts(const Observation& seen) {
  if (seen.decision == Decision::accepted) return std::nullopt;
  const bool at_packet_level = seen.decision == Decision::refused_system;
  Breach breach = at_first_error(
      seen, at_packet_level ? "A request that is to be accepted is refused at packet level"
                            : "A request that is to be accepted ends in an execution error");
  const bool excused = !at_packet_level && seen.expect->value_may_be_refused;
  if (seen.expect->demand == Demand::should_accept || excused) breach.outcome = Outcome::warn;
  if (proves_nothing(seen)) breach.outcome = Outcome::inconclusive;
  return breach;
}

const Requirement* demanded(const Observation& seen) {
  if (seen.expect->requirement != nullptr) return seen.expect->requirement;
  return wants_refusal(seen) ? requirement("R-DOC28729-nothing-executed")
                             : requirement("R-DOC28729-valid-accepted");
}

/// Of several operations some may have been executed before the check-up failed.
bool executed_in_part(const Observation& seen) {
  return seen.decision == Decision::mixed && seen.asked.size() > 1;
}

Breach started(const Observation& seen, std::string message) {
  Breach breach{.message = std::move(message),
                .observation = std::string(name_of(seen.decision)),
                .kind = FailureKind::accepted_invalid};
  if (seen.expect->demand == Demand::should_refuse) breach.outcome = Outcome::warn;
  return breach;
}

std::optional<Breach> refuses(const Observation& seen) {
  if (refused(seen)) return std::nullopt;
  return started(seen, "A request that is to be refused is accepted");
}

std::optional<Breach> nothing_executed(const Observation& seen) {
  if (!executed_in_part(seen)) return std::nullopt;
  return started(seen, "Part of a packet that is to be refused is executed");
}

const Requirement* placed(const Observation& seen) { return seen.expect->system_requirement; }

std::optional<Breach> placement(const Observation& seen) {
  if (seen.decision != Decision::refused_result) return std::nullopt;
  return at_first_error(seen, "A check-up failure is reported in `result`, not in `system`");
}

const Requirement* coded(const Observation& seen) {
  return seen.expect->codes.empty() ? nullptr : seen.expect->code_requirement;
}

bool has_code(const Observation& seen) {
  const ResultView* error = first_error(seen);
  return wants_refusal(seen) && decided(seen) && refused(seen) && error != nullptr &&
         error->code().has_value();
}

std::optional<Breach> code(const Observation& seen) {
  const auto& codes = seen.expect->codes;
  if (std::ranges::find(codes, *first_error(seen)->code()) != codes.end()) return std::nullopt;
  return at_first_error(seen, "The error has another errcode than the documented one");
}

/// An observation of what the sources leave open; a MUST or SHOULD behind it asks something else.
const Requirement* left_open(const Observation& seen) {
  const Requirement* row = seen.expect->requirement;
  if (row == nullptr || row->level == Level::must || row->level == Level::should) return nullptr;
  return row;
}

std::optional<Breach> either(const Observation& seen) {
  Breach breach = at_first_error(seen, seen.decision == Decision::accepted
                                           ? "Left open by the sources: accepted"
                                           : "Left open by the sources: refused");
  breach.outcome = Outcome::info;
  return breach;
}

std::optional<Breach> status(const Observation& seen) {
  return Breach{.message = "Undocumented: what the endpoint answers",
                .observation = "HTTP " + std::to_string(seen.response->status),
                .outcome = Outcome::info};
}

constexpr Rule rules[] = {
    {.id = "accepts",
     .kind = FailureKind::rejected_valid,
     .applies = acceptance_is_judged,
     .broken = accepts,
     .filed_under = demanded},
    {.id = "refuses",
     .kind = FailureKind::accepted_invalid,
     .applies =
         [](const Observation& seen) {
           return wants_refusal(seen) && decided(seen) && !executed_in_part(seen);
         },
     .broken = refuses,
     .filed_under = demanded},
    {.id = "nothing-executed",
     .requirement = requirement("R-DOC28729-nothing-executed"),
     .kind = FailureKind::accepted_invalid,
     .applies =
         [](const Observation& seen) {
           return wants_refusal(seen) && decided(seen) && seen.asked.size() > 1;
         },
     .broken = nothing_executed},
    {.id = "placement",
     .kind = FailureKind::wrong_error,
     .applies =
         [](const Observation& seen) {
           return wants_refusal(seen) && decided(seen) && refused(seen);
         },
     .broken = placement,
     .filed_under = placed},
    {.id = "code",
     .kind = FailureKind::wrong_error,
     .applies = has_code,
     .broken = code,
     .filed_under = coded},
    {.id = "either",
     .kind = FailureKind::none,
     .applies =
         [](const Observation& seen) {
           return seen.expect->demand == Demand::either && decided(seen);
         },
     .broken = either,
     .filed_under = left_open},
    {.id = "status-observed",
     .kind = FailureKind::none,
     .applies =
         [](const Observation& seen) {
           return seen.expect->any_answer && seen.response != nullptr;
         },
     .broken = status,
     .filed_under = left_open},
};

}  // namespace

std::span<const Rule> demand_rules() { return rules; }

}  // namespace packetproof
