#include "reports/writers.hpp"

#include <gtest/gtest.h>

#include <set>

#include "reports/example_record.hpp"

namespace packetproof {
namespace {

TEST(Writers, EachFormatIsFoundByItsNameAndHasItsOwnFile) {
  std::set<std::string_view> files;
  for (const Writer& writer : all_writers()) {
    EXPECT_EQ(find_writer(writer.format), &writer);
    EXPECT_TRUE(files.insert(writer.file_name).second) << writer.file_name;
    EXPECT_FALSE(writer.description.empty());
  }
  EXPECT_TRUE(files.contains("run.json"));
  EXPECT_TRUE(files.contains("junit.xml"));
  EXPECT_TRUE(files.contains("report.html"));
  EXPECT_EQ(find_writer("HTML"), nullptr);
  EXPECT_EQ(find_writer(""), nullptr);
}

TEST(Writers, AreFunctionsOfTheRecordAlone) {
  for (const Writer& writer : all_writers()) {
    for (const RunRecord& record : {ordinary_record(), hostile_record(), RunRecord{}}) {
      const std::string text = writer.write(record);
      EXPECT_EQ(text, writer.write(record)) << writer.format;
      EXPECT_TRUE(text.ends_with('\n')) << writer.format;
    }
  }
}

}  // namespace
}  // namespace packetproof
