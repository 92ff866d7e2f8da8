import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { match, useAddress } from './router.tsx';
import { Empty, LinkButton, Skeleton } from './ui/basics.tsx';
import { Page } from './ui/page.tsx';
import type { ScreenProps } from './screenProps.ts';
import { speakMore, t } from './words.ts';

type ScreenComponent = ComponentType<ScreenProps>;

/** Each screen is read when it is first opened. */
const screens: readonly (readonly [pattern: string, load: () => Promise<ScreenComponent>])[] = [
  ['/', async () => (await import('./screens/overview/overview.tsx')).Overview],
  ['/customers', async () => (await import('./screens/customers/customers.tsx')).Customers],
  ['/customers/:id', async () => (await import('./screens/customer/customer.tsx')).Customer],
  ['/customers/:id/start', async () => (await import('./screens/start/start.tsx')).Start],
  ['/customers/:id/evidence', async () => (await import('./screens/customer/evidence.tsx')).Evidence],
  ['/relationship-invitations', async () => (await import('./screens/prospects/prospects.tsx')).Prospects],
  [
    '/relationship-invitations/new',
    async () => (await import('./screens/prospects/newProspect.tsx')).NewProspect,
  ],
  ['/relationship-invitations/:id', async () => (await import('./screens/prospects/prospect.tsx')).Prospect],
  ['/new-customer', async () => (await import('./screens/newCustomer/newCustomer.tsx')).NewCustomer],
  ['/imports', async () => (await import('./screens/imports/imports.tsx')).Imports],
  ['/imports/new', async () => (await import('./screens/imports/newImport.tsx')).NewImport],
  ['/imports/:id', async () => (await import('./screens/imports/job.tsx')).ImportJob],
  ['/readiness', async () => (await import('./screens/readiness/readiness.tsx')).Readiness],
  ['/mail-brand', async () => (await import('./screens/brand/brand.tsx')).Brand],
  ['/webhook-endpoints', async () => (await import('./screens/webhooks/endpoints.tsx')).Endpoints],
  ['/webhook-endpoints/new', async () => (await import('./screens/webhooks/newEndpoint.tsx')).NewEndpoint],
  ['/webhook-endpoints/:id', async () => (await import('./screens/webhooks/endpoint.tsx')).Endpoint],
  ['/activity', async () => (await import('./screens/activity/activity.tsx')).Activity],
  ['/settings', async () => (await import('./screens/settings/settings.tsx')).Settings],
  ['/webhook-deliveries', async () => (await import('./screens/webhooks/deliveries.tsx')).AllDeliveries],
  ['/connection', async () => (await import('./screens/connection/connection.tsx')).Connection],
  ['/queues', async () => (await import('./screens/queues/queues.tsx')).Queues],
];

/** The list of customers opens with few words; the other screens share the rest. */
const listOfCustomers = '/customers';

const loaded = new Map<string, ScreenComponent>();

/** The screen of the present address. */
export function Screen() {
  const { path } = useAddress();
  const [, setCount] = useState(0);
  const found = screens
    .map(([pattern, load]) => ({ pattern, load, params: match(pattern, path) }))
    .find(({ params }) => params !== undefined);
  const pattern = found?.pattern ?? '';
  const Shown = loaded.get(pattern);
  useEffect(() => {
    if (!found || loaded.has(pattern)) return;
    const words = pattern === listOfCustomers ? undefined : speakMore();
    void Promise.all([found.load(), words]).then(
      ([screen]) => {
        loaded.set(pattern, screen);
        setCount((count) => count + 1);
      },
      // A newer version was deployed and the old files are gone: the page brings the new ones.
      () => location.reload(),
    );
  }, [pattern]);
  if (!found) {
    return (
      <Page title={t('missing.title')}>
        <Empty icon="question" title={t('missing.title')} text={t('missing.text')}>
          <LinkButton to="/" look="primary">
            {t('nav.overview')}
          </LinkButton>
        </Empty>
      </Page>
    );
  }
  return Shown ? <Shown key={path} params={found.params ?? {}} /> : <Skeleton lines={8} />;
}
