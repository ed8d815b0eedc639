/** The ground of a dialog: a sheet from below on a phone, in the middle of the page elsewhere. */

export const dialogShade = "fixed inset-0 z-30 animate-shade bg-shade";

export const dialogSheet =
  "fixed z-30 flex max-h-11/12 flex-col overflow-hidden bg-surface-raised shadow-float outline-none " +
  "inset-x-0 bottom-0 animate-sheet rounded-t-sheet " +
  "tablet:inset-x-auto tablet:bottom-auto tablet:start-1/2 tablet:top-1/2 tablet:w-full tablet:-translate-x-1/2 " +
  "tablet:-translate-y-1/2 tablet:animate-show tablet:rounded-sheet";
