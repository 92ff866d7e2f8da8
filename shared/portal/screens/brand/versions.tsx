import { useState } from 'preact/hooks';
import type { MailBrand, MailBrandVersion } from '../../../client/operations.ts';
import { call } from '../../api/call.ts';
import { may } from '../../api/permissions.ts';
import { Problem } from '../../api/problem.ts';
import { useRead } from '../../api/reads.ts';
import { useNames } from '../../api/useNames.ts';
import { Badge, Button, Card, Name, Skeleton, Time } from '../../ui/basics.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';

/** When the look was saved and by whom; an earlier one can be taken into the form. */
export function Versions(props: { current: number; onTake: (brand: MailBrand) => void }) {
  const { data, problem, again } = useRead('listMailBrandVersions', { query: { pageSize: 20 } });
  const nameOf = useNames(data?.items.map(({ by }) => by) ?? []);
  const [failure, setFailure] = useState<Problem | undefined>();
  const take = async (version: number): Promise<void> => {
    try {
      props.onTake(await call('getMailBrand', { query: { version: String(version) } }));
      setFailure(undefined);
      toast(t('brand.taken', { version }));
    } catch (refusal) {
      setFailure(refusal instanceof Problem ? refusal : new Problem(0, {}, null));
    }
  };
  return (
    <Card title={t('brand.versions')}>
      {problem && <ProblemNotice problem={problem} again={again} />}
      {failure && <ProblemNotice problem={failure} />}
      {!data && !problem && <Skeleton lines={3} />}
      {data?.items.length === 0 && <p class="quiet">{t('brand.neverSaved')}</p>}
      {data && data.items.length > 0 && (
        <ul class="rows">
          {data.items.map((one) => (
            <Version
              key={one.version}
              version={one}
              name={nameOf(one.by)}
              isCurrent={one.version === props.current}
              onTake={() => void take(one.version)}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Version(props: { version: MailBrandVersion; name: string; isCurrent: boolean; onTake: () => void }) {
  const { version, savedAt } = props.version;
  return (
    <li>
      <span class="grow">
        <strong>{t('brand.version', { version })}</strong>
        <span class="under">
          <Name>{props.name}</Name> · <Time at={savedAt} />
        </span>
      </span>
      {props.isCurrent ? (
        <Badge tone="good" icon="check">
          {t('brand.inUse')}
        </Badge>
      ) : (
        may('saveMailBrand') && (
          <Button onClick={props.onTake}>
            {t('brand.intoForm')}
            <span class="hidden"> {t('brand.version', { version })}</span>
          </Button>
        )
      )}
    </li>
  );
}
