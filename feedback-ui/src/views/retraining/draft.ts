import {
  numberOf,
  type After,
  type QuietHours,
  type Retraining,
  type RetrainingPolicy,
} from '../../domain/retraining';

/** A policy while somebody changes it: numbers are what was typed. */
export interface PolicyDraft {
  readonly enabled: boolean;
  readonly afterPreferences: string;
  readonly afterHours: string;
  readonly atLeast: string;
  readonly onDrift: boolean;
  /** Empty: nothing follows a reward model. */
  readonly recipe: string;
  readonly after: After;
  readonly coolDown: string;
  readonly runsPerDay: string;
  readonly minutesPerDay: string;
  readonly quietHours: readonly QuietHours[];
  readonly timeZone: string;
}

const shown = (value: number | undefined): string => (value === undefined ? '' : String(value));

export function draftOf({ policy }: Retraining): PolicyDraft {
  const { rewardModel } = policy;
  return {
    enabled: policy.enabled,
    afterPreferences: shown(rewardModel.afterPreferences),
    afterHours: shown(rewardModel.afterHours),
    atLeast: shown(rewardModel.atLeastPreferences),
    onDrift: rewardModel.onDrift,
    recipe: policy.policy?.recipe ?? '',
    after: policy.policy?.after ?? 'better',
    coolDown: String(policy.coolDownMinutes),
    runsPerDay: shown(policy.runsPerDay),
    minutesPerDay: shown(policy.minutesPerDay),
    quietHours: policy.quietHours ?? [],
    timeZone: policy.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

const said = <Name extends string>(name: Name, text: string) => {
  const value = numberOf(text);
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, number>>;
};

/** What is sent; settings of recipes, which the form does not show, stay as they were. */
export function policyOf(draft: PolicyDraft, before: RetrainingPolicy): RetrainingPolicy {
  const { rewardModel, policy } = before;
  return {
    enabled: draft.enabled,
    rewardModel: {
      onDrift: draft.onDrift,
      ...said('afterPreferences', draft.afterPreferences),
      ...said('afterHours', draft.afterHours),
      ...said('atLeastPreferences', draft.atLeast),
      ...(rewardModel.baseCheckpointId !== undefined && {
        baseCheckpointId: rewardModel.baseCheckpointId,
      }),
      configuration: rewardModel.configuration ?? {},
    },
    ...(draft.recipe !== '' && {
      policy: {
        recipe: draft.recipe,
        after: draft.after,
        configuration: policy?.recipe === draft.recipe ? (policy.configuration ?? {}) : {},
      },
    }),
    quietHours: draft.quietHours,
    ...(draft.quietHours.length > 0 && { timeZone: draft.timeZone }),
    coolDownMinutes: numberOf(draft.coolDown) ?? 0,
    ...said('runsPerDay', draft.runsPerDay),
    ...said('minutesPerDay', draft.minutesPerDay),
  };
}
