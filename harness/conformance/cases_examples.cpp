/// The documented samples, as the page spells them and as clients write them.

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

struct ExampleRow {
  std::string_view slug;
  std::string_view title;
  std::string_view body;
  const Requirement* requirement = nullptr;
};

constexpr ExampleRow rows[] = {
    {.slug = "full",
     .title = "The documented sample of a full server backup starts a backup",
     .body = "<packet>\n<backup-manager>\n  <backup-server>\n    <local/>\n    "
             "<description>Standard weekly backup</description>\n  </backup-server>\n"
             "</backup-manager>\n</packet>\n",
     .requirement = requirement("R-PAGE-sample-full")},
    {.slug = "mail",
     .title = "The documented sample of a mail-only backup starts a backup",
     .body = "<packet>\n<backup-manager>\n  <backup-server>\n    <local/>\n    "
             "<description>Standard weekly backup</description>\n    <only-mail/>\n"
             "  </backup-server>\n</backup-manager>\n</packet>\n",
     .requirement = requirement("R-PAGE-sample-mail")},
    {.slug = "full-one-line",
     .title = "The sample of a full server backup, written on one line, starts a backup",
     .body = "<packet><backup-manager><backup-server><local/><description>Standard weekly "
             "backup</description></backup-server></backup-manager></packet>",
     .requirement = requirement("R-PAGE-sample-full")},
    {.slug = "mail-one-line",
     .title = "The sample of a mail-only backup, written on one line, starts a backup",
     .body = "<packet><backup-manager><backup-server><local/><description>Standard weekly "
             "backup</description><only-mail/></backup-server></backup-manager></packet>",
     .requirement = requirement("R-PAGE-sample-mail")},
    {.slug = "one-file",
     .title = "The sample with split-size 0 starts a backup",
     .body = "<packet>\n<backup-manager>\n  <backup-server>\n    <local/>\n    "
             "<description>Standard weekly backup</description>\n    "
             "<split-size>0</split-size>\n  </backup-server>\n</backup-manager>\n</packet>\n",
     .requirement = requirement("R-PAGE-split-size-zero")},
    {.slug = "full-declared-version",
     .title = "The sample with an XML declaration and the server's own version starts a backup",
     .body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<packet version=\"%VERSION%\">"
             "<backup-manager><backup-server><local/><description>Standard weekly backup"
             "</description></backup-server></backup-manager></packet>",
     .requirement = requirement("R-DOC28720-version-optional")},
};

}  // namespace

std::vector<Case> example_cases() {
  std::vector<Case> cases;
  for (const ExampleRow& row : rows) {
    cases.push_back(single(joined({"sem/sample/", row.slug}), std::string(row.title),
                           must_accept(std::string(row.body), row.requirement)));
    cases.back().phase = Phase::examples;
  }
  return cases;
}

std::vector<std::string> probe_packets() {
  static constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  const std::string operators = manager_of(server_of(joined({piece::local, piece::description})));
  const std::string versioned = packet_of(operators, " version=\"%VERSION%\"");
  return {sample(), joined({declaration, sample()}), versioned, joined({declaration, versioned})};
}

}  // namespace packetproof
