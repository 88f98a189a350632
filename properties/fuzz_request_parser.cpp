/// Any packet: the reference endpoint, which shares nothing with the oracles, accepts and refuses
/// as they demand.

#include <algorithm>

#include "harness/mock/endpoint.hpp"
#include "harness/oracle/judge.hpp"
#include "harness/protocol/schemas.hpp"
#include "properties/fuzz_target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packetproof;
  static Judge judge = Judge::create(built_in_schemas()).value();
  const EndpointOptions options{.password = "of this target", .secret_key = "a key"};
  HttpRequest request{.path = options.path,
                      .headers = {{"Content-Type", "text/xml"},
                                  {"HTTP_AUTH_LOGIN", options.login},
                                  {"HTTP_AUTH_PASSWD", options.password}},
                      .body = std::string(bytes_of(data, size))};
  const RequestJudgement label = judge.judge_request(request.body);
  Exchange exchange{.response = make_reference_endpoint(options)(request)};
  exchange.request = std::move(request);
  const Judgement judged =
      judge.judge_exchange(Judge::expect_for(label), exchange, {.login = options.login});
  demand(std::ranges::none_of(judged.findings,
                              [](const Finding& f) { return f.outcome == Outcome::fail; }),
         "the reference endpoint decides as the oracles do");
  return 0;
}
