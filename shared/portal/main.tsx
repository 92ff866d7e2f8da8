import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/screens.css';
import './style/customers.css';
import './style/system.css';
import './style/forms.css';
import { render } from 'preact';
import type { Session } from '../client/operations.ts';
import { App } from './app.tsx';
import { asProblem, type Problem } from './api/problem.ts';
import { loadSession } from './api/permissions.ts';
import { startSession, type Start } from './auth/session.ts';
import { preferredLanguage, speak } from './words.ts';

const place = document.getElementById('portal');
const words = speak(preferredLanguage()).then(
  () => true,
  () => false,
);
const start = await startSession().catch((): Start => ({ kind: 'unreachable' }));
if (!(await words)) document.getElementById('unreachable')?.removeAttribute('hidden');
else if (place && start.kind !== 'leaving') {
  const session = start.kind === 'signedIn' && !start.isPopup ? loadSession() : Promise.resolve(undefined);
  const show = (more: { session?: Session | undefined; problem?: Problem }): void =>
    render(<App start={start} {...more} />, place);
  session.then(
    (found) => show({ session: found }),
    (failure: unknown) => show({ problem: asProblem(failure) }),
  );
}
