import type { Connection as Found } from '../../../client/operations.ts';
import { useRead } from '../../api/reads.ts';
import { AsOf, Badge, Button, Card, Facts, Notice, Skeleton, type Tone } from '../../ui/basics.tsx';
import { dateTime, number } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { copy } from '../../ui/toasts.tsx';
import { maybe, t } from '../../words.ts';

type Probe = Found['probes'][number];

const order = ['fail', 'warn', 'ok'] as const;
const tones: Readonly<Record<Probe['state'], Tone>> = { fail: 'bad', warn: 'warn', ok: 'good' };

/** What works of the connection to Partner Center, mail and storage; the worst comes first. */
export function Connection() {
  const read = useRead('getConnection');
  const { data, problem } = read;
  const probes = data ? [...data.probes].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state)) : [];
  return (
    <Page
      title={t('nav.connection')}
      lead={<AsOf at={read.at} />}
      actions={
        <Button look="primary" icon="refresh" isBusy={read.isReading} onClick={read.again}>
          {t('connection.again')}
        </Button>
      }
    >
      <div class="stack">
        {problem && <ProblemNotice problem={problem} again={read.again} />}
        {!data && !problem && <Skeleton lines={8} />}
        {/* An old answer is not shown as if it were true now. */}
        {data && !problem && <Notice tone={tones[data.state]} title={t(`connection.state.${data.state}`)} />}
        {!problem && probes.map((probe) => <Part key={probe.name} probe={probe} />)}
      </div>
    </Page>
  );
}

function Part({ probe }: { probe: Probe }) {
  const { fix, facts } = probe;
  return (
    <Card
      title={maybe(`connection.part.${probe.name}`) ?? probe.name}
      actions={<Badge tone={tones[probe.state]}>{t(`connection.word.${probe.state}`)}</Badge>}
    >
      <p dir="auto">{maybe(`connection.meaning.${probe.condition}`) ?? probe.meaning}</p>
      {fix && (
        <div class="fix">
          {/* Names of settings and commands; it is copied to whoever runs the installation. */}
          <p lang="en" dir="ltr">
            {fix}
          </p>
          <Button icon="copy" onClick={() => void copy(fix, t('connection.fix'))}>
            {t('common.copy')}
          </Button>
        </div>
      )}
      {Object.keys(facts).length > 0 && (
        <Facts
          items={Object.entries(facts).map(([name, value]) => [
            maybe(`connection.fact.${name}`) ?? name,
            shown(value),
          ])}
        />
      )}
    </Card>
  );
}

function shown(value: string | number | boolean | null): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') return number(value);
  return /^\d{4}-\d\d-\d\dT/.test(value) ? dateTime(value) : value;
}
