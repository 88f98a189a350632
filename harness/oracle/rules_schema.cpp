#include <algorithm>

#include "harness/oracle/normal_form.hpp"
#include "harness/oracle/rules.hpp"

// The structure of an answer, a row a requirement; the walk over the tree is rules_answer.cpp.

namespace packetproof {
namespace {

consteval std::size_t row_of(std::string_view id) {
  return static_cast<std::size_t>(requirement(id) - requirement_table.data());
}

std::string with_status(const Observation& seen, std::string text) {
  if (seen.response == nullptr || seen.response->status == 200) return text;
  return "HTTP " + std::to_string(seen.response->status) + ", " + text;
}

template <std::size_t row>
bool is_evaluated(const Observation& seen) {
  if (seen.schema == nullptr) return false;
  const auto& rows = seen.schema->evaluated;
  return std::ranges::find(rows, &requirement_table[row]) != rows.end();
}

template <std::size_t row>
std::optional<Breach> is_violated(const Observation& seen) {
  const auto& all = seen.schema->violations;
  const auto found = std::ranges::find(all, &requirement_table[row], &Violation::requirement);
  if (found == all.end()) return std::nullopt;
  return Breach{.message = normalise(found->message),
                .observation = with_status(seen, normalise(found->message)),
                .line = found->line,
                .column = found->column};
}

template <std::size_t row>
consteval Rule structure(std::string_view id) {
  return {.id = id,
          .requirement = &requirement_table[row],
          .kind = FailureKind::schema,
          .applies = is_evaluated<row>,
          .broken = is_violated<row>};
}

/// Does the schema set lack what was asked for and answered?
bool answers_unknown_operation(const Observation& seen) {
  return seen.schema->foreign && !seen.schema->valid && seen.schema->violations.empty() &&
         (!seen.mirror || seen.mirror->complete());
}

std::optional<Breach> disputed(const Observation& seen) {
  if (!seen.schema->dispute.empty()) {
    return Breach{.message =
                      "The oracles differ about the structure of the answer, and no ruling "
                      "is recorded",
                  .observation = seen.schema->dispute,
                  .outcome = Outcome::disputed};
  }
  if (!answers_unknown_operation(seen)) return std::nullopt;
  return Breach{.message = "The schema set does not know this operation's answer",
                .observation = "operation beyond the schema set",
                .outcome = Outcome::disputed};
}

const Requirement* ruled(const Observation& seen) {
  if (seen.schema == nullptr || seen.schema->ruling == nullptr) return nullptr;
  const Ruling& ruling = *seen.schema->ruling;
  return ruling.leeway == Leeway::none ? nullptr : ruling.requirement;
}

std::optional<Breach> left_open(const Observation& seen) {
  const Ruling& ruling = *seen.schema->ruling;
  const bool either = ruling.leeway == Leeway::either;
  return Breach{.message = "The answer holds what a ruling leaves open",
                .observation = std::string(ruling.id),
                .kind = FailureKind::none,
                .outcome = either ? Outcome::info : Outcome::warn};
}

constexpr Rule rules[] = {
    structure<row_of("R-XSD-answer-root")>("answer-root"),
    structure<row_of("R-XSD-answer-envelope")>("answer-envelope"),
    structure<row_of("R-XSD-answer-operation")>("answer-operation"),
    structure<row_of("R-XSD-answer-namespace")>("answer-namespace"),
    structure<row_of("R-XSD-result-once")>("result-once"),
    structure<row_of("R-XSD-result-nodes")>("result-nodes"),
    structure<row_of("R-PAGE-status-required")>("status-required"),
    structure<row_of("R-XSD-status-value")>("status-value"),
    structure<row_of("R-XSD-errcode-type")>("errcode-type"),
    structure<row_of("R-XSD-errtext-type")>("errtext-type"),
    structure<row_of("R-XSD-task-id-type")>("task-id-type"),
    {.id = "errtext-escaped",
     .requirement = requirement("R-XML-errtext-escaped"),
     .kind = FailureKind::schema,
     .applies = is_evaluated<row_of("R-XSD-errtext-type")>,
     .broken = is_violated<row_of("R-XML-errtext-escaped")>},
    {.id = "oracles-agree",
     .requirement = requirement("R-XSD-answer-envelope"),
     .kind = FailureKind::schema,
     .applies =
         [](const Observation& seen) {
           return seen.schema != nullptr &&
                  (!seen.schema->dispute.empty() || answers_unknown_operation(seen));
         },
     .broken = disputed},
    {.id = "ruling",
     .kind = FailureKind::schema,
     .applies = [](const Observation& seen) { return ruled(seen) != nullptr; },
     .broken = left_open,
     .filed_under = ruled},
};

}  // namespace

std::span<const Rule> schema_rules() { return rules; }

}  // namespace packetproof
