import { createContext, useContext } from 'react';
import type { ApprovalDesk } from '../domain/approvalDesk';
import type { DataDesk } from '../domain/dataDesk';
import type { PromptLibrary } from '../domain/promptLibrary';
import type { FeedbackService } from '../domain/service';

/** The ways to the services that views have; `main.tsx` makes them. */
export interface Services {
  readonly feedback: FeedbackService;
  readonly library: PromptLibrary;
  readonly approvals: ApprovalDesk;
  readonly data: DataDesk;
}

export const ServicesContext = createContext<Services | undefined>(undefined);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) {
    throw new Error('There are no services: render inside ServicesContext.');
  }
  return services;
}
