#include "harness/oracle/normal_form.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace packetproof {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(NormalForm, NumbersTimesAndIdsAreOneMark) {
  EXPECT_EQ(normalise("Task 4711 failed at 12:30:05 on 2026-01-31"),
            "Task # failed at #:#:# on #-#-#");
  EXPECT_EQ(normalise("id 5f2b9c0de1, disk sda1"), "id #, disk sda#");
  EXPECT_EQ(normalise("no numbers"), "no numbers");
}

TEST(NormalForm, EchoesAndSecretsAreReplaced) {
  const std::vector<std::string> echoes = {"Standard weekly backup", "no"};
  const std::vector<std::string> secrets = {"correct-horse", "a"};
  EXPECT_EQ(normalise("'Standard weekly backup' is not known to correct-horse", echoes, secrets),
            "'<echo>' is not known to <secret>");
}

TEST(NormalForm, IsOneShortLineOfText) {
  EXPECT_EQ(normalise("  a\r\n\tb \x01 \xFF "), "a b ? ?");
  EXPECT_EQ(normalise("\xE6\x97\xA5\xE6\x9C\xAC"), "\xE6\x97\xA5\xE6\x9C\xAC");
  std::string wide;
  for (int i = 0; i < 150; ++i) wide += "\xE6\x97\xA5";
  const std::string cut = normalise(wide);
  EXPECT_LE(cut.size(), 200U);
  EXPECT_EQ(cut.size() % 3, 0U);
}

TEST(NormalForm, TwiceIsOnce) {
  for (const std::string_view text : {"Task 47 of 99", "a\x02 12ab34cd56", "<echo> & #1"}) {
    const std::string once = normalise(text);
    EXPECT_EQ(normalise(once), once);
  }
}

TEST(NormalForm, TextsOfARequest) {
  EXPECT_THAT(texts_of("<packet version='1.6'><a>one &amp; <![CDATA[two]]></a><b> </b></packet>"),
              ElementsAre("one & two", "1.6"));
  EXPECT_THAT(texts_of("<packet>"), IsEmpty());
}

TEST(NormalForm, UnescapesWhatIsAReference) {
  EXPECT_EQ(unescape_xml("&lt;a&gt; &amp; &#66;&#x43; &quot;&apos;"), "<a> & BC \"'");
  EXPECT_EQ(unescape_xml("R&D &nosuch; &#xZZ; &"), "R&D &nosuch; &#xZZ; &");
  EXPECT_EQ(unescape_xml("&#20013;"), "\xE4\xB8\xAD");
}

}  // namespace
}  // namespace packetproof
