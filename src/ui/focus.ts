/** Where the focus is, for elements whose controls come and go. */

/** The control that had the focus is gone, or none ever had it: it may be given to another without taking it away. */
export function focusIsLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
