#include <gtest/gtest.h>

#include <stdexcept>

#include "harness/transport/transport.hpp"

namespace packetproof {
namespace {

using Kind = TransportError::Kind;

Exchange played(HttpResponse response, HttpRequest request = {}) {
  return make_in_process_transport([&](const HttpRequest&) { return response; })
      ->send(std::move(request));
}

TEST(InProcess, HandsTheRequestOverAndTheResponseBack) {
  HttpRequest seen;
  auto transport = make_in_process_transport([&](const HttpRequest& request) {
    seen = request;
    return HttpResponse{.status = 404, .headers = {{"A", "b"}}, .body = "c"};
  });
  const Exchange exchange =
      transport->send({.method = "PUT", .path = "/x", .headers = {{"KEY", "k"}}, .body = "y"});
  EXPECT_EQ(seen.method, "PUT");
  EXPECT_EQ(seen.path, "/x");
  EXPECT_EQ(header(seen.headers, "key"), "k");
  EXPECT_EQ(seen.body, "y");
  ASSERT_TRUE(exchange.response.has_value());
  EXPECT_EQ(exchange.response->status, 404);
  EXPECT_EQ(header(exchange.response->headers, "a"), "b");
  EXPECT_EQ(exchange.response->body, "c");
  EXPECT_EQ(exchange.request.body, "y");
}

TEST(InProcess, ReturnsEveryTicketOnce) {
  auto transport = make_in_process_transport([](const HttpRequest&) { return HttpResponse{}; });
  transport->submit(5, {});
  transport->submit(9, {});
  const auto done = transport->wait();
  ASSERT_EQ(done.size(), 2U);
  EXPECT_EQ(done[0].ticket, 5U);
  EXPECT_EQ(done[1].ticket, 9U);
  EXPECT_TRUE(transport->wait().empty());
}

TEST(InProcess, PlaysTheDeliveryAsAClientWouldSeeIt) {
  const auto kind = [](Delivery delivery) {
    const Exchange exchange = played({.body = "abc", .delivery = std::move(delivery)});
    return exchange.response ? "answered" : name_of(exchange.response.error().kind);
  };
  EXPECT_EQ(kind({}), "answered");
  EXPECT_EQ(kind({.close = true}), "answered");
  EXPECT_EQ(kind({.reset = true}), "answered");  // the whole message had come before
  EXPECT_EQ(kind({.cut_after = 0}), "no_answer");
  EXPECT_EQ(kind({.cut_after = 10}), "cut");
  EXPECT_EQ(kind({.cut_after = 40, .reset = true}), "cut");
  EXPECT_EQ(kind({.delay = std::chrono::hours(1)}), "timeout");
  EXPECT_EQ(kind({.verbatim = "garbage\n"}), "framing");
  EXPECT_EQ(kind({.verbatim = ""}), "timeout");
  EXPECT_EQ(kind({.verbatim = "HTTP/1.1 200 OK\r\n\r\nabc"}), "timeout");  // no end in sight
  EXPECT_EQ(kind({.verbatim = "HTTP/1.1 200 OK\r\n\r\nabc", .close = true}), "answered");
}

TEST(InProcess, CountsADelayWithoutWaiting) {
  const auto start = std::chrono::steady_clock::now();
  const Exchange exchange = played({.delivery = {.delay = std::chrono::seconds(20)}});
  EXPECT_TRUE(exchange.response.has_value());
  EXPECT_GE(exchange.elapsed, std::chrono::seconds(20));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST(InProcess, KeepsWhatHadArrived) {
  const Exchange exchange = played(
      {.delivery = {.verbatim = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", .close = true}});
  ASSERT_FALSE(exchange.response.has_value());
  EXPECT_EQ(exchange.response.error().kind, Kind::cut);
  EXPECT_EQ(exchange.response.error().partial, "abc");
}

TEST(InProcess, AHandlerThatThrowsIsAnErrorOfItsExchange) {
  auto transport = make_in_process_transport(
      [](const HttpRequest&) -> HttpResponse { throw std::runtime_error("broken"); });
  const Exchange exchange = transport->send({});
  ASSERT_FALSE(exchange.response.has_value());
  EXPECT_EQ(exchange.response.error().kind, Kind::other);
}

TEST(InProcess, AHeadHasNoBody) {
  EXPECT_EQ(played({.body = "abc"}, {.method = "HEAD"}).response->body, "");
}

}  // namespace
}  // namespace packetproof
