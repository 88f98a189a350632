#!/usr/bin/env python3
"""A backup-server endpoint whose validator is hand-written over expat, without any schema.

ENDPOINT_LOGIN=... ENDPOINT_PASSWORD=... ENDPOINT_KEY=... python3 harness/foreign/endpoint.py
prints the port of 127.0.0.1 that it serves. BREAK=<name> makes the one line that bears it wrong.
"""
import hmac
import itertools
import os
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.parsers import expat
from xml.sax.saxutils import escape

VERSION = "1.6.7.0"
KNOWN_VERSIONS = {"1.6.3.0", "1.6.5.0", VERSION}
XSI = "http://www.w3.org/2001/XMLSchema-instance\t"
BLANK = " \t\r\n"

# Elements with children: a regular expression over the children's names.
CHILDREN = {
    "packet": "(request-settings )?(backup-manager )+",
    "request-settings": "(setting )+",
    "setting": "name (value )?",
    "backup-manager": "((backup-server|get-tasks-info) )+",
    "backup-server": "(local|remote) (prefix )?description (split-size )?"
                     "((only-hosting|only-mail) )?(only-configuration )?",
    "get-tasks-info": "((task-id|server|(webspace|customer|reseller)-(id|name|login)) )?",
    "local": "",
}
# Elements with text only: a regular expression over the text.
TEXTS = {"remote": ".*", "prefix": ".*", "description": ".*", "split-size": "[+-]?[0-9]+",
         "task-id": "-?[0-9]+"}
TYPES = {"remote": {"string", "emailType"}, "prefix": {"string", "emailType"},
         "description": {"string", "emailType"}, "split-size": {"integer"},
         "backup-server": {"BackupServerInput"}}


def broken(line):
    return os.environ.get("BREAK") == line


class Refusal(Exception):
    pass


class Element:
    def __init__(self, name, free):
        self.name = name
        self.free = free  # inside a node without a declared type
        self.names = ""
        self.text = []
        self.children = []

    def strip(self):
        return "".join(self.text).strip(BLANK)


class Validator:
    """Checks while it reads: nothing recurses, so depth costs memory only."""

    def __init__(self):
        self.top = Element("", False)
        self.path = [self.top]
        self.parser = expat.ParserCreate(namespace_separator="\t")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = lambda text: self.path[-1].text.append(text)
        self.parser.StartDoctypeDeclHandler = self.doctype

    def read(self, packet):
        try:
            self.parser.Parse(packet, True)
        except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: its encoding
            raise Refusal(1014, f"The packet is not well-formed: {error}") from error
        return self.top.children[0]

    def fail(self, words):
        raise Refusal(1014, f"Line {self.parser.CurrentLineNumber}: {words}")

    def doctype(self, *_):
        self.fail("a DOCTYPE is not allowed")

    def start(self, name, attributes):
        above = self.path[-1]
        known = name in CHILDREN or name in TEXTS
        free = name != "packet" and (above.free or not known)
        if above is self.top and name != "packet":
            self.fail("the root is not packet")
        above.names += name + " "
        element = Element(name, free)
        if not above.free:
            above.children.append(element)
        self.path.append(element)
        for attribute, value in attributes.items():
            self.check_attribute(element, attribute, value)

    def check_attribute(self, element, attribute, value):
        if attribute in (XSI + "schemaLocation", XSI + "noNamespaceSchemaLocation"):
            return
        if attribute == XSI + "type" and value.strip(BLANK) in TYPES.get(element.name, ()):
            return
        if attribute.startswith(XSI):
            self.fail(f"the attribute {attribute[len(XSI):]} is not allowed here")
        if element.free:
            return
        if element.name != "packet" or attribute != "version":
            self.fail(f"the attribute {attribute} is not allowed here")
        if value not in KNOWN_VERSIONS and not broken("any-version"):
            raise Refusal(1005, "this version of the protocol is not supported")

    def end(self, name):
        element = self.path.pop()
        if element.free or broken("validation"):
            return
        if name in TEXTS:
            if element.names or not re.fullmatch(TEXTS[name], element.strip(), re.DOTALL):
                self.fail(f"the value of {name} is not valid: {element.strip()}")
        elif element.strip() or (name == "local" and element.text):
            self.fail(f"{name} holds text")
        elif not re.fullmatch(CHILDREN[name], element.names):
            self.fail(f"the children of {name} are not as they should be: {element.names}")


TASKS = itertools.count(41)
LAST = [40]
LOCK = threading.Lock()


def fault(code, words):
    shown = words if broken("escaping") else escape(words)
    return f"<status>error</status><errcode>{code}</errcode><errtext>{shown}</errtext>"


def execute(operation):
    values = {child.name: child.strip() for child in operation.children}
    if operation.name == "get-tasks-info":
        return "<status>ok</status>"
    if values.get("remote", "ftp") != "ftp":
        return fault(1019, "the only remote storage is FTP")
    with LOCK:
        if not broken("same-task"):
            LAST[0] = next(TASKS)
        task = LAST[0]
    return f"<status>ok</status><task-id>{task}</task-id>"


def answer(packet):
    for operator in packet.children:
        if operator.name == "backup-manager":
            yield "<backup-manager>"
            for operation in operator.children:
                yield f"<{operation.name}><result>{execute(operation)}</result></{operation.name}>"
            yield "</backup-manager>"


def right(variable, value):
    wanted = os.environ.get(variable, "")
    return bool(wanted) and hmac.compare_digest(wanted.encode(), value.encode())


def check_credentials(headers):
    if headers.get("KEY") is not None and headers.get("HTTP_AUTH_LOGIN") is None:
        if not right("ENDPOINT_KEY", headers["KEY"]) and not broken("any-key"):
            raise Refusal(11003, "the secret key is not valid")
        return
    login = right("ENDPOINT_LOGIN", headers.get("HTTP_AUTH_LOGIN", ""))
    password = right("ENDPOINT_PASSWORD", headers.get("HTTP_AUTH_PASSWD", ""))
    if not login or not (password or broken("any-password")):
        raise Refusal(1001, "the login or the password is not right")


class Agent(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def reply(self, status, kind, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path != "/enterprise/control/agent.php":
            self.reply(404, "text/plain", "not found\n")
            return
        try:
            check_credentials(self.headers)
            content = "".join(answer(Validator().read(body)))
        except Refusal as refusal:
            content = f"<system>{fault(*refusal.args)}</system>"
        self.reply(200, "text/xml", f'<packet version="{VERSION}">{content}</packet>')

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Agent)
    print(f"port {server.server_address[1]}.", flush=True)
    server.serve_forever()
