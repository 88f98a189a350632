#include "harness/policy/tree_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace packetproof {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const fs::path root = PACKETPROOF_SOURCE_DIR;

/// What `check` says of every source file; `read` counts them, since none passes as well.
template <typename Check>
std::vector<std::string> faults_of_sources(Check check) {
  const auto files = source_files(root);
  EXPECT_GT(files.size(), 50U);
  std::vector<std::string> faults;
  for (const auto& file : files) {
    if (auto fault = check(file); !fault.empty()) faults.push_back(std::move(fault));
  }
  return faults;
}

TEST(Map, ReadsPathsAndTheirNesting) {
  EXPECT_THAT(*mapped_paths("# t\n## Map\nwords\n```text\n"
                            "schemas/      what\n"
                            "harness/      machine\n"
                            "  protocol/   codec\n"
                            "  run\n"
                            "    deeper/x  y\n"
                            "reports/\n```\n"),
              ElementsAre("schemas", "harness", "harness/protocol", "harness/run",
                          "harness/run/deeper/x", "reports"));
}

TEST(Map, IsDemanded) {
  EXPECT_FALSE(mapped_paths("").has_value());
  EXPECT_FALSE(mapped_paths("```text\nharness/\n```\n").has_value());
  EXPECT_FALSE(mapped_paths("## Map\n## Next\n```text\nharness/\n```\n").has_value());
  EXPECT_FALSE(mapped_paths("## Map\n```text\nharness/\n").has_value());
  EXPECT_FALSE(mapped_paths("## Map\n```text\n```\n").has_value());
}

TEST(Map, NamesOnlyWhatExistsAndEveryFolderOnTop) {
  const auto paths = mapped_paths(read_text(root / "README.md"));
  ASSERT_TRUE(paths.has_value()) << paths.error();
  for (const auto& path : *paths) {
    EXPECT_TRUE(fs::exists(root / path)) << "README.md maps " << path << ", which does not exist";
  }
  for (const auto* folder : {"schemas", "corpus", "properties", "harness", "reports"}) {
    EXPECT_THAT(*paths, testing::Contains(folder));
  }
  for (const auto& entry : fs::directory_iterator(root / "harness")) {
    if (!entry.is_directory() || fs::is_empty(entry)) continue;  // git keeps no empty folder
    EXPECT_THAT(*paths, testing::Contains("harness/" + entry.path().filename().string()));
  }
}

TEST(TopLevel, RefusesStrangers) {
  EXPECT_TRUE(may_stand_on_top("harness", ""));
  EXPECT_TRUE(may_stand_on_top(".clang-tidy", ""));
  EXPECT_TRUE(may_stand_on_top("build", "/build/\n"));
  EXPECT_FALSE(may_stand_on_top("build", "build2/\n/other/\n"));
  EXPECT_FALSE(may_stand_on_top("src", "/build/\n"));
  EXPECT_FALSE(may_stand_on_top("notes.txt", ""));
}

TEST(TopLevel, HoldsOnlyWhatTheLayoutNames) {
  const auto ignored = read_text(root / ".gitignore");
  for (const auto& entry : fs::directory_iterator(root)) {
    const auto name = entry.path().filename().string();
    EXPECT_TRUE(may_stand_on_top(name, ignored)) << name << " does not belong at the top level";
  }
}

TEST(Names, RefusesEmptyWords) {
  EXPECT_THAT(name_fault("harness/oracle/xml_util.cpp"), HasSubstr("'util'"));
  EXPECT_THAT(name_fault("harness/oracle/helpers.hpp"), HasSubstr("'helpers'"));
  EXPECT_THAT(name_fault("harness/oracle/common.hpp"), HasSubstr("'common'"));
  EXPECT_THAT(name_fault("harness/oracle/run_manager.hpp"), HasSubstr("'manager'"));
  EXPECT_THAT(name_fault("harness/oracle/judge_impl_test.cpp"), HasSubstr("'impl'"));
  EXPECT_THAT(name_fault("harness/oracle/misc"), HasSubstr("'misc'"));
  EXPECT_THAT(name_fault("harness/oracle/JudgeState.cpp"), HasSubstr("snake_case"));
  EXPECT_THAT(name_fault("harness/oracle/judge-state.cpp"), HasSubstr("snake_case"));
  EXPECT_THAT(name_fault("harness/oracle/utilisation.cpp"), IsEmpty());
  EXPECT_THAT(name_fault("harness/oracle/judge_test.cpp"), IsEmpty());
}

TEST(Names, SayWhatIsInside) {
  EXPECT_THAT(faults_of_sources([](const SourceFile& file) { return name_fault(file.path); }),
              IsEmpty());
  // Folders too, but for those of bytes, whose names others gave.
  for (const auto& path : all_paths(root)) {
    if (!path.starts_with("corpus") && fs::is_directory(root / path)) {
      const auto hyphen_is_fine = path == "harness/oss-fuzz" ? "" : name_fault(path);
      EXPECT_EQ(hyphen_is_fine, "") << path;
    }
  }
}

TEST(Size, CountsLinesAndSparesTables) {
  std::string text;
  for (int i = 0; i < 401; ++i) text += "x;\n";
  EXPECT_THAT(size_fault({.path = "harness/oracle/judge.cpp", .text = text}),
              HasSubstr("harness/oracle/judge.cpp: 401 lines"));
  EXPECT_THAT(size_fault({.path = "harness/conformance/cases_sem.cpp", .text = text}), IsEmpty());
  EXPECT_THAT(size_fault({.path = "harness/protocol/requirements.inc", .text = text}), IsEmpty());
  text.resize(text.size() - 3);
  EXPECT_THAT(size_fault({.path = "harness/oracle/judge.cpp", .text = text}), IsEmpty());
}

TEST(Size, OfEverySourceIsReadable) { EXPECT_THAT(faults_of_sources(size_fault), IsEmpty()); }

TEST(Text, IsPlain) {
  const auto fault = [](std::string text) { return text_fault({.path = "a.cpp", .text = text}); };
  EXPECT_THAT(fault("int a;\n// caf\xc3\xa9\n"), HasSubstr("a.cpp:2:7: byte 0xc3"));
  EXPECT_THAT(fault("\tint a;\n"), HasSubstr("a.cpp:1:1: byte 0x09"));
  EXPECT_THAT(fault("int a;\r\n"), HasSubstr("byte 0x0d"));
  EXPECT_THAT(fault("int a; \n"), HasSubstr("a.cpp:1: ends in a space"));
  EXPECT_THAT(fault("int a;"), HasSubstr("no line end"));
  EXPECT_THAT(fault("int a;\n"), IsEmpty());
}

TEST(Text, OfEverySourceIsPlain) { EXPECT_THAT(faults_of_sources(text_fault), IsEmpty()); }

}  // namespace
}  // namespace packetproof
