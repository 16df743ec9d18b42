import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { Alert } from '../../components/Alert';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useAction } from '../../components/useAction';
import type { ManagedProject } from '../../domain/management';
import { useServices } from '../services';
import { useTexts } from './texts';

/** Puts a project aside, takes it back, or deletes it. */
export function LifePart({ project }: { readonly project: ManagedProject }) {
  const t = useTexts();
  const { management } = useServices();
  const queries = useQueryClient();
  const archived = Boolean(project.archivedAt);
  const [deleting, setDeleting] = useState(false);
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      await (archived ? management.restore(project.id) : management.archive(project.id));
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['project', project.id] }),
        queries.invalidateQueries({ queryKey: ['projects'] }),
      ]);
    }, [archived, management, project.id, queries]),
  );
  return (
    <section className="panel" aria-labelledby="life">
      <h2 id="life">{archived ? t('restoreTitle') : t('archiveTitle')}</h2>
      <p className="lead">{archived ? t('restoreLead') : t('archiveLead')}</p>
      <Alert problem={problem} />
      <div className="actions start">
        <button type="button" className="button" disabled={busy} onClick={() => void run()}>
          {archived ? t('restore') : t('archive')}
        </button>
        {archived && (
          <button
            type="button"
            className="button"
            onClick={() => {
              setDeleting(true);
            }}
          >
            {t('delete')}
          </button>
        )}
      </div>
      {deleting && (
        <DeleteDialog
          project={project}
          onClose={() => {
            setDeleting(false);
          }}
        />
      )}
    </section>
  );
}

interface DeleteDialogProps {
  readonly project: ManagedProject;
  readonly onClose: () => void;
}

function DeleteDialog({ project, onClose }: DeleteDialogProps) {
  const t = useTexts();
  const { management } = useServices();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const progress = useQuery({
    queryKey: ['progress', project.id],
    queryFn: () => management.progress(project.id),
  });
  return progress.data ? (
    <ConfirmDialog
      title={t('deleteTitle', { name: project.name })}
      consequence={t('deleteConsequence', {
        prompts: progress.data.prompts,
        items: progress.data.items,
        ratings: progress.data.ratings,
      })}
      button={t('deleteButton')}
      perform={async () => {
        await management.remove(project.id);
        navigate('/projects/archived');
        await queries.invalidateQueries({ queryKey: ['projects'] });
      }}
      onClose={onClose}
    />
  ) : null;
}
