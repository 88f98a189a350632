/// Much at once: what is right by itself is right together. One refusal here tells of many rules,
/// and the shrinker which of them; that is what a profile of few requests needs.

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

constexpr std::string_view settings =
    "<request-settings><setting><name>a</name><value>b</value></setting></request-settings>";

/// Markup, scripts and quotes in more than 200 and fewer than 255 characters: an ordinary text.
constexpr std::string_view long_description =
    "<description>It's the \"administrator's\" &lt;weekly&gt; &amp; &#x201C;full&#x201D; "
    "<![CDATA[<backup>]]> of S\xc3\xa3o Paulo, \xd0\x9a\xd0\xb8\xd1\x97\xd0\xb2 and "
    "\xe6\x9d\xb1\xe4\xba\xac \xf0\x9f\x98\x80: hosting, mail accounts, databases, DNS zones, "
    "certificates, scheduled tasks and what else an administrator would miss on the day after a "
    "disk died</description>";

void add(std::vector<Case>& cases, std::string_view slug, std::string_view title,
         std::string packet, bool uses_remote) {
  Step step = must_accept(std::move(packet), requirement("R-DOC28729-valid-accepted"));
  // A failed execution has too many possible reasons here to convict.
  step.expect.value_may_be_refused = true;
  step.expect.environment_may_refuse = uses_remote;
  cases.push_back(single(joined({"sem/combined/accepted[as=", slug, "]"}), std::string(title),
                         std::move(step),
                         {requirement("R-XML-spelling"), requirement("R-XSD-description-text")}));
}

}  // namespace

std::vector<Case> combined_cases() {
  std::vector<Case> cases;
  add(cases, "windows-client",
      "All that clients of Windows write, with every node beside only-hosting, is accepted",
      joined({"<?xml version='1.0' encoding='UTF-8'?>\r\n<!-- weekly -->\r\n",
              "<packet version='%VERSION%'>\r\n  ", settings,
              "\r\n  <backup-manager>\r\n    <backup-server>\r\n      <local></local>\r\n      ",
              piece::prefix, "\r\n      ", long_description, "\r\n      ", piece::split_size,
              piece::only_hosting, piece::only_configuration,
              "\r\n    </backup-server>\r\n  </backup-manager>\r\n</packet>\r\n"}),
      false);
  add(cases, "three-operations",
      "Three operations behind a byte order mark, one with every node beside only-mail, are "
      "accepted",
      joined({"\xef\xbb\xbf<packet>\n<?client nightly?>\n<backup-manager>\n<backup-server>\n",
              "<local />", piece::prefix, "<description>&#83;tandard</description>",
              "<split-size>\n +0012345 </split-size>", piece::only_mail, piece::only_configuration,
              "</backup-server>", server_of(joined({piece::local, piece::description})),
              server_of(joined({piece::local, piece::description, piece::only_hosting})),
              "</backup-manager></packet>"}),
      true);
  add(cases, "two-operators",
      "Two operators, one for remote storage without a word and one for mail, are accepted",
      packet_of(joined(
          {manager_of(server_of(joined({piece::remote, "<description/>"}))),
           manager_of(server_of(joined({piece::local, piece::description, piece::only_mail})))})),
      true);
  return cases;
}

}  // namespace packetproof
