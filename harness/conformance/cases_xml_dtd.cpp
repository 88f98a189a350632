/// DOCTYPEs, and what they can do to an endpoint that reads them too willingly.

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

struct DoctypeRow {
  std::string_view slug, title, doctype;
  std::string_view description = "Standard weekly backup";
};

/// Harmless ones: a server may read or refuse them.
constexpr DoctypeRow rows[] = {
    {.slug = "bare", .title = "A DOCTYPE that declares nothing", .doctype = "<!DOCTYPE packet>"},
    {.slug = "empty-subset",
     .title = "A DOCTYPE with an empty internal subset",
     .doctype = "<!DOCTYPE packet []>"},
    {.slug = "other-root",
     .title = "A DOCTYPE that names another root",
     .doctype = "<!DOCTYPE html>"},
    {.slug = "element",
     .title = "A DOCTYPE that declares an element",
     .doctype = "<!DOCTYPE packet [<!ELEMENT packet ANY>]>"},
    {.slug = "attribute-default",
     .title = "A DOCTYPE that adds an attribute by default",
     .doctype = "<!DOCTYPE packet [<!ATTLIST description lang CDATA \"en\">]>"},
    {.slug = "entity-unused",
     .title = "An entity that nothing uses",
     .doctype = "<!DOCTYPE packet [<!ENTITY e \"weekly\">]>"},
    {.slug = "entity-used",
     .title = "An entity in the description",
     .doctype = "<!DOCTYPE packet [<!ENTITY e \"weekly\">]>",
     .description = "Standard &e; backup"},
    {.slug = "system",
     .title = "A DOCTYPE with a system identifier",
     .doctype = "<!DOCTYPE packet SYSTEM \"no-such-file.dtd\">"},
    {.slug = "public",
     .title = "A DOCTYPE with a public identifier",
     .doctype = "<!DOCTYPE packet PUBLIC \"-//EXAMPLE//DTD Packet//EN\" \"no-such-file.dtd\">"},
};

}  // namespace

std::vector<Case> xml_dtd_cases() {
  std::vector<Case> cases;
  for (const DoctypeRow& row : rows) {
    cases.push_back(single(joined({"xml/doctype/harmless[kind=", row.slug, "]"}),
                           joined({row.title, ": legal XML, which servers may refuse"}),
                           observe(joined({row.doctype, request_describing(row.description)}),
                                   requirement("R-XML-doctype"))));
  }
  return cases;
}

}  // namespace packetproof
