import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import type { Invitation, ProjectRole } from '../../domain/management';
import { useServices } from '../services';
import { MadeLinks } from './MadeLinks';
import { useTexts } from './texts';

const USUAL_DAYS = 7;

interface InviteFormProps {
  readonly project: string;
  /** For raters, for a week: one button. */
  readonly simple?: boolean;
}

/** Makes links that let somebody in once, to be copied. */
export function InviteForm({ project, simple = false }: InviteFormProps) {
  const t = useTexts();
  const role = useId();
  const { management } = useServices();
  const queries = useQueryClient();
  const [made, setMade] = useState<readonly Invitation[]>([]);
  const [wish, setWish] = useState({
    role: 'ANNOTATOR' as ProjectRole,
    note: '',
    days: String(USUAL_DAYS),
  });
  const make = useMutation({
    mutationFn: () => management.invite(project, { ...wish, days: Number(wish.days) }),
    onSuccess: (invitation) => {
      setMade((before) => [invitation, ...before]);
      setWish({ ...wish, note: '' });
      return queries.invalidateQueries({ queryKey: ['invitations', project] });
    },
  });
  return (
    <form
      className="invite"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      {!simple && (
        <div className="fields">
          <div className="field">
            <label htmlFor={role}>{t('role')}</label>
            <select
              id={role}
              className="choice"
              value={wish.role}
              onChange={(event) => {
                setWish({ ...wish, role: event.target.value as ProjectRole });
              }}
            >
              <option value="ANNOTATOR">{t('roleAnnotator')}</option>
              <option value="MANAGER">{t('roleManager')}</option>
            </select>
          </div>
          <Field
            label={t('note')}
            maxLength={200}
            value={wish.note}
            onChange={(event) => {
              setWish({ ...wish, note: event.target.value });
            }}
          />
          <Field
            label={t('days')}
            type="number"
            min={1}
            max={90}
            required
            value={wish.days}
            onChange={(event) => {
              setWish({ ...wish, days: event.target.value });
            }}
          />
        </div>
      )}
      <Alert problem={make.error} />
      <div>
        <button className="button" disabled={make.isPending}>
          {t('makeLink')}
        </button>
      </div>
      <MadeLinks invitations={made} />
    </form>
  );
}
