/** The texts of hearing oneself within a call, loaded with that panel. */
export const listenBack = {
  intro: 'Say a sentence, then be quiet for a moment. The call goes on meanwhile, and the others hear you as ever.',
  muted: 'You are muted. Nobody hears what you say for this recording.',
  memory: 'The recording stays in this window and is erased when you close it. Headphones keep it from the others.',
  record: 'Record',
  comparing: 'Before and after are being compared…',
  heard: {
    before: 'As your microphone heard you.',
    sent: 'As it went to the others.',
    muted: 'As the others would have heard you, had you not been muted.',
    rendered: 'As the others would hear you with this setting.',
  },
  updating: 'The new setting is being tried on this recording…',
  matched: 'Equally loud',
  matchedHelp: 'Plays before and after at one loudness, so that you hear nothing but the difference.',
  failed: 'The recording did not work. Your call goes on as before.',
  close: 'Close',
};
