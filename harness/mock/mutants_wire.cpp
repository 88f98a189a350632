/// Endpoints whose parser can be turned against them, or whose HTTP is wrong.

#include <fmt/format.h>

#include "harness/mock/mutant_parts.hpp"

namespace packetproof {
namespace {

// ---- parser safety

/// Does the packet hold this?
template <Literal piece>
bool names(const HttpRequest& request, const HttpResponse&) {
  return request.body.contains(piece.view());
}

/// Answers a refusal that quotes what the file holds which the packet names.
template <Literal named, Literal content>
Handler reads_file(Handler reference) {
  return answers<names<named>, [](HttpResponse& response) {
    response.body = replaced(response.body, "</errtext>",
                             " near '" + std::string(content.view()) + "'</errtext>");
  }>(std::move(reference));
}

void hang(HttpResponse& response) { response.delivery.delay = std::chrono::minutes(2); }
void crash(HttpResponse& response) { response.delivery.cut_after = 0; }

bool expands(const HttpRequest& request, const HttpResponse&) {
  return holds<"<!ENTITY", "&e">(request.body);
}
bool deep(const HttpRequest& request, const HttpResponse&) {
  const std::string& packet = request.body;
  std::size_t open = 0;
  for (std::size_t at = packet.find('<'); at != std::string::npos; at = packet.find('<', at + 1)) {
    open += packet.substr(at, 3).find('/') == std::string::npos ? 1 : 0;
  }
  return open > 1000 && !packet.contains("<!--");
}

// ---- http

template <int status>
void with_status(HttpResponse& response) {
  response.status = status;
}
void set_header(HttpResponse& response, std::string_view name, std::string_view value) {
  std::erase_if(response.headers, [&](const auto& entry) { return entry.first == name; });
  if (!value.empty()) response.headers.emplace_back(name, value);
}
template <Literal name, Literal value>
void with_header(HttpResponse& response) {
  set_header(response, name.view(), value.view());
}

/// A whole message with this framing around its body, the connection kept or not.
void as_written(HttpResponse& response, const std::string& framing, bool close) {
  response.delivery.verbatim =
      fmt::format("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n{}\r\n{}", framing, response.body);
  response.delivery.close = close;
}
void announce_more(HttpResponse& response) {
  as_written(response, fmt::format("Content-Length: {}\r\n", response.body.size() + 20), true);
}
void announce_less(HttpResponse& response) {
  as_written(response, fmt::format("Content-Length: {}\r\n", response.body.size() - 20), true);
}
void two_lengths(HttpResponse& response) {
  as_written(response,
             fmt::format("Content-Length: {}\r\nContent-Length: {}\r\n", response.body.size(),
                         response.body.size() - 1),
             true);
}
void break_chunks(HttpResponse& response) {
  response.body = fmt::format("{:x}\r\n{}\r\nzz\r\n", response.body.size(), response.body);
  as_written(response, "Transfer-Encoding: chunked\r\n", true);
}
void end_no_chunks(HttpResponse& response) {
  response.body = fmt::format("{:x}\r\n{}\r\n", response.body.size(), response.body);
  as_written(response, "Transfer-Encoding: chunked\r\n", true);
}
void never_end(HttpResponse& response) {
  response.body += std::string(64U << 10U, ' ');
  as_written(response, "", false);
}
void garbage(HttpResponse& response) {
  response.delivery.verbatim = "220 mail.example ESMTP\r\n";
  response.delivery.close = true;
}
void cut(HttpResponse& response) { response.delivery.cut_after = 120; }
void reset(HttpResponse& response) {
  response.delivery.cut_after = 0;
  response.delivery.reset = true;
}
void close_silently(HttpResponse& response) { response.delivery.close = true; }
void redirect(HttpResponse& response) {
  response = {.status = 302, .headers = {{"Location", "/login.php"}}};
}
void proxy_page(HttpResponse& response) {
  response = {.status = 502,
              .headers = {{"Content-Type", "text/html"}},
              .body = "<html><body><h1>502 Bad Gateway</h1></body></html>"};
}

// ---- whatever comes

bool always(const HttpRequest&, const HttpResponse&) { return true; }

template <Literal text>
Handler says(Handler reference) {
  return answers_text<always, text>(std::move(reference));
}

Handler takes_all(Handler reference) {
  return misreads<[](const std::string&) -> std::string {
    return "<packet><backup-manager><backup-server><local/><description/></backup-server>"
           "</backup-manager></packet>";
  }>(std::move(reference));
}

constexpr const Requirement* fresh = requirement("R-DOC44539-task-id-fresh");
constexpr const Requirement* framing = requirement("R-RFC9112-framing");
constexpr const Requirement* answered = requirement("R-RFC9112-answers");
constexpr const Requirement* entity = requirement("R-XML-external-entity");

constexpr auto rows = std::to_array<Mutant>({
    {"parser-safety/file", "Reads the file that an entity names", entity,
     reads_file<"SYSTEM \"file:///etc/passwd\"", "root:x:0:0:root:/root:/bin/bash">},
    {"parser-safety/bare-path", "Reads the path that an entity names", entity,
     reads_file<"SYSTEM \"/etc/passwd\"", "root:x:0:0:root:/root:/bin/bash">},
    {"parser-safety/windows-file", "Reads the file of Windows that an entity names", entity,
     reads_file<"SYSTEM \"file:///c:/", "; for 16-bit app support">},
    {"parser-safety/filter", "Reads through the filter of PHP that an entity names", entity,
     reads_file<"SYSTEM \"php://filter", "cm9vdDp4OjA6MDpyb290">},
    {"parser-safety/parameter-entity", "Reads the file that a parameter entity names", entity,
     reads_file<"<!ENTITY %", "root:x:0:0:root:/root:/bin/bash">},
    {"parser-safety/included-file", "Reads the file that an XInclude names", entity,
     reads_file<"<xi:include", "root:x:0:0:root:/root:/bin/bash">},
    {"parser-safety/entities-eat-time", "Expands entities until time is up",
     requirement("R-XML-entity-expansion"), answers<expands, hang>},
    {"parser-safety/depth-crashes", "Crashes on ten thousand nested elements",
     requirement("R-XML-depth"), answers<deep, crash>},

    {"http/ok-in-500", "Sends status 500 with a backup that it started",
     requirement("R-RFC9110-status-contradiction"), answers<accepted, with_status<500>>},
    {"http/ok-in-404", "Sends status 404 with a backup that it started",
     requirement("R-RFC9110-status-contradiction"), answers<accepted, with_status<404>>},
    {"http/error-in-400", "Sends status 400 with a refusal", requirement("R-DOC28729-error-in-200"),
     answers<refused, with_status<400>>},
    {"http/error-in-500", "Sends status 500 with a refusal", requirement("R-DOC28729-error-in-200"),
     answers<refused, with_status<500>>},
    {"http/content-type", "Calls a packet text/html", requirement("R-DOC50169-content-type"),
     answers<any_other, with_header<"Content-Type", "text/html">>},
    {"http/no-content-type", "Does not say what a packet is",
     requirement("R-DOC50169-content-type"), answers<any_other, with_header<"Content-Type", "">>},
    {"http/charset", "Declares UTF-8 and calls it ISO-8859-1 in the header",
     requirement("R-XML-answer-charset"),
     answers<any_other, with_header<"Content-Type", "text/xml; charset=ISO-8859-1">>},
    {"http/cut", "Ends the connection in the middle of an answer", framing,
     answers<any_other, cut>},
    {"http/longer-length", "Announces more bytes than it sends", framing,
     answers<any_other, announce_more>},
    {"http/shorter-length", "Announces fewer bytes than it sends", framing,
     answers<any_other, announce_less>},
    {"http/two-lengths", "Announces two lengths", framing, answers<any_other, two_lengths>},
    {"http/broken-chunk", "Sends a chunk whose size is no number", framing,
     answers<any_other, break_chunks>},
    {"http/no-last-chunk", "Sends no last chunk", framing, answers<any_other, end_no_chunks>},
    {"http/never-ends", "Sends an answer without an end", answered, answers<any_other, never_end>},
    {"http/garbage", "Answers in another protocol", framing, answers<any_other, garbage>},
    {"http/reset", "Resets the connection instead of an answer", answered,
     answers<any_other, reset>},
    {"http/reset-on-refusal", "Resets the connection instead of a refusal", answered,
     answers<refused, reset>},
    {"http/hangs", "Does not answer in time", answered, answers<refused, hang>},
    {"http/closes-silently", "Closes connections without saying so",
     requirement("R-RFC9112-close-announced"), answers<any_other, close_silently>},
    {"http/redirect", "Redirects refused packets to a login page",
     requirement("R-XML-answer-well-formed"), answers<refused, redirect>},
    {"http/unknown-header", "Refuses a client that says what it accepts",
     requirement("R-DOC28729-valid-accepted"), alters<[](HttpRequest& request) {
       if (header(request.headers, "Accept")) request.body = wrong;
     }>},
    {"http/proxy-page", "Answers refused packets with the page of a proxy",
     requirement("R-XSD-answer-root"), answers<refused, proxy_page>},
    // Whoever answers alike whatever comes must not pass.
    {.id = "spoils-all/refuses-everything",
     .title = "Calls every packet wrong",
     .violates = requirement("R-PAGE-sample-full"),
     .around = refuses<[](const std::string&) { return true; }>,
     .spoils_all = true},
    {.id = "spoils-all/same-acceptance",
     .title = "Answers everything with the same accepted backup",
     .violates = fresh,
     .around = says<"<packet version=\"1.6.7.0\"><backup-manager><backup-server><result><status>ok"
                    "</status><task-id>27</task-id></result></backup-server></backup-manager>"
                    "</packet>">,
     .spoils_all = true},
    {.id = "spoils-all/accepts-everything",
     .title = "Starts a backup whatever comes",
     .violates = requirement("R-XML-well-formed"),
     .around = takes_all,
     .spoils_all = true},
    {.id = "spoils-all/nothing",
     .title = "Answers everything with an empty body",
     .violates = requirement("R-XML-answer-well-formed"),
     .around = says<"">,
     .spoils_all = true},
    {.id = "spoils-all/page",
     .title = "Answers everything with a page of HTML",
     .violates = requirement("R-XSD-answer-root"),
     .around = says<"<html><body><p>It works</p></body></html>">,
     .spoils_all = true},
    {.id = "spoils-all/no-post",
     .title = "Does not serve POST",
     .violates = requirement("R-DOC50169-post"),
     .around = answers<always, with_status<405>>,
     .spoils_all = true},
    {.id = "spoils-all/unauthorised",
     .title = "Answers everything with status 401",
     .violates = requirement("R-DOC28722-login-accepted"),
     .around = answers<always, with_status<401>>,
     .spoils_all = true},
    {.id = "spoils-all/hangs",
     .title = "Never answers in time",
     .violates = answered,
     .around = answers<always, hang>,
     .spoils_all = true},
    {.id = "spoils-all/resets",
     .title = "Resets every connection",
     .violates = answered,
     .around = answers<always, reset>,
     .spoils_all = true},
});

}  // namespace

std::span<const Mutant> wire_mutants() { return rows; }

}  // namespace packetproof
