#include "harness/oracle/rulings.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "harness/oracle/ruling_bytes.hpp"
#include "harness/oracle/ruling_rows.hpp"

namespace packetproof {
namespace {

using namespace std::string_view_literals;

bool right(const Disagreement& d) { return d.document != nullptr && d.rules->valid; }

/// The rules find fault with nothing else.
bool breaks_only(const Disagreement& d, std::initializer_list<const Requirement*> rows) {
  return d.document != nullptr && !d.rules->violations.empty() &&
         std::ranges::all_of(d.rules->violations, [&](const Violation& violation) {
           return std::ranges::find(rows, violation.requirement) != rows.end();
         });
}
bool breaks(const Disagreement& d, const Requirement* row) {
  return d.document != nullptr &&
         std::ranges::any_of(d.rules->violations, [&](const Violation& violation) {
           return violation.requirement == row;
         });
}

/// Every character of an ASCII text as two bytes, high byte first.
template <std::size_t size>
constexpr auto in_utf16(const char (&text)[size]) {
  std::array<char, 2 * (size - 1)> wide{};
  for (std::size_t i = 0; i + 1 < size; ++i) wide[2 * i + 1] = text[i];
  return wide;
}
template <std::size_t size>
constexpr std::string_view view(const std::array<char, size>& bytes) {
  return {bytes.data(), bytes.size()};
}

// NOLINTBEGIN: samples are spelt out of these.
#define PACKET(nodes) \
  "<packet><backup-manager><backup-server>" nodes "</backup-server></backup-manager></packet>"
#define RIGHT(more) PACKET("<local/><description>d</description>" more)
#define MAIL(attributes, content)                                         \
  RIGHT(                                                                  \
      "<only-mail xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' " \
      "xmlns:xs='http://www.w3.org/2001/XMLSchema' " attributes ">" content "</only-mail>")
#define TYPED(attribute, content)                                                                \
  PACKET("<local/><description xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' " attribute \
         ">" content "</description>")
#define TEN "dddddddddd"
#define FIFTY TEN TEN TEN TEN TEN
// NOLINTEND

constexpr auto unmarked = in_utf16("<?xml version='1.0' encoding='UTF-16'?>" RIGHT(""));
constexpr auto misnamed = in_utf16("<?xml version='1.0' encoding='UTF-8'?>" RIGHT(""));

constexpr auto rows = std::to_array<Ruling>({
    // PROTOCOL 5.1
    {.id = "Q-storage",
     .title = "`local` and `remote` both, or neither",
     .right = "invalid",
     .clause = "The page calls both \"required\"; its schema and its samples have exactly one",
     .valid = false,
     .requirement = requirement("R-XSD-storage-choice"),
     .covers =
         [](const Disagreement& d) {
           return breaks(d, requirement("R-XSD-storage-choice")) && d.fragment().both_storages;
         },
     .covered = PACKET("<local/><remote>ftp</remote><description>d</description>"),
     .neighbour = PACKET("<remote>ftp</remote><description>d</description>")},
    // 5.2
    {.id = "Q-only-content",
     .title = "content or attributes in `only-hosting`, `only-mail` or `only-configuration`",
     .right = "valid by the schema; none by the page",
     .clause = "The nodes have no declared type, hence xs:anyType; the page says \"none\"",
     .leeway = Leeway::either,
     .valid = true,
     .requirement = requirement("R-PAGE-only-content"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().only_content; },
     .covered = RIGHT("<only-mail>x</only-mail>"),
     .neighbour = RIGHT("<only-mail><!-- x --></only-mail>")},
    // 5.3
    {.id = "Q-digits-25",
     .title = "an integer of 25 significant digits or more",
     .right = "valid",
     .clause = "xs:integer is unbounded; XSD 1.0 part 2, 5 obliges a processor to 18 digits only",
     .leeway = Leeway::refusal_warns,
     .valid = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XSD-split-size-digits"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().most_digits >= 25; },
     .covered = RIGHT("<split-size>1234567890123456789012345</split-size>"),
     .neighbour = RIGHT("<split-size>123456789012345678901234</split-size>")},
    {.id = "Q-digits-19",
     .title = "an integer of 19 to 24 significant digits",
     .right = "valid",
     .clause = "xs:integer is unbounded; XSD 1.0 part 2, 5 obliges a processor to 18 digits only",
     .leeway = Leeway::refusal_warns,
     .valid = true,
     .requirement = requirement("R-XSD-split-size-digits"),
     .covers =
         [](const Disagreement& d) {
           return right(d) && d.fragment().most_digits >= 19 && d.fragment().most_digits < 25;
         },
     .covered = RIGHT("<split-size>1234567890123456789</split-size>"),
     .neighbour = RIGHT("<split-size>0000000000000000000123456</split-size>")},
    {.id = "Q-large-size",
     .title = "a `split-size` above 1 000 000",
     .right = "valid",
     .clause = "The schema sets no limit; limits of values are the server's right",
     .leeway = Leeway::refusal_warns,
     .valid = true,
     .requirement = requirement("R-XSD-split-size-digits"),
     .covers =
         [](const Disagreement& d) {
           return right(d) && d.fragment().large_size && d.fragment().most_digits < 19;
         },
     .covered = RIGHT("<split-size>1000001</split-size>"),
     .neighbour = RIGHT("<split-size>1000000</split-size>")},
    // 5.4
    {.id = "Q-blank-cdata",
     .title = "an empty or blank CDATA section where only elements, or nothing, may stand",
     .right = "valid",
     .clause = "XML Infoset: a CDATA section is its characters, and these are white space or none",
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().blank_cdata; },
     .covered = PACKET("<local><![CDATA[]]></local><description>d</description>"),
     .neighbour = PACKET("<local/><description><![CDATA[]]></description>")},
    // 5.5
    {.id = "Q-remote-protocol",
     .title = "`remote` that is not \"ftp\"",
     .right = "valid by the schema",
     .clause = "The page names \"ftp\", page 44405 no other protocol: an error or acceptance pass",
     .leeway = Leeway::acceptance_warns,
     .valid = true,
     .requirement = requirement("R-PAGE-remote-ftp"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().other_protocol; },
     .covered = PACKET("<remote>sftp</remote><description>d</description>"),
     .neighbour = PACKET("<remote> ftp </remote><description>d</description>")},
    // 5.6
    {.id = "Q-both-flags",
     .title = "`only-hosting` with `only-mail`",
     .right = "invalid",
     .clause = "A choice in the schema; the page is silent",
     .valid = false,
     .requirement = requirement("R-XSD-content-choice"),
     .covers =
         [](const Disagreement& d) {
           return breaks(d, requirement("R-XSD-content-choice")) && d.fragment().both_flags;
         },
     .covered = RIGHT("<only-hosting/><only-mail/>"),
     .neighbour = RIGHT("<only-mail/><only-mail/>")},
    // 5.7
    {.id = "Q-negative-size",
     .title = "a negative `split-size`",
     .right = "valid, senseless",
     .clause = "xs:integer; the page says fragment size",
     .leeway = Leeway::either,
     .valid = true,
     .requirement = requirement("R-PAGE-split-size-negative"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().negative_size; },
     .covered = RIGHT("<split-size>-1</split-size>"),
     .neighbour = RIGHT("<split-size>-0</split-size>")},
    // 5.8, 5.19
    {.id = "Q-parameter-entity",
     .title = "a reference to a parameter entity in the DOCTYPE",
     .right = "valid, as far as what it stands for is a declaration",
     .clause =
         "XML 1.0, 2.8 (PE Between Declarations); both libraries expand it, our reader does not",
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-doctype"),
     .covers = [](const Disagreement& d) { return right(d) && refers_to_parameter_entity(d); },
     .covered = "<!DOCTYPE packet [<!ENTITY % p '<!ENEITY>'>%p;]>" RIGHT(""),
     .neighbour = "<!DOCTYPE packet [<!ENTITY % p '<!ENEITY>'>]>" RIGHT("")},
    {.id = "Q-doctype",
     .title = "a DOCTYPE, no entity of which is used",
     .right = "valid",
     .clause = "XML 1.0, 2.8; a server may refuse it. Xerces-C++ demands that it name the root",
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .requirement = requirement("R-XML-doctype"),
     .covers =
         [](const Disagreement& d) {
           return right(d) && d.document->doctype && !d.fragment().entity_reference;
         },
     .covered = "<!DOCTYPE x []>" RIGHT(""),
     .neighbour = "<!--DOCTYPE x []-->" RIGHT("")},
    {.id = "Q-entity",
     .title = "a reference to an entity of the DOCTYPE",
     .right = "valid, as far as what it stands for is",
     .clause = "XML 1.0, 4.4; the libraries expand it, refuse it or count it, by their flags",
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-doctype"),
     .covers =
         [](const Disagreement& d) {
           return right(d) && d.document->doctype && d.fragment().entity_reference;
         },
     .covered =
         "<!DOCTYPE packet [<!ENTITY e 'v'>]>" PACKET("<local/><description>&e;</description>"),
     .neighbour = "<!DOCTYPE packet [<!ENTITY e 'v'>]>" RIGHT("")},
    {.id = "Q-system-id",
     .title = "a DOCTYPE whose system identifier is no URI",
     .right = "an error, not one of well-formedness",
     .clause = "XML 1.0, 4.2.2; libxml2, and our reader with it, stop there, Xerces-C++ does not",
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .requirement = requirement("R-XML-doctype"),
     .covers = names_no_uri,
     .covered = "<!DOCTYPE packet [<!ENTITY % e SYSTEM '/a<b'>%e;]>" RIGHT(""),
     .neighbour = "<!DOCTYPE packet [<!ENTITY % e SYSTEM '/ab'>%e;]>" RIGHT("")},
    {.id = "Q-system-id-character",
     .title = "a system identifier with a character that XML does not have",
     .right = "not well-formed",
     .clause = "XML 1.0, 2.2 and production 11; Xerces-C++ does not look at characters there",
     .leeway = Leeway::either,
     .valid = false,
     .xerces_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = has_no_char_in_system_id,
     .covered = "<!DOCTYPE packet [<!ENTITY e SYSTEM 'a\x1E'>]>" RIGHT(""),
     .neighbour = "<!DOCTYPE packet [<!ENTITY e 'a\x1E'>]>" RIGHT("")},
    // 5.9
    {.id = "Q-claims-wider",
     .title = "UTF-8 bytes that claim UTF-16, UTF-32, UCS-2 or UCS-4",
     .right = "not well-formed",
     .clause = "XML 1.0, 4.3.3: a fatal error",
     .leeway = Leeway::acceptance_warns,
     .valid = false,
     .xerces_differs = true,
     .requirement = requirement("R-XML-encoding-declaration"),
     .covers = claims_wider_units,
     .covered = "<?xml version='1.0' encoding='UTF-16'?>" RIGHT(""),
     .neighbour = "<?xml version='1.0' encoding='utf-8'?>" RIGHT("")},
    // 5.10
    {.id = "Q-mark-contradicted",
     .title = "a byte order mark and a declaration that name different encodings",
     .right = "not well-formed",
     .clause = "XML 1.0, 4.3.3: a fatal error",
     .leeway = Leeway::acceptance_warns,
     .valid = false,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-encoding-declaration"),
     .covers = contradicts_its_mark,
     .covered = "\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?>" RIGHT(""),
     .neighbour = "\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?>" RIGHT("")},
    {.id = "Q-claims-narrower",
     .title = "UTF-16 without a mark that claims an encoding of single bytes",
     .right = "not well-formed",
     .clause = "XML 1.0, 4.3.3: a fatal error",
     .leeway = Leeway::acceptance_warns,
     .valid = false,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-encoding-declaration"),
     .covers = claims_narrower_units,
     .covered = view(misnamed),
     .neighbour = "<?xml version='1.0' encoding='UTF-8'?>" RIGHT("")},
    // 5.11
    {.id = "Q-no-mark",
     .title = "UTF-16 without a byte order mark",
     .right = "an error, not a fatal one",
     .clause = "XML 1.0, 4.3.3",
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = lacks_its_mark,
     .covered = view(unmarked),
     .neighbour = view(misnamed)},
    // 5.12
    {.id = "Q-xml-version",
     .title = "an XML version other than 1.0",
     .right = "as XML 1.0, without what only XML 1.1 allows",
     .clause = "XML 1.0, 2.8, production 26; libraries read some of them as XML 1.1",
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = names_another_version,
     .covered = "<?xml version='1.1'?>" PACKET("<local/>\xC2\x85<description>d</description>"),
     .neighbour = "<?xml version='1.0'?>" PACKET("<local/>\xC2\x85<description>d</description>")},
    // 5.15
    {.id = "Q-padded-type",
     .title = "white space around the name in `xsi:type`",
     .right = "valid",
     .clause = "XSD 1.0 part 2, 4.3.6: xs:QName collapses",
     .leeway = Leeway::either,
     .valid = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().padded_type; },
     .covered = TYPED("xsi:type=' string '", "d"),
     .neighbour = TYPED("xsi:type='string'", "d")},
    // 5.16
    {.id = "Q-any-type",
     .title = "`xsi:type` naming xs:anyType where no type is declared",
     .right = "valid",
     .clause = "XSD 1.0 part 1, 3.3.4: the declared type itself",
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().any_type; },
     .covered = MAIL("xsi:type='xs:anyType'", ""),
     .neighbour = MAIL("xsi:type='xs:string'", "")},
    {.id = "Q-unknown-xsi",
     .title = "an xsi: attribute that the schema language does not have, in lax content",
     .right = "valid",
     .clause = "XSD 1.0 part 1, 3.10.4: lax, and nothing declares it",
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().unknown_xsi; },
     .covered = MAIL("xsi:foo='x'", ""),
     .neighbour = MAIL("foo='x'", "")},
    {.id = "Q-odd-location",
     .title = "an odd number of addresses in `xsi:schemaLocation`",
     .right = "valid",
     .clause = "XSD 1.0 part 1, 4.3.2: a hint",
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().odd_location; },
     .covered = TYPED("xsi:schemaLocation='a b c'", "d"),
     .neighbour = TYPED("xsi:schemaLocation='a b'", "d")},
    // 5.16, further fragments of the same kind, found by trying
    {.id = "Q-simple-for-complex",
     .title = "`xsi:type` naming a simple type on a node that holds elements",
     .right = "invalid",
     .clause = "XSD 1.0 part 1, 3.3.4; Xerces-C++ then checks neither type nor content",
     .leeway = Leeway::either,
     .valid = false,
     .xerces_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers =
         [](const Disagreement& d) {
           return breaks_only(d,
                              {requirement("R-XSD-xsi-type"), requirement("R-XSD-lax-content")}) &&
                  d.fragment().simple_for_complex;
         },
     .covered = MAIL("xsi:type='string'", "<u/>"),
     .neighbour = MAIL("xsi:type='integer'", "u")},
    {.id = "Q-below-unknown",
     .title = "a `packet` or an `xsi:type` on or below an unknown element of lax content",
     .right = "checked",
     .clause = "XSD 1.0 part 1, 3.10.4: lax assessment goes on below; Xerces-C++ stops",
     .leeway = Leeway::either,
     .valid = false,
     .xerces_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers =
         [](const Disagreement& d) {
           return breaks_only(d, {requirement("R-XSD-lax-content")}) && d.fragment().below_unknown;
         },
     .covered = MAIL("", "<u><packet/></u>"),
     .neighbour = MAIL("", "<packet/>")},
    {.id = "Q-odd-nil",
     .title = "`xsi:nil` that is no boolean, on an unknown element of lax content",
     .right = "invalid",
     .clause = "XSD 1.0 part 1, 3.2.7: xsi:nil is declared as a boolean; libxml2 passes it",
     .leeway = Leeway::either,
     .valid = false,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers =
         [](const Disagreement& d) {
           return breaks_only(d, {requirement("R-XSD-lax-content")}) && d.fragment().odd_nil;
         },
     .covered = MAIL("", "<u xsi:nil='x'/>"),
     .neighbour = MAIL("xsi:nil='x'", "<u/>")},
    {.id = "Q-unchecked-type",
     .title = "`xsi:type` in lax content naming a type that no request uses",
     .right = "as that type says; our rules do not check it",
     .clause = "XSD 1.0 part 1, 3.10.4; the libraries differ on xs:NOTATION, xs:IDREF and others",
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().unchecked_type; },
     .covered = MAIL("xsi:type='xs:date'", "x"),
     .neighbour = MAIL("xsi:type='integer'", "x")},
    {.id = "Q-type-on-unknown",
     .title = "a right `xsi:type` on or below an unknown element of lax content",
     .right = "valid",
     .clause = "XSD 1.0 part 1, 3.10.4; Xerces-C++ carries it over to what follows",
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().below_unknown; },
     .covered = MAIL("", "<u xsi:type='xs:anySimpleType'/>" RIGHT("")),
     .neighbour = MAIL("", "<u/>" RIGHT(""))},
    {.id = "Q-nil-on-unknown",
     .title = "`xsi:nil` on an unknown element of lax content",
     .right = "valid",
     .clause =
         "XSD 1.0 part 1, 3.3.4: no declaration, nothing to be nillable; Xerces-C++ carries it "
         "over to the parent",
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().lax_nil; },
     .covered = MAIL("", "<u xsi:nil='true'>x</u>x"),
     .neighbour = MAIL("", "<u nil='true'>x</u>x")},
    {.id = "Q-type-without-namespace",
     .title = "`xsi:type` of the schema's own types where xmlns=\"\" stands",
     .right = "valid",
     .clause = "Namespaces in XML 1.0, 6.2: as if nothing stood; libxml2 does not find the type",
     .leeway = Leeway::either,
     .valid = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers =
         [](const Disagreement& d) { return right(d) && d.fragment().type_without_namespace; },
     .covered = TYPED("xmlns='' xsi:type='string'", "d"),
     .neighbour = TYPED("xsi:type='string'", "d")},
    {.id = "Q-typed-root",
     .title = "a root other than `packet` that names a type",
     .right = "invalid",
     .clause = "The root of a request is `packet`; Xerces-C++ goes by the type",
     .leeway = Leeway::either,
     .valid = false,
     .xerces_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers =
         [](const Disagreement& d) {
           return breaks_only(d,
                              {requirement("R-XSD-packet-root"), requirement("R-XSD-namespace")}) &&
                  d.fragment().typed_root;
         },
     .covered = "<nobody xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='string'/>",
     .neighbour = "<nobody/>"},
    // 5.17
    {.id = "Q-unbound-prefix",
     .title = "a prefix that is not bound, or another error of namespaces",
     .right = "well-formed XML, namespace-ill-formed",
     .clause = "Namespaces in XML 1.0, 7; a processor need not know namespaces",
     .leeway = Leeway::either,
     .valid = false,
     .requirement = requirement("R-XML-unbound-prefix"),
     .covers =
         [](const Disagreement& d) {
           return breaks_only(d, {requirement("R-XML-unbound-prefix")}) &&
                  d.document->namespace_error.find("is not a valid URI") == std::string::npos;
         },
     .covered = RIGHT("<only-mail><p:x/></only-mail>"),
     .neighbour = RIGHT("<only-mail><p:x xmlns:p='urn:p'/></only-mail>")},
    {.id = "Q-namespace-name",
     .title = "a namespace whose name is no URI",
     .right = "an error of namespaces; XML and the schema do not mind",
     .clause = "Namespaces in XML 1.0, 2.2; libxml2 checks it, Xerces-C++ does not",
     .leeway = Leeway::either,
     .valid = false,
     .xerces_differs = true,
     .requirement = requirement("R-XML-unbound-prefix"),
     .covers =
         [](const Disagreement& d) {
           return breaks_only(d, {requirement("R-XML-unbound-prefix")}) &&
                  d.document->namespace_error.find("is not a valid URI") != std::string::npos;
         },
     .covered = PACKET("<local xmlns:p='a b'/><description>d</description>"),
     .neighbour = PACKET("<local xmlns:p='a:b'/><description>d</description>")},
    // 5.18
    {.id = "Q-nul-behind",
     .title = "NUL, or NUL and junk, behind the packet",
     .right = "not well-formed",
     .clause = "XML 1.0, 2.2; neither library looks past it",
     .leeway = Leeway::either,
     .valid = false,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = has_nul_behind_it,
     .covered = RIGHT("") "\0junk"sv,
     .neighbour = RIGHT("") "junk"},
    {.id = "Q-nul-in-declaration",
     .title = "NUL behind a name in the XML declaration",
     .right = "not well-formed",
     .clause = "XML 1.0, 2.2 and 2.8; Xerces-C++ reads a name there up to its NUL",
     .leeway = Leeway::either,
     .valid = false,
     .xerces_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = has_nul_in_its_declaration,
     .covered = "<?xml version\0='1.0'?>" RIGHT("") ""sv,
     .neighbour = "<?xml version='1.0\0'?>" RIGHT("") ""sv},
    {.id = "Q-declaration-joined",
     .title = "no white space before `standalone` in the XML declaration",
     .right = "not well-formed",
     .clause = "XML 1.0, 2.9, production 32: it begins with white space",
     .leeway = Leeway::either,
     .valid = false,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = joins_its_declaration,
     .covered = "<?xml version='1.0' encoding='UTF-8'standalone='yes'?>" RIGHT(""),
     .neighbour = "<?xml version='1.0'encoding='UTF-8'?>" RIGHT("")},
    {.id = "Q-cut-behind",
     .title = "the beginning of a character behind the packet",
     .right = "not well-formed",
     .clause = "XML 1.0, 4.3.3; Xerces-C++ waits for the rest, libxml2 does so in UTF-16",
     .leeway = Leeway::either,
     .valid = false,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = has_cut_character_behind_it,
     .covered = RIGHT("") "\xE4",
     .neighbour = RIGHT("") "\xE4\xE4\xE4"},
    // 5.20
    {.id = "Q-unused-namespace",
     .title = "a namespace declaration that nothing uses",
     .right = "valid",
     .clause = "Namespaces in XML 1.0, 3; hand-written servers refuse it",
     .leeway = Leeway::refusal_warns,
     .valid = true,
     .requirement = requirement("R-XML-unused-namespace"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().unused_declaration; },
     .covered = PACKET("<local xmlns:p='urn:p'/><description>d</description>"),
     .neighbour = RIGHT("")},
    {.id = "Q-schema-instance",
     .title = "`xsi:type` naming the declared type, or a location hint",
     .right = "valid",
     .clause = "XSD 1.0 part 1, 2.6; servers that know no schema language refuse it, as in 5.20",
     .leeway = Leeway::refusal_warns,
     .valid = true,
     .requirement = requirement("R-XML-unused-namespace"),
     .covers =
         [](const Disagreement& d) {
           return right(d) && (d.fragment().named_type || d.fragment().location_hint);
         },
     .covered = TYPED("xsi:type='string'", "d"),
     .neighbour = RIGHT("")},
    // 5.21
    {.id = "Q-optional-encoding",
     .title = "an encoding other than UTF-8 and UTF-16, declared and true",
     .right = "valid",
     .clause = "XML 1.0, 4.3.3: no processor is obliged to read it",
     .leeway = Leeway::either,
     .valid = true,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-optional-encoding"),
     .covers = uses_optional_encoding,
     .covered = "<?xml version='1.0' encoding='ISO-8859-1'?>" RIGHT(""),
     .neighbour = "<?xml version='1.0' encoding='UTF-8'?>" RIGHT("")},
    {.id = "Q-unknown-encoding",
     .title = "an encoding that a library reads and our strict reader does not",
     .right = "unknown",
     .clause = "XML 1.0, 4.3.3: no processor is obliged to read it",
     .leeway = Leeway::either,
     .xerces_differs = true,
     .libxml2_differs = true,
     .requirement = requirement("R-XML-optional-encoding"),
     .covers = uses_unknown_encoding},
    // 5.22
    {.id = "Q-large",
     .title = "a packet above 1 000 000 bytes",
     .right = "valid",
     .clause = "XML sets no limit; libxml2 has its own (10 000 000 bytes of text)",
     .leeway = Leeway::refusal_warns,
     .valid = true,
     .libxml2_differs = true,
     .requirement = requirement("R-PAGE-long-text"),
     .covers = is_large},
    {.id = "Q-beyond-bounds",
     .title = "a packet beyond the bounds of the strict reader: depth, size, nodes, attributes",
     .right = "unknown; the validators are not asked",
     .clause = "XML sets no limit; libxml2 has its own (a depth of 256, 50 000 bytes of a name)",
     .leeway = Leeway::either,
     .requirement = requirement("R-XML-disputed-spelling"),
     .covers = is_beyond_bounds},
    // PROTOCOL 6: values that are not ordinary
    {.id = "Q-long-text",
     .title = "a `description` above 255 characters or a `prefix` above 64",
     .right = "valid",
     .clause = "The schema sets no limit; limits of values are the server's right",
     .leeway = Leeway::refusal_warns,
     .valid = true,
     .requirement = requirement("R-PAGE-long-text"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().long_text; },
     .covered =
         PACKET("<local/><description>" FIFTY FIFTY FIFTY FIFTY FIFTY "dddddd</description>"),
     .neighbour =
         PACKET("<local/><description>" FIFTY FIFTY FIFTY FIFTY FIFTY "ddddd</description>")},
    {.id = "Q-path-in-prefix",
     .title = "a `prefix` with a character of paths or a control character",
     .right = "valid",
     .clause = "The schema allows every string; a file name has limits of its own",
     .leeway = Leeway::refusal_warns,
     .valid = true,
     .requirement = requirement("R-PAGE-long-text"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().path_in_prefix; },
     .covered = PACKET("<local/><prefix>a/b</prefix><description>d</description>"),
     .neighbour = PACKET("<local/><prefix>a_b</prefix><description>d</description>")},
    {.id = "Q-unusual-prefix",
     .title = "a `prefix` that is empty or not only ASCII letters, digits, '-' and '_'",
     .right = "valid",
     .clause =
         "The schema allows every string; an execution error may have its reason in the value",
     .leeway = Leeway::refusal_warns,
     .value_only = true,
     .valid = true,
     .requirement = requirement("R-PAGE-long-text"),
     .covers =
         [](const Disagreement& d) {
           return right(d) && d.fragment().unusual_prefix && !d.fragment().path_in_prefix;
         },
     .covered = PACKET("<local/><prefix>a b</prefix><description>d</description>"),
     .neighbour = PACKET("<local/><prefix>a-b</prefix><description>d</description>")},
    {.id = "Q-control-character",
     .title = "a control character in `description`, TAB and line ends included",
     .right = "valid",
     .clause =
         "The schema allows every string; an execution error may have its reason in the value",
     .leeway = Leeway::refusal_warns,
     .value_only = true,
     .valid = true,
     .requirement = requirement("R-PAGE-long-text"),
     .covers = [](const Disagreement& d) { return right(d) && d.fragment().control_character; },
     .covered = PACKET("<local/><description>a&#9;b</description>"),
     .neighbour = PACKET("<local/><description>a b</description>")},
});

}  // namespace

std::span<const Ruling> request_rulings() { return rows; }

}  // namespace packetproof
