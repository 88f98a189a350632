/// Endpoints that refuse something which the protocol allows.

#include "harness/mock/mutant_parts.hpp"

namespace packetproof {
namespace {

template <std::size_t most>
bool longer_description(const std::string& packet) {
  return text_in(packet, "description").value_or("").size() > most;
}

bool any_byte(const std::string& packet, bool (*meets)(unsigned char)) {
  return std::ranges::any_of(packet, [&](char c) { return meets(static_cast<unsigned char>(c)); });
}

std::size_t count(std::string_view packet, std::string_view piece) {
  std::size_t found = 0;
  for (std::size_t at = packet.find(piece); at != std::string_view::npos;
       at = packet.find(piece, at + piece.size())) {
    ++found;
  }
  return found;
}

template <Literal piece>
bool twice(const std::string& packet) {
  return count(packet, piece.view()) >= 2;
}

bool spaced(const std::string& packet) {
  return packet.contains("<packet>\n") || packet.contains("<backup-manager>\n") ||
         packet.contains("<backup-server>\n") || packet.contains("> <");
}

/// Of the first text in split-size.
template <auto meets>
bool size_text(const std::string& packet) {
  const auto text = text_in(packet, "split-size");
  return text && meets(*text);
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}
bool padded(const std::string& text) { return without_blanks(text) != text; }
bool with_plus(const std::string& text) { return without_blanks(text).starts_with('+'); }
std::string_view digits_of(std::string_view text) {
  const std::string_view number = without_blanks(text);
  return number.substr(number.starts_with('+') || number.starts_with('-') ? 1 : 0);
}
bool leading_zero(const std::string& text) {
  return digits_of(text).size() > 1 && digits_of(text).starts_with('0');
}
bool above_9999(const std::string& text) {
  const std::string_view digits = digits_of(text);
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size());
  return digits.size() - first == 5 || digits.size() - first == 6;
}
bool of_25_digits(const std::string& text) { return text.size() >= 25; }

bool not_ascii(const std::string& packet) {
  return !is_utf16(packet) && any_byte(packet, [](unsigned char c) { return c >= 0x80; });
}

bool astral(const std::string& packet) {
  return !is_utf16(packet) && any_byte(packet, [](unsigned char c) { return c >= 0xF0; });
}

bool apostrophe(const std::string& packet) {
  return text_in(packet, "description").value_or("").contains('\'');
}

bool third_operation(const std::string& packet) { return count(packet, "<backup-server>") > 2; }

constexpr const Requirement* valid = requirement("R-DOC28729-valid-accepted");
constexpr const Requirement* spelling = requirement("R-XML-spelling");
constexpr const Requirement* text = requirement("R-XSD-description-text");
constexpr const Requirement* size = requirement("R-XSD-split-size-integer");

constexpr auto rows = std::to_array<Mutant>({
    {"rejects-valid/prefix", "Refuses a prefix", requirement("R-XSD-prefix-optional"),
     refuses<holds<"<prefix">>},
    {"rejects-valid/split-size", "Refuses split-size", requirement("R-XSD-split-size-optional"),
     refuses<holds<"<split-size">>},
    {"rejects-valid/only-hosting", "Refuses only-hosting", requirement("R-PAGE-only-hosting"),
     refuses<holds<"<only-hosting">>},
    {"rejects-valid/only-mail", "Refuses only-mail", requirement("R-PAGE-only-mail"),
     refuses<holds<"<only-mail">>},
    {"rejects-valid/only-configuration", "Refuses only-configuration",
     requirement("R-PAGE-only-configuration"), refuses<holds<"<only-configuration">>},
    {"rejects-valid/remote", "Refuses remote storage as a wrong packet",
     requirement("R-XSD-storage-choice"), refuses<holds<"<remote">>},
    {"rejects-valid/hosting-and-configuration", "Refuses only-hosting with only-configuration",
     requirement("R-PAGE-only-configuration"),
     refuses<holds<"<only-hosting", "<only-configuration">>},
    {"rejects-valid/mail-and-configuration", "Refuses only-mail with only-configuration",
     requirement("R-PAGE-only-configuration"), refuses<holds<"<only-mail", "<only-configuration">>},
    {"rejects-valid/prefix-and-split-size", "Refuses a prefix with split-size",
     requirement("R-XSD-prefix-optional"), refuses<holds<"<prefix", "<split-size">>},
    {"rejects-valid/every-node", "Refuses a request of all that may stand together", valid,
     refuses<holds<"<prefix", "<split-size", "<only-mail", "<only-configuration">>},
    {"rejects-valid/size-zero", "Refuses split-size 0", requirement("R-PAGE-split-size-zero"),
     refuses<holds<"<split-size>0<">>},
    {"rejects-valid/size-plus", "Refuses a split-size with a plus sign", size,
     refuses<size_text<with_plus>>},
    {"rejects-valid/size-leading-zero", "Refuses a split-size with a leading zero", size,
     refuses<size_text<leading_zero>>},
    {"rejects-valid/size-padded", "Refuses white space around split-size", size,
     refuses<size_text<padded>>},
    {"rejects-valid/size-above-9999", "Refuses a split-size above 9999", size,
     refuses<size_text<above_9999>>},
    {"rejects-valid/size-of-25-digits", "Refuses a split-size of 25 digits and more",
     requirement("R-XSD-split-size-digits"), refuses<size_text<of_25_digits>>},
    {"rejects-valid/description-of-1000", "Refuses a description of more than 1000 bytes",
     requirement("R-PAGE-long-text"), refuses<longer_description<1000>>},
    {"rejects-valid/sample-of-mail", "Refuses the documented sample of a mail-only backup",
     requirement("R-PAGE-sample-mail"), refuses<holds<"Standard weekly backup</", "<only-mail/>">>},
    {"rejects-valid/empty-description", "Refuses an empty description", text,
     refuses<[](const std::string& p) {
       return p.contains("<description/>") || p.contains("<description></description>");
     }>},
    {"rejects-valid/long-description", "Refuses a description of more than 100 bytes", text,
     refuses<longer_description<100>>},
    {"rejects-valid/description-of-200", "Refuses a description of more than 200 bytes", text,
     refuses<longer_description<200>>},
    {"rejects-valid/not-ascii", "Refuses everything but ASCII", requirement("R-XML-utf8"),
     refuses<not_ascii>},
    {"rejects-valid/astral", "Refuses characters of four bytes", requirement("R-XML-utf8"),
     refuses<astral>},
    {"rejects-valid/escaped-markup", "Refuses `&lt;` and `&amp;`", spelling,
     refuses<[](const std::string& p) { return p.contains("&lt;") || p.contains("&amp;"); }>},
    {"rejects-valid/apostrophes", "Refuses an apostrophe in the description", text,
     refuses<apostrophe>},
    {"rejects-valid/comments", "Refuses comments", spelling, refuses<holds<"<!--">>},
    {"rejects-valid/instructions", "Refuses processing instructions", spelling,
     refuses<[](const std::string& p) {
       return p.find("<?", 1) != p.npos && !p.contains("<?xml ");
     }>},
    {"rejects-valid/sections", "Refuses CDATA", spelling, refuses<holds<"<![CDATA[">>},
    {"rejects-valid/decimal-references", "Refuses decimal character references", spelling,
     refuses<[](const std::string& p) { return p.contains("&#") && !p.contains("&#x"); }>},
    {"rejects-valid/hexadecimal-references", "Refuses hexadecimal character references", spelling,
     refuses<holds<"&#x">>},
    {"rejects-valid/paired-tags", "Refuses `<local></local>`", spelling,
     refuses<holds<"<local></local>">>},
    {"rejects-valid/space-in-tags", "Refuses white space in tags", spelling,
     refuses<[](const std::string& p) {
       return p.contains("<local />") || p.contains("<local  />");
     }>},
    {"rejects-valid/space-between-nodes", "Refuses white space between nodes", spelling,
     refuses<[](const std::string& p) { return spaced(p) && !p.contains("<?xml"); }>},
    {"rejects-valid/line-ends-of-windows", "Refuses carriage returns", spelling,
     refuses<[](const std::string& p) { return !is_utf16(p) && p.contains("\r\n"); }>},
    {"rejects-valid/single-quotes", "Refuses attributes in single quotes", spelling,
     refuses<[](const std::string& p) { return p.contains("='"); }>},
    {"rejects-valid/declaration", "Refuses an XML declaration", spelling,
     refuses<[](const std::string& p) { return p.starts_with("<?xml"); }>},
    {"rejects-valid/byte-order-mark", "Refuses a byte order mark", requirement("R-XML-utf8"),
     refuses<[](const std::string& p) { return p.starts_with("\xEF\xBB\xBF"); }>},
    {"rejects-valid/utf-16", "Refuses UTF-16", requirement("R-XML-utf16"),
     refuses<[](const std::string& p) { return is_utf16(p); }>},
    {"rejects-valid/utf-16-big-endian", "Refuses UTF-16 with the big end first",
     requirement("R-XML-utf16"),
     refuses<[](const std::string& p) { return p.starts_with("\xFE\xFF"); }>},
    {"rejects-valid/version", "Refuses a packet that names its version",
     requirement("R-DOC28720-version-optional"), refuses<holds<"<packet version=">>},
    {"rejects-valid/second-operation", "Refuses a second operation",
     requirement("R-DOC28722-several-operations"), refuses<[](const std::string& p) {
       return twice<"<backup-server>">(p) && !twice<"<backup-manager>">(p);
     }>},
    {"rejects-valid/third-operation", "Refuses a third operation",
     requirement("R-DOC28722-several-operations"), refuses<third_operation>},
    {"rejects-valid/second-operator", "Refuses a second operator",
     requirement("R-DOC28722-several-operators"), refuses<twice<"<backup-manager>">>},
    {"rejects-valid/settings", "Refuses request-settings", requirement("R-XSD-request-settings"),
     refuses<holds<"<request-settings">>},
    {"rejects-valid/unused-namespace", "Refuses a namespace that nothing uses",
     requirement("R-XML-unused-namespace"), refuses<[](const std::string& p) {
       return p.contains("xmlns:") && !p.contains("<!DOCTYPE") && !p.contains(":type=");
     }>},
});

}  // namespace

std::span<const Mutant> refusal_mutants() { return rows; }

}  // namespace packetproof
