import type { Config } from '../config.ts';
import type { PortalSettings } from '../edge/portal/createPortal.ts';

/** What the portal's page is told of this installation. */
export function portalSettings(config: Config): PortalSettings {
  return {
    publicUrl: config.PUBLIC_URL,
    contactEmail: config.PARTNER_SUPPORT_EMAIL ?? config.MAIL_SENDER,
    partnerName: config.PARTNER_NAME,
    language: config.DEFAULT_LANGUAGE,
    clientId: config.PORTAL_CLIENT_ID,
    authority: `${config.ENTRA_URL}/${config.PARTNER_TENANT_ID}`,
    // Documented: all permissions that are granted to the app, whatever their names are.
    scope: `${config.API_AUDIENCE}/.default`,
  };
}
