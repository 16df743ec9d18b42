/** Whether a dialog, a menu or a list lies over the page: the page's own keys then wait. */
export const somethingOpen = (): boolean =>
  document.querySelector(
    '[role=dialog], [role=alertdialog], [role=menu], [role=listbox], dialog[open]',
  ) !== null;
