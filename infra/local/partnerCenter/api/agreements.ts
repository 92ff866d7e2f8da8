import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { only } from '../access.ts';
import type { ApiContext, ApiEnv } from '../apiEnv.ts';
import { readJson } from '../body.ts';
import { confirmAgreement } from '../agreements/confirmAgreement.ts';
import type { Agreement } from '../customers/customer.ts';
import { link } from '../customers/customerWire.ts';
import { findCustomer } from '../customers/findCustomer.ts';
import { agreementRefusal, badInput, refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import { isTemplateCountry, offeredLanguage } from '../agreements/templateLanguages.ts';
import {
  cloudAgreement,
  customerAgreement,
  templatesOfType,
  type AgreementTemplate,
} from '../agreements/templates.ts';

const linkLifetimeMs = 5 * 60_000;

/** Agreement templates and their documents, confirmations, and whether a customer accepted directly. */
export function agreements(state: State): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get('/agreements', only('user'), (c) => {
      const items = askedTemplates(c);
      // The sample of the Cloud Agreement has a link, that of the Customer Agreement none (documented).
      const isOfCloud = items.every(({ agreementType }) => agreementType === cloudAgreement.agreementType);
      const links = isOfCloud ? { links: { self: link('/agreements') } } : {};
      return c.json({ totalCount: items.length, items, ...links, attributes: { objectType: 'Collection' } });
    })
    .get('/agreementtemplates/:templateId/document', only('user'), (c) => {
      // Documented: only the MCA has a document, id and country are case-sensitive. The refusals are unverified.
      if (c.req.param('templateId') !== customerAgreement.templateId) {
        throw refusal(404, 1000, 'The agreement template was not found.');
      }
      const country = c.req.query('country') ?? 'US';
      if (!isTemplateCountry(country)) throw badInput(`The country '${country}' is not supported.`);
      const language = offeredLanguage(country, c.req.query('language') ?? 'en-US');
      const token = createDocumentLink(state, country, language);
      const address = `${new URL(c.req.url).origin}/agreementdocuments/${token}`;
      return c.json({
        displayUri: `${address}/view`,
        downloadUri: `${address}/agreement.docx`,
        language,
        country,
      });
    })
    .get('/customers/:id/agreements', only('user'), (c) => {
      const templates = askedTemplates(c);
      const found = findCustomer(state, c.req.param('id')).agreements.flatMap((agreement) => {
        const template = templates.find(({ agreementType }) => agreementType === agreement.type);
        return template ? [onRecord(agreement, template)] : [];
      });
      if (found.length === 0 && state.settings.noAgreements === '600009') {
        // The code is documented in Microsoft's sample code; status, name and text are unverified.
        throw agreementRefusal(
          404,
          600009,
          'AgreementsNotFound',
          'No agreements were found for the customer.',
        );
      }
      return c.json({ totalCount: found.length, items: found });
    })
    .post('/customers/:id/agreements', only('both'), async (c) => {
      const customer = findCustomer(state, c.req.param('id'));
      return c.json(confirmAgreement(state, customer, await readJson(c), c.var.caller), 201);
    })
    .get('/customers/:id/directSignedMicrosoftCustomerAgreementStatus', only('user'), (c) =>
      c.json({ isSigned: findCustomer(state, c.req.param('id')).isSigned }),
    );
}

function askedTemplates(c: ApiContext): AgreementTemplate[] {
  const asked = c.req.query('agreementType');
  const templates = templatesOfType(asked);
  if (!templates) throw badInput(`The agreement type '${asked ?? ''}' is not valid.`);
  return templates;
}

function onRecord(agreement: Agreement, template: AgreementTemplate) {
  const { primaryContact, dateAgreed, type } = agreement;
  const { templateId, agreementLink } = template;
  // Documented: the date comes back without its zone.
  return {
    primaryContact,
    templateId,
    dateAgreed: dateAgreed.replace(/(\.0+)?Z$/, ''),
    type,
    agreementLink,
  };
}

/** Documented: every call gives a new link, good for five minutes. */
function createDocumentLink(state: State, country: string, language: string): string {
  const now = state.clock();
  for (const [token, { expiresAt }] of state.documents) {
    if (expiresAt > now) break;
    state.documents.delete(token);
  }
  const token = randomBytes(24).toString('base64url');
  state.documents.set(token, { country, language, expiresAt: new Date(now.getTime() + linkLifetimeMs) });
  return token;
}
