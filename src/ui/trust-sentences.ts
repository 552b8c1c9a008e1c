/** What a tile says of somebody's key: the part of `sentences.ts` about trust. */

export const trustSentences = {
  people: 'People',
  missed: '{count} missed',
  identities: {
    lost: 'Your key was lost. Import a backup or begin with a new one; until then nobody recognises you.',
    temporary: 'This browser keeps nothing: your key and the people you meet last until this page is closed.',
    restored: 'Your key was damaged and came back from its second copy. Nothing is lost.',
    locked:
      'Your key is locked. Your passkey opens it when you start a call; without the passkey, a backup brings it back.',
  },
  openKey: 'Your key and backup',
  details: 'About {name}',
  decide: 'Decide',
  standings: {
    new: 'New person',
    seen: 'Met before',
    verified: 'Verified',
    changed: 'New key',
    rotated: 'New key, announced by the old one',
    blocked: 'Blocked',
    revoked: 'Key given up by its owner',
    'needs-checking': 'Needs checking',
  },
  held: { changed: 'Held: another key', stranger: 'Held: not who sent the link', pictures: 'Held: pictures differ' },
  heldByThem: 'Checks who you are; no sound yet',
  namesake: 'Uses the name of {name}, but not their key',
  alias: 'Calls themselves “{name}”',
};
