#include "harness/protocol/schemas.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace packetproof {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class SchemaDirectory : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::path(::testing::TempDir()) /
            (std::string("packetproof-schemas-") + test->name());
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  void TearDown() override { std::filesystem::remove_all(path_); }

  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }

  std::filesystem::path path_;
};

TEST(Sha256, KnownDigests) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(BuiltInSchemas, HoldTheFilesOfTheSourceTree) {
  const SchemaSet& built_in = built_in_schemas();
  EXPECT_EQ(built_in.origin, "built in");
  const auto source = read_schemas(std::filesystem::path(PACKETPROOF_SOURCE_DIR) / "schemas");
  ASSERT_TRUE(source.has_value()) << source.error();
  EXPECT_EQ(built_in.files, source->files);
  EXPECT_EQ(built_in.sha256, source->sha256);
  EXPECT_EQ(built_in.files.size(), 4U);
}

TEST_F(SchemaDirectory, ReadsEveryXsdAndNothingElse) {
  write("agent_input.xsd", "<a/>");
  write("agent_output.xsd", "<b/>");
  write("more.xsd", "<c/>");
  write("notes.txt", "no schema");
  const auto set = read_schemas(path_);
  ASSERT_TRUE(set.has_value()) << set.error();
  EXPECT_EQ(set->files.size(), 3U);
  EXPECT_EQ(set->files.at("more.xsd"), "<c/>");
  EXPECT_EQ(set->origin, path_.string());
}

TEST_F(SchemaDirectory, DigestDependsOnNamesAndBytes) {
  write("agent_input.xsd", "<a/>");
  write("agent_output.xsd", "<b/>");
  const auto before = read_schemas(path_);
  write("agent_output.xsd", "<c/>");
  const auto changed = read_schemas(path_);
  write("agent_output.xsd", "<b/>");
  const auto again = read_schemas(path_);
  ASSERT_TRUE(before && changed && again);
  EXPECT_NE(before->sha256, changed->sha256);
  EXPECT_EQ(before->sha256, again->sha256);
}

TEST_F(SchemaDirectory, SaysWhatIsMissing) {
  const auto empty = read_schemas(path_);
  ASSERT_FALSE(empty.has_value());
  EXPECT_THAT(empty.error(), AllOf(HasSubstr(path_.string()), HasSubstr("no *.xsd")));

  write("agent_input.xsd", "<a/>");
  const auto half = read_schemas(path_);
  ASSERT_FALSE(half.has_value());
  EXPECT_THAT(half.error(), HasSubstr("lacks agent_output.xsd"));

  const auto absent = read_schemas(path_ / "absent");
  ASSERT_FALSE(absent.has_value());
  EXPECT_THAT(absent.error(), AllOf(HasSubstr("absent"), HasSubstr("does not exist")));

  const auto file = read_schemas(path_ / "agent_input.xsd");
  ASSERT_FALSE(file.has_value());
  EXPECT_THAT(file.error(), HasSubstr("is not a directory"));
}

TEST_F(SchemaDirectory, AnUnreadableSchemaIsAnError) {
  write("agent_input.xsd", "<a/>");
  std::filesystem::create_directory(path_ / "agent_output.xsd");
  const auto set = read_schemas(path_);
  ASSERT_FALSE(set.has_value());
  EXPECT_THAT(set.error(), HasSubstr("agent_output.xsd"));
}

}  // namespace
}  // namespace packetproof
