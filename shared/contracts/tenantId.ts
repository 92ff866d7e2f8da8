const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const nilGuid = '00000000-0000-0000-0000-000000000000';

/**
 * An Entra tenant id, lower-cased, since two spellings must not become two customers; undefined for any
 * other text and for the nil GUID (no tenant). Without zod, since functions load this at their start.
 */
export function readTenantId(text: unknown): string | undefined {
  const tenantId = typeof text === 'string' ? text.toLowerCase() : '';
  return guid.test(tenantId) && tenantId !== nilGuid ? tenantId : undefined;
}
