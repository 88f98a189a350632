/// Requests that are not well-formed, a case a kind of fault.

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

using namespace std::string_view_literals;

/// Either a whole document, or what stands in the description of the sample.
struct FaultRow {
  std::string_view slug, title;
  std::string_view document = {};
  std::string_view description = {};
  const Requirement* also = nullptr;
};

#define SAMPLE                                                                         \
  "<packet><backup-manager><backup-server><local/><description>Standard weekly backup" \
  "</description></backup-server></backup-manager></packet>"

constexpr FaultRow faults[] = {
    // tags
    {.slug = "end-tag-other",
     .title = "An end tag of another name",
     .document = "<packet><backup-manager><backup-server><local/><description>Standard weekly "
                 "backup</descripton></backup-server></backup-manager></packet>"},
    {.slug = "end-tag-case",
     .title = "An end tag in another case",
     .document = "<packet><backup-manager><backup-server><local/><description>Standard weekly "
                 "backup</Description></backup-server></backup-manager></packet>"},
    {.slug = "end-tag-missing",
     .title = "A start tag without its end tag",
     .document = "<packet><backup-manager><backup-server><local><description>Standard weekly "
                 "backup</description></backup-server></backup-manager></packet>"},
    {.slug = "end-tag-extra", .title = "An end tag too many", .document = SAMPLE "</packet>"},
    {.slug = "end-tag-attribute",
     .title = "An attribute in an end tag",
     .document = "<packet><backup-manager><backup-server><local/><description>Standard weekly "
                 "backup</description a=\"1\"></backup-server></backup-manager></packet>"},
    {.slug = "cut-in-text",
     .title = "A document cut off inside a text",
     .document = "<packet><backup-manager><backup-server><local/><description>Standard wee"},
    {.slug = "cut-in-tag",
     .title = "A document cut off inside a tag",
     .document = "<packet><backup-manager><backup-server><local/><descri"},
    {.slug = "cut-before-end",
     .title = "A document that lacks only the root's end tag",
     .document = "<packet><backup-manager><backup-server><local/><description>Standard weekly "
                 "backup</description></backup-server></backup-manager>"},
    {.slug = "cut-last-byte",
     .title = "A document that lacks only its last byte",
     .document = "<packet><backup-manager><backup-server><local/><description>Standard weekly "
                 "backup</description></backup-server></backup-manager></packet"},
    {.slug = "space-before-name",
     .title = "White space between `<` and the name",
     .document = "< packet><backup-manager><backup-server><local/><description>Standard weekly "
                 "backup</description></backup-server></backup-manager></packet>"},
    {.slug = "name-digit",
     .title = "An element name that begins with a digit",
     .description = "weekly<1st/>"},
    {.slug = "empty-tag-space",
     .title = "White space inside `/>`",
     .document = "<packet><backup-manager><backup-server><local/ ><description>Standard weekly "
                 "backup</description></backup-server></backup-manager></packet>"},
    // around the root
    {.slug = "two-roots",
     .title = "Two packets in one request",
     .document = SAMPLE SAMPLE,
     .also = requirement("R-XSD-packet-root")},
    {.slug = "text-before", .title = "Text before the packet", .document = "hello" SAMPLE},
    {.slug = "text-after", .title = "Text after the packet", .document = SAMPLE "hello"},
    {.slug = "reference-after",
     .title = "A character reference after the packet",
     .document = SAMPLE "&#32;"},
    {.slug = "cdata-after",
     .title = "A CDATA section after the packet",
     .document = SAMPLE "<![CDATA[ ]]>"},
    {.slug = "comment-only",
     .title = "A comment without any element",
     .document = "<!-- no packet -->"},
    {.slug = "declaration-only",
     .title = "An XML declaration without any element",
     .document = "<?xml version=\"1.0\"?>"},
    {.slug = "json",
     .title = "JSON instead of XML",
     .document = R"({"packet":{"backup-manager":{"backup-server":{"local":null}}}})"},
    // attributes
    {.slug = "attribute-unquoted",
     .title = "An attribute value without quotes",
     .document = "<packet version=%VERSION%><backup-manager><backup-server><local/><description>"
                 "Standard weekly backup</description></backup-server></backup-manager></packet>"},
    {.slug = "attribute-valueless",
     .title = "An attribute without a value",
     .document = "<packet version><backup-manager><backup-server><local/><description>Standard "
                 "weekly backup</description></backup-server></backup-manager></packet>"},
    {.slug = "attribute-twice",
     .title = "The attribute version twice",
     .document = "<packet version=\"%VERSION%\" version=\"%VERSION%\"><backup-manager>"
                 "<backup-server><local/><description>Standard weekly backup</description>"
                 "</backup-server></backup-manager></packet>",
     .also = requirement("R-DOC28720-version-optional")},
    {.slug = "attribute-open",
     .title = "An attribute value whose quote is never closed",
     .document = "<packet version=\"%VERSION%><backup-manager><backup-server><local/>"
                 "<description>Standard weekly backup</description></backup-server>"
                 "</backup-manager></packet>"},
    {.slug = "attribute-less-than",
     .title = "A `<` inside an attribute value",
     .document = "<packet version=\"<\"><backup-manager><backup-server><local/><description>"
                 "Standard weekly backup</description></backup-server></backup-manager></packet>"},
    {.slug = "attributes-joined",
     .title = "Two attributes without white space between them",
     .document = "<packet version=\"%VERSION%\"a=\"1\"><backup-manager><backup-server><local/>"
                 "<description>Standard weekly backup</description></backup-server>"
                 "</backup-manager></packet>"},
    // text and references
    {.slug = "ampersand", .title = "An ampersand that is not escaped", .description = "mail & web"},
    {.slug = "less-than", .title = "A `<` that is not escaped", .description = "size < 5"},
    {.slug = "cdata-end", .title = "`]]>` in text", .description = "a]]>b"},
    {.slug = "entity-unknown",
     .title = "An entity of HTML that XML does not know",
     .description = "weekly&nbsp;backup"},
    {.slug = "reference-open",
     .title = "A reference without its semicolon",
     .description = "mail &amp web"},
    {.slug = "reference-empty",
     .title = "A character reference without a number",
     .description = "a&#;b"},
    {.slug = "reference-capital-x",
     .title = "A character reference with a capital X",
     .description = "a&#X41;b"},
    {.slug = "reference-null", .title = "A reference to U+0000", .description = "a&#0;b"},
    {.slug = "reference-control",
     .title = "A reference to the control character U+001F",
     .description = "a&#x1F;b"},
    {.slug = "reference-surrogate",
     .title = "A reference to a surrogate",
     .description = "a&#xD83D;&#xDE00;b"},
    {.slug = "reference-fffe", .title = "A reference to U+FFFE", .description = "a&#xFFFE;b"},
    {.slug = "reference-beyond",
     .title = "A reference beyond the last code point",
     .description = "a&#x110000;b"},
    {.slug = "control-raw",
     .title = "The control character U+0001 itself",
     .description = "a\x01"
                    "b"},
    {.slug = "ffff-raw",
     .title = "U+FFFF itself",
     .description = "a\xef\xbf\xbf"
                    "b"},
    // bytes that are no UTF-8
    {.slug = "utf8-lone-byte",
     .title = "A continuation byte without a lead, in UTF-8",
     .description = "a\x80"
                    "b",
     .also = requirement("R-XML-utf8")},
    {.slug = "utf8-latin1",
     .title = "A letter of ISO-8859-1 in a packet without a declaration",
     .description = "caf\xe9 backup",
     .also = requirement("R-XML-utf8")},
    {.slug = "utf8-overlong",
     .title = "A slash in overlong UTF-8",
     .description = "a\xc0\xaf"
                    "b",
     .also = requirement("R-XML-utf8")},
    {.slug = "utf8-surrogate",
     .title = "A surrogate encoded as UTF-8",
     .description = "a\xed\xa0\xbd\xed\xb8\x80"
                    "b",
     .also = requirement("R-XML-utf8")},
    {.slug = "utf8-beyond",
     .title = "A code point beyond the last, in UTF-8",
     .description = "a\xf4\x90\x80\x80"
                    "b",
     .also = requirement("R-XML-utf8")},
    {.slug = "utf8-cut",
     .title = "A character of UTF-8 cut off by a tag",
     .description = "a\xe2\x82",
     .also = requirement("R-XML-utf8")},
    // comments, instructions, CDATA
    {.slug = "comment-hyphens",
     .title = "Two hyphens inside a comment",
     .document = "<packet><!-- a -- b --><backup-manager><backup-server><local/><description>"
                 "Standard weekly backup</description></backup-server></backup-manager></packet>",
     .also = requirement("R-XML-spelling")},
    {.slug = "comment-open",
     .title = "A comment that is never closed",
     .document = "<packet><!-- <backup-manager><backup-server><local/><description>Standard "
                 "weekly backup</description></backup-server></backup-manager></packet>",
     .also = requirement("R-XML-spelling")},
    {.slug = "comment-in-tag",
     .title = "A comment inside a tag",
     .document = "<packet <!-- a --> ><backup-manager><backup-server><local/><description>"
                 "Standard weekly backup</description></backup-server></backup-manager></packet>"},
    {.slug = "instruction-open",
     .title = "A processing instruction that is never closed",
     .document = "<packet><?target <backup-manager><backup-server><local/><description>Standard "
                 "weekly backup</description></backup-server></backup-manager></packet>"},
    {.slug = "instruction-xml",
     .title = "A processing instruction named XML",
     .document = "<packet><?XML a?><backup-manager><backup-server><local/><description>Standard "
                 "weekly backup</description></backup-server></backup-manager></packet>"},
    {.slug = "cdata-open",
     .title = "A CDATA section that is never closed",
     .description = "<![CDATA[weekly"},
    {.slug = "cdata-small",
     .title = "A CDATA section in small letters",
     .description = "<![cdata[weekly]]>"},
    // declaration
    {.slug = "declaration-late",
     .title = "A line break before the XML declaration",
     .document = "\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>" SAMPLE},
    {.slug = "declaration-after-comment",
     .title = "A comment before the XML declaration",
     .document = "<!-- weekly --><?xml version=\"1.0\" encoding=\"UTF-8\"?>" SAMPLE},
    {.slug = "declaration-after-mark-and-blank",
     .title = "A byte order mark and a blank before the XML declaration",
     .document = "\xef\xbb\xbf <?xml version=\"1.0\" encoding=\"UTF-8\"?>" SAMPLE},
    {.slug = "declaration-twice",
     .title = "Two XML declarations",
     .document = "<?xml version=\"1.0\"?><?xml version=\"1.0\"?>" SAMPLE},
    {.slug = "declaration-versionless",
     .title = "An XML declaration without a version",
     .document = "<?xml encoding=\"UTF-8\"?>" SAMPLE},
    {.slug = "declaration-order",
     .title = "An XML declaration whose parts stand out of order",
     .document = "<?xml encoding=\"UTF-8\" version=\"1.0\"?>" SAMPLE},
    {.slug = "declaration-standalone",
     .title = "An XML declaration with `standalone=\"maybe\"`",
     .document = "<?xml version=\"1.0\" standalone=\"maybe\"?>" SAMPLE},
    {.slug = "doctype-late",
     .title = "A DOCTYPE after the packet",
     .document = SAMPLE "<!DOCTYPE packet>"},
    {.slug = "element-declaration",
     .title = "An element declaration inside the packet",
     .document = "<packet><!ELEMENT local EMPTY><backup-manager><backup-server><local/>"
                 "<description>Standard weekly backup</description></backup-server>"
                 "</backup-manager></packet>"},
};

}  // namespace

std::vector<Case> xml_fault_cases() {
  std::vector<Case> cases;
  for (const FaultRow& row : faults) {
    std::string body =
        row.document.empty() ? request_describing(row.description) : std::string(row.document);
    cases.push_back(single(joined({"xml/fault/refused[kind=", row.slug, "]"}),
                           joined({row.title, " is refused: not well-formed"}),
                           must_refuse(std::move(body), requirement("R-XML-well-formed")),
                           {row.also}));
  }
  cases.push_back(single(
      "xml/fault/none", "A packet that is well-formed XML is accepted",
      must_accept("<?xml version=\"1.0\"?>\n" SAMPLE "\n", requirement("R-XML-well-formed"))));
  // No library looks past a NUL, so either answer passes.
  struct NulRow {
    std::string_view slug, title, document;
  };
  static constexpr NulRow nuls[] = {
      {.slug = "after", .title = "A NUL after the packet", .document = SAMPLE "\0"sv},
      {.slug = "after-and-text",
       .title = "A NUL and text after the packet",
       .document = SAMPLE "\0hello"sv},
  };
  for (const NulRow& row : nuls) {
    cases.push_back(
        single(joined({"xml/fault/nul[place=", row.slug, "]"}),
               joined({row.title, ": libraries do not look past it"}),
               observe(std::string(row.document), requirement("R-XML-disputed-spelling"))));
  }
  cases.push_back(
      single("xml/fault/version-number", "An XML declaration of version 2.0 is refused",
             should_refuse("<?xml version=\"2.0\"?>" SAMPLE, requirement("R-XML-well-formed"))));
  return cases;
}

#undef SAMPLE

}  // namespace packetproof
