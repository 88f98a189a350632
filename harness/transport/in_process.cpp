#include <algorithm>
#include <exception>
#include <set>
#include <utility>

#include "harness/transport/transport.hpp"
#include "harness/transport/wire.hpp"

namespace packetproof {
namespace {

// What a client with the default limits would have seen of the response, without waiting for it.
std::expected<HttpResponse, TransportError> play(const HttpResponse& response, bool head) {
  const Delivery& delivery = response.delivery;
  if (delivery.delay >= CurlOptions{}.timeout) {
    return std::unexpected(TransportError{
        TransportError::Kind::timeout, "no complete answer within the limit (virtual time)", ""});
  }
  StreamEnd end = StreamEnd::open;
  const auto announced = header(response.headers, "Connection");
  if (delivery.close || delivery.cut_after || announced == "close") end = StreamEnd::closed;
  if (delivery.reset) end = StreamEnd::reset;
  return read_response(write_response(response, head), end, head);
}

/// Will the next request on the connection find it dead?
bool drops_silently(const HttpResponse& response) {
  const auto announced = header(response.headers, "Connection");
  return (response.delivery.close || response.delivery.reset) && announced != "close";
}

class InProcessTransport final : public Transport {
 public:
  explicit InProcessTransport(Handler handler) : handler_(std::move(handler)) {}

  void submit(std::uint64_t ticket, HttpRequest request) override {
    const auto start = std::chrono::steady_clock::now();
    Exchange exchange;
    std::chrono::milliseconds delay{0};
    try {
      const HttpResponse response = handler_(request);
      if (dropped_.erase(request.connection) > 0) exchange.resends = 1;
      if (request.connection != 0 && drops_silently(response)) dropped_.insert(request.connection);
      delay = std::min(response.delivery.delay, CurlOptions{}.timeout);
      exchange.response = play(response, request.method == "HEAD");
    } catch (const std::exception& error) {
      exchange.response = std::unexpected(TransportError{
          TransportError::Kind::other, std::string("the endpoint threw: ") + error.what(), ""});
    }
    exchange.request = std::move(request);
    exchange.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(
                           std::chrono::steady_clock::now() - start) +
                       delay;
    done_.push_back({ticket, std::move(exchange)});
  }

  std::vector<Completion> wait() override { return std::exchange(done_, {}); }

  std::vector<Completion> poll() override { return wait(); }

  // Nothing is ever in flight: the answers are there when submit() returns.
  void cancel() override {}

 private:
  Handler handler_;
  std::set<std::uint32_t> dropped_;  // kept by the client, closed by the endpoint
  std::vector<Completion> done_;
};

}  // namespace

std::unique_ptr<Transport> make_in_process_transport(Handler handler) {
  return std::make_unique<InProcessTransport>(std::move(handler));
}

}  // namespace packetproof
