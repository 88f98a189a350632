#include <string>
#include <utility>

#include "harness/generate/mutations.hpp"
#include "harness/generate/places.hpp"

// What makes a document not well-formed, and bytes that contradict their encoding.

namespace packetproof {
namespace {

using namespace std::string_view_literals;

/// Somewhere in the content of a description.
bool in_description(RequestDocument& document, Random& random, std::string_view text) {
  const Place place = some_node(document, random, "description");
  if (place.node == nullptr) return false;
  auto& children = place.node->children;
  const auto at = static_cast<std::ptrdiff_t>(random.below(children.size() + 1));
  children.insert(children.begin() + at, markup(std::string(text)));
  return true;
}

/// Somewhere between the nodes of an operation.
bool between_nodes(RequestDocument& document, Random& random, std::string_view text) {
  DocumentNode* operation = some_operation(document, random);
  if (operation == nullptr) return false;
  auto& children = operation->children;
  const auto at = static_cast<std::ptrdiff_t>(random.below(children.size() + 1));
  children.insert(children.begin() + at, markup(std::string(text)));
  return true;
}

bool before_root(RequestDocument& document, Random&, std::string_view text) {
  document.before.push_back(markup(std::string(text)));
  return true;
}

bool behind_root(RequestDocument& document, Random&, std::string_view text) {
  document.after.push_back(markup(std::string(text)));
  return true;
}

bool repeat_attribute(RequestDocument& document, Random&, std::string_view) {
  auto& attributes = document.root.attributes;
  if (attributes.empty()) attributes.push_back({"version", "1.6.7.0"});
  attributes.push_back(attributes.front());
  return true;
}

bool other_end_tag(RequestDocument& document, Random& random, std::string_view name) {
  const Place place = some_node_of(document, random, "prefix description split-size");
  if (place.node == nullptr) return false;
  place.node->end_name = name;
  return true;
}

bool crossed_tags(RequestDocument& document, Random& random, std::string_view) {
  DocumentNode* operation = some_operation(document, random);
  if (operation == nullptr) return false;
  operation->children.push_back(markup("</backup-manager></backup-server><backup-manager>"));
  return true;
}

bool cut_off(RequestDocument& document, Random& random, std::string_view) {
  if (!document.after.empty()) return false;
  document.cut = 1 + random.below(document.root.name.size() + 2);
  return true;
}

bool nothing(RequestDocument& document, Random&, std::string_view) {
  document = {.root = markup("")};
  return true;
}

bool blank(RequestDocument& document, Random&, std::string_view) {
  document = {.root = markup(" \n")};
  return true;
}

bool set_declaration(RequestDocument& document, Random&, std::string_view text) {
  document.declaration = text;
  return true;
}

bool misdeclare(RequestDocument& document, Random&, std::string_view text) {
  if (document.encoding != Encoding::utf8) return false;
  document.declaration = text;
  return true;
}

/// A lone surrogate in UTF-16, which only bytes that are not UTF-8 can stand for here.
bool lone_surrogate(RequestDocument& document, Random& random, std::string_view) {
  const Place place = some_node(document, random, "description");
  if (place.node == nullptr) return false;
  document.encoding = random.one_in(2) ? Encoding::utf16le : Encoding::utf16be;
  document.declaration.clear();
  place.node->children.push_back(markup("\x80"));
  return true;
}

constexpr const Requirement* formed = requirement("R-XML-well-formed");
constexpr const Requirement* declared = requirement("R-XML-encoding-declaration");

constexpr Mutation rows[] = {
    {"cut-off", formed, cut_off, ""},
    {"empty-body", formed, nothing, ""},
    {"blank-body", formed, blank, ""},
    {"other-end-tag", formed, other_end_tag, "remark"},
    {"capital-end-tag", formed, other_end_tag, "DESCRIPTION"},
    {"crossed-tags", formed, crossed_tags, ""},
    {"start-tag-alone", formed, between_nodes, "<local>"},
    {"end-tag-alone", formed, between_nodes, "</local>"},
    {"unquoted-attribute", formed, between_nodes, "<local a=1/>"},
    {"attribute-without-value", formed, between_nodes, "<local a/>"},
    {"attribute-with-markup", formed, between_nodes, "<local a='<'/>"},
    {"attributes-without-space", formed, between_nodes, "<local a='1'b='2'/>"},
    {"repeated-attribute", formed, repeat_attribute, ""},
    {"name-with-digit-first", formed, between_nodes, "<1local/>"},
    {"space-before-name", formed, between_nodes, "< local/>"},
    {"space-in-empty-tag", formed, between_nodes, "<local/ >"},
    {"two-roots", formed, behind_root, "<packet/>"},
    {"text-before-root", formed, before_root, "x"},
    {"text-behind-root", formed, behind_root, "x"},
    {"reference-behind-root", formed, behind_root, "&#32;"},
    {"section-behind-root", formed, behind_root, "<![CDATA[]]>"},
    {"late-declaration", formed, before_root, "\n<?xml version=\"1.0\"?>"},
    {"declaration-without-version", formed, set_declaration, "<?xml encoding=\"UTF-8\"?>"},
    {"declaration-out-of-order", formed, set_declaration,
     "<?xml encoding=\"UTF-8\" version=\"1.0\"?>"},
    {"declaration-unquoted", formed, set_declaration, "<?xml version=1.0?>"},
    {"declaration-standalone", formed, set_declaration,
     "<?xml version=\"1.0\" standalone=\"maybe\"?>"},
    {"instruction-xml", formed, between_nodes, "<?xml x?>"},
    {"instruction-unclosed", formed, behind_root, "<?note "},
    {"comment-dashes", formed, between_nodes, "<!-- a -- b -->"},
    {"comment-dash-at-end", formed, between_nodes, "<!-- a --->"},
    {"comment-unclosed", formed, behind_root, "<!-- a"},
    {"section-unclosed", formed, in_description, "<![CDATA[a"},
    {"section-lower-case", formed, in_description, "<![cdata[a]]>"},
    {"section-end-alone", formed, in_description, "]]>"},
    {"ampersand", formed, in_description, "a & b"},
    {"ampersand-at-name", formed, in_description, "a&b"},
    {"less-than", formed, in_description, "a < b"},
    {"unknown-entity", formed, in_description, "&nbsp;"},
    {"reference-without-end", formed, in_description, "&#65"},
    {"reference-empty", formed, in_description, "&#;"},
    {"reference-to-nul", formed, in_description, "&#0;"},
    {"reference-to-control", formed, in_description, "&#x1;"},
    {"reference-to-surrogate", formed, in_description, "&#xD800;"},
    {"reference-to-noncharacter", formed, in_description, "&#xFFFF;"},
    {"reference-beyond-unicode", formed, in_description, "&#x110000;"},
    {"reference-capital-x", formed, in_description, "&#X41;"},
    {"control-character", formed, in_description, "\x01"},
    {"form-feed", formed, in_description, "\x0C"},
    {"escape-character", formed, in_description, "\x1B"},
    {"nul", formed, in_description, "\0"sv},
    {"noncharacter", formed, in_description, "\xEF\xBF\xBE"},
    {"stray-byte", formed, in_description, "\xFF"},
    {"stray-continuation", formed, in_description, "\x80"},
    {"sequence-cut", formed, in_description, "\xC3 "},
    {"sequence-too-long", formed, in_description, "\xC0\x80"},
    {"surrogate-bytes", formed, in_description, "\xED\xA0\x80"},
    {"beyond-unicode", formed, in_description, "\xF4\x90\x80\x80"},
    {"latin1-bytes", formed, in_description, "caf\xE9"},
    {"lone-surrogate", declared, lone_surrogate, ""},
    {"declares-utf16", declared, misdeclare, "<?xml version=\"1.0\" encoding=\"UTF-16\"?>"},
    {"declares-ucs4", declared, misdeclare, "<?xml version=\"1.0\" encoding=\"ISO-10646-UCS-4\"?>"},
    {"declares-unknown", declared, misdeclare, "<?xml version=\"1.0\" encoding=\"x-nobodys\"?>"},
};

}  // namespace

std::span<const Mutation> xml_mutations() { return rows; }

}  // namespace packetproof
