import type { Evidence as Proof } from '../../../client/operations.ts';
import { request } from '../../api/call.ts';
import { useNames } from '../../api/useNames.ts';
import { useRead } from '../../api/reads.ts';
import type { ScreenProps } from '../../screenProps.ts';
import { Button, Card, Facts, Name, Notice, Skeleton, Time } from '../../ui/basics.tsx';
import { download } from '../../ui/download.ts';
import { CopyableId } from '../../ui/copyableId.tsx';
import { countryName } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { asProblem } from '../../api/problem.ts';
import { complainOf, ProblemNotice } from '../../ui/problem.tsx';
import { statusWord } from '../../ui/status.tsx';
import { maybe, t } from '../../words.ts';

/** The whole history of a customer with its proof: to read, to print or keep as PDF, and as files. */
export function Evidence({ params }: ScreenProps) {
  const id = params['id'] ?? '';
  const { data, problem, again } = useRead('getEvidence', { params: { customerTenantId: id }, query: {} });
  const name = data ? data.companyName || data.domain : '';
  const save = async (format: 'json' | 'html'): Promise<void> => {
    const type = format === 'html' ? 'text/html' : 'application/json';
    const input = { params: { customerTenantId: id }, query: { format } };
    try {
      const answer = await request('getEvidence', input, { accept: type });
      download(`evidence-${id}.${format}`, await answer.text(), type);
    } catch (failure) {
      complainOf(asProblem(failure));
    }
  };
  return (
    <Page
      title={t('evidence.title')}
      back={{ to: `/customers/${id}`, label: name || t('nav.customers') }}
      lead={name && <Name>{name}</Name>}
      actions={
        data && (
          <>
            <Button look="primary" icon="download" onClick={() => print()}>
              {t('evidence.print')}
            </Button>
            <Button onClick={() => void save('html')}>{t('evidence.html')}</Button>
            <Button onClick={() => void save('json')}>{t('evidence.json')}</Button>
          </>
        )
      }
    >
      {problem && <ProblemNotice problem={problem} again={again} />}
      {!data && !problem && <Skeleton lines={10} />}
      {data && <Whole proof={data} />}
    </Page>
  );
}

function Whole({ proof }: { proof: Proof }) {
  const { chain, acceptance } = proof;
  const signatory = acceptance?.signatory;
  return (
    <div class="stack evidence">
      {chain.brokenAt ? (
        <Notice tone="bad" title={t('evidence.broken', { version: chain.brokenAt.version })}>
          <p>{chain.brokenAt.reason}</p>
        </Notice>
      ) : (
        <Notice tone="good" title={t('evidence.isWhole', { count: chain.events })} />
      )}
      <Card title={t('customer.record')}>
        <Facts
          items={[
            [t('customers.name'), <Name key="name">{proof.companyName}</Name>],
            [
              t('customer.tenantId'),
              <CopyableId key="id" id={proof.customerTenantId} name={t('customer.tenantId')} />,
            ],
            [t('common.domain'), <Name key="domain">{proof.domain}</Name>],
            [t('common.country'), countryName(proof.country)],
            [t('customers.status'), statusWord(proof.status)],
            [
              t('customer.acceptance'),
              acceptance ? (maybe(`acceptance.${acceptance.path}`) ?? acceptance.path) : t('common.none'),
            ],
            [t('evidence.acceptedAt'), <Time key="at" at={acceptance?.acceptedAt ?? null} />],
            [
              t('customer.signatory'),
              <Name key="who">
                {signatory
                  ? [signatory.firstName, signatory.lastName, signatory.email].filter(Boolean).join(' ')
                  : '–'}
              </Name>,
            ],
            [t('customer.asOf'), <Time key="as" at={proof.asOf} />],
            [t('evidence.collectedAt'), <Time key="col" at={proof.collectedAt} />],
          ]}
        />
      </Card>
      <Events proof={proof} />
      <Card title={t('evidence.proof')}>
        <p class="wrap">
          {t('evidence.headHash')}: <code>{chain.headHash}</code>
        </p>
        <p class="quiet" dir="auto">
          {chain.algorithm}
        </p>
      </Card>
    </div>
  );
}

function Events({ proof: { events } }: { proof: Proof }) {
  const nameOf = useNames(events.map(({ by }) => (by.kind === 'agent' ? (by.id ?? null) : null)));
  return (
    <Card title={t('timeline.title')}>
      <ol class="events">
        {events.map(({ version, type, at, by, microsoft, hash }) => (
          <li key={version}>
            <strong>{maybe(`event.${type}`) ?? type}</strong>{' '}
            <span class="quiet">
              <Name>
                {by.kind === 'agent' ? nameOf(by.id ?? null) : (maybe(`actor.${by.kind}`) ?? by.kind)}
              </Name>{' '}
              · <Time at={at} />
            </span>
            {microsoft && (
              <code class="under">
                Microsoft:{' '}
                {[microsoft.code, microsoft.correlationId, microsoft.requestId].filter(Boolean).join(' · ')}
              </code>
            )}
            <code class="under">SHA-256 {hash}</code>
          </li>
        ))}
      </ol>
    </Card>
  );
}
