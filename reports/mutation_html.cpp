#include <fmt/format.h>

#include <map>

#include "reports/escape.hpp"
#include "reports/html_parts.hpp"
#include "reports/mutation_record.hpp"

namespace packetproof {
namespace {

constexpr std::string_view style = R"(
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #8884;vertical-align:top}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
code{font-size:.9em}
svg{display:block;width:100%;height:1.1rem;background:#8882}
svg path{fill:#0a7d4f}
.survived,.timeout,.untold{color:#c0262d;font-weight:600}
.killed,.told{color:#0a7d4f}
.strip{min-width:16rem}
summary{cursor:pointer}
.axis{font-size:.8rem;opacity:.8}
)";

/// A mark where a row convicts; one path, since a page of cells would be of megabytes.
std::string strip(const MutationRecord& record, const MutantRecord& mutant,
                  const std::map<std::string_view, std::size_t>& places) {
  std::string path;
  for (const std::string& killer : mutant.killers) {
    if (const auto at = places.find(killer); at != places.end()) {
      path += fmt::format("M{} 0h1v1h-1z", at->second);
    }
  }
  return fmt::format(
      "<svg viewBox=\"0 0 {} 1\" preserveAspectRatio=\"none\" role=\"img\" "
      "aria-label=\"{}\"><path d=\"{}\"/></svg>",
      std::max<std::size_t>(record.rows.size(), 1), counted(std::ssize(mutant.killers), "row"),
      path);
}

std::string killers_of(const MutantRecord& mutant) {
  if (mutant.killers.empty()) {
    return mutant.instead.empty() ? std::string() : escape_text(mutant.instead);
  }
  std::string out =
      fmt::format("<details><summary>{}</summary>", counted(std::ssize(mutant.killers), "row"));
  for (const std::string& id : mutant.killers) {
    out += fmt::format("<code>{}</code><br/>", escape_text(id));
  }
  return out + "</details>";
}

std::string matrix(const MutationRecord& record) {
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < record.rows.size(); ++i) places.emplace(record.rows[i].id, i);
  std::string out =
      "<table><thead><tr><th>Mutant</th><th>Outcome</th><th>Violates</th>"
      "<th class=\"number\">Requests to the first kill</th><th class=\"strip\">Rows that convict "
      "it, in plan order</th></tr></thead><tbody>\n";
  for (const MutantRecord& mutant : record.mutants) {
    out += fmt::format(
        "<tr><td><code>{}</code><br/>{}</td><td class=\"{}\">{}</td><td><code>{}</code> {}</td>"
        "<td class=\"number\">{}</td><td>{}{}{}</td></tr>\n",
        escape_text(mutant.id), prose(mutant.title), name_of(mutant.fate), name_of(mutant.fate),
        escape_text(mutant.requirement), name_of(mutant.level),
        mutant.requests_to_kill == 0 ? std::string("-") : grouped(mutant.requests_to_kill),
        strip(record, mutant, places), killers_of(mutant), escape_text(mutant.equivalent));
  }
  return out + "</tbody></table>\n";
}

std::string axis(const MutationRecord& record) {
  std::string out = "<p class=\"axis\">From left to right: ";
  std::string phase;
  std::size_t count = 0;
  const auto close = [&] {
    if (count > 0) out += fmt::format("{} ({}), ", phase, counted(std::int64_t(count), "row"));
  };
  for (const MutationRow& row : record.rows) {
    if (row.phase != phase) {
      close();
      phase = row.phase;
      count = 0;
    }
    ++count;
  }
  close();
  if (out.ends_with(", ")) out.resize(out.size() - 2);
  return out + ".</p>\n";
}

}  // namespace

std::string mutation_html(const MutationRecord& record) {
  const int killed = record.count(Fate::killed);
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>"
      "<meta name=\"viewport\" content=\"width=device-width\"/><title>{0} of {1} mutants killed"
      "</title><style>{2}</style></head><body><h1>{0} of {1} wrong endpoints convicted</h1>"
      "<p>Profile {3}, seed {4}. The endpoint without a mutant: {5} judged, {6} FAIL, {7}. "
      "A mutant is killed when a row that passes on the right endpoint convicts it of the "
      "requirement that it violates. {8} are equivalent, {9} spoil every answer and must only keep "
      "a run from passing.</p>\n",
      killed, record.judged(), style, escape_text(record.profile), record.seed,
      record.baseline.judged, record.baseline.failed, counted(record.baseline_requests, "request"),
      record.count(Fate::equivalent), record.count(Fate::told) + record.count(Fate::untold));
  out += "<h2>Beside weaker ways of looking</h2><table><tbody>\n";
  for (const MutationFloor& floor : record.floors) {
    out += fmt::format("<tr><td>{}</td><td class=\"number\">{} of {}</td></tr>\n",
                       escape_text(floor.name), floor.killed, record.judged());
  }
  out += "</tbody></table>\n<h2>Kill matrix</h2>\n" + axis(record) + matrix(record);
  out += fmt::format(
      "<h2>Smoke</h2><p>{} with {} kill {} of these mutants.</p><details><summary>"
      "The cases</summary>",
      counted(std::ssize(record.smoke), "case"), counted(record.smoke_requests, "request"),
      record.smoke_kills);
  for (const std::string& id : record.smoke) {
    out += fmt::format("<code>{}</code><br/>", escape_text(id));
  }
  out += fmt::format(
      "</details><h2>Redundant cases</h2><p>{} kill nothing that another row does "
      "not kill too. That is no reason to drop one: each is about a requirement of "
      "its own, and the next wrong endpoint is not in this table.</p>",
      counted(std::ssize(record.redundant), "case"));
  return out + "</body></html>\n";
}

}  // namespace packetproof
