import { useEffect, useState } from 'preact/hooks';
import { onSessionEnded, signInAgain, signInFresh, signOut, type Start } from './auth/session.ts';
import type { Session } from '../client/operations.ts';
import { asProblem, type Problem } from './api/problem.ts';
import { complainOf, ProblemNotice } from './ui/problem.tsx';
import { settings } from './settings.ts';
import { Screen } from './screens.tsx';
import { Shell } from './shell.tsx';
import { Button } from './ui/basics.tsx';
import { Dialog } from './ui/dialog.tsx';
import { Icon, type IconName } from './ui/icons.tsx';
import { Toasts } from './ui/toasts.tsx';
import { keepLanguage, language, speak, t, type Language } from './words.ts';

/** The portal: what a person without a sign-in or a role is told, else the screens. */
export function App({
  start,
  session,
  problem,
}: {
  start: Start;
  /** Undefined for a person without a role. */
  session?: Session | undefined;
  problem?: Problem;
}) {
  const [spoken, setSpoken] = useState(language());
  const choose = (chosen: Language): void => {
    speak(chosen).then(
      () => {
        keepLanguage(chosen);
        setSpoken(chosen);
      },
      (failure: unknown) => complainOf(asProblem(failure)),
    );
  };
  if (start.kind === 'notSetUp') {
    return <Message icon="settings" title={t('signIn.notSetUp')} text={t('signIn.notSetUpText')} />;
  }
  if (start.kind === 'refused') {
    return (
      <Message icon="error" title={t('signIn.refused')} text={start.detail || start.code}>
        <Button look="primary" onClick={signInFresh}>
          {t('signIn.tryAgain')}
        </Button>
      </Message>
    );
  }
  if (start.kind === 'signedIn' && start.isPopup) return <SignedInBeside />;
  if (problem || start.kind === 'unreachable') {
    return (
      <main class="message">
        <ProblemNotice problem={problem ?? asProblem(undefined)} again={() => location.reload()} />
      </main>
    );
  }
  if (!session) {
    return (
      <Message
        icon="shield"
        title={t('signIn.noRole')}
        text={t('signIn.noRoleText', { partner: settings.partnerName })}
      >
        <Button look="primary" onClick={signOut}>
          {t('signIn.signOut')}
        </Button>
      </Message>
    );
  }
  return (
    <div key={spoken}>
      <Shell onLanguage={choose}>
        <Screen />
      </Shell>
      <SessionEnded />
      <Toasts />
    </div>
  );
}

function Message(props: {
  icon: IconName;
  title: string;
  text: string;
  children?: preact.ComponentChildren;
}) {
  useEffect(() => {
    document.title = `${props.title} · Countersign`;
  }, [props.title]);
  return (
    <main class="message">
      <span class="empty-icon">
        <Icon name={props.icon} size={28} />
      </span>
      <h1>{props.title}</h1>
      <p dir="auto">{props.text}</p>
      {props.children && <div class="actions">{props.children}</div>}
    </main>
  );
}

/** In the window that a person signs in again with: the page beside it has the token by now. */
function SignedInBeside() {
  useEffect(() => window.close(), []);
  return <Message icon="check" title={t('signIn.done')} text={t('signIn.doneText')} />;
}

/** Lies over the page, which keeps what was typed, until somebody has signed in again. */
function SessionEnded() {
  const [isEnded, setEnded] = useState(false);
  useEffect(() => onSessionEnded(setEnded), []);
  if (!isEnded) return null;
  return (
    <Dialog
      title={t('signIn.ended')}
      isDismissible={false}
      onClose={() => undefined}
      footer={
        <Button look="primary" onClick={signInAgain}>
          {t('signIn.again')}
        </Button>
      }
    >
      <p>{t('signIn.endedText')}</p>
    </Dialog>
  );
}
