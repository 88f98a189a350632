#include "harness/oracle/answer_reading.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "harness/oracle/echo.hpp"

namespace packetproof {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string out;
  for (const char c : text) out += lower(c);
  return out;
}

bool has_entity_reference(const XmlNode& node) {
  return node.kind == XmlNode::Kind::entity_reference ||
         std::ranges::any_of(node.children, has_entity_reference);
}

/// One name for the spellings of an encoding. US-ASCII is the part of UTF-8 that both read alike,
/// and the byte order of UTF-16 is the mark's affair.
std::string canonical(std::string_view encoding) {
  std::string name;
  for (const char c : encoding) {
    if (c != '-' && c != '_' && c != ' ') name += lower(c);
  }
  if (name == "usascii" || name == "ascii") return "utf8";
  if (name == "utf16le" || name == "utf16be") return "utf16";
  if (name == "latin1") return "iso88591";
  return name;
}

struct Declaration {
  std::size_t length = 0;  // in bytes; 0 = none
  std::string encoding;
};

/// The XML declaration of a document in an encoding that extends ASCII, read without judging it.
Declaration declaration_of(std::string_view body) {
  Declaration found;
  if (!body.starts_with("<?xml") || body.size() < 6 || (body[5] != ' ' && body[5] != '\t')) {
    return found;
  }
  const std::size_t end = body.substr(0, 512).find("?>");
  if (end == std::string_view::npos) return found;
  found.length = end + 2;
  const std::string_view text = body.substr(0, end);
  const std::size_t at = text.find("encoding");
  if (at == std::string_view::npos) return found;
  const std::size_t open = text.find_first_of("\"'", at);
  if (open == std::string_view::npos) return found;
  const std::size_t close = text.find(text[open], open + 1);
  if (close == std::string_view::npos) return found;
  found.encoding = lower(text.substr(open + 1, close - open - 1));
  return found;
}

/// The encoding that the document names for itself, by mark or declaration; empty = none.
std::string own_encoding(std::string_view body) {
  if (body.starts_with("\xFF\xFE") || body.starts_with("\xFE\xFF")) return "utf-16";
  const bool mark = body.starts_with("\xEF\xBB\xBF");
  const std::string declared = declaration_of(mark ? body.substr(3) : body).encoding;
  return mark ? "utf-8" : declared;
}

bool is_encoding_name(std::string_view name) {
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                  c == '.';
         });
}

/// The body with the header's encoding in its declaration, where that can be written so.
std::optional<std::string> redeclare(std::string_view body, std::string_view charset) {
  if (!is_encoding_name(charset) || canonical(charset) == "utf16") return std::nullopt;
  if (body.starts_with("\xEF\xBB\xBF")) return std::nullopt;
  std::string out = R"(<?xml version="1.0" encoding=")" + std::string(charset) + R"("?>)";
  return out.append(body.substr(declaration_of(body).length));
}

}  // namespace

bool AnswerReading::beyond_limits() const {
  return !document && (document.error().reason == ParseError::Reason::too_large ||
                       document.error().reason == ParseError::Reason::too_many_nodes);
}

AnswerReading read_answer(std::string_view body, std::string_view content_type) {
  const XmlLimits limits{.allow_doctype = true};
  AnswerReading reading{.document = read_xml(body, limits), .charset = charset_of(content_type)};
  if (!reading.charset.empty()) {
    std::string own = own_encoding(body);
    // Without mark and declaration a document is UTF-8, which the header may narrow but for UTF-16.
    if (own.empty() && canonical(reading.charset) == "utf16") own = "utf-8";
    reading.charset_contradicts = !own.empty() && canonical(own) != canonical(reading.charset);
    const bool differs = canonical(own.empty() ? "utf-8" : own) != canonical(reading.charset);
    if (!reading.document && differs) {
      if (auto copy = redeclare(body, reading.charset)) {
        auto again = read_xml(*copy, limits);
        if (again) {
          reading.document = std::move(again);
          reading.redeclared = std::move(*copy);
        }
      }
    }
  }
  if (reading.document && reading.document->doctype) {
    reading.opaque = has_entity_reference(reading.document->root);
  }
  return reading;
}

AnswerFault fault_of(const AnswerReading& reading, std::string_view body,
                     std::string_view request) {
  if (reading.beyond_limits()) return AnswerFault::too_large;
  if (reading.well_formed()) return AnswerFault::none;
  if (!reading.document) {
    const ParseError::Reason reason = reading.document.error().reason;
    if (reason == ParseError::Reason::too_deep) return AnswerFault::too_deep;
    if (reason == ParseError::Reason::encoding) return AnswerFault::encoding;
  }
  return errtext_holds_raw_text(request, body) ? AnswerFault::echo : AnswerFault::not_well_formed;
}

std::string charset_of(std::string_view content_type) {
  const std::string text = lower(content_type);
  for (std::size_t at = text.find(';'); at != std::string::npos; at = text.find(';', at + 1)) {
    const std::size_t name = text.find_first_not_of(" \t", at + 1);
    if (name == std::string::npos || !std::string_view(text).substr(name).starts_with("charset=")) {
      continue;
    }
    std::string value = text.substr(name + 8);
    value.erase(std::min(value.find(';'), value.size()));
    std::erase_if(value, [](char c) { return c == '"' || c == ' ' || c == '\t'; });
    return value;
  }
  return {};
}

bool looks_like_html(std::string_view body) {
  const std::string start = lower(body.substr(0, 1024));
  return start.find("<html") != std::string::npos ||
         start.find("<!doctype html") != std::string::npos;
}

}  // namespace packetproof
