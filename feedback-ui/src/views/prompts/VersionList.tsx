import { useLocation } from 'wouter';
import { LabelChip } from '../../components/LabelChip';
import { Menu } from '../../components/Menu';
import type { VersionSummary } from '../../domain/prompts';
import { shortId } from '../../domain/session';
import { useFormats } from '../../i18n/useFormats';
import { diffHref } from './promptAddress';
import { useTexts } from './texts';

interface VersionListProps {
  readonly name: string;
  readonly versions: readonly VersionSummary[];
  readonly pair: readonly [number, number] | undefined;
  /** Opens the choice of a label for a version; absent for those who may not. */
  readonly onMove: ((version: VersionSummary) => void) | undefined;
  /** Whether the person may take a label away. */
  readonly mayRemove: (label: string) => boolean;
  readonly onRemove: (label: string) => void;
}

/** Versions, newest first: what is said of each, where labels lead, and the way to what changed. */
export function VersionList(props: VersionListProps) {
  const { versions, pair, mayRemove, onRemove } = props;
  const t = useTexts();
  const { dateTime } = useFormats();
  return (
    <ol className="versions" aria-label={t('versions')}>
      {versions.map((version) => (
        <li
          key={version.version}
          className={pair?.includes(version.version) ? 'version version-shown' : 'version'}
        >
          <strong className="version-number">{version.version}</strong>
          <span className="version-said">
            <span dir="auto">{version.note === '' ? t('noNote') : version.note}</span>
            <span className="hint">
              {t('atBy', { at: dateTime(version.at), by: shortId(version.author) })}
            </span>
          </span>
          <span className="chips">
            {version.labels.map((label) => (
              <span key={label} className="removable">
                <LabelChip label={label} />
                {mayRemove(label) && (
                  <button
                    type="button"
                    className="chip-remove"
                    aria-label={t('takeLabel', { label })}
                    onClick={() => {
                      onRemove(label);
                    }}
                  >
                    ×
                  </button>
                )}
              </span>
            ))}
          </span>
          <VersionWays {...props} version={version} />
        </li>
      ))}
    </ol>
  );
}

interface VersionWaysProps extends VersionListProps {
  readonly version: VersionSummary;
}

/** What can be done with a version: see what it changed, against the one before or any other, and label it. */
function VersionWays({ name, versions, version, onMove }: VersionWaysProps) {
  const t = useTexts();
  const [, go] = useLocation();
  const own = version.version;
  const others = versions.filter((one) => one.version !== own);
  const before = others.find((one) => one.version < own);
  return (
    <span className="version-ways">
      {before && (
        <a className="link" href={diffHref(name, before.version, own)}>
          {t('whatChanged')}
        </a>
      )}
      {others.length > 1 && (
        <Menu
          className="link"
          text={t('compare')}
          name={t('compareWith', { version: own })}
          choices={others.map((other) => ({
            id: String(other.version),
            text: t('version', { version: other.version }),
            onChoose: () => {
              const [from, to] = [other.version, own].sort((one, two) => one - two);
              go(diffHref(name, from ?? own, to ?? own).slice(1));
            },
          }))}
        />
      )}
      {onMove && (
        <button
          type="button"
          className="link"
          aria-label={t('labelVersion', { version: own })}
          onClick={() => {
            onMove(version);
          }}
        >
          {t('label')}
        </button>
      )}
    </span>
  );
}
