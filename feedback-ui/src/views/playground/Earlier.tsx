import { useQuery } from '@tanstack/react-query';
import { useServices } from '../services';
import { CHOICES } from './choices';
import { usePlaygroundTexts } from './texts';

/** What one compared in the last days: to read again, to go on with, or to take a verdict back. */
export function Earlier() {
  const t = usePlaygroundTexts();
  const { playground } = useServices();
  const { data = [] } = useQuery({
    queryKey: ['comparisons'],
    queryFn: () => playground.comparisons(),
    staleTime: 0,
  });
  if (data.length === 0) {
    return null;
  }
  return (
    <section className="block" aria-labelledby="earlier">
      <h2 id="earlier">{t('earlier')}</h2>
      <ul className="history">
        {data.map(({ id, question, left, right, answered, verdict, strength }) => {
          const said = CHOICES.find(
            ({ judgement }) => judgement.verdict === verdict && judgement.strength === strength,
          );
          return (
            <li key={id}>
              <a href={`#/playground/${id}`} dir="auto">
                {question}
              </a>
              <p className="hint history-head">
                <span>{said ? t(said.text) : t(answered ? 'noVerdict' : 'unanswered')}</span>
                {typeof left === 'string' && typeof right === 'string' && (
                  <bdi>
                    A: {left} · B: {right}
                  </bdi>
                )}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
