#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "harness/protocol/packet_walk.hpp"
#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

/// A valid xs:unsignedInt as a number.
std::uint32_t number_of(std::string_view text) {
  text = trim(text);
  // "+5" and "-0" are in the lexical space by XSD 1.1, open by 1.0 (ruling 14).
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// -?[0-9]+ (R-XSD-task-id-type)
bool is_task_id(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// The elements of a task that the walk only checks.
constexpr auto task_tail =
    std::to_array<std::string_view>({"started", "prefix", "filename", "protocol"});

}  // namespace

/// A value of an enumeration over xs:string: exactly one of them, nothing trimmed.
std::string PacketWalk::enumerated(const XmlNode& node,
                                   const std::vector<std::string_view>& values) {
  std::string text = simple(node, SchemaType::anonymous);
  if (std::ranges::find(values, text) == values.end()) {
    fail(node, fmt::format("\"{}\" is no value of <{}>", text, node.name));
  }
  return text;
}

/// The children of resultType; those of a type derived from it follow.
Result PacketWalk::result_content(Sequence& children) {
  Result result;
  // R-PAGE-status-required, R-XSD-status-value
  if (const XmlNode* status = children.need("status")) {
    const bool ok = enumerated(*status, {"ok", "error"}) == "ok";
    result.status = ok ? ResultStatus::ok : ResultStatus::error;
  }
  if (const XmlNode* errcode = children.take("errcode")) {
    result.errcode = number_of(simple(*errcode, SchemaType::unsigned_int));
  }
  if (const XmlNode* errtext = children.take("errtext")) {
    result.errtext = simple(*errtext, SchemaType::xs_string);
  }
  return result;
}

std::string PacketWalk::task_id(const XmlNode& node) {
  std::string text = collapse(simple(node, SchemaType::anonymous));
  if (!is_task_id(text)) fail(node, fmt::format("\"{}\" is no task-id", text));
  return text;
}

BackupCommandOutput PacketWalk::command_result_content(const XmlNode& node) {
  BackupCommandOutput output;
  Sequence children(*this, node);
  output.result = result_content(children);
  if (const XmlNode* id = children.take("task-id")) output.task_id = task_id(*id);
  children.end();
  return output;
}

/// R-XSD-result-once
BackupCommandOutput PacketWalk::command_output_content(const XmlNode& node) {
  BackupCommandOutput output;
  Sequence children(*this, node);
  if (const XmlNode* result = children.need("result")) {
    const Scope scope(*this, *result);
    enter(*result, SchemaType::command_result);
    output = command_result_content(*result);
  }
  children.end();
  return output;
}

BackupCommandOutput PacketWalk::command_output(const XmlNode& node) {
  const Scope scope(*this, node);
  enter(node, SchemaType::command_output);
  return command_output_content(node);
}

TaskInfo PacketWalk::task(const XmlNode& node) {
  TaskInfo task;
  const Scope scope(*this, node);
  enter(node, SchemaType::anonymous);
  Sequence children(*this, node);
  const XmlNode* owner = nullptr;
  for (const std::string_view name : {"customer-id", "webspace-id", "reseller-id"}) {
    if (owner == nullptr) owner = children.take(name);
  }
  if (owner == nullptr) owner = children.need("server");
  if (owner != nullptr) any(*owner);
  if (const XmlNode* id = children.need("id")) {
    any(*id);
    for (const XmlNode& child : id->children) {
      if (child.kind == XmlNode::Kind::text || child.kind == XmlNode::Kind::cdata) {
        task.id += child.text;
      }
    }
  }
  if (const XmlNode* status = children.need("status")) {
    task.status = enumerated(*status, {"working", "stopped", "failed", "finished"});
  }
  for (const std::string_view name : task_tail) {
    if (const XmlNode* child = children.need(name)) simple(*child, SchemaType::string);
  }
  children.end();
  return task;
}

TasksInfoOutput PacketWalk::tasks_info(const XmlNode& node) {
  TasksInfoOutput output;
  const Scope scope(*this, node);
  enter(node, SchemaType::anonymous);
  Sequence results(*this, node);
  for (const XmlNode* result = results.need("result"); result != nullptr;
       result = results.take("result")) {
    const Scope result_scope(*this, *result);
    enter(*result, SchemaType::anonymous);
    Sequence children(*this, *result);
    auto& [status, tasks] = output.results.emplace_back();
    status = result_content(children);
    while (const XmlNode* each = children.take("task")) tasks.push_back(task(*each));
    children.end();
  }
  results.end();
  return output;
}

ResponsePacket PacketWalk::answer(const XmlNode& root) {
  ResponsePacket packet;
  const Scope scope(*this, root);
  enter(root, SchemaType::anonymous, true);
  for (const XmlAttribute& attribute : root.attributes) {
    if (attribute.namespace_uri.empty()) packet.version = attribute.value;
  }
  Sequence children(*this, root);
  if (const XmlNode* system = children.take("system")) {
    const Scope system_scope(*this, *system);
    const SchemaType type = enter(*system, SchemaType::result_type);
    Sequence nodes(*this, *system);
    packet.content = result_content(nodes);
    if (const XmlNode* id = nodes.take("task-id")) {
      type == SchemaType::command_result ? static_cast<void>(task_id(*id))
                                         : fail(*id, "<task-id> in <system>");
    }
    nodes.end();
  } else {
    std::vector<OperatorOutput> operators;
    for (const XmlNode* manager = children.need("backup-manager"); manager != nullptr;
         manager = children.take("backup-manager")) {
      operators.push_back(operator_output(*manager));
    }
    packet.content = std::move(operators);
  }
  if (const XmlNode* output = children.take("output")) {
    packet.output = simple(*output, SchemaType::xs_string);
  }
  children.end();
  return packet;
}

/// R-XSD-answer-operation
OperatorOutput PacketWalk::operator_output(const XmlNode& node) {
  OperatorOutput output;
  const Scope scope(*this, node);
  enter(node, SchemaType::anonymous);
  Sequence operations(*this, node);
  do {
    if (const XmlNode* tasks = operations.take("get-tasks-info")) {
      output.operations.emplace_back(tasks_info(*tasks));
    } else if (const XmlNode* backup = operations.need("backup-server")) {
      output.operations.emplace_back(command_output(*backup));
    } else {
      break;
    }
  } while (!operations.at_end());
  return output;
}

std::expected<ResponsePacket, ParseError> parse_response(std::string_view bytes,
                                                         const XmlLimits& limits) {
  XmlLimits strict = limits;
  strict.allow_doctype = false;
  const auto document = read_packet(bytes, strict);
  if (!document) return std::unexpected(document.error());
  PacketWalk walk(PacketWalk::Side::answer);
  ResponsePacket packet = walk.answer(document->root);
  if (auto fault = walk.fault()) return std::unexpected(std::move(*fault));
  return packet;
}

}  // namespace packetproof
