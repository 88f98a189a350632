/// Several requests in a row: recovery, fresh tasks, credentials on one connection.

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

constexpr std::uint32_t shared = 1;

Step with(Step step, Credentials credentials, std::uint32_t connection = 0) {
  step.credentials = credentials;
  step.connection = connection;
  return step;
}

/// Refused for its credentials; the packet itself is right.
Step refuse_login(Credentials credentials, std::uint32_t connection) {
  Step step = observe(sample(), requirement("R-DOC28722-login-refused"));
  step.expect.demand = Demand::must_refuse;
  step.expect.system_requirement = requirement("R-DOC28729-check-up-placement");
  return with(std::move(step), credentials, connection);
}

Step accept_sample(const Requirement* about, std::uint32_t connection = 0) {
  return with(must_accept(sample(), about), Credentials::configured, connection);
}

/// Five wrong packets of five kinds, and then the same right one twice.
void add_five_faults(std::vector<Case>& cases) {
  const Step again =
      must_accept(request_of(joined({piece::local, "<prefix>again</prefix>", piece::description})),
                  requirement("R-DOC28729-recovers"));
  cases.push_back(sequence(
      "seq/recovery/after-five-kinds",
      "After five packets that are wrong in five ways the next one is accepted, and once more",
      requirement("R-DOC28729-recovers"),
      {must_refuse(request_of(joined({"<local>here</local>", piece::description})),
                   requirement("R-XSD-local-empty")),
       must_refuse(packet_of(manager_of(
                       joined({"now", server_of(joined({piece::local, piece::description}))}))),
                   requirement("R-XSD-envelope-text")),
       must_refuse(
           request_of(joined({piece::local, piece::description, "<split-size>+-5</split-size>"})),
           requirement("R-XSD-split-size-integer")),
       must_refuse(request_of(joined({piece::local, piece::prefix})),
                   requirement("R-XSD-description-required")),
       must_refuse("<packet><backup-manager><backup-server><local/><description>Standard weekly",
                   requirement("R-XML-well-formed")),
       again, again}));
}

void add_recoveries(std::vector<Case>& cases) {
  struct RecoveryRow {
    std::string_view slug, title, bad;
    const Requirement* about;
    bool on_any_too = false;  // ... and on whatever connection comes
  };
  static constexpr RecoveryRow rows[] = {
      {.slug = "not-well-formed",
       .title = "After a packet that is cut off the next one is accepted",
       .bad = "<packet><backup-manager><backup-server><local/>",
       .about = requirement("R-XML-well-formed"),
       .on_any_too = true},
      {.slug = "order",
       .title = "After nodes out of order the next packet is accepted",
       .bad = "<packet><backup-manager><backup-server><description>x</description><local/>"
              "</backup-server></backup-manager></packet>",
       .about = requirement("R-PAGE-order")},
      {.slug = "type",
       .title = "After a wrong split-size the next packet is accepted",
       .bad = "<packet><backup-manager><backup-server><local/><description>x</description>"
              "<split-size>x</split-size></backup-server></backup-manager></packet>",
       .about = requirement("R-XSD-split-size-integer")},
      {.slug = "operation",
       .title = "After an unknown operation the next packet is accepted",
       .bad = "<packet><backup-manager><no-such-operation/></backup-manager></packet>",
       .about = requirement("R-XSD-operation-known")},
      {.slug = "namespace",
       .title = "After a packet in a namespace the next one is accepted",
       .bad = "<packet xmlns=\"urn:example:other\"><backup-manager><backup-server><local/>"
              "<description>x</description></backup-server></backup-manager></packet>",
       .about = requirement("R-XSD-namespace")},
      {.slug = "encoding",
       .title = "After bytes that are no UTF-8 the next packet is accepted",
       .bad = "<packet><backup-manager><backup-server><local/><description>\xff\xfe"
              "</description></backup-server></backup-manager></packet>",
       .about = requirement("R-XML-well-formed")},
      {.slug = "half-valid",
       .title = "After a packet of which only half is valid the next one is "
                "accepted",
       .bad = "<packet><backup-manager><backup-server><local/><description>x</description>"
              "</backup-server><backup-server/></backup-manager></packet>",
       .about = requirement("R-DOC28729-nothing-executed")},
  };
  for (const RecoveryRow& row : rows) {
    for (const std::uint32_t connection : {shared, 0U}) {
      if (connection == 0 && !row.on_any_too) continue;
      const std::string_view name = connection == shared ? "same" : "any";
      Step bad =
          with(must_refuse(std::string(row.bad), row.about), Credentials::configured, connection);
      cases.push_back(sequence(
          joined({"seq/recovery/after[fault=", row.slug, ",connection=", name, "]"}),
          joined({row.title, connection == shared ? ", on the same connection too" : ""}),
          requirement("R-DOC28729-recovers"),
          {std::move(bad), accept_sample(requirement("R-DOC28729-recovers"), connection)}));
    }
  }
  std::vector<Step> many;
  for (int i = 0; i < 5; ++i) {
    many.push_back(
        must_refuse(request_of(piece::local), requirement("R-XSD-description-required")));
  }
  many.push_back(accept_sample(requirement("R-DOC28729-recovers")));
  cases.push_back(sequence("seq/recovery/after-many",
                           "After five refused packets in a row the next one is accepted",
                           requirement("R-DOC28729-recovers"), std::move(many)));
  add_five_faults(cases);
  Step version =
      must_refuse(packet_of(manager_of(server_of(joined({piece::local, piece::description}))),
                            " version=\"99.99.99.99\""),
                  requirement("R-DOC28729-version-unknown"));
  version.expect.system_requirement = requirement("R-DOC28729-version-unknown");
  version.expect.codes = {1005};
  version.expect.code_requirement = requirement("R-DOC33765-code-1005");
  cases.push_back(
      sequence("seq/recovery/after-version",
               "After an unknown version the next packet without one is accepted",
               requirement("R-DOC28729-recovers"),
               {std::move(version), accept_sample(requirement("R-DOC28729-recovers"))}));
}

void add_fresh(std::vector<Case>& cases) {
  const Requirement* fresh = requirement("R-DOC44539-task-id-fresh");
  const Requirement* valid = requirement("R-DOC28729-valid-accepted");
  const Step refused =
      must_refuse(request_of(piece::description), requirement("R-XSD-storage-choice"));
  cases.push_back(sequence("seq/fresh/twice", "The same packet twice gives two tasks", fresh,
                           {accept_sample(valid), accept_sample(valid)}));
  const Step nightly = must_accept(
      request_of(joined({piece::local, "<prefix>twice</prefix>", piece::description})), valid);
  cases.push_back(sequence("seq/fresh/twice-with-prefix",
                           "The same packet with a prefix twice gives two tasks", fresh,
                           {nightly, nightly}));
  cases.push_back(sequence(
      "seq/fresh/same-connection",
      "The same packet three times on one connection gives three tasks", fresh,
      {accept_sample(valid, shared), accept_sample(valid, shared), accept_sample(valid, shared)}));
  cases.push_back(sequence(
      "seq/fresh/two-connections", "Packets on two connections in turn give tasks of their own",
      fresh, {accept_sample(valid, 1), accept_sample(valid, 2), accept_sample(valid, 1)}));
  cases.push_back(sequence("seq/fresh/around-refusal",
                           "A refused packet between two accepted ones takes no task away", fresh,
                           {accept_sample(valid), refused, accept_sample(valid)}));
  Step two = must_accept(
      packet_of(manager_of(
          joined({server_of(joined({piece::local, piece::description})),
                  server_of(joined({piece::local, piece::description, piece::only_mail}))}))),
      requirement("R-DOC28722-several-operations"));
  two.expect.environment_may_refuse = true;
  cases.push_back(sequence("seq/fresh/after-two-operations",
                           "A packet after one of two operations gives a third task", fresh,
                           {std::move(two), accept_sample(valid)}));
  cases.push_back(sequence(
      "seq/answer/own",
      "The answer to a second packet is not the answer to the first: a query after a backup",
      requirement("R-DOC28728-same-operation"),
      {accept_sample(valid, shared),
       with(observe(packet_of(manager_of("<get-tasks-info/>")),
                    requirement("R-DOC44539-tasks-info")),
            Credentials::configured, shared),
       accept_sample(valid, shared)}));
  cases.push_back(
      sequence("seq/answer/refusal-then-own",
               "A refusal is not repeated to the next packet, nor a task to a refused one",
               requirement("R-DOC28729-recovers"),
               {accept_sample(valid, shared), with(refused, Credentials::configured, shared),
                accept_sample(requirement("R-DOC28729-recovers"), shared),
                with(refused, Credentials::configured, shared)}));
}

/// All that looks like the right credentials, then these.
void add_nearly_right(std::vector<Case>& cases) {
  using enum Credentials;
  const auto refusals = [](std::initializer_list<Credentials> wrong, const Requirement* about,
                           const std::vector<std::uint32_t>& codes, const Requirement* code) {
    std::vector<Step> steps;
    for (const Credentials credentials : wrong) {
      Step step = refuse_login(credentials, 0);
      step.expect.requirement = about;
      const bool empty = credentials == empty_password || credentials == empty_login ||
                         credentials == empty_key;  // whose code nobody says
      if (!empty) step.expect.codes = codes;
      if (!empty) step.expect.code_requirement = code;
      steps.push_back(std::move(step));
    }
    return steps;
  };
  const Requirement* login_accepted = requirement("R-DOC28722-login-accepted");
  std::vector<Step> passwords = refusals(
      {password_one_more, password_other_case, password_one_less, empty_password, empty_login},
      requirement("R-DOC28722-login-refused"), {1001}, requirement("R-DOC33765-code-1001"));
  passwords.push_back(with(must_accept(sample(), login_accepted), login_pair));
  cases.push_back(sequence("seq/credentials/nearly-right-then-right",
                           "After logins that are nearly right the right one is accepted",
                           login_accepted, std::move(passwords)));
  const Requirement* key_accepted = requirement("R-DOC28722-key-accepted");
  std::vector<Step> keys =
      refusals({key_one_more, key_one_less, empty_key}, requirement("R-DOC28722-key-refused"),
               {11003, 1001}, requirement("R-DOC33765-code-11003"));
  keys.push_back(with(must_accept(sample(), key_accepted), secret_key));
  cases.push_back(sequence("seq/credentials/keys-nearly-right-then-right",
                           "After keys that are nearly right the right one is accepted",
                           key_accepted, std::move(keys)));
}

void add_credentials(std::vector<Case>& cases) {
  using enum Credentials;
  const Requirement* refused = requirement("R-DOC28722-login-refused");
  const Requirement* accepted = requirement("R-DOC28722-login-accepted");
  const auto right = [accepted](std::uint32_t connection) {
    return with(must_accept(sample(), accepted), login_pair, connection);
  };
  cases.push_back(sequence("seq/credentials/wrong-then-right",
                           "After a wrong password the right one is accepted, on one connection",
                           accepted, {refuse_login(wrong_password, shared), right(shared)}));
  cases.push_back(sequence("seq/credentials/right-then-wrong",
                           "After the right password a wrong one is refused, on one connection",
                           refused, {right(shared), refuse_login(wrong_password, shared)}));
  cases.push_back(sequence("seq/credentials/right-then-none",
                           "After the right password a packet without any is refused: each request "
                           "brings its own",
                           refused, {right(shared), refuse_login(none, shared)}));
  cases.push_back(sequence("seq/credentials/none-then-right",
                           "After a packet without credentials one with them is accepted", accepted,
                           {refuse_login(none, shared), right(shared)}));
  Step key =
      with(must_accept(sample(), requirement("R-DOC28722-key-accepted")), secret_key, shared);
  cases.push_back(sequence("seq/credentials/login-then-key",
                           "Login and then key are both accepted, on one connection", accepted,
                           {right(shared), key}));
  add_nearly_right(cases);
  cases.push_back(sequence(
      "seq/credentials/two-connections-then-none",
      "Two connections give tasks of their own, and a packet without credentials is refused on "
      "the first of them",
      refused, {right(1), right(2), refuse_login(none, 1)}));
  Step wrong_key_step = refuse_login(wrong_key, shared);
  wrong_key_step.expect.requirement = requirement("R-DOC28722-key-refused");
  cases.push_back(sequence("seq/credentials/key-then-wrong-key",
                           "After the right key a wrong one is refused, on one connection",
                           requirement("R-DOC28722-key-refused"), {key, wrong_key_step}));
}

void add_keep_alive(std::vector<Case>& cases) {
  const Requirement* post = requirement("R-DOC50169-post");
  cases.push_back(sequence("seq/connection/keep-alive",
                           "Two packets on one connection are both answered", post,
                           {accept_sample(post, shared), accept_sample(post, shared)}));
  Step closing = accept_sample(post, shared);
  closing.extra_headers.emplace_back("Connection", "close");
  cases.push_back(sequence("seq/connection/close",
                           "After a packet that asked to close the connection the next is answered",
                           post, {std::move(closing), accept_sample(post, shared)}));
  Step long_one = with(
      should_accept(request_describing(std::string(32768, 'a')), requirement("R-PAGE-long-text")),
      Credentials::configured, shared);
  cases.push_back(sequence("seq/connection/long-then-short",
                           "A short packet after a long one on one connection is read on its own",
                           post, {std::move(long_one), accept_sample(post, shared)}));
}

}  // namespace

std::vector<Case> seq_cases() {
  std::vector<Case> cases;
  add_recoveries(cases);
  add_fresh(cases);
  add_credentials(cases);
  add_keep_alive(cases);
  return cases;
}

}  // namespace packetproof
