import { z } from 'zod';
import { allow } from '../access.ts';
import { noteActivity } from '../audit.ts';
import type { Caller } from '../apiEnv.ts';
import { attestationState, type Attestation } from './attestation.ts';
import { fit } from '../body.ts';
import type { Agreement, Contact, Customer } from '../customers/customer.ts';
import { parseFinalising } from './enhancedAttestationWire.ts';
import { agreementRefusal, badInput, refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import { cloudAgreement, findTemplate, type AgreementTemplate } from './templates.ts';
import { emailShape } from '../emailShape.ts';

const text = z.string().trim().min(1);

const confirmation = z.object({
  primaryContact: z.object({
    firstName: text,
    lastName: text,
    email: emailShape,
    phoneNumber: z.string().optional(),
  }),
  templateId: z.string(),
  // A date without zone counts as UTC, as the service's own answers have it.
  dateAgreed: z.iso.datetime({ offset: true, local: true }),
  type: z.string(),
});

/** Puts a confirmed agreement on record, classic or finalising an attestation. @throws {Refusal} */
export function confirmAgreement(state: State, customer: Customer, body: unknown, caller: Caller) {
  const attestationId = parseFinalising(body);
  allow(caller, attestationId ? state.settings.finalisingTokens : 'user');
  const { primaryContact, dateAgreed, templateId } = fit(body, confirmation);
  const template = usableTemplate(state, templateId);
  if (attestationId) {
    useAttestation(state, customer, primaryContact, attestationId);
  } else if (!state.settings.classicAttestation) {
    // Documented that this is refused since 5 January 2026; how it is refused is unverified.
    throw badInput('An agreement can be confirmed with an accepted attestation only.');
  }
  const earlier = customer.agreements.filter(({ type }) => type === template.agreementType);
  if (earlier.some((agreement) => isSameContact(agreement.primaryContact, primaryContact))) {
    throw agreementRefusal(
      400,
      600061,
      'PartnerConfirmedAgreementAlreadyExists',
      'A partner confirmed agreement already exists for the customer.',
    );
  }
  const userId = caller.kind === 'user' ? { userId: caller.userId } : {};
  // The template decides which agreement this is, whatever `type` says (third party, seen in use).
  const type = template.agreementType;
  const agreement: Agreement = { type, primaryContact, dateAgreed: toUtc(dateAgreed), ...userId };
  state.customers.change(customer, { agreements: [...customer.agreements, agreement] });
  if (attestationId) bind(state, attestationId, customer.id);
  noteActivity(state, {
    customer,
    operationType: 'create_agreement',
    resourceType: 'agreement',
    newValue: agreement,
  });
  return { ...userId, primaryContact, templateId, dateAgreed, type };
}

function usableTemplate(state: State, templateId: string): AgreementTemplate {
  const template = findTemplate(templateId);
  // How an unknown template is refused is unverified.
  if (!template) throw badInput(`The agreement template '${templateId}' is not valid.`);
  if (template === cloudAgreement && state.settings.cloudAgreement === 'refused') {
    // The text is third party, the code unverified.
    throw badInput(`Microsoft Cloud Agreement Template ID '${templateId}' is no longer supported.`);
  }
  return template;
}

/** All of these refusals are unverified; an honest client never meets them. */
function useAttestation(state: State, customer: Customer, contact: Contact, attestationId: string): void {
  const attestation = state.attestations.get(attestationId.toLowerCase());
  if (!attestation) throw refusal(404, 1000, 'The attestation was not found.');
  const now = attestationState(attestation, state.clock());
  if (now !== 'accepted') throw badInput(`The attestation is ${now}.`);
  if (attestation.customerId && attestation.customerId !== customer.id) {
    throw badInput('The attestation belongs to another customer.');
  }
  if (!isSamePerson(attestation.signatory, contact)) {
    throw badInput('The primary contact is not the signatory of the attestation.');
  }
}

function bind(state: State, attestationId: string, customerId: string): void {
  const attestation: Attestation | undefined = state.attestations.get(attestationId.toLowerCase());
  if (attestation) state.attestations.set(attestation.id, { ...attestation, customerId });
}

function isSamePerson(a: Contact, b: Contact): boolean {
  return a.firstName === b.firstName && a.lastName === b.lastName && a.email === b.email;
}

/** Documented which four fields count; that they are compared exactly is unverified. */
function isSameContact(a: Contact, b: Contact): boolean {
  return isSamePerson(a, b) && (a.phoneNumber ?? '') === (b.phoneNumber ?? '');
}

function toUtc(date: string): string {
  return new Date(/(Z|[+-]\d\d:?\d\d)$/i.test(date) ? date : `${date}Z`).toISOString();
}
