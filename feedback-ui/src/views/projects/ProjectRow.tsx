import type { Project } from '../../domain/project';
import { useTexts } from './texts';

interface ProjectRowProps {
  readonly project: Project;
  readonly rates: boolean;
  readonly manages: boolean;
}

/** A project in the list: its name leads to what one does most, and links to the rest. */
export function ProjectRow({ project, rates, manages }: ProjectRowProps) {
  const t = useTexts();
  const rate = `#/rate/${project.id}`;
  const manage = `#/manage/${project.id}`;
  const main = rates ? rate : manages ? manage : undefined;
  return (
    <li className="project-row">
      {main === undefined ? (
        <div className="project">
          <Summary project={project} />
        </div>
      ) : (
        <a className="project" href={main}>
          <Summary project={project} />
        </a>
      )}
      {manages && rates && (
        <a
          className="button quiet"
          href={manage}
          aria-label={t('manageNamed', { name: project.name })}
        >
          {t('manage')}
        </a>
      )}
    </li>
  );
}

/** The first line of the guidelines that is no heading says best what a project is about. */
function about(guidelines: string): string {
  const lines = guidelines.split('\n').map((line) => line.trim());
  return lines.find((line) => line !== '' && !line.startsWith('#')) ?? '';
}

function Summary({ project }: { readonly project: Project }) {
  const text = about(project.guidelines);
  return (
    <>
      <strong>{project.name}</strong>
      {text !== '' && <span dir="auto">{text}</span>}
    </>
  );
}
