import { describe, expect, it } from 'vitest';
import { whyNotCalled } from '../../../../shared/domain/webhooks/endpointUrl.ts';
import { hostileUrls } from './hostileUrls.ts';

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
