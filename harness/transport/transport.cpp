#include "harness/transport/transport.hpp"

#include <utility>

namespace packetproof {

Exchange Transport::send(HttpRequest request) {
  submit(0, std::move(request));
  std::vector<Completion> done = wait();
  return done.empty() ? Exchange{} : std::move(done.front().exchange);
}

}  // namespace packetproof
