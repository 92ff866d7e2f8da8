import type { Setting } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useRead } from '../../api/reads.ts';
import { AsOf, Badge, Button, Card, LinkButton, Name, Skeleton } from '../../ui/basics.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { copy } from '../../ui/toasts.tsx';
import { maybe, t } from '../../words.ts';
import { groups } from './groups.ts';
import { valueOf } from './valueOf.ts';

/** The policy in force: what each setting is, where it comes from, and how it is changed. */
export function Settings() {
  const read = useRead('listSettings');
  const items = new Map(read.data?.items.map((one) => [one.name, one] as const));
  const grouped = new Set(groups.flatMap(({ names }) => names));
  const others = [...items.keys()].filter((name) => !grouped.has(name));
  return (
    <Page title={t('nav.settings')} lead={t('settings.lead')} actions={<AsOf at={read.at} />}>
      <div class="stack">
        {read.problem && <ProblemNotice problem={read.problem} again={read.again} />}
        {!read.data && !read.problem && <Skeleton lines={10} />}
        {read.data && <HowToChange />}
        {[...groups, { label: 'settings.group.others' as const, names: others }].map(({ label, names }) => {
          const shown = names.flatMap((name) => items.get(name) ?? []);
          if (shown.length === 0) return null;
          return (
            <section key={label} class="table-frame">
              <table class="stacked settings">
                <caption>
                  <h2>{t(label)}</h2>
                </caption>
                <thead class="hidden">
                  <tr>
                    <th scope="col">{t('settings.setting')}</th>
                    <th scope="col">{t('settings.value')}</th>
                    <th scope="col">{t('settings.source')}</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((setting) => (
                    <Line key={setting.name} setting={setting} />
                  ))}
                </tbody>
              </table>
            </section>
          );
        })}
      </div>
    </Page>
  );
}

function Line({ setting }: { setting: Setting }) {
  const isGiven = setting.source === 'given';
  return (
    <tr>
      <th scope="row">
        {maybe(`settings.${setting.name}`) ?? setting.name}
        <code class="under">{setting.name}</code>
      </th>
      <td>
        <Name>{valueOf(setting)}</Name>
      </td>
      <td>
        <Badge tone={isGiven ? 'busy' : 'quiet'}>{t(isGiven ? 'settings.given' : 'settings.default')}</Badge>
      </td>
    </tr>
  );
}

const command = 'azd env set REMINDER_EVERY_DAYS 4 && azd provision';

function HowToChange() {
  return (
    <Card title={t('settings.change')}>
      <p>{t('settings.changeText')}</p>
      <div class="fix">
        <code dir="ltr">{command}</code>
        <Button look="subtle" icon="copy" onClick={() => void copy(command, t('settings.command'))}>
          {t('common.copy')}
        </Button>
      </div>
      {may('getMailBrand') && <LinkButton to="/mail-brand">{t('settings.toBrand')}</LinkButton>}
    </Card>
  );
}
