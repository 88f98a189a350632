#include <algorithm>
#include <string>
#include <utility>

#include "harness/generate/mutations.hpp"
#include "harness/generate/places.hpp"

// Faults inside `backup-server`: order, occurrence, names, attributes, content.

namespace packetproof {
namespace {

constexpr std::string_view declared_nodes = "local remote prefix description split-size";
constexpr std::string_view all_nodes =
    "local remote prefix description split-size only-hosting only-mail only-configuration";
constexpr std::string_view instance_namespace = "http://www.w3.org/2001/XMLSchema-instance";

using Children = std::vector<DocumentNode>;

auto at(Children& children, std::size_t index) {
  return children.begin() + static_cast<std::ptrdiff_t>(index);
}

bool swap_neighbours(RequestDocument& document, Random& random, std::string_view) {
  DocumentNode* operation = some_operation(document, random);
  if (operation == nullptr || operation->children.size() < 2) return false;
  const std::size_t first = random.below(operation->children.size() - 1);
  std::swap(operation->children[first], operation->children[first + 1]);
  return true;
}

/// To a place that is not beside its own.
bool move_node(RequestDocument& document, Random& random, std::string_view) {
  const Place place = some_node_of(document, random, all_nodes);
  if (place.node == nullptr || place.operation->children.size() < 3) return false;
  Children& children = place.operation->children;
  const std::size_t from = index_of(place);
  const std::size_t last = children.size() - 1;
  // The ends are the places that every node can be moved to over at least two others, or one.
  const std::size_t to = from * 2 > last ? 0 : last;
  DocumentNode node = std::move(children[from]);
  children.erase(at(children, from));
  children.insert(at(children, to), std::move(node));
  return true;
}

bool reverse(RequestDocument& document, Random& random, std::string_view) {
  DocumentNode* operation = some_operation(document, random);
  if (operation == nullptr || operation->children.size() < 3) return false;
  std::ranges::reverse(operation->children);
  return true;
}

bool drop(RequestDocument& document, Random& random, std::string_view names) {
  const Place place = some_node_of(document, random, names);
  if (place.node == nullptr) return false;
  place.operation->children.erase(at(place.operation->children, index_of(place)));
  return true;
}

bool repeat_beside(RequestDocument& document, Random& random, std::string_view names) {
  const Place place = some_node_of(document, random, names);
  if (place.node == nullptr) return false;
  DocumentNode copy = *place.node;
  place.operation->children.insert(at(place.operation->children, index_of(place)), std::move(copy));
  return true;
}

/// A copy at the other end of the operation.
bool repeat_apart(RequestDocument& document, Random& random, std::string_view names) {
  const Place place = some_node_of(document, random, names);
  if (place.node == nullptr || place.operation->children.size() < 2) return false;
  Children& children = place.operation->children;
  DocumentNode copy = *place.node;
  const bool in_front = index_of(place) * 2 >= children.size();
  children.insert(in_front ? children.begin() : children.end(), std::move(copy));
  return true;
}

/// The alternative beside what stands there.
bool both(RequestDocument& document, Random& random, std::string_view names) {
  const Place place = some_node_of(document, random, names);
  if (place.node == nullptr) return false;
  const std::string_view first = names.substr(0, names.find(' '));
  const std::string_view second = names.substr(first.size() + 1);
  const std::string_view other = place.node->name == first ? second : first;
  DocumentNode node = element(std::string(other), std::string(other == "remote" ? "ftp" : ""));
  const std::size_t behind = random.one_in(2) ? 0 : 1;
  place.operation->children.insert(at(place.operation->children, index_of(place) + behind),
                                   std::move(node));
  return true;
}

bool insert_node(RequestDocument& document, Random& random, std::string_view name) {
  DocumentNode* operation = some_operation(document, random);
  if (operation == nullptr) return false;
  operation->children.insert(at(operation->children, random.below(operation->children.size() + 1)),
                             element(std::string(name)));
  return true;
}

/// One letter twice: no other node's name comes of it.
bool misspell(RequestDocument& document, Random& random, std::string_view) {
  const Place place = some_node_of(document, random, all_nodes);
  if (place.node == nullptr) return false;
  std::string& name = place.node->name;
  const std::size_t letter = random.below(name.size());
  name.insert(letter, 1, name[letter] == '-' ? 'x' : name[letter]);
  return true;
}

char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool capitalise(RequestDocument& document, Random& random, std::string_view) {
  const Place place = some_node_of(document, random, all_nodes);
  if (place.node == nullptr) return false;
  place.node->name.front() = capital(place.node->name.front());
  return true;
}

bool shout(RequestDocument& document, Random& random, std::string_view) {
  const Place place = some_node_of(document, random, all_nodes);
  if (place.node == nullptr) return false;
  std::ranges::transform(place.node->name, place.node->name.begin(), capital);
  return true;
}

bool put_in_namespace(RequestDocument& document, Random& random, std::string_view uri) {
  const Place place = some_node_of(document, random, declared_nodes);
  if (place.node == nullptr) return false;
  place.node->attributes.push_back({"xmlns", std::string(uri)});
  return true;
}

bool put_prefix(RequestDocument& document, Random& random, std::string_view uri) {
  const Place place = some_node_of(document, random, declared_nodes);
  if (place.node == nullptr) return false;
  place.node->name.insert(0, "x:");
  place.node->attributes.push_back({"xmlns:x", std::string(uri)});
  return true;
}

bool put_attribute(RequestDocument& document, Random& random, std::string_view name) {
  const Place place = some_node_of(document, random, declared_nodes);
  if (place.node == nullptr) return false;
  place.node->attributes.push_back({std::string(name), "1"});
  return true;
}

bool put_operation_attribute(RequestDocument& document, Random& random, std::string_view name) {
  DocumentNode* operation = some_operation(document, random);
  if (operation == nullptr) return false;
  operation->attributes.push_back({std::string(name), "1"});
  return true;
}

bool put_instance_attribute(RequestDocument& document, Random& random, std::string_view text) {
  const Place place = some_node_of(document, random, declared_nodes);
  if (place.node == nullptr) return false;
  const std::size_t equals = text.find('=');
  place.node->attributes.push_back({"xmlns:xsi", std::string(instance_namespace)});
  place.node->attributes.push_back(
      {"xsi:" + std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))});
  return true;
}

bool put_text_between(RequestDocument& document, Random& random, std::string_view text) {
  DocumentNode* operation = some_operation(document, random);
  if (operation == nullptr) return false;
  operation->children.insert(at(operation->children, random.below(operation->children.size() + 1)),
                             text_node(std::string(text)));
  return true;
}

bool put_section_between(RequestDocument& document, Random& random, std::string_view text) {
  DocumentNode* operation = some_operation(document, random);
  if (operation == nullptr) return false;
  DocumentNode section = text_node(std::string(text));
  section.form = DocumentNode::Form::cdata;
  operation->children.insert(at(operation->children, random.below(operation->children.size() + 1)),
                             std::move(section));
  return true;
}

bool fill_local(RequestDocument& document, Random& random, std::string_view text) {
  const Place place = some_node(document, random, "local");
  if (place.node == nullptr) return false;
  place.node->children.push_back(text_node(std::string(text)));
  return true;
}

/// An element in a node that holds none.
template <const std::string_view& name>
bool put_child(RequestDocument& document, Random& random, std::string_view child) {
  const Place place = some_node(document, random, name);
  if (place.node == nullptr) return false;
  Children& children = place.node->children;
  children.insert(at(children, random.below(children.size() + 1)), element(std::string(child)));
  return true;
}

constexpr std::string_view local = "local";
constexpr std::string_view remote = "remote";
constexpr std::string_view prefix = "prefix";
constexpr std::string_view description = "description";
constexpr std::string_view split_size = "split-size";

bool set_size(RequestDocument& document, Random& random, std::string_view text) {
  const Place place = some_node(document, random, split_size);
  if (place.node == nullptr) return false;
  place.node->children.clear();
  if (!text.empty()) place.node->children.push_back(text_node(std::string(text)));
  return true;
}

constexpr const Requirement* order = requirement("R-PAGE-order");
constexpr const Requirement* storage = requirement("R-XSD-storage-choice");
constexpr const Requirement* content = requirement("R-XSD-content-choice");
constexpr const Requirement* known = requirement("R-XSD-input-node-known");
constexpr const Requirement* spaces = requirement("R-XSD-namespace");
constexpr const Requirement* attributes = requirement("R-XSD-attributes");
constexpr const Requirement* between = requirement("R-XSD-input-text");
constexpr const Requirement* empty = requirement("R-XSD-local-empty");
constexpr const Requirement* integer = requirement("R-XSD-split-size-integer");

constexpr Mutation rows[] = {
    {"swap-neighbours", order, swap_neighbours, ""},
    {"move-node", order, move_node, ""},
    {"reverse-nodes", order, reverse, ""},
    {"drop-storage", storage, drop, "local remote"},
    {"drop-description", requirement("R-XSD-description-required"), drop, "description"},
    {"both-storages", storage, both, "local remote"},
    {"both-flags", content, both, "only-hosting only-mail"},
    {"repeat-storage", storage, repeat_beside, "local remote"},
    {"repeat-storage-apart", storage, repeat_apart, "local remote"},
    {"repeat-prefix", requirement("R-XSD-prefix-optional"), repeat_beside, "prefix"},
    {"repeat-prefix-apart", requirement("R-XSD-prefix-optional"), repeat_apart, "prefix"},
    {"repeat-description", requirement("R-XSD-description-required"), repeat_beside, "description"},
    {"repeat-description-apart", requirement("R-XSD-description-required"), repeat_apart,
     "description"},
    {"repeat-split-size", requirement("R-XSD-split-size-optional"), repeat_beside, "split-size"},
    {"repeat-split-size-apart", requirement("R-XSD-split-size-optional"), repeat_apart,
     "split-size"},
    {"repeat-flag", content, repeat_beside, "only-hosting only-mail"},
    {"repeat-flag-apart", content, repeat_apart, "only-hosting only-mail"},
    {"repeat-only-configuration", requirement("R-PAGE-only-configuration"), repeat_beside,
     "only-configuration"},
    {"repeat-only-configuration-apart", requirement("R-PAGE-only-configuration"), repeat_apart,
     "only-configuration"},
    {"unknown-node", known, insert_node, "compression"},
    {"sibling-node", known, insert_node, "task-id"},
    {"misspelt-name", known, misspell, ""},
    {"capital-name", known, capitalise, ""},
    {"shouted-name", known, shout, ""},
    {"node-in-namespace", spaces, put_in_namespace, "urn:example:other"},
    {"prefixed-node", spaces, put_prefix, "urn:example:other"},
    {"node-attribute", attributes, put_attribute, "id"},
    {"language-attribute", attributes, put_attribute, "xml:lang"},
    {"operation-attribute", attributes, put_operation_attribute, "id"},
    {"nil", requirement("R-XSD-nil"), put_instance_attribute, "nil=true"},
    {"unknown-type", requirement("R-XSD-xsi-type"), put_instance_attribute, "type=no-such-type"},
    {"text-between-nodes", between, put_text_between, "x"},
    {"number-between-nodes", between, put_text_between, "0"},
    {"section-between-nodes", between, put_section_between, "x"},
    {"text-in-local", empty, fill_local, "/var/backups"},
    {"space-in-local", empty, fill_local, " "},
    {"line-end-in-local", empty, fill_local, "\n"},
    {"child-in-local", empty, put_child<local>, "path"},
    {"child-in-remote", requirement("R-XSD-remote-text"), put_child<remote>, "ftp"},
    {"child-in-prefix", requirement("R-XSD-prefix-text"), put_child<prefix>, "prefix"},
    {"child-in-description", requirement("R-XSD-description-text"), put_child<description>, "b"},
    {"child-in-split-size", integer, put_child<split_size>, "size"},
    {"size-empty", integer, set_size, ""},
    {"size-blank", integer, set_size, " "},
    {"size-word", integer, set_size, "none"},
    {"size-unit", integer, set_size, "100KB"},
    {"size-fraction", integer, set_size, "1.0"},
    {"size-point", integer, set_size, "1."},
    {"size-comma", integer, set_size, "1,5"},
    {"size-exponent", integer, set_size, "1e3"},
    {"size-hexadecimal", integer, set_size, "0x10"},
    {"size-inner-space", integer, set_size, "1 0"},
    {"size-two-numbers", integer, set_size, "1\n2"},
    {"size-underscore", integer, set_size, "1_000"},
    {"size-two-signs", integer, set_size, "--1"},
    {"size-plus-minus", integer, set_size, "+-1"},
    {"size-sign-alone", integer, set_size, "-"},
    {"size-plus-alone", integer, set_size, "+"},
    {"size-space-after-sign", integer, set_size, "- 1"},
    {"size-sign-behind", integer, set_size, "1-"},
    {"size-infinity", integer, set_size, "INF"},
    {"size-not-a-number", integer, set_size, "NaN"},
    {"size-other-digits", integer, set_size, "\xD9\xA1\xD9\xA2"},  // Arabic-Indic 1, 2
    {"size-wide-digits", integer, set_size, "\xEF\xBC\x91"},       // fullwidth 1
    {"size-no-break-space", integer, set_size,
     "\xC2\xA0"
     "1"},
    {"size-typographic-minus", integer, set_size,
     "\xE2\x88\x92"
     "1"},  // U+2212
    {"size-boolean", integer, set_size, "true"},
};

}  // namespace

std::span<const Mutation> node_mutations() { return rows; }

}  // namespace packetproof
