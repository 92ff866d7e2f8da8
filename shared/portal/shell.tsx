import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { getSession, may } from './api/permissions.ts';
import { signOut } from './auth/session.ts';
import { Link, useAddress } from './router.tsx';
import { screenNeeds, type ScreenPattern } from './screenNeeds.ts';
import { settings } from './settings.ts';
import { IconButton, Name } from './ui/basics.tsx';
import { Icon, type IconName } from './ui/icons.tsx';
import { Menu } from './ui/menu.tsx';
import { languageNames, languages, maybe, t, type Language } from './words.ts';
import type { WordKey } from './wordKeys.ts';

type Place = {
  readonly to: ScreenPattern;
  readonly label: WordKey;
  readonly icon: IconName;
};

/** The ways through the portal; each is shown to those whose role may read what is there. */
const groups: readonly { readonly label: WordKey; readonly places: readonly Place[] }[] = [
  {
    label: 'nav.work',
    places: [
      { to: '/', label: 'nav.overview', icon: 'overview' },
      { to: '/customers', label: 'nav.customers', icon: 'customers' },
      { to: '/new-customer', label: 'nav.newCustomer', icon: 'plus' },
      {
        to: '/relationship-invitations',
        label: 'nav.relationships',
        icon: 'relationship',
      },
      { to: '/imports', label: 'nav.imports', icon: 'imports' },
      { to: '/activity', label: 'nav.activity', icon: 'activity' },
      { to: '/readiness', label: 'nav.readiness', icon: 'readiness' },
    ],
  },
  {
    label: 'nav.system',
    places: [
      { to: '/webhook-endpoints', label: 'nav.webhooks', icon: 'webhooks' },
      { to: '/mail-brand', label: 'nav.brand', icon: 'brand' },
      { to: '/connection', label: 'nav.connection', icon: 'connection' },
      { to: '/settings', label: 'nav.settings', icon: 'settings' },
      { to: '/queues', label: 'nav.queues', icon: 'queues' },
    ],
  },
];

export function Shell({
  onLanguage,
  children,
}: {
  onLanguage: (chosen: Language) => void;
  children: ComponentChildren;
}) {
  const { path } = useAddress();
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  useEffect(close, [path]);
  return (
    <div class="shell" onKeyDown={(event) => event.key === 'Escape' && close()}>
      <a class="skip" href="#main">
        {t('nav.skip')}
      </a>
      <header class="top">
        <span class="only-narrow">
          <IconButton
            icon="menu"
            label={t('nav.menu')}
            aria-expanded={isOpen}
            aria-controls="navigation"
            onClick={() => setOpen(!isOpen)}
          />
        </span>
        <Link to="/" class="mark">
          <span class="logo">
            <Icon name="check" size={16} />
          </span>
          <span class="product">Countersign</span>
          <span class="partner">
            <Name>{settings.partnerName}</Name>
          </span>
        </Link>
        <div class="top-end">
          <Menu
            label={t('nav.language')}
            icon="globe"
            items={languages.map((one) => ({ label: languageNames[one], act: () => onLanguage(one) }))}
          />
          <Me />
        </div>
      </header>
      <nav id="navigation" class={isOpen ? 'nav open' : 'nav'} aria-label={t('nav.main')} onClick={close}>
        {groups.map(({ label, places }) => {
          const shown = places.filter(({ to }) => may(screenNeeds[to]));
          if (shown.length === 0) return null;
          return (
            <div class="nav-group" key={label}>
              <p class="nav-label">{t(label)}</p>
              {shown.map(({ to, label: name, icon }) => (
                <Link key={to} to={to} class="nav-link" aria-current={isHere(to, path) ? 'page' : undefined}>
                  <Icon name={icon} />
                  {t(name)}
                </Link>
              ))}
            </div>
          );
        })}
      </nav>
      <main id="main" class="main" tabIndex={-1} onClick={close}>
        {children}
      </main>
    </div>
  );
}

const isHere = (to: string, path: string): boolean =>
  to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);

function Me() {
  const { person, roles } = getSession();
  const name = person.name ?? '';
  const role = roles.map((one) => maybe(`role.${one}`) ?? one).join(', ');
  return (
    <div class="me">
      <span class="me-text">
        <strong>
          <Name>{name}</Name>
        </strong>
        <span class="quiet">{role}</span>
      </span>
      <Menu
        label={t('nav.account', { name })}
        icon="person"
        items={[{ label: t('signIn.signOut'), act: signOut }]}
      />
    </div>
  );
}
