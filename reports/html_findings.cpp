#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "reports/escape.hpp"
#include "reports/html_parts.hpp"

namespace packetproof {
namespace {

/// So many findings of a requirement are shown in full, the rest as links to their cases.
constexpr std::size_t full_findings = 3;

struct Sighting {
  const CaseRecord* row = nullptr;
  const FindingRecord* finding = nullptr;
};

/// Everything that was found about one requirement.
struct Group {
  std::string_view requirement;
  Outcome worst = Outcome::notrun;
  std::vector<Sighting> sightings = {};
};

/// What an observation is worth reading for, from the end of this list.
int weight(Outcome outcome) {
  switch (outcome) {
    case Outcome::error:
      return 5;
    case Outcome::fail:
      return 4;
    case Outcome::disputed:
      return 3;
    case Outcome::warn:
      return 2;
    case Outcome::inconclusive:
      return 1;
    default:
      return 0;
  }
}

/// Items of equal weight stay in their order.
template <typename Item, typename OutcomeOf>
std::vector<Item> gravest_first(const std::vector<Item>& items, OutcomeOf outcome_of) {
  std::vector<Item> sorted;
  for (int wanted = weight(Outcome::error); wanted >= 0; --wanted) {
    std::ranges::copy_if(items, std::back_inserter(sorted),
                         [&](const Item& item) { return weight(outcome_of(item)) == wanted; });
  }
  return sorted;
}

/// Findings by requirement, the gravest group first; `grave` selects findings or observations.
std::vector<Group> groups_of(const RunRecord& record, bool grave) {
  std::vector<Group> groups;
  std::map<std::string_view, std::size_t> places;
  for (const CaseRecord& row : record.cases) {
    for (const FindingRecord& finding : row.findings) {
      if ((weight(finding.outcome) > 0) != grave) continue;
      const auto [place, is_new] = places.emplace(finding.requirement, groups.size());
      if (is_new) groups.push_back({.requirement = finding.requirement, .worst = finding.outcome});
      Group& group = groups[place->second];
      if (weight(finding.outcome) > weight(group.worst)) group.worst = finding.outcome;
      group.sightings.push_back({&row, &finding});
    }
  }
  for (Group& group : groups) {
    group.sightings = gravest_first(
        group.sightings, [](const Sighting& sighting) { return sighting.finding->outcome; });
  }
  return gravest_first(groups, [](const Group& group) { return group.worst; });
}

std::string heading(const Page& page, const Group& group) {
  const auto known = page.requirements.find(group.requirement);
  std::string out = "<h3>" + outcome_chip(group.worst);
  if (known == page.requirements.end()) {
    const std::string_view id = group.requirement;
    return out + fmt::format(" <span class=\"id\">{}</span></h3>",
                             id.empty() ? "No requirement" : escape_text(id));
  }
  const RequirementRecord& row = *known->second;
  out += fmt::format(
      " {} <span class=\"level\">{}, {}</span></h3><p class=\"clause\">{} "
      "<cite>{}</cite></p>",
      requirement_link(page, row.id), name_of(row.level), name_of(row.status), prose(row.text),
      escape_text(row.source));
  return out;
}

/// The exchanges that show the finding: of a property's row those of its instance.
std::string evidence(const Page& page, const CaseRecord& row, const FindingRecord& finding) {
  std::string blocks;
  for (std::size_t at = 0; at < row.exchanges.size(); ++at) {
    if (row.exchanges[at].instance == finding.instance) blocks += exchange_block(page, row, at);
  }
  if (blocks.empty()) return {};
  return "<details class=\"evidence\"><summary>Request and response</summary>" + blocks +
         "</details>";
}

std::string brief(const Sighting& sighting) {
  return fmt::format("<li>{} {} <span>{}</span></li>", outcome_chip(sighting.finding->outcome),
                     case_link(sighting.row->id), prose(sighting.finding->message));
}

std::string group_block(const Page& page, const Group& group) {
  std::string out = fmt::format("<article class=\"group {}\">{}", outcome_class(group.worst),
                                heading(page, group));
  const std::size_t full = std::min(full_findings, group.sightings.size());
  for (std::size_t at = 0; at < full; ++at) {
    const Sighting& sighting = group.sightings[at];
    out += "<div class=\"sighting\"><p class=\"where\">" + case_link(sighting.row->id) + " <span>" +
           prose(sighting.row->title) + "</span></p>";
    out += "<dl class=\"finding\"><div><dt>Expected</dt><dd>" + prose(sighting.row->expectation) +
           "</dd></div></dl>";
    out += finding_block(page, *sighting.finding);
    out += evidence(page, *sighting.row, *sighting.finding) + "</div>";
  }
  if (full < group.sightings.size()) {
    out += fmt::format("<details class=\"more\"><summary>{} more of this requirement</summary><ul>",
                       grouped(static_cast<std::int64_t>(group.sightings.size() - full)));
    for (std::size_t at = full; at < group.sightings.size(); ++at) {
      out += brief(group.sightings[at]);
    }
    out += "</ul></details>";
  }
  return out + "</article>";
}

std::string observations(const Page& page, const std::vector<Group>& groups) {
  if (groups.empty()) return {};
  std::size_t total = 0;
  for (const Group& group : groups) total += group.sightings.size();
  std::string out = fmt::format(
      "<details class=\"more observations\"><summary>{}: behaviour worth knowing that breaks "
      "nothing</summary>",
      counted(static_cast<std::int64_t>(total), "observation"));
  for (const Group& group : groups) {
    out += "<h4>" + requirement_link(page, group.requirement) + "</h4><ul>";
    for (const Sighting& sighting : group.sightings) out += brief(sighting);
    out += "</ul>";
  }
  return out + "</details>";
}

}  // namespace

std::string finding_block(const Page& page, const FindingRecord& finding) {
  std::string out =
      "<dl class=\"finding\"><div><dt>Finding</dt><dd>" + outcome_chip(finding.outcome);
  if (finding.kind != FailureKind::none) out += " " + chip("kind", name_of(finding.kind));
  out += " " + requirement_link(page, finding.requirement);
  if (finding.expected) out += " " + chip("kind", "known and expected");
  out += "</dd></div><div><dt>Seen</dt><dd>" + prose(finding.message);
  if (!finding.observation.empty() && finding.observation != finding.message) {
    out += " <samp>" + escape_text(finding.observation) + "</samp>";
  }
  if (finding.line > 0) {
    out += fmt::format(" At line {}, column {}.", finding.line, finding.column);
  }
  out += "</dd></div><div><dt>Repeated</dt><dd>";
  out += finding.attempts > 0 ? fmt::format("seen again in {} of {} repetitions", finding.confirmed,
                                            finding.attempts)
                              : std::string("not repeated");
  out += "</dd></div>";
  if (!finding.instance.empty()) {
    out += "<div><dt>Instance</dt><dd><samp>" + escape_text(finding.instance) + "</samp>";
    if (finding.instances > 1) {
      out += fmt::format(", and {} more show it",
                         grouped(static_cast<std::int64_t>(finding.instances) - 1));
    }
    out += "</dd></div>";
  }
  if (finding.shrunk || !finding.nearest.empty()) {
    out += "<div><dt>Smallest</dt><dd>";
    if (finding.shrunk) {
      out += fmt::format("found with {}. ",
                         counted(static_cast<std::int64_t>(finding.shrink_requests), "request"));
    }
    out += prose(finding.nearest) + "</dd></div>";
  }
  return out + "<div><dt>Fingerprint</dt><dd><samp>" + escape_text(finding.fingerprint) +
         "</samp></dd></div></dl>";
}

std::string findings_section(const Page& page) {
  const std::vector<Group> groups = groups_of(page.record, true);
  std::string out = "<section aria-labelledby=\"findings\"><h2 id=\"findings\">Findings</h2>";
  if (groups.empty()) {
    out += fmt::format("<p class=\"lead\">None in {}.</p>",
                       counted(page.record.summary.judged, "judged case"));
  } else {
    out += fmt::format("<p class=\"lead\">About {}, the gravest first.</p>",
                       counted(static_cast<std::int64_t>(groups.size()), "requirement"));
  }
  for (const Group& group : groups) out += group_block(page, group);
  return out + observations(page, groups_of(page.record, false)) + "</section>\n";
}

std::string unjudged_section(const Page& page) {
  std::vector<std::vector<const CaseRecord*>> groups;
  for (const CaseRecord& row : page.record.cases) {
    if (row.outcome != Outcome::inconclusive && row.outcome != Outcome::error &&
        row.outcome != Outcome::skip && row.outcome != Outcome::notrun) {
      continue;
    }
    const auto same = std::ranges::find_if(groups, [&row](const auto& group) {
      return group.front()->outcome == row.outcome &&
             group.front()->reason_code == row.reason_code && group.front()->reason == row.reason;
    });
    if (same == groups.end()) {
      groups.push_back({&row});
    } else {
      same->push_back(&row);
    }
  }
  if (groups.empty()) return {};
  std::string out =
      "<section aria-labelledby=\"unjudged\"><h2 id=\"unjudged\">Not judged, and why</h2>";
  for (const auto& group : groups) {
    const CaseRecord& first = *group.front();
    out += fmt::format(
        "<details class=\"more reason\"><summary>{} <b>{}</b> <span>{}</span> "
        "<code>{}</code></summary><ul class=\"links\">",
        outcome_chip(first.outcome), counted(static_cast<std::int64_t>(group.size()), "case"),
        prose(first.reason.empty() ? "No reason is recorded." : first.reason),
        escape_text(first.reason_code.empty() ? "no-reason" : first.reason_code));
    for (const CaseRecord* row : group) out += "<li>" + case_link(row->id) + "</li>";
    out += "</ul></details>";
  }
  return out + "</section>\n";
}

}  // namespace packetproof
