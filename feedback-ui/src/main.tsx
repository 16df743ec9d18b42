import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { httpAccess } from './api/httpAccess';
import { httpAdministration } from './api/httpAdministration';
import { httpApprovalDesk } from './api/httpApprovalDesk';
import { httpChannelDesk } from './api/httpChannelDesk';
import { httpDataDesk } from './api/httpDataDesk';
import { httpFeedbackService } from './api/httpFeedbackService';
import { httpGateDesk } from './api/httpGateDesk';
import { httpEntry, httpManagement } from './api/httpManagement';
import { httpOperatorDesk } from './api/httpOperatorDesk';
import { httpPlayground } from './api/httpPlayground';
import { httpPromptLibrary } from './api/httpPromptLibrary';
import { httpRaterDesk } from './api/httpRaterDesk';
import { httpRetrainingDesk } from './api/httpRetrainingDesk';
import { httpReviewDesk } from './api/httpReviewDesk';
import { httpStandingDesk } from './api/httpStandingDesk';
import { httpTrustDesk } from './api/httpTrustDesk';
import { beginTexts, TextsProvider } from './i18n/texts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/rating.css';
import './styles/prompts.css';
import './styles/shell.css';
import './styles/admin.css';
import type { Problem } from './domain/problem';
import { App } from './views/App';
import { newQueryClient } from './views/queries';
import { ServicesContext, type Services } from './views/services';

// The composition root: the only place that knows both the views and the way to the service.
const root = document.getElementById('root');
if (!root) {
  throw new Error('index.html has no element with the id "root"; restore it from the repository.');
}
const { origin } = window.location;
const services: Services = {
  feedback: httpFeedbackService(origin),
  approvals: httpApprovalDesk(origin),
  data: httpDataDesk(origin),
  library: httpPromptLibrary(origin),
  management: httpManagement(origin),
  entry: httpEntry(origin),
  access: httpAccess(origin),
  administration: httpAdministration(origin),
  operator: httpOperatorDesk(origin),
  playground: httpPlayground(origin),
  review: httpReviewDesk(origin),
  raters: httpRaterDesk(origin),
  trust: httpTrustDesk(origin),
  standing: httpStandingDesk(origin),
  retraining: httpRetrainingDesk(origin),
  gates: httpGateDesk(origin),
  channels: httpChannelDesk(origin),
};
let ended: (problem: Problem) => void = () => undefined;
const queries = newQueryClient((problem) => {
  ended(problem);
});
const onEnded = (listener: (problem: Problem) => void): void => {
  ended = listener;
};
await beginTexts('nav', 'shell', 'signIn', 'problem');
createRoot(root).render(
  <StrictMode>
    <TextsProvider>
      <QueryClientProvider client={queries}>
        <ServicesContext value={services}>
          <Router hook={useHashLocation}>
            <App onEnded={onEnded} />
          </Router>
        </ServicesContext>
      </QueryClientProvider>
    </TextsProvider>
  </StrictMode>,
);
