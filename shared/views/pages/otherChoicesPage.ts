import { mailtoAnybody } from '../mail/mailto.ts';
import { answerTo, sayOf, type LinkPage, type Say } from './linkPage.ts';
import { page, type PagePart } from './page.ts';

/** What a reader can do who is not the one to accept: pass it on, or say so. Looking at it does neither. */
export function otherChoicesPage(link: LinkPage): string {
  const say = sayOf(link);
  const { language, brand, about, view } = link;
  const isRelationship = about === 'relationship';
  return page({ language, brand, hasLanguages: true }, [
    { kind: 'title', text: say('choices.title') },
    { kind: 'text', text: say(isRelationship ? 'choices.introRelationship' : 'choices.intro') },
    // The holder of a signatory's link can accept in that person's name, so it is not passed on.
    ...(about === 'attestation' ? [] : passingOn(link, say)),
    { kind: 'heading', text: say('decline.title') },
    { kind: 'text', text: say('decline.text') },
    { kind: 'form', button: say('decline.button'), action: answerTo(link, 'decline'), view },
    ...(about === 'invitation' ? refusing(link, say) : []),
    { kind: 'link', text: say('back'), url: answerTo({ ...link, base: link.url }, ''), look: 'plain' },
  ]);
}

function passingOn({ about, url }: LinkPage, say: Say): PagePart[] {
  const isRelationship = about === 'relationship';
  const subject = say(isRelationship ? 'administrator.subjectRelationship' : 'administrator.subject');
  const text = `${say(isRelationship ? 'administrator.bodyRelationship' : 'administrator.body')}\n${url}`;
  return [
    { kind: 'heading', text: say('administrator.title') },
    { kind: 'text', text: say('administrator.text') },
    { kind: 'link', text: say('administrator.write'), url: mailtoAnybody({ subject, text }), look: 'button' },
    { kind: 'copy', label: say('administrator.copy'), text },
  ];
}

function refusing(link: LinkPage, say: Say): PagePart[] {
  return [
    { kind: 'heading', text: say('refuse.title') },
    { kind: 'text', text: say('refuse.text') },
    { kind: 'form', button: say('refuse.button'), action: answerTo(link, 'refuse'), view: link.view },
  ];
}
