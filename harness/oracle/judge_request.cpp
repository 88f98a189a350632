#include <algorithm>
#include <array>
#include <utility>

#include "harness/oracle/judge.hpp"
#include "harness/oracle/judge_state.hpp"
#include "harness/oracle/rules_request.hpp"
#include "harness/oracle/rulings.hpp"

namespace packetproof {
namespace {

Label label_of(const Settlement& settlement, bool valid_by_the_letter) {
  if (!settlement.settled) return Label::disputed;
  if (settlement.ruling != nullptr && settlement.ruling->leeway == Leeway::either) {
    return Label::open;
  }
  return valid_by_the_letter ? Label::valid : Label::invalid;
}

/// The strict reader's bounds protect the validators too: a tag of 100 000 attributes costs them
/// most of a minute.
bool beyond_bounds(const ParseError& error) {
  return error.reason == ParseError::Reason::too_deep ||
         error.reason == ParseError::Reason::too_large ||
         error.reason == ParseError::Reason::too_many_nodes;
}

/// What bears on the demand, beside the label.
void look_inside(const XmlNode& root, RequestJudgement& judgement) {
  judgement.asked = operations_asked(root);
  for (const XmlAttribute& attribute : root.attributes) {
    if (attribute.namespace_uri.empty() && attribute.name == "version") {
      judgement.version = attribute.value;
    }
  }
  for (const XmlNode& manager : root.children) {
    if (!manager.is("backup-manager")) continue;
    for (const XmlNode& operation : manager.children) {
      if (operation.is("get-tasks-info")) judgement.asks_tasks = true;
      judgement.uses_remote |= std::ranges::any_of(
          operation.children, [](const XmlNode& node) { return node.is("remote"); });
    }
  }
}

/// The violation that binds most; of equals the first.
const Requirement* worst(const std::vector<Violation>& violations) {
  const auto found = std::ranges::min_element(
      violations, {}, [](const Violation& violation) { return violation.requirement->level; });
  return found == violations.end() ? requirement("R-XML-disputed-spelling") : found->requirement;
}

Expect acceptance(const RequestJudgement& judgement) {
  Expect expect{.demand = Demand::must_accept,
                .requirement = requirement("R-DOC28729-valid-accepted")};
  expect.environment_may_refuse = judgement.uses_remote || judgement.asks_tasks;
  expect.version = judgement.version;
  const Ruling* const ruling = judgement.ruling;
  if (ruling == nullptr) return expect;
  if (ruling->value_only) {
    expect.value_may_be_refused = true;
  } else if (ruling->leeway == Leeway::refusal_warns) {
    expect.demand = Demand::should_accept;
    expect.requirement = ruling->requirement;
  } else if (ruling->leeway == Leeway::acceptance_warns) {
    expect.demand = Demand::should_refuse;
    expect.requirement = ruling->requirement;
    expect.environment_may_refuse = false;
  }
  return expect;
}

Expect refusal(const RequestJudgement& judgement) {
  const bool ruled =
      judgement.ruling != nullptr && judgement.ruling->leeway == Leeway::acceptance_warns;
  Expect expect{.requirement =
                    ruled ? judgement.ruling->requirement : worst(judgement.rules.violations)};
  expect.demand = ruled || expect.requirement->level != Level::must ? Demand::should_refuse
                                                                    : Demand::must_refuse;
  expect.system_requirement = requirement("R-DOC28729-check-up-placement");
  expect.codes = {1014};
  expect.code_requirement = requirement("R-DOC33765-code-1014");
  const bool unknown_name = expect.requirement == requirement("R-XSD-operator-known") ||
                            expect.requirement == requirement("R-XSD-operation-known");
  if (unknown_name) expect.codes.insert(expect.codes.end(), {1013, 1017});  // as well documented
  if (judgement.version) expect.codes.push_back(1005);  // the version may be checked first
  return expect;
}

}  // namespace

std::string_view name_of(Label label) {
  constexpr auto names = std::to_array<std::string_view>({"valid", "invalid", "open", "disputed"});
  return names.at(static_cast<std::size_t>(label));
}

std::expected<Judge, std::string> Judge::create(const SchemaSet& schemas) {
  auto state = std::make_unique<State>();
  struct Slot {
    std::unique_ptr<SchemaValidator>& validator;
    decltype(&make_xerces_oracle) make;
    Side side;
  };
  for (const Slot& slot : {Slot{state->xerces_request, &make_xerces_oracle, Side::request},
                           Slot{state->xerces_answer, &make_xerces_oracle, Side::answer},
                           Slot{state->libxml2_request, &make_libxml2_oracle, Side::request},
                           Slot{state->libxml2_answer, &make_libxml2_oracle, Side::answer}}) {
    auto made = slot.make(schemas, slot.side);
    if (!made) return std::unexpected(std::move(made.error()));
    slot.validator = std::move(*made);
  }
  return Judge(std::move(state));
}

/// A packet on its way through the oracles.
struct Judge::Reading {
  std::string_view packet;
  std::expected<XmlDocument, ParseError> parsed;
  RequestJudgement judgement;

  explicit Reading(std::string_view bytes)
      : packet(bytes), parsed(read_xml(bytes, {.allow_doctype = true})) {
    judgement.rules = judge_request_parse(parsed, packet);
    judgement.well_formed = judgement.rules.well_formed;
    if (parsed) look_inside(parsed->root, judgement);
  }

  void settle_labels() {
    const Settlement settlement = settle({.packet = packet,
                                          .side = Side::request,
                                          .document = parsed ? &*parsed : nullptr,
                                          .parse_error = parsed ? nullptr : &parsed.error(),
                                          .rules = &judgement.rules,
                                          .xerces = &judgement.xerces,
                                          .libxml2 = &judgement.libxml2});
    judgement.ruling = settlement.ruling;
    judgement.label = label_of(settlement, judgement.rules.valid);
  }
};

void Judge::ask_validators(std::span<Reading> readings) {
  const auto ask = [&](SchemaValidator& validator, OracleVerdict RequestJudgement::* verdict) {
    for (Reading& reading : readings) {
      const bool spared = !reading.parsed && beyond_bounds(reading.parsed.error());
      OracleVerdict& says = reading.judgement.*verdict;
      if (spared) {
        says.violations.push_back({.message = "not asked"});
      } else {
        says = validator.judge(reading.packet);
      }
    }
  };
  ask(*state_->xerces_request, &RequestJudgement::xerces);
  ask(*state_->libxml2_request, &RequestJudgement::libxml2);
}

std::vector<RequestJudgement> Judge::judge_requests(std::span<const std::string_view> packets,
                                                    Oracles oracles) {
  constexpr std::size_t in_a_row = 32;  // trees of so many packets stay in a cache
  std::vector<RequestJudgement> judgements;
  judgements.reserve(packets.size());
  while (!packets.empty()) {
    const auto some = packets.first(std::min(packets.size(), in_a_row));
    packets = packets.subspan(some.size());
    std::vector<Reading> readings;
    readings.reserve(some.size());
    for (const std::string_view packet : some) readings.emplace_back(packet);
    if (oracles == Oracles::all) {
      ask_validators(readings);
    } else {
      for (Reading& reading : readings) {
        reading.judgement.xerces =
            reading.judgement.libxml2 = {.well_formed = reading.judgement.rules.well_formed,
                                         .valid = reading.judgement.rules.valid};
      }
    }
    for (Reading& reading : readings) {
      reading.settle_labels();
      judgements.push_back(std::move(reading.judgement));
    }
  }
  return judgements;
}

RequestJudgement Judge::judge_request(std::string_view packet, Oracles oracles) {
  return std::move(judge_requests({&packet, 1}, oracles).front());
}

Expect Judge::expect_for(const RequestJudgement& judgement) {
  switch (judgement.label) {
    case Label::valid:
      return acceptance(judgement);
    case Label::invalid:
      return refusal(judgement);
    case Label::open:
      return {.demand = Demand::either, .requirement = judgement.ruling->requirement};
    case Label::disputed:
      break;
  }
  return {.demand = Demand::either, .requirement = requirement("R-XML-disputed-spelling")};
}

Judge::Judge(std::unique_ptr<State> state) : state_(std::move(state)) {}
Judge::Judge(Judge&&) noexcept = default;
Judge& Judge::operator=(Judge&&) noexcept = default;
Judge::~Judge() = default;

}  // namespace packetproof
