#include "harness/oracle/remembered.hpp"

#include <gtest/gtest.h>

#include <string>

namespace packetproof {
namespace {

TEST(Remembered, KnowsAKeyByAllOfItsBytes) {
  Remembered<int> numbers;
  const std::string keys[] = {"<a/>", "<a/>\n", std::string("<a/>\0x", 6),
                              std::string("<a/>\0y", 6), ""};
  for (int n = 0; n < 5; ++n) {
    EXPECT_EQ(numbers.find(keys[n]), nullptr);
    numbers.add(keys[n], n);
  }
  for (int n = 0; n < 5; ++n) {
    const int* const found = numbers.find(keys[n]);
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(*found, n);
  }
}

TEST(Remembered, ForgetsWhatNobodyAsksFor) {
  Remembered<int> numbers({.entries = 4});
  numbers.add("often", -1);
  for (int n = 0; n < 100; ++n) {
    numbers.add("once " + std::to_string(n), n);
    ASSERT_NE(numbers.find("often"), nullptr) << n;
  }
  EXPECT_EQ(numbers.find("once 0"), nullptr);
  int known = 0;
  for (int n = 0; n < 100; ++n) known += numbers.find("once " + std::to_string(n)) != nullptr;
  EXPECT_LE(known, 8);
  EXPECT_GT(known, 0);
}

TEST(Remembered, KeepsNothingLong) {
  Remembered<int> numbers({.longest = 4});
  numbers.add("1234", 4);
  numbers.add("12345", 5);
  EXPECT_NE(numbers.find("1234"), nullptr);
  EXPECT_EQ(numbers.find("12345"), nullptr);
}

}  // namespace
}  // namespace packetproof
