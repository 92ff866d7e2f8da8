import type { Language } from '../domain/record.ts';
import { mailtoAnybody } from './mail/mailto.ts';
import { page } from './pages/page.ts';
import { pageText, type PageMessage } from './pages/pageMessages.ts';

export type Choices = {
  readonly language: Language;
  readonly partnerName: string;
  readonly companyName: string;
  /** The stable link, which works for whoever may accept. */
  readonly url: string;
  /** False once the invitation was answered, withdrawn or ran out, or was declined before. */
  readonly isOpen: boolean;
};

/** What a reader can do who is not the one to accept: pass it on, or say so. Looking at it does neither. */
export function otherChoicesPage({ language, partnerName, companyName, url, isOpen }: Choices): string {
  const say = (key: PageMessage): string => pageText(language, key, { partnerName, companyName });
  if (!isOpen) {
    return page(language, [
      { kind: 'title', text: say('closed.title') },
      { kind: 'text', text: say('closed.text') },
    ]);
  }
  const subject = say('administrator.subject');
  const text = `${say('administrator.body')}\n${url}`;
  return page(language, [
    { kind: 'title', text: say('choices.title') },
    { kind: 'text', text: say('choices.intro') },
    { kind: 'heading', text: say('administrator.title') },
    { kind: 'text', text: say('administrator.text') },
    { kind: 'link', text: say('administrator.write'), url: mailtoAnybody({ subject, text }), look: 'button' },
    { kind: 'copy', label: say('administrator.copy'), text },
    { kind: 'heading', text: say('decline.title') },
    { kind: 'text', text: say('decline.text') },
    // Relative to `…/i/{token}/other`, so that it holds wherever the app is mounted.
    { kind: 'form', button: say('decline.button'), action: 'decline' },
    { kind: 'link', text: say('back'), url, look: 'plain' },
  ]);
}

/** Thanks a reader who said that the invitation is not for them. */
export function declinedPage({ language, partnerName }: Pick<Choices, 'language' | 'partnerName'>): string {
  const say = (key: PageMessage): string => pageText(language, key, { partnerName });
  return page(language, [
    { kind: 'title', text: say('declined.title') },
    { kind: 'text', text: say('declined.text') },
  ]);
}
