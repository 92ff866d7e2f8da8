import { AgreementError } from '../../domain/errors.ts';
import type { StableLinks } from '../../workflows/ports/ports.ts';
import { createSigner, type KeyRing, type Signer } from './keys.ts';

/** Tenant id 16 bytes, number 4 bytes, signature 19, before 16: multiples of three, so base64url has one form. */
const tenantBytes = 16;
const contentBytes = 20;
/** Seconds since 1970 in 5 bytes, signature 19 bytes, before 16. */
const viewTimeBytes = 5;
const viewForm = /^[\w-]{28}([\w-]{4})?$/;
/** People leave a page open while they look for the right person. */
const viewLifetimeMs = 24 * 60 * 60_000;
const viewSkewMs = 5 * 60_000;
const tokenForm = /^[\w-]{48}([\w-]{4})?$/;

/** Links `{publicUrl}/api/i/{token}` in mails, to an invitation or an attestation. @throws {Error} when the key is shorter than 32 bytes */
export function createStableLinks({
  publicUrl,
  key,
}: {
  readonly publicUrl: string;
  readonly key: KeyRing;
}): StableLinks {
  const signer = createSigner(key, 'invitation link');
  // Same form, other key: a link of one kind is never valid as one of the other.
  const attestationSigner = createSigner(key, 'attestation link');
  const relationshipSigner = createSigner(key, 'relationship link');
  const viewSigner = createSigner(key, 'view of a link page');
  const base = `${publicUrl.replace(/\/$/, '')}/api/i/`;
  return {
    url: (customerTenantId, number) => base + tokenOf(signer, customerTenantId, number),
    read(token) {
      const invitation = readToken(signer, token);
      if (invitation) return { about: 'invitation', ...invitation };
      const attestation = readToken(attestationSigner, token);
      if (attestation) return { about: 'attestation', ...attestation };
      const relationship = readToken(relationshipSigner, token);
      if (relationship) return { about: 'relationship', prospectId: relationship.customerTenantId };
      throw new AgreementError('LINK_NOT_FOUND', 'This link is not one of ours.');
    },
    attestationUrl: (customerTenantId, number) => base + tokenOf(attestationSigner, customerTenantId, number),
    relationshipUrl: (prospectId) => base + tokenOf(relationshipSigner, prospectId, 1),
    newView(token, now) {
      const at = Buffer.alloc(viewTimeBytes);
      at.writeUIntBE(Math.floor(now.getTime() / 1000), 0, viewTimeBytes);
      return Buffer.concat([at, viewSigner.sign(viewContent(token, at))]).toString('base64url');
    },
    isView(token, view, now) {
      const bytes = viewForm.test(view) ? Buffer.from(view, 'base64url') : Buffer.alloc(viewTimeBytes);
      const at = bytes.subarray(0, viewTimeBytes);
      if (!viewSigner.verify(viewContent(token, at), bytes.subarray(viewTimeBytes))) return false;
      const ageMs = now.getTime() - at.readUIntBE(0, viewTimeBytes) * 1000;
      return ageMs > -viewSkewMs && ageMs <= viewLifetimeMs;
    },
  };
}

function viewContent(token: string, at: Buffer): Buffer {
  return Buffer.concat([at, Buffer.from(token)]);
}

function tokenOf(signer: Signer, customerTenantId: string, number: number): string {
  const content = Buffer.alloc(contentBytes);
  content.write(customerTenantId.replaceAll('-', ''), 'hex');
  content.writeUInt32BE(number, tenantBytes);
  return Buffer.concat([content, signer.sign(content)]).toString('base64url');
}

function readToken(signer: Signer, token: string): { customerTenantId: string; number: number } | undefined {
  const bytes = tokenForm.test(token) ? Buffer.from(token, 'base64url') : Buffer.alloc(0);
  const content = bytes.subarray(0, contentBytes);
  if (!signer.verify(content, bytes.subarray(contentBytes))) return undefined;
  return {
    customerTenantId: guid(content.toString('hex', 0, tenantBytes)),
    number: content.readUInt32BE(tenantBytes),
  };
}

function guid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
