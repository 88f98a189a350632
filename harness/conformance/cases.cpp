#include "harness/conformance/cases.hpp"

#include <algorithm>
#include <array>

namespace packetproof {
namespace {

constexpr std::array nodes = {
    InputNode{.name = "local", .right = piece::local, .place = 1},
    InputNode{.name = "remote", .right = piece::remote, .place = 1},
    InputNode{.name = "prefix", .right = piece::prefix, .place = 2, .optional = true},
    InputNode{.name = "description", .right = piece::description, .place = 3},
    InputNode{.name = "split-size", .right = piece::split_size, .place = 4, .optional = true},
    InputNode{.name = "only-hosting", .right = piece::only_hosting, .place = 5, .optional = true},
    InputNode{.name = "only-mail", .right = piece::only_mail, .place = 5, .optional = true},
    InputNode{.name = "only-configuration",
              .right = piece::only_configuration,
              .place = 6,
              .optional = true},
};

std::string element(std::string_view name, std::string_view content) {
  return joined({"<", name, ">", content, "</", name, ">"});
}

Step step_of(std::string body, Demand demand, const Requirement* about) {
  Step step;
  step.body = std::move(body);
  step.expect.demand = demand;
  step.expect.requirement = about;
  if (demand == Demand::must_refuse || demand == Demand::should_refuse) {
    step.expect.system_requirement = requirement("R-DOC28729-check-up-placement");
    step.expect.codes = {1014};
    step.expect.code_requirement = requirement("R-DOC33765-code-1014");
  }
  return step;
}

void list(std::vector<const Requirement*>& listed, const Requirement* about) {
  if (about == nullptr || std::ranges::find(listed, about) != listed.end()) return;
  listed.push_back(about);
}

/// The demand's own requirement first: a wrong decision violates it.
void list(std::vector<const Requirement*>& listed, const Expect& expect) {
  if (expect.demand == Demand::either) list(listed, expect.forbidden_requirement);
  list(listed, expect.requirement);
  list(listed, expect.system_requirement);
  list(listed, expect.code_requirement);
  list(listed, expect.forbidden_requirement);
}

}  // namespace

std::span<const InputNode> input_nodes() { return nodes; }

std::string joined(std::initializer_list<std::string_view> pieces) {
  std::string all;
  for (const std::string_view piece : pieces) all += piece;
  return all;
}

std::string packet_of(std::string_view operators, std::string_view attributes) {
  return joined({"<packet", attributes, ">", operators, "</packet>"});
}

std::string manager_of(std::string_view operations) {
  return element("backup-manager", operations);
}

std::string server_of(std::string_view children) { return element("backup-server", children); }

std::string request_of(std::string_view children) {
  return packet_of(manager_of(server_of(children)));
}

std::string request_describing(std::string_view markup) {
  return request_of(joined({piece::local, element("description", markup)}));
}

std::string request_with(const InputNode& node, std::string_view replacement) {
  if (node.place == 1) return request_of(joined({replacement, piece::description}));
  if (node.place == 2) return request_of(joined({piece::local, replacement, piece::description}));
  if (node.place == 3) return request_of(joined({piece::local, replacement}));
  return request_of(joined({piece::local, piece::description, replacement}));
}

std::string sample() { return request_of(joined({piece::local, piece::description})); }

Step must_accept(std::string body, const Requirement* about) {
  return step_of(std::move(body), Demand::must_accept, about);
}
Step should_accept(std::string body, const Requirement* about) {
  return step_of(std::move(body), Demand::should_accept, about);
}
Step observe(std::string body, const Requirement* about) {
  return step_of(std::move(body), Demand::either, about);
}
Step should_refuse(std::string body, const Requirement* about) {
  return step_of(std::move(body), Demand::should_refuse, about);
}
Step must_refuse(std::string body, const Requirement* about) {
  return step_of(std::move(body), Demand::must_refuse, about);
}

Case single(std::string id, std::string title, Step step,
            const std::vector<const Requirement*>& also) {
  Case one;
  one.id = std::move(id);
  one.title = std::move(title);
  list(one.requirements, step.expect);
  for (const Requirement* further : also) list(one.requirements, further);
  if (step.expect.demand == Demand::must_accept || step.expect.demand == Demand::should_accept) {
    list(one.requirements, requirement("R-DOC28729-valid-accepted"));
  }
  one.steps.push_back(std::move(step));
  return one;
}

Case sequence(std::string id, std::string title, const Requirement* first,
              std::vector<Step> steps) {
  Case several{.id = std::move(id),
               .title = std::move(title),
               .phase = Phase::sequences,
               .requirements = {first},
               .steps = std::move(steps)};
  for (const Step& step : several.steps) list(several.requirements, step.expect);
  return several;
}

}  // namespace packetproof
