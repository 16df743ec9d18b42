/** What every signed-in view shows of the account. */
export interface AccountControls {
  readonly name: string;
  readonly signingOut: boolean;
  readonly signOutFailure: string | undefined;
  readonly onSignOut: () => void;
}
