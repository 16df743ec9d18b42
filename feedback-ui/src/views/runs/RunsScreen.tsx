import { useLocation, useParams } from 'wouter';
import '../../styles/operator.css';
import { NewRunView } from './NewRunView';
import { RunListView } from './RunListView';
import { RunView } from './RunView';

/** The area of training runs: which of its screens the address asks for. */
export default function RunsScreen() {
  const { id, recipe } = useParams<{ id?: string; recipe?: string }>();
  const [path] = useLocation();
  if (path.startsWith('/runs/new')) {
    return <NewRunView key={recipe} named={recipe} />;
  }
  return id === undefined ? <RunListView /> : <RunView key={id} id={id} />;
}
