import type { EmailClientOptions } from '@azure/communication-email';
import type { Trace } from '../../workflows/ports/ports.ts';

type Policy = NonNullable<EmailClientOptions['additionalPolicies']>[number];

/**
 * Without `operation-location` the SDK has nothing to poll, so a send is one request (tried). The SDK takes a
 * page with 200 for a mail that was sent (tried); the service says 202 and JSON (documented).
 */
export const acceptOnly: Policy = {
  position: 'perCall',
  policy: {
    name: 'acceptOnly',
    async sendRequest(request, next) {
      const response = await next(request);
      if (request.method !== 'POST' || response.status >= 300) return response;
      if (!isJsonObject(response.bodyAsText)) throw new Error('not an answer of the mail service');
      response.headers.delete('operation-location');
      return response;
    },
  },
};

/** The service does not sign this header (documented), and the SDK sets it with a tracing library only. */
export function traced(trace: Trace): Policy {
  return {
    position: 'perCall',
    policy: {
      name: 'traced',
      sendRequest(request, next) {
        const traceparent = trace.parent();
        if (traceparent) request.headers.set('traceparent', traceparent);
        return next(request);
      },
    },
  };
}

/** Whether a body may be the service's: all its answers are JSON objects. */
export function isJsonObject(text: string | null | undefined): boolean {
  return /^\s*\{/.test(text ?? '');
}
