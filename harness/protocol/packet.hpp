#pragma once

/// The protocol's own types, and their way to bytes and back.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "harness/protocol/xml_reader.hpp"

namespace packetproof {

struct Local {
  bool operator==(const Local&) const = default;
};
struct Remote {
  std::string protocol = "ftp";
  bool operator==(const Remote&) const = default;
};

enum class Content : std::uint8_t { everything, only_hosting, only_mail };

/// What one `backup-server` request asks for: valid by construction, except for text that XML
/// cannot carry. Text is kept as written; the schema's white-space collapse is the reader's affair.
struct BackupServerInput {
  std::variant<Local, Remote> storage;
  std::optional<std::string> prefix;
  std::string description;
  std::optional<std::int64_t> split_size;  // KB; 0 = one file
  Content content = Content::everything;
  bool only_configuration = false;

  bool operator==(const BackupServerInput&) const = default;
};

/// A packet with one `backup-manager` and one or more `backup-server` operations.
struct RequestPacket {
  std::optional<std::string> version;
  std::vector<BackupServerInput> operations;

  bool operator==(const RequestPacket&) const = default;
};

enum class Encoding : std::uint8_t { utf8, utf16le, utf16be, latin1 };

/// How the same infoset is written.
struct Spelling {
  bool declaration = true;
  bool byte_order_mark = false;  // implied by UTF-16
  bool indent = false;
  Encoding encoding = Encoding::utf8;
};

struct SerializeError {
  std::string field;       // "description"
  std::size_t offset = 0;  // in bytes, into the field's text
  std::string message;
};

/// Refuses only text that XML 1.0 cannot carry: control characters, U+FFFE, U+FFFF, what is not
/// UTF-8 (surrogates included); in latin1 other characters become references.
std::expected<std::string, SerializeError> serialize(const BackupServerInput&,
                                                     const Spelling& = {});
std::expected<std::string, SerializeError> serialize(const RequestPacket&, const Spelling& = {});

/// The inverse of serialize. Accepts what the schema accepts for packets of `backup-server`
/// operations alone whose numbers fit the types above.
std::expected<RequestPacket, ParseError> parse_request(std::string_view packet);

enum class ResultStatus : std::uint8_t { ok, error };

/// resultType: the answer's status with the reason of a failure.
struct Result {
  ResultStatus status = ResultStatus::ok;
  std::optional<std::uint32_t> errcode;
  std::optional<std::string> errtext;

  bool operator==(const Result&) const = default;
};

/// BackupCommandOutput. `task_id` is the lexical form after white-space collapse, -?[0-9]+ of any
/// length.
struct BackupCommandOutput {
  Result result;
  std::optional<std::string> task_id;

  bool operator==(const BackupCommandOutput&) const = default;
};

/// One entry of a task list (`get-tasks-info`), as far as a probe needs it.
struct TaskInfo {
  std::string id;
  std::string status;

  bool operator==(const TaskInfo&) const = default;
};
struct TasksInfoOutput {
  std::vector<std::pair<Result, std::vector<TaskInfo>>> results;

  bool operator==(const TasksInfoOutput&) const = default;
};

using OperationOutput = std::variant<BackupCommandOutput, TasksInfoOutput>;

/// One `backup-manager` answer.
struct OperatorOutput {
  std::vector<OperationOutput> operations;

  bool operator==(const OperatorOutput&) const = default;
};

struct ResponsePacket {
  std::optional<std::string> version;
  std::variant<std::vector<OperatorOutput>, Result> content;  // operators, or the `system` answer
  std::optional<std::string> output;

  bool operator==(const ResponsePacket&) const = default;
};

/// Total: any bytes give a value or an error. Accepts exactly the answers that the schema allows
/// (schemas/agent_output.xsd), without a DOCTYPE and within the limits.
std::expected<ResponsePacket, ParseError> parse_response(std::string_view packet,
                                                         const XmlLimits& = {});

std::expected<std::string, SerializeError> serialize(const ResponsePacket&, const Spelling& = {});

/// Operators and operations that a request names, in order; what a right answer must mirror. Read
/// leniently: works for schema-invalid packets too, empty when the bytes are no XML.
struct Asked {
  std::string operator_name;
  std::string operation_name;
  bool operator==(const Asked&) const = default;
};
std::vector<Asked> operations_asked(std::string_view packet);
/// Of a packet that was read.
std::vector<Asked> operations_asked(const XmlNode& root);

}  // namespace packetproof
