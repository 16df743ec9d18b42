import { useEffect, useState } from 'react';
import { moreOf, problemIn, type Failure, type Problem } from '../domain/problem';
import { loadTexts, useFoundText, useLanguage, type FindText } from '../i18n/texts';

/** What the page says of a failure. */
export interface Saying {
  readonly sentence: string;
  /** The service's own sentence, in English, where it tells what no text of a catalogue can: names, numbers. */
  readonly more?: string;
}

/** Of what raters do not meet: loaded when somebody does. */
const RARE = 'problems';

/** A failure in the person's language; undefined while there is none, and while its text is being loaded. */
export function useSaying(failure: Failure): Saying | undefined {
  const language = useLanguage();
  const find = useFoundText();
  const [looked, setLooked] = useState(false);
  const problem = problemIn(failure);
  const inEnglish = language === 'en' ? problem?.detail : undefined;
  const own = problem && textOf(problem, find);
  const missing = problem !== undefined && inEnglish === undefined && own === undefined && !looked;
  useEffect(() => {
    if (missing) {
      // Without them the text of the status has to do.
      void loadTexts(RARE)
        .catch(() => undefined)
        .finally(() => {
          setLooked(true);
        });
    }
  }, [missing]);
  if (!problem || missing) {
    return undefined;
  }
  if (inEnglish !== undefined) {
    return { sentence: inEnglish };
  }
  const more = own === undefined ? problem.detail : moreOf(problem);
  return {
    sentence: own ?? ofStatus(problem, find),
    ...(more !== undefined && language !== 'en' && { more }),
  };
}

const textOf = ({ code }: Problem, find: FindText): string | undefined =>
  find(`problem.${code}`) ?? find(`${RARE}.${code}`);

/** Of a code that this page does not know: older pages meet newer services. */
function ofStatus({ status }: Problem, find: FindText): string {
  return (
    find(`problem.http-${String(status)}`) ??
    find(`problem.http-${status < 500 ? '4' : '5'}xx`, { status }) ??
    ''
  );
}
