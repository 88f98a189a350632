#pragma once

/// Any packet: the reference endpoint, which shares nothing with the oracles, accepts and refuses
/// as they demand.

#include <algorithm>
#include <functional>
#include <utility>

#include "harness/mock/endpoint.hpp"
#include "properties/fuzz_oracle.hpp"
#include "properties/fuzz_target.hpp"

namespace packetproof {

/// What is examined: ours, unless something wrong is put in its place.
struct FuzzedEndpoint {
  EndpointOptions options{.password = "of this target", .secret_key = "a key"};
  /// A new one for each input, so that none remembers the one before.
  std::function<Handler(const EndpointOptions&)> make = make_reference_endpoint;
};

inline void examine(const FuzzedEndpoint& subject, std::string_view bytes) {
  const EndpointOptions& options = subject.options;
  HttpRequest request{.path = options.path,
                      .headers = {{"Content-Type", "text/xml"},
                                  {"HTTP_AUTH_LOGIN", options.login},
                                  {"HTTP_AUTH_PASSWD", options.password}},
                      .body = std::string(bytes)};
  const RequestJudgement label = fuzz_oracle().judge_request(request.body);
  Exchange exchange{.response = subject.make(options)(request)};
  exchange.request = std::move(request);
  const Judgement judged =
      fuzz_oracle().judge_exchange(Judge::expect_for(label), exchange, {.login = options.login});
  demand(std::ranges::none_of(judged.findings,
                              [](const Finding& f) { return f.outcome == Outcome::fail; }),
         "the reference endpoint decides as the oracles do");
}

}  // namespace packetproof
