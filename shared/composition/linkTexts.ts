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

type About = 'invitation' | 'attestation';

export type LinkTexts = {
  /** The stable link of a relationship invitation, and what a partner sends by hand where it does. */
  prospectTexts(): Promise<(prospect: Prospect) => ProspectText>;
  /** Writes what a partner sends by hand; null for what is mailed. */
  linkContents(about: About): Promise<(record: AgreementRecord) => LinkContent | null>;
  /** The same, also where it is mailed. @throws {Error} where the record has none */
  contents(about: About): Promise<(record: AgreementRecord) => LinkContent>;
  /** @throws {Error} where Microsoft's link is not there yet */
  prospectContents(): Promise<(prospect: Prospect) => LinkContent>;
};

type Parts = {
  readonly mail: Awaited<ReturnType<typeof createMail>>;
  readonly signing: Awaited<ReturnType<typeof createSigning>>;
  readonly clock: Clock;
};

/** Writes what a partner sends by hand, where nothing is mailed. */
export function createLinkTexts({ mail, signing, clock }: Parts): LinkTexts {
  const contents: LinkTexts['contents'] = async (about) => {
    const composeMail = await mail.mailComposer();
    const compose = about === 'invitation' ? composeCurrentInvitation : composeCurrentAttestation;
    return (record) => {
      const content = compose({ composeMail, ...signing }, record);
      const reader = about === 'invitation' ? record.invitation?.recipient : record.attestation?.signatory;
      return { ...content, mailto: mail.mailto({ to: reader?.email ?? '', ...content }) };
    };
  };
  const prospectContents: LinkTexts['prospectContents'] = async () => {
    const composeMail = await mail.mailComposer();
    return (prospect) => {
      const content = composeProspect({ composeMail, ...signing }, prospect, clock.now());
      return { ...content, mailto: mail.mailto({ to: prospect.recipient.email, ...content }) };
    };
  };
  return {
    contents,
    prospectContents,
    prospectTexts: async () => {
      const contentOf = await prospectContents();
      return (prospect) => {
        const url = signing.links.relationshipUrl(prospect.id);
        const isByHand = prospect.delivery === 'link' && prospect.link !== null;
        return { url, content: isByHand ? contentOf(prospect) : null };
      };
    },
    linkContents: async (about) => {
      const contentOf = await contents(about);
      return (record) => {
        const subject = record[about];
        if (subject?.delivery !== 'link' || ('mode' in subject && !hasLink(subject))) return null;
        return contentOf(record);
      };
    },
  };
}
