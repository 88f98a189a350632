#include <fmt/format.h>

#include "reports/escape.hpp"
#include "reports/html_parts.hpp"

namespace packetproof {
namespace {

/// A word that the filter of the table knows.
std::string_view state_of(const RequirementRecord& row) {
  if (row.failed > 0) return "broken";
  return row.checked > 0 ? "held" : "unchecked";
}

/// A count that, with the script, shows the cases that it counts.
std::string count_cell(std::string_view label, std::string_view style, int count,
                       std::string_view id) {
  const std::string number = count == 0 ? "0"
                                        : fmt::format("<a href=\"#cases\" data-find=\"{}\">{}</a>",
                                                      escape_attribute(id), grouped(count));
  return fmt::format("<td data-label=\"{}\" class=\"number {}\">{}</td>", label, style, number);
}

std::string requirement_row(const RequirementRecord& row) {
  std::string out = fmt::format(
      "<tr class=\"requirement\" id=\"{}\" data-state=\"{} {}\">"
      "<th scope=\"row\" class=\"id\">{}</th><td data-label=\"Level\">{}</td>"
      "<td data-label=\"Status\">{}</td>"
      "<td data-label=\"Says\" class=\"says\">{} <cite>{}</cite></td>",
      requirement_anchor(row.id), state_of(row), name_of(row.level), escape_text(row.id),
      name_of(row.level), name_of(row.status), prose(row.text), escape_text(row.source));
  out += count_cell("Cases", "", row.cases, row.id);
  out += count_cell("Checked", row.checked == 0 ? "unchecked" : "", row.checked, row.id);
  out += count_cell("Broken", row.failed > 0 ? "broken" : "", row.failed, row.id);
  return out + "</tr>\n";
}

/// How many requirements of a level were evaluated at all: a pass says nothing about the others.
std::string coverage_line(const RunRecord& record) {
  if (record.requirements.empty()) return "<p class=\"lead\">The run lists none.</p>";
  std::string out = "<p class=\"lead\">Evaluated on at least one exchange: ";
  bool first = true;
  for (const Level level : {Level::must, Level::should, Level::may, Level::observe}) {
    int all = 0;
    int checked = 0;
    for (const RequirementRecord& row : record.requirements) {
      if (row.level != level) continue;
      ++all;
      checked += row.checked > 0 ? 1 : 0;
    }
    if (all == 0) continue;
    out += fmt::format("{}<b>{} of {}</b> {}", first ? "" : ", ", checked, all, name_of(level));
    first = false;
  }
  return out + ".</p>";
}

constexpr std::string_view requirement_filter =
    "<form class=\"filter needs-script\" hidden=\"hidden\" role=\"search\" "
    "aria-label=\"Filter requirements\">"
    "<label>Search <input type=\"search\" id=\"requirement-search\" placeholder=\"id or "
    "word\"/></label>"
    "<label>Show <select id=\"requirement-state\"><option value=\"\">all</option>"
    "<option value=\"broken\">broken</option><option value=\"unchecked\">not checked</option>"
    "<option value=\"held\">held</option><option value=\"MUST\">MUST</option>"
    "<option value=\"SHOULD\">SHOULD</option><option value=\"MAY\">MAY</option>"
    "<option value=\"OBSERVE\">OBSERVE</option></select></label>"
    "<output id=\"requirements-shown\" aria-live=\"polite\"></output></form>\n";

std::string phase_row(std::string_view name, const Summary& sum) {
  std::string out = fmt::format("<tr><th scope=\"row\">{}</th>", escape_text(name));
  const auto cell = [&out](std::string_view label, int total) {
    out += fmt::format("<td data-label=\"{}\" class=\"number{}\">{}</td>", label,
                       total == 0 ? " zero" : "", grouped(total));
  };
  cell("Planned", sum.planned);
  cell("Judged", sum.judged);
  cell("PASS", sum.passed);
  cell("FAIL", sum.failed);
  cell("WARN", sum.warned);
  cell("INFO", sum.info);
  cell("DISPUTED", sum.disputed);
  cell("INCONCLUSIVE", sum.inconclusive);
  cell("ERROR", sum.errors);
  cell("SKIP", sum.skipped);
  cell("NOTRUN", sum.notrun);
  return out + "</tr>\n";
}

}  // namespace

std::string requirements_section(const Page& page) {
  std::string out =
      "<section aria-labelledby=\"requirements\"><h2 id=\"requirements\">Requirements</h2>";
  out += coverage_line(page.record);
  out += requirement_filter;
  out +=
      "<table class=\"stacking\"><thead><tr><th scope=\"col\">Requirement</th>"
      "<th scope=\"col\">Level</th><th scope=\"col\">Status</th><th scope=\"col\">Says</th>"
      "<th scope=\"col\" class=\"number\">Cases</th><th scope=\"col\" "
      "class=\"number\">Checked</th><th scope=\"col\" class=\"number\">Broken</th>"
      "</tr></thead><tbody>\n";
  for (const RequirementRecord& row : page.record.requirements) out += requirement_row(row);
  return out + "</tbody></table></section>\n";
}

std::string phases_section(const Page& page) {
  std::string out =
      "<section aria-labelledby=\"phases\"><h2 id=\"phases\">Phases</h2>"
      "<table class=\"stacking\"><thead><tr>";
  out += "<th scope=\"col\">Phase</th>";
  for (const char* name : {"Planned", "Judged", "PASS", "FAIL", "WARN", "INFO", "DISPUTED",
                           "INCONCLUSIVE", "ERROR", "SKIP", "NOTRUN"}) {
    out += fmt::format("<th scope=\"col\" class=\"number\">{}</th>", name);
  }
  out += "</tr></thead><tbody>\n";
  for (const PhaseRecord& phase : page.record.phases) out += phase_row(phase.name, phase.summary);
  return out + phase_row("all", page.record.summary) + "</tbody></table></section>\n";
}

}  // namespace packetproof
