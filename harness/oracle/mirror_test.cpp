#include "harness/oracle/mirror.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace packetproof {
namespace {

const XmlNode root;
const XmlNode node;

AnswerView answered(const std::vector<Asked>& names) {
  AnswerView view;
  for (const Asked& name : names) {
    view.operations.push_back({.name = name, .results = {}, .node = &node});
  }
  return view;
}

const Asked backup{"backup-manager", "backup-server"};
const Asked tasks{"backup-manager", "get-tasks-info"};
const Asked other{"server", "get"};

/// Which differences there are, a letter each.
std::string differences(const std::vector<Asked>& asked, const std::vector<Asked>& answers) {
  const Mirror mirror = mirror_of(asked, answered(answers), root);
  std::string text;
  if (mirror.other_operator != nullptr) text += 'O';
  if (mirror.other_operation != nullptr) text += 'o';
  if (mirror.missing != nullptr) text += 'm';
  if (mirror.repeated != nullptr) text += 'r';
  if (mirror.unasked != nullptr) text += 'u';
  if (mirror.out_of_order != nullptr) text += 'x';
  return text;
}

TEST(Mirror, EachDifferenceHasOneCause) {
  EXPECT_EQ(differences({backup}, {backup}), "");
  EXPECT_EQ(differences({backup, tasks, backup}, {backup, tasks, backup}), "");
  EXPECT_EQ(differences({backup}, {tasks}), "o");
  EXPECT_EQ(differences({backup}, {other}), "O");
  EXPECT_EQ(differences({backup, backup}, {backup}), "m");
  EXPECT_EQ(differences({backup}, {backup, backup}), "r");
  EXPECT_EQ(differences({backup}, {backup, tasks}), "u");
  EXPECT_EQ(differences({backup}, {other, backup}), "u");
  EXPECT_EQ(differences({backup, tasks}, {tasks, backup}), "x");
  EXPECT_EQ(differences({backup, tasks}, {backup, backup}), "o");
}

}  // namespace
}  // namespace packetproof
