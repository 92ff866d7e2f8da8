import { mailtoAnybody } from '../mail/mailto.ts';
import { page, type PagePart } from './page.ts';
import { pageText, type PageMessage } from './pageMessages.ts';
import type { Language } from '../../domain/language.ts';

export type Choices = {
  readonly language: Language;
  readonly partnerName: string;
  readonly companyName: string;
  /** The stable link. */
  readonly url: string;
  /** The holder of a signatory's link can accept in that person's name, so it is not passed on. */
  readonly isPersonal: boolean;
  /** False once the invitation was answered, withdrawn or ran out, or was declined before. */
  readonly isOpen: boolean;
};

/** What a reader can do who is not the one to accept: pass it on, or say so. Looking at it does neither. */
export function otherChoicesPage(choices: Choices): string {
  const { language, partnerName, companyName, url, isPersonal, isOpen } = choices;
  const say = (key: PageMessage): string => pageText(language, key, { partnerName, companyName });
  if (!isOpen) {
    return page(language, [
      { kind: 'title', text: say('closed.title') },
      { kind: 'text', text: say('closed.text') },
    ]);
  }
  return page(language, [
    { kind: 'title', text: say('choices.title') },
    { kind: 'text', text: say('choices.intro') },
    ...(isPersonal ? [] : passingOn(say, url)),
    { kind: 'heading', text: say('decline.title') },
    { kind: 'text', text: say('decline.text') },
    // Relative to `…/i/{token}/other`, so that it holds wherever the app is mounted.
    { kind: 'form', button: say('decline.button'), action: 'decline' },
    { kind: 'link', text: say('back'), url, look: 'plain' },
  ]);
}

function passingOn(say: (key: PageMessage) => string, url: string): PagePart[] {
  const subject = say('administrator.subject');
  const text = `${say('administrator.body')}\n${url}`;
  return [
    { kind: 'heading', text: say('administrator.title') },
    { kind: 'text', text: say('administrator.text') },
    { kind: 'link', text: say('administrator.write'), url: mailtoAnybody({ subject, text }), look: 'button' },
    { kind: 'copy', label: say('administrator.copy'), text },
  ];
}

/** Thanks a reader who said that the invitation is not for them. */
export function declinedPage({ language, partnerName }: Pick<Choices, 'language' | 'partnerName'>): string {
  const say = (key: PageMessage): string => pageText(language, key, { partnerName });
  return page(language, [
    { kind: 'title', text: say('declined.title') },
    { kind: 'text', text: say('declined.text') },
  ]);
}
