#include "harness/generate/exhaustive.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

#include "harness/generate/covering_array.hpp"
#include "harness/generate/respellings.hpp"

namespace packetproof {
namespace {

using Form = DocumentNode::Form;
using Nodes = std::vector<DocumentNode>;

DocumentNode text_element(std::string_view name, std::string_view text) {
  return element(std::string(name), std::string(text));
}

/// Moved, for a list in braces would copy the whole tree at each level.
DocumentNode parent_of(std::string name, DocumentNode child) {
  DocumentNode parent = element(std::move(name));
  parent.children.push_back(std::move(child));
  return parent;
}

RequestDocument request_of(Nodes children) {
  DocumentNode operation = element("backup-server", std::move(children));
  return {.root = parent_of("packet", parent_of("backup-manager", std::move(operation)))};
}

// Sequences: the numbers in base nine, shortest first.

constexpr std::size_t longest_sequence = 4;

const Nodes& alphabet() {
  static const Nodes nodes = {
      element("local"),
      text_element("remote", "ftp"),
      text_element("prefix", "nightly"),
      text_element("description", "Standard weekly backup"),
      text_element("split-size", "0"),
      element("only-hosting"),
      element("only-mail"),
      element("only-configuration"),
      text_element("compression", "0"),
  };
  return nodes;
}

std::uint64_t count_sequences() {
  std::uint64_t count = 0;
  std::uint64_t of_length = 1;
  for (std::size_t length = 0; length <= longest_sequence; ++length) {
    count += of_length;
    of_length *= alphabet().size();
  }
  return count;
}

RequestDocument sequence_document(std::uint64_t n) {
  std::uint64_t of_length = 1;
  std::size_t length = 0;
  for (; n >= of_length; ++length) {
    n -= of_length;
    of_length *= alphabet().size();
  }
  Nodes children;
  children.reserve(length);
  for (std::size_t i = 0; i < length; ++i) {
    of_length /= alphabet().size();
    children.push_back(alphabet()[n / of_length % alphabet().size()]);
  }
  return request_of(std::move(children));
}

// Nodes: each place of the order with each of its alternatives or nothing.

constexpr std::array<std::uint8_t, 6> alternatives = {3, 2, 2, 2, 3, 2};

std::uint64_t count_choices() {
  std::uint64_t count = 1;
  for (const std::uint8_t levels : alternatives) count *= levels;
  return count;
}

RequestDocument choice_document(std::uint64_t n) {
  Nodes children;
  children.reserve(alternatives.size());
  std::size_t first = 0;  // of the place, in the alphabet
  for (const std::uint8_t levels : alternatives) {
    const std::size_t choice = n % levels;
    n /= levels;
    if (choice > 0) children.push_back(alphabet()[first + choice - 1]);
    first += levels - 1U;
  }
  return request_of(std::move(children));
}

// Contents: each node with each class of content, in an otherwise ordinary request.

DocumentNode section(std::string text) {
  DocumentNode node = text_node(std::move(text));
  node.form = Form::cdata;
  return node;
}
DocumentNode references(std::string text) {
  DocumentNode node = text_node(std::move(text));
  node.form = Form::hexadecimal;
  return node;
}

std::string times(std::size_t count, std::string_view piece) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}

const std::vector<Nodes>& contents() {
  static const std::vector<Nodes> classes = [] {
    std::vector<Nodes> all = {{}};
    for (const std::string_view text : {" ",
                                        "\t",
                                        "\n",
                                        "\r",
                                        "a",
                                        "ftp",
                                        " ftp ",
                                        "FTP",
                                        "0",
                                        "1",
                                        "-1",
                                        "+1",
                                        "-0",
                                        "00",
                                        "007",
                                        " 7 ",
                                        "\n7\t",
                                        "1 2",
                                        "1.0",
                                        "1.",
                                        "1e3",
                                        "0x10",
                                        "--1",
                                        "-",
                                        "+",
                                        "1,5",
                                        "true",
                                        "INF",
                                        "2147483647",
                                        "2147483648",
                                        "-2147483649",
                                        "9223372036854775807",
                                        "9223372036854775808",
                                        "-9223372036854775809",
                                        "999999999999999999",
                                        "1000000",
                                        "1000001",
                                        "a b",
                                        "a/b",
                                        "..",
                                        "a\\b",
                                        "a_b-C9",
                                        "]]>",
                                        "<&>\"'",
                                        "\xC3\xA4",
                                        "e\xCC\x81",
                                        "\xD7\x90",
                                        "\xD9\xA1",
                                        "\xEF\xBC\x91",
                                        "\xC2\xA0",
                                        "\xE2\x80\xA8",
                                        "\xF0\x9F\x98\x80",
                                        "\xF4\x8F\xBF\xBF",
                                        "\x7F",
                                        "\xC2\x85",
                                        "\xEF\xBF\xBD"}) {
      all.push_back({text_node(std::string(text))});
    }
    for (const std::size_t length : {18U, 19U, 64U, 65U, 255U, 256U, 1024U}) {
      all.push_back({text_node(times(length, "9"))});
      all.push_back({text_node(times(length, "x"))});
    }
    all.push_back({section("7")});
    all.push_back({section("x<y")});
    all.push_back({section(" ")});
    all.push_back({references("7")});
    all.push_back({references("x")});
    all.push_back({references("\r\n")});
    all.push_back({text_node("1"), markup("<!-- c -->"), text_node("2")});
    all.push_back({markup("<!-- c -->")});
    all.push_back({markup("<?note n?>")});
    all.push_back({text_node("1"), section("2")});
    all.push_back({element("b")});
    all.push_back({text_node("7"), element("b")});
    all.push_back({element("local")});
    return all;
  }();
  return classes;
}

RequestDocument content_document(std::uint64_t n) {
  const Nodes& content = contents()[n % contents().size()];
  DocumentNode node = alphabet()[n / contents().size()];
  node.children = content;
  const bool is_storage = node.is("local") || node.is("remote");
  const bool is_description = node.is("description");
  Nodes children = {is_storage ? node : element("local")};
  if (node.is("prefix")) children.push_back(node);
  children.push_back(is_description ? node : text_element("description", "d"));
  if (!is_storage && !is_description && !node.is("prefix")) children.push_back(node);
  return request_of(std::move(children));
}

// Triples: values and spellings of a whole packet. The first value of each is the ordinary one.

using Change = void (*)(RequestDocument&);

struct Factor {
  std::string_view name;
  std::vector<Change> values;
};

Nodes& children_of(RequestDocument& document) {
  return document.root.children.back().children.front().children;
}

DocumentNode* find(RequestDocument& document, std::string_view name) {
  for (DocumentNode& node : children_of(document)) {
    if (node.is(name)) return &node;
  }
  return nullptr;
}

/// Behind the node of the name, or at the end.
void put_behind(RequestDocument& document, std::string_view name, DocumentNode node) {
  Nodes& children = children_of(document);
  auto at = children.begin();
  while (at != children.end() && !at->is(name)) ++at;
  children.insert(at == children.end() ? at : at + 1, std::move(node));
}

void nothing(RequestDocument&) {}

template <const char* id>
void respell(RequestDocument& document) {
  Random random(1);
  find_respelling(id)->apply(document, random);
}

constexpr char paired[] = "paired-tags";
constexpr char spaced[] = "spaced-tags";
constexpr char sections[] = "sections";
constexpr char decimal[] = "decimal-references";
constexpr char comments[] = "comments-between";
constexpr char instructions[] = "instructions-between";
constexpr char indented[] = "indented";
constexpr char little[] = "utf16-little-endian";
constexpr char big[] = "utf16-big-endian";
constexpr char mark[] = "byte-order-mark";
constexpr char declaration[] = "declaration";
constexpr char version_only[] = "declaration-of-version";
constexpr char in_front[] = "comment-before";
constexpr char behind[] = "line-behind";

void use_remote(RequestDocument& document) {
  children_of(document).front() = text_element("remote", "ftp");
}
template <const char* text>
void put_prefix(RequestDocument& document) {
  Nodes& children = children_of(document);
  children.insert(children.begin() + 1, text_element("prefix", text));
}
template <const char* text>
void describe(RequestDocument& document) {
  *find(document, "description") = text_element("description", text);
}
template <const char* text>
void split(RequestDocument& document) {
  put_behind(document, "description", text_element("split-size", text));
}
template <const char* name>
void put_last(RequestDocument& document) {
  children_of(document).push_back(element(name));
}
void ask_twice(RequestDocument& document) {
  Nodes& operations = document.root.children.back().children;
  operations.push_back(operations.front());
}
void two_operators(RequestDocument& document) {
  document.root.children.push_back(document.root.children.back());
}
void put_settings(RequestDocument& document) {
  document.root.children.insert(
      document.root.children.begin(),
      element("request-settings",
              {element("setting", {text_element("name", "n"), text_element("value", "v")})}));
}

constexpr char plain[] = "nightly";
constexpr char dashed[] = "a-b_9";
constexpr char empty[] = "";
constexpr char markup_text[] = "a < b & \"c\" ]]>";
constexpr char foreign_text[] = "\xC3\xA4 \xD7\x90 \xF0\x9F\x98\x80";
constexpr char one_letter[] = "d";
constexpr char zero[] = "0";
constexpr char one[] = "1";
constexpr char large[] = "1000000";
constexpr char padded[] = " 7 ";
constexpr char only_hosting[] = "only-hosting";
constexpr char only_mail[] = "only-mail";
constexpr char only_configuration[] = "only-configuration";

/// In the order in which they are applied: spellings see all nodes, encodings all markup.
const std::vector<Factor>& factors() {
  static const std::vector<Factor> all = {
      {"storage", {nothing, use_remote}},
      {"prefix", {nothing, put_prefix<plain>, put_prefix<dashed>}},
      {"description",
       {nothing, describe<empty>, describe<one_letter>, describe<markup_text>,
        describe<foreign_text>}},
      {"split-size", {nothing, split<zero>, split<one>, split<large>, split<padded>}},
      {"content", {nothing, put_last<only_hosting>, put_last<only_mail>}},
      {"only-configuration", {nothing, put_last<only_configuration>}},
      {"settings", {nothing, put_settings}},
      {"operations", {nothing, ask_twice, two_operators}},
      {"tags", {nothing, respell<paired>, respell<spaced>}},
      {"texts", {nothing, respell<sections>, respell<decimal>}},
      {"between", {nothing, respell<comments>, respell<instructions>, respell<indented>}},
      {"around", {nothing, respell<in_front>, respell<behind>}},
      {"encoding", {nothing, respell<mark>, respell<little>, respell<big>}},
      {"declaration", {nothing, respell<declaration>, respell<version_only>}},
  };
  return all;
}

const std::vector<std::vector<std::uint8_t>>& triples() {
  static const auto rows = [] {
    std::vector<std::uint8_t> levels;
    for (const Factor& factor : factors()) {
      levels.push_back(static_cast<std::uint8_t>(factor.values.size()));
    }
    return cover_triples(levels);
  }();
  return rows;
}

RequestDocument triple_document(std::uint64_t n) {
  RequestDocument document =
      request_of({element("local"), text_element("description", "Standard weekly backup")});
  const auto& row = triples()[n];
  for (std::size_t i = 0; i < row.size(); ++i) factors()[i].values[row[i]](document);
  return document;
}

using Make = RequestDocument (*)(std::uint64_t);
constexpr std::array<Make, 4> makers = {sequence_document, choice_document, content_document,
                                        triple_document};

}  // namespace

std::span<const ExhaustiveFamily> exhaustive_families() {
  static const std::array<ExhaustiveFamily, makers.size()> families = {{
      {"sequences", "up to four nodes over the eight names and a foreign one", count_sequences()},
      {"nodes", "every choice of nodes in their order", count_choices()},
      {"contents", "every node with every class of content", alphabet().size() * contents().size()},
      {"triples", "three values of the rest together", triples().size()},
  }};
  return families;
}

std::uint64_t exhaustive_count() {
  std::uint64_t count = 0;
  for (const ExhaustiveFamily& family : exhaustive_families()) count += family.count;
  return count;
}

GeneratedPacket exhaustive_packet(std::uint64_t n) {
  std::size_t family = 0;
  for (; n >= exhaustive_families()[family].count; ++family) {
    n -= exhaustive_families()[family].count;
  }
  return exhaustive_packet(family, n);
}

GeneratedPacket exhaustive_packet(std::size_t family, std::uint64_t n) {
  return {.id = fmt::format("exhaustive/{}/{}", exhaustive_families()[family].name, n),
          .bytes = write(makers.at(family)(n))};
}

}  // namespace packetproof
