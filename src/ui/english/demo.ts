/** The texts of the demo. */

export const demo = {
  open: 'Demo',
  title: 'A call with yourself',
  intro: 'Two ends of a real, encrypted call in this page. Listen to what the far end hears, with and without Humr.',
  start: 'Play the noisy voice',
  own: 'Use my microphone',
  ownHelp: 'Use headphones, or you will hear an echo of yourself.',
  stop: 'Stop',
  back: 'Back to start',
  connecting: 'Calling yourself…',
  denoised: 'Noise suppression',
  hearing: {
    before: 'You hear the voice as the microphone does.',
    after: 'You hear the voice as Humr sends it.',
  },
  spectrogram: 'Spectrogram: what is heard now, low sounds below, high sounds above',
  level: 'Level',
  quieter: 'Between the words it is {count} dB quieter.',
  failed: 'The call with yourself did not come about. Doctor tells you why.',
  noise: 'Hint: listen to the pauses between the words.',
  credit: 'Voice: Kathleen dataset of the Rhasspy project (CC0). Noise: made by us.',
};
