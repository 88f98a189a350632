/// Encodings, byte order marks and declarations, true and false.

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

using namespace std::string_view_literals;

/// UTF-16 code units of ASCII and Latin-1 text.
std::string utf16(std::string_view latin1, bool big_endian) {
  std::string wide;
  for (const char c : latin1) {
    if (big_endian) wide += '\0';
    wide += c;
    if (!big_endian) wide += '\0';
  }
  return wide;
}

constexpr std::string_view bom = "\xef\xbb\xbf";
constexpr std::string_view bom_little = "\xff\xfe";
constexpr std::string_view bom_big = "\xfe\xff";

enum class Bytes : std::uint8_t { as_written, little, big };

struct EncodingRow {
  std::string_view slug, title;
  std::string_view mark = {}, declaration = {};
  Bytes bytes = Bytes::as_written;
  Demand demand;
  const Requirement* about;
  std::string_view description = "Standard weekly backup";
  const Requirement* also = nullptr;
};

constexpr EncodingRow rows[] = {
    {.slug = "utf8-mark",
     .title = "UTF-8 with a byte order mark is read",
     .mark = bom,
     .demand = Demand::must_accept,
     .about = requirement("R-XML-utf8")},
    {.slug = "utf8-mark-declared",
     .title = "UTF-8 with a byte order mark, declared, is read",
     .mark = bom,
     .declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
     .demand = Demand::must_accept,
     .about = requirement("R-XML-utf8")},
    {.slug = "utf8-small-letters",
     .title = "UTF-8 declared in small letters is read",
     .declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
     .demand = Demand::must_accept,
     .about = requirement("R-XML-utf8"),
     .description = "Caf\xc3\xa9 backup"},
    {.slug = "utf16le",
     .title = "UTF-16 with a little-endian byte order mark is read",
     .mark = bom_little,
     .bytes = Bytes::little,
     .demand = Demand::must_accept,
     .about = requirement("R-XML-utf16")},
    {.slug = "utf16be",
     .title = "UTF-16 with a big-endian byte order mark is read",
     .mark = bom_big,
     .bytes = Bytes::big,
     .demand = Demand::must_accept,
     .about = requirement("R-XML-utf16")},
    {.slug = "utf16le-declared",
     .title = "Little-endian UTF-16 that is declared is read",
     .mark = bom_little,
     .declaration = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
     .bytes = Bytes::little,
     .demand = Demand::must_accept,
     .about = requirement("R-XML-utf16")},
    {.slug = "utf16be-declared",
     .title = "Big-endian UTF-16 that is declared is read",
     .mark = bom_big,
     .declaration = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
     .bytes = Bytes::big,
     .demand = Demand::must_accept,
     .about = requirement("R-XML-utf16")},
    {.slug = "utf16le-accents",
     .title = "Accented letters in little-endian UTF-16 are read",
     .mark = bom_little,
     .bytes = Bytes::little,
     .demand = Demand::must_accept,
     .about = requirement("R-XML-utf16"),
     .description = "Caf\xe9 backup"},
    {.slug = "utf16be-accents",
     .title = "Accented letters in big-endian UTF-16 are read",
     .mark = bom_big,
     .bytes = Bytes::big,
     .demand = Demand::must_accept,
     .about = requirement("R-XML-utf16"),
     .description = "Caf\xe9 backup"},
    {.slug = "latin1",
     .title = "ISO-8859-1, declared and true, need not be supported",
     .declaration = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
     .demand = Demand::either,
     .about = requirement("R-XML-optional-encoding"),
     .description = "Caf\xe9 backup"},
    {.slug = "ascii",
     .title = "US-ASCII, declared and true, need not be supported",
     .declaration = "<?xml version=\"1.0\" encoding=\"US-ASCII\"?>",
     .demand = Demand::either,
     .about = requirement("R-XML-optional-encoding")},
    {.slug = "utf16-no-mark",
     .title = "UTF-16 without a byte order mark: an error, not a fatal one",
     .declaration = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
     .bytes = Bytes::little,
     .demand = Demand::either,
     .about = requirement("R-XML-optional-encoding")},
    {.slug = "utf8-called-utf16",
     .title = "UTF-8 that is declared as UTF-16 is refused",
     .declaration = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
     .demand = Demand::should_refuse,
     .about = requirement("R-XML-encoding-declaration")},
    {.slug = "utf8-called-ucs4",
     .title = "UTF-8 that is declared as UCS-4 is refused",
     .declaration = "<?xml version=\"1.0\" encoding=\"ISO-10646-UCS-4\"?>",
     .demand = Demand::should_refuse,
     .about = requirement("R-XML-encoding-declaration")},
    {.slug = "utf8-mark-called-latin1",
     .title = "A byte order mark of UTF-8 before a declaration of ISO-8859-1 is refused",
     .mark = bom,
     .declaration = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
     .demand = Demand::should_refuse,
     .about = requirement("R-XML-encoding-declaration"),
     .also = requirement("R-XML-utf8")},
    {.slug = "utf16-called-utf8",
     .title = "A byte order mark of UTF-16 before a declaration of UTF-8 is refused",
     .mark = bom_little,
     .declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
     .bytes = Bytes::little,
     .demand = Demand::should_refuse,
     .about = requirement("R-XML-encoding-declaration"),
     .also = requirement("R-XML-utf16")},
    {.slug = "latin1-called-utf8",
     .title = "ISO-8859-1 that is declared as UTF-8 is refused",
     .declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
     .demand = Demand::should_refuse,
     .about = requirement("R-XML-encoding-declaration"),
     .description = "Caf\xe9 backup",
     .also = requirement("R-XML-well-formed")},
    {.slug = "impossible-name",
     .title = "A declared name that no encoding can have is refused",
     .declaration = "<?xml version=\"1.0\" encoding=\"8 bit\"?>",
     .demand = Demand::should_refuse,
     .about = requirement("R-XML-encoding-declaration")},
    {.slug = "unknown-name",
     .title = "An encoding that nobody knows is refused",
     .declaration = "<?xml version=\"1.0\" encoding=\"x-no-such-encoding\"?>",
     .demand = Demand::should_refuse,
     .about = requirement("R-XML-encoding-declaration")},
    {.slug = "utf16-not-well-formed",
     .title = "UTF-16 in which an end tag is wrong is refused like UTF-8",
     .mark = bom_big,
     .bytes = Bytes::big,
     .demand = Demand::must_refuse,
     .about = requirement("R-XML-well-formed"),
     .description = "a</descripton><description>b",
     .also = requirement("R-XML-utf16")},
};

std::string encoded(const EncodingRow& row) {
  const std::string text = joined({row.declaration, request_describing(row.description)});
  switch (row.bytes) {
    case Bytes::little:
      return joined({row.mark, utf16(text, false)});
    case Bytes::big:
      return joined({row.mark, utf16(text, true)});
    case Bytes::as_written:
      break;
  }
  return joined({row.mark, text});
}

}  // namespace

std::vector<Case> xml_encoding_cases() {
  std::vector<Case> cases;
  for (const EncodingRow& row : rows) {
    Step step = must_refuse(encoded(row), row.about);
    if (row.demand != Demand::must_refuse && row.demand != Demand::should_refuse) {
      step = observe(std::move(step.body), row.about);
    }
    step.expect.demand = row.demand;
    cases.push_back(single(joined({"xml/encoding/bytes[form=", row.slug, "]"}),
                           std::string(row.title), std::move(step), {row.also}));
  }
  // A declaration that is true, next to those that are not.
  cases.push_back(single("xml/encoding/declared-true",
                         "A declaration that is true is no reason to refuse",
                         should_accept(joined({"<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                                               request_describing("Caf\xc3\xa9 backup")}),
                                       requirement("R-XML-encoding-declaration"))));
  cases.push_back(single(
      "xml/encoding/utf16-astral", "A pair of surrogates in UTF-16 is one character and read",
      must_accept(joined({bom_big,
                          utf16("<packet><backup-manager><backup-server><local/>"
                                "<description>",
                                true),
                          "\xd8\x3d\xde\x00"sv,
                          utf16("</description></backup-server></backup-manager></packet>", true)}),
                  requirement("R-XML-utf16"))));
  cases.push_back(
      single("xml/encoding/utf16-lone-surrogate", "Half a pair of surrogates in UTF-16 is refused",
             should_refuse(
                 joined({bom_big,
                         utf16("<packet><backup-manager><backup-server><local/>"
                               "<description>a",
                               true),
                         "\xd8\x3d"sv,
                         utf16("b</description></backup-server></backup-manager></packet>", true)}),
                 requirement("R-XML-encoding-declaration")),
             {requirement("R-XML-utf16")}));
  return cases;
}

}  // namespace packetproof
