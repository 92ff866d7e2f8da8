import { describe, expect, it } from 'vitest';
import { parseMailAccount } from '../../../../shared/adapters/email/mailAccount.ts';

const key = 'c2VjcmV0LWtleS1vZi10aGUtbWFpbC1zZXJ2aWNl';
const identity = { getToken: async () => null };

describe('a mail account', () => {
  it.each([
    [
      `endpoint=https://contoso.communication.azure.com/;accesskey=${key}`,
      'https://contoso.communication.azure.com',
      false,
    ],
    [` Endpoint=http://127.0.0.1:7074;AccessKey=${key}; `, 'http://127.0.0.1:7074', true],
    [`endpoint=http://[::1]:7074/;accesskey=${key}`, 'http://[::1]:7074', true],
  ])('is read from %s', (connectionString, endpoint, insecure) => {
    expect(parseMailAccount({ connectionString })).toEqual({ endpoint, credential: { key }, insecure });
  });

  it.each([
    ['an empty text', ''],
    ['the parts the other way round', `accesskey=${key};endpoint=https://contoso.communication.azure.com`],
    ['no key', 'endpoint=https://contoso.communication.azure.com'],
    ['an endpoint without scheme', `endpoint=contoso.communication.azure.com;accesskey=${key}`],
    ['an endpoint with a path', `endpoint=https://contoso.communication.azure.com/acs;accesskey=${key}`],
    ['an endpoint with a name and password', `endpoint=https://me:${key}@contoso.example;accesskey=${key}`],
    ['plain http to another computer', `endpoint=http://mail.contoso.example;accesskey=${key}`],
    [
      'plain http to a look-alike of this computer',
      `endpoint=http://127.0.0.1.evil.example;accesskey=${key}`,
    ],
    ['another protocol', `endpoint=ftp://127.0.0.1;accesskey=${key}`],
  ])('is refused for %s, and the key is not told', (_case, connectionString) => {
    let message = '';
    try {
      parseMailAccount({ connectionString });
    } catch (error) {
      message = String(error) + String((error as Error).stack);
    }
    expect(message).toContain('mail');
    expect(message).not.toContain(key);
  });

  it('with an identity is called over https only', () => {
    const credential = identity;
    expect(
      parseMailAccount({ endpoint: 'https://contoso.communication.azure.com', credential }),
    ).toMatchObject({ insecure: false });
    expect(() => parseMailAccount({ endpoint: 'http://127.0.0.1:7074', credential })).toThrow('https only');
  });
});
