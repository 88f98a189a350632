#include "harness/protocol/xml_encoding.hpp"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

#include "harness/protocol/text_rules.hpp"

namespace packetproof {
namespace {

using namespace std::string_view_literals;

enum class Family : std::uint8_t { eight_bit, utf8, utf16le, utf16be, utf32le, utf32be };

struct Signature {
  std::string_view bytes;
  Family family;
  bool mark = true;  // else the beginning of "<?xml"
};

/// XML 1.0, appendix F; longer signatures first.
constexpr auto signatures = std::to_array<Signature>({
    {.bytes = "\x00\x00\xFE\xFF"sv, .family = Family::utf32be},
    {.bytes = "\xFF\xFE\x00\x00"sv, .family = Family::utf32le},
    {.bytes = "\x00\x00\x00<"sv, .family = Family::utf32be, .mark = false},
    {.bytes = "<\x00\x00\x00"sv, .family = Family::utf32le, .mark = false},
    {.bytes = "\x00<\x00?"sv, .family = Family::utf16be, .mark = false},
    {.bytes = "<\x00?\x00"sv, .family = Family::utf16le, .mark = false},
    {.bytes = "\xEF\xBB\xBF"sv, .family = Family::utf8},
    {.bytes = "\xFE\xFF"sv, .family = Family::utf16be},
    {.bytes = "\xFF\xFE"sv, .family = Family::utf16le},
});

struct FamilyName {
  std::string_view name;  // upper case
  Family family;
};

/// What a declaration may call each family.
constexpr auto family_names = std::to_array<FamilyName>({
    {"UTF-8", Family::utf8},
    {"UTF8", Family::utf8},
    {"UTF-16", Family::utf16le},
    {"UTF-16", Family::utf16be},
    {"UTF16", Family::utf16le},
    {"UTF16", Family::utf16be},
    {"UTF-16LE", Family::utf16le},
    {"UTF-16BE", Family::utf16be},
    {"UCS-2", Family::utf16le},
    {"UCS-2", Family::utf16be},
    {"ISO-10646-UCS-2", Family::utf16le},
    {"ISO-10646-UCS-2", Family::utf16be},
    {"UTF-32", Family::utf32le},
    {"UTF-32", Family::utf32be},
    {"UTF-32LE", Family::utf32le},
    {"UTF-32BE", Family::utf32be},
    {"UCS-4", Family::utf32le},
    {"UCS-4", Family::utf32be},
    {"ISO-10646-UCS-4", Family::utf32le},
    {"ISO-10646-UCS-4", Family::utf32be},
});

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

bool names_family(std::string_view upper_name, Family family) {
  return std::ranges::any_of(family_names, [&](const FamilyName& row) {
    return row.name == upper_name && row.family == family;
  });
}

ParseError error_at(std::string_view text, std::size_t offset, ParseError::Reason reason,
                    std::string message) {
  const TextPosition position = PositionCursor(text).at(offset);
  return {.reason = reason,
          .message = std::move(message),
          .line = position.line,
          .column = position.column};
}

std::unexpected<ParseError> encoding_error(std::string_view text, std::size_t offset,
                                           std::string message) {
  return std::unexpected(error_at(text, offset, ParseError::Reason::encoding, std::move(message)));
}

/// The encoding that the declaration names. Only as strict as it must be: a declaration that is not
/// well-formed is the parser's affair.
std::string declared_encoding_of(std::string_view text) {
  if (!text.starts_with("<?xml") || text.size() < 6 || !is_xml_space(text[5])) return {};
  std::string_view rest = text.substr(5, text.find("?>") - 5);
  while (true) {
    rest = trim(rest);
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return {};
    const std::string_view name = trim(rest.substr(0, equals));
    rest = trim(rest.substr(equals + 1));
    if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return {};
    const std::size_t end = rest.find(rest[0], 1);
    if (end == std::string_view::npos) return {};
    if (name == "encoding") return std::string(rest.substr(1, end - 1));
    rest = rest.substr(end + 1);
  }
}

/// UTF-16 or UTF-32 to UTF-8.
class Widener {
 public:
  Widener(std::string_view bytes, Family family)
      : bytes_(bytes),
        width_(family == Family::utf16le || family == Family::utf16be ? 2 : 4),
        big_(family == Family::utf16be || family == Family::utf32be) {}

  std::expected<std::string, ParseError> convert() {
    out_.reserve(bytes_.size());
    while (position_ + width_ <= bytes_.size()) {
      char32_t c = next();
      if (width_ == 2 && c >= 0xD800 && c <= 0xDFFF) {
        const char32_t low = position_ + 2 <= bytes_.size() ? next() : 0;
        if (c > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
          return fault("a surrogate without its pair");
        c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
      }
      if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return fault("a value beyond Unicode");
      append_utf8(out_, c);
    }
    if (position_ != bytes_.size()) return fault("half a character at the end");
    return std::move(out_);
  }

 private:
  char32_t next() {
    char32_t c = 0;
    for (std::size_t i = 0; i < width_; ++i) {
      const std::size_t at = position_ + (big_ ? i : width_ - 1 - i);
      c = (c << 8U) | static_cast<unsigned char>(bytes_[at]);
    }
    position_ += width_;
    return c;
  }
  [[nodiscard]] std::unexpected<ParseError> fault(std::string message) const {
    return encoding_error(out_, out_.size(), std::move(message));
  }

  std::string_view bytes_;
  std::size_t width_;
  bool big_;
  std::size_t position_ = 0;
  std::string out_;
};

std::string from_latin1(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) append_utf8(out, static_cast<unsigned char>(c));
  return out;
}

std::expected<std::string, ParseError> from_declared(std::string_view bytes,
                                                     const std::string& name) {
  const iconv_t converter = iconv_open("UTF-8", name.c_str());
  if (reinterpret_cast<std::intptr_t>(converter) == -1) {
    return encoding_error(bytes, 0, fmt::format("the encoding {} is not known", name));
  }
  std::string out;
  std::array<char, 4096> block{};
  auto* in = const_cast<char*>(bytes.data());  // iconv's signature; it does not write there
  std::size_t left = bytes.size();
  bool failed = false;
  while (left > 0 && !failed) {
    char* to = block.data();
    std::size_t room = block.size();
    failed =
        iconv(converter, &in, &left, &to, &room) == static_cast<std::size_t>(-1) && errno != E2BIG;
    out.append(block.data(), static_cast<std::size_t>(to - block.data()));
  }
  iconv_close(converter);
  if (failed) {
    return encoding_error(bytes, bytes.size() - left,
                          fmt::format("a byte that is not {}, as declared", name));
  }
  // The declaration was read as ASCII; an encoding in which it says something else is not the
  // document's: UTF-8 bytes that claim UTF-16 or UCS-4 (ruling 9).
  if (!out.starts_with("<?xml")) {
    return encoding_error(bytes, 0, fmt::format("declares {}, which its bytes are not", name));
  }
  return out;
}

std::optional<ParseError> find_fault(const DecodedXml& document) {
  const std::string_view text = document.text();
  if (const auto illegal = find_illegal(text)) {
    const auto reason = !illegal->character        ? ParseError::Reason::encoding
                        : *illegal->character == 0 ? ParseError::Reason::nul_byte
                                                   : ParseError::Reason::not_well_formed;
    return error_at(text, illegal->offset, reason, describe(*illegal, text));
  }
  // A parser would take a second mark for the first one.
  if (text.starts_with("\xEF\xBB\xBF")) {
    return error_at(text, 0, ParseError::Reason::not_well_formed,
                    "U+FEFF before the document's first markup");
  }
  if (const auto joined = joined_parts(text)) {
    return error_at(text, *joined, ParseError::Reason::not_well_formed,
                    "no white space between the parts of the XML declaration");
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> joined_parts(std::string_view text) {
  const std::size_t end = text.find("?>");
  if (end == std::string_view::npos || !text.starts_with("<?xml") || !is_xml_space(text[5])) {
    return std::nullopt;
  }
  std::size_t open = text.find_first_of("\"'", 5);
  while (open < end) {
    const std::size_t close = text.find(text[open], open + 1);
    if (close >= end) return std::nullopt;
    if (close + 1 < end && !is_xml_space(text[close + 1])) return close + 1;
    open = text.find_first_of("\"'", close + 1);
  }
  return std::nullopt;
}

std::expected<DecodedXml, ParseError> decode_xml(std::string_view bytes) {
  const auto* signature = std::ranges::find_if(
      signatures, [&](const Signature& row) { return bytes.starts_with(row.bytes); });
  const bool recognised = signature != signatures.end();
  const Family family = recognised ? signature->family : Family::eight_bit;

  DecodedXml document;
  document.byte_order_mark = recognised && signature->mark;
  document.given = document.byte_order_mark ? bytes.substr(signature->bytes.size()) : bytes;
  if (family != Family::eight_bit && family != Family::utf8) {
    auto converted = Widener(document.given, family).convert();
    if (!converted) return std::unexpected(std::move(converted.error()));
    document.converted = std::move(*converted);
  }
  document.declared_encoding = declared_encoding_of(document.text());
  const std::string name = upper(document.declared_encoding);

  if (family == Family::eight_bit) {
    if (name == "ISO-8859-1" || name == "ISO_8859-1" || name == "LATIN1") {
      document.converted = from_latin1(bytes);
    } else if (!name.empty() && !names_family(name, Family::utf8)) {
      auto converted = from_declared(bytes, document.declared_encoding);
      if (!converted) return std::unexpected(std::move(converted.error()));
      document.converted = std::move(*converted);
    }
  } else if (name.empty() && !document.byte_order_mark) {
    return encoding_error(document.text(), 0,
                          "neither a byte order mark nor a declaration names the encoding");
  } else if (!name.empty() && !names_family(name, family)) {
    // Ruling 10: libraries believe one of the two and look past the other.
    return encoding_error(
        document.text(), 0,
        fmt::format("declares {}, which its first bytes contradict", document.declared_encoding));
  }
  if (auto fault = find_fault(document)) return std::unexpected(std::move(*fault));
  return document;
}

TextPosition PositionCursor::at(std::size_t offset) {
  if (offset < offset_) {
    offset_ = 0;
    position_ = {};
  }
  const std::size_t end = std::min(offset, text_.size());
  for (; offset_ < end; ++offset_) {
    const char c = text_[offset_];
    const bool pair = c == '\r' && offset_ + 1 < text_.size() && text_[offset_ + 1] == '\n';
    if (c == '\n' || (c == '\r' && !pair)) {
      ++position_.line;
      position_.column = 1;
    } else if (!pair && (static_cast<unsigned char>(c) & 0xC0U) != 0x80) {
      ++position_.column;
    }
  }
  return position_;
}

}  // namespace packetproof
