import { createContext, useContext } from 'react';
import type { Access } from '../domain/access';
import type { Administration } from '../domain/administration';
import type { ApprovalDesk } from '../domain/approvalDesk';
import type { ChannelDesk } from '../domain/channels';
import type { Entry } from '../domain/entry';
import type { GateDesk } from '../domain/gateDesk';
import type { Management } from '../domain/management';
import type { OperatorDesk } from '../domain/operatorDesk';
import type { Playground } from '../domain/playground';
import type { DataDesk } from '../domain/dataDesk';
import type { PromptLibrary } from '../domain/promptLibrary';
import type { RaterDesk } from '../domain/raterDesk';
import type { ReviewDesk } from '../domain/reviewDesk';
import type { RetrainingDesk } from '../domain/retraining';
import type { FeedbackService } from '../domain/service';
import type { StandingDesk } from '../domain/standingDesk';
import type { TrustDesk } from '../domain/trustDesk';

/** The ways to the services that views have; `main.tsx` makes them. */
export interface Services {
  readonly feedback: FeedbackService;
  readonly library: PromptLibrary;
  readonly approvals: ApprovalDesk;
  readonly management: Management;
  readonly entry: Entry;
  readonly access: Access;
  readonly administration: Administration;
  readonly operator: OperatorDesk;
  readonly playground: Playground;
  readonly review: ReviewDesk;
  readonly raters: RaterDesk;
  readonly data: DataDesk;
  readonly trust: TrustDesk;
  readonly standing: StandingDesk;
  readonly retraining: RetrainingDesk;
  readonly gates: GateDesk;
  readonly channels: ChannelDesk;
}

export const ServicesContext = createContext<Services | undefined>(undefined);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) {
    throw new Error('There are no services: render inside ServicesContext.');
  }
  return services;
}
