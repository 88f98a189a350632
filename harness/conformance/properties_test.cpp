#include "harness/conformance/properties.hpp"

#include <gtest/gtest.h>

#include <set>

#include "harness/conformance/glob.hpp"
#include "harness/generate/mutations.hpp"
#include "harness/generate/respellings.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {
namespace {

Selection selection_of(Profile profile, std::vector<std::string> globs = {}) {
  return {.globs = std::move(globs), .profile = profile};
}

std::set<std::string_view> variations_of(std::string_view id) {
  std::set<std::string_view> all;
  const EndpointProperty* property = find_property(id);
  for (std::uint64_t n = 0; n < instance_count(*property, Profile::standard); ++n) {
    const Case instance = instance_of(*property, 1, n);
    all.insert(instance.variations.begin(), instance.variations.end());
  }
  return all;
}

TEST(Properties, HaveIdsTitlesAndARequirement) {
  std::set<std::string_view> ids;
  for (const EndpointProperty& property : all_properties()) {
    EXPECT_TRUE(ids.insert(property.id).second) << property.id;
    EXPECT_NE(property.about, nullptr) << property.id;
    EXPECT_FALSE(property.title.ends_with(".")) << property.id;
    EXPECT_TRUE(property.expectation.ends_with(".")) << property.id;
    for (const Case& c : all_cases()) EXPECT_NE(c.id, property.id);
  }
}

TEST(Properties, InstancesAreTheSameForTheSameSeedInAnyOrder) {
  for (const EndpointProperty& property : all_properties()) {
    const Case third = instance_of(property, 7, 3);
    const Case again = (instance_of(property, 7, 40), instance_of(property, 7, 3));
    ASSERT_FALSE(third.steps.empty()) << property.id;
    EXPECT_EQ(third.steps.back().body, again.steps.back().body) << property.id;
    EXPECT_EQ(third.id, std::string(property.id) + "@s7.3");
    if (property.drawn) {
      EXPECT_NE(third.steps.back().body, instance_of(property, 8, 3).steps.back().body)
          << property.id;
    }
  }
}

TEST(Properties, TheStandardProfileExercisesTheWholeVocabulary) {
  EXPECT_EQ(variations_of("xsd/property/mutation-refused").size(), all_mutations().size());
  EXPECT_EQ(variations_of("xml/property/respelling-alike").size(), all_respellings().size());
}

TEST(Properties, EveryInstanceOfTheThoroughProfileHasItsSteps) {
  for (const EndpointProperty& property : all_properties()) {
    if (!property.drawn) continue;
    for (std::uint64_t n = 0; n < instance_count(property, Profile::thorough); ++n) {
      const Case instance = instance_of(property, 2, n);
      EXPECT_EQ(instance.steps.size(), instance.alike || property.id.starts_with("seq/") ? 2U : 1U)
          << instance.id;
    }
  }
}

TEST(Properties, SmokeHasNoRoomForThem) {
  EXPECT_TRUE(property_cases(selection_of(Profile::smoke), 1).empty());
  Selection catalogue = selection_of(Profile::standard);
  catalogue.phases = {Phase::catalogue};
  EXPECT_TRUE(property_cases(catalogue, 1).empty());
}

TEST(Properties, ThoroughSendsTheWholeSmallScope) {
  const EndpointProperty* sequences = find_property("xsd/exhaustive/sequences");
  EXPECT_EQ(instance_count(*sequences, Profile::thorough), 7381U);
  EXPECT_EQ(property_cases(selection_of(Profile::thorough, {"xsd/exhaustive/sequences"}), 1).size(),
            7381U);
}

TEST(Properties, AnInstanceIsBroughtByItsIdWhateverTheProfile) {
  const std::string id = "xsd/exhaustive/sequences@s9.4711";
  for (const Profile profile : {Profile::smoke, Profile::standard}) {
    const auto cases = property_cases(selection_of(profile, {id}), 1);
    ASSERT_EQ(cases.size(), 1U);
    EXPECT_EQ(cases[0].id, id);
    EXPECT_EQ(cases[0].row(), "xsd/exhaustive/sequences");
  }
  for (const char* wrong :
       {"xsd/exhaustive/sequences@s9.7381", "xsd/exhaustive/sequences@s9.", "@s1.1",
        "xsd/exhaustive/sequences@sx.1", "xsd/exhaustive/sequences@s1.1x"}) {
    EXPECT_TRUE(property_cases(selection_of(Profile::standard, {wrong}), 1).empty()) << wrong;
  }
}

/// What the plan makes of the instances of the standard profile.
TEST(Properties, DemandWhatTheOraclesSay) {
  Judge judge = Judge::create(built_in_schemas()).value();
  const CredentialSet credentials{.login = "admin", .password = "a-password", .secret_key = ""};
  const Selection selection = selection_of(Profile::standard);
  const Plan plan =
      make_plan(property_cases(selection, 1), selection, {}, credentials, judge).value();
  std::set<Demand> demands;
  for (const PlannedCase& planned : plan.cases) {
    EXPECT_TRUE(planned.to_send()) << planned.definition.id << " " << planned.reason;
    for (std::size_t i = 0; i < planned.judgements.size(); ++i) {
      const Demand demand = planned.definition.steps[i].expect.demand;
      demands.insert(demand);
      if (demand == Demand::must_refuse) {
        EXPECT_EQ(planned.judgements[i].label, Label::invalid) << planned.definition.id;
      }
      if (demand == Demand::must_accept) {
        EXPECT_EQ(planned.judgements[i].label, Label::valid) << planned.definition.id;
      }
    }
  }
  EXPECT_TRUE(demands.contains(Demand::must_accept));
  EXPECT_TRUE(demands.contains(Demand::must_refuse));
  EXPECT_TRUE(demands.contains(Demand::either));
}

}  // namespace
}  // namespace packetproof
