import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import type { Invitation } from '../../domain/management';
import { MadeLinks } from '../manage/MadeLinks';
import { useTexts as useManageTexts } from '../manage/texts';
import { useServices } from '../services';
import { RoleChecks } from './RoleChecks';
import { useTexts } from './texts';

const USUAL_DAYS = '7';

/** Makes links that give an account its roles; each is shown once, to be copied. */
export function InviteAccount({ queryKey }: { readonly queryKey: readonly string[] }) {
  const t = useTexts();
  const m = useManageTexts();
  const { administration } = useServices();
  const queries = useQueryClient();
  const [made, setMade] = useState<readonly Invitation[]>([]);
  const [roles, setRoles] = useState<ReadonlySet<string>>(new Set(['annotator']));
  const [note, setNote] = useState('');
  const [days, setDays] = useState(USUAL_DAYS);
  const make = useMutation({
    mutationFn: () => administration.invite({ roles: [...roles], note, days: Number(days) }),
    onSuccess: (invitation) => {
      setMade((before) => [invitation, ...before]);
      setNote('');
      return queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <form
      className="panel invite"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <RoleChecks chosen={roles} onChange={setRoles} />
      <div className="fields">
        <Field
          label={t('inviteNote')}
          maxLength={200}
          dir="auto"
          value={note}
          onChange={(event) => {
            setNote(event.target.value);
          }}
        />
        <Field
          label={m('days')}
          type="number"
          min={1}
          max={90}
          required
          value={days}
          onChange={(event) => {
            setDays(event.target.value);
          }}
        />
      </div>
      <Alert problem={make.error} />
      <div>
        <button className="button primary" disabled={make.isPending || roles.size === 0}>
          {m('makeLink')}
        </button>{' '}
        {roles.size === 0 && <span className="hint">{t('inviteNeedsRole')}</span>}
      </div>
      <MadeLinks invitations={made} />
    </form>
  );
}
