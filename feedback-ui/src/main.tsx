import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { httpApprovalDesk } from './api/httpApprovalDesk';
import { httpFeedbackService } from './api/httpFeedbackService';
import { httpPromptLibrary } from './api/httpPromptLibrary';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/rating.css';
import './styles/prompts.css';
import { App } from './views/App';

// The composition root: the only place that knows both the views and the way to the service.
const root = document.getElementById('root');
if (!root) {
  throw new Error('index.html has no element with the id "root"; restore it from the repository.');
}
createRoot(root).render(
  <StrictMode>
    <App
      service={httpFeedbackService(window.location.origin)}
      approvals={httpApprovalDesk(window.location.origin)}
      library={httpPromptLibrary(window.location.origin)}
    />
  </StrictMode>,
);
