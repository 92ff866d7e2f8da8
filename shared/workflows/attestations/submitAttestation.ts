import {
  attestationStep,
  isSameSignatory,
  type Attestation,
  type AttestationFailure,
  type AttestationStep,
} from '../../domain/customers/attestation.ts';
import {
  agreedAtOf,
  decideAgreementAgain,
  failure as failed,
} from '../../domain/attestations/attestationProgress.ts';
import { AgreementError } from '../../domain/errors.ts';
import { digestOf, type AttestationId } from '../../domain/customers/attestationId.ts';
import type { Standing } from '../../domain/customers/record.ts';
import { directSeenAtOf, judge } from '../../domain/customers/standing.ts';
import type { Needs } from '../ports/ports.ts';
import type { Current } from '../ports/recordPorts.ts';
import { retryLater, type Deferred } from '../customers/retryLater.ts';
import { attestationMailIds } from '../mail/mailIds.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';
import { findKnownRefusal, type Why } from './findKnownRefusal.ts';
import type { MicrosoftTrace } from '../../domain/actor.ts';
import type { EventData } from '../../domain/customers/agreementEvent.ts';

export type SubmitAttestationNeeds = StepNeeds &
  Pick<Needs, 'schedule' | 'attestationWakeUps' | 'partnerCenter'>;

export type SubmitOutcome = { readonly kind: 'nothingToDo' | 'changed' } | Deferred;

type Told = {
  readonly what: EventData;
  readonly microsoft?: MicrosoftTrace | undefined;
  readonly attestationId?: AttestationId;
  /** Why the next step is made later. */
  readonly later?: AgreementError;
};
type Work = { readonly stored: Current; readonly attestation: Attestation };
type Carry = (needs: SubmitAttestationNeeds, work: Work) => Promise<Told>;

const steps: Record<AttestationStep, Carry> = { create, prepare, confirm };
/** Link, template, agreement: more in a row would be a mistake of ours. */
const maxSteps = 4;

/**
 * Does what the record's attestation wants of Partner Center, until it waits for the signatory or has ended. Every
 * command carries an id that was stored before its first attempt, so a repeat after a lost reply, a crash or a
 * second message makes no second attestation and no second agreement.
 */
export async function submitAttestation(
  needs: SubmitAttestationNeeds,
  customerTenantId: string,
): Promise<SubmitOutcome> {
  for (let done = 0; ; done += 1) {
    const stored = await needs.agreements.find(customerTenantId);
    const attestation = stored?.record.attestation;
    const step = attestation && attestationStep(attestation);
    if (!stored || !attestation || !step || done === maxSteps) {
      return { kind: done === 0 ? 'nothingToDo' : 'changed' };
    }
    let told: Told;
    try {
      told = await steps[step](needs, { stored, attestation });
    } catch (failure) {
      const refusal = refusalOf(failure);
      if (!refusal) {
        const work = { stored, wantedAt: attestation.stepAt, failure };
        return retryLater(needs, needs.attestationWakeUps, work);
      }
      told = { what: failed(attestation.number, refusal.why), microsoft: refusal.microsoft };
    }
    const { what, microsoft, attestationId, later } = told;
    await transition(needs, customerTenantId, {
      by: { kind: 'system' },
      ...(microsoft ? { microsoft } : {}),
      attestationId,
      decide: (record) => (isSameStep(record.attestation, attestation) ? [what] : []),
    });
    const prepared = later && (await needs.agreements.find(customerTenantId));
    if (prepared) {
      const work = { stored: prepared, wantedAt: attestation.stepAt, failure: later };
      return retryLater(needs, needs.attestationWakeUps, work);
    }
  }
}

async function create(
  needs: SubmitAttestationNeeds,
  { stored: { record }, attestation }: Work,
): Promise<Told> {
  const { partnerCenter } = needs;
  const { customerTenantId } = record;
  const { number, link, delivery, mailId } = attestation;
  const inVain = await findKnownRefusal(needs, record);
  if (inVain) return refused(attestation, inVain);
  const outcome = await partnerCenter.createAttestation(attestation, requestIdOf(attestation));
  if (outcome.kind === 'refused') return refused(attestation, outcome);
  const { attestationId, expiresAt } = outcome.value;
  // The mail leads to whichever link is current, so one is enough.
  const isMailed = delivery === 'email' && mailId === null;
  const operationId = isMailed ? attestationMailIds(needs, customerTenantId)(number, 1) : null;
  const attestationDigest = digestOf(attestationId);
  const started = { number, link, attestationDigest, linkExpiresAt: expiresAt, operationId };
  return {
    what: { type: 'attestationStarted', ...started },
    microsoft: outcome.microsoft,
    attestationId,
  };
}

/** What the agreement is put on record with is stored first: a repeat must have the same content (documented). */
async function prepare(
  needs: SubmitAttestationNeeds,
  { stored: { record }, attestation }: Work,
): Promise<Told> {
  const { customerTenantId } = record;
  const { number, stepAt } = attestation;
  const { templateId } = await needs.partnerCenter.agreementTemplate();
  const agreedAt = agreedAtOf(attestation, needs.clock.now());
  const requestId = needs.stableId('attestation', customerTenantId, number, 'confirm', stepAt.toISOString());
  return { what: { type: 'confirmationPrepared', number, templateId, agreedAt, requestId } };
}

async function confirm(needs: SubmitAttestationNeeds, { stored, attestation }: Work): Promise<Told> {
  const { customerTenantId } = stored.record;
  const { number, signatory, attestationDigest, confirmation } = attestation;
  if (!confirmation) throw new AgreementError('INTERNAL_ERROR', 'An agreement is confirmed unprepared.');
  const attestationId =
    attestationDigest === null ? null : await needs.agreements.attestationId(stored, attestationDigest);
  const order = { ...confirmation, customerTenantId, signatory, attestationId };
  const outcome = await needs.partnerCenter.confirmAgreement(order, requestIdOf(attestation));
  const complete = (standing: Standing, microsoft: MicrosoftTrace): Told => ({
    what: { type: 'attestationCompleted', number, attestationDigest, standing },
    microsoft,
  });
  const known = { now: needs.clock.now(), directSeenAt: directSeenAtOf(stored.record.standing) };
  if (outcome.kind === 'done') {
    const acceptance = { path: 'partnerAttestation', acceptedAt: confirmation.agreedAt, signatory } as const;
    const read = { kind: 'read', signedDirectly: false, confirmed: [acceptance] } as const;
    return complete(judge(read, needs.policy, known), outcome.microsoft);
  }
  const { code } = outcome;
  const again = decideAgreementAgain(attestation, code, {
    now: needs.clock.now(),
    requestId: needs.stableId('attestation', customerTenantId, number, 'again', requestIdOf(attestation)),
  });
  if (again) return { what: again, microsoft: outcome.microsoft, later: aheadOfMicrosoft(code) };
  if (outcome.reason !== 'signatoryOnRecord') return refused(attestation, outcome);
  // An earlier attempt may be what is on record: only reading it back can tell (documented for a retry).
  const { observation, microsoft } = await needs.partnerCenter.observe(customerTenantId);
  const standing = judge(observation, needs.policy, known);
  if (standing.kind === 'unknown') {
    throw new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'The agreement on record cannot be read back.');
  }
  return isOnRecord(standing, attestation) ? complete(standing, microsoft) : refused(attestation, outcome);
}

function aheadOfMicrosoft(code: string): AgreementError {
  return new AgreementError(
    'PARTNER_CENTER_UNAVAILABLE',
    `To Partner Center the date of the agreement is in the future, code ${code}: our clock is ahead.`,
  );
}

/** Of a customer who had accepted before, some agreement is always on record: it has to be that of this signatory. */
function isOnRecord(standing: Standing, { isUpdate, signatory }: Attestation): boolean {
  if (standing.kind !== 'accepted') return false;
  const onRecord = standing.acceptance.signatory;
  return !isUpdate || (onRecord !== null && isSameSignatory(signatory, onRecord));
}

function requestIdOf({ requestId }: Attestation): string {
  if (requestId !== null) return requestId;
  throw new AgreementError('INTERNAL_ERROR', 'A call to Partner Center has no stored id.');
}

function refused({ number }: Attestation, { reason, code, microsoft }: Why): Told {
  return { what: failed(number, { reason, code, correlationId: microsoft.correlationId }), microsoft };
}

/** A question on the way that Partner Center denies for good ends the attestation; all else is tried again. */
function refusalOf(
  failure: unknown,
): { readonly why: AttestationFailure; readonly microsoft: MicrosoftTrace | undefined } | undefined {
  if (!(failure instanceof AgreementError)) return undefined;
  if (failure.code !== 'PARTNER_CENTER_DENIED' && failure.code !== 'PARTNER_CENTER_REFUSED') return undefined;
  const { partnerCenter, microsoft } = failure.details;
  const reason = failure.code === 'PARTNER_CENTER_DENIED' ? 'accessDenied' : 'attestationRefused';
  const { code = null, correlationId = null } = partnerCenter ?? {};
  return { why: { reason, code, correlationId }, microsoft };
}

function isSameStep(current: Attestation | null, known: Attestation): boolean {
  return (
    current?.number === known.number &&
    current.state === known.state &&
    current.requestId === known.requestId &&
    current.stepAt.getTime() === known.stepAt.getTime()
  );
}
