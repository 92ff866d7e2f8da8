import { decideProspectMailed } from '../../domain/prospects/decideProspect.ts';
import type { Prospect } from '../../domain/prospects/prospect.ts';
import type { ProspectEventData } from '../../domain/prospects/prospectEvents.ts';
import { transitionProspect, type ProspectNeeds } from './transitionProspect.ts';
import type { StoredProspect } from '../ports/prospectPorts.ts';
import { retryProspectLater, type ProspectDeferred } from './retryProspectLater.ts';
import { tryMail, type TryNeeds } from '../mail/tryMail.ts';

export type SendProspectMailNeeds = ProspectNeeds & TryNeeds;

type Mailed = ProspectDeferred | { readonly kind: 'underWay' } | undefined;

/** Sends the mail a prospect waits for, in the line of all mails; a repeat makes no second mail. */
export async function sendProspectMail(
  needs: SendProspectMailNeeds,
  stored: StoredProspect,
): Promise<Mailed> {
  const { id, mail, sending } = stored.prospect;
  if (!mail) return undefined;
  const { operationId, reminder, notice, requestedAt: wantedAt } = mail;
  const subject = notice
    ? ({ kind: 'relationshipNotice' } as const)
    : ({ kind: 'relationship', sending, reminder } as const);
  const read = () => needs.prospects.mail(id, operationId);
  const outcome = await tryMail(needs, { operationId, customerTenantId: id, subject }, { wantedAt, read });
  if (outcome.kind === 'later') return retryProspectLater(needs, stored, outcome);
  if (outcome.kind === 'underWay') return { kind: 'underWay' };
  if (outcome.kind === 'sent') await noteSent(needs, stored.prospect, mail);
  else {
    const refused: ProspectEventData = notice
      ? { type: 'noticeRefused', operationId }
      : { type: 'mailRefused', operationId, reason: 'mailRefused' };
    await note(needs, id, (current) => (current.mail?.operationId === operationId ? [refused] : []));
  }
  return undefined;
}

/**
 * Notes in the history that a mail went out, unless another run or a delivery report has. A mail that something newer
 * replaced while it was being sent is noted as well.
 */
async function noteSent(
  needs: SendProspectMailNeeds,
  { id }: Prospect,
  { operationId, notice }: NonNullable<Prospect['mail']>,
): Promise<void> {
  const context = { now: needs.clock.now(), reminders: needs.policy.reminders };
  if (await note(needs, id, (current) => decideProspectMailed(current, operationId, context))) return;
  const sent: ProspectEventData = notice
    ? { type: 'noticeSent', operationId }
    : { type: 'mailSent', operationId, remindAt: null };
  for (;;) {
    const history = await needs.prospects.history(id);
    const isNoted = history.some(({ what }) => what.type === sent.type && what.operationId === operationId);
    const latest = history.at(-1)?.version;
    if (isNoted || latest === undefined) return;
    if (await note(needs, id, ({ version }) => (version === latest ? [sent] : []))) return;
  }
}

/** Says whether there was anything to note. */
async function note(
  needs: SendProspectMailNeeds,
  id: string,
  decide: (current: Prospect) => ProspectEventData[],
): Promise<boolean> {
  return (await transitionProspect(needs, id, { by: { kind: 'system' }, decide })).kind === 'changed';
}
