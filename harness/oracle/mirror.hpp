#pragma once

/// Does the answer mirror the question: the same operators and operations, each once, in order?

#include <span>

#include "harness/oracle/answer_view.hpp"

namespace packetproof {

/// Each difference has one cause only. Null = none of this kind; else the node that shows it, or,
/// for something missing, the root.
struct Mirror {
  const XmlNode* other_operator = nullptr;   // answered in place of the one that was asked
  const XmlNode* other_operation = nullptr;  // ... of the same operator
  const XmlNode* missing = nullptr;          // asked and not answered
  const XmlNode* repeated = nullptr;         // answered more often than asked
  const XmlNode* unasked = nullptr;          // beside right answers
  const XmlNode* out_of_order = nullptr;     // all there, otherwise arranged

  /// The same answers, in whatever order.
  [[nodiscard]] bool complete() const {
    return other_operator == nullptr && other_operation == nullptr && missing == nullptr &&
           repeated == nullptr && unasked == nullptr;
  }
};

Mirror mirror_of(std::span<const Asked>, const AnswerView&, const XmlNode& root);

}  // namespace packetproof
