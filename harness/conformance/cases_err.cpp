/// The error model: versions, the order of check-ups, and what an error text may repeat.

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

std::string versioned(std::string_view version) {
  return packet_of(manager_of(server_of(joined({piece::local, piece::description}))),
                   joined({" version=\"", version, "\""}));
}

/// A version that does not exist has its own documented place and code (DOC-28729).
Step refuse_version(std::string body) {
  Step step = must_refuse(std::move(body), requirement("R-DOC28729-version-unknown"));
  step.expect.system_requirement = requirement("R-DOC28729-version-unknown");
  step.expect.codes = {1005};
  step.expect.code_requirement = requirement("R-DOC33765-code-1005");
  return step;
}

void add_versions(std::vector<Case>& cases) {
  struct VersionRow {
    std::string_view slug, title, version;
  };
  static constexpr VersionRow refused[] = {
      {.slug = "future",
       .title = "The version 99.99.99.99, which does not exist, is refused",
       .version = "99.99.99.99"},
      {.slug = "zero",
       .title = "The version 0.0.0.0, which does not exist, is refused",
       .version = "0.0.0.0"},
      {.slug = "large-numbers",
       .title = "A version of numbers beyond 32 bits is refused",
       .version = "4294967297.6.7.0"},
  };
  static constexpr VersionRow observed[] = {
      {.slug = "empty", .title = "What becomes of an empty version", .version = ""},
      {.slug = "word", .title = "What becomes of a version that is a word", .version = "latest"},
      {.slug = "padded",
       .title = "What becomes of the server's own version between blanks",
       .version = " %VERSION% "},
      {.slug = "fifth-part",
       .title = "What becomes of a version with one part more",
       .version = "%VERSION%.1"},
  };
  for (const VersionRow& row : refused) {
    cases.push_back(single(joined({"err/version/unknown[version=", row.slug, "]"}),
                           std::string(row.title), refuse_version(versioned(row.version)),
                           {requirement("R-DOC28720-version-optional")}));
  }
  for (const VersionRow& row : observed) {
    cases.push_back(
        single(joined({"err/version/odd[version=", row.slug, "]"}), std::string(row.title),
               observe(versioned(row.version), requirement("R-DOC28720-version-optional"))));
  }
  cases.push_back(
      single("err/version/known", "The server's own version is not refused",
             must_accept(versioned("%VERSION%"), requirement("R-DOC28720-version-optional")),
             {requirement("R-DOC28729-version-unknown")}));
}

/// Several reasons to refuse at once: which of them is told is nobody's rule.
void add_several_faults(std::vector<Case>& cases) {
  const std::vector<const Requirement*> order = {requirement("R-DOC28729-check-up-order")};
  const auto unspecific = [](Step step) {
    step.expect.codes.clear();
    step.expect.code_requirement = nullptr;
    return step;
  };
  cases.push_back(
      single("err/several/version-and-order",
             "An unknown version with nodes out of order is refused for one reason or the other",
             unspecific(must_refuse(
                 packet_of(manager_of(server_of(joined({piece::description, piece::local}))),
                           " version=\"99.99.99.99\""),
                 requirement("R-PAGE-order"))),
             order));
  Step unsigned_step = unspecific(must_refuse(
      request_of(joined({piece::description, piece::local})), requirement("R-PAGE-order")));
  unsigned_step.credentials = Credentials::none;
  cases.push_back(
      single("err/several/credentials-and-order",
             "Missing credentials with nodes out of order are refused for one reason or the other",
             std::move(unsigned_step), order));
  cases.push_back(single(
      "err/several/two-schema-faults", "A request with three faults of the schema is refused",
      must_refuse(request_of("<description/><description/><local>x</local><split-size>a"
                             "</split-size><comment/>"),
                  requirement("R-XSD-input-node-known")),
      order));
}

struct EchoRow {
  std::string_view slug, title, children;
  const Requirement* about = requirement("R-XSD-split-size-integer");
};

/// Values that libraries like to repeat in their messages.
constexpr EchoRow echoes[] = {
    {.slug = "markup",
     .title = "Markup in a refused value comes back escaped or not at all",
     .children = "<local/><description>x</description><split-size>&lt;b&gt;&amp;amp;&lt;/packet&gt;"
                 "</split-size>"},
    {.slug = "cdata",
     .title = "Markup from a CDATA section comes back escaped or not at all",
     .children = "<local/><description>x</description><split-size><![CDATA[<status>ok</status>"
                 "<task-id>1</task-id>]]></split-size>"},
    {.slug = "cdata-end",
     .title = "`]]>` in a refused value does not break the answer",
     .children = "<local/><description>x</description><split-size>1]]&gt;2</split-size>"},
    {.slug = "quotes",
     .title = "Quotes in a refused value do not break the answer",
     .children = "<local/><description>x</description><split-size>'\"'</split-size>"},
    {.slug = "accents",
     .title = "A refused value of two-byte characters does not break the answer",
     .children = "<local/><description>x</description><split-size>\xc3\xa9\xc3\xa9\xc3\xa9"
                 "</split-size>"},
    {.slug = "astral",
     .title = "A refused value of four-byte characters does not break the answer",
     .children = "<local/><description>x</description><split-size>\xf0\x9f\x98\x80"
                 "</split-size>"},
    {.slug = "carriage-return",
     .title = "A carriage return in a refused value is no break of the "
              "answer",
     .children = "<local/><description>x</description><split-size>1&#13;2</split-size>"},
    {.slug = "query",
     .title = "A refused value that looks like a query reveals nothing of a database",
     .children = "<local/><description>x</description><split-size>1' OR '1'='1</split-size>"},
    {.slug = "format",
     .title = "A refused value that looks like a format string reveals nothing",
     .children = "<local/><description>x</description><split-size>%s%n%x{0}${x}</split-size>"},
    {.slug = "name-accents",
     .title = "An unknown node with accents in its name is refused",
     .children = "<local/><description>x</description><r\xc3\xa9sum\xc3\xa9/>",
     .about = requirement("R-XSD-input-node-known")},
    {.slug = "attribute-markup",
     .title = "Markup in a refused attribute comes back escaped or not "
              "at all",
     .children = "<local/><description note=\"&lt;b&gt;&quot;\">x</description>",
     .about = requirement("R-XSD-attributes")},
};

void add_echoes(std::vector<Case>& cases) {
  const std::vector<const Requirement*> also = {requirement("R-XML-errtext-escaped"),
                                                requirement("R-DOC28729-errtext-internals")};
  for (const EchoRow& row : echoes) {
    cases.push_back(single(joined({"err/echo/refused[holds=", row.slug, "]"}),
                           std::string(row.title), must_refuse(request_of(row.children), row.about),
                           also));
  }
  // A text cut to a number of bytes ends in the middle of a character.
  std::string long_text;
  for (int i = 0; i < 1000; ++i) long_text += "\xe2\x82\xac";
  cases.push_back(
      single("err/echo/refused[holds=long]",
             "A refused value of 1000 three-byte characters does not break the answer",
             must_refuse(request_of(joined({piece::local, piece::description, "<split-size>x",
                                            long_text, "</split-size>"})),
                         requirement("R-XSD-split-size-integer")),
             also));
}

}  // namespace

std::vector<Case> err_cases() {
  std::vector<Case> cases;
  add_versions(cases);
  add_several_faults(cases);
  add_echoes(cases);
  return cases;
}

}  // namespace packetproof
