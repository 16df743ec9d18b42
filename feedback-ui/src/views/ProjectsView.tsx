import { useState } from 'react';
import { Alert } from '../components/Alert';
import { AreaLinks } from '../components/AreaLinks';
import { TopBar } from '../components/TopBar';
import type { Problem } from '../domain/problem';
import { mayReadPrompts } from '../domain/prompts';
import type { Project } from '../domain/project';
import type { FeedbackService } from '../domain/service';
import { mayCreateProjects, mayRate, type Session } from '../domain/session';
import type { AccountControls } from './account';
import { NewProjectView } from './NewProjectView';

interface ProjectsViewProps {
  readonly service: FeedbackService;
  readonly session: Session;
  readonly projects: readonly Project[] | undefined;
  readonly problem: Problem | undefined;
  readonly notice: string | undefined;
  readonly account: AccountControls;
  readonly onRetry: () => void;
  readonly onChoose: (project: Project) => void;
}

export function ProjectsView(props: ProjectsViewProps) {
  const { service, session, projects, problem, account } = props;
  const [creating, setCreating] = useState(false);
  return (
    <>
      <TopBar {...account}>{mayReadPrompts(session) && <AreaLinks here="projects" />}</TopBar>
      <main className="sheet">
        <div className="sheet-head">
          <h1>Projects</h1>
          {mayCreateProjects(session) && !creating && (
            <button
              type="button"
              className="button"
              onClick={() => {
                setCreating(true);
              }}
            >
              New project
            </button>
          )}
        </div>
        <Alert sentence={account.signOutFailure} />
        <Alert sentence={problem?.sentence} retry={props.onRetry} />
        {props.notice !== undefined && (
          <p className="notice" role="status">
            {props.notice}
          </p>
        )}
        {creating && (
          <NewProjectView
            service={service}
            onDone={() => {
              setCreating(false);
              props.onRetry();
            }}
            onCancel={() => {
              setCreating(false);
            }}
          />
        )}
        {projects && (
          <ProjectList projects={projects} rates={mayRate(session)} onChoose={props.onChoose} />
        )}
      </main>
    </>
  );
}

interface ProjectListProps {
  readonly projects: readonly Project[];
  readonly rates: boolean;
  readonly onChoose: (project: Project) => void;
}

function ProjectList({ projects, rates, onChoose }: ProjectListProps) {
  if (projects.length === 0) {
    return (
      <p className="lead">
        There is no project yet. An administrator or an engineer creates the first.
      </p>
    );
  }
  return (
    <>
      {!rates && (
        <p className="lead">
          Your account may look after projects; to rate, it needs the role “annotator”.
        </p>
      )}
      <ul className="projects">
        {projects.map((project) => (
          <li key={project.id}>
            <button
              type="button"
              className="project"
              disabled={!rates}
              onClick={() => {
                onChoose(project);
              }}
            >
              <strong>{project.name}</strong>
              {project.guidelines && <span>{project.guidelines}</span>}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
