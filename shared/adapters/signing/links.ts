import { AgreementError } from '../../domain/errors.ts';
import type { StableLinks } from '../../workflows/ports.ts';
import { createSigner } from './keys.ts';

/** Tenant id 16 bytes, invitation number 4 bytes, signature 16 bytes: a multiple of three, so base64url has one form. */
const tenantBytes = 16;
const contentBytes = 20;
const tokenForm = /^[\w-]{48}$/;

/** Links `{publicUrl}/api/i/{token}` in invitation mails. @throws {Error} when the key is shorter than 32 bytes */
export function createStableLinks({
  publicUrl,
  key,
}: {
  readonly publicUrl: string;
  readonly key: Uint8Array;
}): StableLinks {
  const signer = createSigner(key, 'invitation link');
  const base = `${publicUrl.replace(/\/$/, '')}/api/i/`;
  return {
    url(customerTenantId, invitationNumber) {
      const content = Buffer.alloc(contentBytes);
      content.write(customerTenantId.replaceAll('-', ''), 'hex');
      content.writeUInt32BE(invitationNumber, tenantBytes);
      return base + Buffer.concat([content, signer.sign(content)]).toString('base64url');
    },
    read(token) {
      const bytes = tokenForm.test(token) ? Buffer.from(token, 'base64url') : Buffer.alloc(0);
      const content = bytes.subarray(0, contentBytes);
      if (!signer.verify(content, bytes.subarray(contentBytes))) {
        throw new AgreementError('LINK_NOT_FOUND', 'This link is not one of ours.');
      }
      return {
        customerTenantId: guid(content.toString('hex', 0, tenantBytes)),
        invitationNumber: content.readUInt32BE(tenantBytes),
      };
    },
  };
}

function guid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
