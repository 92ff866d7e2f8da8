import { beginConsent } from '../../shared/consent.ts';
import { listenForCode } from './listenForCode.ts';

export type ConsentRun = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of the redirect address on this computer; 0 takes any free one. */
  readonly port: number;
  readonly waitMs: number;
  say(this: void, line: string): void;
};

/** Leads a person through the sign-in and stores what comes of it. @throws {Error} with what is wrong */
export async function runConsent({ env, port, waitMs, say }: ConsentRun): Promise<void> {
  const listener = await listenForCode(port);
  try {
    const consent = await beginConsent(env, listener.redirectUri);
    say('Open this address and sign in as the service account at Partner Center, with its second factor:');
    say('');
    say(consent.url);
    say('');
    await consent.finish(await listener.code(consent.state, waitMs));
    say('The refresh token is stored. Work at Partner Center goes on by itself; see: npm run doctor');
  } finally {
    await listener.stop();
  }
}
