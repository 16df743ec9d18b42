import { useLocation } from 'wouter';
import { promptPlaceOf } from './promptAddress';
import { PromptsView } from './PromptsView';
import { PromptView } from './PromptView';
import { RunView } from './RunView';
import { useTexts } from './texts';

/** The area of prompts: which of its screens the address asks for. */
export default function PromptScreen() {
  const t = useTexts();
  const [path] = useLocation();
  const place = promptPlaceOf(`#${path}`) ?? { kind: 'list' };
  return (
    <div className="sheet broad">
      {place.kind === 'lost' && (
        <p className="notice" role="status">
          {t('lost')}
        </p>
      )}
      {(place.kind === 'list' || place.kind === 'lost') && <PromptsView />}
      {place.kind === 'prompt' && (
        <PromptView
          key={place.name}
          name={place.name}
          pair={
            place.from === undefined || place.to === undefined ? undefined : [place.from, place.to]
          }
        />
      )}
      {place.kind === 'run' && <RunView key={place.id} id={place.id} />}
    </div>
  );
}
