/// Endpoints whose XML parser forgives what is not well-formed or wrongly encoded.

#include <sstream>

#include "harness/mock/mutant_parts.hpp"
#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

bool of_one_byte(const std::string& packet) {
  return packet.find('\0') == std::string::npos;  // UTF-16 is left alone
}

std::string mend_ampersands(const std::string& packet) {
  std::string out;
  for (std::size_t i = 0; i < packet.size(); ++i) {
    out += packet[i];
    if (packet[i] != '&') continue;
    const std::size_t end = packet.find_first_of("; <&\n", i + 1);
    const bool reference = end != std::string::npos && packet[end] == ';' && end > i + 1;
    if (!reference) out += "amp;";
  }
  return out;
}

constexpr std::string_view last_tag = "</packet>";

std::string stop_at_root_end(const std::string& packet) {
  const std::size_t at = packet.find(last_tag);
  return at == std::string::npos ? packet : packet.substr(0, at + last_tag.size());
}

std::string skip_to_markup(const std::string& packet) {
  const std::size_t at = packet.find('<');
  const bool marked = packet.starts_with("\xEF\xBB\xBF") || is_utf16(packet);
  return at == std::string::npos || marked ? packet : packet.substr(at);
}

std::string skip_space(const std::string& packet) {
  const std::size_t at = packet.find_first_not_of(" \t\r\n");
  return at == std::string::npos ? packet : packet.substr(at);
}

/// What pugixml makes of a document when its complaints are not heard.
std::string as_a_lenient_parser(const std::string& packet) {
  if (!of_one_byte(packet) || packet.contains("<!DOCTYPE")) return packet;
  pugi::xml_document document;
  document.load_buffer(packet.data(), packet.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  if (!document.document_element()) return packet;
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration);
  return load_strict(packet) ? packet : out.str();
}

/// Closes what a cut-off packet left open, innermost first.
std::string close_what_is_open(const std::string& packet) {
  if (packet.contains("<!") || packet.contains("<?") || packet.ends_with("</packet>") ||
      packet.contains("/>>")) {
    return packet;
  }
  std::vector<std::string> open;
  std::string kept = packet.substr(0, packet.rfind('>') + 1);
  for (std::size_t at = kept.find('<'); at != std::string::npos; at = kept.find('<', at + 1)) {
    const std::size_t end = kept.find('>', at);
    const std::string tag = kept.substr(at + 1, end - at - 1);
    if (tag.starts_with('/')) {
      if (!open.empty()) open.pop_back();
    } else if (!tag.ends_with('/')) {
      open.push_back(tag.substr(0, tag.find_first_of(" \t\r\n")));
    }
  }
  while (!open.empty()) {
    kept += "</" + open.back() + ">";
    open.pop_back();
  }
  return kept;
}

std::string drop_controls(const std::string& packet) {
  std::string out;
  for (const char c : packet) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 || c == '\t' || c == '\r' || c == '\n' || !of_one_byte(packet)) out += c;
  }
  for (const std::string_view reference : {"&#0;", "&#1;", "&#8;", "&#11;", "&#12;", "&#x1;",
                                           "&#xB;", "&#x1F;", "&#31;", "&#x8;", "&#x0;"}) {
    out = all_replaced(std::move(out), reference, "");
  }
  return out;
}

std::string know_html_entities(const std::string& packet) {
  std::string out = packet;
  for (const std::string_view name :
       {"&nbsp;", "&eacute;", "&copy;", "&euro;", "&uuml;", "&mdash;"}) {
    out = all_replaced(std::move(out), name, "x");
  }
  return out;
}

/// "--" inside comments.
std::string forgive_comments(const std::string& packet) {
  std::string out = packet;
  for (std::size_t at = out.find("<!--"); at != std::string::npos; at = out.find("<!--", at + 4)) {
    const std::size_t end = out.find("-->", at + 4);
    if (end == std::string::npos) break;
    out.replace(at + 4, end - at - 4, all_replaced(out.substr(at + 4, end - at - 4), "-", "."));
  }
  return out;
}

/// Every byte that belongs to no character becomes a question mark.
std::string replace_bad_bytes(const std::string& packet) {
  if (!of_one_byte(packet) || is_utf16(packet)) return packet;
  std::string out;
  for (std::string_view rest = packet; !rest.empty();) {
    const unsigned size = decode_utf8(rest).size;
    out += size == 0 ? "?" : rest.substr(0, size);
    rest.remove_prefix(size == 0 ? 1 : size);
  }
  return out;
}

/// Encodings are what the bytes look like, whatever the declaration says.
std::string ignore_declared_encoding(const std::string& packet) {
  if (!packet.starts_with("<?xml ") || !of_one_byte(packet)) return packet;
  const std::size_t end = packet.find("?>");
  return end == std::string::npos ? packet : replace_bad_bytes(packet.substr(end + 2));
}

constexpr const Requirement* well_formed = requirement("R-XML-well-formed");

constexpr auto rows = std::to_array<Mutant>({
    {"accepts-invalid/bare-ampersand", "Reads an ampersand that nobody escaped", well_formed,
     misreads<mend_ampersands>},
    {"accepts-invalid/behind-the-root", "Does not look behind the root's end", well_formed,
     misreads<stop_at_root_end>},
    {"accepts-invalid/before-the-packet", "Skips whatever stands before the first tag", well_formed,
     misreads<skip_to_markup>},
    {"accepts-invalid/blank-before-declaration", "Skips white space before the declaration",
     well_formed, misreads<skip_space>},
    {"accepts-invalid/lenient-parser", "Reads with a parser whose complaints nobody hears",
     well_formed, misreads<as_a_lenient_parser>},
    {"accepts-invalid/cut-off", "Closes the tags of a packet that is cut off", well_formed,
     misreads<close_what_is_open>},
    {"accepts-invalid/control-characters", "Drops control characters", well_formed,
     misreads<drop_controls>},
    {"accepts-invalid/html-entities", "Knows the entities of HTML", well_formed,
     misreads<know_html_entities>},
    {"accepts-invalid/hyphens-in-comments", "Reads comments that hold two hyphens", well_formed,
     misreads<forgive_comments>},
    {"accepts-invalid/section-end-in-text", "Reads `]]>` in text", well_formed,
     misreads<[](const std::string& packet) {
       return packet.contains("<![CDATA[") ? packet : all_replaced(packet, "]]>", "]]&gt;");
     }>},
    {"accepts-invalid/bad-bytes", "Reads bytes that are no UTF-8 as question marks", well_formed,
     misreads<replace_bad_bytes>},
    {"accepts-invalid/any-declared-encoding", "Does not look at the declared encoding",
     requirement("R-XML-encoding-declaration"), misreads<ignore_declared_encoding>},
});

}  // namespace

std::span<const Mutant> spelling_mutants() { return rows; }

}  // namespace packetproof
