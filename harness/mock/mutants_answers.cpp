/// Endpoints that understand every request and spoil the packet of the answer.

#include "harness/mock/mutant_parts.hpp"

namespace packetproof {
namespace {

void halve(HttpResponse& response) { response.body.resize(response.body.size() / 2); }

template <Literal text>
void put_before(HttpResponse& response) {
  response.body.insert(0, text.view());
}
template <Literal text>
void put_behind(HttpResponse& response) {
  response.body += text.view();
}
void put_nul_behind(HttpResponse& response) { response.body += '\0'; }

void double_result(HttpResponse& response) {
  const std::size_t begin = response.body.find("<result>");
  const std::size_t end = response.body.find("</result>");
  if (end == std::string::npos) return;
  const std::string result = response.body.substr(begin, end + 9 - begin);
  response.body.insert(end + 9, result);
}

bool several(const HttpRequest& request, const HttpResponse& response) {
  return any_other(request, response) &&
         response.body.find("<result>") != response.body.rfind("<result>");
}

/// Whole operations of an answer: where each begins and ends.
std::vector<std::pair<std::size_t, std::size_t>> operations_in(const std::string& body) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t at = 0; at < body.size();) {
    std::size_t begin = body.npos;
    std::size_t end = body.npos;
    for (const std::string_view name : {"backup-server>", "get-tasks-info>"}) {
      const std::size_t opens = body.find("<" + std::string(name), at);
      if (opens >= begin) continue;
      begin = opens;
      const std::string closing = "</" + std::string(name);
      end = body.find(closing, opens) + closing.size();
    }
    if (begin == body.npos) break;
    found.emplace_back(begin, end);
    at = end;
  }
  return found;
}

void drop_last_operation(HttpResponse& response) {
  const auto operations = operations_in(response.body);
  if (operations.size() < 2) return;
  const auto [begin, end] = operations.back();
  response.body.erase(begin, end - begin);
}
void swap_operations(HttpResponse& response) {
  const auto operations = operations_in(response.body);
  if (operations.size() < 2 || operations[0].second != operations[1].first) return;
  const auto [begin, end] = operations.front();
  const std::string first = response.body.substr(begin, end - begin);
  response.body.insert(operations[1].second, first);
  response.body.erase(begin, end - begin);
}
void only_first_result(HttpResponse& response) {
  const auto operations = operations_in(response.body);
  if (operations.size() < 2) return;
  response.body.erase(operations[0].second, operations.back().second - operations[0].second);
}

void error_beside(HttpResponse& response) {
  response.body = replaced(response.body, "</backup-server></backup-manager>",
                           "</backup-server><get-tasks-info><result><status>ok</status></result>"
                           "</get-tasks-info></backup-manager>");
}

/// Refusals of the packet in the place of a failed execution.
void move_into_result(HttpResponse& response) {
  response.body = replaced(response.body, "<system>", "<backup-manager><backup-server><result>");
  response.body =
      replaced(response.body, "</system>", "</result></backup-server></backup-manager>");
}

template <Literal name>
void without(HttpResponse& response) {
  const std::string tag = std::string(name.view()) + ">";
  if (const auto text = text_in(response.body, name.view())) {
    response.body = replaced(response.body, "<" + tag + *text + "</" + tag, "");
  }
}

void into_namespace(HttpResponse& response) {
  response.body = replaced(response.body, "<packet", "<packet xmlns=\"urn:other\"");
}

/// What stands in split-size comes back as what it means, not as it must be written.
void echo_raw(HttpResponse& response, const HttpRequest& request) {
  const auto value = text_in(request.body, "split-size");
  if (!value) return;
  const std::string meant = all_replaced(all_replaced(*value, "&lt;", "<"), "&gt;", ">");
  response.body = replaced(response.body, "</errtext>", " " + meant + "</errtext>");
}

constexpr const Requirement* well_formed = requirement("R-XML-answer-well-formed");
constexpr const Requirement* nodes = requirement("R-XSD-result-nodes");
constexpr const Requirement* status = requirement("R-XSD-status-value");
constexpr const Requirement* task = requirement("R-XSD-task-id-type");
constexpr const Requirement* errcode = requirement("R-XSD-errcode-type");

constexpr auto rows =
    std::to_array<Mutant>({
        {"response-malformed/cut-in-half", "Sends half a packet as a whole", well_formed,
         answers<any_other, halve>},
        {"response-malformed/warning-before", "Sends a warning of PHP before the packet",
         well_formed,
         answers<any_other, put_before<"Warning: Undefined index in agent.php on line 3\n">>},
        {"response-malformed/blank-before", "Sends an empty line before the declaration",
         well_formed, answers<any_other, put_before<"\n">>},
        {"response-malformed/text-after", "Sends text behind the packet", well_formed,
         answers<any_other, put_behind<"done">>},
        {"response-malformed/nul-after", "Sends a NUL behind the packet", well_formed,
         answers<any_other, put_nul_behind>},
        {"response-malformed/two-packets", "Sends two packets in one answer", well_formed,
         answers<any_other, put_behind<"<packet/>">>},
        {"response-malformed/empty", "Answers with nothing", well_formed,
         answers_text<refused, "">},
        {"response-malformed/page", "Refuses with a page of HTML", well_formed,
         answers_text<refused, "<html><head><title>Error<title></head><p>Oops<br></html>">},
        {"response-malformed/bad-byte", "Sends a byte that is no UTF-8",
         requirement("R-XML-answer-encoding"), replaces<refused, "<errtext>", "<errtext>\xE9">},
        {"response-malformed/control-character", "Sends a control character", well_formed,
         replaces<refused, "<errtext>", "<errtext>\x1B[31m">},
        {"response-malformed/bare-ampersand", "Sends an ampersand that nobody escaped", well_formed,
         replaces<refused, "<errtext>", "<errtext>read & refused: ">},
        {"response-malformed/wrong-end-tag", "Closes another node than it opened", well_formed,
         replaces<accepted, "</task-id>", "</taskid>">},
        {"response-malformed/other-encoding", "Declares UTF-16 and sends UTF-8",
         requirement("R-XML-answer-charset"),
         replaces<any_other, "encoding=\"UTF-8\"", "encoding=\"UTF-16\"">},
        {"response-malformed/echo", "Echoes markup as it was sent",
         requirement("R-XML-errtext-escaped"), answers<refused, echo_raw>},
        {"response-malformed/doctype", "Sends a DOCTYPE", requirement("R-XML-answer-doctype"),
         replaces<any_other, "<packet", "<!DOCTYPE packet><packet">},

        {"response-schema/root", "Calls the root `response`", requirement("R-XSD-answer-root"),
         answers<any_other,
                 [](HttpResponse& response) {
                   response.body = replaced(response.body, "<packet", "<response");
                   response.body = replaced(response.body, "</packet", "</response");
                 }>},
        {"response-schema/namespace", "Answers in a namespace",
         requirement("R-XSD-answer-namespace"), answers<any_other, into_namespace>},
        {"response-schema/status-capitals", "Writes the status OK", status,
         replaces<accepted, "<status>ok", "<status>OK">},
        {"response-schema/status-padded", "Writes the status with blanks", status,
         replaces<accepted, "<status>ok", "<status> ok ">},
        {"response-schema/status-success", "Calls success `success`", status,
         replaces<accepted, "<status>ok", "<status>success">},
        {"response-schema/status-fail", "Calls a refusal `fail`", status,
         replaces<refused, "<status>error", "<status>fail">},
        {"response-schema/no-status", "Leaves the status out",
         requirement("R-PAGE-status-required"), replaces<accepted, "<status>ok</status>", "">},
        {"response-schema/two-results", "Answers one operation with two results",
         requirement("R-XSD-result-once"), answers<accepted, double_result>},
        {"response-schema/no-result", "Answers with an operation that holds nothing",
         requirement("R-XSD-result-once"), answers<accepted, without<"result">>},
        {"response-schema/empty-operator", "Answers with an empty operator",
         requirement("R-XSD-answer-operation"), answers<accepted, without<"backup-server">>},
        {"response-schema/empty-packet", "Answers with an empty packet",
         requirement("R-XSD-answer-envelope"), answers<accepted, without<"backup-manager">>},
        {"response-schema/task-id-empty", "Sends an empty task-id", task,
         answers<accepted,
                 [](HttpResponse& response) {
                   without<"task-id">(response);
                   response.body = replaced(response.body, "</result>", "<task-id/></result>");
                 }>},
        {"response-schema/task-id-word", "Sends a word as task-id", task,
         replaces<accepted, "<task-id>", "<task-id>task-">},
        {"response-schema/task-id-fraction", "Sends a fraction as task-id", task,
         replaces<accepted, "</task-id>", ".0</task-id>">},
        {"response-schema/task-id-first", "Sends the task-id before the status", nodes,
         answers<accepted,
                 [](HttpResponse& response) {
                   response.body = replaced(response.body, "<status>ok</status>", "");
                   response.body =
                       replaced(response.body, "</task-id>", "</task-id><status>ok</status>");
                 }>},
        {"response-schema/unknown-node", "Sends a node that nobody knows", nodes,
         replaces<accepted, "</task-id>", "</task-id><duration>3</duration>">},
        {"response-schema/attribute", "Sends an attribute on `result`",
         requirement("R-XSD-answer-envelope"), replaces<accepted, "<result>", "<result id=\"1\">">},
        {"response-schema/text", "Sends text in `result`", nodes,
         replaces<accepted, "<result>", "<result>done">},
        {"response-schema/errcode-negative", "Sends a negative errcode", errcode,
         replaces<refused, "<errcode>", "<errcode>-">},
        {"response-schema/errcode-word", "Sends a word as errcode", errcode,
         replaces<refused, "<errcode>", "<errcode>E">},
        {"response-schema/errtext-first", "Sends the errtext before the errcode", nodes,
         answers<refused,
                 [](HttpResponse& response) {
                   const std::size_t begin = response.body.find("<errcode>");
                   const std::size_t end = response.body.find("</errcode>") + 10;
                   const std::string code = response.body.substr(begin, end - begin);
                   response.body.erase(begin, end - begin);
                   response.body = replaced(response.body, "</errtext>", "</errtext>" + code);
                 }>},
        {"response-schema/errtext-markup", "Sends markup in errtext",
         requirement("R-XSD-errtext-type"),
         replaces<refused, "<errtext>", "<errtext><b>Error</b> ">},

        {"response-semantic/no-task-id", "Accepts without a task-id",
         requirement("R-PAGE-ok-task-id"), answers<accepted, without<"task-id">>},
        {"response-semantic/ok-with-errcode", "Accepts with an errcode",
         requirement("R-PAGE-ok-no-error"),
         replaces<accepted, "<status>ok</status>", "<status>ok</status><errcode>0</errcode>">},
        {"response-semantic/ok-with-errtext", "Accepts with an errtext",
         requirement("R-PAGE-ok-no-error"),
         replaces<accepted, "<status>ok</status>", "<status>ok</status><errtext>done</errtext>">},
        {"response-semantic/system-ok", "Accepts by `system`",
         requirement("R-DOC28729-system-error"),
         answers_text<accepted,
                      "<packet version=\"1.6.7.0\"><system><status>ok</status></system>"
                      "</packet>">},
        {"response-semantic/error-without-code", "Refuses without an errcode",
         requirement("R-DOC28729-error-errcode"), answers<refused, without<"errcode">>},
        {"response-semantic/error-without-text", "Refuses without an errtext",
         requirement("R-DOC28729-error-errtext"), answers<refused, without<"errtext">>},
        {"response-semantic/error-code-zero", "Refuses with errcode 0",
         requirement("R-DOC28729-errcode-nonzero"),
         replaces<refused, "<errcode>1014", "<errcode>0">},
        {"response-semantic/other-error-code", "Calls a wrong packet a failed operation",
         requirement("R-DOC33765-code-1014"), replaces<refused, "<errcode>1014", "<errcode>1023">},
        {"response-semantic/other-version-code", "Calls an unknown version a wrong packet",
         requirement("R-DOC33765-code-1005"), replaces<refused, "<errcode>1005", "<errcode>1014">},
        {"response-semantic/other-login-code", "Calls a wrong password a wrong packet",
         requirement("R-DOC33765-code-1001"),
         replaces<unauthorised, "<errcode>1001", "<errcode>1014">},
        {"response-semantic/refusal-in-result", "Refuses a wrong packet as a failed execution",
         requirement("R-DOC28729-check-up-placement"), answers<refused, move_into_result>},
        {"response-semantic/error-with-task-id", "Refuses with a task-id",
         requirement("R-PAGE-error-no-task-id"),
         answers<refused,
                 [](HttpResponse& response) {
                   move_into_result(response);
                   response.body =
                       replaced(response.body, "</result>", "<task-id>9</task-id></result>");
                 }>},
        {"response-semantic/other-operation", "Answers as if another operation had been asked for",
         requirement("R-DOC28728-same-operation"),
         answers<accepted,
                 [](HttpResponse& response) {
                   response.body =
                       all_replaced(response.body, "backup-server>", "backup-webspace>");
                 }>},
        {"response-semantic/sibling-operation", "Answers to get-tasks-info when asked for a backup",
         requirement("R-DOC28728-same-operation"),
         answers<accepted,
                 [](HttpResponse& response) {
                   without<"task-id">(response);
                   response.body = all_replaced(response.body, "backup-server>", "get-tasks-info>");
                 }>},
        {"response-semantic/other-operator", "Answers by another operator",
         requirement("R-DOC28728-same-operator"),
         answers<accepted,
                 [](HttpResponse& response) {
                   response.body = all_replaced(response.body, "backup-manager>", "server>");
                 }>},
        {"response-semantic/missing-answer", "Does not answer the last of several operations",
         requirement("R-DOC28722-answer-each"), answers<several, drop_last_operation>},
        {"response-semantic/first-answer-only", "Answers the first of several operations",
         requirement("R-DOC28722-answer-each"), answers<several, only_first_result>},
        {"response-semantic/swapped-answers", "Answers operations in another order",
         requirement("R-DOC28722-answer-order"), answers<several, swap_operations>},
        {"response-semantic/unasked-answer", "Answers what nobody asked",
         requirement("R-DOC28728-nothing-unasked"), answers<accepted, error_beside>},
        {"response-semantic/no-version", "Does not name its version",
         requirement("R-DOC28728-version"), replaces<accepted, " version=\"1.6.7.0\"", "">},
        {"response-semantic/negative-task-id", "Counts tasks below zero",
         requirement("R-PAGE-task-id-sign"), replaces<accepted, "<task-id>", "<task-id>-">},
        {"response-semantic/path-in-error", "Tells paths of its files in errors",
         requirement("R-DOC28729-errtext-internals"),
         replaces<refused, "<errtext>", "<errtext>/usr/local/psa/admin/plib/Agent.php:117 ">},
        {"response-semantic/query-in-error", "Tells its query in errors",
         requirement("R-DOC28729-errtext-internals"),
         replaces<refused, "<errtext>",
                  "<errtext>You have an error in your SQL syntax near 'SELECT * FROM tasks' ">},
    });

}  // namespace

std::span<const Mutant> answer_mutants() { return rows; }

}  // namespace packetproof
