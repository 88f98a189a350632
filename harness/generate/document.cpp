#include "harness/generate/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

/// XML and our schemas take each of these for something else than itself where it stands alone.
bool needs_escape(char32_t c, char quote) {
  const bool in_attribute = quote != '\0';
  switch (c) {
    case U'&':
    case U'<':
    case U'\r':
      return true;
    case U'>':  // always, for the sake of "]]>"
      return !in_attribute;
    case U'\t':
    case U'\n':
      return in_attribute;
    default:
      return in_attribute && c == static_cast<unsigned char>(quote);
  }
}

std::string reference(char32_t c, DocumentNode::Form form) {
  const auto value = static_cast<std::uint32_t>(c);
  if (form == DocumentNode::Form::decimal) return fmt::format("&#{};", value);
  return fmt::format("&#x{:X};", value);
}

/// `quote` is 0 in content.
std::string escaped(std::string_view text, char quote, DocumentNode::Form form, bool latin1) {
  using Form = DocumentNode::Form;
  const bool plain = (form == Form::plain || form == Form::cdata) && !latin1;
  if (plain && text.find_first_of("&<>\r\t\n\"'") == std::string_view::npos) {
    return std::string(text);
  }
  std::string out;
  while (!text.empty()) {
    const CodePoint c = decode_utf8(text);
    const bool all = form == Form::decimal || form == Form::hexadecimal;
    if (c.size == 0) {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    // What XML cannot carry at all is written as it is: a reference to it would be another fault.
    const bool referable = is_xml_char(c.value);
    if (referable && (all || needs_escape(c.value, quote) || (latin1 && c.value > 0xFF))) {
      const bool named = !all && (c.value == U'&' || c.value == U'<' || c.value == U'>');
      if (named) {
        out += c.value == U'&' ? "&amp;" : c.value == U'<' ? "&lt;" : "&gt;";
      } else {
        out += reference(c.value, form);
      }
    } else {
      out += text.substr(0, c.size);
    }
    text.remove_prefix(c.size);
  }
  return out;
}

/// A carriage return in a section would be read as a line feed.
bool fits_cdata(std::string_view text, bool latin1) {
  if (text.contains('\r') || text.contains("]]>")) return false;
  for (; latin1 && !text.empty();) {
    const CodePoint c = decode_utf8(text);
    if (c.size == 0 || c.value > 0xFF) return false;
    text.remove_prefix(c.size);
  }
  return true;
}

void write_node(std::string& out, const DocumentNode& node, bool latin1) {
  if (node.kind == DocumentNode::Kind::markup) {
    out += node.text;
    return;
  }
  if (node.kind == DocumentNode::Kind::text) {
    if (node.form == DocumentNode::Form::cdata && fits_cdata(node.text, latin1)) {
      out.append("<![CDATA[").append(node.text).append("]]>");
    } else {
      out += escaped(node.text, '\0', node.form, latin1);
    }
    return;
  }
  out.append("<").append(node.name);
  for (const DocumentAttribute& attribute : node.attributes) {
    out.append(" ").append(attribute.name).append("=").append(1, attribute.quote);
    out += escaped(attribute.value, attribute.quote, DocumentNode::Form::plain, latin1);
    out += attribute.quote;
  }
  if (node.children.empty() && !node.paired && node.end_name.empty()) {
    out += node.spaced ? " />" : "/>";
    return;
  }
  out += node.spaced ? " >" : ">";
  for (const DocumentNode& child : node.children) write_node(out, child, latin1);
  out.append("</").append(node.end_name.empty() ? node.name : node.end_name);
  out += node.spaced ? " >" : ">";
}

void append_unit(std::string& out, std::uint32_t unit, bool big) {
  const char high = static_cast<char>(unit >> 8U);
  const char low = static_cast<char>(unit & 0xFFU);
  out += big ? high : low;
  out += big ? low : high;
}

std::string to_utf16(std::string_view text, bool big) {
  std::string out;
  append_unit(out, 0xFEFF, big);
  while (!text.empty()) {
    const CodePoint c = decode_utf8(text);
    if (c.size == 0) {
      append_unit(out, 0xDC00U + static_cast<unsigned char>(text.front()), big);
      text.remove_prefix(1);
      continue;
    }
    if (c.value < 0x10000) {
      append_unit(out, c.value, big);
    } else {
      append_unit(out, 0xD800 + ((c.value - 0x10000) >> 10U), big);
      append_unit(out, 0xDC00 + ((c.value - 0x10000) & 0x3FFU), big);
    }
    text.remove_prefix(c.size);
  }
  return out;
}

std::string to_latin1(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const CodePoint c = decode_utf8(text);
    out += c.size == 0 || c.value > 0xFF ? text.front() : static_cast<char>(c.value);
    text.remove_prefix(c.size == 0 ? 1 : c.size);
  }
  return out;
}

DocumentNode operation_of(const BackupServerInput& input) {
  std::vector<DocumentNode> children;
  if (const Remote* remote = std::get_if<Remote>(&input.storage)) {
    children.push_back(element("remote", remote->protocol));
  } else {
    children.push_back(element("local"));
  }
  if (input.prefix) children.push_back(element("prefix", *input.prefix));
  children.push_back(element("description", input.description));
  if (input.split_size) {
    children.push_back(element("split-size", std::to_string(*input.split_size)));
  }
  if (input.content == Content::only_hosting) children.push_back(element("only-hosting"));
  if (input.content == Content::only_mail) children.push_back(element("only-mail"));
  if (input.only_configuration) children.push_back(element("only-configuration"));
  return element("backup-server", std::move(children));
}

}  // namespace

std::string encode(std::string_view utf8, Encoding encoding) {
  switch (encoding) {
    case Encoding::utf16le:
      return to_utf16(utf8, false);
    case Encoding::utf16be:
      return to_utf16(utf8, true);
    case Encoding::latin1:
      return to_latin1(utf8);
    case Encoding::utf8:
      break;
  }
  return std::string(utf8);
}

DocumentNode element(std::string name, std::vector<DocumentNode> children) {
  return {.name = std::move(name), .children = std::move(children)};
}

DocumentNode element(std::string name, std::string text) {
  DocumentNode node{.name = std::move(name)};
  if (!text.empty()) node.children.push_back(text_node(std::move(text)));
  return node;
}

DocumentNode text_node(std::string text) {
  return {.kind = DocumentNode::Kind::text, .text = std::move(text)};
}

DocumentNode markup(std::string text) {
  return {.kind = DocumentNode::Kind::markup, .text = std::move(text)};
}

RequestDocument document_of(const RequestPacket& packet) {
  DocumentNode manager = element("backup-manager");
  for (const BackupServerInput& input : packet.operations) {
    manager.children.push_back(operation_of(input));
  }
  RequestDocument document{.root = element("packet")};
  if (packet.version) document.root.attributes.push_back({"version", *packet.version});
  document.root.children.push_back(std::move(manager));
  return document;
}

std::vector<DocumentNode*> operations_of(RequestDocument& document) {
  std::vector<DocumentNode*> found;
  for (DocumentNode& manager : document.root.children) {
    if (!manager.is("backup-manager")) continue;
    for (DocumentNode& operation : manager.children) {
      if (operation.is("backup-server")) found.push_back(&operation);
    }
  }
  return found;
}

std::string write(const RequestDocument& document) {
  const bool latin1 = document.encoding == Encoding::latin1;
  std::string out = document.declaration;
  for (const DocumentNode& node : document.before) write_node(out, node, latin1);
  write_node(out, document.root, latin1);
  for (const DocumentNode& node : document.after) write_node(out, node, latin1);
  out.resize(out.size() - std::min(document.cut, out.size()));
  if (document.encoding != Encoding::utf8) return encode(out, document.encoding);
  if (document.byte_order_mark) out.insert(0, "\xEF\xBB\xBF");
  return out;
}

}  // namespace packetproof
