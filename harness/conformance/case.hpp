#pragma once

/// A case: what to send, and what any correct endpoint must do with it.

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "harness/oracle/judge.hpp"
#include "harness/transport/exchange.hpp"

namespace packetproof {

enum class Phase : std::uint8_t {
  examples,
  catalogue,
  exhaustive,
  properties,
  sequences,
  robustness
};
std::string_view name_of(Phase);

/// Which credentials go with a request.
enum class Credentials : std::uint8_t {
  configured,  // what the user gave (login pair, else key)
  login_pair,  // the login pair; SKIP when there is none
  secret_key,  // the key; SKIP when there is none
  none,
  empty_password,
  empty_login,
  empty_key,
  login_alone,     // without a header for the password
  password_alone,  // without a header for the login
  wrong_password,
  wrong_login,
  wrong_key,
  password_other_case,
  password_one_more,
  password_one_less,
  login_other_case,
  key_one_more,
  key_one_less,
  both,
  right_login_wrong_key
};
/// Wrong in a way that may lock an account on a live server: only on request there.
bool may_lock_account(Credentials);

/// One request of a case with its demand.
struct Step {
  std::string body;
  Expect expect;
  Credentials credentials = Credentials::configured;
  std::string method = "POST";
  std::string path;                       // empty = the endpoint's
  std::string content_type = "text/xml";  // empty = no header
  Headers extra_headers;
  /// A "%VERSION%" in the body stands for the version that the target answers with.
  std::uint32_t connection = 0;
  /// What is demanded is what the oracles say of the body; `expect` is filled in with the plan.
  bool by_label = false;
};

struct Case {
  std::string id;     // area/group/slug[axis=value]
  std::string title;  // a sentence without a full stop
  Phase phase = Phase::catalogue;
  /// What it is about; the first is the one a wrong decision violates.
  std::vector<const Requirement*> requirements;
  std::vector<Step> steps;  // one, or a sequence
  /// May cost the endpoint its availability: runs alone, last, and only on request against anything
  /// but loopback.
  bool may_hurt = false;
  /// Of an instance: the property, under whose id the record has its row. Empty = a row of its own.
  std::string property = {};
  /// Of an instance: the names of what broke or respelt its packets.
  std::vector<std::string_view> variations = {};
  /// Its two steps hold the same information: the answers are of one class.
  bool alike = false;
  [[nodiscard]] const std::string& row() const { return property.empty() ? id : property; }
  /// The highest level of what a wrong answer to its demands can violate.
  [[nodiscard]] Level level() const;
  /// "starts a backup" where a right endpoint may accept one of the requests, else "none".
  [[nodiscard]] std::string_view side_effect() const;
};

/// Every case of the suite, in plan order. Ids are unique.
const std::vector<Case>& all_cases();

/// Files of `directory`/{valid,invalid,disputed}; the folder is the label. Ids
/// `corpus/<label>/<name>`, with `id_prefix` in front, sorted. A name `<requirement>__<what>` says
/// which requirement the file is about; without it an invalid file's requirement is null, for the
/// oracles to fill in. Names that begin with a dot are passed over. Error: a sentence that names
/// the path and the remedy.
std::expected<std::vector<Case>, std::string> read_cases(const std::string& directory,
                                                         std::string_view id_prefix = "");

/// The documented sample and its other spellings, in the order in which a probe tries them; only
/// later ones hold "%VERSION%".
std::vector<std::string> probe_packets();

}  // namespace packetproof
