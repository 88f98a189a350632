#pragma once

/// Writes elements in a spelling. Every text that XML can carry is read back as it was given.

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/protocol/packet.hpp"

namespace packetproof {

/// Collects a document; the first text that XML cannot carry is kept as the error of `finish`.
class XmlWriter {
 public:
  explicit XmlWriter(const Spelling&);

  /// An element of elements, until `close`.
  void open(std::string_view name);
  /// An attribute of the element opened last, before anything else is written to it.
  void attribute(std::string_view name, std::string_view value);
  void close();
  void empty(std::string_view name);
  /// An element of text. `field` names the text in an error.
  void text(std::string_view name, std::string_view value, std::string_view field);
  void text(std::string_view name, std::string_view value) { text(name, value, name); }

  /// What stands before a field's name in an error: "operations[1].".
  void field_prefix(std::string prefix) { field_prefix_ = std::move(prefix); }

  /// The bytes in the spelling's encoding.
  std::expected<std::string, SerializeError> finish();

 private:
  void start_tag(std::string_view name);
  void end_start_tag();
  void new_line(std::size_t depth);
  void escape(std::string_view value, bool in_attribute, std::string_view field);
  [[nodiscard]] bool carries(char32_t) const;

  Spelling spelling_;
  std::string out_;  // UTF-8
  std::vector<std::string> open_;
  bool in_start_tag_ = false;
  std::string field_prefix_;
  std::optional<SerializeError> error_;
};

}  // namespace packetproof
