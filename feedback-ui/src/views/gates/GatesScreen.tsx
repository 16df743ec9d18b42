import { useParams } from 'wouter';
import '../../styles/operator.css';
import '../../styles/gates.css';
import { GateListView } from './GateListView';
import { GateView } from './GateView';

/** What checkpoints must show before a channel serves them: of all projects, or of one. */
export default function GatesScreen() {
  const { project } = useParams<{ project?: string }>();
  return project === undefined ? <GateListView /> : <GateView key={project} id={project} />;
}
