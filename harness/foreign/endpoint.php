<?php
// A backup-server endpoint in another language, as a stranger would write it: PHP's DOM (libxml2)
// checks packets against the project's schemas; nothing else is shared. BREAK=<name> makes the one
// line that carries the name wrong.
//   ENDPOINT_LOGIN=... ENDPOINT_PASSWORD=... ENDPOINT_KEY=... ENDPOINT_TASKS=FILE \
//     php -S 127.0.0.1:PORT harness/foreign/endpoint.php
declare(strict_types=1);
ini_set('display_errors', '0');
const VERSION = '1.6.7.0';
const KNOWN_VERSIONS = ['1.6.3.0', '1.6.3.5', '1.6.6.0', '1.6.7.0'];

final class Refusal extends Exception {}

function broken(string $line): bool { return getenv('BREAK') === $line; }

function check_credentials(string $login, string $password, string $key): void {
  $right = fn(string $name, string $value): bool => $value !== '' && hash_equals((string) getenv($name), $value);
  if ($login === '' && $key !== '') {
    if (broken('any-key') || $right('ENDPOINT_KEY', $key)) return;
    throw new Refusal('The secret key is not valid.', 11003);
  }
  if ($right('ENDPOINT_LOGIN', $login) && (broken('any-password') || $right('ENDPOINT_PASSWORD', $password))) return;
  throw new Refusal('You have entered an incorrect login or password.', 1001);
}

function read_packet(string $bytes): DOMDocument {
  libxml_use_internal_errors(true);
  $packet = new DOMDocument();
  $flags = broken('entities') ? LIBXML_NOENT | LIBXML_DTDLOAD : LIBXML_NONET;
  if ($bytes === '' || !$packet->loadXML($bytes, $flags)) throw new Refusal(why(), 1014);
  $root = $packet->documentElement;
  $known = !$root->hasAttribute('version') || in_array($root->getAttribute('version'), KNOWN_VERSIONS, true);
  if (!broken('any-version') && !$known) throw new Refusal('This version of the protocol is not supported.', 1005);
  // Only our schemas are opened, whatever a packet hints at.
  $schemas = realpath(__DIR__ . '/../../schemas');
  libxml_set_external_entity_loader(fn($public, $system) => str_starts_with($system, $schemas) ? $system : null);
  if (!broken('validation') && !$packet->schemaValidate("$schemas/agent_input.xsd")) throw new Refusal(why(), 1014);
  return $packet;
}

function why(): string {
  $error = libxml_get_errors()[0] ?? null;
  if ($error === null) return 'Parser error: Request is invalid.';
  return "Parser error: Request is invalid. Error in line $error->line: " . trim($error->message);
}

function fresh_task(): int {
  $file = fopen((string) getenv('ENDPOINT_TASKS'), 'c+');
  flock($file, LOCK_EX);
  $task = max(26, (int) stream_get_contents($file)) + 1;
  rewind($file);
  if (!broken('same-task')) fwrite($file, (string) $task);
  fclose($file);
  return $task;
}

function fault(int $code, string $words): string {
  $text = broken('escaping') ? $words : htmlspecialchars($words, ENT_XML1 | ENT_SUBSTITUTE | ENT_DISALLOWED, 'UTF-8');
  return "<status>error</status><errcode>$code</errcode><errtext>$text</errtext>";
}

function start_backup(DOMElement $operation): string {
  $task = fn(): string => '<task-id>' . fresh_task() . '</task-id>';
  $child = fn(string $name): ?string => ($node = $operation->getElementsByTagName($name)->item(0)) ? trim($node->textContent) : null;
  if (!in_array($child('remote'), [null, 'ftp'], true)) {
    return fault(1019, 'The only remote storage is FTP.') . (broken('task-with-error') ? $task() : '');
  }
  if (broken('split-size-zero') && $child('split-size') === '0') return fault(1019, 'The fragment size is too small.');
  return '<status>ok</status>' . $task();
}

function tell_tasks(DOMElement $operation): string {
  $asked = trim($operation->getElementsByTagName('task-id')->item(0)->textContent ?? '');
  if ($asked === '') return '<status>ok</status>';
  $last = (int) file_get_contents((string) getenv('ENDPOINT_TASKS'));
  if ((int) $asked < 27 || (int) $asked > $last) return fault(1013, 'The task does not exist.');
  return "<status>ok</status><task><server/><id>$asked</id><status>working</status><started>0</started>"
    . '<prefix/><filename/><protocol>local</protocol></task>';
}

function answer(DOMDocument $packet): string {
  $answers = '';
  foreach ((new DOMXPath($packet))->query('/packet/backup-manager') as $operator) {
    $results = '';
    foreach ($operator->childNodes as $operation) {
      if (!$operation instanceof DOMElement) continue;
      $name = $operation->nodeName;
      $result = $name === 'get-tasks-info' ? tell_tasks($operation) : start_backup($operation);
      $shown = broken('operation-name') ? 'backup-customer' : $name;
      $results .= "<$shown><result>$result</result></$shown>";
      if (broken('first-only')) break;
    }
    $answers .= "<backup-manager>$results</backup-manager>";
  }
  return $answers;
}

if (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) !== '/enterprise/control/agent.php') {
  http_response_code(404);
  exit("There is no such page.\n");
}
if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
  http_response_code(405);
  exit("Packets are sent by POST.\n");
}
try {
  check_credentials($_SERVER['HTTP_HTTP_AUTH_LOGIN'] ?? '', $_SERVER['HTTP_HTTP_AUTH_PASSWD'] ?? '', $_SERVER['HTTP_KEY'] ?? '');
  $content = answer(read_packet((string) file_get_contents('php://input')));
} catch (Refusal $refusal) {
  if (broken('error-status')) http_response_code(500);
  $content = '<system>' . fault($refusal->getCode(), $refusal->getMessage()) . '</system>';
}
header('Content-Type: ' . (broken('content-type') ? 'text/html' : 'text/xml') . '; charset=UTF-8');
$version = broken('version') ? '' : ' version="' . VERSION . '"';
echo "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<packet$version>$content</packet>\n";
