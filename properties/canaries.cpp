/// Wrong codecs and oracles, one defect each: a statement that lets one live states nothing.

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

#include "properties/replaced.hpp"
#include "properties/request_statements.hpp"

namespace packetproof {
namespace {

/// Writes what `change` makes of the packet.
template <typename Change>
Subject writing(Change change) {
  Subject subject = our_subject();
  subject.codec.serialize = [right = subject.codec.serialize, change](RequestPacket packet) {
    for (BackupServerInput& input : packet.operations) change(input);
    return right(packet);
  };
  return subject;
}

/// Writes `to` for `from`.
Subject rewriting(std::string_view from, std::string_view to) {
  Subject subject = our_subject();
  subject.codec.serialize = [right = subject.codec.serialize, from,
                             to](const RequestPacket& packet) {
    return replaced(right(packet), from, to);
  };
  return subject;
}

/// Reads, and changes what was read.
template <typename Change>
Subject reading(Change change) {
  Subject subject = our_subject();
  subject.codec.parse = [right = subject.codec.parse, change](std::string_view bytes) {
    auto packet = right(bytes);
    if (!packet) return packet;
    for (BackupServerInput& input : packet->operations) change(input);
    return packet;
  };
  return subject;
}

/// Judges a packet in which `from` is `to`.
Subject judging(std::string_view from, std::string_view to) {
  Subject subject = our_subject();
  subject.oracle = [right = subject.oracle, from, to](std::string_view packet) {
    return right(replaced(std::string(packet), from, to));
  };
  return subject;
}

std::string without_leading_space(std::string text) {
  if (text.starts_with(' ')) text.erase(0, 1);
  return text;
}

struct Canary {
  const char* name;
  Subject subject;
};

std::vector<Canary> canaries() {
  std::vector<Canary> all;
  all.push_back({"writes_no_only_mail", writing([](BackupServerInput& input) {
                   if (input.content == Content::only_mail) input.content = Content::everything;
                 })});
  all.push_back({"writes_only_hosting_for_only_mail", rewriting("only-mail", "only-hosting")});
  all.push_back({"writes_no_second_operation", our_subject()});
  all.back().subject.codec.serialize = [right =
                                            our_subject().codec.serialize](RequestPacket packet) {
    packet.operations.resize(1);
    return right(packet);
  };
  all.push_back({"writes_storage_last", our_subject()});
  all.back().subject.codec.serialize =
      [right = our_subject().codec.serialize](const RequestPacket& packet) {
        std::string bytes = replaced(right(packet), "<local/>", "");
        return replaced(std::move(bytes), "</backup-server>", "<local/></backup-server>");
      };
  all.push_back({"escapes_no_section_end", rewriting("]]&gt;", "]]>")});
  all.push_back({"escapes_no_carriage_return", rewriting("&#13;", "\r")});
  all.push_back({"escapes_ampersands_twice", rewriting("&amp;", "&amp;amp;")});
  all.push_back({"loses_a_leading_space", writing([](BackupServerInput& input) {
                   input.description = without_leading_space(std::move(input.description));
                 })});
  all.push_back({"writes_no_empty_prefix", writing([](BackupServerInput& input) {
                   if (input.prefix && input.prefix->empty()) input.prefix.reset();
                 })});
  all.push_back({"writes_sizes_of_32_bits", writing([](BackupServerInput& input) {
                   if (input.split_size) input.split_size = static_cast<int>(*input.split_size);
                 })});
  all.push_back({"writes_no_size_0", writing([](BackupServerInput& input) {
                   if (input.split_size == 0) input.split_size.reset();
                 })});
  all.push_back({"writes_an_attribute", rewriting("<local/>", "<local type=\"1\"/>")});
  all.push_back({"reads_no_only_configuration",
                 reading([](BackupServerInput& input) { input.only_configuration = false; })});
  all.push_back({"reads_every_storage_as_local",
                 reading([](BackupServerInput& input) { input.storage = Local{}; })});
  all.push_back({"reads_line_ends_as_spaces", reading([](BackupServerInput& input) {
                   std::ranges::replace(input.description, '\n', ' ');
                 })});
  all.push_back({"accepts_both_flags", judging("<only-hosting/><only-mail/>", "<only-mail/>")});
  all.push_back(
      {"accepts_a_repeated_prefix",
       judging("<prefix>nightly</prefix><prefix>nightly</prefix>", "<prefix>nightly</prefix>")});
  all.push_back(
      {"accepts_configuration_before_mail",
       judging("<only-configuration/><only-mail/>", "<only-mail/><only-configuration/>")});
  all.push_back({"accepts_an_empty_size", judging("<split-size/>", "")});
  all.push_back({"accepts_a_foreign_node", judging("<compression>0</compression>", "")});
  all.push_back({"accepts_a_missing_storage",
                 judging("<backup-server><description>", "<backup-server><local/><description>")});
  all.push_back({"refuses_a_zero_size", judging("<split-size>0<", "<split-size>none<")});
  all.push_back({"refuses_utf16", our_subject()});
  all.back().subject.oracle = [right = our_subject().oracle](std::string_view packet) {
    return !packet.starts_with("\xFF\xFE") && right(packet);
  };
  all.push_back({"refuses_comments", our_subject()});
  all.back().subject.oracle = [right = our_subject().oracle](std::string_view packet) {
    return !packet.contains("<!--") && right(packet);
  };
  return all;
}

TEST(Statements, HoldOfOurs) {
  const Subject ours = our_subject();
  for (const Statement& statement : request_statements()) {
    EXPECT_EQ(first_failure(statement, ours), std::nullopt) << statement.name;
  }
}

TEST(Canaries, AreKilledWithinTheBudgetOfAStatement) {
  for (const Canary& canary : canaries()) {
    bool lives = true;
    for (const Statement& statement : request_statements()) {
      const auto n = first_failure(statement, canary.subject);
      if (!n) continue;
      std::cout << canary.name << ": " << statement.name << " at " << *n << "\n";
      lives = false;
      break;
    }
    EXPECT_FALSE(lives) << canary.name;
  }
}

}  // namespace
}  // namespace packetproof
