import { useQuery } from '@tanstack/react-query';
import { Redirect } from 'wouter';
import { mayCreateProjects, mayRate } from '../../domain/session';
import { useServices } from '../services';
import { useSession } from '../session';

/** Where somebody begins who names no address: at the desk when there is nothing else to choose, else at the projects. */
export default function StartScreen() {
  const { feedback } = useServices();
  const session = useSession();
  const { data, error } = useQuery({ queryKey: ['projects'], queryFn: () => feedback.projects() });
  const only = data?.length === 1 ? data[0] : undefined;
  if (only && mayRate(session) && !mayCreateProjects(session)) {
    return <Redirect to={`/rate/${only.id}`} replace />;
  }
  return data || error ? <Redirect to="/projects" replace /> : null;
}
