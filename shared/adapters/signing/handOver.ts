import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { AgreementError } from '../../domain/errors.ts';
import type { FirstCredentials } from '../../domain/newCustomers/newCustomer.ts';
import type { HandOver } from '../../workflows/ports/newCustomerPorts.ts';
import { openWith, sealWith } from './byteBox.ts';
import { createSigner, deriveKeys, keyIdBytes, type KeyRing } from './keys.ts';

const tenantBytes = 16;
const keyBytes = 32;
/** 51 bytes, or 48 before keys had ids: multiples of three, so base64url has one form. */
const tokenForm = /^[\w-]{64}([\w-]{4})?$/;
const viewBytes = 17;
/** With its signature 36 bytes, before 33: again multiples of three. */
const viewForm = /^[\w-]{44}([\w-]{4})?$/;

/**
 * Links `{publicUrl}/api/c/{token}` to credentials that are shown once. The key of the box is derived from
 * the link's secret and one of this app. The tables hold neither, so they alone reveal no password.
 */
export function createHandOver({ publicUrl, key }: { publicUrl: string; key: KeyRing }): HandOver {
  const keys = deriveKeys(key, derivedFrom);
  const views = createSigner(key, 'credentials view');
  const sealing = (tenant: Buffer) => ({
    place: tenant,
    keyOf: ({ boxKey }: Derived) => boxKey(tenant),
  });
  return {
    seal(customerTenantId, credentials) {
      const content = Buffer.from(JSON.stringify(credentials));
      return sealWith(keys, content, sealing(bytesOf(customerTenantId))).toString('base64');
    },
    open(customerTenantId, box) {
      const bytes = openWith(keys, Buffer.from(box, 'base64'), sealing(bytesOf(customerTenantId)));
      return JSON.parse(bytes.toString('utf8')) as FirstCredentials;
    },
    url(customerTenantId) {
      const tenant = bytesOf(customerTenantId);
      const { id, key: own } = keys.current;
      const token = Buffer.concat([tenant, id, own.secretOf(tenant)]).toString('base64url');
      return `${publicUrl}/api/c/${token}`;
    },
    read(token) {
      const bytes = tokenForm.test(token)
        ? Buffer.from(token, 'base64url')
        : Buffer.alloc(tenantBytes + keyBytes);
      const tenant = bytes.subarray(0, tenantBytes);
      const id = bytes.subarray(tenantBytes, -keyBytes);
      const secret = bytes.subarray(-keyBytes);
      const candidates = id.length === keyIdBytes ? keys.named(id) : keys.all();
      if (!candidates.some(({ secretOf }) => timingSafeEqual(secretOf(tenant), secret)))
        throw new AgreementError('LINK_NOT_FOUND', 'This link is not one of ours.');
      return tenant.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
    newView(customerTenantId) {
      const nonce = randomBytes(viewBytes);
      const mac = views.sign(Buffer.concat([bytesOf(customerTenantId), nonce]));
      return Buffer.concat([nonce, mac]).toString('base64url');
    },
    readView(customerTenantId, view) {
      const bytes = viewForm.test(view) ? Buffer.from(view, 'base64url') : Buffer.alloc(0);
      const signed = Buffer.concat([bytesOf(customerTenantId), bytes.subarray(0, viewBytes)]);
      if (!views.verify(signed, bytes.subarray(viewBytes))) return undefined;
      return createHash('sha256').update(bytes).digest('hex');
    },
  };
}

type Derived = ReturnType<typeof derivedFrom>;

function derivedFrom(key: Uint8Array) {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', key, '', `countersign ${purpose}`, keyBytes));
  const linkSecret = derive('credentials link');
  const appSecret = derive('credentials box');
  const secretOf = (tenant: Buffer) => createHmac('sha256', linkSecret).update(tenant).digest();
  const boxKey = (tenant: Buffer) =>
    Buffer.from(hkdfSync('sha256', Buffer.concat([secretOf(tenant), appSecret]), tenant, 'box', keyBytes));
  return { secretOf, boxKey };
}

function bytesOf(customerTenantId: string): Buffer {
  return Buffer.from(customerTenantId.replaceAll('-', ''), 'hex');
}
