import { momentText } from '../mail/mailDate.ts';
import { languageField, page, type PagePart } from './page.ts';
import { pageText, type PageMessage } from './pageMessages.ts';
import type { Language } from '../../domain/language.ts';
import type { LinkState } from '../../domain/invitations/linkState.ts';
import type { MailBrand } from '../../domain/mail/mailBrand.ts';

/** What the page behind a link in a mail tells. */
export type LinkPage = {
  readonly about: 'invitation' | 'attestation' | 'relationship';
  readonly state: LinkState;
  readonly language: Language;
  readonly brand: MailBrand;
  readonly companyName: string;
  readonly inviterName: string | null;
  /** The stable link. */
  readonly url: string;
  readonly newerUrl: string | null;
  readonly expiresAt: Date;
  /** Host of Microsoft's page that the link leads to. */
  readonly host: string;
  /** From this page to the addresses below the link: '' or `{token}/`. */
  readonly base: string;
  /** Says in forms and in the way on that this page was offered. */
  readonly view: string;
  /** What came of "I have accepted", where the reader just said so. */
  readonly claim?: { readonly kind: 'none'; readonly at: Date } | { readonly kind: 'failed' };
  /** The reader just took "not for me" back. */
  readonly isReopened?: boolean;
  /** The reader's answer came from a page that was too old for it, or from none. */
  readonly isStale?: boolean;
  /** The reader chose another language than that of the mail, which answers keep. */
  readonly isChosenLanguage?: boolean;
};

export type Say = (key: PageMessage, more?: Readonly<Record<string, string>>) => string;

export function sayOf({
  language,
  brand,
  companyName,
}: Pick<LinkPage, 'language' | 'brand' | 'companyName'>): Say {
  return (key, more = {}) =>
    pageText(language, key, { partnerName: brand.partnerName, companyName, ...more });
}

/** The page behind a link in a mail: what is asked, by whom, how to check it, and what became of it. */
export function linkPage(link: LinkPage): string {
  const say = sayOf(link);
  const { language, brand } = link;
  const parts = partsOf(link, say);
  return page(
    { language, brand, hasLanguages: true },
    isAsking(link) ? parts : [aboutOf(link, say), ...parts],
  );
}

function isAsking({ state }: LinkPage): boolean {
  return state.kind === 'open' || state.kind === 'preparing';
}

/** A reader who looks after several companies has to see which one a page is about. */
function aboutOf({ about }: LinkPage, say: Say): PagePart {
  return { kind: 'about', text: say(about === 'relationship' ? 'about.relationship' : 'about.agreement') };
}

/** Where an answer goes: below the link, in the language that the reader reads. */
export function answerTo(
  { base, language, isChosenLanguage }: Pick<LinkPage, 'base' | 'language' | 'isChosenLanguage'>,
  answer: string,
): string {
  return base + answer + (isChosenLanguage ? `?${languageField}=${language}` : '');
}

function partsOf(link: LinkPage, say: Say): PagePart[] {
  const { state, language, newerUrl, view } = link;
  const moment = (at: Date) => momentText(language, at);
  switch (state.kind) {
    case 'open':
    case 'preparing':
      return openParts(link, say);
    case 'refused':
      return [
        ...titled(say, 'refused'),
        ...noticeOf(link, say),
        { kind: 'link', text: say('refused.still'), url: onward(link), look: 'plain', isNewTab: true },
        ...claimParts(link, say),
      ];
    case 'accepted': {
      const { at, isExact } = state;
      const key = isExact ? 'accepted.on' : 'accepted.seen';
      return [
        { kind: 'title', text: say('accepted.title') },
        ...(at ? [{ kind: 'text', text: say(key, { on: moment(at) }), at } as const] : []),
        { kind: 'text', text: say('accepted.text') },
      ];
    }
    case 'signed':
    case 'confirmed':
    case 'replaced':
    case 'withdrawn':
    case 'wanted':
    case 'stuck':
      return titled(say, state.kind);
    case 'rejected':
      return [...titled(say, 'rejected'), renewal(link, say)];
    case 'newer':
      return [
        ...titled(say, 'newer'),
        { kind: 'link', text: say('newer.button'), url: newerUrl ?? link.url, look: 'button' },
      ];
    case 'expired':
      return [
        { kind: 'title', text: say('expired.title') },
        { kind: 'text', text: say('expired.text', { until: moment(state.until) }), at: state.until },
        ...staleNotice(link, say),
        renewal(link, say),
      ];
    case 'declined':
      return [
        ...titled(say, 'declined'),
        ...staleNotice(link, say),
        ...(state.canTakeBack
          ? ([
              { kind: 'text', text: say('declined.undo') },
              { kind: 'form', button: say('declined.undoButton'), action: answerTo(link, 'undo'), view },
            ] as const)
          : ([{ kind: 'text', text: say('declined.again') }, renewal(link, say)] as const)),
      ];
  }
}

/** States of which a title and a text tell all. */
type Told =
  | ('refused' | 'rejected' | 'signed' | 'confirmed' | 'replaced' | 'stuck')
  | ('withdrawn' | 'wanted' | 'newer' | 'declined');

function titled(say: Say, key: Told): PagePart[] {
  return [
    { kind: 'title', text: say(`${key}.title`) },
    { kind: 'text', text: say(`${key}.text`) },
  ];
}

/** Asks the partner for another invitation. */
function renewal(link: LinkPage, say: Say): PagePart {
  const action = answerTo(link, 'renew');
  return { kind: 'form', button: say('expired.button'), action, view: link.view, look: 'button' };
}

/** The way on to Microsoft; its value says that the page was offered, as a form's does. */
function onward({ base, view, language, isChosenLanguage }: LinkPage): string {
  return `${base}go?view=${view}${isChosenLanguage ? `&${languageField}=${language}` : ''}`;
}

function openParts(link: LinkPage, say: Say): PagePart[] {
  const { about, inviterName, language, expiresAt, claim, isReopened } = link;
  const isRelationship = about === 'relationship';
  const until = momentText(language, expiresAt);
  return [
    {
      kind: 'title',
      text: claim ? say('claim.thanks') : say(`open.title${isRelationship ? 'Relationship' : ''}`),
    },
    ...(isReopened ? [{ kind: 'notice', text: say('reopened.notice') } as const] : []),
    ...noticeOf(link, say),
    {
      kind: 'text',
      text: say(isRelationship ? 'open.introRelationship' : 'open.intro', { inviterName: inviterName ?? '' }),
    },
    { kind: 'text', text: say(isRelationship ? 'open.effectRelationship' : 'open.effect') },
    ...(about === 'attestation' ? [{ kind: 'strong', text: say('open.personal') } as const] : []),
    { kind: 'link', text: say('open.continue'), url: onward(link), look: 'button', isNewTab: true },
    { kind: 'text', text: say('open.until', { until }), at: expiresAt },
    { kind: 'heading', text: say('steps.title') },
    { kind: 'steps', items: stepsOf(about, say) },
    ...claimParts(link, say),
    { kind: 'heading', text: say('genuine.title') },
    { kind: 'list', items: checksOf(link, say) },
    {
      kind: 'link',
      text: say(about === 'invitation' ? 'other.link' : 'choices.title'),
      url: answerTo(link, 'other'),
      look: 'plain',
    },
  ];
}

function noticeOf(link: LinkPage, say: Say): PagePart[] {
  const { claim, language, about } = link;
  if (!claim) return staleNotice(link, say);
  if (claim.kind === 'failed') return [{ kind: 'notice', text: say('claim.failed') }];
  const { at } = claim;
  const key = about === 'relationship' ? 'claim.noneRelationship' : 'claim.none';
  return [{ kind: 'notice', text: say(key, { at: momentText(language, at) }), at }];
}

function staleNotice({ isStale }: LinkPage, say: Say): PagePart[] {
  return isStale ? [{ kind: 'notice', text: say('stale.notice') }] : [];
}

function claimParts(link: LinkPage, say: Say): PagePart[] {
  const isRelationship = link.about === 'relationship';
  return [
    { kind: 'heading', text: say(isRelationship ? 'claim.titleRelationship' : 'claim.title') },
    { kind: 'text', text: say('claim.text') },
    {
      kind: 'form',
      button: say(isRelationship ? 'claim.buttonRelationship' : 'claim.button'),
      ...{ action: answerTo(link, 'accepted'), view: link.view },
    },
  ];
}

function stepsOf(about: LinkPage['about'], say: Say): string[] {
  switch (about) {
    case 'invitation':
      return [say('steps.adminCenter'), say('steps.signIn'), say('steps.return')];
    case 'attestation':
      return [say('steps.page'), say('steps.read'), say('steps.return')];
    case 'relationship':
      return [say('steps.adminCenter'), say('steps.signInRelationship'), say('steps.returnRelationship')];
  }
}

/** The page of an attestation has no way without its link; the others are in the admin center for everybody. */
function checksOf({ about, host }: LinkPage, say: Say): string[] {
  const [here, call] = [say('genuine.here'), say('genuine.call')];
  if (about === 'attestation') return [here, say('genuine.hostOnly', { host }), call];
  if (about === 'relationship') return [here, say('genuine.host', { host }), call];
  return [here, say('genuine.host', { host }), say('genuine.own', { host }), call];
}
