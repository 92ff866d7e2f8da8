import { describe, expect, it } from 'vitest';
import { whyNotCalled } from '../../../shared/domain/endpointUrl.ts';

/** Ways to reach what is not public, or to make two readers see two addresses. */
export const hostileUrls = [
  // Not https, or not at its port.
  'http://hooks.example.com/',
  'ftp://hooks.example.com/',
  'file:///etc/passwd',
  'gopher://hooks.example.com/',
  'javascript:alert(1)',
  'data:text/plain,hello',
  'ws://hooks.example.com/',
  'https://hooks.example.com:8443/',
  'https://hooks.example.com:80/',
  'https://hooks.example.com:22/',
  'https://hooks.example.com:443/',
  'https://hooks.example.com:/',
  // IPv4 in every spelling.
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.0.0.1/',
  'https://0177.0.0.1/',
  'https://017700000001/',
  'https://0/',
  'https://0.0.0.0/',
  'https://10.0.0.1/',
  'https://192.168.1.1/',
  'https://172.16.0.1/',
  'https://169.254.169.254/metadata/instance',
  'https://2852039166/',
  'https://0xa9fea9fe/',
  'https://169.254.43518/',
  'https://168.63.129.16/',
  'https://8.8.8.8/',
  'https://100.64.0.1/',
  'https://127.0.0.1./',
  'https://%31%32%37.0.0.1/',
  'https://１２７.０.０.１/',
  'https://①②⑦.⓪.⓪.①/',
  // IPv6.
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[0:0:0:0:0:ffff:7f00:1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[fe80::1]/',
  'https://[fc00::1]/',
  'https://[2606:4700::1111]/',
  'https://[fe80::1%25eth0]/',
  // Names that lead inside.
  'https://localhost/',
  'https://LOCALHOST/',
  'https://localhost./',
  'https://hooks.localhost/',
  'https://intranet/',
  'https://metadata/',
  'https://metadata.google.internal/',
  'https://printer.local/',
  'https://server.lan/',
  'https://nas.home.arpa/',
  'https://hidden.onion/',
  'https://hooks.example.com./',
  // Credentials, and what stands before the host for some readers.
  'https://user@hooks.example.com/',
  'https://user:password@hooks.example.com/',
  'https://@hooks.example.com/',
  'https://:@hooks.example.com/',
  'https://hooks.example.com@127.0.0.1/',
  'https://127.0.0.1#@hooks.example.com/',
  'https://hooks.example.com\\@127.0.0.1/',
  'https://127.0.0.1\\.example.com/',
  'https:\\\\127.0.0.1/',
  'https:/127.0.0.1/',
  'https:hooks.example.com',
  '//hooks.example.com/',
  // Characters that are dropped or folded.
  'https://hooks.exam\tple.com/',
  'https://hooks.example.com/\r\nHost: evil',
  ' https://hooks.example.com/',
  'https://hooks.example.com/ x',
  'https://ⓔxample.com/',
  'https://hooks。example。com/',
  'https://hooks.example.com/#fragment',
  'https://hooks.example.com/#',
  'https://hooks.example.com/<script>',
  'https://',
  'https:///path',
  'https://-/',
  'https://.example.com/',
  'https://example..com/',
  'https://hooks.example.com/' + 'a'.repeat(2048),
  'hooks.example.com',
  '',
];

describe('an address of a webhook endpoint', () => {
  it.each(hostileUrls)('is refused: %j', (url) => {
    expect(whyNotCalled(url, { allowLoopback: false })).toMatch(/^(is|has|must|names) /);
  });

  it.each(hostileUrls)('is refused in the local environment, too: %j', (url) => {
    expect(whyNotCalled(url, { allowLoopback: true })).not.toBeNull();
  });

  it('is in a list of more than sixty', () => {
    expect(new Set(hostileUrls).size).toBeGreaterThanOrEqual(60);
  });

  it.each([
    'https://hooks.example.com',
    'https://hooks.example.com/a/b?tenant=1&x=%20',
    'https://HOOKS.Example.COM/',
    'https://xn--bcher-kva.example/hooks',
    'https://a.b-c.co.uk/',
    'https://1password.com/',
  ])('is taken: %s', (url) => {
    expect(whyNotCalled(url, { allowLoopback: false })).toBeNull();
  });

  it.each([
    'http://127.0.0.1:9000/hooks',
    'http://localhost:9000/',
    'http://[::1]:9000/',
    'http://127.0.0.1/',
  ])('is taken in the local environment only: %s', (url) => {
    expect(whyNotCalled(url, { allowLoopback: true })).toBeNull();
    expect(whyNotCalled(url, { allowLoopback: false })).not.toBeNull();
  });

  it.each([
    'http://127.0.0.2:9000/',
    'http://127.1:9000/',
    'http://user@127.0.0.1:9000/',
    'http://example.com/',
  ])('is refused in the local environment: %s', (url) => {
    expect(whyNotCalled(url, { allowLoopback: true })).not.toBeNull();
  });
});
