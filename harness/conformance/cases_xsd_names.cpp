/// The names of the nodes of `backup-server`: spelling, case, namespace.

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

/// The node under another name, which may bring a namespace declaration along.
std::string renamed(const InputNode& node, std::string_view tag, std::string_view declared = "") {
  const std::size_t end = node.right.find_first_of("/>");
  const std::string_view rest = node.right.substr(end);
  const std::size_t close = rest.find("</");
  if (close == std::string_view::npos) return joined({"<", tag, declared, rest});
  return joined({"<", tag, declared, rest.substr(0, close), "</", tag, ">"});
}

struct NameRow {
  std::string_view node, misspelt, other_case;
};

/// In the order of input_nodes().
constexpr NameRow names[] = {
    {.node = "local", .misspelt = "locale", .other_case = "Local"},
    {.node = "remote", .misspelt = "remotes", .other_case = "REMOTE"},
    {.node = "prefix", .misspelt = "prefixes", .other_case = "Prefix"},
    {.node = "description", .misspelt = "descripton", .other_case = "Description"},
    {.node = "split-size", .misspelt = "split_size", .other_case = "Split-Size"},
    {.node = "only-hosting", .misspelt = "only_hosting", .other_case = "only-Hosting"},
    {.node = "only-mail", .misspelt = "only-mails", .other_case = "ONLY-MAIL"},
    {.node = "only-configuration", .misspelt = "only-config", .other_case = "onlyConfiguration"},
};

Case refused_name(std::string_view kind, const InputNode& node, std::string title,
                  std::string_view tag) {
  return single(
      joined({"xsd/name/", kind, "[node=", node.name, "]"}), std::move(title),
      must_refuse(request_with(node, renamed(node, tag)), requirement("R-XSD-input-node-known")));
}

void add_spellings(std::vector<Case>& cases) {
  for (const NameRow& row : names) {
    for (const InputNode& node : input_nodes()) {
      if (node.name != row.node) continue;
      cases.push_back(refused_name(
          "misspelt", node, joined({"`", row.misspelt, "` for `", node.name, "` is refused"}),
          row.misspelt));
      cases.push_back(refused_name(
          "case", node,
          joined({"`", row.other_case, "` for `", node.name, "` is refused: case counts"}),
          row.other_case));
    }
  }
}

void add_namespaces(std::vector<Case>& cases) {
  static constexpr std::string_view declared = " xmlns=\"urn:example:other\"";
  for (const InputNode& node : input_nodes()) {
    cases.push_back(single(joined({"xsd/name/namespace[node=", node.name, "]"}),
                           joined({"`", node.name, "` in a namespace is refused"}),
                           must_refuse(request_with(node, renamed(node, node.name, declared)),
                                       requirement("R-XSD-namespace"))));
  }
  cases.push_back(single(
      "xsd/name/prefixed", "`description` with a prefix bound to a namespace is refused",
      must_refuse(request_of("<local/><x:description xmlns:x=\"urn:example:other\">Standard weekly "
                             "backup</x:description>"),
                  requirement("R-XSD-namespace"))));
  cases.push_back(single(
      "xsd/name/namespace-undone",
      "A namespace that is declared and undone again before any node counts for nothing",
      should_accept(request_of("<local xmlns=\"\"/><description xmlns=\"\">Standard weekly backup"
                               "</description>"),
                    requirement("R-XML-unused-namespace")),
      {requirement("R-XSD-namespace")}));
}

void add_unknown(std::vector<Case>& cases) {
  struct UnknownRow {
    std::string_view slug, title, children;
  };
  static constexpr UnknownRow rows[] = {
      {.slug = "first",
       .title = "An unknown node before the storage is refused",
       .children = "<comment>x</comment><local/><description>Standard weekly backup</description>"},
      {.slug = "middle",
       .title = "An unknown node between storage and description is refused",
       .children = "<local/><comment>x</comment><description>Standard weekly backup</description>"},
      {.slug = "last",
       .title = "An unknown node after the description is refused",
       .children = "<local/><description>Standard weekly backup</description><comment>x</comment>"},
      {.slug = "after-all",
       .title = "An unknown node after only-configuration is refused",
       .children = "<local/><description>Standard weekly backup</description>"
                   "<only-configuration/><comment/>"},
      {.slug = "answer-node",
       .title = "A node of the answer inside the request is refused",
       .children = "<local/><description>Standard weekly backup</description>"
                   "<task-id>27</task-id>"},
      {.slug = "owner-node",
       .title = "An owner node, as sibling operations have it, is refused",
       .children = "<webspace-id>1</webspace-id><local/><description>Standard weekly backup"
                   "</description>"},
  };
  for (const UnknownRow& row : rows) {
    cases.push_back(
        single(joined({"xsd/name/unknown[place=", row.slug, "]"}), std::string(row.title),
               must_refuse(request_of(row.children), requirement("R-XSD-input-node-known"))));
  }
  cases.push_back(single("xsd/name/unknown[place=other-namespace]",
                         "A node of another namespace, as an extension would bring it, is refused",
                         must_refuse(request_of("<local/><description>Standard weekly backup"
                                                "</description><x:note "
                                                "xmlns:x=\"urn:example:other\"/>"),
                                     requirement("R-XSD-namespace"))));
}

}  // namespace

std::vector<Case> xsd_name_cases() {
  std::vector<Case> cases;
  add_spellings(cases);
  add_namespaces(cases);
  add_unknown(cases);
  // The neighbour that is right: all eight names, each once in two requests.
  cases.push_back(
      single("xsd/name/right", "The nodes in the documented spelling are accepted",
             must_accept(request_of("<local/><prefix>nightly</prefix><description>"
                                    "Standard weekly backup</description><split-size>0"
                                    "</split-size><only-hosting/><only-configuration/>"),
                         requirement("R-XSD-input-node-known")),
             {requirement("R-XSD-namespace")}));
  return cases;
}

}  // namespace packetproof
