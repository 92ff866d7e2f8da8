import { fullName } from '../../domain/person.ts';
import type { Prospect } from '../../domain/prospects/prospect.ts';
import { composeProspectNotice } from './composeProspectNotice.ts';
import type { ComposedMail, ComposeMail, OutgoingMail } from '../ports/mailPorts.ts';
import type { Needs } from '../ports/ports.ts';

const dayMs = 24 * 60 * 60_000;

/** The mail that a prospect waits for, ready to send. @throws {Error} when it waits for none */
export async function composeProspectMail(
  needs: Pick<Needs, 'mailComposer' | 'links' | 'clock' | 'policy'>,
  prospect: Prospect,
): Promise<OutgoingMail> {
  const { mail, recipient } = prospect;
  if (!mail) throw new Error('there is no mail to compose');
  const composeMail = await needs.mailComposer();
  const { operationId, notice } = mail;
  if (notice) return { operationId, ...composeProspectNotice({ ...needs, composeMail }, prospect, notice) };
  return {
    operationId,
    recipient: recipient.email,
    recipientName: fullName(recipient),
    ...composeProspect({ composeMail, links: needs.links }, prospect, needs.clock.now()),
    unsubscribeUrl: `${needs.links.relationshipUrl(prospect.id)}/other`,
  };
}

/** What a relationship invitation says, or its reminder, also for a partner who sends it by hand. */
export function composeProspect(
  { composeMail, links }: Pick<Needs, 'links'> & { readonly composeMail: ComposeMail },
  { id, recipient, companyName, language, note, link, expiresAt, mail }: Prospect,
  now: Date,
): ComposedMail {
  const url = links.relationshipUrl(id);
  const order = {
    recipientName: fullName(recipient),
    companyName,
    language,
    note,
    url,
    notForMeUrl: `${url}/other`,
    resellerName: link?.resellerName ?? null,
    expiresAt,
  };
  if (!mail || mail.reminder === 0) return composeMail({ ...order, kind: 'inviteRelationship' });
  const daysLeft = Math.max(Math.floor((expiresAt.getTime() - now.getTime()) / dayMs), 0);
  return composeMail({ ...order, kind: 'reminder', about: 'inviteRelationship', daysLeft });
}
