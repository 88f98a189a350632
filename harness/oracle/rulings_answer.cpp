#include <array>

#include "harness/oracle/ruling_bytes.hpp"
#include "harness/oracle/ruling_rows.hpp"

namespace packetproof {
namespace {

bool right(const Disagreement& d) { return d.document != nullptr && d.rules->valid; }

// NOLINTBEGIN: samples are spelt out of these.
#define RESULT(nodes)                                                                \
  "<packet version='1.6.7.0' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' " \
  "xmlns:xs='http://www.w3.org/2001/XMLSchema'><backup-manager><backup-server>"      \
  "<result>" nodes "</result></backup-server></backup-manager></packet>"
#define FAILURE(code) RESULT("<status>error</status>" code "<errtext>t</errtext>")
#define TASK(task)                                                                       \
  "<packet xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "                       \
  "xmlns:xs='http://www.w3.org/2001/XMLSchema'><backup-manager><get-tasks-info><result>" \
  "<status>ok</status><task>" task                                                       \
  "<id>1</id><status>working</status><started>1</started><prefix/><filename/>"           \
  "<protocol>local</protocol></task></result></get-tasks-info></backup-manager></packet>"
// NOLINTEND

constexpr auto rows = std::to_array<Ruling>({
    // PROTOCOL 5.4
    {.id = "Q-answer-blank-cdata",
     .title = "an empty or blank CDATA section where only elements may stand",
     .right = "valid",
     .clause = "XML Infoset: a CDATA section is its characters, and these are white space or none",
     .side = Side::answer,
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().blank_cdata; },
     .covered = RESULT("<![CDATA[]]><status>ok</status><task-id>1</task-id>"),
     .neighbour = RESULT("<status><![CDATA[ok]]></status><task-id>1</task-id>")},
    // 5.11
    {.id = "Q-answer-no-mark",
     .title = "UTF-16 without a byte order mark",
     .right = "an error, not a fatal one",
     .clause = "XML 1.0, 4.3.3",
     .side = Side::answer,
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = lacks_its_mark},
    // 5.12
    {.id = "Q-answer-xml-version",
     .title = "an XML version other than 1.0",
     .right = "as XML 1.0, without what only XML 1.1 allows",
     .clause = "XML 1.0, 2.8, production 26; libraries read some of them as XML 1.1",
     .side = Side::answer,
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     // With the line ends of XML 1.1 an answer is not valid by 1.0, nor wrong by 1.1: disputed.
     .covers = [](const Disagreement& d) { return right(d) && names_another_version(d); },
     .covered = "<?xml version='1.1'?>" FAILURE("<errcode>1</errcode>"),
     .neighbour = "<?xml version='1.0'?>" FAILURE("<errcode>1</errcode>")},
    // 5.13
    {.id = "Q-padded-errcode",
     .title = "white space around `errcode`",
     .right = "valid",
     .clause = "XSD 1.0 part 2, 4.3.6: xs:unsignedInt collapses",
     .side = Side::answer,
     .valid = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XSD-errcode-type"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().padded_errcode; },
     .covered = FAILURE("<errcode> 1014 </errcode>"),
     .neighbour = FAILURE("<errcode>1014</errcode>")},
    // 5.14
    {.id = "Q-signed-errcode",
     .title = "`errcode` with a sign: +5, +0, -0",
     .right = "ambiguous; valid by XSD 1.1",
     .clause = "XSD 1.0 part 2, 3.3.22 and W3C bug 4328",
     .side = Side::answer,
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = [](const Disagreement& d) { return d.fragment().signed_errcode; },
     .covered = FAILURE("<errcode>+5</errcode>"),
     .neighbour = FAILURE("<errcode>5</errcode>")},
    // 5.15
    {.id = "Q-answer-padded-type",
     .title = "white space around the name in `xsi:type`",
     .right = "valid",
     .clause = "XSD 1.0 part 2, 4.3.6: xs:QName collapses",
     .side = Side::answer,
     .valid = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().padded_type; },
     .covered = FAILURE("<errcode xsi:type=' xs:unsignedInt '>1</errcode>"),
     .neighbour = FAILURE("<errcode xsi:type='xs:unsignedInt'>1</errcode>")},
    {.id = "Q-answer-type-without-namespace",
     .title = "`xsi:type` of the schema's own types where xmlns=\"\" stands",
     .right = "valid",
     .clause = "Namespaces in XML 1.0, 6.2: as if nothing stood; libxml2 does not find the type",
     .side = Side::answer,
     .valid = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers =
         [](const Disagreement& d) { return right(d) && d.fragment().type_without_namespace; },
     .covered = "<packet version='1'><system><status>error</status><errtext xmlns='' "
                "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='string'>e"
                "</errtext></system></packet>",
     .neighbour = "<packet version='1'><system><status>error</status><errtext "
                  "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='string'>e"
                  "</errtext></system></packet>"},
    // 5.16
    {.id = "Q-answer-any-type",
     .title = "`xsi:type` naming xs:anyType where no type is declared",
     .right = "valid",
     .clause = "XSD 1.0 part 1, 3.3.4: the declared type itself",
     .side = Side::answer,
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().any_type; },
     .covered = TASK("<server xsi:type='xs:anyType'/>"),
     .neighbour = TASK("<server/>")},
    {.id = "Q-answer-unknown-xsi",
     .title = "an xsi: attribute that the schema language does not have, in lax content",
     .right = "valid",
     .clause = "XSD 1.0 part 1, 3.10.4: lax, and nothing declares it",
     .side = Side::answer,
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().unknown_xsi; },
     .covered = TASK("<server xsi:foo='x'/>"),
     .neighbour = TASK("<server foo='x'/>")},
    {.id = "Q-answer-odd-location",
     .title = "an odd number of addresses in `xsi:schemaLocation`",
     .right = "valid",
     .clause = "XSD 1.0 part 1, 4.3.2: a hint",
     .side = Side::answer,
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().odd_location; },
     .covered = FAILURE("<errcode xsi:schemaLocation='a'>1</errcode>"),
     .neighbour = FAILURE("<errcode xsi:schemaLocation='a b'>1</errcode>")},
    // 5.16, further fragments of the same kind, found by trying
    {.id = "Q-answer-lax",
     .title = "`xsi:type` or `xsi:nil` in lax content of a task",
     .right = "checked; our rules do not go so far",
     .clause = "XSD 1.0 part 1, 3.10.4; the libraries differ",
     .side = Side::answer,
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers =
         [](const Disagreement& d) {
           const Fragment& found = d.fragment();
           return found.below_unknown || found.odd_nil || found.unchecked_type;
         },
     .covered = TASK("<server><u xsi:type='nope'/></server>"),
     .neighbour = TASK("<server><u type='nope'/></server>")},
    {.id = "Q-answer-simple-for-complex",
     .title = "`xsi:type` naming a simple type on a node that holds elements",
     .right = "invalid",
     .clause = "XSD 1.0 part 1, 3.3.4; Xerces-C++ then checks neither type nor content",
     .side = Side::answer,
     .valid = false,
     .xerces_differs = true,
     .libxml2_differs = true,  // from our rules, which leave named types to the schema
     .requirement = requirement("R-XSD-answer-envelope"),
     .covers =
         [](const Disagreement& d) { return !d.libxml2->valid && d.fragment().simple_for_complex; },
     .covered = "<packet xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><backup-manager>"
                "<backup-server><result xsi:type='string'><status>ok</status></result>"
                "</backup-server></backup-manager></packet>",
     .neighbour = RESULT("<status>ok</status>")},
    // 5.21
    {.id = "Q-answer-encoding",
     .title = "an encoding other than UTF-8 and UTF-16, declared and true",
     .right = "valid",
     .clause = "XML 1.0, 4.3.3: no processor is obliged to read it",
     .side = Side::answer,
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-optional-encoding"),
     .covers = uses_optional_encoding,
     .covered = "<?xml version='1.0' encoding='ISO-8859-1'?>" FAILURE("<errcode>1</errcode>"),
     .neighbour = "<?xml version='1.0' encoding='UTF-8'?>" FAILURE("<errcode>1</errcode>")},
    // 5.22
    {.id = "Q-answer-large",
     .title = "an answer above 1 000 000 bytes",
     .right = "valid",
     .clause = "XML sets no limit; libxml2 has its own (10 000 000 bytes of text)",
     .side = Side::answer,
     .valid = true,
     .libxml2_differs = true,
     .requirement = requirement("R-PAGE-long-text"),
     .covers = is_large},
    // 5.23
    {.id = "Q-bare-error",
     .title = "status error without errcode or errtext",
     .right = "valid by the schema; page 28729: always there",
     .clause = "The schema makes them optional; page 28729 says \"always\": WARN",
     .side = Side::answer,
     .valid = true,
     .requirement = requirement("R-DOC28729-error-errcode"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().bare_error; },
     .covered = RESULT("<status>error</status><errtext>t</errtext>"),
     .neighbour = FAILURE("<errcode>1</errcode>")},
    // 5.24
    {.id = "Q-negative-task",
     .title = "a negative task-id",
     .right = "valid by the schema, senseless",
     .clause = "The schema's pattern allows a minus: WARN",
     .side = Side::answer,
     .valid = true,
     .requirement = requirement("R-PAGE-task-id-sign"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().negative_task; },
     .covered = RESULT("<status>ok</status><task-id>-5</task-id>"),
     .neighbour = RESULT("<status>ok</status><task-id>5</task-id>")},
});

}  // namespace

std::span<const Ruling> answer_rulings() { return rows; }

}  // namespace packetproof
