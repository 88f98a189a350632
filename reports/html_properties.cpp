#include <fmt/format.h>

#include <set>

#include "reports/escape.hpp"
#include "reports/html_parts.hpp"

namespace packetproof {
namespace {

std::string cell(std::string_view label, int number) {
  return fmt::format("<td data-label=\"{}\" class=\"number{}\">{}</td>", label,
                     number == 0 ? " zero" : "", grouped(number));
}

/// Each variation with the requirements that its packets violate, and how often.
std::string variation_list(const Page& page, const PropertyRecord& row) {
  if (row.variations.empty()) return {};
  std::set<std::string_view> names;
  for (const VariationRecord& variation : row.variations) names.insert(variation.name);
  std::string out = fmt::format(
      "<details class=\"more\"><summary>{}: {}, and what their packets violate "
      "first</summary><ul>",
      case_link(row.id), counted(static_cast<std::int64_t>(names.size()), "variation"));
  for (const VariationRecord& variation : row.variations) {
    out +=
        fmt::format("<li><code>{}</code> {} {}</li>", escape_text(variation.name),
                    variation.requirement.empty() ? std::string("valid")
                                                  : requirement_link(page, variation.requirement),
                    grouped(variation.count));
  }
  return out + "</ul></details>";
}

}  // namespace

std::string properties_section(const Page& page) {
  if (page.record.properties.empty()) return {};
  std::string out =
      "<section aria-labelledby=\"properties\"><h2 id=\"properties\">Properties</h2>"
      "<p class=\"lead\">Enumerated and drawn requests, by what the oracles say of the first of "
      "each instance.</p><table class=\"stacking\"><thead><tr><th scope=\"col\">Property</th>";
  for (const char* name : {"Instances", "Requests", "Valid", "Invalid", "Open", "Disputed"}) {
    out += fmt::format("<th scope=\"col\" class=\"number\">{}</th>", name);
  }
  out += "</tr></thead><tbody>\n";
  for (const PropertyRecord& row : page.record.properties) {
    out += fmt::format("<tr><th scope=\"row\" class=\"id\">{}</th>", case_link(row.id));
    out += cell("Instances", row.instances) + cell("Requests", row.requests) +
           cell("Valid", row.valid) + cell("Invalid", row.invalid) + cell("Open", row.open) +
           cell("Disputed", row.disputed) + "</tr>\n";
  }
  out += "</tbody></table>";
  for (const PropertyRecord& row : page.record.properties) out += variation_list(page, row);
  return out + "</section>\n";
}

}  // namespace packetproof
