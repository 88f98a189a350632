#include "harness/oracle/ruling_bytes.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "harness/oracle/rules_request.hpp"
#include "harness/protocol/text_rules.hpp"
#include "harness/protocol/xml_encoding.hpp"

namespace packetproof {
namespace {

using Reason = ParseError::Reason;
using namespace std::string_view_literals;

enum class Mark : std::uint8_t { none, utf8, utf16 };

/// The start of a document as a reader meets it before it knows the encoding.
struct Prologue {
  Mark mark = Mark::none;
  bool wide = false;      // units of two bytes
  bool declared = false;  // begins with an XML declaration
  std::string version;    // empty without a declaration
  std::string encoding;   // in upper case; empty without one
  bool joined = false;    // no white space between parts of the declaration
};

/// The value behind `name=` of an XML declaration; empty when there is none.
std::string pseudo_attribute(std::string_view declaration, std::string_view name) {
  std::size_t at = declaration.find(name);
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  if (end == std::string_view::npos) return {};
  return std::string(declaration.substr(at + 1, end - at - 1));
}

bool starts_wide(std::string_view bytes) {
  return bytes.starts_with("<\0"sv) || bytes.starts_with("\0<"sv);
}

Prologue prologue_of(std::string_view bytes) {
  Prologue found;
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    found.mark = Mark::utf8;
    bytes.remove_prefix(3);
  } else if (bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xFF\xFE")) {
    found.mark = Mark::utf16;
    bytes.remove_prefix(2);
  }
  found.wide = starts_wide(bytes);
  std::string narrow(bytes.substr(0, 400));
  if (found.wide) std::erase(narrow, '\0');
  found.declared = narrow.starts_with("<?xml");
  if (!found.declared) return found;
  found.version = pseudo_attribute(narrow, "version");
  found.joined = joined_parts(narrow).has_value();
  found.encoding = pseudo_attribute(narrow.substr(0, narrow.find("?>")), "encoding");
  std::ranges::transform(found.encoding, found.encoding.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return found;
}

bool failed_by(const Disagreement& d, Reason reason) {
  return d.parse_error != nullptr && d.parse_error->reason == reason;
}

bool names_wide(std::string_view encoding) {
  return encoding.starts_with("UTF-16") || encoding.starts_with("UTF-32") ||
         encoding.find("UCS") != std::string_view::npos;
}

/// NEL and LINE SEPARATOR, which end lines in XML 1.1, in whatever encoding. Xerces-C++ takes
/// references to them for white space, too.
bool holds_new_line_ends(std::string_view packet) {
  const auto decoded = decode_xml(packet);
  if (!decoded) return false;
  const std::string_view text = decoded->text();
  if (text.contains("\xC2\x85") || text.contains("\xE2\x80\xA8")) return true;
  for (std::size_t at = text.find("&#"); at != std::string_view::npos;
       at = text.find("&#", at + 2)) {
    const bool hexadecimal = text.substr(at + 2).starts_with('x');
    const char* const digits = text.data() + at + (hexadecimal ? 3 : 2);
    unsigned code = 0;
    std::from_chars(digits, text.data() + text.size(), code, hexadecimal ? 16 : 10);
    if (code == 0x85 || code == 0x2028) return true;
  }
  return false;
}

/// Where the first NUL character stands, in UTF-16 two bytes at the place of a unit; the packet's
/// end when there is none.
std::size_t first_nul(const Prologue& start, std::string_view packet) {
  const std::size_t unit = start.wide ? 2 : 1;
  std::size_t at = start.mark == Mark::utf8 ? 3 : start.mark == Mark::utf16 ? 2 : 0;
  while (at < packet.size() && packet.substr(at, unit) != "\0\0"sv.substr(0, unit)) at += unit;
  return std::min(at, packet.size());
}

}  // namespace

bool claims_wider_units(const Disagreement& d) {
  if (!failed_by(d, Reason::encoding)) return false;
  const Prologue start = prologue_of(d.packet);
  return !start.wide && start.mark == Mark::none && names_wide(start.encoding);
}

bool contradicts_its_mark(const Disagreement& d) {
  if (!failed_by(d, Reason::encoding)) return false;
  const Prologue start = prologue_of(d.packet);
  if (start.encoding.empty()) return false;
  return (start.mark == Mark::utf8 && start.encoding != "UTF-8") ||
         (start.mark == Mark::utf16 && !names_wide(start.encoding));
}

bool claims_narrower_units(const Disagreement& d) {
  if (!failed_by(d, Reason::encoding)) return false;
  const Prologue start = prologue_of(d.packet);
  return start.wide && start.mark == Mark::none && !start.encoding.empty() &&
         !names_wide(start.encoding);
}

bool lacks_its_mark(const Disagreement& d) {
  if (!starts_wide(d.packet)) return false;
  const Prologue start = prologue_of(d.packet);
  return (start.encoding.empty() || names_wide(start.encoding)) &&
         (d.rules->valid || failed_by(d, Reason::encoding));
}

bool names_another_version(const Disagreement& d) {
  const std::string version =
      d.document != nullptr ? d.document->version : prologue_of(d.packet).version;
  if (version.empty() || version == "1.0") return false;
  if (d.document != nullptr) {
    return d.rules->valid || holds_new_line_ends(d.packet);
  }
  return d.parse_error != nullptr;
}

bool joins_its_declaration(const Disagreement& d) {
  return failed_by(d, Reason::not_well_formed) && prologue_of(d.packet).joined;
}

bool has_nul_behind_it(const Disagreement& d) {
  if (!failed_by(d, Reason::nul_byte)) return false;
  const std::size_t nul = first_nul(prologue_of(d.packet), d.packet);
  return read_xml(d.packet.substr(0, nul), {.allow_doctype = true}).has_value();
}

bool has_nul_in_its_declaration(const Disagreement& d) {
  const Prologue start = prologue_of(d.packet);
  if (!failed_by(d, Reason::nul_byte) || !start.declared) return false;
  const std::size_t nul = first_nul(start, d.packet);
  return nul < d.packet.size() && !d.packet.substr(0, nul).contains('>');
}

namespace {

/// How many bytes a character has that begins so, as the first UTF-8 had it: up to six. Xerces-C++
/// waits for all of them before it looks at one.
std::size_t announced_by(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte < 0xC0U) return 0;
  return byte >= 0xFCU ? 6 : byte >= 0xF8U ? 5 : byte >= 0xF0U ? 4 : byte >= 0xE0U ? 3 : 2;
}

bool is_document(std::string_view packet) {
  return read_xml(packet, {.allow_doctype = true}).has_value();
}

}  // namespace

bool has_cut_character_behind_it(const Disagreement& d) {
  if (d.parse_error == nullptr || d.packet.size() < 6) return false;
  if (prologue_of(d.packet).wide) {
    return d.packet.size() % 2 == 1 && is_document(d.packet.substr(0, d.packet.size() - 1));
  }
  for (std::size_t tail = 1; tail < 6; ++tail) {
    const std::size_t before = d.packet.size() - tail;
    if (announced_by(d.packet[before]) > tail && is_document(d.packet.substr(0, before))) {
      return true;
    }
  }
  return false;
}

bool names_no_uri(const Disagreement& d) {
  if (d.parse_error == nullptr || d.packet.find("<!DOCTYPE") == std::string_view::npos)
    return false;
  return std::ranges::any_of(d.libxml2->violations, [](const Violation& violation) {
    return violation.message.starts_with("Invalid URI") ||
           violation.message.starts_with("Fragment not allowed");
  });
}

namespace {

/// A control character or a noncharacter.
bool holds_no_char(std::string_view text) {
  return text.contains("\xEF\xBF\xBE") || text.contains("\xEF\xBF\xBF") ||
         std::ranges::any_of(text, [](char c) {
           return static_cast<unsigned char>(c) < 0x20 && !is_blank({&c, 1});
         });
}

/// How far it is to the end of the first quoted literal; to the text's end where there is none.
std::size_t end_of_literal(std::string_view text) {
  const std::size_t open = text.find_first_of("\"'");
  if (open == std::string_view::npos) return text.size();
  return std::min(text.find(text[open], open + 1), text.size() - 1) + 1;
}

}  // namespace

bool has_no_char_in_system_id(const Disagreement& d) {
  if (d.parse_error == nullptr || d.parse_error->reason == Reason::nul_byte) return false;
  std::string narrow(d.packet);
  std::erase(narrow, '\0');
  const std::string_view text = narrow;
  const std::size_t doctype = text.find("<!DOCTYPE");
  for (const std::string_view keyword : {"SYSTEM"sv, "PUBLIC"sv}) {
    for (std::size_t at = text.find(keyword, doctype); at != std::string_view::npos;
         at = text.find(keyword, at + 1)) {
      std::string_view id = text.substr(at);
      if (keyword == "PUBLIC") id.remove_prefix(end_of_literal(id));  // that is another one
      if (holds_no_char(id.substr(0, end_of_literal(id)))) return true;
    }
  }
  return false;
}

bool refers_to_parameter_entity(const Disagreement& d) {
  if (d.document == nullptr || !d.document->doctype) return false;
  std::string narrow(d.packet);
  std::erase(narrow, '\0');
  for (std::size_t at = narrow.find('%', narrow.find("<!DOCTYPE")); at != std::string::npos;
       at = narrow.find('%', at + 1)) {
    // "%name;", whereas a declaration has a blank behind the sign.
    const std::size_t end = narrow.find_first_of("; \t\r\n<>&'\"", at + 1);
    if (end != std::string::npos && narrow[end] == ';' && end > at + 1) return true;
  }
  return false;
}

bool uses_optional_encoding(const Disagreement& d) {
  if (d.document == nullptr || !d.rules->valid || d.document->declared_encoding.empty()) {
    return false;
  }
  const std::string encoding = prologue_of(d.packet).encoding;
  return !encoding.empty() && encoding != "UTF-8" && encoding != "UTF-16";
}

bool uses_unknown_encoding(const Disagreement& d) {
  if (!failed_by(d, Reason::encoding)) return false;
  const Prologue start = prologue_of(d.packet);
  return start.mark == Mark::none && !start.wide && !start.encoding.empty() &&
         start.encoding != "UTF-8" && !names_wide(start.encoding) &&
         (d.xerces->well_formed || d.libxml2->well_formed);
}

bool is_large(const Disagreement& d) {
  constexpr std::size_t bound = 1'000'000;
  return d.rules->valid && d.packet.size() > bound;
}

bool is_beyond_bounds(const Disagreement& d) {
  return failed_by(d, Reason::too_deep) || failed_by(d, Reason::too_large) ||
         failed_by(d, Reason::too_many_nodes);
}

}  // namespace packetproof
