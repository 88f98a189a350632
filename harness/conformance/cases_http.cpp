/// Around the packet: method, path, content type, connection, TLS.

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

/// What becomes of a request that no page describes: only the HTTP status is noted.
Step unjudged(std::string body, const Requirement* about) {
  Step step = observe(std::move(body), about);
  step.expect.any_answer = true;
  return step;
}

std::string slug_of(std::string_view method) {
  std::string slug(method);
  for (char& c : slug) c = static_cast<char>(c | 0x20);
  return slug;
}

void add_methods(std::vector<Case>& cases) {
  // A method that carries no packet asks for nothing.
  for (const std::string_view method : {"GET", "OPTIONS", "DELETE"}) {
    Step step = unjudged("", requirement("R-RFC9110-method"));
    step.method = method;
    step.content_type.clear();
    cases.push_back(single(joined({"http/method/other[method=", slug_of(method), "]"}),
                           joined({"What the agent answers to ", method}), std::move(step)));
  }
  Step put = unjudged(sample(), requirement("R-RFC9110-method"));
  put.method = "PUT";
  cases.push_back(single("http/method/other[method=put]",
                         "What the agent answers to a packet sent by PUT", std::move(put)));
}

void add_paths(std::vector<Case>& cases) {
  struct PathRow {
    std::string_view slug, title, path;
  };
  static constexpr PathRow rows[] = {
      {.slug = "root", .title = "What the root of the site answers to a packet", .path = "/"},
      {.slug = "unknown",
       .title = "What a path that nobody serves answers to a packet",
       .path = "/enterprise/control/no-such-agent.php"},
      {.slug = "other-case",
       .title = "What the agent's path in capitals answers to a packet",
       .path = "/ENTERPRISE/CONTROL/AGENT.PHP"},
  };
  for (const PathRow& row : rows) {
    // Invalid on purpose: whoever listens there need not start anything.
    Step step = unjudged(request_of(piece::local), requirement("R-RFC9110-path"));
    step.path = row.path;
    cases.push_back(single(joined({"http/path/other[path=", row.slug, "]"}), std::string(row.title),
                           std::move(step)));
  }
}

void add_content_types(std::vector<Case>& cases) {
  struct TypeRow {
    std::string_view slug, title, type;
    Demand demand = Demand::either;
    const Requirement* about = requirement("R-DOC50169-request-type");
  };
  static constexpr TypeRow rows[] = {
      {.slug = "text-xml",
       .title = "A packet of type text/xml is read",
       .type = "text/xml",
       .demand = Demand::must_accept,
       .about = requirement("R-DOC50169-post")},
      {.slug = "text-xml-charset",
       .title = "A packet of type text/xml with its charset named is read",
       .type = "text/xml; charset=utf-8",
       .demand = Demand::should_accept,
       .about = requirement("R-DOC50169-post")},
      {.slug = "capitals", .title = "What becomes of the type TEXT/XML", .type = "TEXT/XML"},
      {.slug = "application-xml",
       .title = "What becomes of the type application/xml",
       .type = "application/xml"},
      {.slug = "form",
       .title = "What becomes of a packet that is called a form",
       .type = "application/x-www-form-urlencoded"},
      {.slug = "json",
       .title = "What becomes of a packet that is called JSON",
       .type = "application/json"},
      {.slug = "absent", .title = "What becomes of a packet without a Content-Type", .type = ""},
  };
  for (const TypeRow& row : rows) {
    Step step = observe(sample(), row.about);
    step.expect.demand = row.demand;
    step.expect.any_answer = row.demand == Demand::either;
    step.content_type = row.type;
    cases.push_back(single(joined({"http/content-type/packet[type=", row.slug, "]"}),
                           std::string(row.title), std::move(step)));
  }
}

void add_bodies(std::vector<Case>& cases) {
  cases.push_back(single("http/body/empty", "What the agent answers to a POST without a body",
                         unjudged("", requirement("R-DOC50169-request-type"))));
  cases.push_back(single("http/body/white-space", "A POST of nothing but white space is refused",
                         must_refuse(" \r\n\r\n", requirement("R-XML-well-formed")),
                         {requirement("R-DOC50169-post")}));
  cases.push_back(single("http/body/form-field",
                         "A packet in a form field instead of the body is refused",
                         must_refuse("xml=%3Cpacket%2F%3E", requirement("R-XML-well-formed")),
                         {requirement("R-DOC50169-post")}));
}

void add_headers(std::vector<Case>& cases) {
  struct HeaderRow {
    std::string_view slug, title, name, value;
    const Requirement* about = requirement("R-DOC28729-valid-accepted");
  };
  static constexpr HeaderRow rows[] = {
      {.slug = "pretty-print",
       .title = "Asking for an indented answer does not change the verdict on the packet",
       .name = "HTTP_PRETTY_PRINT",
       .value = "TRUE"},
      {.slug = "user-agent",
       .title = "A client that names itself is served like any other",
       .name = "User-Agent",
       .value = "ExampleClient/1.0 (backup)"},
      {.slug = "accept",
       .title = "A client that accepts only text/xml is served",
       .name = "Accept",
       .value = "text/xml"},
      {.slug = "close",
       .title = "A client that asks to close the connection still gets its whole answer",
       .name = "Connection",
       .value = "close"},
      {.slug = "unknown",
       .title = "A header that the agent does not know changes nothing",
       .name = "X-Example-Trace",
       .value = "4f2a"},
  };
  for (const HeaderRow& row : rows) {
    Step step = must_accept(sample(), row.about);
    step.extra_headers.emplace_back(row.name, row.value);
    cases.push_back(single(joined({"http/header/extra[name=", row.slug, "]"}),
                           std::string(row.title), std::move(step)));
  }
  cases.front().requirements.push_back(requirement("R-DOC50169-pretty-print"));
}

}  // namespace

std::vector<Case> http_cases() {
  std::vector<Case> cases;
  add_headers(cases);
  add_methods(cases);
  add_paths(cases);
  add_content_types(cases);
  add_bodies(cases);
  return cases;
}

std::vector<Case> tls_cases() {
  return {single("tls/served/https", "The agent is served over HTTPS and accepts a packet there",
                 must_accept(sample(), requirement("R-DOC50169-https")))};
}

}  // namespace packetproof
