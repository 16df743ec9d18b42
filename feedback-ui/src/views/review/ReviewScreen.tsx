import { useParams } from 'wouter';
import '../../styles/rated.css';
import { ItemView } from './ItemView';
import { ReviewProject } from './ReviewProject';

/** The reviewers' area: lists of a project, one item, and who rated. */
export default function ReviewScreen() {
  const { item } = useParams<{ item?: string }>();
  return (
    <div className="sheet broad">
      {item === undefined ? <ReviewProject /> : <ItemView key={item} id={item} />}
    </div>
  );
}
