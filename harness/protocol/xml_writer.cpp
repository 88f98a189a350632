#include "harness/protocol/xml_writer.hpp"

#include <fmt/format.h>

#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

constexpr std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "UTF-8";
    case Encoding::utf16le:
    case Encoding::utf16be:
      return "UTF-16";
    case Encoding::latin1:
      return "ISO-8859-1";
  }
  return {};
}

void append_utf16(std::string& out, char16_t unit, bool big) {
  const char high = static_cast<char>(unit >> 8U);
  const char low = static_cast<char>(unit & 0xFFU);
  out += big ? high : low;
  out += big ? low : high;
}

std::string to_utf16(std::string_view utf8, bool big) {
  std::string out;
  out.reserve(utf8.size() * 2 + 2);
  append_utf16(out, 0xFEFF, big);
  for (std::size_t i = 0; i < utf8.size();) {
    const CodePoint c = decode_utf8(utf8.substr(i));
    i += c.size;
    if (c.value < 0x10000) {
      append_utf16(out, static_cast<char16_t>(c.value), big);
    } else {
      append_utf16(out, static_cast<char16_t>(0xD800 + ((c.value - 0x10000) >> 10U)), big);
      append_utf16(out, static_cast<char16_t>(0xDC00 + ((c.value - 0x10000) & 0x3FFU)), big);
    }
  }
  return out;
}

std::string to_latin1(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) {
    const CodePoint c = decode_utf8(utf8.substr(i));
    i += c.size;
    out += static_cast<char>(c.value);
  }
  return out;
}

/// What must not stand as it is, or null. A ">" never does, so that "]]>" cannot; a carriage return
/// would be read as a line feed, and white space in an attribute as a space.
const char* reference_to(char c, bool in_attribute) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '\r':
      return "&#13;";
    case '"':
      return in_attribute ? "&quot;" : nullptr;
    case '\t':
      return in_attribute ? "&#9;" : nullptr;
    case '\n':
      return in_attribute ? "&#10;" : nullptr;
    default:
      return nullptr;
  }
}

}  // namespace

XmlWriter::XmlWriter(const Spelling& spelling) : spelling_(spelling) {
  if (spelling.declaration) {
    out_ = fmt::format("<?xml version=\"1.0\" encoding=\"{}\"?>\n", name_of(spelling.encoding));
  }
}

/// Whether the encoding has the character. The C1 controls are left to references: readers of
/// ISO-8859-1 differ about them. Undeclared ISO-8859-1 would be taken for UTF-8, so it is ASCII.
bool XmlWriter::carries(char32_t c) const {
  if (spelling_.encoding != Encoding::latin1 || c < 0x80) return true;
  return spelling_.declaration && c >= 0xA0 && c <= 0xFF;
}

void XmlWriter::escape(std::string_view value, bool in_attribute, std::string_view field) {
  if (const auto illegal = find_illegal(value)) {
    if (!error_) {
      error_ = SerializeError{.field = fmt::format("{}{}", field_prefix_, field),
                              .offset = illegal->offset,
                              .message = describe(*illegal, value)};
    }
    return;
  }
  for (std::size_t i = 0; i < value.size();) {
    const CodePoint c = decode_utf8(value.substr(i));
    const char* reference = c.size == 1 ? reference_to(value[i], in_attribute) : nullptr;
    if (reference != nullptr) {
      out_ += reference;
    } else if (carries(c.value)) {
      out_.append(value, i, c.size);
    } else {
      out_ += fmt::format("&#x{:X};", static_cast<std::uint32_t>(c.value));
    }
    i += c.size;
  }
}

void XmlWriter::new_line(std::size_t depth) {
  if (!spelling_.indent || depth == 0) return;
  out_ += '\n';
  out_.append(2 * depth, ' ');
}

void XmlWriter::end_start_tag() {
  if (in_start_tag_) out_ += '>';
  in_start_tag_ = false;
}

void XmlWriter::start_tag(std::string_view name) {
  end_start_tag();
  new_line(open_.size());
  out_ += '<';
  out_ += name;
}

void XmlWriter::open(std::string_view name) {
  start_tag(name);
  in_start_tag_ = true;
  open_.emplace_back(name);
}

void XmlWriter::attribute(std::string_view name, std::string_view value) {
  out_ += fmt::format(" {}=\"", name);
  escape(value, true, name);
  out_ += '"';
}

void XmlWriter::close() {
  const std::string name = std::move(open_.back());
  open_.pop_back();
  if (in_start_tag_) {
    out_ += "/>";
    in_start_tag_ = false;
    return;
  }
  if (spelling_.indent) out_ += '\n' + std::string(2 * open_.size(), ' ');
  out_ += fmt::format("</{}>", name);
}

void XmlWriter::empty(std::string_view name) {
  start_tag(name);
  out_ += "/>";
}

void XmlWriter::text(std::string_view name, std::string_view value, std::string_view field) {
  start_tag(name);
  out_ += '>';
  escape(value, false, field);
  out_ += fmt::format("</{}>", name);
}

std::expected<std::string, SerializeError> XmlWriter::finish() {
  if (error_) return std::unexpected(std::move(*error_));
  switch (spelling_.encoding) {
    case Encoding::utf8:
      return spelling_.byte_order_mark ? "\xEF\xBB\xBF" + out_ : std::move(out_);
    case Encoding::utf16le:
      return to_utf16(out_, false);
    case Encoding::utf16be:
      return to_utf16(out_, true);
    case Encoding::latin1:
      return to_latin1(out_);
  }
  return std::move(out_);
}

}  // namespace packetproof
