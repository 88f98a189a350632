#include "harness/oracle/rules.hpp"

// The answer mirrors the question: DOC-28722, DOC-28728.

namespace packetproof {
namespace {

bool comparable(const Observation& seen) { return seen.mirror.has_value(); }

std::optional<Breach> shown(const XmlNode* node, std::string message, std::string observation) {
  if (node == nullptr) return std::nullopt;
  return Breach{.message = std::move(message),
                .observation = std::move(observation),
                .line = node->line,
                .column = node->column};
}

std::optional<Breach> other_operator(const Observation& seen) {
  return shown(seen.mirror->other_operator, "The answer is of an operator that was not asked",
               "another operator");
}

std::optional<Breach> other_operation(const Observation& seen) {
  return shown(seen.mirror->other_operation, "The answer is of an operation that was not asked",
               "another operation");
}

std::optional<Breach> answer_each(const Observation& seen) {
  if (seen.mirror->missing != nullptr) {
    return shown(seen.mirror->missing, "An operation of the request is not answered",
                 "fewer answers than operations");
  }
  return shown(seen.mirror->repeated, "An operation of the request is answered more than once",
               "more answers than operations");
}

std::optional<Breach> nothing_unasked(const Observation& seen) {
  return shown(seen.mirror->unasked, "The answer holds an operation beside those that were asked",
               "an operation not asked");
}

std::optional<Breach> in_order(const Observation& seen) {
  return shown(seen.mirror->out_of_order, "The answers do not come in the order of the operations",
               "another order");
}

constexpr Rule rules[] = {
    {.id = "same-operator",
     .requirement = requirement("R-DOC28728-same-operator"),
     .applies = comparable,
     .broken = other_operator},
    {.id = "same-operation",
     .requirement = requirement("R-DOC28728-same-operation"),
     .applies = comparable,
     .broken = other_operation},
    {.id = "answer-each",
     .requirement = requirement("R-DOC28722-answer-each"),
     .applies = comparable,
     .broken = answer_each},
    {.id = "nothing-unasked",
     .requirement = requirement("R-DOC28728-nothing-unasked"),
     .applies = comparable,
     .broken = nothing_unasked},
    {.id = "answer-order",
     .requirement = requirement("R-DOC28722-answer-order"),
     .applies =
         [](const Observation& seen) {
           return comparable(seen) && seen.asked.size() > 1 && seen.mirror->complete();
         },
     .broken = in_order},
};

}  // namespace

std::span<const Rule> mirror_rules() { return rules; }

}  // namespace packetproof
