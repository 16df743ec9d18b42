import { useQuery } from '@tanstack/react-query';
import { useServices } from '../services';
import { useTexts } from './texts';

/** A button for each provider of identities; none where there is none, or nobody knows at the moment. */
export function Providers() {
  const t = useTexts();
  const { access } = useServices();
  const ways = useQuery({ queryKey: ['ways-in'], queryFn: () => access.waysIn() });
  if (!ways.data || ways.data.length === 0) {
    return null;
  }
  const target = encodeURIComponent(window.location.hash === '' ? '#/' : window.location.hash);
  return (
    <section className="ways-in" aria-label={t('otherWays')}>
      <p className="or">{t('or')}</p>
      {ways.data.map(({ id, label, address }) => (
        <a key={id} className="button wide" href={`${address}?to=${target}`}>
          {t('signInWith', { provider: label })}
        </a>
      ))}
    </section>
  );
}
