import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { toProblem } from '../../domain/problem';
import type { Project } from '../../domain/project';
import { mayCreateProjects, mayRate } from '../../domain/session';
import { useServices } from '../services';
import { useSession } from '../session';
import { NewProjectView } from './NewProjectView';

/** The projects that somebody sees. */
export default function ProjectsScreen() {
  const { feedback } = useServices();
  const session = useSession();
  const projects = useQuery({ queryKey: ['projects'], queryFn: () => feedback.projects() });
  const [creating, setCreating] = useState(false);
  return (
    <div className="sheet">
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
      <Alert
        sentence={projects.error ? toProblem(projects.error).sentence : undefined}
        retry={() => void projects.refetch()}
      />
      {creating && (
        <NewProjectView
          service={feedback}
          onDone={() => {
            setCreating(false);
            void projects.refetch();
          }}
          onCancel={() => {
            setCreating(false);
          }}
        />
      )}
      {projects.data && <ProjectList projects={projects.data} rates={mayRate(session)} />}
    </div>
  );
}

interface ProjectListProps {
  readonly projects: readonly Project[];
  readonly rates: boolean;
}

function ProjectList({ projects, rates }: ProjectListProps) {
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
            {rates ? (
              <a className="project" href={`#/rate/${project.id}`}>
                <ProjectSummary project={project} />
              </a>
            ) : (
              <div className="project">
                <ProjectSummary project={project} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function ProjectSummary({ project }: { readonly project: Project }) {
  return (
    <>
      <strong>{project.name}</strong>
      {project.guidelines && <span>{project.guidelines}</span>}
    </>
  );
}
