import { useLocation } from 'wouter';
import '../../styles/operator.css';
import '../../styles/gates.css';
import { approvalPlaceOf } from './approvalAddress';
import { ApprovalsView } from './ApprovalsView';
import { PromotionView } from './PromotionView';
import { ProposalView } from './ProposalView';
import { useTexts } from './texts';

/** The area of approvals: which of its screens the address asks for. */
export default function ApprovalScreen() {
  const t = useTexts();
  const [path] = useLocation();
  const place = approvalPlaceOf(`#${path}`) ?? { kind: 'list' };
  return (
    <div className="sheet broad">
      {place.kind === 'lost' && (
        <p className="notice" role="status">
          {t('lost')}
        </p>
      )}
      {place.kind === 'proposal' && <ProposalView key={place.id} id={place.id} />}
      {place.kind === 'promotion' && <PromotionView key={place.id} id={place.id} />}
      {(place.kind === 'list' || place.kind === 'lost') && <ApprovalsView />}
    </div>
  );
}
