/// Text at its edges: length, scripts, the first and last legal code points.

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

struct TextRow {
  std::string_view slug, title, markup;
  /// Not ordinary: the check-up passes it, the execution may have its own mind about it.
  bool odd = false;
};

constexpr TextRow rows[] = {
    // ordinary text of many scripts
    {.slug = "latin",
     .title = "Letters with accents",
     .markup = "Caf\xc3\xa9 d\xc3\xa9j\xc3\xa0 vu"},
    {.slug = "cyrillic",
     .title = "Cyrillic text",
     .markup = "\xd0\x95\xd0\xb6\xd0\xb5\xd0\xbd\xd0\xb5\xd0\xb4\xd0\xb5\xd0\xbb\xd1\x8c\xd0\xbd"
               "\xd1\x8b\xd0\xb9"},
    {.slug = "han",
     .title = "Chinese text",
     .markup = "\xe6\xaf\x8f\xe5\x91\xa8\xe5\xa4\x87\xe4\xbb\xbd"},
    {.slug = "hebrew",
     .title = "Text written from right to left",
     .markup = "\xd7\x92\xd7\x99\xd7\x91\xd7\x95\xd7\x99 \xd7\xa9\xd7\x91\xd7\x95\xd7\xa2\xd7\x99"},
    {.slug = "thai",
     .title = "Thai text",
     .markup = "\xe0\xb8\xaa\xe0\xb8\xb3\xe0\xb8\xa3\xe0\xb8\xad"
               "\xe0\xb8\x87"},
    {.slug = "combining",
     .title = "Letters with combining marks",
     .markup = "e\xcc\x81 a\xcc\x8a\xcc\xa3 o\xcc\x88"},
    {.slug = "astral", .title = "A character of four bytes", .markup = "backup \xf0\x9f\x98\x80"},
    {.slug = "astral-reference",
     .title = "A character of four bytes as a reference",
     .markup = "backup &#x1F600;"},
    {.slug = "first-astral",
     .title = "U+10000, the first character of four bytes",
     .markup = "a\xf0\x90\x80\x80"
               "b"},
    {.slug = "first-printable", .title = "A single exclamation mark", .markup = "!"},
    {.slug = "replacement",
     .title = "U+FFFD, the last character of three bytes",
     .markup = "a\xef\xbf\xbd"
               "b"},
    {.slug = "markup-characters",
     .title = "Every character that markup uses, escaped",
     .markup = "&lt;&gt;&amp;&quot;&apos;/=!?[]-;"},
    {.slug = "sql-quotes",
     .title = "Quotes and semicolons as in a query",
     .markup = "it's; \"weekly\" -- `full`"},
    {.slug = "percent", .title = "Percent signs and backslashes", .markup = "100% \\n %s %20"},
    {.slug = "blanks-outside",
     .title = "Blanks before and after the text",
     .markup = "  Standard weekly backup  "},
    {.slug = "blanks-inside",
     .title = "Several blanks inside the text",
     .markup = "Standard   weekly  backup"},
    // legal, and not ordinary
    {.slug = "tab", .title = "A tab", .markup = "Standard\tweekly", .odd = true},
    {.slug = "line-break",
     .title = "Line breaks",
     .markup = "Standard\nweekly\r\nbackup",
     .odd = true},
    {.slug = "carriage-return",
     .title = "A carriage return as a reference",
     .markup = "Standard&#13;weekly",
     .odd = true},
    {.slug = "blanks-only", .title = "Nothing but blanks", .markup = "   ", .odd = true},
    {.slug = "delete",
     .title = "U+007F, a control character that XML allows",
     .markup = "a\x7f"
               "b",
     .odd = true},
    {.slug = "next-line",
     .title = "U+0085, the next-line control character",
     .markup = "a\xc2\x85"
               "b",
     .odd = true},
    {.slug = "c1-last",
     .title = "U+009F, the last control character",
     .markup = "a\xc2\x9f"
               "b",
     .odd = true},
    {.slug = "line-separator",
     .title = "U+2028, the line separator",
     .markup = "a\xe2\x80\xa8"
               "b",
     .odd = true},
    {.slug = "bidi-override",
     .title = "U+202E, which turns the direction of writing",
     .markup = "a\xe2\x80\xae"
               "b",
     .odd = true},
    {.slug = "bom-inside",
     .title = "U+FEFF inside the text",
     .markup = "a\xef\xbb\xbf"
               "b",
     .odd = true},
    {.slug = "before-surrogates",
     .title = "U+D7FF, the last before the surrogates",
     .markup = "a\xed\x9f\xbf"
               "b",
     .odd = true},
    {.slug = "private-first",
     .title = "U+E000, the first of private use",
     .markup = "a\xee\x80\x80"
               "b",
     .odd = true},
    {.slug = "noncharacter",
     .title = "U+FDD0, which is no character and legal in XML",
     .markup = "a\xef\xb7\x90"
               "b",
     .odd = true},
    {.slug = "last",
     .title = "U+10FFFF, the last code point",
     .markup = "a\xf4\x8f\xbf\xbf"
               "b",
     .odd = true},
};

/// The documented limit is none; up to 255 characters no server has a reason of its own.
void add_lengths(std::vector<Case>& cases) {
  struct LengthRow {
    std::string_view slug, title, unit;
    std::size_t count;
    Demand demand = Demand::should_accept;
    const Requirement* about = requirement("R-PAGE-long-text");
  };
  static constexpr LengthRow lengths[] = {
      {.slug = "1",
       .title = "A description of one character is accepted",
       .unit = "a",
       .count = 1,
       .demand = Demand::must_accept,
       .about = requirement("R-XSD-description-text")},
      {.slug = "255",
       .title = "A description of 255 characters is accepted",
       .unit = "a",
       .count = 255,
       .demand = Demand::must_accept,
       .about = requirement("R-XSD-description-text")},
      {.slug = "255-two-bytes",
       .title = "A description of 255 characters of two bytes is accepted",
       .unit = "\xc3\xa9",
       .count = 255,
       .demand = Demand::must_accept,
       .about = requirement("R-XML-utf8")},
      {.slug = "255-four-bytes",
       .title = "A description of 255 characters of four bytes is accepted",
       .unit = "\xf0\x9f\x98\x80",
       .count = 255,
       .demand = Demand::must_accept,
       .about = requirement("R-XML-utf8")},
      {.slug = "256",
       .title = "A description of 256 characters is valid; a server may have a limit",
       .unit = "a",
       .count = 256},
      {.slug = "4096",
       .title = "A description of 4096 characters is valid; a server may have a limit",
       .unit = "a",
       .count = 4096},
      {.slug = "65535",
       .title = "A description of 65 535 characters is valid; a server may have a limit",
       .unit = "a",
       .count = 65535},
      {.slug = "65536",
       .title = "A description of 65 536 characters is valid; a server may have a limit",
       .unit = "a",
       .count = 65536},
  };
  for (const LengthRow& row : lengths) {
    std::string text;
    for (std::size_t i = 0; i < row.count; ++i) text += row.unit;
    Step step = observe(request_describing(text), row.about);
    step.expect.demand = row.demand;
    cases.push_back(single(joined({"xml/text/length[characters=", row.slug, "]"}),
                           std::string(row.title), std::move(step)));
  }
  // A long text that is invalid for another reason: no limit may accept it.
  cases.push_back(single("xml/text/length-and-child",
                         "A child element after 4096 characters of text is refused",
                         must_refuse(request_describing(std::string(4096, 'a') + "<b/>"),
                                     requirement("R-XSD-description-text")),
                         {requirement("R-PAGE-long-text")}));
}

}  // namespace

std::vector<Case> xml_text_cases() {
  std::vector<Case> cases;
  for (const TextRow& row : rows) {
    Step step = must_accept(request_describing(row.markup), requirement("R-XML-utf8"));
    step.expect.value_may_be_refused = row.odd;
    cases.push_back(single(joined({"xml/text/description[holds=", row.slug, "]"}),
                           joined({row.title, row.odd ? " in a description passes the check-up"
                                                      : " in a description is accepted"}),
                           std::move(step)));
  }
  add_lengths(cases);
  return cases;
}

}  // namespace packetproof
