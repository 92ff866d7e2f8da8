import type { PostInvocationContext } from '@azure/functions';

/** Sent with every answer, unless the answer says something stricter of its own. */
const everywhere: Readonly<Record<string, string>> = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

type Answer = { headers?: Record<string, string> };

/** Hook after every invocation: no HTTP answer goes out without the security headers. */
export function addSecurityHeaders(hook: PostInvocationContext): void {
  if (hook.invocationContext.options.trigger.type !== 'httpTrigger') return;
  if (typeof hook.result !== 'object' || hook.result === null) return;
  const answer: Answer = hook.result;
  hook.result = { ...answer, headers: { ...everywhere, ...answer.headers } };
}
