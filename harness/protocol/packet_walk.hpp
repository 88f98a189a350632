#pragma once

/// Reads packets from a document's tree and checks them against schemas/*.xsd on the way: what the
/// walk takes is schema-valid, whatever it refuses is not.

#include <expected>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "harness/protocol/packet.hpp"
#include "harness/protocol/schema_types.hpp"
#include "harness/protocol/xml_reader.hpp"

namespace packetproof {

/// The document's tree if its root is `packet` without a namespace and every prefix is bound.
std::expected<XmlDocument, ParseError> read_packet(std::string_view bytes, const XmlLimits&);

/// One object a document. The first fault counts; what is returned after it means nothing.
class PacketWalk {
 public:
  enum class Side : bool { request, answer };
  explicit PacketWalk(Side side) : side_(side) {}

  RequestPacket request(const XmlNode& root);
  ResponsePacket answer(const XmlNode& root);

  /// To be asked once, when the root has been walked.
  std::optional<ParseError> fault();

 private:
  /// The element children of a node of elements, in order.
  class Sequence;
  /// While it lives, the node's namespace declarations are in scope.
  class Scope;

  // packet_walk.cpp: what every element has to keep
  void fail(const XmlNode& at, std::string message,
            ParseError::Reason = ParseError::Reason::schema);
  SchemaType enter(const XmlNode&, SchemaType declared, bool version_allowed = false);
  [[nodiscard]] std::optional<std::string_view> namespace_of(std::string_view qualified_name) const;
  std::optional<SchemaType> named_type(const XmlNode&, std::string_view qualified_name);
  std::string text_of(const XmlNode&);
  std::string simple(const XmlNode&, SchemaType declared);
  void empty(const XmlNode&);
  void any(const XmlNode&);
  void any_content(const XmlNode&);
  void lax_child(const XmlNode&);
  void content_of(const XmlNode&, SchemaType);
  void check_simple(const XmlNode&, std::string_view text, SchemaType);

  // packet_request.cpp
  BackupServerInput input(const XmlNode&);
  BackupServerInput input_content(const XmlNode&);
  void request_settings(const XmlNode&);

  // packet_response.cpp
  Result result_content(Sequence&);
  BackupCommandOutput command_output(const XmlNode&);
  BackupCommandOutput command_output_content(const XmlNode&);
  BackupCommandOutput command_result_content(const XmlNode&);
  std::string task_id(const XmlNode&);
  TasksInfoOutput tasks_info(const XmlNode&);
  OperatorOutput operator_output(const XmlNode&);
  TaskInfo task(const XmlNode&);
  std::string enumerated(const XmlNode&, const std::vector<std::string_view>& values);

  Side side_;
  std::optional<ParseError> fault_;
  std::vector<const XmlNode*> path_;  // the elements entered, outermost first
  std::set<std::string, std::less<>> ids_;
  std::vector<std::pair<std::string, const XmlNode*>> references_;
};

class PacketWalk::Sequence {
 public:
  Sequence(PacketWalk&, const XmlNode& parent);
  /// The next child, if it has this name; null otherwise.
  const XmlNode* take(std::string_view name);
  /// The next child, which must have this name: null only after a fault.
  const XmlNode* need(std::string_view name);
  /// A fault unless every child was taken.
  void end();
  [[nodiscard]] bool at_end() const { return next_ == children_.size(); }

 private:
  PacketWalk& walk_;
  const XmlNode& parent_;
  std::vector<const XmlNode*> children_;
  std::size_t next_ = 0;
};

class PacketWalk::Scope {
 public:
  Scope(PacketWalk& walk, const XmlNode& node) : walk_(walk) { walk_.path_.push_back(&node); }
  ~Scope() { walk_.path_.pop_back(); }
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

 private:
  PacketWalk& walk_;
};

}  // namespace packetproof
