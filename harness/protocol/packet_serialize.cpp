#include <fmt/format.h>

#include "harness/protocol/packet.hpp"
#include "harness/protocol/xml_writer.hpp"

namespace packetproof {
namespace {

/// BackupServerInput, in the order that the schema demands (R-PAGE-order).
void write(XmlWriter& out, const BackupServerInput& input) {
  out.open("backup-server");
  if (const auto* remote = std::get_if<Remote>(&input.storage)) {
    out.text("remote", remote->protocol);
  } else {
    out.empty("local");
  }
  if (input.prefix) out.text("prefix", *input.prefix);
  out.text("description", input.description);
  if (input.split_size) out.text("split-size", fmt::to_string(*input.split_size));
  if (input.content == Content::only_hosting) out.empty("only-hosting");
  if (input.content == Content::only_mail) out.empty("only-mail");
  if (input.only_configuration) out.empty("only-configuration");
  out.close();
}

/// The children of resultType.
void write(XmlWriter& out, const Result& result) {
  out.text("status", result.status == ResultStatus::ok ? "ok" : "error");
  if (result.errcode) out.text("errcode", fmt::to_string(*result.errcode));
  if (result.errtext) out.text("errtext", *result.errtext);
}

void write(XmlWriter& out, const BackupCommandOutput& output) {
  out.open("backup-server");
  out.open("result");
  write(out, output.result);
  if (output.task_id) out.text("task-id", *output.task_id);
  out.close();
  out.close();
}

/// A task as the schema demands it; what TaskInfo does not hold is the server's own and empty.
void write(XmlWriter& out, const TaskInfo& task) {
  out.open("task");
  out.empty("server");
  out.text("id", task.id);
  out.text("status", task.status);
  out.empty("started");
  out.empty("prefix");
  out.empty("filename");
  out.text("protocol", "local");
  out.close();
}

void write(XmlWriter& out, const TasksInfoOutput& output) {
  out.open("get-tasks-info");
  for (const auto& [result, tasks] : output.results) {
    out.open("result");
    write(out, result);
    for (const TaskInfo& task : tasks) write(out, task);
    out.close();
  }
  out.close();
}

void write(XmlWriter& out, const std::vector<OperatorOutput>& operators) {
  for (const OperatorOutput& answer : operators) {
    out.open("backup-manager");
    for (const OperationOutput& operation : answer.operations) {
      std::visit([&out](const auto& each) { write(out, each); }, operation);
    }
    out.close();
  }
}

void open_packet(XmlWriter& out, const std::optional<std::string>& version) {
  out.open("packet");
  if (version) out.attribute("version", *version);
}

}  // namespace

std::expected<std::string, SerializeError> serialize(const BackupServerInput& input,
                                                     const Spelling& spelling) {
  return serialize(RequestPacket{.version = std::nullopt, .operations = {input}}, spelling);
}

std::expected<std::string, SerializeError> serialize(const RequestPacket& packet,
                                                     const Spelling& spelling) {
  XmlWriter out(spelling);
  open_packet(out, packet.version);
  out.open("backup-manager");
  for (std::size_t i = 0; i < packet.operations.size(); ++i) {
    if (packet.operations.size() > 1) out.field_prefix(fmt::format("operations[{}].", i));
    write(out, packet.operations[i]);
  }
  out.close();
  out.close();
  return out.finish();
}

std::expected<std::string, SerializeError> serialize(const ResponsePacket& packet,
                                                     const Spelling& spelling) {
  XmlWriter out(spelling);
  open_packet(out, packet.version);
  if (const auto* system = std::get_if<Result>(&packet.content)) {
    out.open("system");
    write(out, *system);
    out.close();
  } else {
    write(out, std::get<std::vector<OperatorOutput>>(packet.content));
  }
  if (packet.output) out.text("output", *packet.output);
  out.close();
  return out.finish();
}

}  // namespace packetproof
