#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "reports/escape.hpp"
#include "reports/html_parts.hpp"

namespace packetproof {
namespace {

std::vector<std::string_view> areas_of(const RunRecord& record) {
  std::vector<std::string_view> areas;
  for (const CaseRecord& row : record.cases) {
    if (std::ranges::find(areas, area_of(row.id)) == areas.end()) areas.push_back(area_of(row.id));
  }
  return areas;
}

std::string filter_form(const RunRecord& record) {
  std::string out =
      "<form class=\"filter needs-script\" hidden=\"hidden\" role=\"search\" "
      "aria-label=\"Filter cases\"><label>Search <input type=\"search\" id=\"case-search\" "
      "placeholder=\"id, word, bytes ( / )\"/></label>"
      "<label>Area <select id=\"case-area\"><option value=\"\">all</option>";
  for (const std::string_view area : areas_of(record)) {
    out += fmt::format("<option value=\"{0}\">{0}</option>", escape_attribute(area));
  }
  out += "</select></label><span class=\"buttons\" role=\"group\" aria-label=\"Outcomes\">";
  for (const Outcome outcome :
       {Outcome::fail, Outcome::error, Outcome::disputed, Outcome::warn, Outcome::inconclusive,
        Outcome::info, Outcome::pass, Outcome::skip, Outcome::notrun}) {
    const auto total = std::ranges::count(record.cases, outcome, &CaseRecord::outcome);
    if (total == 0) continue;
    out += fmt::format(
        "<button type=\"button\" class=\"outcome-button chip {}\" data-outcome=\"{}\" "
        "aria-pressed=\"false\">{} {}</button>",
        outcome_class(outcome), name_of(outcome), name_of(outcome), grouped(total));
  }
  return out +
         "</span><span class=\"buttons\"><button type=\"button\" id=\"case-clear\">Clear</button>"
         "<button type=\"button\" id=\"case-open\">Open shown</button>"
         "<button type=\"button\" id=\"case-close\">Close all</button></span>"
         "<output id=\"cases-shown\" aria-live=\"polite\"></output></form>\n";
}

std::string detail(std::string_view name, std::string_view markup) {
  if (markup.empty()) return {};
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", name, markup);
}

/// What the case is about, each marked if it was evaluated on the case's exchanges.
std::string subject(const Page& page, const CaseRecord& row) {
  std::string out;
  for (const std::string& id : row.requirements) {
    const bool checked = std::ranges::find(row.checked, id) != row.checked.end();
    out += fmt::format("{}{} <span class=\"{}\">{}</span>", out.empty() ? "" : "<br/>",
                       requirement_link(page, id), checked ? "held" : "unchecked",
                       checked ? "evaluated" : "not evaluated");
  }
  return out;
}

std::string also_checked(const CaseRecord& row) {
  std::string out;
  int number = 0;
  for (const std::string& id : row.checked) {
    if (std::ranges::find(row.requirements, id) != row.requirements.end()) continue;
    out += (number++ == 0 ? "" : ", ") + escape_text(id);
  }
  if (number == 0) return {};
  return fmt::format("<details><summary>{}</summary><span class=\"id\">{}</span></details>",
                     counted(number, "requirement"), out);
}

std::string reason(const CaseRecord& row) {
  if (row.reason.empty() && row.reason_code.empty()) return {};
  return fmt::format("{} <code>{}</code>", prose(row.reason), escape_text(row.reason_code));
}

std::string case_block(const Page& page, const CaseRecord& row) {
  std::string out = fmt::format(
      "<details class=\"case {}\" data-outcome=\"{}\" data-area=\"{}\"><summary>{}"
      "<span class=\"id\">{}</span><span class=\"title\">{}</span>"
      "<span class=\"time\">{}</span></summary><div class=\"inside\" id=\"{}\">"
      "<dl class=\"finding\">",
      outcome_class(row.outcome), name_of(row.outcome), escape_attribute(area_of(row.id)),
      outcome_chip(row.outcome), escape_text(row.id), prose(row.title),
      row.exchanges.empty() ? std::string() : duration(row.elapsed_us), case_anchor(row.id));
  out += detail("Expected", prose(row.expectation));
  out += detail("Reason", reason(row));
  out += detail("About", subject(page, row));
  out += detail("Also checked", also_checked(row));
  out += detail("Side effect", prose(row.side_effect));
  out += detail("Phase", escape_text(row.phase) + ", " + std::string(name_of(row.level)));
  if (!row.sha256.empty()) {
    out += detail("SHA-256", "<samp>" + escape_text(row.sha256) + "</samp>");
  }
  out += "</dl>";
  for (const FindingRecord& finding : row.findings) {
    out += "<div class=\"sighting\">" + finding_block(page, finding) + "</div>";
  }
  for (std::size_t at = 0; at < row.exchanges.size(); ++at) out += exchange_block(page, row, at);
  return out + "</div></details>\n";
}

}  // namespace

std::string mosaic_section(const Page& page) {
  if (page.record.cases.empty()) return {};
  std::string out =
      "<section class=\"mosaic\" aria-labelledby=\"mosaic\"><h2 id=\"mosaic\">Every case, a "
      "tile</h2>";
  for (const std::string_view area : areas_of(page.record)) {
    out += fmt::format("<div class=\"area\"><h3>{}</h3><p>", escape_text(area));
    for (const CaseRecord& row : page.record.cases) {
      if (area_of(row.id) != area) continue;
      // Keyboards and screen readers have the list of cases; hundreds of tab stops help nobody.
      out += fmt::format("<a class=\"{}\" href=\"#{}\" tabindex=\"-1\" title=\"{} {}\"></a>",
                         outcome_class(row.outcome), case_anchor(row.id), name_of(row.outcome),
                         escape_attribute(row.id));
    }
    out += "</p></div>";
  }
  return out + "</section>\n";
}

std::string cases_section(const Page& page) {
  std::string out =
      "<section aria-labelledby=\"cases\"><h2 id=\"cases\">Cases</h2>"
      "<p class=\"lead\">In the order of the plan. A row opens to what was expected, what was "
      "found, and the bytes.</p>";
  out += filter_form(page.record);
  for (const CaseRecord& row : page.record.cases) out += case_block(page, row);
  return out +
         "<p id=\"no-case\" class=\"lead needs-script\" hidden=\"hidden\">No case fits the "
         "filter.</p></section>\n";
}

}  // namespace packetproof
