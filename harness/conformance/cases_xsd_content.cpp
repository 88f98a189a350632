/// What the nodes of `backup-server` hold: attributes, children, text.

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

constexpr std::string_view xsi = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

/// The node's start tag with more in it.
std::string with_attribute(const InputNode& node, std::string_view attribute) {
  const std::size_t end = node.right.find_first_of("/>");
  return joined({node.right.substr(0, end), attribute, node.right.substr(end)});
}

/// The node with this content instead of its own.
std::string holding(const InputNode& node, std::string_view content) {
  return joined({"<", node.name, ">", content, "</", node.name, ">"});
}

bool lax(const InputNode& node) { return node.name.starts_with("only-"); }
bool textual(const InputNode& node) { return !lax(node) && node.name != "local"; }

const Requirement* type_of(const InputNode& node) {
  if (node.name == "local") return requirement("R-XSD-local-empty");
  if (node.name == "remote") return requirement("R-XSD-remote-text");
  if (node.name == "prefix") return requirement("R-XSD-prefix-text");
  if (node.name == "description") return requirement("R-XSD-description-text");
  return requirement("R-XSD-split-size-integer");
}

void add_attributes(std::vector<Case>& cases) {
  for (const InputNode& node : input_nodes()) {
    std::string id = joined({"xsd/attribute/unknown[node=", node.name, "]"});
    std::string body = request_with(node, with_attribute(node, " id=\"1\""));
    if (lax(node)) {
      cases.push_back(single(std::move(id),
                             joined({"An attribute on `", node.name, "`: page and schema differ"}),
                             observe(std::move(body), requirement("R-PAGE-only-content"))));
    } else {
      cases.push_back(single(std::move(id),
                             joined({"An attribute on `", node.name, "` is refused"}),
                             must_refuse(std::move(body), requirement("R-XSD-attributes"))));
    }
    // Text, nothing, anything: one node of each kind of content.
    if (node.name != "prefix" && node.name != "local" && node.name != "only-mail") continue;
    cases.push_back(single(
        joined({"xsd/attribute/nil[node=", node.name, "]"}),
        joined({"`xsi:nil` on `", node.name, "`, which is not nillable, is refused"}),
        must_refuse(request_with(node, with_attribute(node, joined({xsi, " xsi:nil=\"true\""}))),
                    requirement("R-XSD-nil"))));
  }
  cases.push_back(single(
      "xsd/attribute/nil-false", "`xsi:nil` with the value false on `description` is refused too",
      must_refuse(request_of(joined({piece::local, "<description", xsi,
                                     " xsi:nil=\"false\">Standard weekly backup</description>"})),
                  requirement("R-XSD-nil"))));
  cases.push_back(single(
      "xsd/attribute/xml-lang", "`xml:lang` on `description`, which the schema lacks, is refused",
      must_refuse(request_of("<local/><description xml:lang=\"en\">Standard weekly backup"
                             "</description>"),
                  requirement("R-XSD-attributes"))));
}

void add_types(std::vector<Case>& cases) {
  struct TypeRow {
    std::string_view slug, title, attributes;
    Demand demand;
    const Requirement* about = requirement("R-XSD-xsi-type");
  };
  static constexpr TypeRow rows[] = {
      {.slug = "declared",
       .title = "`xsi:type` that names the declared type is accepted",
       .attributes = " xsi:type=\"string\"",
       .demand = Demand::should_accept},
      {.slug = "foreign",
       .title = "`xsi:type` that names the schema language's string is refused",
       .attributes = " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xsi:type=\"xs:string\"",
       .demand = Demand::must_refuse},
      {.slug = "unknown",
       .title = "`xsi:type` that names a type which does not exist is refused",
       .attributes = " xsi:type=\"no-such-type\"",
       .demand = Demand::must_refuse},
      {.slug = "other",
       .title = "`xsi:type` that names the integer type on a text is refused",
       .attributes = " xsi:type=\"integer\"",
       .demand = Demand::must_refuse},
      {.slug = "padded",
       .title = "`xsi:type` whose value is padded: validators differ",
       .attributes = " xsi:type=\" string \"",
       .demand = Demand::either,
       .about = requirement("R-XML-disputed-spelling")},
  };
  for (const TypeRow& row : rows) {
    Step step = must_refuse(request_of(joined({piece::local, "<description", xsi, row.attributes,
                                               ">Standard weekly backup</description>"})),
                            row.about);
    if (row.demand != Demand::must_refuse) step = observe(step.body, row.about);
    step.expect.demand = row.demand;
    // The neighbour of xsi:nil that is allowed.
    cases.push_back(single(joined({"xsd/attribute/type[names=", row.slug, "]"}),
                           std::string(row.title), std::move(step), {requirement("R-XSD-nil")}));
  }
}

void add_children(std::vector<Case>& cases) {
  for (const InputNode& node : input_nodes()) {
    if (lax(node)) continue;
    cases.push_back(single(
        joined({"xsd/content/child[node=", node.name, "]"}),
        joined({"A child element inside `", node.name, "` is refused"}),
        must_refuse(request_with(node, holding(node, textual(node) && node.name != "split-size"
                                                         ? "weekly<b>bold</b>"
                                                         : "<b/>")),
                    type_of(node))));
  }
  struct LocalRow {
    std::string_view slug, title, content;
  };
  static constexpr LocalRow rows[] = {
      {.slug = "text", .title = "Text inside `local` is refused", .content = "here"},
      {.slug = "space", .title = "A blank inside `local` is refused", .content = " "},
      {.slug = "new-line", .title = "A line break inside `local` is refused", .content = "\n  "},
      {.slug = "blank-reference",
       .title = "A blank written as a reference in `local` is refused",
       .content = "&#32;"},
      {.slug = "description",
       .title = "The description inside `local` is refused",
       .content = "<description>Standard weekly backup</description>"},
  };
  for (const LocalRow& row : rows) {
    cases.push_back(single(
        joined({"xsd/content/local[holds=", row.slug, "]"}), std::string(row.title),
        must_refuse(request_of(joined({"<local>", row.content, "</local>", piece::description})),
                    requirement("R-XSD-local-empty"))));
  }
  cases.push_back(single(
      "xsd/content/local[holds=cdata]", "An empty CDATA section inside `local`: validators differ",
      observe(request_of(joined({"<local><![CDATA[]]></local>", piece::description})),
              requirement("R-XML-disputed-spelling"))));
}

void add_lax(std::vector<Case>& cases) {
  for (const InputNode& node : input_nodes()) {
    if (!lax(node)) continue;
    cases.push_back(single(
        joined({"xsd/content/text[node=", node.name, "]"}),
        joined({"Text inside `", node.name, "`: page and schema differ"}),
        observe(request_with(node, holding(node, "true")), requirement("R-PAGE-only-content"))));
    cases.push_back(single(joined({"xsd/content/child[node=", node.name, "]"}),
                           joined({"An element inside `", node.name, "`: page and schema differ"}),
                           observe(request_with(node, holding(node, "<extra><more/></extra>")),
                                   requirement("R-PAGE-only-content"))));
    cases.push_back(single(
        joined({"xsd/content/packet[node=", node.name, "]"}),
        joined({"An invalid `packet` inside `", node.name, "` is refused: page and schema agree"}),
        must_refuse(request_with(node, holding(node, "<packet/>")),
                    requirement("R-XSD-lax-content"))));
  }
  cases.push_back(single(
      "xsd/content/empty[node=only-mail]", "`only-mail` with nothing between its tags is accepted",
      must_accept(request_of(joined({piece::local, piece::description, "<only-mail></only-mail>"})),
                  requirement("R-PAGE-only-mail")),
      {requirement("R-XSD-lax-content")}));
}

void add_text(std::vector<Case>& cases) {
  struct TextRow {
    std::string_view slug, title, children;
  };
  static constexpr TextRow rows[] = {
      {.slug = "first",
       .title = "Text before the storage is refused",
       .children = "now<local/><description>Standard weekly backup</description>"},
      {.slug = "middle",
       .title = "Text between storage and description is refused",
       .children = "<local/>now<description>Standard weekly backup</description>"},
      {.slug = "last",
       .title = "Text after the last node is refused",
       .children = "<local/><description>Standard weekly backup</description>now"},
      {.slug = "cdata",
       .title = "Text in a CDATA section between nodes is refused",
       .children = "<local/><![CDATA[now]]><description>Standard weekly backup</description>"},
      {.slug = "no-break-space",
       .title = "A no-break space between nodes is refused: it is no white space of XML",
       .children = "<local/>\xc2\xa0<description>Standard weekly backup</description>"},
  };
  for (const TextRow& row : rows) {
    cases.push_back(single(joined({"xsd/content/stray-text[place=", row.slug, "]"}),
                           std::string(row.title),
                           must_refuse(request_of(row.children), requirement("R-XSD-input-text"))));
  }
  cases.push_back(
      single("xsd/content/stray-blank",
             "White space between the nodes is accepted, written as a reference too",
             must_accept(request_of("\t<local/>\r\n&#32;&#x9;<description>Standard weekly "
                                    "backup</description>&#10;"),
                         requirement("R-XSD-input-text")),
             {requirement("R-XML-spelling")}));
}

/// Ordinary values of the text nodes, and those at which a server may draw its own line.
void add_values(std::vector<Case>& cases) {
  struct ValueRow {
    std::string_view id, title, children;
    Demand demand;
    const Requirement* about;
    bool remote = false;
    bool odd = false;  // the check-up passes it, the execution may refuse it
  };
  static constexpr ValueRow rows[] = {
      {.id = "xsd/value/prefix[text=word]",
       .title = "An ordinary prefix is accepted",
       .children = "<local/><prefix>nightly</prefix><description>Standard weekly backup"
                   "</description>",
       .demand = Demand::must_accept,
       .about = requirement("R-XSD-prefix-text")},
      {.id = "xsd/value/prefix[text=empty]",
       .title = "An empty prefix passes the check-up",
       .children = "<local/><prefix/><description>Standard weekly backup</description>",
       .demand = Demand::must_accept,
       .about = requirement("R-XSD-prefix-text"),
       .odd = true},
      {.id = "xsd/value/prefix[text=path]",
       .title = "A prefix with path characters is valid; a server may refuse it",
       .children = "<local/><prefix>../nightly</prefix><description>Standard weekly backup"
                   "</description>",
       .demand = Demand::should_accept,
       .about = requirement("R-XSD-prefix-text")},
      {.id = "xsd/value/description[text=empty]",
       .title = "An empty description is accepted",
       .children = "<local/><description></description>",
       .demand = Demand::must_accept,
       .about = requirement("R-XSD-description-text")},
      {.id = "xsd/value/description[text=empty-tag]",
       .title = "A description written as an empty tag is accepted",
       .children = "<local/><description/>",
       .demand = Demand::must_accept,
       .about = requirement("R-XSD-description-text")},
      {.id = "xsd/value/description[text=digits]",
       .title = "A description that is a number is accepted",
       .children = "<local/><description>2024</description>",
       .demand = Demand::must_accept,
       .about = requirement("R-XSD-description-text")},
      {.id = "xsd/value/remote[text=padded]",
       .title = "`ftp` between white space is still `ftp`",
       .children = "<remote>\n ftp\n</remote><description>Standard weekly backup</description>",
       .demand = Demand::must_accept,
       .about = requirement("R-XSD-remote-text"),
       .remote = true},
      {.id = "xsd/value/remote[text=sftp]",
       .title = "No backup is started to a protocol but ftp",
       .children = "<remote>sftp</remote><description>Standard weekly backup</description>",
       .demand = Demand::should_refuse,
       .about = requirement("R-PAGE-remote-ftp")},
      {.id = "xsd/value/remote[text=capitals]",
       .title = "No backup is started to a protocol named `FTP` in capitals",
       .children = "<remote>FTP</remote><description>Standard weekly backup</description>",
       .demand = Demand::should_refuse,
       .about = requirement("R-PAGE-remote-ftp")},
      {.id = "xsd/value/remote[text=empty]",
       .title = "No backup is started to a protocol without a name",
       .children = "<remote/><description>Standard weekly backup</description>",
       .demand = Demand::should_refuse,
       .about = requirement("R-PAGE-remote-ftp")},
  };
  for (const ValueRow& row : rows) {
    // Whatever refuses a value says it in its own place with its own code.
    Step step = observe(request_of(row.children), row.about);
    step.expect.demand = row.demand;
    step.expect.environment_may_refuse = row.remote;
    step.expect.value_may_be_refused = row.odd;
    cases.push_back(single(std::string(row.id), std::string(row.title), std::move(step)));
  }
  Step ftp = must_accept(
      request_of(joined({piece::remote, piece::prefix, piece::description, piece::only_hosting})),
      requirement("R-XSD-remote-text"));
  ftp.expect.environment_may_refuse = true;
  cases.push_back(single("xsd/value/remote[text=ftp]",
                         "`ftp` with further nodes is accepted, where the server has FTP storage",
                         std::move(ftp), {requirement("R-PAGE-remote-ftp")}));
}

}  // namespace

std::vector<Case> xsd_content_cases() {
  std::vector<Case> cases;
  add_attributes(cases);
  add_types(cases);
  add_children(cases);
  add_lax(cases);
  add_text(cases);
  add_values(cases);
  return cases;
}

}  // namespace packetproof
