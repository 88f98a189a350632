#pragma once

/// An endpoint's answers to packets, judged by what the oracles say of the packets.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "harness/generate/packet_source.hpp"
#include "harness/mock/endpoint.hpp"
#include "harness/oracle/judge.hpp"
#include "harness/protocol/schemas.hpp"

namespace packetproof {

struct JudgedEndpoint : testing::Test {
  static EndpointOptions credentials() {
    return {.login = "admin", .password = "for this test", .secret_key = "a key for this test"};
  }

  /// What is wrong with the answer to the packet, worst first; nothing milder than a warning.
  std::string judge_packet(const Handler& endpoint, const GeneratedPacket& packet) {
    HttpRequest request;
    request.path = credentials().path;
    request.headers = {{"Content-Type", "text/xml"},
                       {"HTTP_AUTH_LOGIN", credentials().login},
                       {"HTTP_AUTH_PASSWD", credentials().password}};
    request.body = packet.bytes;
    const Expect expect = Judge::expect_for(judge.judge_request(packet.bytes));
    const Exchange exchange{.request = request, .response = endpoint(request)};
    const Judgement judged = judge.judge_exchange(expect, exchange, context);
    context.task_ids.insert(judged.facts.task_ids.begin(), judged.facts.task_ids.end());
    const auto found = std::ranges::find_if(
        judged.findings, [](const Finding& finding) { return finding.outcome != Outcome::info; });
    if (found == judged.findings.end()) return {};
    return std::string(found->requirement->id) + ": " + found->message;
  }

  Judge judge = Judge::create(built_in_schemas()).value();
  RunContext context{.login = credentials().login};
};

}  // namespace packetproof
