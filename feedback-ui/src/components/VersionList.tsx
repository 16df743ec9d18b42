import type { VersionSummary } from '../domain/prompts';
import { LabelChip } from './LabelChip';
import { Time } from './Time';

interface VersionListProps {
  readonly versions: readonly VersionSummary[];
  readonly pair: readonly [number, number] | undefined;
  readonly href: (from: number, to: number) => string;
  /** Opens the choice of a label for a version; absent for those who may not. */
  readonly onMove: ((version: VersionSummary) => void) | undefined;
  /** Whether the person may take a label away. */
  readonly mayRemove: (label: string) => boolean;
  readonly onRemove: (label: string) => void;
}

/** Versions, newest first: what is said of each, where labels lead, and the way to what changed. */
export function VersionList(props: VersionListProps) {
  const { versions, pair, href, onMove, mayRemove, onRemove } = props;
  return (
    <ol className="versions" aria-label="Versions">
      {versions.map((version, index) => {
        const before = versions[index + 1]?.version;
        const shown = pair?.includes(version.version) === true;
        return (
          <li key={version.version} className={shown ? 'version version-shown' : 'version'}>
            <strong className="version-number">{version.version}</strong>
            <span className="version-said">
              <span>{version.note === '' ? 'no note' : version.note}</span>
              <span className="hint">
                <Time at={version.at} /> by {version.author.slice(0, 14)}
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
                      aria-label={`Take the label ${label} away`}
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
            <span className="version-ways">
              {before !== undefined && (
                <a className="link" href={href(before, version.version)}>
                  What changed
                </a>
              )}
              {onMove && (
                <button
                  type="button"
                  className="link"
                  onClick={() => {
                    onMove(version);
                  }}
                >
                  Label<span className="unseen"> version {version.version}</span>
                </button>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
