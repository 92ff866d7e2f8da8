import { errorCodes, type ErrorCode } from '../../domain/errors.ts';
import { statusOf } from '../statusOf.ts';
import type { Json } from './jsonSchema.ts';

const text = { type: 'string' };
const nullable = { type: ['string', 'null'] };
const addressFields = ['addressLine1', 'addressLine2', 'city', 'state', 'postalCode', 'country'];

/** RFC 9457, with all members that a problem of this API may have. */
export const problemSchema: Json = {
  type: 'object',
  description: 'RFC 9457 problem document',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { ...text, description: 'A URN with the code' },
    title: text,
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(errorCodes) },
    detail: { ...text, description: 'For people; may change' },
    requestId: { ...text, description: 'To find the request in the logs' },
    errors: {
      type: 'array',
      description: 'What is wrong where; never a value that was sent',
      maxItems: 10,
      items: {
        type: 'object',
        required: ['pointer', 'message'],
        properties: { pointer: { ...text, description: 'JSON pointer (RFC 6901)' }, message: text },
      },
    },
    partnerCenter: {
      type: 'object',
      description: 'What Microsoft called the refusal, for support cases',
      required: ['code', 'correlationId'],
      properties: { code: text, correlationId: text },
    },
    nextAction: { ...text, description: 'What helps, like `askProvider`' },
    customerTenantId: { ...text, description: 'The customer that is meant' },
    customer: {
      type: 'object',
      description: 'The customer that another request is just making',
      properties: { companyName: text, domain: text },
    },
    acceptance: { type: 'object', description: 'Of a customer who has accepted' },
    invitationId: { ...text, description: 'What an ambiguous id means as an invitation' },
    currentInvitationId: { ...text, description: 'The invitation that took the place of this one' },
    attestationId: { ...text, description: 'The attestation that is under way, or that is meant' },
    currentAttestationId: { ...text, description: 'The attestation that took the place of this one' },
    limitOf: { ...text, description: 'Whose limit of mails is reached' },
    orderId: { ...text, description: 'The order that is kept, and tried again' },
    orderEndsAt: { ...text, format: 'date-time', description: 'Until when it is tried' },
    offeredCountries: { type: 'array', items: text, description: 'Where Microsoft offers an agreement' },
    microsoftFields: { type: 'array', items: text, description: 'Fields that Microsoft refused' },
    suggestedAddresses: {
      type: 'array',
      description: 'Addresses that Microsoft knows',
      items: {
        type: 'object',
        properties: Object.fromEntries(addressFields.map((name) => [name, nullable])),
      },
    },
  },
};

const header = (description: string, schema: Json = text): Json => ({ description, schema });
const retryAfter = header('Seconds to wait', { type: 'integer', minimum: 1 });

/** Problems by HTTP status, each with its codes. */
export function problemResponses(codes: readonly ErrorCode[]): Record<string, Json> {
  const statuses = [...new Set(codes.map((code) => statusOf[code]))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const own = [...new Set(codes)].filter((code) => statusOf[code] === status);
      const headers = {
        ...(status === 401 ? { 'WWW-Authenticate': header('How to sign in: `Bearer`') } : {}),
        ...(status === 429 || status === 503 || own.includes('REQUEST_UNDER_WAY')
          ? { 'Retry-After': retryAfter }
          : {}),
      };
      const problem = { $ref: '#/components/schemas/Problem' };
      const schema = { allOf: [problem, { type: 'object', properties: { code: { enum: own } } }] };
      return [
        String(status),
        {
          description: `A problem: ${own.join(', ')}`,
          ...(Object.keys(headers).length > 0 ? { headers } : {}),
          content: { 'application/problem+json': { schema } },
        },
      ];
    }),
  );
}

export const successHeaders = {
  location: header('Where the thing is, or its progress'),
  replayed: header('`true` where this is the first answer to the same Idempotency-Key again'),
  etag: header('For `If-None-Match`: where it is still the same, the answer is 304'),
};
