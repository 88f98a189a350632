// What packetproof_embed compiles in is what stands in the files, byte for byte.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <span>
#include <string>

#include "harness/protocol/embedded.hpp"

namespace packetproof {

std::span<const EmbeddedFile> embedded_samples();  // harness/policy/embedded/*
std::span<const EmbeddedFile> embedded_nothing();  // of no file

namespace {

TEST(Embed, KeepsEveryByte) {
  const auto files = embedded_samples();
  ASSERT_EQ(files.size(), 3U);
  EXPECT_EQ(files[0].name, "empty.txt");
  EXPECT_EQ(files[0].bytes, "");

  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
  EXPECT_EQ(files[1].name, "every byte.bin");
  EXPECT_EQ(files[1].bytes, every_byte);

  EXPECT_EQ(files[2].name, "marks (1)+a=b,c@d~e$f.txt");
  EXPECT_EQ(files[2].bytes, "a;b[c]\\d\"e|f$g@h@${i}\r\n\n");
}

TEST(Embed, CopesWithNoFiles) { EXPECT_TRUE(embedded_nothing().empty()); }

}  // namespace
}  // namespace packetproof
