#include <algorithm>
#include <vector>

#include "harness/oracle/ruling_rows.hpp"
#include "harness/oracle/rulings.hpp"

namespace packetproof {
namespace {

int leniency(const Ruling& ruling) {
  if (ruling.leeway == Leeway::either) return 3;
  if (ruling.leeway == Leeway::none) return 0;
  return ruling.value_only ? 1 : 2;
}

}  // namespace

std::span<const Ruling> all_rulings() {
  static const std::vector<Ruling> all = [] {
    const auto requests = request_rulings();
    std::vector<Ruling> rows(requests.begin(), requests.end());
    rows.insert(rows.end(), answer_rulings().begin(), answer_rulings().end());
    return rows;
  }();
  return all;
}

const Ruling* find_ruling(std::string_view id) {
  const auto found = std::ranges::find(all_rulings(), id, &Ruling::id);
  return found == all_rulings().end() ? nullptr : &*found;
}

const Fragment& Disagreement::fragment() const {
  if (!found) found = document == nullptr ? Fragment{} : find_fragment(*document);
  return *found;
}

Settlement settle(const Disagreement& d) {
  const bool accepted = d.rules->valid;
  const bool xerces_agrees = d.xerces->valid == accepted;
  const bool libxml2_agrees = d.libxml2->valid == accepted;
  Settlement result{.agreed = xerces_agrees && libxml2_agrees};
  bool xerces = xerces_agrees;  // ... or is explained
  bool libxml2 = libxml2_agrees;
  int best = -1;
  // What all refuse is open only where the ruling is not about a difference between them.
  const bool refused = result.agreed && !accepted;
  for (const Ruling& ruling : all_rulings()) {
    const bool differs = ruling.xerces_differs || ruling.libxml2_differs;
    if (ruling.side != d.side || (refused && differs) || !ruling.covers(d)) continue;
    xerces = xerces || ruling.xerces_differs;
    libxml2 = libxml2 || ruling.libxml2_differs;
    const bool explains =
        (ruling.xerces_differs && !xerces_agrees) || (ruling.libxml2_differs && !libxml2_agrees);
    const int rank = 2 * leniency(ruling) + (explains ? 1 : 0);
    const bool breaks = rank == best && result.ruling->valid && !ruling.valid;
    if (rank <= best && !breaks) continue;
    best = rank;
    result.ruling = &ruling;
  }
  result.settled = xerces && libxml2;
  if (!result.settled) result.ruling = nullptr;
  return result;
}

}  // namespace packetproof
