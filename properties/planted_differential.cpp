/// One of the three oracles on requests is wrong in one way; the rulings stay as they are.

#include <algorithm>

#include "harness/oracle/rulings.hpp"
#include "harness/protocol/xml_reader.hpp"
#include "properties/fuzz_differential.hpp"
#include "properties/planted.hpp"
#include "properties/planted_reading.hpp"

namespace packetproof {
namespace {

using Node = DocumentNode;
using Oracle = OracleVerdict RequestJudgement::*;

/// The oracle judges what `sees` makes of the packet.
template <typename Sees>
Examination oracle(Oracle wrong, Sees sees) {
  ThreeOracles oracles;
  oracles.check = [wrong, sees](std::string_view packet) {
    CheckResult checked = check_request(fuzz_oracle(), packet);
    const std::string seen = sees(packet);
    if (seen == packet) return checked;
    RequestJudgement judgement = fuzz_oracle().judge_request(packet);
    judgement.*wrong = fuzz_oracle().judge_request(seen).*wrong;
    const auto parsed = read_xml(packet, {.allow_doctype = true});
    const Settlement settlement = settle({.packet = packet,
                                          .document = parsed ? &*parsed : nullptr,
                                          .parse_error = parsed ? nullptr : &parsed.error(),
                                          .rules = &judgement.rules,
                                          .xerces = &judgement.xerces,
                                          .libxml2 = &judgement.libxml2});
    if (!settlement.settled) checked.label = Label::disputed;
    return checked;
  };
  return examining(oracles);
}

template <Misreading misreading>
std::string reading(std::string_view packet) {
  return misread(packet, misreading);
}

constexpr Oracle rules = &RequestJudgement::rules;
constexpr Oracle xerces = &RequestJudgement::xerces;
constexpr Oracle libxml2 = &RequestJudgement::libxml2;

bool any_order(Node& root) {
  return each_named(root, "backup-server", [](Node& operation) {
    return sort_children(operation,
                         " local remote prefix description split-size only-hosting only-mail "
                         "only-configuration ");
  });
}

bool first_operation(Node& root) {
  return each_named(root, "backup-manager",
                    [](Node& manager) { return keep_first(manager, "backup-server"); });
}

bool one_prefix(Node& root) {
  return each_named(root, "backup-server",
                    [](Node& operation) { return keep_first(operation, "prefix"); });
}

/// Of every operation but the first.
bool no_later_attributes(Node& root) {
  return each_named(root, "backup-manager", [](Node& manager) {
    bool changed = false;
    for (std::size_t i = 1; i < manager.children.size(); ++i) {
      changed |= each_element(manager.children[i], [](Node& node) {
        return std::erase_if(node.attributes, [](const DocumentAttribute& attribute) {
                 return !attribute.name.starts_with("xmlns");
               }) > 0;
      });
    }
    return changed;
  });
}

bool no_sections_in_sizes(Node& root) {
  return each_named(root, "split-size", [](Node& node) {
    return drop_children(node, [](const Node& child) { return child.form == Node::Form::cdata; });
  });
}

bool comments_end_numbers(Node& root) {
  return each_named(root, "split-size", [](Node& node) {
    if (node.children.size() < 2) return false;
    return set_text(node, node.children.front().text);
  });
}

template <auto meets>
bool refuse_sizes(Node& root) {
  return each_named(root, "split-size",
                    [](Node& node) { return meets(text_of(node)) && set_text(node, "refused"); });
}

bool beyond_63_bits(const std::string& text) {
  const std::string_view most = "9223372036854775807";
  return text.size() > most.size() || (text.size() == most.size() && text > most);
}

bool has_plus(const std::string& text) { return text.starts_with('+'); }

bool empty_is_zero(Node& root) {
  return each_named(root, "split-size",
                    [](Node& node) { return node.children.empty() && set_text(node, "0"); });
}

std::string no_big_end(std::string_view packet) {
  return packet.starts_with("\xFE\xFF") ? "<" : std::string(packet);
}

std::string request(std::string_view children) {
  return "<packet><backup-manager><backup-server>" + std::string(children) +
         "</backup-server></backup-manager></packet>";
}
std::string size(std::string_view text) {
  return request("<local/><description/><split-size>" + std::string(text) + "</split-size>");
}

}  // namespace

PlantedTarget planted_differential() {
  using enum DefectKind;
  constexpr std::string_view one = "<local/><description/></backup-server><backup-server>";
  return {
      .name = "differential",
      .right = examining(ThreeOracles{}),
      .defects = {
          {"rules_take_any_order", structural, 10000, request("<description/><local/>"),
           oracle(rules, reading<any_order>)},
          {"xerces_judges_the_first_operation", structural, 50000, request(one),
           oracle(xerces, reading<first_operation>)},
          {"libxml2_takes_a_prefix_twice", structural, 100000,
           request("<local/><prefix/><prefix/><description/>"),
           oracle(libxml2, reading<one_prefix>)},
          {"rules_see_no_attribute_of_later_operations", structural, 200000,
           request(std::string(one) + "<local id=\"1\"/><description/>"),
           oracle(rules, reading<no_later_attributes>)},
          {"xerces_reads_no_section_in_sizes", structural, 50000, size("<![CDATA[1]]>"),
           oracle(xerces, reading<no_sections_in_sizes>)},
          {"rules_end_sizes_at_a_comment", structural, 100000, size("<!--c-->1"),
           oracle(rules, reading<comments_end_numbers>)},
          {"rules_count_in_63_bits", value, 200000, size("9223372036854775808"),
           oracle(rules, reading<refuse_sizes<beyond_63_bits>>)},
          {"libxml2_takes_no_plus", value, 200000, size("+1"),
           oracle(libxml2, reading<refuse_sizes<has_plus>>)},
          {"xerces_takes_an_empty_size", value, 10000, size(""),
           oracle(xerces, reading<empty_is_zero>)},
          {"rules_read_no_utf16_of_the_big_end", value, 100000,
           encode(request("<local/><description/>"), Encoding::utf16be), oracle(rules, no_big_end)},
      }};
}

}  // namespace packetproof
