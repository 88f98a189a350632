/// Credentials, and files that a packet asks the endpoint to open.

#include "harness/conformance/cases.hpp"

namespace packetproof {
namespace {

struct CredentialRow {
  std::string_view id, title;
  Credentials credentials;
  Demand demand = Demand::must_refuse;
  const Requirement* about = requirement("R-DOC28722-login-refused");
  /// Documented for wrong values; for missing and empty ones nobody says.
  std::uint32_t code = 0;
};

constexpr CredentialRow rows[] = {
    {.id = "sec/login/right",
     .title = "The right login and password are accepted",
     .credentials = Credentials::login_pair,
     .demand = Demand::must_accept,
     .about = requirement("R-DOC28722-login-accepted")},
    {.id = "sec/key/right",
     .title = "The right secret key is accepted",
     .credentials = Credentials::secret_key,
     .demand = Demand::must_accept,
     .about = requirement("R-DOC28722-key-accepted")},
    {.id = "sec/login/missing",
     .title = "A valid packet without any credentials is refused",
     .credentials = Credentials::none},
    {.id = "sec/login/wrong[part=password]",
     .title = "A wrong password is refused",
     .credentials = Credentials::wrong_password,
     .code = 1001},
    {.id = "sec/login/wrong[part=login]",
     .title = "A login that does not exist is refused",
     .credentials = Credentials::wrong_login,
     .code = 1001},
    {.id = "sec/login/empty[part=password]",
     .title = "An empty password is refused",
     .credentials = Credentials::empty_password},
    {.id = "sec/login/empty[part=login]",
     .title = "An empty login is refused",
     .credentials = Credentials::empty_login},
    {.id = "sec/login/alone[part=login]",
     .title = "The right login without any password is refused",
     .credentials = Credentials::login_alone},
    {.id = "sec/login/alone[part=password]",
     .title = "The right password without any login is refused",
     .credentials = Credentials::password_alone},
    {.id = "sec/login/nearly[password=other-case]",
     .title = "The password with one letter in the other case is refused",
     .credentials = Credentials::password_other_case,
     .code = 1001},
    {.id = "sec/login/nearly[password=one-more]",
     .title = "The password with one character more is refused",
     .credentials = Credentials::password_one_more,
     .code = 1001},
    {.id = "sec/login/nearly[password=one-less]",
     .title = "The password without its last character is refused",
     .credentials = Credentials::password_one_less,
     .code = 1001},
    {.id = "sec/login/nearly[login=other-case]",
     .title = "The login with one letter in the other case: logins may be read either way",
     .credentials = Credentials::login_other_case,
     .demand = Demand::either},
    {.id = "sec/key/wrong",
     .title = "A wrong secret key is refused",
     .credentials = Credentials::wrong_key,
     .about = requirement("R-DOC28722-key-refused"),
     .code = 11003},
    {.id = "sec/key/empty",
     .title = "An empty secret key is refused",
     .credentials = Credentials::empty_key,
     .about = requirement("R-DOC28722-key-refused")},
    {.id = "sec/key/nearly[key=one-more]",
     .title = "The secret key with one character more is refused",
     .credentials = Credentials::key_one_more,
     .about = requirement("R-DOC28722-key-refused"),
     .code = 11003},
    {.id = "sec/key/nearly[key=one-less]",
     .title = "The secret key without its last character is refused",
     .credentials = Credentials::key_one_less,
     .about = requirement("R-DOC28722-key-refused"),
     .code = 11003},
    {.id = "sec/both/right",
     .title = "What counts where login and key are both sent and right",
     .credentials = Credentials::both,
     .demand = Demand::either,
     .about = requirement("R-DOC28722-both-credentials")},
    {.id = "sec/both/wrong-key",
     .title = "What counts where the login is right and the key wrong",
     .credentials = Credentials::right_login_wrong_key,
     .demand = Demand::either,
     .about = requirement("R-DOC28722-both-credentials")},
};

Step signed_in(const CredentialRow& row) {
  Step step = observe(sample(), row.about);
  step.expect.demand = row.demand;
  step.credentials = row.credentials;
  if (row.demand != Demand::must_refuse) return step;
  step.expect.system_requirement = requirement("R-DOC28729-check-up-placement");
  if (row.code == 1001) {
    step.expect.codes = {1001};
    step.expect.code_requirement = requirement("R-DOC33765-code-1001");
  } else if (row.code == 11003) {
    step.expect.codes = {11003, 1001};
    step.expect.code_requirement = requirement("R-DOC33765-code-11003");
  }
  return step;
}

void add_credentials(std::vector<Case>& cases) {
  for (const CredentialRow& row : rows) {
    std::vector<const Requirement*> also;
    if (row.demand == Demand::must_refuse) {
      also = {row.about == requirement("R-DOC28722-key-refused")
                  ? requirement("R-DOC28722-key-accepted")
                  : requirement("R-DOC28722-login-accepted"),
              requirement("R-DOC28722-no-credential")};
    } else if (row.credentials == Credentials::login_pair) {
      also = {requirement("R-DOC28722-login-refused")};
    } else if (row.credentials == Credentials::secret_key) {
      also = {requirement("R-DOC28722-key-refused")};
    }
    cases.push_back(single(std::string(row.id), std::string(row.title), signed_in(row), also));
  }
  // The same header twice, right and wrong: nobody says which counts.
  struct DoubledRow {
    std::string_view slug, title, name;
  };
  static constexpr DoubledRow doubled[] = {
      {.slug = "login",
       .title = "What counts where a second login follows the right one",
       .name = "HTTP_AUTH_LOGIN"},
      {.slug = "password",
       .title = "What counts where a second password follows the right one",
       .name = "HTTP_AUTH_PASSWD"},
  };
  for (const DoubledRow& row : doubled) {
    Step step = observe(sample(), requirement("R-DOC28722-both-credentials"));
    step.credentials = Credentials::login_pair;
    step.extra_headers.emplace_back(row.name, "packetproof-doubled");
    // A front server may answer doubled headers by itself.
    step.expect.any_answer = true;
    cases.push_back(single(joined({"sec/login/doubled[part=", row.slug, "]"}),
                           std::string(row.title), std::move(step)));
  }
}

/// A file that every system of its kind has, and words of it that no answer holds by chance.
struct BaitRow {
  std::string_view slug, title, packet, bait;
};

#define CHILDREN(description, split)                                         \
  "<packet><backup-manager><backup-server><local/><description>" description \
  "</description><split-size>" split "</split-size></backup-server></backup-manager></packet>"
#define ENTITY(uri) "<!DOCTYPE packet [<!ENTITY e SYSTEM \"" uri "\">]>"

constexpr BaitRow baits[] = {
    {.slug = "description",
     .title = "A file that an entity of the description names is not read",
     .packet = ENTITY("file:///etc/passwd") CHILDREN("&e;", "0"),
     .bait = "root:x:0:0"},
    {.slug = "split-size",
     .title = "A file that an entity of split-size names does not appear in the error",
     .packet = ENTITY("file:///etc/passwd") CHILDREN("x", "&e;"),
     .bait = "root:x:0:0"},
    {.slug = "kernel",
     .title = "A file of the kernel does not appear in the error",
     .packet = ENTITY("file:///proc/version") CHILDREN("x", "&e;"),
     .bait = "Linux version"},
    {.slug = "windows",
     .title = "A file of Windows does not appear in the error",
     .packet = ENTITY("file:///c:/windows/win.ini") CHILDREN("x", "&e;"),
     .bait = "; for 16-bit app support"},
    {.slug = "bare-path",
     .title = "A file named by a bare path does not appear in the error",
     .packet = ENTITY("/etc/passwd") CHILDREN("x", "&e;"),
     .bait = "root:x:0:0"},
    {.slug = "stream-filter",
     .title = "A file read through a filter of PHP does not appear",
     .packet = ENTITY("php://filter/read=convert.base64-encode/resource=/etc/passwd")
         CHILDREN("x", "&e;"),
     .bait = "cm9vdDp4OjA6"},
    {.slug = "parameter",
     .title = "A file that a parameter entity names is not read as a DTD",
     .packet =
         "<!DOCTYPE packet [<!ENTITY % e SYSTEM \"file:///etc/passwd\"> %e;]>" CHILDREN("x", "0"),
     .bait = "root:x:0:0"},
    {.slug = "subset",
     .title = "A file that the DOCTYPE names is not read as a DTD",
     .packet = "<!DOCTYPE packet SYSTEM \"file:///etc/passwd\">" CHILDREN("x", "0"),
     .bait = "root:x:0:0"},
};

void add_baits(std::vector<Case>& cases) {
  const auto forbid = [](Step& step, std::string_view bait) {
    step.expect.forbidden.emplace_back(bait);
    step.expect.forbidden_requirement = requirement("R-XML-external-entity");
  };
  for (const BaitRow& row : baits) {
    Step step = observe(std::string(row.packet), requirement("R-XML-doctype"));
    forbid(step, row.bait);
    cases.push_back(single(joined({"sec/external-entity/not-read[way=", row.slug, "]"}),
                           std::string(row.title), std::move(step)));
  }
  Step included =
      must_refuse(request_describing("<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" "
                                     "href=\"file:///etc/passwd\" parse=\"text\"/>"),
                  requirement("R-XSD-description-text"));
  forbid(included, "root:x:0:0");
  cases.push_back(single("sec/external-entity/not-read[way=xinclude]",
                         "A file that an XInclude names is not read, and the request is refused",
                         std::move(included)));
  // What opens any of these files is found by one request; which, by the cases above.
  Step several = must_refuse(
      "<!DOCTYPE packet [<!ENTITY f SYSTEM \"file:///etc/passwd\"><!ENTITY p SYSTEM "
      "\"/etc/passwd\">"
      "<!ENTITY w SYSTEM \"file:///c:/windows/win.ini\"><!ENTITY s SYSTEM "
      "\"php://filter/read=convert.base64-encode/resource=/etc/passwd\"><!ENTITY % d SYSTEM "
      "\"file:///etc/passwd\"> %d;]>" CHILDREN(
          "&f;&p;&w;&s;<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" "
          "href=\"file:///etc/passwd\" parse=\"text\"/>",
          "x"),
      requirement("R-XSD-description-text"));
  for (const std::string_view bait : {"root:x:0:0", "; for 16-bit app support", "cm9vdDp4OjA6"}) {
    forbid(several, bait);
  }
  cases.push_back(
      single("sec/external-entity/not-read[way=several]",
             "Of all the files that one packet names none is read, and the packet is refused",
             std::move(several)));
}

#undef CHILDREN
#undef ENTITY

}  // namespace

std::vector<Case> sec_cases() {
  std::vector<Case> cases;
  add_credentials(cases);
  add_baits(cases);
  return cases;
}

}  // namespace packetproof
