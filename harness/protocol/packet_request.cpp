#include <fmt/format.h>

#include <charconv>

#include "harness/protocol/packet_walk.hpp"
#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

/// An integer's text as a number; none where it does not fit.
std::optional<std::int64_t> number_of(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

BackupServerInput PacketWalk::input(const XmlNode& node) {
  const Scope scope(*this, node);
  enter(node, SchemaType::backup_server_input);
  return input_content(node);
}

BackupServerInput PacketWalk::input_content(const XmlNode& node) {
  BackupServerInput input;
  Sequence children(*this, node);
  // R-XSD-storage-choice
  if (const XmlNode* remote = children.take("remote")) {
    input.storage = Remote{.protocol = simple(*remote, SchemaType::string)};
  } else if (const XmlNode* local = children.need("local")) {
    empty(*local);
  }
  if (const XmlNode* prefix = children.take("prefix")) {
    input.prefix = simple(*prefix, SchemaType::string);
  }
  if (const XmlNode* description = children.need("description")) {
    input.description = simple(*description, SchemaType::string);
  }
  if (const XmlNode* size = children.take("split-size")) {
    const std::string text = simple(*size, SchemaType::integer);
    input.split_size = number_of(text);
    if (!input.split_size) {
      fail(*size, fmt::format("split-size {} is beyond 64 bits", text), ParseError::Reason::range);
    }
  }
  // R-XSD-content-choice
  if (const XmlNode* hosting = children.take("only-hosting")) {
    any(*hosting);
    input.content = Content::only_hosting;
  } else if (const XmlNode* mail = children.take("only-mail")) {
    any(*mail);
    input.content = Content::only_mail;
  }
  if (const XmlNode* configuration = children.take("only-configuration")) {
    any(*configuration);
    input.only_configuration = true;
  }
  children.end();
  return input;
}

void PacketWalk::request_settings(const XmlNode& node) {
  const Scope scope(*this, node);
  enter(node, SchemaType::anonymous);
  Sequence settings(*this, node);
  for (const XmlNode* setting = settings.need("setting"); setting != nullptr;
       setting = settings.take("setting")) {
    const Scope setting_scope(*this, *setting);
    enter(*setting, SchemaType::anonymous);
    Sequence children(*this, *setting);
    if (const XmlNode* name = children.need("name")) any(*name);
    if (const XmlNode* value = children.take("value")) any(*value);
    children.end();
  }
  settings.end();
}

RequestPacket PacketWalk::request(const XmlNode& root) {
  RequestPacket packet;
  const Scope scope(*this, root);
  enter(root, SchemaType::anonymous, true);
  for (const XmlAttribute& attribute : root.attributes) {
    if (attribute.namespace_uri.empty()) packet.version = attribute.value;
  }
  Sequence children(*this, root);
  if (const XmlNode* settings = children.take("request-settings")) request_settings(*settings);
  // R-XSD-operator-required, R-DOC28722-several-operators
  for (const XmlNode* manager = children.need("backup-manager"); manager != nullptr;
       manager = children.take("backup-manager")) {
    const Scope manager_scope(*this, *manager);
    enter(*manager, SchemaType::anonymous);
    Sequence operations(*this, *manager);
    for (const XmlNode* operation = operations.need("backup-server"); operation != nullptr;
         operation = operations.take("backup-server")) {
      packet.operations.push_back(input(*operation));
    }
    operations.end();
  }
  children.end();
  return packet;
}

std::expected<RequestPacket, ParseError> parse_request(std::string_view bytes) {
  const auto document = read_packet(bytes, {});
  if (!document) return std::unexpected(document.error());
  PacketWalk walk(PacketWalk::Side::request);
  RequestPacket packet = walk.request(document->root);
  if (auto fault = walk.fault()) return std::unexpected(std::move(*fault));
  return packet;
}

std::vector<Asked> operations_asked(std::string_view bytes) {
  const auto document = read_xml(bytes, {.allow_doctype = true});
  return document ? operations_asked(document->root) : std::vector<Asked>();
}

std::vector<Asked> operations_asked(const XmlNode& root) {
  std::vector<Asked> asked;
  for (const XmlNode& manager : root.children) {
    if (!manager.is_element() || manager.is("request-settings")) continue;
    for (const XmlNode& operation : manager.children) {
      if (!operation.is_element()) continue;
      asked.push_back({.operator_name = manager.name, .operation_name = operation.name});
    }
  }
  return asked;
}

}  // namespace packetproof
