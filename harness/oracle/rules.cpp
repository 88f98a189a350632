#include "harness/oracle/rules.hpp"

#include <algorithm>
#include <iterator>

namespace packetproof {

std::span<const Rule> all_rules() {
  static const std::vector<Rule> rules = [] {
    std::vector<Rule> all;
    for (const std::span<const Rule> part :
         {transport_rules(), xml_rules(), schema_rules(), result_rules(), mirror_rules(),
          text_rules(), demand_rules()}) {
      std::ranges::copy(part, std::back_inserter(all));
    }
    return all;
  }();
  return rules;
}

}  // namespace packetproof
