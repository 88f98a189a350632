#include "harness/transport/curl_lane.hpp"

#include <curl/curl.h>
#include <poll.h>

#include <utility>

namespace packetproof {

struct CurlLane::Callbacks {
  static int on_interest(CURL*, curl_socket_t socket, int what, void* self, void*) {
    auto& interests = static_cast<CurlLane*>(self)->interests_;
    if (what == CURL_POLL_REMOVE) {
      interests.erase(socket);
      return 0;
    }
    short events = 0;
    if ((what & CURL_POLL_IN) != 0) events |= POLLIN;
    if ((what & CURL_POLL_OUT) != 0) events |= POLLOUT;
    interests[socket] = events;
    return 0;
  }

  static int on_timer(CURLM*, long milliseconds, void* self) {
    auto& due = static_cast<CurlLane*>(self)->due_;
    if (milliseconds < 0) {
      due.reset();
    } else {
      due = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    }
    return 0;
  }
};

CurlLane::CurlLane(const CurlTarget& target, std::size_t width)
    : target_(target), width_(width), multi_(curl_multi_init()) {
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Callbacks::on_interest);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &Callbacks::on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(width));
}

CurlLane::~CurlLane() {
  cancel();
  for (void* easy : left_) curl_easy_cleanup(easy);
  curl_multi_cleanup(multi_);
}

void CurlLane::submit(std::uint64_t ticket, HttpRequest request) {
  auto transfer = std::make_unique<CurlTransfer>(target_, ticket, std::move(request));
  if (auto why = transfer->unsendable()) {
    done_.push_back(transfer->fail(TransportError::Kind::other, std::move(*why)));
    return;
  }
  waiting_.push_back(std::move(transfer));
  start_next();
}

void CurlLane::start_next() {
  while (!waiting_.empty() && active_.size() < width_) {
    std::unique_ptr<CurlTransfer> transfer = std::move(waiting_.front());
    waiting_.pop_front();
    launch(std::move(transfer));
  }
}

void CurlLane::launch(std::unique_ptr<CurlTransfer> transfer) {
  void* left = nullptr;
  if (transfer->is_plain() && !left_.empty()) {
    left = left_.back();
    left_.pop_back();
  }
  void* const easy = transfer->prepare(left);
  active_.emplace(easy, std::move(transfer));
  curl_multi_add_handle(multi_, easy);
}

void CurlLane::on_ready(int descriptor, short events) {
  int mask = 0;
  if ((events & POLLIN) != 0) mask |= CURL_CSELECT_IN;
  if ((events & POLLOUT) != 0) mask |= CURL_CSELECT_OUT;
  if ((events & (POLLERR | POLLHUP | POLLNVAL)) != 0) mask |= CURL_CSELECT_ERR;
  int running = 0;
  curl_multi_socket_action(multi_, descriptor, mask, &running);
  collect();
}

void CurlLane::on_time() {
  if (!due_ || *due_ > std::chrono::steady_clock::now()) return;
  due_.reset();
  int running = 0;
  curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
  collect();
}

void CurlLane::collect() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* const easy = message->easy_handle;
    const int code = message->data.result;  // the message dies with the next call
    curl_multi_remove_handle(multi_, easy);
    auto node = active_.extract(easy);
    std::unique_ptr<CurlTransfer> transfer = std::move(node.mapped());
    if (transfer->wants_resend(code)) {
      launch(std::move(transfer));
    } else {
      done_.push_back(transfer->finish(code));
      if (void* const left = transfer->leave(code)) left_.push_back(left);
    }
  }
  start_next();
}

std::vector<Completion> CurlLane::take_done() { return std::exchange(done_, {}); }

void CurlLane::cancel() {
  for (auto& [easy, transfer] : active_) {
    curl_multi_remove_handle(multi_, easy);
    done_.push_back(transfer->fail(TransportError::Kind::interrupted, "interrupted"));
  }
  active_.clear();
  for (auto& transfer : waiting_) {
    done_.push_back(transfer->fail(TransportError::Kind::interrupted, "interrupted"));
  }
  waiting_.clear();
}

}  // namespace packetproof
