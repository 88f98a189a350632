#include "harness/transport/wire.hpp"

#include <gtest/gtest.h>

namespace packetproof {
namespace {

TEST(Wire, WritesAFramedMessage) {
  EXPECT_EQ(write_response({.headers = {{"Content-Type", "text/xml"}}, .body = "abc"}, false),
            "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_EQ(write_response({.status = 204, .body = "abc"}, false), "HTTP/1.1 204 \r\n\r\n");
  EXPECT_EQ(write_response({.body = "abc"}, true), "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
}

TEST(Wire, LeavesTheFramingThatIsGiven) {
  EXPECT_EQ(write_response({.headers = {{"content-length", "7"}}, .body = "abc"}, false),
            "HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\nabc");
}

TEST(Wire, WritesVerbatimBytesAndCuts) {
  EXPECT_EQ(write_response({.body = "abc", .delivery = {.verbatim = "xyz"}}, false), "xyz");
  EXPECT_EQ(write_response({.delivery = {.verbatim = "xyz", .cut_after = 2}}, false), "xy");
  EXPECT_EQ(write_response({.delivery = {.verbatim = "xyz", .cut_after = 9}}, false), "xyz");
}

struct Row {
  const char* bytes;
  StreamEnd end = StreamEnd::open;
  const char* body = "";
  const char* error = "";
};

TEST(Wire, ReadsWhatItShould) {
  for (const Row& row : std::initializer_list<Row>{
           {.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", .body = "abc"},
           {.bytes = "HTTP/1.1 200\nContent-Length: 1\n\na", .body = "a"},
           {.bytes = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na",
            .body = "a"},
           {.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n2;x\r\nab\r\n"
                     "1\r\nc\r\n0\r\nT: t\r\n\r\n",
            .body = "abc"},
           {.bytes = "HTTP/1.1 200 OK\r\n\r\nabc", .end = StreamEnd::closed, .body = "abc"},
           {.bytes = "HTTP/1.1 204 \r\n\r\n"},
       }) {
    const auto response = read_response(row.bytes, row.end, false);
    ASSERT_TRUE(response.has_value()) << row.bytes << response.error().message;
    EXPECT_EQ(response->body, row.body);
  }
}

TEST(Wire, NamesWhatIsMissingOrWrong) {
  for (const Row& row : std::initializer_list<Row>{
           {.bytes = "", .end = StreamEnd::closed, .error = "no_answer"},
           {.bytes = "", .error = "timeout"},
           {.bytes = "HTT", .end = StreamEnd::closed, .error = "cut"},
           {.bytes = "HTTP/2 200 OK\r\n\r\n", .error = "framing"},
           {.bytes = "HTTP/1.1 20\r\n\r\n", .error = "framing"},
           {.bytes = "HTTP/1.1 099 x\r\n\r\n", .error = "framing"},
           {.bytes = "HTTP/1.1 200 OK\r\nA: b", .end = StreamEnd::reset, .error = "cut"},
           {.bytes = "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", .error = "framing"},
           {.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", .error = "timeout"},
           {.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcd", .error = "framing"},
           {.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
            .error = "framing"},
           {.bytes = "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc", .error = "framing"},
           {.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
            .error = "framing"},
           {.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n",
            .error = "framing"},
           {.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n",
            .end = StreamEnd::closed,
            .error = "cut"},
           {.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: \r\n\r\nabc",
            .end = StreamEnd::reset,
            .error = "cut"},
       }) {
    const auto response = read_response(row.bytes, row.end, false);
    ASSERT_FALSE(response.has_value()) << row.bytes;
    EXPECT_EQ(name_of(response.error().kind), row.error) << row.bytes;
  }
}

TEST(Wire, ReadsBackWhatItWrote) {
  const HttpResponse response{
      .status = 500, .headers = {{"A", "b"}}, .body = std::string("\0\r\n\r\n", 5)};
  const auto read = read_response(write_response(response, false), StreamEnd::open, false);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->status, 500);
  EXPECT_EQ(read->body, response.body);
}

TEST(Headers, CompareWithoutRegardToCase) {
  const Headers headers = {{"Content-Type", "text/xml"}, {"content-type", "second"}, {"X", ""}};
  EXPECT_EQ(header(headers, "CONTENT-TYPE"), "text/xml");
  EXPECT_EQ(header(headers, "x"), "");
  EXPECT_EQ(header(headers, "Content"), std::nullopt);
}

}  // namespace
}  // namespace packetproof
