import { hasLink } from '../contracts/customers/presentAttestation.ts';
import { composeCurrentAttestation, composeCurrentInvitation } from '../workflows/mail/composePendingMail.ts';
import { composeProspect } from '../workflows/prospects/composeProspect.ts';
import type { ProspectText } from '../contracts/prospects/presentProspect.ts';
import type { AgreementRecord } from '../domain/customers/record.ts';
import type { Prospect } from '../domain/prospects/prospect.ts';
import type { ComposedMail } from '../workflows/ports/mailPorts.ts';
import type { Clock } from '../workflows/ports/ports.ts';
import type { createMail } from './mail.ts';
import type { createSigning } from './signing.ts';

export type LinkContent = ComposedMail & { readonly mailto: string };

export type LinkTexts = {
  /** The stable link of a relationship invitation, and what a partner sends by hand where it does. */
  prospectTexts(): Promise<(prospect: Prospect) => ProspectText>;
  /** Writes what a partner sends by hand; null for what is mailed. */
  linkContents(about: 'invitation' | 'attestation'): Promise<(record: AgreementRecord) => LinkContent | null>;
};

type Parts = {
  readonly mail: Awaited<ReturnType<typeof createMail>>;
  readonly signing: Awaited<ReturnType<typeof createSigning>>;
  readonly clock: Clock;
};

/** Writes what a partner sends by hand, where nothing is mailed. */
export function createLinkTexts({ mail, signing, clock }: Parts): LinkTexts {
  return {
    prospectTexts: async () => {
      const composeMail = await mail.mailComposer();
      return (prospect) => {
        const url = signing.links.relationshipUrl(prospect.id);
        if (prospect.delivery !== 'link' || !prospect.link) return { url, content: null };
        const content = composeProspect({ composeMail, ...signing }, prospect, clock.now());
        return {
          url,
          content: { ...content, mailto: mail.mailto({ to: prospect.recipient.email, ...content }) },
        };
      };
    },
    linkContents: async (about) => {
      const composeMail = await mail.mailComposer();
      const compose = about === 'invitation' ? composeCurrentInvitation : composeCurrentAttestation;
      return (record) => {
        const subject = record[about];
        if (subject?.delivery !== 'link' || ('mode' in subject && !hasLink(subject))) return null;
        const to = 'recipient' in subject ? subject.recipient.email : subject.signatory.email;
        const content = compose({ composeMail, ...signing }, record);
        return { ...content, mailto: mail.mailto({ to, ...content }) };
      };
    },
  };
}
