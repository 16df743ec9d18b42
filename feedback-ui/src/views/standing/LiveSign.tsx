import { Alert } from '../../components/Alert';
import { Switch } from '../../components/Switch';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';
import type { Live } from './useLiveStanding';

/** Whether what stands here is what there is now, said quietly, with a switch to stop it. */
export function LiveSign({ standing, liveness, paused, setPaused }: Live) {
  const t = useTexts();
  const { dateTime } = useFormats();
  const state = paused ? 'paused' : liveness.name;
  return (
    <>
      <div className="live-sign" data-state={state}>
        <span className="live-dot" aria-hidden="true" />
        {/* Not announced each time that a figure changes: only when the connection does. */}
        <span role="status">{t(state)}</span>
        {typeof standing?.lastAt === 'string' && (
          <span className="hint">{t('lastAt', { at: dateTime(standing.lastAt) })}</span>
        )}
        <Switch
          on={!paused}
          onChange={(on) => {
            setPaused(!on);
          }}
        >
          {t('follow')}
        </Switch>
      </div>
      {!paused && liveness.name === 'ended' && <Alert problem={liveness.problem} />}
    </>
  );
}
