#pragma once

/// The reference endpoint as a pure function of its state and a request. It decides acceptance by
/// its own walk over the packet and shares nothing with the oracles that judge it.

#include <cstdint>
#include <memory>
#include <string>

#include "harness/transport/exchange.hpp"

namespace packetproof {

struct EndpointOptions {
  std::string login = "admin";
  std::string password = {};    // never empty
  std::string secret_key = {};  // never empty
  std::string path = "/enterprise/control/agent.php";
  std::string version = "1.6.7.0";
  std::int64_t first_task_id = 27;
  std::size_t max_request_bytes = 4U << 20U;
};

/// Fresh credentials from the system's random source.
EndpointOptions random_credentials();

/// A new endpoint with its own task list. The handler may be called from several threads.
Handler make_reference_endpoint(EndpointOptions);

}  // namespace packetproof
