#include "reports/html.hpp"

#include <fmt/format.h>

#include <array>

#include "reports/escape.hpp"
#include "reports/html_parts.hpp"

namespace packetproof {
namespace {

/// Even if an escape were forgotten somewhere, a browser would load and run nothing but our own.
std::string content_policy() {
  return fmt::format(
      "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; img-src data:; "
      "base-uri 'none'; form-action 'none'",
      page_style_sha256, page_script_sha256);
}

/// The verdict's colour in the browser's tab.
std::string icon(const RunRecord& record) {
  return fmt::format(
      "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
      "%3Crect width='16' height='16' rx='4' fill='%23{}'/%3E%3C/svg%3E",
      record.exit_code == 0   ? "1a7f4b"
      : record.exit_code == 1 ? "c62828"
                              : "9a6700");
}

std::string head(const RunRecord& record) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
      "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
      "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
      "<title>{} - packetproof - {}</title>\n<link rel=\"icon\" href=\"{}\"/>\n"
      "<style>{}</style>\n</head>\n",
      escape_attribute(content_policy()), gate_word(record.exit_code), escape_text(record.endpoint),
      escape_attribute(icon(record)), page_style);
}

std::string_view gate_class(int exit_code) {
  return exit_code == 0 ? "gate-pass" : exit_code == 1 ? "gate-fail" : "gate-open";
}

std::string_view exit_meaning(int exit_code) {
  switch (exit_code) {
    case 0:
      return "the gate passed";
    case 1:
      return "a new violation of a MUST, or what the gate adds to it";
    case 2:
      return "usage or configuration";
    case 3:
      return "inconclusive: too little could be decided";
    case 4:
      return "expectations are stale";
    case 5:
      return "vacuous: the run proves nothing";
    case 6:
      return "the suite lets too many wrong endpoints pass";
    case 130:
      return "interrupted";
    default:
      return "internal error";
  }
}

struct Count {
  Outcome outcome = Outcome::notrun;
  int Summary::* total = nullptr;
};

constexpr std::array counts{
    Count{Outcome::pass, &Summary::passed},
    Count{Outcome::fail, &Summary::failed},
    Count{Outcome::warn, &Summary::warned},
    Count{Outcome::info, &Summary::info},
    Count{Outcome::disputed, &Summary::disputed},
    Count{Outcome::inconclusive, &Summary::inconclusive},
    Count{Outcome::error, &Summary::errors},
    Count{Outcome::skip, &Summary::skipped},
    Count{Outcome::notrun, &Summary::notrun},
};

std::string count_list(const Summary& summary) {
  std::string out = "<ul class=\"counts\">";
  for (const Count& count : counts) {
    const int total = summary.*count.total;
    out += fmt::format(
        "<li class=\"{}{}\"><a href=\"#cases\" data-show=\"{}\"><b>{}</b> <span>{}</span></a></li>",
        outcome_class(count.outcome), total == 0 ? " none" : "",
        total == 0 ? "" : name_of(count.outcome), grouped(total), name_of(count.outcome));
  }
  return out + "</ul>";
}

/// What this page sees that the verdict may not: a record whose totals are not those of its rows.
std::vector<std::string> doubts(const RunRecord& record) {
  std::vector<std::string> found;
  if (summarize(record.cases) != record.summary) {
    found.emplace_back("The totals of this record are not those of its cases: do not trust it.");
  }
  if (!record.summary.reconciles()) {
    found.emplace_back("The totals of this record do not add up: do not trust it.");
  }
  if (record.summary.judged == 0) {
    found.emplace_back("Nothing was judged: this run says nothing about the endpoint.");
  }
  return found;
}

std::int64_t checks_of(const RunRecord& record) {
  std::size_t checks = 0;
  for (const CaseRecord& row : record.cases) checks += row.checked.size();
  return static_cast<std::int64_t>(checks);
}

std::string fact(std::string_view name, std::string_view value) {
  if (value.empty()) return {};
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", name, escape_text(value));
}

std::string digest(std::string_view name, std::string_view value) {
  if (value.empty()) return {};
  return fmt::format("<div><dt>{}</dt><dd><samp>{}</samp></dd></div>", name, escape_text(value));
}

std::string sent(const Timing& timing) {
  return fmt::format("{}, of which {}, {} and {} after a lost connection",
                     counted(timing.requests, "request"), counted(timing.probes, "sanity probe"),
                     counted(timing.confirmations, "confirmation"),
                     counted(timing.resends, "resend"));
}

}  // namespace

std::string verdict_section(const Page& page) {
  const RunRecord& record = page.record;
  return fmt::format(
      "<section class=\"verdict {}\" aria-labelledby=\"verdict\">"
      "<div class=\"stamp\" aria-hidden=\"true\"><span>{}</span></div>"
      "<div class=\"ruling\"><h1 id=\"verdict\"><span class=\"spoken\">{}: </span>{}</h1>"
      "<p>Exit code <b>{}</b>: {}. <b>{}</b> of <b>{}</b> planned cases were judged, by "
      "<b>{}</b> checks of requirements.</p></div>{}</section>\n",
      gate_class(record.exit_code), gate_word(record.exit_code), gate_word(record.exit_code),
      prose(record.verdict.empty() ? "This run has no verdict." : record.verdict), record.exit_code,
      exit_meaning(record.exit_code), grouped(record.summary.judged),
      grouped(record.summary.planned), grouped(checks_of(record)), count_list(record.summary));
}

std::string remarks_section(const Page& page) {
  std::vector<std::string> remarks = doubts(page.record);
  remarks.insert(remarks.end(), page.record.remarks.begin(), page.record.remarks.end());
  if (remarks.empty()) return {};
  std::string out =
      "<section class=\"remarks\" aria-labelledby=\"remarks\">"
      "<h2 id=\"remarks\">Before you believe it</h2><ul>";
  for (const std::string& remark : remarks) out += "<li>" + prose(remark) + "</li>";
  return out + "</ul></section>\n";
}

std::string facts_section(const Page& page) {
  const RunRecord& record = page.record;
  const Timing& timing = record.timing;
  std::string out =
      "<section aria-labelledby=\"run\"><h2 id=\"run\">The run</h2><dl class=\"facts\">";
  out += fact("Endpoint", record.endpoint);
  out += fact("Profile", record.profile);
  out += fact("Seed", std::to_string(record.seed));
  out += fact("Started", timing.started_utc);
  out += fmt::format("<div><dt>Took</dt><dd>{}{}</dd></div>", duration(timing.elapsed_ms * 1000),
                     timing.jobs > 0 ? " with " + counted(timing.jobs, "connection") : "");
  out += fact("Sent", sent(timing));
  out += fact("Could be accepted", counted(timing.acceptable, "request"));
  out += fact("Program", record.tool.name + " " + record.tool.version);
  out += fact("Validators", record.tool.validators);
  out += digest("Plan, SHA-256", record.plan_sha256);
  out += digest("Schemas, SHA-256", record.tool.schemas_sha256);
  return out + "</dl></section>\n";
}

std::string to_html(const RunRecord& record) {
  const Page page(record);
  std::string out = head(record);
  out +=
      "<body>\n<a class=\"skip\" href=\"#main\">Skip to the verdict</a>\n"
      "<header class=\"masthead\"><p class=\"brand\">packet<b>proof</b></p>"
      "<nav aria-label=\"Sections\"><a href=\"#findings\">Findings</a> "
      "<a href=\"#requirements\">Requirements</a> <a href=\"#phases\">Phases</a> "
      "<a href=\"#cases\">Cases</a></nav></header>\n<main id=\"main\">\n";
  out += verdict_section(page);
  out += remarks_section(page);
  out += mosaic_section(page);
  out += facts_section(page);
  out += findings_section(page);
  out += unjudged_section(page);
  out += requirements_section(page);
  out += phases_section(page);
  out += properties_section(page);
  out += cases_section(page);
  out += fmt::format("</main>\n<script>{}</script>\n</body>\n</html>\n", page_script);
  return out;
}

}  // namespace packetproof
