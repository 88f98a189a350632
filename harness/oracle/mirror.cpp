#include "harness/oracle/mirror.hpp"

#include <algorithm>
#include <vector>

namespace packetproof {
namespace {

/// Takes away what both sides hold; returns whether the rest of both is empty.
void cancel(std::vector<Asked>& asked, std::vector<const OperationView*>& answered) {
  std::erase_if(answered, [&](const OperationView* answer) {
    const auto same = std::ranges::find(asked, answer->name);
    if (same == asked.end()) return false;
    asked.erase(same);
    return true;
  });
}

/// An answer that stands in the place of a question: of the same operator if there is one.
const OperationView* take_substitute(const Asked& question,
                                     std::vector<const OperationView*>& answered) {
  if (answered.empty()) return nullptr;
  auto found = std::ranges::find_if(answered, [&](const OperationView* answer) {
    return answer->name.operator_name == question.operator_name;
  });
  if (found == answered.end()) found = answered.begin();
  const OperationView* taken = *found;
  answered.erase(found);
  return taken;
}

}  // namespace

Mirror mirror_of(std::span<const Asked> questions, const AnswerView& view, const XmlNode& root) {
  Mirror mirror;
  std::vector<Asked> asked(questions.begin(), questions.end());
  std::vector<const OperationView*> answered;
  for (const OperationView& operation : view.operations) answered.push_back(&operation);
  cancel(asked, answered);

  for (const Asked& question : asked) {
    const OperationView* instead = take_substitute(question, answered);
    if (instead == nullptr) {
      mirror.missing = &root;
    } else if (instead->name.operator_name != question.operator_name) {
      mirror.other_operator = instead->node;
    } else {
      mirror.other_operation = instead->node;
    }
  }
  for (const OperationView* extra : answered) {
    const bool known = std::ranges::find(questions, extra->name) != questions.end();
    (known ? mirror.repeated : mirror.unasked) = extra->node;
  }
  if (!mirror.complete()) return mirror;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (view.operations[i].name == questions[i]) continue;
    mirror.out_of_order = view.operations[i].node;
    break;
  }
  return mirror;
}

}  // namespace packetproof
