#pragma once

/// The walk of RuleOracle over a request's tree. Belongs to rules_request*.cpp.

#include <string>
#include <string_view>
#include <vector>

#include "harness/oracle/verdict.hpp"
#include "harness/protocol/xml_reader.hpp"

namespace packetproof {

inline constexpr std::string_view xsi_namespace = "http://www.w3.org/2001/XMLSchema-instance";
inline constexpr std::string_view xsd_namespace = "http://www.w3.org/2001/XMLSchema";

/// What a type of the schema asks of its node.
enum class RequestType : std::uint8_t {
  anonymous,  // a type without a name: no xsi:type can name it
  text,       // "string" and what derives from it
  integer,
  id,         // "id_type": a positive integer
  input,      // "BackupServerInput"
  anything,   // xs:anyType, checked laxly
  plain,      // xs:string and its like: any text, no child
  unchecked,  // known to the schema, not to these rules (ruling Q-foreign-type)
  unknown     // not in the schema
};

/// The type that a name means, built-in types of the schema language included.
RequestType request_type(std::string_view namespace_uri, std::string_view local_name);

/// `[+-]?[0-9]+` after collapse.
bool is_integer(std::string_view text);

/// The characters of a node, comments and instructions left out.
std::string text_of(const XmlNode&);

class RequestWalk {
 public:
  /// A `packet`, as the root or inside lax content.
  void packet(const XmlNode&);

  void broken(const Requirement*, const XmlNode& where, std::string message);

  /// At most one of each requirement: the first.
  [[nodiscard]] std::vector<Violation> violations() && { return std::move(violations_); }

 private:
  class Inside;  // keeps the path and, in lax content, the requirement

  void request_settings(const XmlNode&);
  void setting(const XmlNode&);
  void backup_manager(const XmlNode&);
  void get_tasks_info(const XmlNode&);
  void owner(const XmlNode&);

  void input(const XmlNode&);
  void input_content(const XmlNode&);
  void input_node(const XmlNode&);
  void occurrence(const XmlNode& parent, const std::vector<const XmlNode*>& known,
                  const std::vector<std::string_view>& unknown);
  void order(const std::vector<const XmlNode*>& known);

  void lax(const XmlNode&);
  void lax_content(const XmlNode&);
  void lax_unknown(const XmlNode&);
  void content(const XmlNode&, RequestType, const Requirement*);
  void simple_content(const XmlNode&, RequestType, const Requirement*);

  /// The type that its xsi:type gives a node, else the declared one.
  RequestType attributes(const XmlNode&, RequestType declared, bool version_allowed = false);
  RequestType named_type(const XmlNode&, const XmlAttribute&, RequestType declared);
  [[nodiscard]] const std::string* namespace_of(std::string_view prefix) const;

  /// Says what is wrong with character data where only elements may stand.
  void only_elements(const XmlNode& parent, const Requirement*);
  /// False, and said, for an element in a namespace.
  bool in_no_namespace(const XmlNode&);

  std::vector<const XmlNode*> path_;
  std::vector<Violation> violations_;
  const Requirement* instead_ = nullptr;  // inside lax content everything breaks this one
};

class RequestWalk::Inside {
 public:
  Inside(RequestWalk& walk, const XmlNode& node) : walk_(walk) { walk_.path_.push_back(&node); }
  ~Inside() { walk_.path_.pop_back(); }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

 private:
  RequestWalk& walk_;
};

}  // namespace packetproof
