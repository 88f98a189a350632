/// Other spellings of the same information: a right endpoint tells no difference.

#include <array>

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

/// The sample with a split-size, cut at every gap in which XML allows a comment.
struct Gap {
  std::string_view slug, where, before;  // `before` stands ahead of the gap
};

constexpr Gap gaps[] = {
    {.slug = "before-root", .where = "before the packet", .before = ""},
    {.slug = "packet-start", .where = "at the start of `packet`", .before = "<packet>"},
    {.slug = "manager-start",
     .where = "at the start of `backup-manager`",
     .before = "<backup-manager>"},
    {.slug = "server-start",
     .where = "at the start of `backup-server`",
     .before = "<backup-server>"},
    {.slug = "in-local", .where = "inside `local`", .before = "<local>"},
    {.slug = "after-local", .where = "between storage and description", .before = "</local>"},
    {.slug = "description-start",
     .where = "at the start of the description",
     .before = "<description>"},
    {.slug = "in-description", .where = "inside the description's text", .before = "Standard "},
    {.slug = "after-description",
     .where = "between description and split-size",
     .before = "weekly backup</description>"},
    {.slug = "in-split-size",
     .where = "between the digits of split-size",
     .before = "<split-size>0"},
    {.slug = "after-split-size",
     .where = "between split-size and only-mail",
     .before = "0</split-size>"},
    {.slug = "in-only-mail", .where = "inside `only-mail`", .before = "<only-mail>"},
    {.slug = "server-end", .where = "at the end of `backup-server`", .before = "</only-mail>"},
    {.slug = "manager-end",
     .where = "at the end of `backup-manager`",
     .before = "</backup-server>"},
    {.slug = "packet-end", .where = "at the end of `packet`", .before = "</backup-manager>"},
    {.slug = "after-root", .where = "after the packet", .before = "</packet>"},
};

/// Every piece of the packet, with `insertion` in the gap before the piece that follows `at`.
std::string with_gap(const Gap& at, std::string_view insertion) {
  std::string body;
  for (const Gap& gap : gaps) {
    body += gap.before;
    if (gap.slug == at.slug) body += insertion;
  }
  return body;
}

/// A comment and an instruction, which hold what would be markup elsewhere.
void add_gaps(std::vector<Case>& cases) {
  static constexpr std::string_view markup =
      "<!-- <local/> & more --><?example-target <local/> & more?>";
  for (const Gap& gap : gaps) {
    cases.push_back(
        single(joined({"xml/gap/comment-and-instruction[gap=", gap.slug, "]"}),
               joined({"A comment and a processing instruction ", gap.where, " change nothing"}),
               must_accept(with_gap(gap, markup), requirement("R-XML-spelling"))));
  }
  for (const std::string_view only : {"<!-- weekly -->", "<?weekly backup?>"}) {
    std::string body;
    for (const Gap& gap : gaps) body += joined({gap.before, only});
    const bool comment = only.starts_with("<!");
    cases.push_back(
        single(joined({"xml/gap/everywhere[only=", comment ? "comments" : "instructions", "]"}),
               comment ? "Comments in every gap change nothing"
                       : "Processing instructions in every gap change nothing",
               must_accept(std::move(body), requirement("R-XML-spelling"))));
  }
}

struct SpellingRow {
  std::string_view slug, title, body;
  Demand demand = Demand::must_accept;
  const Requirement* about = requirement("R-XML-spelling");
};

#define OPERATORS                                                              \
  "<backup-manager><backup-server><local/><description>Standard weekly backup" \
  "</description></backup-server></backup-manager>"

constexpr SpellingRow rows[] = {
    {.slug = "declaration",
     .title = "An XML declaration with the encoding changes nothing",
     .body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><packet>" OPERATORS "</packet>"},
    {.slug = "declaration-bare",
     .title = "An XML declaration without the encoding changes nothing",
     .body = "<?xml version=\"1.0\"?>\n<packet>" OPERATORS "</packet>"},
    {.slug = "declaration-single-quotes",
     .title = "An XML declaration in single quotes changes nothing",
     .body = "<?xml version='1.0' encoding='utf-8'?>\n<packet>" OPERATORS "</packet>"},
    {.slug = "declaration-standalone",
     .title = "An XML declaration with standalone changes nothing",
     .body = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<packet>" OPERATORS
             "</packet>"},
    {.slug = "declaration-blanks",
     .title = "Blanks inside the XML declaration change nothing",
     .body = "<?xml  version = \"1.0\"\tencoding = \"UTF-8\" ?>\n<packet>" OPERATORS "</packet>"},
    {.slug = "attribute-single-quotes",
     .title = "A version in single quotes is read alike",
     .body = "<packet version='%VERSION%'>" OPERATORS "</packet>"},
    {.slug = "attribute-blanks",
     .title = "Blanks around the equals sign of version are read alike",
     .body = "<packet\n  version = \"%VERSION%\"\t>" OPERATORS "</packet>"},
    {.slug = "empty-tag-long",
     .title = "`<local></local>` is `<local/>`",
     .body = "<packet><backup-manager><backup-server><local></local><description>Standard weekly "
             "backup</description></backup-server></backup-manager></packet>"},
    {.slug = "tag-blanks",
     .title = "White space inside tags changes nothing",
     .body =
         "<packet\n><backup-manager ><backup-server\t><local /><description\r\n>Standard weekly "
         "backup</description ></backup-server\n></backup-manager></packet >"},
    {.slug = "indented",
     .title = "Indentation by tabs and line ends of Windows change nothing",
     .body = "<packet>\r\n\t<backup-manager>\r\n\t\t<backup-server>\r\n\t\t\t<local/>\r\n\t\t\t"
             "<description>Standard weekly backup</description>\r\n\t\t</backup-server>\r\n\t"
             "</backup-manager>\r\n</packet>\r\n"},
    {.slug = "carriage-returns",
     .title = "Line ends of a single carriage return change nothing",
     .body = "<packet>\r<backup-manager>\r<backup-server>\r<local/>\r<description>Standard weekly "
             "backup</description>\r</backup-server>\r</backup-manager>\r</packet>\r"},
    {.slug = "cdata",
     .title = "A description in a CDATA section is read",
     .body = "<packet><backup-manager><backup-server><local/><description><![CDATA[Standard "
             "weekly backup]]></description></backup-server></backup-manager></packet>"},
    {.slug = "cdata-markup",
     .title = "Markup inside a CDATA section is text",
     .body = "<packet><backup-manager><backup-server><local/><description><![CDATA[<local/> & "
             "</description>]]></description></backup-server></backup-manager></packet>"},
    {.slug = "cdata-parts",
     .title = "Text and CDATA sections side by side are one text",
     .body = "<packet><backup-manager><backup-server><local/><description>Standard <![CDATA[week]]>"
             "<![CDATA[ly]]> backup</description></backup-server></backup-manager></packet>"},
    {.slug = "cdata-end-split",
     .title = "`]]>` split over two CDATA sections is read",
     .body = "<packet><backup-manager><backup-server><local/><description><![CDATA[a]]]]>"
             "<![CDATA[>b]]></description></backup-server></backup-manager></packet>"},
    {.slug = "cdata-empty-text",
     .title = "An empty CDATA section in the description is read",
     .body = "<packet><backup-manager><backup-server><local/><description><![CDATA[]]>"
             "</description></backup-server></backup-manager></packet>"},
    {.slug = "references",
     .title = "Decimal and hexadecimal character references are read",
     .body = "<packet><backup-manager><backup-server><local/><description>&#83;tandard&#x20;"
             "weekl&#x079;</description></backup-server></backup-manager></packet>"},
    {.slug = "entities",
     .title = "The five entities that XML knows are read",
     .body = "<packet><backup-manager><backup-server><local/><description>&lt;a&gt; &amp; &quot;b"
             "&quot; &apos;c&apos;</description></backup-server></backup-manager></packet>"},
    {.slug = "quotes-raw",
     .title = "Quotes and `>` that are not escaped in text are read",
     .body = "<packet><backup-manager><backup-server><local/><description>\"a\" 'b' > c"
             "</description></backup-server></backup-manager></packet>"},
    {.slug = "comment-long",
     .title = "A comment of 4096 characters before the packet is skipped",
     .body = {}},  // filled in below
    {.slug = "cdata-between",
     .title = "An empty CDATA section between nodes: validators differ",
     .body = "<packet><backup-manager><backup-server><local/><![CDATA[]]><description>Standard "
             "weekly backup</description></backup-server></backup-manager></packet>",
     .demand = Demand::either,
     .about = requirement("R-XML-disputed-spelling")},
    {.slug = "cdata-blank-between",
     .title = "A blank CDATA section between nodes: validators differ",
     .body = "<packet><backup-manager><backup-server><local/><![CDATA[ ]]><description>Standard "
             "weekly backup</description></backup-server></backup-manager></packet>",
     .demand = Demand::either,
     .about = requirement("R-XML-disputed-spelling")},
    {.slug = "namespace-unused",
     .title = "A namespace declaration that nothing uses changes nothing",
     .body = "<packet xmlns:x=\"urn:example:other\">" OPERATORS "</packet>",
     .demand = Demand::should_accept,
     .about = requirement("R-XML-unused-namespace")},
    {.slug = "namespace-xsi",
     .title = "The declarations that serializers of .NET add change nothing",
     .body = "<packet xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
             "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">" OPERATORS "</packet>",
     .demand = Demand::should_accept,
     .about = requirement("R-XML-unused-namespace")},
    {.slug = "namespace-inner",
     .title = "An unused declaration on an inner node changes nothing",
     .body = "<packet><backup-manager><backup-server><local/><description "
             "xmlns:x=\"urn:example:other\">Standard weekly backup</description></backup-server>"
             "</backup-manager></packet>",
     .demand = Demand::should_accept,
     .about = requirement("R-XML-unused-namespace")},
    {.slug = "schema-hint",
     .title = "A hint at a schema without a namespace changes nothing",
     .body = "<packet xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
             "xsi:noNamespaceSchemaLocation=\"agent_input.xsd\">" OPERATORS "</packet>",
     .demand = Demand::should_accept,
     .about = requirement("R-XSD-attributes")},
    {.slug = "schema-hint-odd",
     .title = "A schema location of an odd number of parts: validators "
              "differ",
     .body = "<packet xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
             "xsi:schemaLocation=\"urn:example:other\">" OPERATORS "</packet>",
     .demand = Demand::either,
     .about = requirement("R-XML-disputed-spelling")},
    {.slug = "prefix-unbound",
     .title = "An attribute whose prefix is not bound: an error of "
              "namespaces only",
     .body = "<packet><backup-manager><backup-server><local/><description>Standard weekly backup"
             "</description><only-mail x:a=\"1\"/></backup-server></backup-manager></packet>",
     .demand = Demand::either,
     .about = requirement("R-XML-unbound-prefix")},
    {.slug = "prefix-empty",
     .title = "A prefix bound to nothing: an error of namespaces only",
     .body = "<packet xmlns:x=\"\">" OPERATORS "</packet>",
     .demand = Demand::either,
     .about = requirement("R-XML-unbound-prefix")},
    {.slug = "version-1.1",
     .title = "A packet that calls itself XML 1.1: either answer is right",
     .body = "<?xml version=\"1.1\"?><packet>" OPERATORS "</packet>",
     .demand = Demand::either,
     .about = requirement("R-XML-disputed-spelling")},
    {.slug = "version-1.2",
     .title = "A packet that calls itself XML 1.2: either answer is right",
     .body = "<?xml version=\"1.2\"?><packet>" OPERATORS "</packet>",
     .demand = Demand::either,
     .about = requirement("R-XML-disputed-spelling")},
};

}  // namespace

std::vector<Case> xml_spelling_cases() {
  std::vector<Case> cases;
  for (const SpellingRow& row : rows) {
    Step step = observe(std::string(row.body), row.about);
    if (row.slug == "comment-long") {
      step.body = joined({"<!--", std::string(4096, '.'), "-->", sample()});
    }
    step.expect.demand = row.demand;
    cases.push_back(single(joined({"xml/spelling/same[way=", row.slug, "]"}),
                           std::string(row.title), std::move(step)));
  }
  add_gaps(cases);
  return cases;
}

#undef OPERATORS

}  // namespace packetproof
