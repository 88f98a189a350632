#include "harness/oracle/internals.hpp"

#include <gtest/gtest.h>

#include <string>

namespace packetproof {
namespace {

std::string_view what(std::string_view text) { return find_internal(text, "").what; }

TEST(Internals, FindsPaths) {
  EXPECT_EQ(what("Cannot open /var/lib/psa/dumps"), "a file path");
  EXPECT_EQ(what("/etc/psa/psa.conf: permission denied"), "a file path");
  EXPECT_EQ(what("see 'file:///usr/local/psa/agent'"), "a file path");
  EXPECT_EQ(what("log (/tmp/agent.log)"), "a file path");
  EXPECT_EQ(what("cannot open C:\\inetpub\\agent"), "a file path");
}

TEST(Internals, FindsSql) {
  EXPECT_EQ(what("Query failed: SELECT id FROM clients"), "SQL");
  EXPECT_EQ(what("near 'UPDATE clients SET login'"), "SQL");
  EXPECT_EQ(what("in: INSERT INTO `tasks` (id)"), "SQL");
  EXPECT_EQ(what("SQLSTATE[42S02]: Base table or view not found"), "SQL");
  EXPECT_EQ(what("You have an error in your SQL syntax; check the manual"), "SQL");
}

TEST(Internals, FindsTraces) {
  EXPECT_EQ(what("Stack trace:\n#0 run()"), "a stack trace");
  EXPECT_EQ(what("error in agent.php on line 12"), "a stack trace");
  EXPECT_EQ(what("at com.example.Agent.run(Agent.java:42)"), "a stack trace");
  EXPECT_EQ(what("Traceback (most recent call last):"), "a stack trace");
}

TEST(Internals, AccusesNoOrdinaryText) {
  for (const std::string_view text :
       {"Parser error: Request is invalid. Error in line 2: Element 'x': This element is not "
        "expected. Expected is one of ( local, remote ).",
        "'' is not a valid value of the atomic type 'id_type'.", "The licence expired 01/02/2026.",
        "See https://example.com/usr/share/doc and http://example.com:8443/etc/x.",
        "Please select a file from the list.", "Unexpected node /packet/backup-manager/x.",
        "Retry and/or update the set; delete from where you began.", "Input/output error",
        "Unknown type text/xml, home/user or 24/7.", "Drive C: is full, ratio 3:\\2",
        "The agent.php is busy.", "PLEASE SELECT ANY FILE FROM THE LIST", "/", "/etc", "/etc/",
        "SELECT", "UPDATE", ""}) {
    EXPECT_EQ(what(text), "") << text;
  }
}

TEST(Internals, TheRequestsOwnWordsAreNoInternals) {
  EXPECT_EQ(find_internal("'/etc/passwd' is no number", "<prefix>/etc/passwd</prefix>").what, "");
  EXPECT_EQ(find_internal("'/etc/passwd' is no number", "<prefix>/etc</prefix>").what,
            "a file path");
}

}  // namespace
}  // namespace packetproof
