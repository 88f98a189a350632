#pragma once

/// What was asked before an answer came, what is demanded of it and what is known from before: the
/// sides of the oracle that no byte of an answer can reach.

#include <string>
#include <string_view>
#include <vector>

#include "harness/oracle/check.hpp"
#include "properties/fuzz_oracle.hpp"

namespace packetproof {

struct Scene {
  std::string question;
  Expect expect;
  RunContext context;
};

inline const std::string& secret_of_scenes() {
  static const std::string secret = "of this target";
  return secret;
}

/// As a suite would ask: the demand is that of the question's label.
inline Scene asked(std::string_view question) {
  return {.question = std::string(question),
          .expect = Judge::expect_for(fuzz_oracle().judge_request(question)),
          .context = {.secrets = {secret_of_scenes()}, .login = "admin"}};
}

inline std::string asked_of(std::string_view operations) {
  return "<packet version=\"1.6.9.1\"><backup-manager>" + std::string(operations) +
         "</backup-manager></packet>";
}

inline Scene with_codes(Scene scene) {
  scene.expect.system_requirement = requirement("R-DOC28729-check-up-placement");
  scene.expect.codes = {1014};
  scene.expect.code_requirement = requirement("R-DOC33765-code-1014");
  return scene;
}

inline Scene with_demand(Scene scene, Demand demand, const Requirement* row = nullptr) {
  scene.expect.demand = demand;
  scene.expect.requirement = row;
  return scene;
}

inline std::vector<Scene> make_scenes() {
  constexpr std::string_view one =
      "<backup-server><local/><description>a &amp; b &lt;i></description></backup-server>";
  constexpr std::string_view tasks = "<get-tasks-info/>";
  const std::string two = asked_of(std::string(one) + std::string(tasks));
  const Scene sample = asked(documented_sample());
  const Scene refused = asked(asked_of("<backup-server/>"));

  Scene later = sample;
  later.context.task_ids = {"1", "27"};
  later.context.versions = {"1.6.3.0"};
  later.context.https = false;
  Scene remote = asked(asked_of("<backup-server><remote/><description/></backup-server>"));
  remote.expect.environment_may_refuse = true;
  Scene odd = sample;
  odd.expect.value_may_be_refused = true;
  Scene any = with_demand(sample, Demand::either, requirement("R-RFC9110-method"));
  any.expect.any_answer = true;
  Scene forbidding = with_demand(sample, Demand::either, requirement("R-XML-external-entity"));
  forbidding.expect.forbidden = {"27"};
  forbidding.expect.forbidden_requirement = requirement("R-XML-external-entity");
  Scene spoken =
      asked(asked_of("<backup-server><local/><description>of this target</description>"
                     "</backup-server>"));

  return {sample,
          asked(two),
          later,
          with_codes(refused),
          with_codes(with_demand(asked(two), Demand::must_refuse)),
          with_demand(refused, Demand::should_refuse),
          with_demand(sample, Demand::should_accept),
          with_demand(asked("<packet"), Demand::must_refuse),
          with_demand(sample, Demand::must_accept, requirement("R-XML-depth")),
          asked(asked_of(std::string(tasks) + std::string(one) + std::string(one))),
          remote,
          odd,
          any,
          forbidding,
          spoken};
}

/// Which one an input's last byte picks; a line feed, in which files end, picks the first.
inline const Scene& scene_of(unsigned char last) {
  static const std::vector<Scene> scenes = make_scenes();
  constexpr unsigned line_feed = '\n' / 3;
  return scenes[(last / 3 + scenes.size() - line_feed) % scenes.size()];
}

}  // namespace packetproof
