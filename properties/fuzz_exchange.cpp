/// Any bytes of an HTTP connection: the client's reading of them ends in a response or an error,
/// and the judgement of either is a judgement.

#include "harness/oracle/check.hpp"
#include "harness/oracle/judge.hpp"
#include "harness/protocol/schemas.hpp"
#include "harness/transport/wire.hpp"
#include "properties/fuzz_target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packetproof;
  static Judge judge = Judge::create(built_in_schemas()).value();
  const std::string_view bytes = bytes_of(data, size);
  // The last byte says how the connection ends, so that an input's beginning is what is on the
  // wire.
  const auto end = static_cast<StreamEnd>(size == 0 ? 0 : data[size - 1] % 3);
  HttpRequest request{.headers = {{"HTTP_AUTH_PASSWD", "of this target"}},
                      .body = std::string(documented_sample())};
  const Exchange exchange{.request = std::move(request),
                          .response = read_response(bytes, end, false)};
  const RequestJudgement sample = judge.judge_request(documented_sample());
  const Judgement judged = judge.judge_exchange(Judge::expect_for(sample), exchange,
                                                {.secrets = {"of this target"}, .login = "admin"});
  demand(!judged.checked.empty(), "something is checked of every exchange");
  const bool accepted = judged.facts.decision == Decision::accepted;
  demand(!accepted || (exchange.response && judged.facts.well_formed),
         "only a packet that was received whole accepts");
  return 0;
}
