#pragma once

/// Any bytes of an HTTP connection: the client's reading of them ends in a response or an error,
/// and the judgement of either is a judgement.

#include <functional>
#include <utility>

#include "harness/oracle/check.hpp"
#include "harness/transport/wire.hpp"
#include "properties/fuzz_oracle.hpp"
#include "properties/fuzz_target.hpp"

namespace packetproof {

/// What is examined: ours, unless something wrong is put in its place.
struct ExchangeReading {
  std::function<std::expected<HttpResponse, TransportError>(std::string_view, StreamEnd)> read =
      [](std::string_view bytes, StreamEnd end) { return read_response(bytes, end, false); };
  std::function<Judgement(const Expect&, const Exchange&, const RunContext&)> judge =
      [](const Expect& expect, const Exchange& exchange, const RunContext& context) {
        return fuzz_oracle().judge_exchange(expect, exchange, context);
      };
};

inline void examine(const ExchangeReading& subject, std::string_view bytes) {
  // The last byte says how the connection ends, so that an input's beginning is what is on the
  // wire.
  const unsigned last = bytes.empty() ? 0U : static_cast<unsigned char>(bytes.back());
  const auto end = static_cast<StreamEnd>(last % 3);
  HttpRequest request{.headers = {{"HTTP_AUTH_PASSWD", "of this target"}},
                      .body = std::string(documented_sample())};
  const Exchange exchange{.request = std::move(request), .response = subject.read(bytes, end)};
  const RequestJudgement sample = fuzz_oracle().judge_request(documented_sample());
  const Judgement judged = subject.judge(Judge::expect_for(sample), exchange,
                                         {.secrets = {"of this target"}, .login = "admin"});
  demand(!judged.checked.empty(), "something is checked of every exchange");
  const bool accepted = judged.facts.decision == Decision::accepted;
  demand(!accepted || (exchange.response && judged.facts.well_formed),
         "only a packet that was received whole accepts");
}

}  // namespace packetproof
