#pragma once

/// Any bytes of an HTTP connection: the client's reading of them ends in a response or an error,
/// and the judgement of either is a judgement.

#include <functional>
#include <utility>

#include "harness/transport/wire.hpp"
#include "properties/fuzz_findings.hpp"
#include "properties/fuzz_scenes.hpp"
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
  // The last byte is not on the wire: it says how the connection ends and what was asked.
  const auto last = static_cast<unsigned char>(bytes.empty() ? 0 : bytes.back());
  const std::string_view wire = bytes.substr(0, bytes.size() - (bytes.empty() ? 0 : 1));
  const Scene& scene = scene_of(last);
  HttpRequest request{.headers = {{"HTTP_AUTH_PASSWD", secret_of_scenes()}},
                      .body = scene.question};
  // Not in the braces below: g++ 12 destroys the request twice when something throws there.
  auto response = subject.read(wire, static_cast<StreamEnd>(last % 3));
  const Exchange exchange{.request = std::move(request), .response = std::move(response)};
  const Judgement judged = subject.judge(scene.expect, exchange, scene.context);
  demand(!judged.checked.empty(), "something is checked of every exchange");
  const bool accepted = judged.facts.decision == Decision::accepted;
  demand(!accepted || (exchange.response && judged.facts.well_formed),
         "only a packet that was received whole accepts");
  demand(!name_of(judged.facts.decision).empty(), "every decision has a name");
  examine_findings(judged.findings, exchange.response ? exchange.response->body : "");
}

}  // namespace packetproof
