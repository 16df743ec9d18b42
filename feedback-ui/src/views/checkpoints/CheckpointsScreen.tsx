import { useParams } from 'wouter';
import '../../styles/operator.css';
import { CheckpointListView } from './CheckpointListView';
import { CheckpointView } from './CheckpointView';

/** The area of checkpoints: which of its screens the address asks for. */
export default function CheckpointsScreen() {
  const { id } = useParams<{ id?: string }>();
  return id === undefined ? <CheckpointListView /> : <CheckpointView key={id} id={id} />;
}
