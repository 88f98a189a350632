/// Which nodes of `backup-server` stand, how often, and in which order.

#include <cstdlib>

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

/// May `after` follow `before` at once in a valid request? Only optional places may lie between.
bool adjacent(const InputNode& before, const InputNode& after) {
  if (before.place >= after.place) return false;
  for (const InputNode& between : input_nodes()) {
    if (between.place > before.place && between.place < after.place && !between.optional) {
      return false;
    }
  }
  return true;
}

/// The required nodes and these two, in order but for the two, which change places.
std::string swapped(const InputNode& before, const InputNode& after) {
  std::string children;
  if (before.place > 1) children += piece::local;
  if (before.place > 3) children += piece::description;
  children += after.right;
  children += before.right;
  if (after.place < 3) children += piece::description;
  return request_of(children);
}

void add_swaps(std::vector<Case>& cases) {
  for (const InputNode& before : input_nodes()) {
    for (const InputNode& after : input_nodes()) {
      if (!adjacent(before, after)) continue;
      cases.push_back(single(joined({"xsd/order/swap[pair=", before.name, "+", after.name, "]"}),
                             joined({"`", after.name, "` before `", before.name, "` is refused"}),
                             must_refuse(swapped(before, after), requirement("R-PAGE-order"))));
    }
  }
}

struct OrderRow {
  std::string_view slug, title, children;
};

constexpr OrderRow faults[] = {
    {.slug = "reversed",
     .title = "All six nodes in the opposite order are refused",
     .children = "<only-configuration/><only-mail/><split-size>0</split-size><description>Standard "
                 "weekly backup</description><prefix>nightly</prefix><local/>"},
    {.slug = "alphabetical",
     .title = "All six nodes in alphabetical order, as some serializers write them, are refused",
     .children = "<description>Standard weekly backup</description><local/><only-configuration/>"
                 "<only-mail/><prefix>nightly</prefix><split-size>0</split-size>"},
    {.slug = "storage-last",
     .title = "All six nodes in order but for the storage, which stands last, are refused",
     .children = "<prefix>nightly</prefix><description>Standard weekly backup</description>"
                 "<split-size>0</split-size><only-mail/><only-configuration/><local/>"},
    {.slug = "prefix-late",
     .title = "A prefix after the split-size is refused",
     .children = "<local/><description>Standard weekly backup</description>"
                 "<split-size>0</split-size><prefix>nightly</prefix>"},
    {.slug = "split-size-late",
     .title = "A split-size after all other nodes is refused",
     .children = "<local/><prefix>nightly</prefix><description>Standard weekly backup"
                 "</description><only-mail/><only-configuration/><split-size>0</split-size>"},
};

constexpr OrderRow rights[] = {
    {.slug = "six-nodes",
     .title = "All six nodes in the documented order are accepted",
     .children = "<local/><prefix>nightly</prefix><description>Standard weekly backup"
                 "</description><split-size>0</split-size><only-mail/><only-configuration/>"},
    {.slug = "six-nodes-hosting",
     .title = "All six nodes in order, with only-hosting, are accepted",
     .children = "<local/><prefix>nightly</prefix><description>Standard weekly backup"
                 "</description><split-size>0</split-size><only-hosting/><only-configuration/>"},
};

void add_orders(std::vector<Case>& cases) {
  for (const OrderRow& row : rights) {
    cases.push_back(single(joined({"xsd/order/right[nodes=", row.slug, "]"}),
                           std::string(row.title),
                           must_accept(request_of(row.children), requirement("R-PAGE-order"))));
  }
  for (const OrderRow& row : faults) {
    cases.push_back(single(joined({"xsd/order/wrong[nodes=", row.slug, "]"}),
                           std::string(row.title),
                           must_refuse(request_of(row.children), requirement("R-PAGE-order"))));
  }
}

const Requirement* presence_of(const InputNode& node) {
  switch (node.place) {
    case 1:
      return requirement("R-XSD-storage-choice");
    case 2:
      return requirement("R-XSD-prefix-optional");
    case 3:
      return requirement("R-XSD-description-required");
    case 4:
      return requirement("R-XSD-split-size-optional");
    case 5:
      return requirement("R-XSD-content-choice");
    default:
      return requirement("R-PAGE-only-configuration");
  }
}

/// Nodes that a request may lack are about themselves, too.
std::vector<const Requirement*> nearby(const InputNode& node) {
  if (node.name == "only-hosting") return {requirement("R-PAGE-only-hosting")};
  if (node.name == "only-mail") return {requirement("R-PAGE-only-mail")};
  return {};
}

/// All six places filled but one; `node` is there where an alternative shares its place.
std::string without(const InputNode& node) {
  std::string children;
  for (const InputNode& other : input_nodes()) {
    const bool alternative = other.name == "remote" || other.name == "only-hosting";
    if (other.place != node.place && !alternative) children += other.right;
  }
  return request_of(children);
}

void add_missing(std::vector<Case>& cases) {
  for (const InputNode& node : input_nodes()) {
    if (node.name == "remote" || node.name == "only-hosting") continue;
    std::string id = joined({"xsd/occurrence/missing[node=", node.name, "]"});
    if (node.optional) {
      cases.push_back(single(std::move(id),
                             joined({"All nodes but `", node.name, "` are accepted"}),
                             must_accept(without(node), presence_of(node)), nearby(node)));
    } else {
      cases.push_back(single(std::move(id), joined({"All nodes but `", node.name, "` are refused"}),
                             must_refuse(without(node), presence_of(node))));
    }
  }
  cases.push_back(single("xsd/occurrence/empty", "`backup-server` without any node is refused",
                         must_refuse(request_of(""), requirement("R-XSD-storage-choice")),
                         {requirement("R-PAGE-sample-full")}));
  cases.push_back(single("xsd/occurrence/no-description-with-mail",
                         "The mail-only sample without its description is refused",
                         must_refuse(request_of(joined({piece::local, piece::only_mail})),
                                     requirement("R-XSD-description-required")),
                         {requirement("R-PAGE-sample-mail")}));
}

void add_repeated(std::vector<Case>& cases) {
  for (const InputNode& node : input_nodes()) {
    cases.push_back(
        single(joined({"xsd/occurrence/repeated[node=", node.name, "]"}),
               joined({"`", node.name, "` twice is refused"}),
               must_refuse(request_with(node, joined({node.right, node.right})), presence_of(node)),
               nearby(node)));
  }
  cases.push_back(single("xsd/occurrence/repeated-apart[node=description]",
                         "A second description after the split-size is refused",
                         must_refuse(request_of(joined({piece::local, piece::description,
                                                        piece::split_size, piece::description})),
                                     requirement("R-XSD-description-required"))));
  cases.push_back(single("xsd/occurrence/repeated-apart[node=local]",
                         "A second local after all other nodes is refused",
                         must_refuse(request_of(joined({piece::local, piece::description,
                                                        piece::only_mail, piece::local})),
                                     requirement("R-XSD-storage-choice"))));
}

void add_storage(std::vector<Case>& cases) {
  const Requirement* choice = requirement("R-XSD-storage-choice");
  cases.push_back(single(
      "xsd/storage/both[first=local]", "`local` and then `remote` are refused",
      must_refuse(request_of(joined({piece::local, piece::remote, piece::description})), choice)));
  cases.push_back(single(
      "xsd/storage/both[first=remote]", "`remote` and then `local` are refused",
      must_refuse(request_of(joined({piece::remote, piece::local, piece::description})), choice)));
  cases.push_back(single("xsd/storage/local", "`local` alone is accepted",
                         must_accept(sample(), choice), {requirement("R-XSD-local-empty")}));
  Step remote = must_accept(request_of(joined({piece::remote, piece::description})), choice);
  remote.expect.environment_may_refuse = true;
  cases.push_back(single("xsd/storage/remote",
                         "`remote` alone is accepted, where the server has FTP storage",
                         std::move(remote), {requirement("R-XSD-remote-text")}));
}

/// Every subset of the only- nodes; `both` in either order.
void add_flags(std::vector<Case>& cases) {
  struct FlagRow {
    std::string_view slug, title, nodes;
    const Requirement* about;
    bool valid = true;
  };
  static constexpr FlagRow rows[] = {
      {.slug = "none",
       .title = "A request without any only- node is accepted",
       .nodes = "",
       .about = requirement("R-XSD-content-choice")},
      {.slug = "hosting",
       .title = "only-hosting alone is accepted",
       .nodes = "<only-hosting/>",
       .about = requirement("R-PAGE-only-hosting")},
      {.slug = "mail",
       .title = "only-mail alone is accepted",
       .nodes = "<only-mail/>",
       .about = requirement("R-PAGE-only-mail")},
      {.slug = "configuration",
       .title = "only-configuration alone is accepted",
       .nodes = "<only-configuration/>",
       .about = requirement("R-PAGE-only-configuration")},
      {.slug = "hosting+configuration",
       .title = "only-hosting with only-configuration is accepted",
       .nodes = "<only-hosting/><only-configuration/>",
       .about = requirement("R-PAGE-only-configuration")},
      {.slug = "mail+configuration",
       .title = "only-mail with only-configuration is accepted",
       .nodes = "<only-mail/><only-configuration/>",
       .about = requirement("R-PAGE-only-configuration")},
      {.slug = "hosting+mail",
       .title = "only-hosting and then only-mail are refused",
       .nodes = "<only-hosting/><only-mail/>",
       .about = requirement("R-XSD-content-choice"),
       .valid = false},
      {.slug = "mail+hosting",
       .title = "only-mail and then only-hosting are refused",
       .nodes = "<only-mail/><only-hosting/>",
       .about = requirement("R-XSD-content-choice"),
       .valid = false},
      {.slug = "hosting+mail+configuration",
       .title = "All three only- nodes are refused",
       .nodes = "<only-hosting/><only-mail/><only-configuration/>",
       .about = requirement("R-XSD-content-choice"),
       .valid = false},
      {.slug = "mail+hosting+configuration",
       .title = "All three only- nodes, only-mail first, are refused",
       .nodes = "<only-mail/><only-hosting/><only-configuration/>",
       .about = requirement("R-XSD-content-choice"),
       .valid = false},
  };
  for (const FlagRow& row : rows) {
    std::string body = request_of(joined({piece::local, piece::description, row.nodes}));
    cases.push_back(single(joined({"xsd/flags/only[nodes=", row.slug, "]"}), std::string(row.title),
                           row.valid ? must_accept(std::move(body), row.about)
                                     : must_refuse(std::move(body), row.about)));
  }
}

}  // namespace

std::vector<Case> xsd_order_cases() {
  std::vector<Case> cases;
  add_orders(cases);
  add_swaps(cases);
  add_missing(cases);
  add_repeated(cases);
  add_storage(cases);
  add_flags(cases);
  return cases;
}

}  // namespace packetproof
