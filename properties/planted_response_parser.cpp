/// Readers, writers and judges of answers, each wrong in one way.

#include <algorithm>
#include <limits>

#include "harness/protocol/text_rules.hpp"
#include "properties/fuzz_response_parser.hpp"
#include "properties/planted.hpp"
#include "properties/planted_reading.hpp"

namespace packetproof {
namespace {

using Node = DocumentNode;
using Kind = Node::Kind;

Examination reading(Misreading misreading) {
  AnswerCodec codec;
  codec.parse = [misreading](std::string_view bytes) {
    return parse_response(misread(bytes, misreading));
  };
  return examining(codec);
}

template <typename Change>
Examination writing(Change change) {
  AnswerCodec codec;
  codec.write = [change](const ResponsePacket& packet) {
    ResponsePacket changed = packet;
    change(changed);
    return serialize(changed);
  };
  return examining(codec);
}

Examination judging(Misreading misreading) {
  AnswerCodec codec;
  codec.judge = [right = codec.judge, misreading](std::string_view bytes) {
    return right(misread(bytes, misreading));
  };
  return examining(codec);
}

bool drop_sections(Node& root) {
  return each_element(root, [](Node& node) {
    return drop_children(node, [](const Node& child) { return child.form == Node::Form::cdata; });
  });
}

/// What asks for the text of an element's first child.
bool take_first_child(Node& root) {
  return each_element(root, [](Node& node) {
    const bool leaf = std::ranges::none_of(node.children, &Node::is_element);
    if (!leaf || node.children.size() < 2) return false;
    const Node& first = node.children.front();
    return set_text(node, first.kind == Kind::text ? first.text : "");
  });
}

/// What looks for nodes anywhere below the result.
bool search_deep(Node& root) {
  return each_named(root, "result", [](Node& result) {
    for (Node& child : result.children) {
      if (std::ranges::none_of(child.children, &Node::is_element)) continue;
      std::vector<Node> inner = std::move(child.children);
      const auto at =
          result.children.erase(result.children.begin() + (&child - result.children.data()));
      result.children.insert(at, inner.begin(), inner.end());
      return true;
    }
    return false;
  });
}

bool take_first_result(Node& root) {
  return each_named(root, "backup-server",
                    [](Node& operation) { return keep_first(operation, "result"); });
}

bool take_any_order(Node& root) {
  return each_named(root, "result", [](Node& result) {
    return sort_children(result, " status errcode errtext task-id ");
  });
}

bool overlook_system(Node& root) {
  const auto is_operator = [](const Node& child) { return child.is("backup-manager"); };
  if (std::ranges::none_of(root.children, is_operator)) return false;
  return drop_children(root, [](const Node& child) {
    return child.is("system") &&
           std::ranges::any_of(child.children, [](const Node& n) { return n.is("status"); });
  });
}

bool refuse_attributes_of_system(Node& root) {
  return each_named(root, "system", [](Node& node) {
    if (node.attributes.empty()) return false;
    node.name = "refused";
    return true;
  });
}

bool overlook_empty_id(Node& root) {
  return each_element(root, [](Node& node) {
    return drop_children(node, [](const Node& n) { return n.is("task-id") && text_of(n).empty(); });
  });
}

bool refuse_padding(Node& root) {
  return each_named(root, "task-id", [](Node& node) {
    const std::string text = text_of(node);
    return trim(text) != text && set_text(node, "padded");
  });
}

bool count_in_63_bits(Node& root) {
  return each_named(root, "task-id", [](Node& node) {
    const std::string text = text_of(node);
    const std::string_view most = "9223372036854775807";
    const bool beyond = text.size() > most.size() || (text.size() == most.size() && text > most);
    return beyond && set_text(node, "beyond");
  });
}

bool trim_status(Node& root) {
  return each_named(root, "status", [](Node& node) {
    const std::string text = text_of(node);
    return trim(text) != text && set_text(node, std::string(trim(text)));
  });
}

bool overlook_minus(Node& root) {
  return each_named(root, "errcode", [](Node& node) {
    const std::string text = text_of(node);
    return text.starts_with('-') && text.size() > 1 && set_text(node, text.substr(1));
  });
}

/// Calls `change` on each output of a command; its place is counted over the packet.
template <typename Change>
void each_command(ResponsePacket& packet, const Change& change) {
  auto* operators = std::get_if<std::vector<OperatorOutput>>(&packet.content);
  std::size_t place = 0;
  if (operators == nullptr) return;
  for (OperatorOutput& one : *operators) {
    for (OperationOutput& operation : one.operations) {
      if (auto* command = std::get_if<BackupCommandOutput>(&operation)) change(*command, place++);
    }
  }
}

void drop_later_ids(ResponsePacket& packet) {
  each_command(packet, [](BackupCommandOutput& command, std::size_t place) {
    if (place > 0) command.task_id.reset();
  });
}

void drop_output_of_system(ResponsePacket& packet) {
  if (std::holds_alternative<Result>(packet.content)) packet.output.reset();
}

void clamp_codes(ResponsePacket& packet) {
  each_command(packet, [](BackupCommandOutput& command, std::size_t) {
    constexpr std::uint32_t most = std::numeric_limits<std::int32_t>::max();
    auto& code = command.result.errcode;
    if (code && *code > most) code = most;
  });
}

std::string answer(std::string_view operations) {
  return "<packet><backup-manager>" + std::string(operations) + "</backup-manager></packet>";
}
std::string result(std::string_view children) {
  return answer("<backup-server><result>" + std::string(children) + "</result></backup-server>");
}

}  // namespace

PlantedTarget planted_response_parser() {
  using enum DefectKind;
  constexpr std::string_view one =
      "<backup-server><result><status>ok</status><task-id>27</task-id></result></backup-server>";
  constexpr std::string_view system = "<system><status>error</status></system>";
  return {
      .name = "response_parser",
      .right = examining(AnswerCodec{}),
      .defects = {
          {"drops_sections", structural, 10000,
           result("<status><![CDATA[ok]]></status><task-id>27</task-id>"), reading(drop_sections)},
          {"takes_the_first_child_for_the_text", structural, 50000,
           result("<status>ok</status><task-id><!--c-->27</task-id>"), reading(take_first_child)},
          {"searches_below_other_nodes", structural, 500,
           result("<x><status>ok</status></x><task-id>27</task-id>"), reading(search_deep)},
          {"takes_the_first_of_two_results", structural, 20000,
           answer("<backup-server><result><status>ok</status></result><result><status>ok</status>"
                  "</result></backup-server>"),
           reading(take_first_result)},
          {"takes_nodes_in_any_order", structural, 20000,
           result("<task-id>27</task-id><status>ok</status>"), reading(take_any_order)},
          {"overlooks_a_system_beside_an_operator", structural, 200000,
           "<packet><backup-manager>" + std::string(one) + "</backup-manager>" +
               std::string(system) + "</packet>",
           reading(overlook_system)},
          {"refuses_attributes_on_system", structural, 100000,
           "<packet xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><system "
           "xsi:noNamespaceSchemaLocation=\"a\"><status>error</status></system></packet>",
           reading(refuse_attributes_of_system)},
          {"writes_the_first_task_id_only", structural, 20000,
           answer(std::string(one) + std::string(one)), writing(drop_later_ids)},
          {"writes_no_output_behind_system", structural, 1000,
           "<packet>" + std::string(system) + "<output/></packet>", writing(drop_output_of_system)},
          {"writes_codes_of_31_bits", value, 300000,
           result("<status>error</status><errcode>2147483648</errcode>"), writing(clamp_codes)},
          {"takes_an_empty_task_id", value, 10000, result("<status>ok</status><task-id/>"),
           reading(overlook_empty_id)},
          {"refuses_a_padded_task_id", value, 200000,
           result("<status>ok</status><task-id> 27</task-id>"), reading(refuse_padding)},
          {"counts_tasks_in_63_bits", value, 200000,
           result("<status>ok</status><task-id>9223372036854775808</task-id>"),
           reading(count_in_63_bits)},
          {"takes_a_padded_status", value, 100000,
           result("<status> ok</status><task-id>27</task-id>"), reading(trim_status)},
          {"judges_negative_codes_valid", value, 100000,
           result("<status>error</status><errcode>-1</errcode>"), judging(overlook_minus)},
      }};
}

}  // namespace packetproof
