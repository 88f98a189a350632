#pragma once

/// What an answer says, read from a tree whose structure is right.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/oracle/judge.hpp"
#include "harness/protocol/xml_reader.hpp"

namespace packetproof {

/// One `result`, or the `system` answer. Numbers in their lexical form, collapsed.
struct ResultView {
  std::string status{};
  std::optional<std::string> errcode{}, errtext{}, task_id{};
  const XmlNode* node = nullptr;

  [[nodiscard]] bool ok() const { return status == "ok"; }
  /// The code as a number; none where it is absent or does not fit.
  [[nodiscard]] std::optional<std::uint32_t> code() const;
};

/// The answer to one operation.
struct OperationView {
  Asked name{};
  std::vector<ResultView> results{};
  const XmlNode* node = nullptr;

  [[nodiscard]] bool starts_backup() const { return name.operation_name == "backup-server"; }
};

struct AnswerView {
  std::optional<std::string> version;
  std::vector<OperationView> operations;
  std::optional<ResultView> system;
  std::optional<std::string> output;

  /// Every result, and `system`.
  [[nodiscard]] std::vector<const ResultView*> results() const;
};

/// Of a document whose root is `packet`. Total, lenient.
AnswerView view_answer(const XmlDocument&);

Decision decision_of(const AnswerView&);

/// Characters of an element, CDATA included, comments and instructions left out.
std::string characters_of(const XmlNode&);

}  // namespace packetproof
