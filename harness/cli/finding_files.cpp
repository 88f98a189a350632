#include "harness/cli/finding_files.hpp"

#include <fmt/format.h>

#include <set>

#include "reports/json_line.hpp"

namespace packetproof {
namespace {

std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

/// The stored head, credentials as variables: sends the bytes of request.xml once.
std::string repro_script(const RunRecord& run, const CaseRecord& c,
                         const ExchangeRecord& exchange) {
  std::string headers;
  std::size_t from = exchange.request_head.find('\n') + 1;
  while (from != 0 && from < exchange.request_head.size()) {
    const std::size_t to =
        std::min(exchange.request_head.find('\n', from), exchange.request_head.size());
    const std::string line = exchange.request_head.substr(from, to - from);
    const std::string name = line.substr(0, line.find(':'));
    if (!line.ends_with("[credential]")) {
      headers += line.ends_with("[empty]") ? fmt::format(" \\\n  -H {}", shell_quoted(name + ";"))
                                           : fmt::format(" \\\n  -H {}", shell_quoted(line));
    } else if (name == "KEY") {
      headers += " \\\n  -H \"KEY: ${PACKETPROOF_SECRET_KEY}\"";
    } else {
      headers +=
          fmt::format(" \\\n  -H \"{}: ${{{}}}\"", name,
                      name == "HTTP_AUTH_LOGIN" ? "PACKETPROOF_LOGIN" : "PACKETPROOF_PASSWORD");
    }
    from = to + 1;
  }
  const std::string method = exchange.request_head.substr(0, exchange.request_head.find(' '));
  return fmt::format(
      "#!/bin/sh\n"
      "# {}\n"
      "# Sends this request once. An accepted request starts a backup on the server.\n"
      "# Wants PACKETPROOF_ENDPOINT and the credentials (PACKETPROOF_LOGIN and\n"
      "# PACKETPROOF_PASSWORD, or PACKETPROOF_SECRET_KEY) in the environment; where the case "
      "sends\n"
      "# wrong ones, put the wrong ones there.\n"
      "exec curl --http1.1 -sS -i -X {}{} \\\n"
      "  --data-binary @\"$(dirname \"$0\")/request.xml\" \"$@\" "
      "\"${{PACKETPROOF_ENDPOINT:-{}}}\"\n",
      c.id, method, headers,
      run.endpoint.starts_with("http") ? run.endpoint
                                       : "https://127.0.0.1:8443/enterprise/control/agent.php");
}

/// The exchange that shows the finding: of its instance the last one, which ended it. Of purpose
/// "shrunk" where the finding has a smaller request. Null when nothing was sent.
const ExchangeRecord* exchange_of(const CaseRecord& c, const FindingRecord& finding,
                                  std::string_view purpose) {
  const ExchangeRecord* last = nullptr;
  for (const ExchangeRecord& exchange : c.exchanges) {
    if (exchange.instance == finding.instance && exchange.purpose == purpose) last = &exchange;
  }
  return last;
}

std::string verdict_json(const CaseRecord& c, const FindingRecord& finding) {
  return json_line({{"case", c.id},
                    {"title", c.title},
                    {"expectation", c.expectation},
                    {"requirement", finding.requirement},
                    {"level", name_of(finding.level)},
                    {"kind", name_of(finding.kind)},
                    {"outcome", name_of(finding.outcome)},
                    {"message", finding.message},
                    {"observation", finding.observation},
                    {"instance", finding.instance},
                    {"instances", finding.instances},
                    {"shrunk", finding.shrunk},
                    {"shrink_requests", finding.shrink_requests},
                    {"nearest", finding.nearest},
                    {"line", finding.line},
                    {"column", finding.column},
                    {"confirmed", finding.confirmed},
                    {"attempts", finding.attempts},
                    {"fingerprint", finding.fingerprint}});
}

}  // namespace

std::vector<std::pair<std::string, std::string>> finding_files(const RunRecord& run) {
  std::vector<std::pair<std::string, std::string>> files;
  std::set<std::string> written;
  for (const CaseRecord& c : run.cases) {
    for (const FindingRecord& finding : c.findings) {
      if (finding.outcome != Outcome::fail && finding.outcome != Outcome::warn) continue;
      const ExchangeRecord* original = exchange_of(c, finding, "case");
      const ExchangeRecord* shrunk = finding.shrunk ? exchange_of(c, finding, "shrunk") : nullptr;
      const ExchangeRecord* exchange = shrunk != nullptr ? shrunk : original;
      if (exchange == nullptr || !written.insert(finding.fingerprint).second) continue;
      const std::string folder = "findings/" + finding.fingerprint + "/";
      files.emplace_back(folder + "request.xml", exchange->request_body);
      files.emplace_back(folder + "request.http",
                         exchange->request_head + "\n" + exchange->request_body);
      files.emplace_back(folder + "response.http",
                         exchange->transport_error.empty()
                             ? exchange->response_head + "\n" + exchange->response_body
                             : exchange->transport_error + "\n" + exchange->response_body);
      if (shrunk != nullptr && original != nullptr) {
        files.emplace_back(folder + "original.xml", original->request_body);
      }
      files.emplace_back(folder + "verdict.json", verdict_json(c, finding));
      files.emplace_back(folder + "repro.sh", repro_script(run, c, *exchange));
    }
  }
  return files;
}

}  // namespace packetproof
