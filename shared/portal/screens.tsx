import type { ComponentChild, ComponentType } from 'preact';
import { useEffect, useErrorBoundary, useState } from 'preact/hooks';
import { may } from './api/permissions.ts';
import { go, match, useAddress } from './router.tsx';
import { screenNeeds, type ScreenPattern } from './screenNeeds.ts';
import { Button, Empty, LinkButton, Notice, Skeleton } from './ui/basics.tsx';
import { Page } from './ui/page.tsx';
import type { ScreenProps } from './screenProps.ts';
import { speakMore, t } from './words.ts';

type ScreenComponent = ComponentType<ScreenProps>;

/** Each screen is read when it is first opened. */
const screens: Readonly<Record<ScreenPattern, () => Promise<ScreenComponent>>> = {
  '/': async () => (await import('./screens/overview/overview.tsx')).Overview,
  '/customers': async () => (await import('./screens/customers/customers.tsx')).Customers,
  '/customers/:id': async () => (await import('./screens/customer/customer.tsx')).Customer,
  '/customers/:id/start': async () => (await import('./screens/start/start.tsx')).Start,
  '/customers/:id/evidence': async () => (await import('./screens/customer/evidence.tsx')).Evidence,
  '/relationship-invitations': async () => (await import('./screens/prospects/prospects.tsx')).Prospects,
  '/relationship-invitations/new': async () =>
    (await import('./screens/prospects/newProspect.tsx')).NewProspect,
  '/relationship-invitations/:id': async () => (await import('./screens/prospects/prospect.tsx')).Prospect,
  '/new-customer': async () => (await import('./screens/newCustomer/newCustomer.tsx')).NewCustomer,
  '/imports': async () => (await import('./screens/imports/imports.tsx')).Imports,
  '/imports/new': async () => (await import('./screens/imports/newImport.tsx')).NewImport,
  '/imports/:id': async () => (await import('./screens/imports/job.tsx')).ImportJob,
  '/readiness': async () => (await import('./screens/readiness/readiness.tsx')).Readiness,
  '/mail-brand': async () => (await import('./screens/brand/brand.tsx')).Brand,
  '/webhook-endpoints': async () => (await import('./screens/webhooks/endpoints.tsx')).Endpoints,
  '/webhook-endpoints/new': async () => (await import('./screens/webhooks/newEndpoint.tsx')).NewEndpoint,
  '/webhook-endpoints/:id': async () => (await import('./screens/webhooks/endpoint.tsx')).Endpoint,
  '/activity': async () => (await import('./screens/activity/activity.tsx')).Activity,
  '/settings': async () => (await import('./screens/settings/settings.tsx')).Settings,
  '/webhook-deliveries': async () => (await import('./screens/webhooks/deliveries.tsx')).AllDeliveries,
  '/connection': async () => (await import('./screens/connection/connection.tsx')).Connection,
  '/queues': async () => (await import('./screens/queues/queues.tsx')).Queues,
};

const patterns = Object.keys(screens) as readonly ScreenPattern[];

/** The list of customers opens with few words; the other screens share the rest. */
const listOfCustomers = '/customers';

const loaded = new Map<string, ScreenComponent>();

/** The screen of the present address. */
export function Screen() {
  const { path } = useAddress();
  const [, setCount] = useState(0);
  const [isMissing, setMissing] = useState(false);
  const found = patterns
    .map((pattern) => ({ pattern, load: screens[pattern], params: match(pattern, path) }))
    .find(({ params }) => params !== undefined);
  const pattern = found?.pattern ?? '';
  const isAllowed = found !== undefined && may(screenNeeds[found.pattern]);
  const Shown = loaded.get(pattern);
  useEffect(() => {
    setMissing(false);
    if (!found || !isAllowed || loaded.has(pattern)) return;
    const words = pattern === listOfCustomers ? undefined : speakMore();
    void Promise.all([found.load(), words]).then(
      ([screen]) => {
        loaded.set(pattern, screen);
        setCount((count) => count + 1);
      },
      () => setMissing(true),
    );
  }, [pattern]);
  if (!found) {
    return (
      <Page key={path} title={t('missing.title')}>
        <Empty icon="question" title={t('missing.title')} text={t('missing.text')}>
          <LinkButton to="/" look="primary">
            {t('nav.overview')}
          </LinkButton>
        </Empty>
      </Page>
    );
  }
  if (!isAllowed) return pattern === '/' ? <ToCustomers /> : <Refused key={path} />;
  if (isMissing) return <NotLoaded />;
  return Shown ? <Kept key={path} screen={<Shown params={found.params ?? {}} />} /> : <Skeleton lines={8} />;
}

/** A reseller has no overview; the list of customers is where its day begins. */
function ToCustomers() {
  useEffect(() => go(listOfCustomers, { replace: true }), []);
  return <Skeleton lines={8} />;
}

/** An address that a colleague with another role sent. */
function Refused() {
  return (
    <Page title={t('problem.forbidden')}>
      <Empty icon="shield" title={t('problem.forbidden')} text={t('next.forbidden')}>
        <LinkButton to={listOfCustomers} look="primary">
          {t('nav.customers')}
        </LinkButton>
      </Empty>
    </Page>
  );
}

/** A screen that cannot be drawn says so, and the way to the others stays. */
function Kept({ screen }: { screen: ComponentChild }) {
  const [failure] = useErrorBoundary();
  return failure ? <NotLoaded /> : <>{screen}</>;
}

/**
 * Its files did not come: no network, or a newer version has replaced them. The reader loads the page anew, since that
 * would lose what is typed elsewhere.
 */
function NotLoaded() {
  return (
    <Page title={t('screen.notLoaded')}>
      <Notice
        tone="warn"
        title={t('screen.notLoaded')}
        actions={
          <Button icon="refresh" onClick={() => location.reload()}>
            {t('screen.loadAgain')}
          </Button>
        }
      >
        <p>{t('screen.notLoadedText')}</p>
      </Notice>
    </Page>
  );
}
