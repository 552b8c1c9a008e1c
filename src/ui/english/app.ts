/** The texts of the app as a thing on a device. */

export const app = {
  install: 'Install Humr',
  installByHand: 'To install: press the share button of your browser, then “Add to Home Screen”.',
  update: 'A new version is here: reload',
  mutedTitle: 'Muted',
  language: 'Language',
  languageAuto: 'As the browser',
};
