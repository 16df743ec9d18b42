import { useParams } from 'wouter';
import '../../styles/operator.css';
import { PolicyListView } from './PolicyListView';
import { PolicyView } from './PolicyView';

/** When projects train again by themselves: all of them, or one. */
export default function RetrainingScreen() {
  const { project } = useParams<{ project?: string }>();
  return project === undefined ? <PolicyListView /> : <PolicyView key={project} id={project} />;
}
