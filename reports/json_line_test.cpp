#include "reports/json_line.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "reports/example_record.hpp"

namespace packetproof {
namespace {

TEST(JsonLine, KeepsTheOrderAndTheTypeOfItsFields) {
  const JsonObject inner{{"z", 1}, {"a", nullptr}};
  EXPECT_EQ(json_line({{"text", "a\"b\n"},
                       {"truth", false},
                       {"large", std::int64_t{-9007199254740993}},
                       {"list", std::vector<std::string>{"x", "y"}},
                       {"none", std::vector<JsonObject>{}},
                       {"object", inner},
                       {"objects", std::vector<JsonObject>{inner}}}),
            "{\"text\":\"a\\\"b\\n\",\"truth\":false,\"large\":-9007199254740993,"
            "\"list\":[\"x\",\"y\"],\"none\":[],\"object\":{\"z\":1,\"a\":null},"
            "\"objects\":[{\"z\":1,\"a\":null}]}\n");
}

TEST(JsonLine, HostileBytesStayOnOneLineOfJson) {
  const std::string line = json_line({{hostile_bytes(), hostile_bytes()}});
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_TRUE(nlohmann::json::accept(line));
}

}  // namespace
}  // namespace packetproof
