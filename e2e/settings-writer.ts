/** Puts settings where the app finds them at its next start. */

/** Runs in the page: settings in the clear, as the first version kept them, are still read. @returns false: not yet */
export async function writeSettings(settings: object): Promise<boolean> {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === 'humr')) return false;
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('humr');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const writing = database.transaction('settings', 'readwrite');
      writing.objectStore('settings').put(settings, 'settings');
      writing.oncomplete = () => {
        database.close();
        resolve(true);
      };
      writing.onerror = () => reject(writing.error);
    };
  });
}
