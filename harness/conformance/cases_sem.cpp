/// What a packet means: several operations and operators, and what their answers say together.

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

constexpr std::string_view full =
    "<backup-server><local/><description>Standard weekly backup</description></backup-server>";
constexpr std::string_view mail =
    "<backup-server><local/><description>Standard weekly backup</description><only-mail/>"
    "</backup-server>";

struct SeveralRow {
  std::string_view id, title, operators;
  const Requirement* about;
};

constexpr SeveralRow rows[] = {
    {.id = "sem/operations/same[count=2]",
     .title = "Two equal operations in one packet are both accepted, each with its own task",
     .operators = "<backup-manager>%%</backup-manager>",
     .about = requirement("R-DOC28722-several-operations")},
    {.id = "sem/operations/same[count=3]",
     .title = "Three equal operations in one packet are all accepted, each with its own task",
     .operators = "<backup-manager>%%%</backup-manager>",
     .about = requirement("R-DOC28722-several-operations")},
    {.id = "sem/operations/different",
     .title = "A full and a mail-only backup in one packet are both accepted",
     .operators = "<backup-manager>%$</backup-manager>",
     .about = requirement("R-DOC28722-several-operations")},
    {.id = "sem/operators/same[count=2]",
     .title = "`backup-manager` twice in one packet is answered twice",
     .operators = "<backup-manager>%</backup-manager><backup-manager>$</backup-manager>",
     .about = requirement("R-DOC28722-several-operators")},
    {.id = "sem/operators/same[count=2,operations=2]",
     .title = "Two operators, the first with two operations, are answered operation by operation",
     .operators = "<backup-manager>%$</backup-manager><backup-manager>%</backup-manager>",
     .about = requirement("R-DOC28722-several-operators")},
};

/// '%' stands for the full backup, '$' for the one of mail.
std::string expanded(std::string_view operators) {
  std::string all;
  for (const char c : operators) {
    if (c == '%') {
      all += full;
    } else if (c == '$') {
      all += mail;
    } else {
      all += c;
    }
  }
  return all;
}

void add_atomicity(std::vector<Case>& cases) {
  struct AtomicRow {
    std::string_view slug, title, packet;
  };
  static constexpr AtomicRow atomic[] = {
      {.slug = "second-operation",
       .title = "A valid operation starts nothing where the second one is invalid",
       .packet = "<packet><backup-manager>%<backup-server><local/></backup-server>"
                 "</backup-manager></packet>"},
      {.slug = "first-operation",
       .title = "A valid operation starts nothing where the one before is invalid",
       .packet = "<packet><backup-manager><backup-server><local/></backup-server>%"
                 "</backup-manager></packet>"},
      {.slug = "second-operator",
       .title = "A valid operator starts nothing where the second one is invalid",
       .packet = "<packet><backup-manager>%</backup-manager><backup-manager><backup-server/>"
                 "</backup-manager></packet>"},
      {.slug = "third-operation",
       .title = "Two valid operations start nothing where the third is invalid",
       .packet = "<packet><backup-manager>%$<backup-server><description>x</description><local/>"
                 "</backup-server></backup-manager></packet>"},
      {.slug = "end-of-packet",
       .title = "A valid operation starts nothing where only the packet's end tag is missing",
       .packet = "<packet><backup-manager>%</backup-manager>"},
      {.slug = "unknown-operation",
       .title = "A valid operation starts nothing where an operation that does not exist follows",
       .packet = "<packet><backup-manager>%<no-such-operation/></backup-manager></packet>"},
  };
  for (const AtomicRow& row : atomic) {
    cases.push_back(single(
        joined({"sem/atomic/nothing-executed[fault=", row.slug, "]"}), std::string(row.title),
        must_refuse(expanded(row.packet), requirement("R-DOC28729-nothing-executed")),
        {requirement("R-DOC28722-several-operations")}));
  }
}

/// Each optional node by itself, so that its refusal is filed under the node's own requirement.
void add_optional_nodes(std::vector<Case>& cases) {
  const auto accept = [&](std::string_view id, std::string_view title, std::string packet,
                          const Requirement* about) {
    cases.push_back(
        single(std::string(id), std::string(title), must_accept(std::move(packet), about)));
  };
  accept("sem/optional/node[name=prefix]", "A request with a prefix alone is accepted",
         request_of(joined({piece::local, piece::prefix, piece::description})),
         requirement("R-XSD-prefix-optional"));
  accept("sem/optional/node[name=prefix,with=split-size]",
         "A request with a prefix and a split-size is accepted",
         request_of(joined({piece::local, piece::prefix, piece::description, piece::split_size})),
         requirement("R-XSD-prefix-optional"));
  accept("sem/optional/node[name=split-size]", "A request with a split-size alone is accepted",
         request_of(joined({piece::local, piece::description, "<split-size>1</split-size>"})),
         requirement("R-XSD-split-size-optional"));
  accept("sem/optional/node[name=request-settings]",
         "A packet with one setting before its operator is accepted",
         packet_of(joined({"<request-settings><setting><name>a</name><value>b</value></setting>"
                           "</request-settings>",
                           manager_of(full)})),
         requirement("R-XSD-request-settings"));
  accept("sem/description/value[holds=apostrophe]",
         "A description with an apostrophe is accepted as it is",
         request_describing("It's the administrator's backup"),
         requirement("R-XSD-description-text"));
  accept("sem/description/value[holds=two-hundred-letters]",
         "A description of 200 letters is accepted", request_describing(std::string(200, 'n')),
         requirement("R-XSD-description-text"));
  accept("sem/spelling/value[way=decimal-references]",
         "A description in decimal character references is accepted",
         request_describing("&#87;&#101;&#101;&#107;&#108;&#121;"), requirement("R-XML-spelling"));
}

}  // namespace

std::vector<Case> sem_cases() {
  std::vector<Case> cases;
  for (const SeveralRow& row : rows) {
    Step step = must_accept(packet_of(expanded(row.operators)), row.about);
    // A server may allow one backup at a time and refuse the second by a result.
    step.expect.environment_may_refuse = true;
    cases.push_back(
        single(std::string(row.id), std::string(row.title), std::move(step),
               {requirement("R-DOC28722-answer-each"), requirement("R-DOC44539-task-id-fresh")}));
  }
  add_atomicity(cases);
  add_optional_nodes(cases);
  cases.push_back(single(
      "sem/operations/order", "A task query and a backup in one packet are answered in their order",
      observe(packet_of(manager_of(joined({"<get-tasks-info/>", full}))),
              requirement("R-DOC44539-tasks-info")),
      {requirement("R-DOC28722-answer-order"), requirement("R-DOC28722-answer-each")}));
  cases.push_back(single(
      "sem/query/tasks", "What the agent says of its tasks",
      observe(packet_of(manager_of("<get-tasks-info/>")), requirement("R-DOC44539-tasks-info"))));
  return cases;
}

}  // namespace packetproof
