import { sampleMails } from '../../../infra/build/mailSamples.ts';
import { composeMail } from '../../../shared/views/mail/composeMail.ts';
import type { Figure } from '../figure.ts';
import { deliver } from './mailWorld.ts';
import { median } from '../statistics.ts';
import { languages } from '../../../shared/domain/language.ts';

const mails = 1000;
const lostReplies = 0.05;

/** How fast mails are written, and how many calls and mails come of invitations, also when replies are lost. */
export async function measureMail(): Promise<Figure[]> {
  const calm = await deliver(mails, null);
  const lossy = await deliver(mails, 1 / lostReplies);
  const subject = `${String(mails)} invitations, each message twice`;
  const counted = (name: string, measured: number, atMost: number): Figure => ({
    ...{ name, subject: `${String(measured)} of ${subject}`, yardstick: null, measured, unit: '' },
    target: { atMost },
  });
  const { posts } = lossy;
  const expected = mails * (1 + lostReplies);
  return [
    rendering(),
    counted('mail: POSTs', calm.posts, mails),
    counted('mail: GETs', calm.gets, 0),
    counted('mail: doubles or missing', calm.doubles + calm.missing, 0),
    counted('mail, 5 % lost replies: doubles', lossy.doubles, 0),
    counted('mail, 5 % lost replies: missing', lossy.missing, 0),
    counted('mail, 5 % lost replies: POSTs', posts, expected),
    counted('mail, 5 % lost replies: GETs', lossy.gets, 0),
  ];
}

/** Every kind in every language in turn. */
function rendering(): Figure {
  const samples = languages.flatMap((language) => [...sampleMails(language).values()]);
  const write = (): number => {
    const startedMs = performance.now();
    for (let index = 0; index < mails; index += 1) {
      const sample = samples[index % samples.length];
      if (sample) composeMail(sample);
    }
    return (performance.now() - startedMs) / 1000;
  };
  write();
  const seconds = median([write(), write(), write()]);
  return {
    name: 'mail: 1,000 rendered',
    subject: `${seconds.toFixed(2)} s`,
    ...{ yardstick: null, measured: seconds, unit: 's', target: { atMost: 1 } },
  };
}
