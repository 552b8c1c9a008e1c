/** A call of three or more as a whole. */

export const group = {
  listsDiffer: 'People in this call see different lists.',
  listsDifferHelp: 'Somebody may be here whom you do not see, or who does not see you. Ask around who is in the call.',
};
